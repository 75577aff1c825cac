import type { KqlExpression, Take } from './ast.ts';

/** Rebuilds an expression from its leaves up. `within`: how many gatherings stand around a part. */
export function map(
  e: KqlExpression,
  change: (part: KqlExpression, within: number) => KqlExpression,
  within = 0,
): KqlExpression {
  const go = (part: KqlExpression): KqlExpression => map(part, change, within);
  switch (e.kind) {
    case 'path':
      return change({ ...e, of: go(e.of) }, within);
    case 'call':
      return change({ ...e, args: e.args.map(go) }, within);
    case 'binary':
      return change({ ...e, left: go(e.left), right: go(e.right) }, within);
    case 'in':
      return change({ ...e, subject: go(e.subject) }, within);
    case 'and':
    case 'or':
      return change({ ...e, operands: e.operands.map(go) }, within);
    case 'not':
      return change({ ...e, operand: go(e.operand) }, within);
    case 'computed':
      return change({ ...e, value: go(e.value) }, within);
    case 'gathered':
      return change({ ...e, list: go(e.list), take: mapTake(e.take, change, within + 1) }, within);
    case 'column':
    case 'element':
    case 'literal':
    case 'null':
    case 'regex':
    case 'list':
    case 'star':
      return change(e, within);
  }
}

function mapTake(take: Take, change: Parameters<typeof map>[1], within: number): Take {
  return take.kind === 'walk' ? take : { ...take, where: map(take.where, change, within) };
}

/** Whether any part of the expression satisfies the test. */
export function some(e: KqlExpression, test: (part: KqlExpression) => boolean): boolean {
  return test(e) || childrenOf(e).some((child) => some(child, test)) || insideOf(e).some((child) => some(child, test));
}

/** Calls back with every part of the expression. */
export function visit(e: KqlExpression, see: (part: KqlExpression) => void): void {
  see(e);
  for (const child of childrenOf(e)) visit(child, see);
  for (const child of insideOf(e)) visit(child, see);
}

/** What an expression computes elsewhere: for the elements of a list, or in a column of its own. */
function insideOf(e: KqlExpression): readonly KqlExpression[] {
  if (e.kind === 'computed') return [e.value];
  return e.kind === 'gathered' && e.take.kind !== 'walk' ? [e.take.where] : [];
}

/** How often a part itself stands in an expression. */
export function countOf(e: KqlExpression, part: KqlExpression): number {
  return e === part ? 1 : childrenOf(e).reduce((sum, child) => sum + countOf(child, part), 0);
}

/** The expression with a part itself replaced, outside of what is gathered from lists. */
export function replacePart(e: KqlExpression, part: KqlExpression, by: KqlExpression): KqlExpression {
  const go = (child: KqlExpression): KqlExpression => replacePart(child, part, by);
  if (e === part) return by;
  switch (e.kind) {
    case 'path':
      return { ...e, of: go(e.of) };
    case 'call':
      return { ...e, args: e.args.map(go) };
    case 'binary':
      return { ...e, left: go(e.left), right: go(e.right) };
    case 'in':
      return { ...e, subject: go(e.subject) };
    case 'and':
    case 'or':
      return { ...e, operands: e.operands.map(go) };
    case 'not':
      return { ...e, operand: go(e.operand) };
    case 'gathered':
      return { ...e, list: go(e.list) };
    case 'computed':
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
