import type { Condition, Test } from '../condition.ts';
import type { Value } from '../value.ts';
import { withoutStr } from './as-text.ts';
import { ignoringCase } from './ignoring-case.ts';
import { withoutInnerDefault } from './inner-default.ts';
import { kind, nullish } from './kinds.ts';
import { onPieces } from './pieces.ts';
import { asksKind } from './reach.ts';
import { rewriteCondition } from './rewrite-condition.ts';
import { rewriteValue } from './rewrite-value.ts';
import type { Rewriter } from './rewriter.ts';
import { constant, negated } from './rewriter.ts';
import { sayKinds } from './say-kinds.ts';

/** A row with its values simplified, decided, or put as a simpler one. */
export function rewriteTest(test: Test, rewriter: Rewriter): Condition {
  const subject = rewriteValue(test.subject, rewriter);
  const operands = test.operands.map((operand) => {
    const next = rewriteValue(operand, rewriter);
    // `in` takes a constant for one value, anything else for a list of them.
    return test.operator === 'in' && next.kind === 'literal' ? operand : next;
  });
  const isSame = subject === test.subject && operands.every((operand, i) => operand === test.operands[i]);
  let row = isSame ? test : { ...test, subject, operands };
  // Each turn takes something off the subject.
  for (;;) {
    const known = rewriter.knowledge.decide(row);
    if (known !== undefined) return constant(known, test.span);
    const next = simplerRow(row, rewriter);
    if (next === undefined) return row;
    if (next.kind !== 'test') return next;
    row = next;
  }
}

function simplerRow(row: Test, rewriter: Rewriter): Condition | undefined {
  const { subject } = row;
  if (subject.kind === 'call' && (subject.name === 'default' || subject.name === 'if_missing')) {
    const found = withoutDefault(row, subject.name, subject.args, rewriter);
    if (found !== undefined) return found;
  }
  const inside = withoutInnerDefault(row);
  if (inside !== undefined) return inside;
  const folded = ignoringCase(row, rewriter);
  if (folded !== undefined) return folded;
  const asText = withoutStr(row, rewriter);
  if (asText !== undefined) return asText;
  const whole = onPieces(row, rewriter.knowledge.kindsOf);
  if (whole !== undefined) return whole.kind === 'test' ? whole : rewriteCondition(whole, rewriter);
  if (subject.kind === 'if') {
    const found = byCases(row, subject, rewriter);
    if (found !== undefined) return found;
  }
  if (subject.kind === 'lookup') return byEntries(row, subject, rewriter);
  return asksKind(row) ? sayKinds(row, rewriter) : undefined;
}

/** `default(x, "") eq "a"` is `x eq "a"`, as the default does not answer the row and null does not either. */
function withoutDefault(
  row: Test,
  name: 'default' | 'if_missing',
  [value, otherwise]: readonly Value[],
  { knowledge, reachOf }: Rewriter,
): Condition | undefined {
  if (value === undefined || otherwise === undefined) return undefined;
  const gone = (name === 'default' ? nullish : kind.missing) & knowledge.kindsOf(value);
  const reach = reachOf(row);
  const byDefault = knowledge.decide({ ...row, subject: otherwise });
  if (byDefault === undefined) return undefined;
  const bare: Test = { ...row, subject: value };
  if ((gone & (byDefault ? reach.no : reach.yes)) === 0) return bare;
  if (!byDefault || (value.kind !== 'reference' && value.kind !== 'at')) return undefined;
  const isGone: Test = {
    ...bare,
    operator: name === 'default' ? 'is_null' : 'missing',
    operands: [],
    ignoreCase: false,
    flags: [],
  };
  return { kind: 'or', operands: [isGone, bare], span: row.span };
}

/** A row on `if(c, v, w)` as rows on v and w, where one of them is decided. */
function byCases(row: Test, subject: Extract<Value, { kind: 'if' }>, rewriter: Rewriter): Condition | undefined {
  const { condition } = subject;
  const then: Test = { ...row, subject: subject.then };
  const otherwise: Test = { ...row, subject: subject.otherwise };
  const onThen = rewriter.knowledge.decide(then);
  const onOtherwise = rewriter.knowledge.decide(otherwise);
  if (onThen === undefined && onOtherwise === undefined) return undefined;
  if (onThen === onOtherwise) return constant(onThen === true, row.span);
  if (onThen !== undefined && onOtherwise !== undefined) return onThen ? condition : negated(condition);
  const rest = onThen === undefined ? then : otherwise;
  const holds = (onThen ?? onOtherwise) === true;
  // The case that is decided, and whether that decides for the row.
  const decided = onThen === undefined ? negated(condition) : condition;
  const operands = [holds ? decided : negated(decided), rest];
  return rewriteCondition({ kind: holds ? 'or' : 'and', operands, span: row.span }, rewriter);
}

/** A row on `lookup(v, {…}, w)` as one on v, where the row on w is decided: v is one of the keys whose entries answer otherwise. */
function byEntries(
  row: Test,
  subject: Extract<Value, { kind: 'lookup' }>,
  { knowledge }: Rewriter,
): Condition | undefined {
  const ask = (value: Value): boolean | undefined => knowledge.decide({ ...row, subject: value });
  const byDefault = ask(subject.otherwise);
  if (byDefault === undefined) return undefined;
  const keys = new Map<string, boolean>();
  for (const [key, value] of subject.table) {
    const answer = ask({ kind: 'literal', value });
    if (answer === undefined) return undefined;
    if (!keys.has(key)) keys.set(key, answer);
  }
  const others = [...keys].filter(([, answer]) => answer !== byDefault).map(([key]) => key);
  const isOne: Test = {
    kind: 'test',
    subject: subject.value,
    operator: 'in',
    operands: others.map((value) => ({ kind: 'literal', value })),
    ignoreCase: false,
    flags: [],
    span: row.span,
  };
  if (others.length === 0) return constant(byDefault, row.span);
  return byDefault ? { kind: 'not', operand: isOne, span: row.span } : isOne;
}
