import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/source.ts';
import type { Condition } from '../../ir/condition.ts';
import type { Json } from '../../ir/json.ts';
import { isNumber, isObject, printJson } from '../../ir/json.ts';
import type { Value } from '../../ir/value.ts';
import type { Cursor } from '../cursor.ts';
import { kindInWords } from '../cursor.ts';
import type { Scope } from './key.ts';
import { readKey, reference } from './key.ts';
import type { KeyPath } from './key-path.ts';
import type { MatchCondition } from './match-conditions.ts';

/** `{Key…, Condition, Value|Values}`: a field compared with constants. Without a key it is the element itself. */
export function readComparison(
  cursor: Cursor,
  name: string,
  condition: MatchCondition,
  scope: Scope,
  report: Report,
): Condition | undefined {
  const keyless = ['Key', 'DeepKey', 'KeyPath', 'Enrichment'].every((key) => cursor.get(key).value === undefined);
  const path = keyless && scope !== 'event' ? [[]] : readKey(cursor, report);
  const operands = readOperands(cursor, name, condition, report);
  if (path === undefined || operands === undefined) return undefined;
  if (path.length > 1) {
    const written = cursor.get('KeyPath').text ?? '';
    report(diagnostic('detection-wildcard', { path: written }, { span: cursor.get('KeyPath').span }));
  }
  const span = cursor.span;
  const test = onPath(path, scope, span, (subject) => testOf(condition, subject, operands, span));
  return condition.negated ? { kind: 'not', operand: test, span } : test;
}

/** `{Condition, Values: [key specifier, key specifier]}`: two fields compared with each other. */
export function readFieldComparison(
  cursor: Cursor,
  name: string,
  condition: MatchCondition,
  scope: Scope,
  report: Report,
): Condition | undefined {
  const fields = cursor.get('Values').items.map((item) => readKey(item, report));
  const [left, right] = fields;
  if (condition.takes === 'nothing' || condition.operator === 'cidr') {
    const wanted = condition.takes === 'nothing' ? 'no Values' : 'a network as Value';
    report(diagnostic('detection-value', { condition: name, wanted, got: 'two fields' }, { span: cursor.span }));
    return undefined;
  }
  if (left === undefined || right === undefined || fields.length !== 2) {
    if (fields.length !== 2)
      report(
        diagnostic(
          'detection-value',
          { condition: name, wanted: 'exactly two key specifiers', got: String(fields.length) },
          { span: cursor.get('Values').span },
        ),
      );
    return undefined;
  }
  if (left.length > 1 || right.length > 1) {
    const detail = 'A comparison of two fields cannot go through [*].';
    report(diagnostic('detection-form', { detail }, { span: cursor.get('Values').span }));
    return undefined;
  }
  const span = cursor.span;
  const value = (path: KeyPath): Value => ({ kind: 'reference', to: reference(path[0] ?? [], scope), span });
  const test = testOf(condition, value(left), [value(right)], span);
  return condition.negated ? { kind: 'not', operand: test, span } : test;
}

/** What must hold of the value at a path; where it goes through wildcards, of some value. */
function onPath(path: KeyPath, scope: Scope, span: Span, test: (subject: Value) => Condition): Condition {
  const [first, ...rest] = path;
  const subject: Value = { kind: 'reference', to: reference(first ?? [], scope), span };
  if (rest.length === 0) return test(subject);
  return { kind: 'quantifier', quantifier: 'any', list: subject, where: onPath(rest, [], span, test), span };
}

function testOf(condition: MatchCondition, subject: Value, operands: readonly Value[], span: Span): Condition {
  const { operator, ignoreCase } = condition;
  return { kind: 'test', subject, operator, operands, ignoreCase, flags: [], span };
}

function readOperands(
  cursor: Cursor,
  name: string,
  condition: MatchCondition,
  report: Report,
): readonly Value[] | undefined {
  if (condition.fixed !== undefined || condition.takes === 'nothing') {
    for (const key of ['Value', 'Values']) {
      const extra = cursor.get(key);
      if (extra.value === undefined) continue;
      report(diagnostic('detection-value', { condition: name, wanted: 'no value', got: key }, { span: extra.keySpan }));
      return undefined;
    }
    return condition.fixed === undefined ? [] : [{ kind: 'literal', value: condition.fixed, span: cursor.span }];
  }
  const value = cursor.get('Value');
  const values = cursor.get('Values');
  const takesValue = condition.takes !== 'values';
  const takesValues = condition.takes !== 'value';
  const wrong = (wanted: string, got: string, span: Span): undefined => {
    report(diagnostic('detection-value', { condition: name, wanted, got }, { span }));
    return undefined;
  };
  const form = takesValue && takesValues ? 'Value or Values' : takesValue ? 'one Value' : 'Values, a list';
  if (value.value !== undefined && values.value !== undefined) return wrong(form, 'Value and Values', cursor.span);
  if (takesValue && value.value !== undefined) {
    return fits(value.value, condition)
      ? [{ kind: 'literal', value: value.value, span: value.span }]
      : wrong(wantedInWords(condition), literalInWords(value.value), value.span);
  }
  if (takesValues && values.items.length > 0) {
    const bad = values.items.find((item) => !fits(item.value, condition));
    if (bad) return wrong(wantedInWords(condition), literalInWords(bad.value), bad.span);
    return values.items.map((item) => ({ kind: 'literal', value: item.value ?? null, span: item.span }));
  }
  if (values.value !== undefined) return wrong(form, takesValues ? 'an empty or no list' : 'Values', values.keySpan);
  if (value.value !== undefined) return wrong(form, 'Value', value.keySpan);
  return wrong(form, 'none', cursor.span);
}

function fits(value: Json | undefined, condition: MatchCondition): boolean {
  if (typeof value === 'string') return true;
  if (condition.of === 'text') return false;
  if (isNumber(value)) return true;
  return condition.of === 'scalar' && typeof value === 'boolean';
}

function wantedInWords(condition: MatchCondition): string {
  if (condition.of === 'text') return 'text';
  return condition.of === 'ordered' ? 'a number or text' : 'a text, a number, true or false';
}

function literalInWords(value: Json | undefined): string {
  if (value === null || value === undefined) return 'nothing (for that, there is IsNull)';
  return typeof value === 'object' ? (isObject(value) ? 'a mapping' : kindInWords(value)) : printJson(value);
}
