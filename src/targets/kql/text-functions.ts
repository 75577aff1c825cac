import { unite } from '../../fidelity/reason.ts';
import type { Json } from '../../ir/json.ts';
import type { Flag } from '../../ir/operators.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import { translateRegex } from '../../regex/index.ts';
import type { KqlExpression } from './ast.ts';
import { and, binary, call, long, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { computedCell, present, refuse, textCell } from './cell.ts';
import { asColumn, stored, unparsed } from './costs.ts';
import { hasTypeIn, integerTypes } from './presence.ts';
import { textView } from './text-view.ts';
import { plainText } from './values.ts';

/** A text made of a text. */
export function mapText(
  cell: Cell,
  reader: Reader,
  make: (subject: KqlExpression) => KqlExpression,
): Cell | Unsupported {
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const reasons = { wider: view.reasons, narrower: view.reasons };
  if (view.guard !== undefined) {
    const guarded = textCell(make(view.text), view.guard, unite([cell.fidelity, reasons]));
    const mayBeOther = cell.type === 'dynamic' && !cell.onlyText && cell.field !== 'string';
    return mayBeOther || cell.loose ? { ...guarded, loose: true } : guarded;
  }
  const made = textCell(make(view.text), 'nonempty', cell.fidelity);
  return { ...made, base: cell.base ?? cell.expr, stored: cell.stored };
}

/** Python's `strip()`, `lstrip()` and `rstrip()`: without characters, white space. */
export function readStrip(name: string, cell: Cell, characters: Json | undefined, reader: Reader): Cell | Unsupported {
  if (characters !== undefined && characters !== null && typeof characters !== 'string')
    return refuse(`\`${name}\` wants its characters as a constant text`);
  if (characters === '') return cell;
  const set = characters ? `[${characters.replace(/[\\\][^&~-]/g, '\\$&')}]+` : '\\s+';
  const way = name === 'lstrip' ? 'trim_start' : name === 'rstrip' ? 'trim_end' : 'trim';
  return mapText(cell, reader, (subject) => call(way, { kind: 'regex', pattern: set }, subject));
}

/** Python's `replace()` of a text. */
export function readReplace(cell: Cell, [from, to]: readonly (Json | undefined)[], reader: Reader): Cell | Unsupported {
  if (typeof from !== 'string' || typeof to !== 'string' || from === '')
    return refuse('`replace` wants constant texts, the first not empty');
  return mapText(cell, reader, (subject) => call('replace_string', subject, text(from), text(to)));
}

/** The text with what `%xx` stands for. */
export function readUrlDecode(cell: Cell, reader: Reader): Cell | Unsupported {
  const made = mapText(cell, reader, (subject) => call('url_decode', subject));
  return 'unsupported' in made ? made : { ...made, fidelity: unparsed(made, reader) };
}

/** The address that an integer is, as text. Python makes none of a text, and one of version 6 only of integers beyond 32 bits. */
export function readIpText(cell: Cell): Cell | Unsupported {
  const never: Cell = { ...textCell(text(''), { kind: 'literal', type: 'bool', value: false }), constant: undefined };
  if (cell.type === 'string' || cell.onlyText || cell.field === 'string') return never;
  if (cell.type !== 'dynamic' && cell.type !== 'long') return refuse('the value is no whole number here');
  const isWhole = cell.type === 'long' ? call('isnotnull', cell.expr) : hasTypeIn(cell.expr, integerTypes);
  const number = cell.type === 'long' ? cell.expr : call('tolong', cell.expr);
  const inRange = and(binary(number, '>=', long(0)), binary(number, '<', long(2n ** 32n)));
  return textCell(call('format_ipv4', number), and(isWhole, inRange), cell.fidelity);
}

/** Python's `repr()`, as an analyst reads it: a text in quotes, anything else as its text. */
export function readRepr(cell: Cell, reader: Reader): Cell | Unsupported {
  if (!reader.light) return refuse("KQL does not write values as Python's `repr` does");
  if (cell.type !== 'string' && !cell.onlyText)
    return textCell(call('coalesce', plainText(cell), text('None')), 'always', cell.fidelity);
  const quoted = call('strcat', text("'"), plainText(cell), text("'"));
  return textCell(call('iff', present(cell), quoted, text('None')), 'always', cell.fidelity);
}

/** Every match of a regex, or what its one group matched. */
export function readMatches(
  cell: Cell,
  [pattern, flags]: readonly (Json | undefined)[],
  reader: Reader,
): Cell | Unsupported {
  const regex = translated(pattern, flags);
  if ('unsupported' in regex) return regex;
  if (regex.groups > 1) return refuse('`regex_all` of several groups has no form here');
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const whole = regex.groups === 1 ? regex.pattern : `(${regex.pattern})`;
  const none: KqlExpression = { kind: 'literal', type: 'dynamic', value: [] };
  const all = call('coalesce', call('extract_all', { kind: 'regex', pattern: whole }, view.text), none);
  const list = call('iff', view.guard ?? present(cell), all, { kind: 'null', type: 'dynamic' });
  const reason = reader.because('regex-dialect');
  const cost = regex.differs === undefined ? [] : [{ wider: [reason], narrower: [reason] }];
  return {
    ...computedCell(list, 'dynamic', 'array', unite([stored(cell, reader), ...cost])),
    onlyElements: true,
  };
}

/** A group of the first match. What matched nothing is the empty text, so that it is for people only. */
export function readGroup(
  cell: Cell,
  [pattern, flags, group]: readonly (Json | undefined)[],
  reader: Reader,
): Cell | Unsupported {
  if (!reader.light) return refuse('KQL does not tell a group that matched nothing from no match');
  const regex = translated(pattern, flags);
  if ('unsupported' in regex) return regex;
  if (typeof group !== 'bigint') return refuse('`regex_group` wants the number of a group');
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const found = call('extract', { kind: 'regex', pattern: regex.pattern }, long(group), view.text);
  return textCell(found, 'nonempty', asColumn(cell, reader));
}

function translated(pattern: Json | undefined, flags: Json | undefined) {
  if (typeof pattern !== 'string' || typeof flags !== 'string') return refuse('a regex must be a constant');
  const words = flags.split(' ').filter((word) => word !== '');
  const letters = words.filter((word) => word !== 'match' && word !== 'full').join('');
  const known = (['m', 's', 'x', 'a'] as const).filter((letter) => letters.includes(letter));
  const anchors = words.filter((word) => word === 'match' || word === 'full');
  const all: readonly Flag[] = [...anchors, ...known];
  return translateRegex(pattern, { flags: all, ignoreCase: letters.includes('i'), to: 'rust' });
}
