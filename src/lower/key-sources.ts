import type { Reason } from '../fidelity/reason.ts';
import type { Condition } from '../ir/condition.ts';
import type { Step } from '../ir/path.ts';
import type { MappedCondition, MappedValue, Unmapped } from '../mapping/mapping.ts';

type Field = Extract<MappedValue, { kind: 'reference' }>;

/** What a computed grouping key is computed from. */
export interface KeySources {
  /** Its fields: events with the same values of them have the same key. An object of which the key reads leaves counts as those. */
  readonly fields: readonly MappedValue[];
  /** Fields that no event of the log type has: they count as missing. */
  readonly unknown: readonly Unmapped[];
}

/** What keys are computed from; undefined where they read more than fields: elements of a list, or what has no column. */
export function keySources(keys: readonly MappedValue[]): KeySources | undefined {
  const found: Field[] = [];
  const unknown = new Map<string, Unmapped>();
  if (!keys.every((key) => collect(key, found, unknown, 0))) return undefined;
  const leaves = found.filter((field) => !found.some((other) => isBelow(pathOf(other), pathOf(field))));
  if (leaves.some(({ to }) => to.kind !== 'column')) return undefined;
  return { fields: leaves, unknown: [...unknown.values()] };
}

/** Declared of keys that read such fields: an event may have one all the same. */
export function unknownInKey({ unknown }: KeySources): readonly Reason[] {
  return unknown.map(({ source }): Reason => {
    const subject = { kind: 'reference', to: source } as const;
    const isMissing = {
      kind: 'test',
      subject,
      operator: 'missing',
      operands: [],
      ignoreCase: false,
      flags: [],
    } as const;
    const when: Condition = { kind: 'not', operand: isMissing };
    return { code: 'unknown-field', within: [], detail: { when } };
  });
}

/** Adds the fields below a node, inside so many lists that are computed themselves; whether they are all that it reads. */
function collect(
  node: MappedValue | MappedCondition,
  found: Field[],
  unknown: Map<string, Unmapped>,
  inside: number,
): boolean {
  const all = (nodes: readonly (MappedValue | MappedCondition)[], deeper = inside): boolean =>
    nodes.every((one) => collect(one, found, unknown, deeper));
  switch (node.kind) {
    case 'literal':
    case 'true':
    case 'false':
      return true;
    case 'reference':
      if (node.to.kind === 'element') return node.to.depth < inside;
      if (node.to.kind === 'unmapped' && node.to.why === 'unknown-field') unknown.set(node.to.field, node.to);
      else found.push(node);
      return true;
    case 'call':
      return all(node.args);
    case 'if':
      return all([node.condition, node.then, node.otherwise]);
    case 'lookup':
      return all([node.value, node.otherwise]);
    case 'at':
      return all([node.of]);
    case 'and':
    case 'or':
      return all(node.operands);
    case 'not':
      return all([node.operand]);
    case 'test':
      return all([node.subject, ...node.operands]);
    case 'refused':
      if (node.unmapped?.why !== 'unknown-field') return false;
      unknown.set(node.unmapped.field, node.unmapped);
      return true;
    case 'first':
    case 'quantifier':
      return ofTexts(node.list, found, unknown, inside) && all([node.where], inside + 1);
    case 'map':
      return ofTexts(node.list, found, unknown, inside) && all([node.where, node.value], inside + 1);
    case 'dropped':
      return false;
  }
}

/** Whether a list is computed from texts alone, so that its elements are a matter of those; adds them. */
function ofTexts(list: MappedValue, found: Field[], unknown: Map<string, Unmapped>, inside: number): boolean {
  const fields: Field[] = [];
  const isKnown = collect(list, fields, unknown, inside);
  found.push(...fields);
  return isKnown && fields.every(({ to }) => to.kind === 'column' && to.fieldType === 'string');
}

function pathOf({ to }: Field): readonly Step[] {
  return 'path' in to.source ? to.source.path : [];
}

function isBelow(path: readonly Step[], above: readonly Step[]): boolean {
  return path.length > above.length && above.every((step, i) => path[i] === step);
}
