import type { CharacterTest } from './characters.ts';
import { testOf } from './characters.ts';
import type { Engine } from './engine.ts';
import { engines } from './engine.ts';
import { samplesOf } from './samples.ts';
import type { CharacterClass, CharacterRange, CharacterSet } from './tree.ts';

/** A set in an engine's syntax, complete (`[…]`, `\d`, `(?:…|…)`), and how it differs. */
export interface PrintedSet {
  readonly text: string;
  readonly differs?: string | undefined;
}

/** Prints a set; its case must have been written out or be left to the engine's own flag. */
export function printSet(node: CharacterSet, to: Engine): PrintedSet {
  const { negated, items, ascii } = node;
  const engine = engines[to];
  const negatedClasses = items.filter((item) => item.kind === 'class' && item.negated);
  const everything = negatedClasses.some((n) =>
    items.some((i) => i.kind === 'class' && n.kind === 'class' && !i.negated && i.name === n.name),
  );
  if (everything ? negated : isEmpty(node)) return { text: engine.never };
  if (everything || items.length === 0) return { text: to === 'js' ? '[\\s\\S]' : '(?s:.)' };
  const differs =
    !engine.properties && !ascii && items.some((item) => item.kind === 'class')
      ? `The classes of ${engine.name} (\\d, \\w, \\s) know ASCII only.`
      : undefined;
  const outside = items.filter((item) => !isCompound(item, node, to));
  const compound = items.filter((item) => isCompound(item, node, to));
  const inner = outside.map((item) => printItem(item, node, to)).join('');
  if (compound.length === 0) {
    // PCRE takes [.….], [:…:] and [=…=] for POSIX syntax.
    const safe = to === 'pcre' && /^[.:=]/.test(inner) ? `\\${inner}` : inner;
    return { text: bracket(safe, negated, outside.length), differs };
  }
  const complements = compound.map((item) => `[^${classText({ ...item, negated: false }, node, to)}]`);
  if (engine.nestedSets) {
    const [only] = complements;
    if (only !== undefined && complements.length === 1 && inner === '') {
      return { text: negated ? `[${only.slice(2)}` : only };
    }
    return { text: `[${negated ? '^' : ''}${complements.join('')}${inner}]` };
  }
  if (!negated) {
    const parts = inner === '' ? complements : [...complements, `[${inner}]`];
    return { text: parts.length === 1 ? parts.join('') : `(?:${parts.join('|')})` };
  }
  return withoutComplement(node, compound, inner, to);
}

/** Engines may refuse a set of nothing. */
function isEmpty(node: CharacterSet): boolean {
  const test = testOf(node);
  return !samplesOf(node).some(test);
}

function bracket(inner: string, negated: boolean, items: number): string {
  const shorthand = /^\\(?:[dDwWsS]|[pP]\{\w+\})$/.test(inner) && items === 1;
  if (shorthand && !negated) return inner;
  return `[${negated ? '^' : ''}${inner}]`;
}

/** A negated class that takes several pieces in this engine, so that it has no one-letter complement. */
function isCompound(item: CharacterRange | CharacterClass, node: CharacterSet, to: Engine): item is CharacterClass {
  return item.kind === 'class' && item.negated && complementOf(classText(item, node, to)) === undefined;
}

function printItem(item: CharacterRange | CharacterClass, node: CharacterSet, to: Engine): string {
  if (item.kind === 'range') return printRange(item, to);
  const text = classText(item, node, to);
  return item.negated ? (complementOf(text) ?? '') : text;
}

/** The class's characters as they stand inside a set, whether or not the class is negated. */
function classText(item: CharacterClass, node: CharacterSet, to: Engine): string {
  const engine = engines[to];
  return (node.ascii ? engine.asciiClasses : engine.classes)[item.name];
}

/** `\d` → `\D`, `\p{Nd}` → `\P{Nd}`. */
function complementOf(text: string): string | undefined {
  if (/^\\[dws]$/.test(text)) return text.toUpperCase();
  return /^\\p\{\w+\}$/.test(text) ? text.replace('p', 'P') : undefined;
}

