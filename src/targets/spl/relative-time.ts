const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Splunk's relative times on an instant in seconds: `-30m@m`, `@h`, `+5m@m`, `now`; snapping is in UTC. Null where it is none. */
export function relativeTime(offset: string, from: number): number | null {
  if (offset === 'now' || offset === '') return from;
  const match = /^([-+]\d+[smhdw])?(?:@([smhd]))?$/.exec(offset);
  if (!match) return null;
  const moved = from + Number((match[1] ?? '+0s').slice(0, -1)) * (seconds[(match[1] ?? '+0s').slice(-1)] ?? 1);
  const snap = match[2] === undefined ? undefined : seconds[match[2]];
  return snap === undefined ? moved : Math.floor(moved / snap) * snap;
}
