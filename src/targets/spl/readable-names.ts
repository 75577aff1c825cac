import type { SplExpression } from './ast.ts';
import { hoistedIn, nodesOf, withParts } from './build.ts';

/**
 * Readable names for hoisted fields, which are named by what they are made of until then: without the digest, and numbered only where
 * two want one name. `taken`: columns that the search makes.
 */
export function readableNames(
  expressions: readonly SplExpression[],
  taken: readonly string[],
): ReadonlyMap<string, string> {
  const used = new Set(taken);
  for (const expression of expressions)
    for (const node of nodesOf(expression, true)) if (node.kind === 'field') used.add(node.name);
  const names = new Map<string, string>();
  for (const { name, wanted } of hoistedIn(expressions)) {
    let given = wanted;
    for (let n = 2; used.has(given); n++) given = `${wanted}_${n}`;
    used.add(given);
    names.set(name, given);
  }
  return names;
}

/** The expression with its hoisted fields by their new names. */
export function renameHoisted(expression: SplExpression, names: ReadonlyMap<string, string>): SplExpression {
  const changed = withParts(expression, (part) => renameHoisted(part, names));
  return changed.kind === 'hoisted' ? { ...changed, name: names.get(changed.name) ?? changed.name } : changed;
}

/** A name for the elements of a computed list: after the field that it comes from. */
export function elementsName(expression: SplExpression): string {
  const from = [...nodesOf(expression)]
    .map((node) => (node.kind === 'hoisted' ? node.wanted : node.kind === 'field' ? node.name : '_raw'))
    .find((name) => name !== '_raw');
  const slug = (from ?? 'list').replace(/\W+/g, '_').replace(/^_+|_+$|_elements$/g, '');
  return `${slug === '' ? 'list' : slug}_elements`;
}
