import { createLanClient, type Carry } from './envelope.ts';
import { answerOf, createTransport, judged, PATIENCE, type Patience, type Transport } from './transport.ts';
import { LinkTrouble } from './trouble.ts';

/** A way to another laptop of the organisation: every message in the envelope of its key. */
export const createLanTransport = (address: string, key: Uint8Array): Transport => {
  const plain = createTransport(address);
  // An envelope hides what it carries, so each patience has a client of its own.
  const clients = new Map<Patience, Carry>();
  const clientFor = (patience: Patience): Carry => {
    const there = clients.get(patience);
    if (there !== undefined) return there;
    const made = createLanClient(address, key, async (request) => {
      const { status, headers, body } = await plain.carry(
        {
          method: 'POST',
          path: new URL(request.url).pathname,
          token: null,
          body: new Uint8Array(await request.arrayBuffer()),
        },
        { signal: request.signal, patience },
      );
      return new Response(status === 204 ? null : Buffer.from(body), { status, headers });
    });
    clients.set(patience, made);
    return made;
  };
  const carry: Transport['carry'] = async (message, { signal, patience = PATIENCE } = {}) => {
    const { method, path, token, body, type = 'application/octet-stream' } = message;
    const request = new Request(`${address}${path}`, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body: Buffer.from(body) }),
      ...(signal !== undefined && { signal }),
    });
    const answer = await clientFor(patience)(request).catch((error: unknown) => {
      throw error instanceof LinkTrouble ? error : new LinkTrouble('unreachable', '');
    });
    return answerOf(answer);
  };
  return {
    carry,
    ask: async (message, sending) => judged(await carry(message, sending)),
    close: plain.close,
  };
};
