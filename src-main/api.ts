import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { deskRouter } from '../src-core/api.ts';
import type { House } from './house.ts';

type ApiOptions = {
  readonly house: House;
  /** Hears of calls that broke, without their input. */
  readonly onError: (error: unknown) => void;
};

const isStream = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('text/event-stream') === true;

/**
 * The same stream, ended when the signal comes and before it can say farewell: a screen that hears no farewell connects anew
 * by itself. An orderly end, so that neither the window nor the terminal reports an error.
 */
const cutBy = (response: Response, signal: AbortSignal): Response => {
  if (response.body === null) return response;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => {
      signal.addEventListener('abort', () => controller.terminate(), { once: true });
    },
  });
  const { status, headers } = response;
  return new Response(response.body.pipeThrough(cut), { status, headers });
};

/** The core's procedures over HTTP at `/api`, each call in the database that is open when it comes. */
export const createApi =
  ({ house, onError }: ApiOptions) =>
  async (request: Request): Promise<Response> => {
    const { context, closing } = await house.enter();
    const response = await fetchRequestHandler({
      endpoint: '/api',
      req: new Request(request, { signal: AbortSignal.any([request.signal, closing]) }),
      router: deskRouter,
      // A question too long for an address comes as a POST.
      allowMethodOverride: true,
      createContext: () => context,
      onError: ({ error, path }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          onError(new Error(`${path ?? '?'}: ${String(error.cause ?? error)}`));
      },
    });
    return isStream(response) ? cutBy(response, closing) : response;
  };
