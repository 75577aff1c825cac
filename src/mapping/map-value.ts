import type { Fidelity } from '../fidelity/reason.ts';
import { exact, unite } from '../fidelity/reason.ts';
import type { Condition, Test } from '../ir/condition.ts';
import { contextOf, evaluate, within } from '../ir/evaluate.ts';
import type { Json } from '../ir/json.ts';
import { meaningOf } from '../ir/normalize.ts';
import type { Reference, Step } from '../ir/path.ts';
import type { FirstValue, Value } from '../ir/value.ts';
import { testsIn } from '../ir/walk.ts';
import { mapCondition } from './map-condition.ts';
import type { ColumnRef, FieldEntry, MappedValue, Unmapped } from './mapping.ts';
import type { ListScope, Place, Trail } from './resolve.ts';
import { entryAt, resolve, trailOf } from './resolve.ts';

/** Everything that mapping carries down a tree. */
export interface Mapper extends Place {
  readonly scopes: readonly ListScope[];
  /** Data-model names of the log type. */
  readonly model: ReadonlyMap<string, readonly Step[]>;
  readonly lists: ReadonlyMap<string, readonly import('../ir/json.ts').Json[]>;
  /** The store's tables by the names of the lists that they hold; none where lists are inlined. */
  readonly tables?: ReadonlyMap<string, string> | undefined;
  /** The lists of the quantifiers around, outermost first, for reasons. */
  readonly within: readonly Value[];
  /** The text that a field has on every event of the home, by the field's meaning, where its `when` says so. */
  readonly texts?: ReadonlyMap<string, string> | undefined;
}

export interface Mapped {
  readonly value: MappedValue;
  /** What the columns of this value lose or widen, wherever it is tested. */
  readonly fidelity: (test: Test) => Fidelity;
}

const plain = (value: MappedValue): Mapped => ({ value, fidelity: () => exact });

/** Rewrites a value to columns. Fields without a column stay in it as `unmapped` references. */
export function mapValue(value: Value, mapper: Mapper): Mapped {
  switch (value.kind) {
    case 'literal':
      return plain(value);
    case 'reference': {
      const [first, ...more] = columnsOf(value.to, mapper);
      const span = value.span;
      const text = first.kind === 'unmapped' ? mapper.texts?.get(meaningOf(value)) : undefined;
      if (text !== undefined) return plain({ kind: 'literal', value: text, span });
      return plain(
        more.reduce<MappedValue>(
          (v, to) => ({ kind: 'call', name: 'default', args: [v, { kind: 'reference', to, span }], span }),
          { kind: 'reference', to: first, span },
        ),
      );
    }
    case 'at':
      return mapAt(value, mapper);
    case 'call': {
      const args = value.args.map((arg) => mapValue(arg, mapper));
      return {
        value: { ...value, args: args.map((arg) => arg.value) },
        fidelity: (test) => unite(args.map((arg) => arg.fidelity(test))),
      };
    }
    case 'if': {
      const then = mapValue(value.then, mapper);
      const otherwise = mapValue(value.otherwise, mapper);
      return {
        value: {
          ...value,
          condition: mapCondition(value.condition, mapper),
          then: then.value,
          otherwise: otherwise.value,
        },
        fidelity: (test) => unite([then.fidelity(test), otherwise.fidelity(test)]),
      };
    }
    case 'first':
      return plain({
        ...value,
        list: mapValue(value.list, mapper).value,
        where: mapCondition(value.where, into(value.list, mapper)),
      });
    case 'map': {
      const inside = into(value.list, mapper);
      return plain({
        ...value,
        list: mapValue(value.list, mapper).value,
        where: mapCondition(value.where, inside),
        value: mapValue(value.value, inside).value,
      });
    }
    case 'lookup': {
      const inner = mapValue(value.value, mapper);
      const otherwise = mapValue(value.otherwise, mapper);
      return {
        value: { ...value, value: inner.value, otherwise: otherwise.value },
        fidelity: (test) => unite([inner.fidelity(test), otherwise.fidelity(test)]),
      };
    }
  }
}

/** The columns of a reference, or the one `unmapped` that says why there is none. */
export function columnsOf(reference: Reference, mapper: Mapper): readonly [ColumnRef, ...ColumnRef[]] {
  const resolved = resolve(named(reference, mapper), mapper.scopes, mapper);
  if ('unmapped' in resolved) return [resolved.unmapped];
  const [first, ...more] = resolved.columns;
  return first ? [first, ...more] : [{ kind: 'unmapped', source: reference, field: '', why: 'no-column', near: [] }];
}

