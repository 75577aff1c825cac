import type { BuiltinSym, OpaqueSym, Sym } from '../../sym.ts';
import { constant } from '../../values.ts';
import { constantText } from '../arguments.ts';
import { define } from '../define.ts';
import { instancesOf } from '../instances.ts';

const zoneType = 'datetime.timezone';

/** A time zone: UTC, or one that is not known. */
function zone(name: string): OpaqueSym {
  return {
    kind: 'opaque',
    type: zoneType,
    parts: { name: constant(name) },
    behaviour: { text: () => constant(name), key: () => constant(name) },
  };
}

/** Coordinated universal time. */
export const utc: OpaqueSym = zone('UTC');

/** The zone of a time whose own zone is not kept. */
export const someZone: OpaqueSym = {
  kind: 'opaque',
  type: zoneType,
  parts: {},
  behaviour: {
    key: () => ({
      kind: 'unknown',
      fault: { construct: 'a comparison of time zones', why: 'it has no form in the IR', span: undefined },
    }),
  },
};

/** Whether a value is UTC. */
export function isUtc(sym: Sym | undefined): boolean {
  return sym?.kind === 'opaque' && sym.type === zoneType && constantText(sym.parts['name']) === 'UTC';
}

/** `timezone`. */
export const timezone: BuiltinSym = {
  ...define(zoneType, ['offset', 'name?'], (machine, [offset], span) => {
    const seconds = offset.kind === 'opaque' ? offset.parts['seconds'] : undefined;
    if (seconds?.kind === 'const' && seconds.value === 0) return utc;
    return machine.unknown('a time zone other than UTC', 'it has no form in the IR', span);
  }),
  instances: instancesOf({ opaque: [zoneType] }),
  members: new Map<string, Sym>([['utc', utc]]),
};

/** `ZoneInfo`, `pytz.timezone`: by the zone's name. */
export function zoneByName(name: string): BuiltinSym {
  return define(name, ['key'], (machine, [key], span) =>
    ['UTC', 'Etc/UTC', 'GMT'].includes(constantText(key) ?? '')
      ? utc
      : machine.unknown('a time zone other than UTC', 'it has no form in the IR', span),
  );
}
