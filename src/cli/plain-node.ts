/** IR and AST nodes as plain data: no spans, `bigint` as a number where it is safe and as text elsewhere, maps as objects. */
export function plainNode(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (Array.isArray(value)) return value.map(plainNode);
  if (value instanceof Map) return plainNode(Object.fromEntries(value));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, item]) => key !== 'span' && key !== 'origin' && item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, plainNode(item)]));
}

/** JSON text that keeps short nodes on one line, so that a tree of them can be read. */
export function plainText(value: unknown, margin = ''): string {
  const flat = JSON.stringify(value) ?? 'null';
  if (flat.length + margin.length <= 110 || typeof value !== 'object' || value === null) return flat;
  const inner = `${margin}  `;
  const items = Array.isArray(value)
    ? value.map((item) => inner + plainText(item, inner))
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${plainText(item, inner)}`);
  return `${Array.isArray(value) ? '[' : '{'}\n${items.join(',\n')}\n${margin}${Array.isArray(value) ? ']' : '}'}`;
}
