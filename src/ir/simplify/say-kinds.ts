import type { Condition, Test } from '../condition.ts';
import type { Operator } from '../operators.ts';
import { typeNames } from '../operators.ts';
import type { Value } from '../value.ts';
import type { Kinds } from './kinds.ts';
import { eachKind, isWithin, kind, kindsOfType, noKind, nullish, truthy } from './kinds.ts';
import { asksType } from './reach.ts';
import type { Rewriter } from './rewriter.ts';
import { constant } from './rewriter.ts';
import { through } from './through.ts';

/**
 * A row that asks for kinds of values, put in fewer words where fewer kinds can occur: `x type_is "string"` is `x is_not_null` where x is
 * a text or null, and so is `lower(x) exists`.
 */
export function sayKinds(row: Test, rewriter: Rewriter): Condition | undefined {
  const { knowledge } = rewriter;
  let subject = row.subject;
  let yes = rewriter.reachOf(row).yes;
  for (;;) {
    const before = throughCall(subject, yes, rewriter);
    if (before === undefined) break;
    subject = before.subject;
    yes = before.yes;
  }
  const may = knowledge.kindsOf(subject);
  const isSure = may === knowledge.kindsLearned(subject) || asksType(row);
  if ((may & yes) === 0) return isSure ? constant(false, row.span) : undefined;
  if (isWithin(may, yes)) return isSure ? constant(true, row.span) : undefined;
  const isOther = subject !== row.subject;
  const means = (kinds: Kinds): boolean => (kinds & may) === (yes & may);
  const say = (operator: Operator, type?: string): Test => ({
    kind: 'test',
    subject,
    operator,
    operands: type === undefined ? [] : [{ kind: 'literal', value: type }],
    ignoreCase: false,
    flags: [],
    span: row.span,
  });
  const isEmpty: Test = { ...say('eq'), operands: [{ kind: 'literal', value: '' }] };
  const not = (operand: Condition): Condition => ({ kind: 'not', operand, span: row.span });
  const isType = row.operator === 'type_is';
  if (!isOther && !isType) return undefined;
  if (means(nullish)) return say('is_null');
  if (means(~nullish)) return not(say('is_null'));
  if (means(kind.missing)) return say('missing');
  if (means(~kind.missing)) return not(say('missing'));
  if (isOther && means(truthy)) return say('truthy');
  if (isOther && means(~truthy)) return not(say('truthy'));
  if (isOther && means(kind.emptyText)) return isEmpty;
  if (isOther && means(~kind.emptyText)) return not(isEmpty);
  if (!isType || (!isOther && row.operands.length === 1)) return undefined;
  const type = typeNames.find((name) => means(kindsOfType(name)));
  return type === undefined ? undefined : say('type_is', type);
}

/** The question about a function's answer as one about its first argument, where each kind of that decides it. */
function throughCall(
  value: Value,
  yes: Kinds,
  { knowledge }: Rewriter,
): { readonly subject: Value; readonly yes: Kinds } | undefined {
  if (value.kind !== 'call') return undefined;
  const [first, ...rest] = value.args;
  if (first === undefined) return undefined;
  const may = knowledge.kindsOf(first);
  let wanted: Kinds = noKind;
  for (const one of eachKind) {
    if ((may & one) === 0) continue;
    const answers = through(value.name, one, rest, knowledge.kindsOf);
    if (isWithin(answers, yes)) wanted |= one;
    else if ((answers & yes) !== 0) return undefined;
  }
  return { subject: first, yes: wanted };
}
