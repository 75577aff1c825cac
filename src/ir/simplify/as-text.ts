import type { Condition, Test } from '../condition.ts';
import type { Json } from '../json.ts';
import type { Operator } from '../operators.ts';
import type { Value } from '../value.ts';
import type { Kinds } from './kinds.ts';
import { booleans, floats, integers, isWithin, lists, nullish, objects, texts } from './kinds.ts';
import { askClosed, literalsOf } from './reach.ts';
import type { Rewriter } from './rewriter.ts';
import { constant } from './rewriter.ts';

/** The text that nothing has. */
const noneText = 'None';

/**
 * A row on `str(x)` as rows on x: `str(x) eq "5"` is `x eq 5` where x is an integer, and `str(x) contains "a"` is `x contains "a"` where x
 * is a text or null. Undefined where the kinds that x may have leave it open which values have such a text.
 */
export function withoutStr(row: Test, { knowledge, reachOf }: Rewriter): Condition | undefined {
  const { subject } = row;
  const [inner] = subject.kind === 'call' && subject.name === 'str' ? subject.args : [];
  const literals = literalsOf(row);
  if (inner === undefined || literals === undefined || row.operator === 'in_list') return undefined;
  const may = knowledge.kindsOf(inner);
  if ((row.operator === 'eq' || row.operator === 'in') && !row.ignoreCase) return equalTexts(row, inner, literals, may);
  if (!isWithin(may, texts | nullish) || (reachOf(row).yes & nullish) !== 0) return undefined;
  const onNone = askClosed({ ...row, subject: { kind: 'literal', value: noneText } });
  if (onNone === undefined) return undefined;
  const bare: Test = { ...row, subject: inner };
  return onNone ? { kind: 'or', operands: [say(row, inner, 'is_null'), bare], span: row.span } : bare;
}

/** The values whose text is one of those, as a row. */
function equalTexts(row: Test, inner: Value, literals: readonly Json[], may: Kinds): Condition | undefined {
  const values: Json[] = [];
  const others = new Set<Operator>();
  for (const text of literals) {
    if (typeof text !== 'string') continue;
    if ((may & texts) !== 0) values.push(text);
    if (text === noneText && (may & nullish) !== 0) others.add('is_null');
    else if (text === 'True' && (may & booleans) !== 0) others.add('is_true');
    else if (text === 'False' && (may & booleans) !== 0) others.add('is_false');
    else if (/^[[{I]/.test(text) && (may & (lists | objects)) !== 0) return undefined;
    else if (/^-?(?:\d|inf|nan)/.test(text) && (may & floats) !== 0) return undefined;
    else if (isInteger(text) && (may & integers) !== 0) {
      // 1 and true are equal, and have other texts.
      if ((text === '0' || text === '1') && (may & booleans) !== 0) return undefined;
      values.push(BigInt(text));
    }
  }
  const alternatives: Condition[] = [...others].map((operator) => say(row, inner, operator));
  if (values.length > 0)
    alternatives.push({ ...say(row, inner, values.length === 1 ? 'eq' : 'in'), operands: values.map(literal) });
  const [only, ...more] = alternatives;
  if (only === undefined) return constant(false, row.span);
  return more.length === 0 ? only : { kind: 'or', operands: alternatives, span: row.span };
}

/** Whether a text is how Python writes an integer. */
function isInteger(text: string): boolean {
  return /^-?\d+$/.test(text) && String(BigInt(text)) === text;
}

function say({ span }: Test, subject: Value, operator: Operator): Test {
  return { kind: 'test', subject, operator, operands: [], ignoreCase: false, flags: [], span };
}

function literal(value: Json): Value {
  return { kind: 'literal', value };
}
