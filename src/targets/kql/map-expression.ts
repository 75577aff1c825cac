import type { KqlExpression, Take } from './ast.ts';
import { path } from './build.ts';

type Go = (part: KqlExpression, within: number) => KqlExpression;

/**
 * Rebuilds an expression from its leaves up; the same node where nothing changes, and each node once however often it stands in others.
 * `within`: how many gatherings stand around a part; `before`: the part as it was.
 */
export function map(
  e: KqlExpression,
  change: (part: KqlExpression, within: number, before: KqlExpression) => KqlExpression,
  within = 0,
): KqlExpression {
  const done = new Map<number, Map<KqlExpression, KqlExpression>>();
  const go = (part: KqlExpression, depth: number): KqlExpression => {
    const here = done.get(depth) ?? new Map<KqlExpression, KqlExpression>();
    done.set(depth, here);
    const known = here.get(part);
    if (known !== undefined) return known;
    const made = change(withParts(part, depth, go), depth, part);
    here.set(part, made);
    return made;
  };
  return go(e, within);
}

function withParts(e: KqlExpression, within: number, go: Go): KqlExpression {
  const each = (parts: readonly KqlExpression[]): readonly KqlExpression[] => {
    const made = parts.map((part) => go(part, within));
    return made.every((part, i) => part === parts[i]) ? parts : made;
  };
  switch (e.kind) {
    case 'path': {
      const of = go(e.of, within);
      return of === e.of ? e : path(of, e.steps);
    }
    case 'call': {
      const args = each(e.args);
      return args === e.args ? e : { ...e, args };
    }
    case 'binary': {
      const [left, right] = [go(e.left, within), go(e.right, within)];
      return left === e.left && right === e.right ? e : { ...e, left, right };
    }
    case 'in': {
      const subject = go(e.subject, within);
      return subject === e.subject ? e : { ...e, subject };
    }
    case 'and':
    case 'or': {
      const operands = each(e.operands);
      return operands === e.operands ? e : { ...e, operands };
    }
    case 'not': {
      const operand = go(e.operand, within);
      return operand === e.operand ? e : { ...e, operand };
    }
    case 'computed': {
      const value = go(e.value, within);
      return value === e.value ? e : { ...e, value };
    }
    case 'gathered': {
      const [list, take] = [go(e.list, within), takeWithParts(e.take, within + 1, go)];
      return list === e.list && take === e.take ? e : { ...e, list, take };
    }
    case 'column':
    case 'element':
    case 'literal':
    case 'null':
    case 'regex':
    case 'list':
    case 'star':
      return e;
  }
}

function takeWithParts(take: Take, within: number, go: Go): Take {
  if (take.kind === 'walk') return take;
  const where = go(take.where, within);
  if (take.kind !== 'collect') return where === take.where ? take : { ...take, where };
  const value = go(take.value, within);
  return where === take.where && value === take.value ? take : { ...take, where, value };
}

/** Whether any part of the expression satisfies the test. */
export function some(e: KqlExpression, test: (part: KqlExpression) => boolean): boolean {
  const seen = new Set<KqlExpression>();
  const go = (part: KqlExpression): boolean => {
    if (seen.has(part)) return false;
    seen.add(part);
    return test(part) || partsOf(part).some(go);
  };
  return go(e);
}

/** Calls back with every part of the expression, a node that stands in several places once. */
export function visit(e: KqlExpression, see: (part: KqlExpression) => void): void {
  some(e, (part) => {
    see(part);
    return false;
  });
}

/** What stands directly in an expression, what it computes elsewhere included: for the elements of a list, or in a column of its own. */
export function partsOf(e: KqlExpression): readonly KqlExpression[] {
  if (e.kind === 'computed') return [e.value];
  if (e.kind !== 'gathered' || e.take.kind === 'walk') return childrenOf(e);
  return [e.list, e.take.where, ...(e.take.kind === 'collect' ? [e.take.value] : [])];
}

/** How often a part itself stands in an expression. */
export function countOf(e: KqlExpression, part: KqlExpression): number {
  const known = new Map<KqlExpression, number>();
  const go = (within: KqlExpression): number => {
    if (within === part) return 1;
    const count = known.get(within) ?? childrenOf(within).reduce((sum, child) => sum + go(child), 0);
    known.set(within, count);
    return count;
  };
  return go(e);
}

/** The expression with a part itself replaced, outside of what is gathered from lists. */
export function replacePart(e: KqlExpression, part: KqlExpression, by: KqlExpression): KqlExpression {
  const done = new Map<KqlExpression, KqlExpression>([[part, by]]);
  const go: Go = (within) => {
    if (within.kind === 'computed') return within;
    const made =
      done.get(within) ??
      (within.kind === 'gathered' ? { ...within, list: go(within.list, 0) } : withParts(within, 0, go));
    done.set(within, made);
    return made;
  };
  return go(e, 0);
}

function childrenOf(e: KqlExpression): readonly KqlExpression[] {
  switch (e.kind) {
    case 'path':
      return [e.of];
    case 'call':
      return e.args;
    case 'binary':
      return [e.left, e.right];
    case 'in':
      return [e.subject];
    case 'and':
    case 'or':
      return e.operands;
    case 'not':
      return [e.operand];
    case 'gathered':
      return [e.list];
    case 'computed':
    case 'column':
    case 'element':
    case 'literal':
    case 'null':
    case 'regex':
    case 'list':
    case 'star':
      return [];
  }
}
