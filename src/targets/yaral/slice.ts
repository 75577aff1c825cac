import type { Unsupported } from '../../lower/lowering.ts';
import type { MappedValue } from '../../mapping/mapping.ts';

/** RE2 repeats at most this often. https://github.com/google/re2/wiki/Syntax */
const mostRepeats = 1000;

/** The regex that captures Python's `text[start:end]`, for the bounds that a regex can count; YARA-L has no substring function. */
export function slicePattern(bounds: readonly MappedValue[]): { readonly pattern: string } | Unsupported {
  const [start, end] = [bound(bounds[0]), bound(bounds[1])];
  if (start === 'other' || end === 'other') return { unsupported: 'the bounds of a slice are constant integers' };
  const from = start ?? 0;
  if (Math.abs(from) > mostRepeats || Math.abs(end ?? 0) > mostRepeats)
    return { unsupported: `RE2 counts at most ${mostRepeats} characters, and YARA-L has no substring function` };
  if (from >= 0 && end === undefined) return { pattern: `(?s)^.{${from}}(.*)$` };
  if (from >= 0 && end !== undefined && end >= 0)
    return { pattern: `(?s)^.{${from}}(.{0,${Math.max(0, end - from)}})` };
  if (from >= 0 && end !== undefined) return { pattern: `(?s)^.{${from}}(.*).{${-end}}$` };
  if (end === undefined) return { pattern: `(?s)(.{0,${-from}})$` };
  return { unsupported: 'YARA-L has no substring function, and a regex cannot count this slice from both ends' };
}

function bound(value: MappedValue | undefined): number | undefined | 'other' {
  if (value === undefined || (value.kind === 'literal' && value.value === null)) return undefined;
  if (value.kind !== 'literal' || typeof value.value !== 'bigint') return 'other';
  return Number(value.value);
}
