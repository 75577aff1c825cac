import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Condition, Quantifier } from '../ir/condition.ts';
import { isList, isObject } from '../ir/json.ts';
import type { Cursor } from './cursor.ts';
import { kindInWords } from './cursor.ts';
import { readComparison, readFieldComparison } from './simple-detection/comparison.ts';
import type { Scope } from './simple-detection/key.ts';
import { readKey, reference } from './simple-detection/key.ts';
import type { KeyPath } from './simple-detection/key-path.ts';
import {
  absoluteConditions,
  conditionNames,
  listConditions,
  matchConditions,
} from './simple-detection/match-conditions.ts';

const combinators = ['All', 'Any', 'OnlyOne', 'None'] as const;
const keys = ['Key', 'DeepKey', 'KeyPath', 'Enrichment', 'Condition', 'Value', 'Values', 'Expressions', ...combinators];
const maxTests = 2000;

/**
 * Panther's match expressions, all of which must hold: `Detection:`, `InlineFilters:`, `Conditions:` of a dynamic severity.
 * Everything wrong with them is reported; a wrong expression counts as `true`, so that the rest is still read.
 */
export function readExpressions(cursor: Cursor, report: Report): Condition {
  return all(readList(cursor, 'event', report), cursor.span);
}

function readList(cursor: Cursor, scope: Scope, report: Report): Condition[] {
  if (!isList(cursor.value)) {
    const wanted = 'a list of match expressions';
    report(
      diagnostic('wrong-type', { key: cursor.name, wanted, got: kindInWords(cursor.value) }, { span: cursor.span }),
    );
    return [];
  }
  return cursor.items.map((item) => readExpression(item, scope, report) ?? { kind: 'true', span: item.span });
}

function readExpression(cursor: Cursor, scope: Scope, report: Report): Condition | undefined {
  if (!isObject(cursor.value)) {
    const detail = `A match expression is a mapping; this is ${kindInWords(cursor.value)}.`;
    report(diagnostic('detection-form', { detail }, { span: cursor.span }));
    return undefined;
  }
  for (const key of cursor.keys) {
    if (keys.includes(key)) continue;
    report(
      diagnostic('unknown-key', { key, near: nearNames(key, keys), known: keys }, { span: cursor.get(key).keySpan }),
    );
  }
  const combined = combinators.find((name) => cursor.get(name).value !== undefined);
  if (combined !== undefined) return readCombinator(cursor, combined, scope, report);
  const name = cursor.get('Condition');
  if (name.text === undefined) {
    const missing = name.value === undefined;
    const detail = missing
      ? 'This is no match expression: it has neither a Condition nor one of All, Any, OnlyOne and None.'
      : `A Condition is a name; this is ${kindInWords(name.value)}.`;
    report(diagnostic('detection-form', { detail }, { span: missing ? cursor.span : name.span }));
    return undefined;
  }
  return readConditioned(cursor, name.text, scope, report);
}

function readConditioned(cursor: Cursor, name: string, scope: Scope, report: Report): Condition | undefined {
  const condition = matchConditions.get(name);
  if (condition !== undefined) {
    if (cursor.get('Expressions').value !== undefined) {
      const detail = `${name} takes no Expressions: they go with ${Object.keys(listConditions).join(', ')}.`;
      report(diagnostic('detection-form', { detail }, { span: cursor.get('Expressions').keySpan }));
      return undefined;
    }
    const compared = cursor.get('Values').items;
    const twoFields = compared.length > 0 && compared.every((item) => isObject(item.value));
    return twoFields && !hasKey(cursor)
      ? readFieldComparison(cursor, name, condition, scope, report)
      : readComparison(cursor, name, condition, scope, report);
  }
  if (Object.hasOwn(absoluteConditions, name)) {
    const extra = cursor.keys.find((key) => key !== 'Condition' && keys.includes(key));
    if (extra !== undefined) {
      const detail = `${name} stands alone: ${extra} means nothing to it.`;
      report(diagnostic('detection-form', { detail }, { span: cursor.get(extra).keySpan }));
    }
    return { kind: name === 'AlwaysTrue' ? 'true' : 'false', span: cursor.span };
  }
  if (Object.hasOwn(listConditions, name))
    // Object.hasOwn does not narrow the name.
    return readListExpression(cursor, listConditions[name as keyof typeof listConditions], scope, report);
  report(
    diagnostic(
      'unknown-match-condition',
      { name, near: nearNames(name, conditionNames), known: conditionNames },
      { span: cursor.get('Condition').span },
    ),
  );
  return undefined;
}

