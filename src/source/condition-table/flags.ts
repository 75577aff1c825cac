import { didYouMean } from '../../diagnostics/entry.ts';
import { nearNames } from '../../diagnostics/near.ts';
import type { Flag } from '../../ir/operators.ts';
import { flags as knownFlags, operators } from '../../ir/operators.ts';
import type { Cursor } from './cursor.ts';
import { readBracketed } from './json.ts';
import type { ReadOperator } from './operator.ts';

export interface ReadFlags {
  readonly ignoreCase: boolean;
  /** Sorted. */
  readonly flags: readonly Flag[];
}

/** Reads the flags in brackets behind a row, where there are any; undefined where they cannot be read, which is reported. */
export function readFlags(cursor: Cursor, { word, spelling }: ReadOperator): ReadFlags | undefined {
  if (!cursor.is('[') || cursor.peek().newline) return { ignoreCase: false, flags: [] };
  if (!operators[spelling.operator].flags) {
    const fix =
      'Remove the brackets. Flags belong to regex; other operators ignore case in a spelling of their own, such as `ieq`.';
    cursor.fail('table-flags', { problem: `\`${word}\` takes no flags.`, fix });
    return undefined;
  }
  const found = new Set<string>();
  const open = cursor.index;
  const closed = readBracketed(cursor, ']', () => {
    const token = cursor.peek();
    if (token.kind !== 'word' || (token.text !== 'i' && !isFlag(token.text))) {
      const near = token.kind === 'word' && token.text.length > 1 ? nearNames(token.text, ['i', ...knownFlags]) : [];
      const fix = didYouMean(near, 'The flags are i, m, s, x, a, match and full, without quotes.');
      cursor.fail('table-flags', { problem: `There is no flag ${cursor.show()}.`, fix });
      return false;
    }
    if (found.has(token.text)) {
      cursor.fail('table-flags', { problem: `The flag \`${token.text}\` stands twice.`, fix: 'Keep one of them.' });
    }
    found.add(token.text);
    cursor.next();
    return true;
  });
  if (!closed) return undefined;
  if (found.size === 0 && cursor.index === open + 2) {
    cursor.failAt(open, 'table-flags', {
      problem: 'The brackets hold no flag.',
      fix: 'Remove them, or write a flag such as `i`.',
    });
  }
  if (found.has('match') && found.has('full')) {
    const fix = 'Keep `full` where the whole text must match, `match` where only its beginning must.';
    cursor.failAt(open, 'table-flags', { problem: 'The flags `match` and `full` exclude each other.', fix });
  }
  return { ignoreCase: found.has('i'), flags: [...found].filter(isFlag).sort() };
}

function isFlag(name: string): name is Flag {
  return knownFlags.some((known) => known === name);
}
