import { dependsOnRun, directParts } from './run-context.ts';
import type { KqlNode, KqlStep, KqlSyntax } from './syntax.ts';

/**
 * What the operators before counting say of a row at any instant: those up to the first that looks at several rows, without what depends on
 * the instant of a run. A row that does not pass them is in no run's result. None where the table is read in more than one place.
 */
export function steadySteps({ lets, query: { source, steps } }: KqlSyntax): readonly KqlStep[] {
  if (source.kind !== 'table' || lets.length > 0) return [];
  if (steps.some((step) => step.kind === 'join' || step.kind === 'union')) return [];
  const unsteady = new Set<string>();
  const moves = (node: KqlNode): boolean =>
    (node.kind === 'column' && unsteady.has(node.name)) ||
    node.kind === 'query' ||
    (node.kind === 'call' && dependsOnRun(node.name)) ||
    directParts(node).some(moves);
  const steady: KqlStep[] = [];
  for (const step of steps) {
    if (step.kind === 'where') {
      if (!moves(step.condition)) steady.push(step);
    } else if (step.kind === 'extend' || step.kind === 'project') {
      const fixed = step.items.filter(({ value }) => !moves(value));
      const moving = step.items.filter((item) => !fixed.includes(item));
      for (const { names } of fixed) for (const name of names) unsteady.delete(name);
      for (const { names } of moving) for (const name of names) unsteady.add(name);
      steady.push({ ...step, items: fixed });
    } else if (rowByRow.has(step.kind) && !nodesOf(step).some(moves)) steady.push(step);
    else break;
  }
  return steady;
}

/** Operators that look at one row at a time, beside `where`, `extend` and `project`. */
const rowByRow: ReadonlySet<KqlStep['kind']> = new Set(['project-rename', 'keep', 'mv-expand', 'mv-apply']);

/** The expressions of an operator that looks at one row at a time, and of the operators inside it. */
function nodesOf(step: KqlStep): readonly KqlNode[] {
  switch (step.kind) {
    case 'where':
      return [step.condition];
    case 'extend':
    case 'project':
    case 'project-rename':
    case 'serialize':
    case 'distinct':
      return step.items.map(({ value }) => value);
    case 'summarize':
      return [...step.items, ...step.by].map(({ value }) => value);
    case 'sort':
      return step.by.map(({ value }) => value);
    case 'top':
      return [step.count, step.by.value];
    case 'take':
      return [step.count];
    case 'mv-expand':
      return [...step.items.map(({ value }) => value), ...(step.limit ? [step.limit] : [])];
    case 'mv-apply':
      return [...step.items.map(({ value }) => value), ...step.body.flatMap(nodesOf)];
    case 'keep':
    case 'count':
    case 'join':
    case 'union':
      return [];
  }
}
