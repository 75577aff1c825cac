import type { Hoisted, SplExpression } from './ast.ts';
import { printExpression } from './print.ts';

/** A computed multivalue as a field of its own, named after what it is made of so that equal ones are one field. `wanted`: its readable name. */
export function hoist(stem: string, expression: SplExpression, wanted: string): SplExpression {
  if (expression.kind === 'field' || expression.kind === 'hoisted') return expression;
  const made: Hoisted = {
    kind: 'hoisted',
    name: `${stem}_${digest(printExpression(expression))}`,
    wanted,
    from: { kind: 'expression', expression },
  };
  return made;
}

/** A short stable name of a text (FNV-1a, 32 bits, base 36). */
export function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36).padStart(7, '0');
}
