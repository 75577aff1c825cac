import { both, exact, unite } from '../../fidelity/reason.ts';
import type { Json } from '../../ir/json.ts';
import { isNumber } from '../../ir/json.ts';
import type { Step } from '../../ir/path.ts';
import type { Value } from '../../ir/value.ts';
import type { Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedCondition, MappedValue } from '../../mapping/mapping.ts';
import type { KqlExpression } from './ast.ts';
import { bool, call, isIn, number, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { computedCell, conversion, hasType, isRefused, present, refuse, textCell } from './cell.ts';
import { columnCell, dynamicCell } from './column-cell.ts';
import { readCall } from './functions.ts';
import { collect, first } from './gather.ts';
import { readSegment } from './segments.ts';
import { textView } from './text-view.ts';
import { asDynamic, choose } from './unify.ts';

/** What a value is in KQL, or why it cannot be said. */
export function readValue(value: MappedValue, reader: Reader): Cell | Unsupported {
  switch (value.kind) {
    case 'reference':
      return columnCell(value.to);
    case 'literal':
      return constantCell(value.value);
    case 'call':
      return readSegment(value, reader) ?? readCall(value, reader, (arg) => readValue(arg, reader));
    case 'if': {
      const when = conditionOf(value.condition, reader, reader.scope);
      if ('unsupported' in when) return when;
      const then = readValue(value.then, reader);
      const otherwise = readValue(value.otherwise, reader);
      if (isRefused(then)) return then;
      if (isRefused(otherwise)) return otherwise;
      const cell = choose(when.ast, then, otherwise);
      return { ...cell, fidelity: unite([cell.fidelity, both(when.fidelity)]) };
    }
    case 'first':
      return readFirst(value, reader);
    case 'map':
      return readMap(value, reader);
    case 'lookup':
      return readLookup(value, reader);
    case 'at': {
      const of = readValue(whole(value.of, value.steps[0]), reader);
      return isRefused(of) ? of : stepInto(of, value.steps);
    }
  }
}

/** A constant of the rule. */
export function constantCell(value: Json): Cell {
  const constant = { constant: value };
  if (value === null) return { ...computedCell({ kind: 'null', type: 'dynamic' }, 'dynamic', 'unknown'), ...constant };
  if (typeof value === 'string') return { ...textCell(text(value), 'always'), ...constant };
  if (typeof value === 'boolean') return { ...computedCell(bool(value), 'bool', 'boolean'), ...constant };
  if (isNumber(value)) {
    const whole = typeof value === 'bigint';
    return { ...computedCell(number(value), whole ? 'long' : 'real', whole ? 'integer' : 'float'), ...constant };
  }
  return { ...computedCell({ kind: 'literal', type: 'dynamic', value }, 'dynamic', 'unknown'), ...constant };
}

/** The first piece of a text does not depend on how often it is split, nor does the last of one that is split from its end. */
function whole(of: MappedValue, step: Step | undefined): MappedValue {
  if (of.kind !== 'call' || of.args.length < 3) return of;
  const [value, separator, most] = of.args;
  const isSplit = most?.kind === 'literal' && typeof most.value === 'bigint' && most.value > 0n;
  if (!isSplit || value === undefined || separator?.kind !== 'literal') return of;
  const isLast = of.name === 'rsplit' && step === -1 && String(separator.value).length === 1;
  return isLast || (of.name === 'split' && step === 0) ? { ...of, name: 'split', args: [value, separator] } : of;
}

/** A path inside a value; missing in what is no object or list. */
function stepInto(of: Cell, steps: readonly Step[]): Cell {
  if (of.type !== 'dynamic') return { ...constantCell(null), constant: undefined };
  const base = baseFor(of, steps);
  const inside = dynamicCell(base.expr, steps, 'unknown');
  return { ...inside, fidelity: base.fidelity, ...(of.onlyElements ? { onlyText: true } : {}) };
}

/** The pieces of "" are [""], so only a later piece can be read without asking whether there was a text. */
function baseFor(of: Cell, steps: readonly Step[]): Pick<Cell, 'expr' | 'fidelity'> {
  const [step] = steps;
  if (of.inside === undefined) return of;
  return of.onlyElements === true && !(typeof step === 'number' && step > 0) ? of : of.inside;
}

/** A condition inside a value. */
function conditionOf(
  condition: MappedCondition,
  reader: Reader,
  scope: Scope,
): { ast: KqlExpression; fidelity: Cell['fidelity'] } | Unsupported {
  const lowered = reader.lower(condition, scope);
  switch (lowered.kind) {
    case 'ast':
      return lowered;
    case 'constant':
      return lowered.lost.length > 0
        ? refuse('a row inside the value cannot be said, and dropping it would change the value')
        : { ast: bool(lowered.value), fidelity: exact };
    case 'refusal':
      return refuse(lowered.refusals.map((r) => `\`${r.row}\`: ${r.why}`).join('; '));
  }
}

function readFirst(value: Extract<MappedValue, { kind: 'first' }>, reader: Reader): Cell | Unsupported {
  const list = readValue(value.list, reader);
  if (isRefused(list)) return list;
  if (list.type !== 'dynamic') return refuse('the value is no list here');
  const source = sourceOf(value.list);
  const within = source ? [...reader.scope.within, source] : reader.scope.within;
  const when = conditionOf(value.where, reader, { ...reader.scope, negated: false, within });
  if ('unsupported' in when) return when;
  const cell = computedCell(first(list.expr, when.ast), 'dynamic', 'unknown');
  return { ...cell, fidelity: unite([list.fidelity, both(when.fidelity)]) };
}

/** The value of each element that satisfies the condition; what is no list gives none. */
function readMap(value: Extract<MappedValue, { kind: 'map' }>, reader: Reader): Cell | Unsupported {
  const list = readValue(value.list, reader);
  if (isRefused(list)) return list;
  if (list.type !== 'dynamic') return refuse('the value is no list here');
  const source = sourceOf(value.list);
  const within = source ? [...reader.scope.within, source] : reader.scope.within;
  const inside = { ...reader, scope: { ...reader.scope, negated: false, within } };
  const when = conditionOf(value.where, inside, inside.scope);
  if ('unsupported' in when) return when;
  const each = readValue(value.value, inside);
  if (isRefused(each)) return each;
  const fidelity = unite([list.fidelity, both(when.fidelity), both(each.fidelity)]);
  const made = computedCell(collect(list.expr, when.ast, asDynamic(each)), 'dynamic', 'array', fidelity);
  const areTexts = each.type === 'string' && each.presence === 'always';
  const areSame = each.expr.kind === 'element' && each.expr.depth === 0 && list.onlyElements === true;
  return areTexts || areSame ? { ...made, onlyElements: true } : made;
}

function sourceOf(list: MappedValue): Value | undefined {
  return list.kind === 'reference' ? { kind: 'reference', to: list.to.source, span: list.span } : undefined;
}

/** The entry whose key is the value's text. */
function readLookup(value: Extract<MappedValue, { kind: 'lookup' }>, reader: Reader): Cell | Unsupported {
  const key = readValue(value.value, reader);
  if (isRefused(key)) return key;
  const view = textView(key, reader);
  if ('unsupported' in view) return view;
  const otherwise = readValue(value.otherwise, reader);
  if (isRefused(otherwise)) return otherwise;
  const results = new Map<string, { keys: string[]; result: Json }>();
  for (const [name, result] of value.table) {
    const mark = JSON.stringify(result, (_, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item));
    const same = results.get(mark);
    if (same) same.keys.push(name);
    else results.set(mark, { keys: [name], result });
  }
  const guard = view.guard ?? call('isnotempty', view.text);
  const cases = [...results.values()].toReversed();
  const chosen = cases.reduce<Cell>((rest, { keys, result }) => {
    const found = isIn(view.text, keys.map(text));
    const when: KqlExpression = keys.includes('') ? { kind: 'and', operands: [guard, found] } : found;
    return choose(when, constantCell(result), rest);
  }, otherwise);
  const reasons = conversion(key, reader);
  return { ...chosen, fidelity: unite([key.fidelity, otherwise.fidelity, { wider: reasons, narrower: reasons }]) };
}

/** The value as text: what Python's `str()` gives, `None` where there is nothing. `light`: as an analyst reads it. */
export function pythonText(cell: Cell, light: boolean): { expr: KqlExpression; exact: boolean } {
  const none = text('None');
  if (cell.constant === null) return { expr: none, exact: true };
  switch (cell.type) {
    case 'string':
      if (cell.presence === 'always') return { expr: cell.expr, exact: true };
      if (cell.presence === 'nonempty') return { expr: call('coalesce', cell.expr, none), exact: false };
      return { expr: call('iff', present(cell), cell.expr, none), exact: true };
    case 'long':
      return { expr: call('coalesce', call('tostring', cell.expr), none), exact: true };
    case 'real': {
      const whole = cell.field === 'integer' || cell.field === 'string';
      const digits = call('tostring', whole ? call('tolong', cell.expr) : cell.expr);
      return { expr: call('coalesce', digits, none), exact: whole };
    }
    case 'bool': {
      const word = call('iff', cell.expr, text('True'), text('False'));
      return { expr: call('iff', call('isnull', cell.expr), none, word), exact: true };
    }
    case 'datetime':
      return { expr: call('coalesce', call('tostring', cell.expr), none), exact: false };
    case 'dynamic': {
      const written = call('tostring', cell.expr);
      if (light) return { expr: call('coalesce', written, none), exact: false };
      if (cell.onlyText || cell.field === 'string' || cell.field === 'integer')
        return { expr: call('iff', call('isnull', cell.expr), none, written), exact: cell.onlyText === true };
      const word = call('iff', call('tobool', cell.expr), text('True'), text('False'));
      const scalar = call('iff', hasType(cell.expr, 'bool'), word, written);
      return { expr: call('iff', call('isnull', cell.expr), none, scalar), exact: false };
    }
  }
}

/** The value as a text column; empty where there is nothing. */
export function plainText(cell: Cell): KqlExpression {
  switch (cell.type) {
    case 'string':
      return cell.presence === 'always' || cell.presence === 'nonempty' || cell.blank === true
        ? cell.expr
        : call('iff', present(cell), cell.expr, text(''));
    case 'real':
      return call('tostring', cell.field === 'float' ? cell.expr : call('tolong', cell.expr));
    case 'long':
    case 'bool':
    case 'datetime':
    case 'dynamic':
      return call('tostring', cell.expr);
  }
}
