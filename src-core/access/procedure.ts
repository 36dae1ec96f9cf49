import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { DeskContext } from './context.ts';
import { Failure, fail, failureOf, toTrpcError } from './failure.ts';
import { can } from './permissions.rules.ts';
import type { Permission } from './permissions.rules.ts';

type Meta = { readonly permission: Permission };

const t = initTRPC
  .context<DeskContext>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error }) {
      const failure = error.cause instanceof Failure ? error.cause : null;
      const invalid = error.cause instanceof ZodError ? error.cause : null;
      return {
        code: shape.code,
        message: failure?.code ?? error.code,
        data: {
          code: failure?.code ?? error.code,
          httpStatus: shape.data.httpStatus,
          fields: failure?.fields ?? { inputs: invalid?.issues.map((issue) => issue.path.join('.')) ?? [] },
        },
      };
    },
  });

export const router = t.router;
export const createCaller = t.createCallerFactory;

const permitted = t.middleware(async ({ ctx, meta, next, path }) => {
  const permission = meta?.permission;
  if (!permission || !can(ctx.actor.role, permission)) {
    throw toTrpcError(fail('refused', 'NOT_PERMITTED', { procedure: path, permission: permission ?? '' }));
  }
  const result = await next();
  if (result.ok) return result;
  const failure = failureOf(result.error.cause);
  if (failure) throw toTrpcError(failure);
  if (result.error.code !== 'INTERNAL_SERVER_ERROR') return result;
  // record() refused a value that the form let through, such as a phone of three digits: the screen marks the field.
  if (result.error.cause instanceof ZodError)
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'BAD_REQUEST', cause: result.error.cause });
  throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'INTERNAL', cause: result.error.cause });
});

/** Begins a procedure that only holders of the right may call. */
export function procedure(permission: Permission) {
  return t.procedure.meta({ permission }).use(permitted);
}
