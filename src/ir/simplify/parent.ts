import type { Step } from '../path.ts';
import type { Value } from '../value.ts';

/** What a path is followed from, and the step that it takes there. */
export interface Parent {
  readonly of: Value;
  readonly step: Step;
}

/** Finds the value that a path's last step is taken from; undefined where there is no step, or only the event above it. */
export type ParentOf = (value: Value) => Parent | undefined;

/** `ParentOf` that answers the same node for the same node. */
export function findParents(): ParentOf {
  const known = new Map<Value, Parent | undefined>();
  return (value) => {
    if (value.kind !== 'reference' && value.kind !== 'at') return undefined;
    const found = known.get(value);
    if (found !== undefined || known.has(value)) return found;
    const parent = parentOf(value);
    known.set(value, parent);
    return parent;
  };
}

function parentOf(value: Extract<Value, { kind: 'reference' | 'at' }>): Parent | undefined {
  if (value.kind === 'at') {
    const steps = value.steps.slice(0, -1);
    const step = value.steps.at(-1);
    return step === undefined ? undefined : { of: steps.length === 0 ? value.of : { ...value, steps }, step };
  }
  const { to } = value;
  if (to.scope === 'model') return undefined;
  const path = to.path.slice(0, -1);
  const step = to.path.at(-1);
  if (step === undefined || (to.scope === 'event' && path.length === 0)) return undefined;
  return { of: { ...value, to: { ...to, path } }, step };
}
