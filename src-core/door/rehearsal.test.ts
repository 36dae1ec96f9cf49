/** Holds: the rehearsal advises what fits what it saw, and does not talk before there is something to say. */
import { expect, test } from 'vitest';
import { adviceFor } from './rehearsal.rules.ts';

const seen = { isDone: false, waitedSeconds: 0, hasVpn: false, hasSlept: false };

test.each([
  ['nothing at first', seen, []],
  ['the VPN at once', { ...seen, hasVpn: true }, ['vpn']],
  [
    'mobile data, firewall and separated guests after a while',
    { ...seen, waitedSeconds: 20 },
    ['mobile', 'firewall', 'isolation'],
  ],
  [
    'the hotspot when nothing helps',
    { ...seen, waitedSeconds: 60 },
    ['mobile', 'firewall', 'isolation', 'hotspot'],
  ],
  ['the power cord when all is well', { ...seen, isDone: true }, ['power']],
  ['what the laptop did: it slept', { ...seen, isDone: true, hasSlept: true }, ['sleep']],
])('%s', (_, situation, advice) => {
  expect(adviceFor(situation)).toEqual(advice);
});
