import type { Span } from '../../../diagnostics/source.ts';
import type { FunctionName } from '../../../ir/functions.ts';
import { choice, typesOfConstant } from '../choice.ts';
import { lookupEntry } from '../entries.ts';
import { raising } from '../library/define.ts';
import { natureInside } from '../loop.ts';
import type { Cond, DataSym, DictContent, Machine, ObjectSym, Sym } from '../sym.ts';
import { anything, dict, list, none, str } from '../sym.ts';
import { data, hasType, noneSym } from '../values.ts';
import { lookUpConstants } from './constant-dict.ts';

/** `dict.get(key, otherwise)`. */
export function getFrom(machine: Machine, self: Sym, key: Sym, otherwise: Sym, span: Span): Sym {
  if (isUnhashable(machine, key)) return raising(machine, 'TypeError');
  machine.raise(hasType(machine, key, list | dict), 'TypeError');
  if (self.kind === 'data') return getFromData(machine, self, key, otherwise);
  if (self.kind !== 'object') return otherwise;
  const content = machine.contentOf(self);
  return content.kind === 'dict' ? getFromObject(machine, content, key, otherwise, span) : otherwise;
}

/** Whether the code itself made the key, as a list, set or dict. */
function isUnhashable(machine: Machine, key: Sym): boolean {
  if (key.kind !== 'object') return false;
  const content = machine.contentOf(key);
  return content.kind === 'dict' || (content.kind === 'list' && (content.type === 'list' || content.type === 'set'));
}

function getFromData(machine: Machine, self: DataSym, key: Sym, otherwise: Sym): Sym {
  const { terms } = machine;
  const nature = natureInside(self.nature);
  if (key.kind === 'const') {
    if (typeof key.value !== 'string') return otherwise;
    return withDefault(machine, terms.steps(self.value, [key.value]), nature, 'if_missing', otherwise);
  }
  if (key.kind !== 'data' || (key.types & str) === 0) return otherwise;
  return withDefault(machine, terms.call('item', self.value, key.value), nature, 'if_missing', otherwise);
}

function getFromObject(machine: Machine, content: DictContent, key: Sym, otherwise: Sym, span: Span): Sym {
  const table = lookUpConstants(machine, content, key, otherwise);
  if (table !== undefined) return table;
  const { found, value } = lookupEntry(machine, content, key, span);
  return choice(machine, found, value, otherwise);
}

/** A value of the event, or another where it is missing (`if_missing`) or missing or null (`default`). */
export function withDefault(
  machine: Machine,
  value: DataSym['value'],
  nature: DataSym['nature'],
  how: Extract<FunctionName, 'if_missing' | 'default'>,
  otherwise: Sym,
): Sym {
  const { terms } = machine;
  const found = data(machine, value, anything, nature);
  if (otherwise.kind === 'const' && otherwise.value === null) return found;
  const types = how === 'default' ? anything & ~none : anything;
  if (otherwise.kind === 'const') {
    const all = types | typesOfConstant(otherwise.value);
    return data(machine, terms.call(how, value, terms.literal(otherwise.value)), all, nature);
  }
  if (otherwise.kind === 'data' && (otherwise.nature === nature || (otherwise.types & (list | dict)) === 0))
    return data(machine, terms.call(how, value, otherwise.value), types | otherwise.types, nature);
  const absent: Cond = terms.test(value, how === 'default' ? 'is_null' : 'missing');
  return choice(machine, absent, otherwise, found.kind === 'data' ? { ...found, types } : found);
}

/** What a dict holds under a key, and where it holds it. */
export function findIn(
  machine: Machine,
  self: ObjectSym,
  key: Sym,
  span: Span,
): { readonly found: Cond; readonly value: Sym } {
  const content = machine.contentOf(self);
  if (content.kind !== 'dict') return { found: machine.terms.no, value: noneSym };
  return lookupEntry(machine, content, key, span);
}
