import type { Cursor } from './cursor.ts';
import { RegexSyntaxError } from './cursor.ts';
import { readEscape } from './parse-escape.ts';
import type { CharacterSet, SetItem } from './tree.ts';

/** Reads a character set whose `[` has just been taken. */
export function readSet(cursor: Cursor): Pick<CharacterSet, 'negated' | 'items'> {
  const open = cursor.at - 1;
  const negated = cursor.skip('^');
  const items: SetItem[] = [];
  for (;;) {
    if (items.length > 0 && cursor.skip(']')) return { negated, items };
    const start = cursor.at;
    const low = readItem(cursor, open);
    if (!cursor.skip('-')) {
      items.push(low);
    } else if (cursor.skip(']')) {
      items.push(low, { kind: 'range', from: 0x2d, to: 0x2d });
      return { negated, items };
    } else {
      const high = readItem(cursor, open);
      if (low.kind === 'class' || high.kind === 'class' || high.from < low.from)
        throw new RegexSyntaxError(`bad character range ${cursor.since(start)}`, start);
      items.push({ kind: 'range', from: low.from, to: high.from });
    }
  }
}

/** One character or class. */
function readItem(cursor: Cursor, open: number): SetItem {
  const c = cursor.take();
  if (c === undefined) throw new RegexSyntaxError('unterminated character set', open);
  if (c !== '\\') return single(c.codePointAt(0) ?? 0);
  const said = readEscape(cursor, true);
  switch (said.kind) {
    case 'class':
      return said.class;
    case 'code':
      return single(said.code);
    case 'anchor':
    case 'group':
      throw new Error('no anchor or group can be escaped inside a set');
  }
}

function single(code: number): SetItem {
  return { kind: 'range', from: code, to: code };
}
