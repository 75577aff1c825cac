import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { KqlExpression, TextOperator } from './ast.ts';
import { and, binary, call, definite, long, or, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { hasType, refuse, say } from './cell.ts';
import type { Order } from './order.ts';
import { columnType, hasTypeIn, numberTypes } from './presence.ts';
import { textView } from './text-view.ts';

type Answer = Said<KqlExpression> | Unsupported;

/** Both fields are equal, or both are missing or null. */
export function sayFieldsEqual(a: Cell, b: Cell, ignoreCase: boolean, reader: Reader): Answer {
  if (a.type === 'string' && b.type === 'string' && a.presence === 'nonempty' && b.presence === 'nonempty') {
    const wider = [reader.because('null-stored-as-empty'), ...asText(a, b, reader)];
    return say(binary(a.expr, ignoreCase ? '=~' : '==', b.expr), wider);
  }
  if (isNumeric(a) && isNumeric(b)) {
    const reasons = converted(a, b, reader);
    return say(or(and(call('isnull', a.expr), call('isnull', b.expr)), binary(a.expr, '==', b.expr)), reasons, reasons);
  }
  if (a.type === b.type && (a.type === 'bool' || a.type === 'datetime')) {
    const reasons = [...converted(a, b, reader), ...(a.type === 'datetime' ? [reader.because('unparsed-value')] : [])];
    return say(or(and(call('isnull', a.expr), call('isnull', b.expr)), binary(a.expr, '==', b.expr)), reasons, reasons);
  }
  if (a.type === 'dynamic' && b.type === 'dynamic') return equalDynamics(a, b, ignoreCase);
  return equalTexts(a, b, ignoreCase, reader);
}

/** Text of both where both are text, else numbers, else the same JSON. */
function equalDynamics(a: Cell, b: Cell, ignoreCase: boolean): Answer {
  const [left, right] = [call('tostring', a.expr), call('tostring', b.expr)];
  const same = and(binary(call('gettype', a.expr), '==', call('gettype', b.expr)), binary(left, '==', right));
  const parts = [same];
  if (ignoreCase) parts.push(and(hasType(a.expr, 'string'), hasType(b.expr, 'string'), binary(left, '=~', right)));
  const mayBeNumber = (cell: Cell): boolean => cell.onlyText !== true && cell.field !== 'string';
  if (mayBeNumber(a) && mayBeNumber(b)) {
    const types = [...numberTypes, text('bool')];
    const numbers = binary(call('toreal', a.expr), '==', call('toreal', b.expr));
    parts.push(and(hasTypeIn(a.expr, types), hasTypeIn(b.expr, types), definite(numbers)));
  }
  return say(or(...parts));
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
  const reasons = [...left.reasons, ...right.reasons, ...converted(a, b, reader)];
  const empty = stored ? [reader.because('null-stored-as-empty')] : [];
  return say(or(bothMissing, equal), [...reasons, ...empty, ...asText(a, b, reader)], [...reasons, ...empty]);
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
  const reasons = [...left.reasons, ...right.reasons];
  const lost = left.guard && right.guard ? [] : [reader.because('null-stored-as-empty')];
  const relation = isOrder(operator)
    ? binary(call('strcmp', left.text, right.text), operator, long(0))
    : binary(left.text, operator, right.text);
  return say(and(...guards, relation), [...reasons, ...asText(a, b, reader)], [...reasons, ...lost]);
}

function isOrder(operator: TextOperator | Order): operator is Order {
  return operator === '<' || operator === '<=' || operator === '>' || operator === '>=';
}

/** Numbers with numbers, text with text. */
export function sayFieldsOrdered(a: Cell, b: Cell, order: Order, reader: Reader): Answer {
  if (isNumeric(a) && isNumeric(b)) {
    const reasons = converted(a, b, reader);
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
  return 'unsupported' in texts ? say(ordered) : { ...texts, ast: or(ordered, texts.ast) };
}

function numericView(cell: Cell): { expr: KqlExpression; guards: readonly KqlExpression[] } | undefined {
  if (isNumeric(cell)) return { expr: cell.expr, guards: [] };
  if (cell.type !== 'dynamic' || cell.onlyText) return undefined;
  return { expr: call('toreal', cell.expr), guards: [hasTypeIn(cell.expr, numberTypes)] };
}

/** The value is an element of the other field's list. */
export function sayInField(cell: Cell, list: Cell, ignoreCase: boolean, reader: Reader): Answer {
  if (list.type !== 'dynamic' || list.onlyText) return refuse('the other field is no list here');
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const elements = ignoreCase ? call('parse_json', call('tolower', call('tostring', list.expr))) : list.expr;
  const wanted = ignoreCase ? call('tolower', view.text) : view.text;
  const guard = view.guard ?? call('isnotempty', view.text);
  const member = say(and(guard, call('set_has_element', elements, wanted)), view.reasons, [
    ...view.reasons,
    ...(view.guard ? [] : [reader.because('null-stored-as-empty')]),
  ]);
  if (cell.type !== 'dynamic' || cell.onlyText || cell.field === 'string') return member;
  const number = and(
    hasTypeIn(cell.expr, numberTypes),
    or(
      call('set_has_element', list.expr, call('tolong', cell.expr)),
      call('set_has_element', list.expr, call('toreal', cell.expr)),
    ),
  );
  return { ...member, ast: or(member.ast, number) };
}

function isNumeric(cell: Cell): boolean {
  return cell.type === 'long' || cell.type === 'real';
}

function asText(a: Cell, b: Cell, reader: Reader): ReturnType<Reader['because']>[] {
  return [a, b].some((cell) => cell.stored === 'as-text') ? [reader.because('type-as-text')] : [];
}

function converted(a: Cell, b: Cell, reader: Reader): ReturnType<Reader['because']>[] {
  const odd = [a, b].find((cell) => cell.stored === 'converted');
  return odd === undefined ? [] : [reader.because('text-as-type', columnType(odd))];
}
