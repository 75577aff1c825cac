import { isCounting } from './run-aggregates.ts';
import { partsOf } from './run-context.ts';
import { windowNames } from './run-windows.ts';
import type { KqlNamed, KqlNode, KqlStep } from './syntax.ts';

/**
 * The first operator from which the text counts or relates rows and later filters by what it counted: before it, each row stands for
 * itself. The number of operators where there is none.
 */
export function whereCountingStarts(steps: readonly KqlStep[]): number {
  const counted = new Set<string>();
  let first: number | undefined;
  const seesCounted = (node: KqlNode): boolean =>
    [...partsOf(node)].some(
      (p) => (p.kind === 'call' && windowNames.has(p.name)) || (p.kind === 'column' && counted.has(p.name)),
    );
  for (const [i, step] of steps.entries()) {
    switch (step.kind) {
      case 'where':
        if (seesCounted(step.condition)) return first ?? i;
        break;
      case 'extend':
      case 'serialize':
      case 'project':
      case 'distinct':
        for (const item of step.items) if (mark(item, seesCounted(item.value), counted)) first ??= i;
        break;
      case 'summarize':
        for (const item of step.items) if (mark(item, isCounting(item.value), counted)) first ??= i;
        break;
      case 'count':
        for (const column of step.columns) counted.add(column.name);
        first ??= i;
        break;
      case 'join':
        if (!step.flavour.includes('anti') && step.flavour !== 'leftouter') return i;
        break;
      case 'project-rename':
        for (const item of step.items) if (mark(item, seesCounted(item.value), counted)) first ??= i;
        break;
      case 'keep':
      case 'sort':
      case 'top':
      case 'take':
      case 'mv-expand':
      case 'mv-apply':
      case 'union':
        break;
    }
  }
  return steps.length;
}

function mark(item: KqlNamed, isCounted: boolean, counted: Set<string>): boolean {
  if (isCounted) for (const name of item.names) counted.add(name);
  return isCounted;
}
