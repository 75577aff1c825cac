import type { Condition, Joined, Test } from '../condition.ts';
import { isList } from '../json.ts';
import type { Reference } from '../path.ts';
import type { Value } from '../value.ts';
import { booleans, integers, isWithin, lists, nullish, texts } from './kinds.ts';
import { inElements } from './rewrite-condition.ts';
import type { Rewriter } from './rewriter.ts';

type Walk = Extract<Value, { kind: 'call' }>;
type Any = Extract<Condition, { kind: 'quantifier' }>;

/**
 * `any w (@ truthy) or (w not type_is "list" and w truthy)`, where w is `deep_walk(x, ["a"])`, asks the values that a walk finds, whether they
 * are several or one: `any x (a truthy)`, where x is a list of objects that hold one value of one type there.
 */
export function onWalkedList(
  { operands, span }: Joined<Reference, never>,
  rewriter: Rewriter,
): readonly Condition[] | undefined {
  for (const several of operands) {
    if (several.kind !== 'quantifier' || several.quantifier !== 'any') continue;
    const walk = several.list;
    if (walk.kind !== 'call' || walk.name !== 'deep_walk') continue;
    const row = rowOnWhole(several);
    const single = row && operands.find((operand) => asksSingle(operand, row, walk, rewriter));
    const [list] = walk.args;
    const path = row && single && list && pathBelow(row, walk, rewriter);
    if (row === undefined || list === undefined || path === undefined) continue;
    const where: Test = { ...row, subject: { kind: 'reference', to: { scope: 'element', depth: 0, path } } };
    const whole: Condition = { kind: 'quantifier', quantifier: 'any', list, where, span };
    return operands.filter((operand) => operand !== single).map((operand) => (operand === several ? whole : operand));
  }
  return undefined;
}

/** The row of `any x (@ eq "a")`, whose operands are constants. */
function rowOnWhole({ where }: Any): Test | undefined {
  if (where.kind !== 'test' || where.operator === 'in_list') return undefined;
  const { subject, operands } = where;
  const isElement = subject.kind === 'reference' && subject.to.scope === 'element' && subject.to.depth === 0;
  if (!isElement || subject.to.path.length > 0) return undefined;
  return operands.every((operand) => operand.kind === 'literal') ? where : undefined;
}

/** Whether a condition is the same row on the walk itself, and fails on lists. */
function asksSingle(condition: Condition, row: Test, walk: Walk, { ids, reachOf }: Rewriter): boolean {
  const onWalk: Test = { ...row, subject: walk };
  const isSame = (one: Condition): boolean => ids(one).id === ids(onWalk).id;
  if (isSame(condition)) return (reachOf(onWalk).yes & lists) === 0;
  if (condition.kind !== 'and' || condition.operands.length !== 2 || !condition.operands.some(isSame)) return false;
  return condition.operands.some((one) => {
    if (one.kind !== 'not' || one.operand.kind !== 'test' || one.operand.operator !== 'type_is') return false;
    const { subject, operands } = one.operand;
    const types = operands.map((operand) => (operand.kind === 'literal' ? operand.value : undefined));
    return ids(subject).id === ids(walk).id && types.length === 1 && types[0] === 'list';
  });
}

/** The path from an element to the value that the walk finds there, which is one, of one type, and without which the row fails. */
function pathBelow(row: Test, walk: Walk, rewriter: Rewriter): readonly string[] | undefined {
  const [list, keys, otherwise] = walk.args;
  if (list?.kind !== 'reference' || list.to.scope === 'model' || keys?.kind !== 'literal' || !isList(keys.value))
    return undefined;
  if (list.to.scope === 'event' && list.to.exact === true) return undefined;
  const { kindsOf, decide } = rewriter.knowledge;
  if (!isWithin(kindsOf(list), lists | nullish)) return undefined;
  const path = keys.value.filter((key) => typeof key === 'string');
  if (path.length === 0 || path.length !== keys.value.length) return undefined;
  if (otherwise !== undefined && otherwise.kind !== 'literal') return undefined;
  const gone: readonly Value[] = [otherwise ?? { kind: 'literal', value: null }, { kind: 'literal', value: null }];
  if (gone.some((subject) => decide({ ...row, subject }) !== false)) return undefined;
  if (isList(otherwise?.kind === 'literal' ? otherwise.value : null)) return undefined;
  const isOne = inElements(list, rewriter, () => {
    const at = (count: number): number =>
      kindsOf({ kind: 'reference', to: { scope: 'element', depth: 0, path: path.slice(0, count) } });
    return (
      path.every((_, i) => (at(i) & lists) === 0) &&
      [texts, booleans, integers].some((kinds) => isWithin(at(path.length), kinds | nullish))
    );
  });
  return isOne ? path : undefined;
}
