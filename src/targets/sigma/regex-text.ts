import type { CharacterClass, CharacterSet, RegexNode, SetItem } from '../../regex/tree.ts';
import { partsOf } from '../../regex/tree.ts';
import type { Modifier } from './ast.ts';
import { hasCase } from './values.ts';

/** A regex as `re` takes it. */
export interface RegexText {
  readonly text: string;
  readonly modifiers: readonly Extract<Modifier, 'i' | 'm' | 's'>[];
  /** Classes, `$` or case may be taken otherwise than in Python outside printable ASCII. */
  readonly dialect: boolean;
}

/** What a whole regex needs from the modifiers. */
interface Needs {
  ignoreCase: boolean;
  exactCase: boolean;
  newline: boolean;
  lines: boolean;
  ends: boolean;
  dialect: boolean;
}

/** Thrown inside this module only: what the portable subset lacks. */
class Unsayable extends Error {}

/**
 * Prints a regex in the subset that the specification allows (`. ^ $ * + ? {n,m} [] [^] \| ()`), in which classes such as `\d` are
 * written out; or says what it lacks. https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html
 */
export function regexText(
  node: RegexNode,
  anchored: 'search' | 'match' | 'full',
): RegexText | { readonly why: string } {
  const needs: Needs = {
    ignoreCase: false,
    exactCase: false,
    newline: false,
    lines: false,
    ends: false,
    dialect: false,
  };
  survey(node, needs);
  try {
    if (needs.ignoreCase && needs.exactCase) throw new Unsayable('a regex that ignores case in a part only');
    if (needs.lines && (needs.ends || anchored !== 'search'))
      throw new Unsayable('anchors of lines beside anchors of the text');
    const body = print(node, needs, anchored === 'search' ? 'alone' : 'sequence');
    const modifiers: RegexText['modifiers'][number][] = [];
    if (needs.ignoreCase) modifiers.push('i');
    if (needs.lines) modifiers.push('m');
    if (needs.newline) modifiers.push('s');
    const text = `${anchored === 'search' ? '' : '^'}${body}${anchored === 'full' ? '$' : ''}`;
    return { text, modifiers, dialect: needs.dialect || anchored === 'full' };
  } catch (thrown) {
    if (thrown instanceof Unsayable) return { why: `Sigma's regexes have no ${thrown.message}.` };
    throw thrown;
  }
}

function survey(node: RegexNode, needs: Needs): void {
  switch (node.kind) {
    case 'literal': {
      const cased = hasCase(String.fromCodePoint(node.code));
      if (cased && node.ignoreCase) needs.ignoreCase = true;
      if (cased && !node.ignoreCase) needs.exactCase = true;
      if (node.code > 0x7e) needs.dialect = true;
      break;
    }
    case 'set': {
      const cased = node.items.some(caresForCase);
      if (cased && node.ignoreCase) needs.ignoreCase = true;
      if (cased && !node.ignoreCase) needs.exactCase = true;
      if (node.negated || node.items.some((item) => item.kind === 'class' || item.to > 0x7e)) needs.dialect = true;
      break;
    }
    case 'any':
      if (node.newline) needs.newline = true;
      else needs.dialect = true;
      break;
    case 'anchor':
      if (node.where === 'line-start' || node.where === 'line-end') needs.lines = true;
      else if (node.where !== 'word-edge' && node.where !== 'not-word-edge') needs.ends = true;
      if (node.where !== 'text-start') needs.dialect = true;
      break;
    case 'sequence':
    case 'choice':
    case 'group':
    case 'repeat':
    case 'look':
    case 'atomic':
    case 'back-reference':
    case 'conditional':
      break;
  }
  for (const part of partsOf(node)) survey(part, needs);
}

/** Whether `i` would change what an item matches: it holds letters of one case without those of the other. */
function caresForCase(item: SetItem): boolean {
  if (item.kind === 'class') return false;
  const letters = (from: number, to: number): boolean => item.from <= to && item.to >= from;
  return letters(0x41, 0x5a) || letters(0x61, 0x7a) || item.to > 0x7f;
}

