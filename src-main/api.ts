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

/** The same stream, broken off when the signal comes: the screen then connects anew by itself. */
const brokenOffBy = (response: Response, signal: AbortSignal): Response => {
  if (response.body === null) return response;
  const body = response.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal });
  return new Response(body, { status: response.status, headers: response.headers });
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
      createContext: () => context,
      onError: ({ error, path }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          onError(new Error(`${path ?? '?'}: ${String(error.cause ?? error)}`));
      },
    });
    return isStream(response) ? brokenOffBy(response, closing) : response;
  };
