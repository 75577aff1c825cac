import { unite } from '../../fidelity/reason.ts';
import type { KqlExpression } from './ast.ts';
import { and, bool, call, isAlike, not, or, path, text } from './build.ts';
import type { Cell, Presence } from './cell.ts';
import { computedCell, present, textCell } from './cell.ts';

/** `iff(when, a, b)`, both brought to one type. */
export function choose(when: KqlExpression, a: Cell, b: Cell): Cell {
  if (when.kind === 'literal' && when.type === 'bool') return when.value ? a : b;
  const fidelity = unite([a.fidelity, b.fidelity]);
  if (isText(a) && isText(b)) {
    const expr = call('iff', when, textOf(a), textOf(b));
    const chosen = textCell(expr, either(when, a, b), fidelity);
    const loose = a.loose || b.loose ? ({ loose: true } as const) : {};
    return { ...chosen, ...loose, ...(isBlank(a) && isBlank(b) ? { blank: true } : {}) };
  }
  const numeric = [a, b].every((cell) => isNumber(cell) || cell.constant === null);
  if (numeric && [a, b].some(isNumber)) {
    const type = [a, b].some((cell) => cell.type === 'real') ? 'real' : 'long';
    const as = (cell: Cell): KqlExpression =>
      cell.constant === null ? { kind: 'null', type } : cell.type === type ? cell.expr : call('toreal', cell.expr);
    return computedCell(call('iff', when, as(a), as(b)), type, type === 'real' ? 'float' : 'integer', fidelity);
  }
  if (a.type === b.type && a.type !== 'dynamic')
    return computedCell(call('iff', when, a.expr, b.expr), a.type, a.field, fidelity);
  const field = a.field === b.field ? a.field : 'unknown';
  return computedCell(call('iff', when, asDynamic(a), asDynamic(b)), 'dynamic', field, fidelity);
}

function isText(cell: Cell): boolean {
  return cell.type === 'string' || cell.constant === null || (cell.type === 'dynamic' && cell.onlyText === true);
}

/** Whether the text is "" where there is nothing. */
function isBlank(cell: Cell): boolean {
  if (cell.constant === null || cell.blank === true) return true;
  return cell.type === 'string' ? cell.presence === 'always' || cell.presence === 'nonempty' : cell.onlyText === true;
}

function isNumber(cell: Cell): boolean {
  return cell.type === 'long' || cell.type === 'real';
}

function textOf(cell: Cell): KqlExpression {
  if (cell.constant === null) return text('');
  return cell.type === 'string' ? cell.expr : call('tostring', cell.expr);
}

function either(when: KqlExpression, a: Cell, b: Cell): Presence {
  const [own, second] = [a, b].map((cell): Presence => (cell.constant === null ? bool(false) : cell.presence));
  const first = typeof own === 'object' && isImplied(own, when) ? 'always' : own;
  if (first === 'always' && second === 'always') return 'always';
  if (first === 'nonempty' || second === 'nonempty') return 'nonempty';
  const [pa, pb] = [a, b].map((cell) => (cell.constant === null ? bool(false) : present(cell)));
  if (first === 'always') return or(when, pb ?? bool(true));
  return or(and(when, pa ?? bool(true)), and(not(when), pb ?? bool(true)));
}

/** Whether a condition says the other among what it asks. */
function isImplied(condition: KqlExpression, by: KqlExpression): boolean {
  return isAlike(condition, by) || (by.kind === 'and' && by.operands.some((operand) => isAlike(condition, operand)));
}

/** The value as dynamic. A text is wrapped in a list and taken out again: `todynamic` would read it as JSON. */
export function asDynamic(cell: Cell): KqlExpression {
  if (cell.type === 'dynamic') return cell.expr;
  if (cell.constant !== undefined) return { kind: 'literal', type: 'dynamic', value: cell.constant };
  const wrapped = path(call('pack_array', cell.expr), [0]);
  if (cell.presence === 'always' || cell.type !== 'string') return wrapped;
  return call('iff', present(cell), wrapped, { kind: 'null', type: 'dynamic' });
}