/** `place`: what stands around, which decides whether the node needs parentheses. */
function print(node: RegexNode, needs: Needs, place: 'alone' | 'sequence' | 'repeat'): string {
  switch (node.kind) {
    case 'literal':
      return escapeLiteral(node.code);
    case 'any':
      return node.newline || !needs.newline ? '.' : '[^\\n]';
    case 'set':
      return printSet(node);
    case 'sequence': {
      const text = node.items.map((item) => print(item, needs, 'sequence')).join('');
      return place === 'repeat' && node.items.length !== 1 ? `(${text})` : text;
    }
    case 'choice': {
      const text = node.branches.map((branch) => print(branch, needs, 'alone')).join('|');
      return place === 'alone' ? text : `(${text})`;
    }
    case 'group':
      return `(${print(node.body, needs, 'alone')})`;
    case 'repeat': {
      if (node.mode === 'possessive') throw new Unsayable('possessive repeats');
      const text = `${print(node.body, needs, 'repeat')}${printCount(node.min, node.max)}`;
      return place === 'repeat' ? `(${text})` : text;
    }
    case 'anchor': {
      const text = printAnchor(node.where);
      return place === 'repeat' ? `(${text})` : text;
    }
    case 'look':
      throw new Unsayable('look-around');
    case 'atomic':
      throw new Unsayable('atomic groups');
    case 'back-reference':
      throw new Unsayable('back-references');
    case 'conditional':
      throw new Unsayable('conditional groups');
  }
}

function printAnchor(where: Extract<RegexNode, { kind: 'anchor' }>['where']): string {
  switch (where) {
    case 'text-start':
    case 'line-start':
      return '^';
    case 'text-end':
    case 'final':
    case 'line-end':
      return '$';
    case 'word-edge':
      return '\\b';
    case 'not-word-edge':
      return '\\B';
  }
}

function printCount(min: number, max: number): string {
  if (min === 0 && max === Number.POSITIVE_INFINITY) return '*';
  if (min === 1 && max === Number.POSITIVE_INFINITY) return '+';
  if (min === 0 && max === 1) return '?';
  if (min === max) return `{${min}}`;
  return `{${min},${max === Number.POSITIVE_INFINITY ? '' : max}}`;
}

const members: Readonly<Record<CharacterClass['name'], string>> = {
  digit: '0-9',
  word: 'A-Za-z0-9_',
  space: ' \\t\\n\\r\\f\\v',
};
const shorthand: Readonly<Record<CharacterClass['name'], string>> = { digit: 'D', word: 'W', space: 'S' };

function printSet(set: CharacterSet): string {
  const [only, ...more] = set.items;
  if (only === undefined) throw new Unsayable('empty classes');
  if (only.kind === 'class' && only.negated && more.length === 0)
    return `[${set.negated ? '' : '^'}${members[only.name]}]`;
  const single = only.kind === 'range' && only.from === only.to && more.length === 0 && !set.negated;
  if (single) return escapeLiteral(only.from);
  return `[${set.negated ? '^' : ''}${set.items.map(printItem).join('')}]`;
}

function printItem(item: SetItem): string {
  if (item.kind === 'class') return item.negated ? `\\${shorthand[item.name]}` : members[item.name];
  if (item.from === item.to) return escapeInSet(item.from);
  return `${escapeInSet(item.from)}-${escapeInSet(item.to)}`;
}

function escapeInSet(code: number): string {
  const c = String.fromCodePoint(code);
  return /[\\\]^[-]/.test(c) ? `\\${c}` : visible(code, c);
}

function escapeLiteral(code: number): string {
  const c = String.fromCodePoint(code);
  return /[\\.^$*+?{}[\]()|]/.test(c) ? `\\${c}` : visible(code, c);
}

/** Control characters as escapes, so that the rule file stays text. */
function visible(code: number, c: string): string {
  if (code === 9) return '\\t';
  if (code === 10) return '\\n';
  if (code === 13) return '\\r';
  return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : c;
}
