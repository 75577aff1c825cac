import type { Test } from '../condition.ts';
import type { Json } from '../json.ts';
import type { Value } from '../value.ts';
import { absent, askClosed, literalsOf } from './reach.ts';

/**
 * `lower(default(x, "")) contains "a"` is `lower(x) contains "a"`: the row answers on what the function makes of the default as on what it
 * makes of nothing.
 */
export function withoutInnerDefault(row: Test): Test | undefined {
  if (row.operator === 'in_list' || literalsOf(row) === undefined) return undefined;
  const found = findDefault(row.subject);
  if (found === undefined) return undefined;
  const { name, value, otherwise, put } = found;
  const ask = (inner: Value): boolean | undefined => askClosed({ ...row, subject: put(inner) });
  const byDefault = ask({ kind: 'literal', value: otherwise });
  if (byDefault === undefined || ask(absent) !== byDefault) return undefined;
  if (name === 'default' && ask({ kind: 'literal', value: null }) !== byDefault) return undefined;
  return { ...row, subject: put(value) };
}

interface Found {
  readonly name: 'default' | 'if_missing';
  readonly value: Value;
  readonly otherwise: Json;
  /** The whole with something else in the default's place. */
  readonly put: (value: Value) => Value;
}

/** The default with a constant at the bottom of functions whose other arguments are constants. */
function findDefault(value: Value): Found | undefined {
  if (value.kind === 'at') {
    const found = findDefault(value.of);
    return found && { ...found, put: (inner) => ({ ...value, of: found.put(inner) }) };
  }
  if (value.kind !== 'call') return undefined;
  const [first, ...rest] = value.args;
  if (first === undefined) return undefined;
  const [second] = rest;
  if ((value.name === 'default' || value.name === 'if_missing') && second?.kind === 'literal')
    return { name: value.name, value: first, otherwise: second.value, put: (inner) => inner };
  if (!rest.every((arg) => arg.kind === 'literal')) return undefined;
  const found = findDefault(first);
  return found && { ...found, put: (inner) => ({ ...value, args: [found.put(inner), ...rest] }) };
}
