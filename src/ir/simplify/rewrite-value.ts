import type { Condition } from '../condition.ts';
import type { Json } from '../json.ts';
import { isList, isObject } from '../json.ts';
import type { Step } from '../path.ts';
import type { Call, Value } from '../value.ts';
import { ifAsDefault } from './if-as-default.ts';
import type { Kinds } from './kinds.ts';
import { isWithin, kind, lists, nullish, texts } from './kinds.ts';
import { inElements, rewriteCondition } from './rewrite-condition.ts';
import type { Rewriter } from './rewriter.ts';
import { assuming } from './rewriter.ts';
import { walkAsPath } from './walk-as-path.ts';

type Plain<K> = Extract<Value, { kind: K }>;

/** A value with the conditions inside it simplified and what they decide left out. The same node where there is nothing to leave out. */
export function rewriteValue(value: Value, rewriter: Rewriter): Value {
  if (value.kind === 'literal' || value.kind === 'reference' || rewriter.budget.left <= 0) return value;
  rewriter.budget.left -= 1;
  switch (value.kind) {
    case 'call':
      return rewriteCall(value, rewriter);
    case 'if':
      return rewriteIf(value, rewriter);
    case 'at':
      return rewriteAt(value, rewriter);
    case 'first': {
      const list = rewriteList(value.list, rewriter, value.where, false);
      const where = inElements(list, rewriter, () => rewriteCondition(value.where, rewriter));
      return list === value.list && where === value.where ? value : { ...value, list, where };
    }
    case 'map':
      return rewriteMap(value, rewriter);
    case 'lookup': {
      const of = rewriteValue(value.value, rewriter);
      const otherwise = rewriteValue(value.otherwise, rewriter);
      return of === value.value && otherwise === value.otherwise ? value : { ...value, value: of, otherwise };
    }
  }
}

/**
 * A value of which only the elements matter: what is no list counts as empty. `idle`: elements of which the condition answers this do not
 * matter either.
 */
export function rewriteList(value: Value, rewriter: Rewriter, where: Condition, idle: boolean): Value {
  const { kindsOf } = rewriter.knowledge;
  let list = rewriteValue(value, rewriter);
  while (list.kind === 'if' && isEmptyOn(list, rewriter)) list = list.otherwise;
  while (list.kind === 'call') {
    const [first, second] = list.args;
    if (first === undefined) break;
    const falls = list.name === 'default' || list.name === 'if_missing';
    const isBare =
      (falls && second !== undefined && (kindsOf(second) & kind.list) === 0) ||
      (list.name === 'iterate' &&
        ((kindsOf(first) & (kind.text | kind.object)) === 0 || isIdleOnText(list, rewriter, where, idle)));
    if (!isBare) break;
    list = first;
  }
  return list;
}

/** Whether `if(c, v, w)` has no elements where c holds, and w has none there either: `if(x is_null, null, x)`. */
function isEmptyOn({ condition, then, otherwise }: Plain<'if'>, rewriter: Rewriter): boolean {
  const { kindsLearned } = rewriter.knowledge;
  if ((kindsLearned(then) & (kind.list | kind.text | kind.object)) !== 0) return false;
  return assuming(condition, true, rewriter, () => (kindsLearned(otherwise) & kind.list) === 0);
}

/** Whether all characters of a text and all keys of an object answer alike, so that only a list's elements matter. */
function isIdleOnText(list: Value, rewriter: Rewriter, where: Condition, idle: boolean): boolean {
  const isText: Condition = {
    kind: 'test',
    subject: { kind: 'reference', to: { scope: 'element', depth: 0, path: [] } },
    operator: 'type_is',
    operands: [{ kind: 'literal', value: 'string' }],
    ignoreCase: false,
    flags: [],
  };
  const onText = inElements(list, rewriter, () =>
    assuming(isText, true, rewriter, () => rewriteCondition(where, rewriter)),
  );
  return onText.kind === (idle ? 'true' : 'false');
}

function rewriteCall(call: Call<import('../path.ts').Reference, never>, rewriter: Rewriter): Value {
  const args = call.args.map((arg) => rewriteValue(arg, rewriter));
  const [first, second] = args;
  if (first !== undefined) {
    const kinds = rewriter.knowledge.kindsOf(first);
    const gone = call.name === 'default' ? nullish : call.name === 'if_missing' ? kind.missing : undefined;
    if (gone !== undefined && second !== undefined) {
      if ((kinds & gone) === 0) return first;
      if (isWithin(kinds, gone)) return second;
    }
    if (call.name === 'iterate' && isWithin(kinds, lists | kind.missing)) return first;
    if (call.name === 'deep_walk') {
      const found = walkAsPath(args, rewriter.knowledge.kindsOf, call.span);
      if (found !== undefined) return rewriteValue(found, rewriter);
    }
    if (call.name === 'str' && isWithin(kinds, texts)) return first;
    if (call.name === 'item') {
      const found = asPath(first, args.slice(1), kinds, call.span);
      if (found !== undefined) return rewriteValue(found, rewriter);
    }
  }
  return args.every((arg, i) => arg === call.args[i]) ? call : { ...call, args };
}

