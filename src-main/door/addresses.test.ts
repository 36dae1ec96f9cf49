/** Holds: the address that phones can reach stands first, on every system; what they cannot reach is named as such. */
import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { addressesOf } from './addresses.ts';

const ip = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4'): NetworkInterfaceInfo =>
  ({
    address,
    family,
    internal: address.startsWith('127.'),
    netmask: '',
    mac: '',
    cidr: null,
  }) as NetworkInterfaceInfo;

test.each([
  [
    'Windows in the hall’s Wi-Fi with a VPN and virtual machines',
    'win32' as const,
    {
      'vEthernet (WSL)': [ip('172.20.0.1')],
      'ProtonVPN TUN': [ip('10.2.0.2')],
      'Беспроводная сеть': [ip('192.168.1.15'), ip('fe80::1', 'IPv6')],
      'Loopback Pseudo-Interface 1': [ip('127.0.0.1')],
    },
    ['192.168.1.15 wireless', '172.20.0.1 virtual', '10.2.0.2 vpn'],
  ],
  [
    'Windows with its own hotspot and a cable',
    'win32' as const,
    { Ethernet: [ip('10.10.4.8')], 'Local Area Connection* 2': [ip('192.168.137.1')] },
    ['192.168.137.1 hotspot', '10.10.4.8 wired'],
  ],
  [
    'macOS',
    'darwin' as const,
    {
      lo0: [ip('127.0.0.1')],
      en0: [ip('192.168.0.4')],
      utun3: [ip('100.64.0.9')],
      bridge100: [ip('192.168.2.1')],
    },
    ['192.168.0.4 wireless', '192.168.2.1 hotspot', '100.64.0.9 vpn'],
  ],
  [
    'Linux with docker, and an address that the system made up for want of one',
    'linux' as const,
    {
      lo: [ip('127.0.0.1')],
      wlp3s0: [ip('10.42.0.1')],
      docker0: [ip('172.17.0.1')],
      enp2s0: [ip('169.254.3.4')],
    },
    ['10.42.0.1 hotspot', '172.17.0.1 virtual'],
  ],
  ['no network at all', 'linux' as const, { lo: [ip('127.0.0.1')] }, ['127.0.0.1 loopback']],
])('%s', (_, platform, interfaces, expected) => {
  const found = addressesOf(interfaces, platform, false);
  expect(found.map(({ address, kind }) => `${address} ${kind}`)).toEqual(expected);
});
