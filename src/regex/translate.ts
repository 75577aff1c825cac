import type { Engine } from './engine.ts';
import { engines } from './engine.ts';
import { caseState, dotState, stateOf } from './flag-state.ts';
import { parseRegex } from './parse.ts';
import { RegexPrinter } from './print-regex.ts';
import { nestedCount, settle } from './settle.ts';
import type { Mode } from './simulate.ts';
import type { Anchor, RegexFlag, RegexNode } from './tree.ts';
import { someNode } from './tree.ts';
import { widthOf } from './width.ts';

/** A regex in an engine's syntax, flags included, to be searched for anywhere in a text. */
export interface Translated {
  readonly pattern: string;
  /** Number of capturing groups. */
  readonly groups: number;
  /** Where the engine answers otherwise than Python, a sentence; absent: exact. Only texts outside ASCII or with control characters are concerned. */
  readonly differs?: string | undefined;
}

export interface Untranslatable {
  /** A sentence that names what the engine lacks, or why the text is no Python regex. */
  readonly unsupported: string;
}

export interface Translation {
  readonly flags: readonly RegexFlag[];
  readonly ignoreCase: boolean;
  /** `js` is to be compiled with the flag `u` alone. */
  readonly to: Engine;
  /** Begin with `(?s)` in any case, for engines that otherwise look at a text's first line only. */
  readonly acrossLines?: boolean | undefined;
}

/** Writes a Python regex in an engine's syntax with Python's meaning. */
export function translateRegex(pattern: string, options: Translation): Translated | Untranslatable {
  const mark = JSON.stringify([pattern, options.flags, options.ignoreCase, options.to, options.acrossLines === true]);
  const known = translations.get(mark);
  if (known) return known;
  const made = translateAnew(pattern, options);
  if (translations.size < mostKept) translations.set(mark, made);
  return made;
}

/** Translations already made: a pure function's answers, kept because targets ask for the same regex several times a rule. */
const translations = new Map<string, Translated | Untranslatable>();
const mostKept = 10_000;

function translateAnew(pattern: string, options: Translation): Translated | Untranslatable {
  const regex = parseRegex(pattern, options.flags, options.ignoreCase);
  if ('error' in regex) return { unsupported: `The regex is not Python's: ${regex.error} at offset ${regex.at}.` };
  const mode: Mode = options.flags.includes('full') ? 'full' : options.flags.includes('match') ? 'match' : 'search';
  const translated = translateNode(regex.node, mode, options.to, options.acrossLines === true);
  return 'unsupported' in translated ? translated : { ...translated, groups: regex.groups };
}

/** The same for a tree. Groups are not counted. */
export function translateNode(
  node: RegexNode,
  mode: Mode,
  to: Engine,
  acrossLines = false,
): Omit<Translated, 'groups'> | Untranslatable {
  const engine = engines[to];
  if (nestedCount(node) > engine.mostRepeats)
    return { unsupported: `${engine.name} repeats at most ${engine.mostRepeats} times.` };
  const isNotEdge = (part: RegexNode): boolean => part.kind === 'anchor' && part.where === 'not-word-edge';
  if (widthOf(node).min === 0 && someNode(node, isNotEdge))
    return { unsupported: `Python's \\B does not match in an empty text; that of ${engine.name} does.` };
  const settled = anchor(settle(node, mode, engine), mode);
  const printer = new RegexPrinter(to, acrossLines || stateOf(settled, dotState) === 'on');
  const ignoreCase = engine.scopedFlags && stateOf(settled, caseState) === 'on';
  const text = printer.print(settled, ignoreCase, 'choice');
  if (printer.lacks !== undefined) return { unsupported: printer.lacks };
  const flags = `${ignoreCase ? 'i' : ''}${printer.dotAll && to !== 'js' ? 's' : ''}`;
  const differs = printer.differs.size === 0 ? undefined : [...printer.differs].join(' ');
  return { pattern: flags === '' ? text : `(?${flags})${text}`, differs };
}

/** Puts the anchors of `re.match` and `re.fullmatch` around the tree, unless they stand there. */
function anchor(node: RegexNode, mode: Mode): RegexNode {
  if (mode === 'search') return node;
  const items = node.kind === 'sequence' ? node.items : [node];
  const start: Anchor = { kind: 'anchor', where: 'text-start', ascii: false };
  const end: Anchor = { kind: 'anchor', where: 'text-end', ascii: false };
  const is = (item: RegexNode | undefined, where: Anchor['where']): boolean =>
    item?.kind === 'anchor' && item.where === where;
  const before = is(items[0], 'text-start') ? [] : [start];
  const after = mode === 'match' || is(items.at(-1), 'text-end') ? [] : [end];
  return { kind: 'sequence', items: [...before, ...items, ...after] };
}
