import type { Flag } from '../../../../ir/operators.ts';
import type { Sym } from '../../sym.ts';
import { constant } from '../../values.ts';

/** Python's flags of a regex: https://docs.python.org/3/library/re.html#flags */
const bits = { IGNORECASE: 2, LOCALE: 4, MULTILINE: 8, DOTALL: 16, UNICODE: 32, VERBOSE: 64, DEBUG: 128, ASCII: 256 };

/** The flags by their names, long and short. */
export const flagMembers: readonly (readonly [string, Sym])[] = Object.entries(bits)
  .flatMap(([name, bit]): [string, number][] => [
    [name, bit],
    [name === 'VERBOSE' ? 'X' : name === 'DOTALL' ? 'S' : name.charAt(0), bit],
  ])
  .filter(([name]) => name !== 'D')
  .concat([['NOFLAG', 0]])
  .map(([name, bit]) => [name, constant(BigInt(bit))]);

/** Flags as the IR has them. */
export interface RegexOptions {
  readonly flags: readonly Flag[];
  readonly ignoreCase: boolean;
}

/** How a regex is tried: anywhere, at the start, or on the whole text. */
export type Anchoring = 'search' | 'match' | 'fullmatch';

/** Python's number of flags as the IR has them; undefined where one of them has no form. */
export function readFlags(value: number): RegexOptions | undefined {
  if ((value & bits.LOCALE) !== 0) return undefined;
  const flags: Flag[] = [];
  if (value & bits.MULTILINE) flags.push('m');
  if (value & bits.DOTALL) flags.push('s');
  if (value & bits.VERBOSE) flags.push('x');
  if (value & bits.ASCII) flags.push('a');
  return { flags, ignoreCase: (value & bits.IGNORECASE) !== 0 };
}

/** The flags of a test, with its anchoring. */
export function anchored(options: RegexOptions, anchoring: Anchoring): readonly Flag[] {
  if (anchoring === 'search') return options.flags;
  return [anchoring === 'match' ? 'match' : 'full', ...options.flags];
}

/** The flags as the functions of the IR take them: one text. */
export function flagText(options: RegexOptions, anchoring: Anchoring): string {
  const all = anchored(options, anchoring).filter((flag) => flag.length > 1);
  const letters = options.flags.join('') + (options.ignoreCase ? 'i' : '');
  return [...all, ...(letters === '' ? [] : [letters])].join(' ');
}
