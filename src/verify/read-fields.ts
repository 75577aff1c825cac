import type { Condition, Test } from '../ir/condition.ts';
import type { Json } from '../ir/json.ts';
import { isList } from '../ir/json.ts';
import { printValue } from '../ir/print.ts';
import type { Place } from '../ir/put.ts';
import type { Value } from '../ir/value.ts';
import type { ReferenceUse } from '../ir/walk.ts';
import { referencesIn, testsIn } from '../ir/walk.ts';

/** A field that a condition reads: where it stands (inside a list: in its first element), and the literals that its rows name. */
export interface ReadField {
  readonly name: string;
  readonly path: Place;
  readonly operands: readonly Json[];
  /** It is the list of a quantifier or of `first`. */
  readonly list: boolean;
}

/** The fields that a condition reads, in the order of its text. */
export function fieldsRead(condition: Condition): readonly ReadField[] {
  const fields = new Map<string, { name: string; path: Place; operands: Json[]; list: boolean }>();
  const lists = new Set<Value>();
  const uses = [...referencesIn(condition)];
  for (const use of uses) for (const list of use.lists) lists.add(list);
  for (const use of uses) {
    const path = placeOf(use);
    if (path === undefined || path.length === 0) continue;
    const key = JSON.stringify(path);
    const field = fields.get(key) ?? { name: printPlace(path), path, operands: [], list: false };
    fields.set(key, field);
    field.list ||= lists.has(use.value);
    for (const operand of operandsBeside(use.value, condition))
      if (!field.operands.includes(operand)) field.operands.push(operand);
  }
  // What is read inside a text that holds JSON is a field as well.
  for (const test of testsIn(condition)) {
    const path = test.subject.kind === 'at' ? placeOfValue(test.subject, []) : undefined;
    if (path === undefined) continue;
    const key = JSON.stringify(path);
    const field = fields.get(key) ?? { name: printPlace(path), path, operands: [], list: false };
    fields.set(key, field);
    for (const operand of literalsOf(test)) if (!field.operands.includes(operand)) field.operands.push(operand);
  }
  return [...fields.values()];
}

/** The place of a reference on the event; undefined for names of a data model and what stands in computed lists. */
export function placeOf({ reference, lists }: ReferenceUse): Place | undefined {
  if (reference.scope === 'model') return undefined;
  if (reference.scope === 'event') return reference.path;
  const list = lists[reference.depth];
  const outer = list && placeOfValue(list, lists.slice(reference.depth + 1));
  return outer && [...outer, 0, ...reference.path];
}

/** The place of a value that stands in the event as it is, or in a text there that holds JSON; undefined for what is computed. */
export function placeOfValue(value: Value, lists: readonly Value[]): Place | undefined {
  switch (value.kind) {
    case 'reference':
      return placeOf({ reference: value.to, value, lists });
    case 'at': {
      const outer = placeOfValue(value.of, lists);
      return outer && [...outer, ...value.steps];
    }
    case 'call':
      return value.name === 'parse_json' && value.args[0] ? placeOfValue(value.args[0], lists) : undefined;
    default:
      return undefined;
  }
}

/** The first literals of the rows that read a value: a few of long lists. */
function operandsBeside(value: Value, condition: Condition): Json[] {
  return testsIn(condition)
    .filter((test) => readsDirectly(test, value))
    .flatMap(literalsOf)
    .slice(0, 4);
}

function literalsOf(test: Test): readonly Json[] {
  return test.operands.flatMap((operand) =>
    operand.kind === 'literal' ? (isList(operand.value) ? operand.value : [operand.value]) : [],
  );
}

function readsDirectly(test: Test, value: Value): boolean {
  return [...referencesIn(test.subject)].some((use) => use.value === value);
}

function printPlace(place: Place): string {
  return printValue({ kind: 'reference', to: { scope: 'event', path: place } });
}
