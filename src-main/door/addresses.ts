import type { NetworkInterfaceInfo } from 'node:os';
import type { DoorAddress } from '../../src-core/access/index.ts';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** The addresses that Windows, macOS and Linux give themselves when they share their network. */
const HOTSPOTS = ['192.168.137.1', '192.168.2.1', '10.42.0.1'];
const VPN =
  /^(tun|tap|utun|wg|ppp|ipsec|zt|tailscale|nordlynx|proton)|vpn|wireguard|tailscale|zerotier|hamachi/i;
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|cni)|virtualbox|vmware|hyper-v|vethernet|wsl/i;
const WIRELESS = /^(wl|ath|ra\d)|wi-?fi|wireless|беспровод|сымсыз/i;
const WIRED = /^(eth|en[ops]|em\d)|ethernet/i;

/** macOS calls its Wi-Fi `en0`; elsewhere that name says nothing. */
const kindOf = (name: string, address: string, platform: NodeJS.Platform): DoorAddress['kind'] => {
  if (address.startsWith('127.')) return 'loopback';
  if (VPN.test(name)) return 'vpn';
  if (HOTSPOTS.includes(address)) return 'hotspot';
  if (VIRTUAL.test(name)) return 'virtual';
  if (WIRELESS.test(name) || (platform === 'darwin' && name === 'en0')) return 'wireless';
  return WIRED.test(name) ? 'wired' : 'other';
};

const ORDER: readonly DoorAddress['kind'][] = [
  'wireless',
  'hotspot',
  'wired',
  'other',
  'virtual',
  'vpn',
  'loopback',
];

/**
 * The laptop's IPv4 addresses, those that phones are likeliest to reach first. Loopback only where it is asked for or there
 * is nothing else to try the door with.
 */
export const addressesOf = (
  interfaces: Interfaces,
  platform: NodeJS.Platform,
  isLoopbackShown: boolean,
): readonly DoorAddress[] => {
  const all = Object.entries(interfaces).flatMap(([name, infos]) =>
    (infos ?? [])
      .filter(({ family, address }) => family === 'IPv4' && !address.startsWith('169.254.'))
      .map(({ address }) => ({ address, name, kind: kindOf(name, address, platform) })),
  );
  const outside = all.filter(({ kind }) => kind !== 'loopback');
  const shown = isLoopbackShown || outside.length === 0 ? all : outside;
  return shown.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
};