/** `item(x, "a")` is `x.a`, and `item(x, 0)` is `x[0]` where x is no text. */
function asPath(
  value: Value,
  [key, otherwise]: readonly Value[],
  kinds: Kinds,
  span: Value['span'],
): Value | undefined {
  if (key?.kind !== 'literal') return undefined;
  const isIndex = typeof key.value === 'bigint' && (kinds & texts) === 0 && key.value >= -999n && key.value <= 999n;
  const step = typeof key.value === 'string' ? key.value : isIndex ? Number(key.value) : undefined;
  if (step === undefined) return undefined;
  const path: Value = { kind: 'at', of: value, steps: [step], span };
  const bare = extended(path) ?? path;
  return otherwise === undefined ? bare : { kind: 'call', name: 'if_missing', args: [bare, otherwise], span };
}

function rewriteIf(value: Plain<'if'>, rewriter: Rewriter): Value {
  const condition = rewriteCondition(value.condition, rewriter);
  if (condition.kind === 'true') return rewriteValue(value.then, rewriter);
  if (condition.kind === 'false') return rewriteValue(value.otherwise, rewriter);
  const then = assuming(condition, true, rewriter, () => rewriteValue(value.then, rewriter));
  const otherwise = assuming(condition, false, rewriter, () => rewriteValue(value.otherwise, rewriter));
  const alike = (a: Value, b: Value): boolean => rewriter.ids(a).id === rewriter.ids(b).id;
  if (alike(then, otherwise)) return then;
  const short = ifAsDefault({ ...value, condition, then, otherwise }, alike);
  if (short !== undefined) return short;
  const isSame = condition === value.condition && then === value.then && otherwise === value.otherwise;
  return isSame ? value : { ...value, condition, then, otherwise };
}

function rewriteMap(value: Plain<'map'>, rewriter: Rewriter): Value {
  const list = rewriteList(value.list, rewriter, value.where, false);
  const { where, inner } = inElements(list, rewriter, () => {
    const condition = rewriteCondition(value.where, rewriter);
    return {
      where: condition,
      inner: assuming(condition, true, rewriter, () => rewriteValue(value.value, rewriter)),
    };
  });
  const isSame = list === value.list && where === value.where && inner === value.value;
  return isSame ? value : { ...value, list, where, value: inner };
}

/** `default(x, {}).a` is `x.a`: where the default stands, there is nothing below it. `if(c, x, "").a` is `if(c, x.a, "".a)`, which has nothing there. */
function rewriteAt(value: Plain<'at'>, rewriter: Rewriter): Value {
  const [step] = value.steps;
  let of = rewriteValue(value.of, rewriter);
  while (of.kind === 'call' && (of.name === 'default' || of.name === 'if_missing')) {
    const [first, second] = of.args;
    if (first === undefined || second === undefined || !lacks(second, step, rewriter)) break;
    of = first;
  }
  if (of.kind === 'if' && (lacks(of.then, step, rewriter) || lacks(of.otherwise, step, rewriter))) {
    const below = (choice: Value): Value => ({ ...value, of: choice });
    return rewriteValue({ ...of, then: below(of.then), otherwise: below(of.otherwise), span: value.span }, rewriter);
  }
  return extended({ ...value, of }) ?? (of === value.of ? value : { ...value, of });
}

/** A postfix path on a path as one path; undefined where it stands on something else. */
function extended({ of, steps, span }: Plain<'at'>): Value | undefined {
  if (of.kind === 'at') return { kind: 'at', of: of.of, steps: [...of.steps, ...steps], span };
  if (of.kind !== 'reference' || of.to.scope === 'model') return undefined;
  // Below an exact path keys are matched exactly too, which those of a postfix path need not be.
  if (of.to.scope === 'event' && of.to.exact === true) return undefined;
  return { kind: 'reference', to: { ...of.to, path: [...of.to.path, ...steps] }, span };
}

function lacks(value: Value, step: Step | undefined, { knowledge }: Rewriter): boolean {
  if (step === undefined) return false;
  if (value.kind === 'literal') return !mayHave(value.value, step);
  return (knowledge.kindsOf(value) & (typeof step === 'string' ? kind.object : kind.list)) === 0;
}

function mayHave(value: Json, step: Step): boolean {
  if (typeof step === 'number') return isList(value) && value.length > 0;
  return isObject(value) && Object.keys(value).some((key) => key.toLowerCase() === step.toLowerCase());
}
