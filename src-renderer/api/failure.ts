/** What the server says when it says no: a code with fields, never a stack. */
export type ScreenFailure = { readonly code: string; readonly fields: Readonly<Record<string, unknown>> };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const asFailure = (value: unknown): ScreenFailure | undefined =>
  isRecord(value) && typeof value['code'] === 'string'
    ? { code: value['code'], fields: isRecord(value['fields']) ? value['fields'] : {} }
    : undefined;

/** Reads any thrown value: tRPC's error shape, the desk's own answers, a connection that broke. */
export const failureOf = (error: unknown): ScreenFailure => {
  if (!isRecord(error)) return { code: 'INTERNAL', fields: {} };
  const told = asFailure(error['data']) ?? asFailure(error['failure']);
  if (told !== undefined) return told;
  return {
    code: isRecord(error['cause']) || error instanceof TypeError ? 'NO_CONNECTION' : 'INTERNAL',
    fields: {},
  };
};

/** An error that carries a failure told by the desk outside of tRPC. */
export const failureError = (failure: ScreenFailure): Error & { readonly failure: ScreenFailure } =>
  Object.assign(new Error(failure.code), { failure });