/** The column that tells whether the log has a field, and the value that it then holds where the log has not. */
export interface Presence {
  readonly reference: ColumnRef;
  readonly absent: string;
}

/** How a home answers null tests on a field for which it keeps such a column; undefined where it keeps none. */
export function presenceOf(reference: Reference, mapper: Mapper): Presence | undefined {
  const source = named(reference, mapper);
  if (source.scope !== 'event') return undefined;
  const trail = trailOf(source, mapper.scopes, mapper);
  const presence = trail && entryAt(trail, mapper.home)?.presence;
  if (!presence || (presence.column.certainty === 'guessed' && !mapper.guessed)) return undefined;
  return {
    reference: { kind: 'column', column: presence.column, source, fieldType: trail.kind },
    absent: presence.absent,
  };
}

/** A data-model name as the path that the log type's model gives it. */
function named(reference: Reference, mapper: Mapper): Reference {
  if (reference.scope !== 'model') return reference;
  const path = mapper.model.get(reference.name);
  return path === undefined ? reference : { scope: 'event', path, exact: true };
}

/** The mapper inside a list's elements. */
export function into(
  list: Value,
  mapper: Mapper,
  branch?: ReadonlyMap<string, FieldEntry>,
  asElements = false,
): Mapper {
  const trail = list.kind === 'reference' ? trailOf(named(list.to, mapper), mapper.scopes, mapper) : undefined;
  return { ...mapper, scopes: [{ trail, branch, asElements }, ...mapper.scopes], within: [...mapper.within, list] };
}

/** `first(target, type eq "User").alternateId` reads the column that the home keeps for such elements. */
function mapAt(value: Extract<Value, { kind: 'at' }>, mapper: Mapper): Mapped {
  const { of } = value;
  const branch = of.kind === 'first' ? branchFor(of.list, conjuncts(of.where), mapper) : undefined;
  if (of.kind === 'first' && branch && (branch.rest.length === 0 || branch.implied)) {
    const inside = into(of.list, mapper, branch.fields);
    const element = mapValue(
      { kind: 'reference', to: { scope: 'element', depth: 0, path: value.steps }, span: value.span },
      inside,
    );
    if (unmappedIn(element.value) === undefined)
      return {
        value: branch.rest.length === 0 ? element.value : onlyWhere(branch.rest, element.value, value, inside),
        fidelity: collapsedList([...mapper.within, of.list]),
      };
  }
  const folded = insideText(value, mapper);
  if (folded) return mapValue(folded, mapper);
  const inner = mapValue(of, mapper);
  return { value: { ...value, of: inner.value, steps: spelled(value, mapper) }, fidelity: inner.fidelity };
}

/** The steps below an element that was chosen from a list of the event, in the log type's case. */
function spelled({ of, steps }: Extract<Value, { kind: 'at' }>, mapper: Mapper): typeof steps {
  if (of.kind !== 'first') return steps;
  const [inner] = of.list.kind === 'call' && of.list.name === 'iterate' ? of.list.args : [of.list];
  if (inner === undefined) return steps;
  const trail = trailOf({ scope: 'element', depth: 0, path: steps }, into(inner, mapper).scopes, mapper);
  return trail?.parts.slice(-steps.length).map(({ step }) => step) ?? steps;
}

/** The value of the element that the branch keeps, where the rows that the branch does not stand for hold on it. */
function onlyWhere(
  rows: readonly Condition[],
  then: MappedValue,
  { span }: Extract<Value, { kind: 'at' }>,
  inside: Mapper,
): MappedValue {
  const condition = mapCondition({ kind: 'and', operands: rows, span }, inside);
  return { kind: 'if', condition, then, otherwise: { kind: 'literal', value: null, span }, span };
}

/** `parse_json(x).a` as the path `x.a`, where the log type says that x holds JSON text and the home has a column for it. */
function insideText(value: Extract<Value, { kind: 'at' }>, mapper: Mapper): Value | undefined {
  const { of } = value;
  const [text] = of.kind === 'call' && of.name === 'parse_json' ? of.args : [];
  if (text?.kind !== 'reference') return undefined;
  const to = named(text.to, mapper);
  const trail = to.scope === 'event' ? trailOf(to, mapper.scopes, mapper) : undefined;
  if (to.scope !== 'event' || !trail?.field?.jsonText) return undefined;
  const path: Reference = { ...to, path: [...to.path, ...value.steps] };
  const inside = trailOf(path, mapper.scopes, mapper);
  const opened = entryAt(trail, mapper.home)?.columns.some((column) => column.holds !== 'value');
  if (!opened && !(inside && hasColumnBelow(trail, inside, mapper))) return undefined;
  return { kind: 'reference', to: path, span: value.span };
}

