import type { Reason } from '../../fidelity/reason.ts';
import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { KqlExpression, TextOperator } from './ast.ts';
import { and, binary, call, definite, long, or, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { conversion, hasType, refuse, say } from './cell.ts';
import { elementCell } from './equality.ts';
import { count, shift } from './gather.ts';
import type { Order } from './order.ts';
import { hasTypeIn, numberTypes } from './presence.ts';
import { textView } from './text-view.ts';

type Answer = Said<KqlExpression> | Unsupported;

/** Both fields are equal, or both are missing or null. */
export function sayFieldsEqual(a: Cell, b: Cell, ignoreCase: boolean, reader: Reader): Answer {
  if (a.type === 'string' && b.type === 'string' && a.presence === 'nonempty' && b.presence === 'nonempty') {
    const asText = conversions(a, b, reader);
    const wider = [reader.because('null-stored-as-empty'), ...asText];
    return say(binary(a.expr, ignoreCase ? '=~' : '==', b.expr), wider, asText);
  }
  if (isNumeric(a) && isNumeric(b)) {
    const reasons = conversions(a, b, reader);
    return say(or(and(call('isnull', a.expr), call('isnull', b.expr)), binary(a.expr, '==', b.expr)), reasons, reasons);
  }
  if (a.type === b.type && (a.type === 'bool' || a.type === 'datetime')) {
    const reasons = [
      ...conversions(a, b, reader),
      ...(a.type === 'datetime' ? [reader.because('unparsed-value')] : []),
    ];
    return say(or(and(call('isnull', a.expr), call('isnull', b.expr)), binary(a.expr, '==', b.expr)), reasons, reasons);
  }
  if (a.type === 'dynamic' && b.type === 'dynamic') return equalDynamics(a, b, ignoreCase, reader);
  return equalTexts(a, b, ignoreCase, reader);
}

/** Text of both where both are text, else numbers, else the same JSON. */
function equalDynamics(a: Cell, b: Cell, ignoreCase: boolean, reader: Reader): Answer {
  const ast = sameJson(a.expr, b.expr, ignoreCase);
  const texts = [a, b].some((cell) => cell.onlyText === true) || [a, b].every((cell) => cell.field === 'string');
  if (!texts) return say(or(ast, sameNumber(a.expr, b.expr)));
  return say(ast, [], a.onlyText || b.onlyText ? [] : [reader.because('type-as-text')]);
}

function sameJson(a: KqlExpression, b: KqlExpression, ignoreCase: boolean): KqlExpression {
  const [left, right] = [call('tostring', a), call('tostring', b)];
  const same = and(binary(call('gettype', a), '==', call('gettype', b)), binary(left, '==', right));
  return ignoreCase ? or(same, and(hasType(a, 'string'), hasType(b, 'string'), binary(left, '=~', right))) : same;
}

/** `1 == 1.0` and `true == 1`. */
function sameNumber(a: KqlExpression, b: KqlExpression): KqlExpression {
  const types = [...numberTypes, text('bool')];
  const equal = definite(binary(call('toreal', a), '==', call('toreal', b)));
  return and(hasTypeIn(a, types), hasTypeIn(b, types), equal);
}

/** A text column beside a dynamic value or a computed text. */
function equalTexts(a: Cell, b: Cell, ignoreCase: boolean, reader: Reader): Answer {
  const [left, right] = [textView(a, reader), textView(b, reader)];
  if ('unsupported' in left) return left;
  if ('unsupported' in right) return right;
  const guards = [left.guard, right.guard].filter((guard) => guard !== undefined);
  const stored = a.presence === 'nonempty' || b.presence === 'nonempty';
  const empties = stored ? [a, b].filter((c) => c.presence === 'nonempty').map((c) => call('isnotempty', c.expr)) : [];
  const equal = and(...guards, ...empties, binary(left.text, ignoreCase ? '=~' : '==', right.text));
  const bothMissing = and(absent(a), absent(b));
  const reasons = [...left.reasons, ...right.reasons, ...conversions(a, b, reader)];
  const empty = stored ? [reader.because('null-stored-as-empty')] : [];
  return say(or(bothMissing, equal), [...reasons, ...empty], [...reasons, ...empty]);
}

function absent(cell: Cell): KqlExpression {
  switch (cell.presence) {
    case 'always':
      return { kind: 'literal', type: 'bool', value: false };
    case 'nonempty':
      return call('isempty', cell.expr);
    case 'nonnull':
      return call('isnull', cell.expr);
    default:
      return { kind: 'not', operand: definite(cell.presence) };
  }
}

/** A relation of two texts, neither of them missing. */
export function sayTexts(a: Cell, b: Cell, operator: TextOperator | Order, reader: Reader): Answer {
  const [left, right] = [textView(a, reader), textView(b, reader)];
  if ('unsupported' in left) return left;
  if ('unsupported' in right) return right;
  const guards = [left.guard ?? call('isnotempty', left.text), right.guard ?? call('isnotempty', right.text)];
  const reasons = [...left.reasons, ...right.reasons, ...conversions(a, b, reader)];
  const lost = left.guard && right.guard ? [] : [reader.because('null-stored-as-empty')];
  const relation = isOrder(operator)
    ? binary(call('strcmp', left.text, right.text), operator, long(0))
    : binary(left.text, operator, right.text);
  return say(and(...guards, relation), reasons, [...reasons, ...lost]);
}

function isOrder(operator: TextOperator | Order): operator is Order {
  return operator === '<' || operator === '<=' || operator === '>' || operator === '>=';
}

/** Numbers with numbers, text with text. */
export function sayFieldsOrdered(a: Cell, b: Cell, order: Order, reader: Reader): Answer {
  if (isNumeric(a) && isNumeric(b)) {
    const reasons = conversions(a, b, reader);
    return say(binary(a.expr, order, b.expr), reasons, reasons);
  }
  if (a.type === 'datetime' && b.type === 'datetime') {
    const reason = reader.because('unparsed-value');
    return say(binary(a.expr, order, b.expr), [reason], [reason]);
  }
  if (a.type === 'string' && b.type === 'string') return sayTexts(a, b, order, reader);
  const numbers = numericView(a) && numericView(b);
  const texts = sayTexts(a, b, order, reader);
  if (!numbers) return texts;
  const [left, right] = [numericView(a), numericView(b)];
  if (left === undefined || right === undefined) return texts;
  const ordered = and(...left.guards, ...right.guards, binary(left.expr, order, right.expr));
  const reasons = conversions(a, b, reader);
  return 'unsupported' in texts ? say(ordered, reasons, reasons) : { ...texts, ast: or(ordered, texts.ast) };
}

function numericView(cell: Cell): { expr: KqlExpression; guards: readonly KqlExpression[] } | undefined {
  if (isNumeric(cell)) return { expr: cell.expr, guards: [] };
  if (cell.type !== 'dynamic' || cell.onlyText) return undefined;
  return { expr: call('toreal', cell.expr), guards: [hasTypeIn(cell.expr, numberTypes)] };
}

/** The value is an element of the other field's list. */
export function sayInField(cell: Cell, list: Cell, ignoreCase: boolean, reader: Reader): Answer {
  if (list.type !== 'dynamic' || list.onlyText) return refuse('the other field is no list here');
  if (cell.type === 'dynamic' && !cell.onlyText && cell.field !== 'string') {
    const [value, element] = [shift(cell.expr), elementCell.expr];
    const equal = and(call('isnotnull', value), or(sameJson(value, element, ignoreCase), sameNumber(value, element)));
    return say(binary(count(list.expr, equal, 'Hits'), '>', long(0)));
  }
  if (isNumeric(cell) && cell.field !== 'string') {
    const equal = and(
      hasTypeIn(elementCell.expr, numberTypes),
      binary(call('toreal', elementCell.expr), '==', cell.expr),
    );
    const reasons = conversion(cell, reader);
    return say(binary(count(list.expr, equal, 'Hits'), '>', long(0)), reasons, reasons);
  }
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const elements = ignoreCase ? call('parse_json', call('tolower', call('tostring', list.expr))) : list.expr;
  const wanted = ignoreCase ? call('tolower', view.text) : view.text;
  const guard = view.guard ?? call('isnotempty', view.text);
  const asText = conversion(cell, reader);
  const wider = [...view.reasons, ...asText];
  const lost = view.guard ? [] : [reader.because('null-stored-as-empty')];
  return say(and(guard, call('set_has_element', elements, wanted)), wider, [...view.reasons, ...asText, ...lost]);
}

function isNumeric(cell: Cell): boolean {
  return cell.type === 'long' || cell.type === 'real';
}

function conversions(a: Cell, b: Cell, reader: Reader): readonly Reason[] {
  return [...conversion(a, reader), ...conversion(b, reader)].filter(
    (reason, i, all) => all.findIndex((other) => other.code === reason.code) === i,
  );
}
