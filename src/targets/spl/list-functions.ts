import type { Unsupported } from '../../lower/lowering.ts';
import type { MappedValue } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import { call, compare, nothing, number, string } from './build.ts';
import { missing } from './functions.ts';
import { jsonAt } from './json-path.ts';
import { listReading } from './map-list.ts';
import type { Reading } from './reading.ts';
import { clean, computed, fromJson } from './reading.ts';

/** What Python's `for` goes through where it is a list. A text's characters and an object's keys are declared by the quantifier. */
export function sayIterate(value: Reading | undefined): Reading | Unsupported {
  if (value === undefined || value.holds === 'number') return missing(value);
  if (value.holds === 'list') return value;
  if (value.elements === undefined || value.whole === undefined)
    return { ...missing(value), holds: 'list', kind: 'array' };
  return {
    ...value,
    holds: 'list',
    kind: 'array',
    ast: nothing,
    differs: [...new Set([...value.differs, 'loop-over-text' as const])],
  };
}

/** The texts of a list with a separator between them. */
export function sayJoin(value: Reading | undefined, separator: MappedValue | undefined): Reading | Unsupported {
  const by = separator?.kind === 'literal' && typeof separator.value === 'string' ? separator.value : undefined;
  if (by === undefined) return { unsupported: 'join needs a constant separator' };
  if (value === undefined || value.holds !== 'list' || value.elements === undefined) return missing(value);
  const { elements } = value;
  const holdsNull = call('isnotnull', call('mvfind', elements, string('^null\\z')));
  const mayHoldNull = value.always === true || value.whole !== undefined;
  const plain = call('mvjoin', elements, string(by));
  const isEmpty = value.whole === undefined ? undefined : compare(value.whole, '==', string('[]'));
  const joined =
    value.always === true
      ? call('coalesce', plain, string(''))
      : isEmpty === undefined
        ? plain
        : call('coalesce', plain, call('if', isEmpty, string(''), nothing));
  const ast = mayHoldNull ? call('if', holdsNull, nothing, joined) : joined;
  return computed('text', ast, [value], ['type-as-text', 'null-stored-as-text', 'object-as-leaves']);
}

/** The elements of several lists, one after the other. */
export function sayChain(lists: readonly Reading[]): Reading | Unsupported {
  const elements: SplExpression[] = [];
  for (const list of lists) {
    if (list.holds !== 'list' || list.elements === undefined) return { unsupported: 'a list of what may be no list' };
    if (list.elements !== nothing) elements.push(list.elements);
  }
  const [only, ...more] = elements;
  const ast = only === undefined ? nothing : more.length === 0 ? only : call('mvappend', ...elements);
  return { ...listReading(ast, []), differs: [...new Set(lists.flatMap((list) => list.differs))] };
}

/** The list of some values: a value that is missing is the JSON text `null`. */
export function sayList(values: readonly Reading[]): Reading | Unsupported {
  const items: SplExpression[] = [];
  for (const value of values) {
    if (value.holds === 'list' || value.holds === 'json')
      return { unsupported: 'a list of lists or objects is no value of SPL' };
    items.push(call('coalesce', value.ast, string('null')));
  }
  const ast = items.length === 0 ? nothing : call('mvappend', ...items);
  return { ...listReading(ast, ['type-as-text']), differs: [...new Set(values.flatMap((value) => value.differs))] };
}

/** The list without repeats; 5 and "5" are one here. */
export function sayUnique(value: Reading | undefined): Reading | Unsupported {
  if (value === undefined || value.holds !== 'list' || value.elements === undefined) return missing(value);
  const elements = call('mvdedup', value.elements);
  return {
    ...value,
    ast: nothing,
    whole: undefined,
    elements,
    values: elements,
    differs: [...new Set([...value.differs, 'type-as-text' as const])],
  };
}

/** Python's `v[0]` of a list or text. */
export function sayItem(value: Reading | undefined, key: MappedValue | undefined): Reading | Unsupported {
  const index = key?.kind === 'literal' && typeof key.value === 'bigint' ? Number(key.value) : undefined;
  if (index === undefined || value === undefined)
    return { unsupported: 'an element at a computed place cannot be taken' };
  if (value.holds === 'number') return missing(value);
  const first = number(BigInt(index < 0 ? index : index + 1));
  const character = call('substr', clean(value), first, number(1n));
  if (value.holds === 'list') {
    if (value.elements === undefined) return { unsupported: 'the list is kept in parts' };
    return fromJson(call('mvindex', value.elements, number(BigInt(index))), [], 'unknown', value);
  }
  if (value.holds === 'text') return computed('text', call('nullif', character, string('')), [value]);
  const { whole } = value;
  if (whole === undefined) return computed('text', call('nullif', character, string('')), [value], ['type-as-text']);
  const opens = (sign: string): SplExpression => call('match', whole, string(`^\\s*${sign}`));
  const element = jsonAt(whole, [index]);
  const ast = call(
    'case',
    opens('\\['),
    element,
    { kind: 'not', operand: opens('\\{') },
    call('nullif', character, string('')),
  );
  return { ...fromJson(ast, [], 'unknown', value), differs: [...new Set([...value.differs, 'type-as-text' as const])] };
}