/** Whether the home has a column for what stands inside a text, or for an object around it that is inside too. */
function hasColumnBelow(text: Trail, inside: Trail, mapper: Mapper): boolean {
  for (let length = inside.parts.length; length > text.parts.length; length--) {
    const entry = entryAt({ ...inside, parts: inside.parts.slice(0, length) }, mapper.home);
    if (entry !== undefined)
      return entry.columns.some(({ holds }) => length === inside.parts.length || holds !== 'value');
  }
  return false;
}

/** What a home loses where it keeps one value for a list of elements. */
export function collapsedList(within: readonly Value[]): (test: Test) => Fidelity {
  return (test) => {
    const reason = { code: 'list-collapsed', test, within } as const;
    return { wider: [reason], narrower: [reason] };
  };
}

export interface Branch {
  readonly fields: ReadonlyMap<string, FieldEntry>;
  /** The conjuncts that the branch did not consume. */
  readonly rest: readonly Condition[];
  /** The conjuncts only imply the branch: elements of other kinds may share its columns, and no conjunct is consumed. */
  readonly implied: boolean;
}

/** The branch of the mapping whose condition is among these conjuncts, else the one that a conjunct implies. */
export function branchFor(list: Value, rows: readonly Condition[], mapper: Mapper): Branch | undefined {
  if (list.kind !== 'reference') return undefined;
  const trail = trailOf(named(list.to, mapper), mapper.scopes, mapper);
  const entry = trail && entryAt(trail, mapper.home);
  const marks = rows.map(meaningOf);
  for (const { when, fields } of entry?.where ?? []) {
    const wanted = conjuncts(when).map(meaningOf);
    if (wanted.every((mark) => marks.includes(mark)))
      return { fields, rest: rows.filter((_, i) => !wanted.includes(marks[i] ?? '')), implied: false };
  }
  const implied = entry?.where.find(({ when }) => rows.some((row) => implies(row, when)));
  return implied && { fields: implied.fields, rest: rows, implied: true };
}

/** Whether `key eq "A"` or `key in ["A", …]` makes a condition on that key alone hold, decided on the texts themselves. */
function implies(row: Condition, when: Condition): boolean {
  if (row.kind !== 'test' || (row.operator !== 'eq' && row.operator !== 'in') || row.ignoreCase) return false;
  const { subject, operands } = row;
  if (subject.kind !== 'reference' || subject.to.scope !== 'element' || subject.to.depth !== 0) return false;
  const { path } = subject.to;
  const key = meaningOf(subject);
  const onKeyAlone = testsIn(when).every(
    (test) => meaningOf(test.subject) === key && test.operands.every((operand) => operand.kind === 'literal'),
  );
  return (
    onKeyAlone &&
    path.every((step) => typeof step === 'string') &&
    operands.length > 0 &&
    operands.every((operand) => {
      if (operand.kind !== 'literal' || typeof operand.value !== 'string') return false;
      const value = path.reduceRight<Json>((inner, step) => ({ [step]: inner }), operand.value);
      return evaluate(when, within(contextOf({}), { value, exact: false }));
    })
  );
}

/** The operands of a conjunction, or the condition alone. */
export function conjuncts(condition: Condition): readonly Condition[] {
  return condition.kind === 'and'
    ? condition.operands.flatMap(conjuncts)
    : condition.kind === 'true'
      ? []
      : [condition];
}

/** The first unmapped field inside a value, conditions within it left aside. */
export function unmappedIn(value: MappedValue): Unmapped | undefined {
  switch (value.kind) {
    case 'literal':
      return undefined;
    case 'reference':
      return value.to.kind === 'unmapped' ? value.to : undefined;
    case 'call':
      return value.args.map(unmappedIn).find((u) => u !== undefined);
    case 'if':
      return unmappedIn(value.then) ?? unmappedIn(value.otherwise);
    case 'first':
      return unmappedInFirst(value);
    case 'map':
      return unmappedIn(value.list) ?? unmappedIn(value.value);
    case 'lookup':
      return unmappedIn(value.value) ?? unmappedIn(value.otherwise);
    case 'at':
      return unmappedIn(value.of);
  }
}

function unmappedInFirst(value: FirstValue<ColumnRef, import('./obstacle.ts').Obstacle>): Unmapped | undefined {
  return unmappedIn(value.list);
}
