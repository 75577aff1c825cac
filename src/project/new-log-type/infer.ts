import type { Seen } from './observe.ts';

/** A field of a schema that is to be written. */
export interface Inferred {
  readonly type: 'string' | 'int' | 'bigint' | 'float' | 'boolean' | 'timestamp' | 'object' | 'array' | 'json';
  readonly fields: readonly InferredField[];
  readonly element: Inferred | undefined;
  readonly jsonText: boolean;
  /** How times are written here. */
  readonly timeFormat: string | undefined;
  /** What a person should look at, a phrase each. */
  readonly notes: readonly string[];
}

/** A key with what is below it. */
export interface InferredField extends Inferred {
  readonly name: string;
  /** Taken for the event's own time. */
  readonly isEventTime: boolean;
}

/** The fields of an object, in the order in which its keys were met. */
export function inferFields(seen: Seen): readonly InferredField[] {
  const names = [...seen.keys.keys()].filter((name) => name !== '');
  return names.flatMap((name) => {
    const inside = seen.keys.get(name);
    if (inside === undefined) return [];
    const twins = names.filter((other) => other !== name && other.toLowerCase() === name.toLowerCase());
    const made = infer(inside);
    const notes =
      twins.length > 0
        ? [`differs from ${twins.map((twin) => JSON.stringify(twin)).join(', ')} in case alone`, ...made.notes]
        : made.notes;
    return [{ ...made, name, isEventTime: false, notes }];
  });
}

/** What kind of value stands at a place. */
export function infer(seen: Seen): Inferred {
  const kinds = [
    seen.booleans > 0 ? 'true or false' : '',
    seen.integers + seen.floats > 0 ? 'numbers' : '',
    seen.texts > 0 ? 'texts' : '',
    seen.lists > 0 ? 'lists' : '',
    seen.objects > 0 ? 'objects' : '',
  ].filter((kind) => kind !== '');
  const [kind, other] = kinds;
  if (kind === undefined) return open('only null was seen');
  if (other !== undefined) return open(`${kinds.join(' and ')} were seen`);
  switch (kind) {
    case 'true or false':
      return plain('boolean');
    case 'numbers':
      return inferNumber(seen);
    case 'texts':
      return inferText(seen);
    case 'lists':
      return inferList(seen);
    default:
      return inferObject(seen);
  }
}

function plain(type: Inferred['type'], notes: readonly string[] = []): Inferred {
  return { type, fields: [], element: undefined, jsonText: false, timeFormat: undefined, notes };
}

function open(note: string): Inferred {
  return plain('json', [note]);
}

function inferNumber(seen: Seen): Inferred {
  if (seen.floats > 0) return plain('float');
  const small = seen.least >= -(2n ** 31n) && seen.most < 2n ** 31n;
  const format = epochFormat(seen);
  const made = plain(small ? 'int' : 'bigint');
  return format === undefined ? made : { ...made, timeFormat: format, notes: [`looks like a time in ${format}`] };
}

/** Seconds, milliseconds … since 1970 where every number is an instant between 2001 and 2100. */
function epochFormat({ least, most }: Seen): string | undefined {
  const units = [
    ['unix', 1n],
    ['unix_ms', 1000n],
    ['unix_us', 1_000_000n],
    ['unix_ns', 1_000_000_000n],
  ] as const;
  return units.find(([, unit]) => least >= 1_000_000_000n * unit && most <= 4_102_444_800n * unit)?.[0];
}

function inferText(seen: Seen): Inferred {
  const { forms } = seen;
  if (forms.some === 0) return plain('string', ['only empty texts were seen']);
  if (forms.json === forms.some) {
    const inside = seen.inText && infer(seen.inText);
    return { ...plain('string'), jsonText: true, fields: inside?.type === 'object' ? inside.fields : [] };
  }
  if (forms.time === forms.some) return { ...plain('timestamp'), timeFormat: 'rfc3339' };
  const notes = [
    forms.json > 0 ? 'some of the texts hold JSON' : '',
    forms.number === forms.some ? 'every text is a number' : '',
    forms.boolean === forms.some ? 'every text is true or false' : '',
  ].filter((note) => note !== '');
  return plain('string', notes);
}

function inferList(seen: Seen): Inferred {
  if (seen.element === undefined) return { ...plain('array', ['only empty lists were seen']), element: plain('json') };
  const { notes, ...element } = infer(seen.element);
  return { ...plain('array', notes), element: { ...element, notes: [] } };
}

function inferObject(seen: Seen): Inferred {
  const names = [...seen.keys.keys()];
  if (names.length === 1 && names[0] === '') return open('its only key is empty');
  if (names.length === 0) return open(seen.unread > 0 ? 'too deep to be looked into' : 'only empty objects were seen');
  if (seen.unread > 0) return open('more keys than a schema should list');
  if (hasKeysOfData(seen)) return open('its keys look like data');
  return { ...plain('object'), fields: inferFields(seen) };
}

/** Keys that are ids, addresses and the like, or ever new ones of values that are all alike. */
function hasKeysOfData(seen: Seen): boolean {
  const names = [...seen.keys.keys()];
  const odd = names.filter(looksLikeData).length;
  if (odd * 2 > names.length) return true;
  const rare = [...seen.keys.values()].filter(({ count }) => count * 4 <= seen.objects).length;
  const shapes = new Set([...seen.keys.values()].map(shapeOf));
  return names.length > 40 && rare * 10 >= names.length * 9 && shapes.size <= 2;
}

function shapeOf(seen: Seen): string {
  const inner = seen.objects > 0 ? [...seen.keys.keys()].sort().join(',') : '';
  return `${infer(seen).type} ${inner}`;
}

/** Numbers, UUIDs, long hexadecimal or mixed ids, mail and network addresses, ARNs, links. */
export function looksLikeData(key: string): boolean {
  return (
    /^\d+$/.test(key) ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(key) ||
    /^[0-9a-f]{16,}$/i.test(key) ||
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(key) ||
    /^\d{1,3}(\.\d{1,3}){3}(\/\d+)?$/.test(key) ||
    /^(arn:|[a-z][a-z0-9+.-]*:\/\/)/i.test(key) ||
    (/^[A-Za-z0-9_-]{16,}$/.test(key) && (key.match(/\d/g)?.length ?? 0) >= 4)
  );
}