function hasKey(cursor: Cursor): boolean {
  return ['Key', 'DeepKey', 'KeyPath', 'Enrichment'].some((key) => cursor.get(key).value !== undefined);
}

/** `{Key…, Condition: AnyElement, Expressions}`: the values of a path with wildcards are the elements. */
function readListExpression(
  cursor: Cursor,
  quantifier: Quantifier,
  scope: Scope,
  report: Report,
): Condition | undefined {
  for (const key of ['Value', 'Values']) {
    if (cursor.get(key).value === undefined) continue;
    const detail = `A test of a list's elements has Expressions, not ${key}.`;
    report(diagnostic('detection-form', { detail }, { span: cursor.get(key).keySpan }));
    return undefined;
  }
  const path = readKey(cursor, report);
  const expressions = cursor.get('Expressions');
  if (path === undefined) return undefined;
  const innermost = path.length > 1 ? (path.at(-1) ?? []) : [];
  const where = all(readList(expressions, innermost, report), expressions.span);
  const lists = path.length > 1 ? path.slice(0, -1) : path;
  if (quantifier === 'one' && lists.length > 1) {
    const detail = 'OnlyOneElement cannot count through several [*].';
    report(diagnostic('detection-form', { detail }, { span: cursor.get('KeyPath').span }));
    return undefined;
  }
  const nested = nest(lists, quantifier === 'none' ? 'any' : quantifier, where, scope, cursor.span);
  if (quantifier !== 'none') return nested;
  return nested.kind === 'quantifier' && lists.length === 1
    ? { ...nested, quantifier }
    : { kind: 'not', operand: nested, span: cursor.span };
}

function nest(lists: KeyPath, quantifier: Quantifier, where: Condition, scope: Scope, span: Span): Condition {
  const [first, ...rest] = lists;
  if (first === undefined) return where;
  return {
    kind: 'quantifier',
    quantifier,
    list: { kind: 'reference', to: reference(first, scope), span },
    where: nest(rest, quantifier, where, [], span),
    span,
  };
}

function readCombinator(
  cursor: Cursor,
  name: (typeof combinators)[number],
  scope: Scope,
  report: Report,
): Condition | undefined {
  const other = cursor.keys.find((key) => key !== name && keys.includes(key));
  if (other !== undefined) {
    const detail = `${name} stands alone: ${other} beside it means nothing.`;
    report(diagnostic('detection-form', { detail }, { span: cursor.get(other).keySpan }));
  }
  const list = cursor.get(name);
  const operands = readList(list, scope, report);
  const span = cursor.span;
  switch (name) {
    case 'All':
      return all(operands, span);
    case 'Any':
      return any(operands, span);
    case 'None':
      if (operands.length > 1) report(diagnostic('detection-none', {}, { span: list.keySpan }));
      return { kind: 'not', operand: any(operands, span), span };
    case 'OnlyOne':
      if (operands.length * operands.reduce((sum, operand) => sum + size(operand), 0) > maxTests) {
        report(diagnostic('detection-too-large', { what: 'OnlyOne', limit: maxTests }, { span: list.keySpan }));
        return undefined;
      }
      return exactlyOne(operands, span);
  }
}

/** One of the operands holds and none of the others. */
function exactlyOne(operands: readonly Condition[], span: Span): Condition {
  const cases = operands.map((operand, index) => {
    const others = operands.filter((_, other) => other !== index);
    const none: Condition[] = others.length === 0 ? [] : [{ kind: 'not', operand: any(others, span), span }];
    return all([operand, ...none], span);
  });
  return any(cases, span);
}

function all(operands: readonly Condition[], span: Span): Condition {
  const [only, ...more] = operands;
  if (only === undefined) return { kind: 'true', span };
  return more.length === 0 ? only : { kind: 'and', operands, span };
}

function any(operands: readonly Condition[], span: Span): Condition {
  const [only, ...more] = operands;
  if (only === undefined) return { kind: 'false', span };
  return more.length === 0 ? only : { kind: 'or', operands, span };
}

function size(condition: Condition): number {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.reduce((sum, operand) => sum + size(operand), 1);
    case 'not':
      return 1 + size(condition.operand);
    case 'quantifier':
      return 1 + size(condition.where);
    case 'true':
    case 'false':
    case 'test':
      return 1;
  }
}
