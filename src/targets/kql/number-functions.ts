import { unite } from '../../fidelity/reason.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { BinaryOperator, KqlExpression } from './ast.ts';
import { and, binary, call, long, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { computedCell, isRefused, refuse } from './cell.ts';
import { asColumn, unparsed } from './costs.ts';
import { hasTypeIn, integerTypes, numberTypes } from './presence.ts';
import { textView } from './text-view.ts';

const operators = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const satisfies Record<
  string,
  BinaryOperator
>;

/** The functions that are operators between two numbers. */
export type Arithmetic = keyof typeof operators;

/** A number made of two; null where one of them is none. */
export function readArithmetic(name: Arithmetic, left: Cell, right: Cell, reader: Reader): Cell | Unsupported {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (isRefused(a)) return a;
  if (isRefused(b)) return b;
  const fidelity = unite([asColumn(left, reader), asColumn(right, reader)]);
  if (name !== 'divide') {
    const isWhole = a.type === 'long' && b.type === 'long';
    const made = binary(a.expr, operators[name], b.expr);
    return computedCell(made, isWhole ? 'long' : 'real', isWhole ? 'integer' : 'float', fidelity);
  }
  const quotient = binary(call('toreal', a.expr), '/', call('toreal', b.expr));
  if (typeof right.constant === 'bigint' && right.constant !== 0n)
    return computedCell(quotient, 'real', 'float', fidelity);
  const guarded = call('iff', binary(b.expr, '==', long(0)), { kind: 'null', type: 'real' }, quotient);
  return computedCell(guarded, 'real', 'float', fidelity);
}

interface NumberView {
  readonly expr: KqlExpression;
  readonly type: 'long' | 'real';
}

function asNumber(cell: Cell): NumberView | Unsupported {
  if (cell.type === 'long' || cell.type === 'real') return { expr: cell.expr, type: cell.type };
  if (cell.type === 'bool') return { expr: call('tolong', cell.expr), type: 'long' };
  if (cell.type !== 'dynamic' || cell.onlyText) return refuse('the value is no number here');
  const isWhole = cell.field === 'integer';
  const type = isWhole ? 'long' : 'real';
  const guard = hasTypeIn(cell.expr, isWhole ? integerTypes : [...numberTypes, text('bool')]);
  return { expr: call('iff', guard, call(`to${type}`, cell.expr), { kind: 'null', type }), type };
}

/** Python's `int()` of a text or a number. */
export function readInteger(cell: Cell, reader: Reader): Cell | Unsupported {
  if (cell.type === 'long') return cell;
  const none: KqlExpression = { kind: 'null', type: 'long' };
  const whole = (expr: KqlExpression): Cell => computedCell(expr, 'long', 'integer', unparsed(cell, reader));
  if (cell.type === 'real') return whole(call('tolong', cell.expr));
  if (cell.type === 'bool') return whole(call('tolong', cell.expr));
  const digits = (subject: KqlExpression): KqlExpression =>
    binary(subject, 'matches regex', { kind: 'regex', pattern: '^\\s*[-+]?[0-9]+\\s*\\z' });
  if (cell.type === 'dynamic' && !cell.onlyText) {
    const { expr } = cell;
    const isNumber = hasTypeIn(expr, numberTypes);
    const subject = call('tostring', expr);
    return whole(
      call('case', isNumber, call('tolong', expr), digits(subject), call('tolong', call('trim', space, subject)), none),
    );
  }
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const guards = view.guard === undefined ? [] : [view.guard];
  return whole(call('iff', and(...guards, digits(view.text)), call('tolong', call('trim', space, view.text)), none));
}

const space: KqlExpression = { kind: 'regex', pattern: '\\s+' };
