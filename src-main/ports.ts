import type { Server } from 'node:http';

/** Listens on the address alone, on the first of the ports that is free; 0 takes any. Throws where the address is not this machine's. */
export const listenOnFirst = async (
  server: Server,
  address: string,
  ports: readonly number[],
): Promise<number> => {
  let refusal: unknown;
  for (const port of ports) {
    try {
      return await listenOn(server, address, port);
    } catch (error) {
      refusal = error;
      const isTaken =
        error instanceof Error && 'code' in error && /^(EADDRINUSE|EACCES)$/.test(String(error.code));
      if (!isTaken) throw error;
    }
  }
  throw refusal;
};

const listenOn = (server: Server, address: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.removeListener('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