/** `[^\W_]`, `[^\S\n]`: the class without the other items. */
function withoutComplement(node: CharacterSet, compound: CharacterClass[], inner: string, to: Engine): PrintedSet {
  const [first, second] = compound;
  if (first === undefined || compound.some((item) => item.name !== first.name) || second !== undefined) {
    const same = compound.every((item) => item.name === first?.name);
    if (first !== undefined && same) return withoutComplement(node, [first], inner, to);
    return { text: engines[to].never };
  }
  const text = classText(first, node, to);
  if (inner === '') return { text: `[${text}]` };
  if (to === 'js') return { text: `(?:(?![${inner}])[${text}])` };
  const test = testOf({ ...node, ignoreCase: false });
  if (first.name === 'space') return ranges(spaces.filter(test), to);
  if (node.ascii || first.name === 'digit') return ranges(ascii.filter(test), to);
  return wordWithout(
    test,
    node.items.some((item) => item.kind === 'range' && item.to > 127),
    to,
  );
}

/** `\w` without some of its characters (`takesOthers`: outside ASCII too): exact where what is left is whole categories. */
function wordWithout(test: CharacterTest, takesOthers: boolean, to: Engine): PrintedSet {
  const categories = [
    { text: '\\p{L}', ascii: /[A-Za-z]/, sample: 0xe9 },
    { text: '\\p{Nd}', ascii: /[0-9]/, sample: 0x660 },
    { text: '\\p{Nl}\\p{No}', ascii: /[^\s\S]/, sample: 0xbd },
    { text: '_', ascii: /_/, sample: undefined },
  ];
  const members = categories.map(({ text, ascii: own, sample }) => {
    const codes = ascii.filter((code) => own.test(String.fromCodePoint(code)));
    const kept = [...codes, ...(sample === undefined ? [] : [sample])].map(test);
    return { text, whole: kept.every(Boolean), part: kept.some(Boolean) };
  });
  if (!takesOthers && members.every((m) => m.whole === m.part)) {
    return {
      text: `[${members
        .filter((m) => m.whole)
        .map((m) => m.text)
        .join('')}]`,
    };
  }
  const differs = `${engines[to].name} cannot take characters out of a class; only ASCII is left of it.`;
  return { ...ranges(ascii.filter(test), to), differs };
}

function ranges(codes: readonly number[], to: Engine): PrintedSet {
  if (codes.length === 0) return { text: engines[to].never };
  const found: { from: number; to: number }[] = [];
  for (const code of codes) {
    const last = found.at(-1);
    if (last !== undefined && last.to === code - 1) last.to = code;
    else found.push({ from: code, to: code });
  }
  return { text: `[${found.map((range) => printRange({ kind: 'range', ...range }, to)).join('')}]` };
}

const ascii: readonly number[] = Array.from({ length: 128 }, (_, code) => code);
/** Python's white space. */
const spaces: readonly number[] = [
  ...Array.from({ length: 5 }, (_, i) => 9 + i),
  ...Array.from({ length: 5 }, (_, i) => 0x1c + i),
  ...[0x85, 0xa0, 0x1680],
  ...Array.from({ length: 11 }, (_, i) => 0x2000 + i),
  ...[0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
];

function printRange({ from, to: last }: CharacterRange, to: Engine): string {
  if (from === last) return printInSet(from, to);
  const dash = last === from + 1 ? '' : '-';
  return `${printInSet(from, to)}${dash}${printInSet(last, to)}`;
}

function printInSet(code: number, to: Engine): string {
  const c = String.fromCodePoint(code);
  const special = to === 'rust' ? /[\\\][^&~-]/ : /[\\\][^-]/;
  return special.test(c) ? `\\${c}` : printCode(code, to);
}

/** A code point outside a set. */
export function printLiteral(code: number, to: Engine): string {
  const c = String.fromCodePoint(code);
  // A dollar sign would begin a token where Splunk replaces $name$ in saved searches.
  if (to === 'pcre' && c === '$') return '\\x24';
  return /[\\.+*?()|[\]{}^$]/.test(c) ? `\\${c}` : printCode(code, to);
}

/** The character itself where it shows, else its number. */
function printCode(code: number, to: Engine): string {
  const c = String.fromCodePoint(code);
  const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[c];
  if (named !== undefined) return named;
  return c === ' ' || !/[\p{C}\p{Z}\p{M}]/u.test(c) ? c : engines[to].byNumber(code.toString(16));
}
