import type { NativePart } from '../../mapping/native.ts';

/** How Splunk's JSON extraction names a field: keys joined with dots, `{}` after each list. */
export function nativeName(parts: readonly NativePart[], prefix: string): string {
  return prefix + parts.map(({ key, list }) => (list ? `${key}{}` : key)).join('.');
}
