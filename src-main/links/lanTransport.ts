import { closeRequest, lanKeyOf, openAnswer } from './envelope.ts';
import { createTransport, judged, type Transport } from './transport.ts';
import { LinkTrouble } from './trouble.ts';

/** A way to another laptop of the organisation: every message in the envelope of its key. */
export const createLanTransport = (address: string, organisationKey: Uint8Array): Transport => {
  const plain = createTransport(address);
  const key = lanKeyOf(organisationKey);
  return {
    async ask({ method, path, token, type = 'application/octet-stream', body = new Uint8Array() }, sending) {
      const sent = closeRequest(key, { method, path, token, type, body });
      const answered = await plain.ask({ method: 'POST', path: '/lan', token: null, body: sent }, sending);
      const answer = openAnswer(key, sent, answered.body);
      if (answer === undefined) throw new LinkTrouble('notUnderstood', '');
      return judged(answer);
    },
    close: plain.close,
  };
};
