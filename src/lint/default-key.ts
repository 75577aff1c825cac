import type { FieldUse } from './field-uses.ts';

/** Words that people put where a value is missing, beside whatever stands in `<>`. */
const placeholders =
  /^$|^<.*>$|^\[.*\]$|^(un|not[ _-]?)known\b|\bnot[ _-]?found\b|^(none|null|n\/a|na|empty|default)$|^no[ _-]/i;

/** The last key of a path that no schema lists, where it reads like a default. */
export function keyThatIsDefault(use: Pick<FieldUse, 'path' | 'found'>): string | undefined {
  const key = use.path.at(-1);
  if (use.path.length < 2 || typeof key !== 'string') return undefined;
  if (use.found !== undefined && !use.found.open) return undefined;
  return placeholders.test(key) ? key : undefined;
}
