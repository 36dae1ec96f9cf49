/** What the rehearsal advises; each has a sentence on the screen, in this order. */
export type Advice = 'vpn' | 'sleep' | 'mobile' | 'firewall' | 'isolation' | 'hotspot' | 'power';

/** Seconds after which a phone that works would have been seen. */
const PATIENCE = 15;
/** Seconds after which the venue's network is given up. */
const GIVE_UP = 45;

/**
 * What to try, by what the laptop can know: a page that no phone has loaded may be held up by a firewall or by the
 * network that keeps its guests apart, and the phone shows which; the laptop's own hotspot is the way around both.
 */
export function adviceFor(seen: {
  readonly isDone: boolean;
  readonly waitedSeconds: number;
  readonly hasVpn: boolean;
  readonly hasSlept: boolean;
}): readonly Advice[] {
  const advice: Advice[] = [];
  if (seen.hasVpn && !seen.isDone) advice.push('vpn');
  if (seen.hasSlept) advice.push('sleep');
  if (seen.isDone) return seen.hasSlept ? advice : ['power'];
  if (seen.waitedSeconds >= PATIENCE) advice.push('mobile', 'firewall', 'isolation');
  if (seen.waitedSeconds >= GIVE_UP) advice.push('hotspot');
  return advice;
}
