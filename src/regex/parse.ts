import { Cursor, RegexSyntaxError } from './cursor.ts';
import { readEscape } from './parse-escape.ts';
import type { Flags } from './parse-flags.ts';
import { readFlags } from './parse-flags.ts';
import { readQuantifier } from './parse-quantifier.ts';
import { readSet } from './parse-set.ts';
import type { Regex, RegexError, RegexFlag, RegexNode } from './tree.ts';
import type { Width } from './width.ts';
import { widthOf } from './width.ts';

/** Groups deeper than this are refused, so that no later walk over the tree can exhaust the stack. */
const deepest = 200;

/**
 * Reads Python's `re` syntax (3.11: https://docs.python.org/3/library/re.html#regular-expression-syntax) into a tree. The anchoring
 * flags `match` and `full` do not concern the tree. Characters by name (`\N{…}`) are refused.
 */
export function parseRegex(pattern: string, flags: readonly RegexFlag[] = [], ignoreCase = false): Regex | RegexError {
  const start: Flags = {
    ignoreCase,
    multiline: flags.includes('m'),
    dotAll: flags.includes('s'),
    verbose: flags.includes('x'),
    ascii: flags.includes('a'),
  };
  const cursor = new Cursor(pattern);
  try {
    return new Parser(cursor, start).regex();
  } catch (thrown) {
    if (!(thrown instanceof RegexSyntaxError)) throw thrown;
    return { error: thrown.message, at: cursor.offsetOf(thrown.at) };
  }
}

/** What stands before a quantifier. */
type Quantifiable = 'nothing' | 'item' | 'repeat';

class Parser {
  private readonly cursor: Cursor;
  /** The flags of the whole pattern, to which `(?i)` at its start adds. */
  private whole: Flags;
  private groups = 0;
  private readonly names = new Map<string, number>();
  /** The groups that are closed. */
  private readonly widths = new Map<number, Width>();
  /** Inside a look-behind: the number of groups before it. Groups of its own may not be referred to there. */
  private groupsBeforeLookBehind: number | undefined;
  /** The first look-behind whose width is not fixed: Python says so only after everything else. */
  private unevenLookBehind: number | undefined;
  private readonly conditions: { readonly group: number; readonly at: number }[] = [];

  constructor(cursor: Cursor, flags: Flags) {
    this.cursor = cursor;
    this.whole = flags;
  }

  regex(): Regex {
    const node = this.choice(undefined, 0);
    if (this.cursor.next !== undefined) throw new RegexSyntaxError('unbalanced parenthesis', this.cursor.at);
    for (const { group, at } of this.conditions) {
      if (group > this.groups) throw new RegexSyntaxError(`invalid group reference ${group}`, at);
    }
    if (this.unevenLookBehind !== undefined)
      throw new RegexSyntaxError('look-behind requires fixed-width pattern', this.unevenLookBehind);
    return { node, groups: this.groups };
  }

  /** Branches up to a `)` or the end. `flags` is undefined at the top level, where inline flags may still add to the whole. */
  private choice(flags: Flags | undefined, depth: number): RegexNode {
    if (depth > deepest) throw new RegexSyntaxError('groups are nested too deeply', this.cursor.at);
    const start = this.cursor.at;
    const branches = [this.sequence(flags, depth, flags === undefined)];
    while (this.cursor.skip('|')) branches.push(this.sequence(flags, depth, false));
    const [only] = branches;
    return only !== undefined && branches.length === 1
      ? only
      : { kind: 'choice', branches, at: this.cursor.offsetOf(start) };
  }

  private sequence(inner: Flags | undefined, depth: number, first: boolean): RegexNode {
    const items: RegexNode[] = [];
    let quantifiable: Quantifiable = 'nothing';
    for (;;) {
      const flags = inner ?? this.whole;
      const c = this.cursor.next;
      if (c === undefined || c === '|' || c === ')') break;
      this.cursor.at += 1;
      if (flags.verbose && /[ \t\n\r\v\f]/.test(c)) continue;
      if (flags.verbose && c === '#') {
        this.cursor.takeWhile(/[^\n]/);
        continue;
      }
      const quantifier = readQuantifier(this.cursor, c);
      if (quantifier !== undefined) {
        const body = items.pop();
        if (body === undefined || quantifiable === 'nothing')
          throw new RegexSyntaxError('nothing to repeat', quantifier.start);
        if (quantifiable === 'repeat') throw new RegexSyntaxError('multiple repeat', quantifier.start);
        items.push({ kind: 'repeat', body, ...quantifier.bounds, at: this.cursor.offsetOf(quantifier.start) });
        quantifiable = 'repeat';
        continue;
      }
      const atom = this.atom(c, flags, depth, first && items.length === 0);
      if (atom === undefined) continue;
      items.push(atom);
      quantifiable = atom.kind === 'anchor' && c !== '(' ? 'nothing' : 'item';
    }
    const [only] = items;
    return only !== undefined && items.length === 1 ? only : { kind: 'sequence', items };
  }

  /** What one character (and what belongs to it) says: no node for comments and flags of the whole pattern. */
  private atom(c: string, flags: Flags, depth: number, atStart: boolean): RegexNode | undefined {
    const { ignoreCase, ascii } = flags;
    if (c === '.') return { kind: 'any', newline: flags.dotAll };
    if (c === '^') return { kind: 'anchor', where: flags.multiline ? 'line-start' : 'text-start', ascii };
    if (c === '$') return { kind: 'anchor', where: flags.multiline ? 'line-end' : 'final', ascii };
    if (c === '[') return { kind: 'set', ...readSet(this.cursor), ignoreCase, ascii };
    if (c === '(') return this.parenthesis(flags, depth, atStart);
    if (c === '\\') return this.escape(flags);
    return { kind: 'literal', code: c.codePointAt(0) ?? 0, ignoreCase, ascii };
  }

  private escape({ ignoreCase, ascii }: Flags): RegexNode {
    const start = this.cursor.at - 1;
    const said = readEscape(this.cursor, false);
    switch (said.kind) {
      case 'code':
        return { kind: 'literal', code: said.code, ignoreCase, ascii };
      case 'class':
        return { kind: 'set', negated: false, items: [said.class], ignoreCase, ascii };
      case 'anchor':
        return { kind: 'anchor', where: said.where, ascii };
      case 'group':
        if (said.group > this.groups) throw new RegexSyntaxError(`invalid group reference ${said.group}`, start + 1);
        this.checkReference(said.group, start);
        return { kind: 'back-reference', group: said.group, ignoreCase, ascii };
    }
  }

  private checkReference(group: number, at: number): void {
    if (!this.widths.has(group)) throw new RegexSyntaxError('cannot refer to an open group', at);
    this.checkLookBehind(group);
  }

  private checkLookBehind(group: number): void {
    const { at } = this.cursor;
    if (this.groupsBeforeLookBehind === undefined) return;
    if (!this.widths.has(group)) throw new RegexSyntaxError('cannot refer to an open group', at);
    if (group > this.groupsBeforeLookBehind)
      throw new RegexSyntaxError('cannot refer to group defined in the same lookbehind subpattern', at);
  }

  private parenthesis(flags: Flags, depth: number, atStart: boolean): RegexNode | undefined {
    const start = this.cursor.at - 1;
    if (!this.cursor.skip('?')) return this.group(undefined, flags, start, depth);
    const c = this.cursor.take();
    switch (c) {
      case undefined:
        throw new RegexSyntaxError('unexpected end of pattern', this.cursor.at);
      case 'P':
        return this.named(flags, start, depth);
      case ':':
        return this.rest(flags, start, depth);
      case '>':
        return { kind: 'atomic', body: this.rest(flags, start, depth) };
      case '#':
        this.comment(start);
        return undefined;
      case '=':
      case '!':
      case '<':
        return this.look(c, flags, start, depth);
      case '(':
        return this.conditional(flags, start, depth);
      default:
        return this.flagged(c, flags, start, depth, atStart);
    }
  }

  private comment(start: number): void {
    for (let c = this.cursor.take(); c !== ')'; c = this.cursor.take()) {
      if (c === undefined) throw new RegexSyntaxError('missing ), unterminated comment', start);
    }
  }

  /** The branches of a group up to and including its `)`. */
  private rest(flags: Flags, start: number, depth: number): RegexNode {
    const body = this.choice(flags, depth + 1);
    if (!this.cursor.skip(')')) throw new RegexSyntaxError('missing ), unterminated subpattern', start);
    return body;
  }

  private group(name: string | undefined, flags: Flags, start: number, depth: number): RegexNode {
    this.groups += 1;
    const index = this.groups;
    if (name !== undefined) this.names.set(name, index);
    const body = this.rest(flags, start, depth);
    this.widths.set(index, widthOf(body, this.widths));
    return { kind: 'group', index, name, body };
  }

  /** `(?P<name>…)` and `(?P=name)`. */
  private named(flags: Flags, start: number, depth: number): RegexNode {
    const c = this.cursor.take();
    const at = this.cursor.at;
    if (c === '<') {
      const name = this.nameUpTo('>');
      const before = this.names.get(name);
      if (before === undefined) return this.group(name, flags, start, depth);
      const which = `as group ${this.groups + 1}; was group ${before}`;
      throw new RegexSyntaxError(`redefinition of group name '${name}' ${which}`, at);
    }
    if (c === '=') {
      const group = this.names.get(this.nameUpTo(')'));
      const name = this.cursor.characters.slice(at, this.cursor.at - 1).join('');
      if (group === undefined) throw new RegexSyntaxError(`unknown group name '${name}'`, at);
      this.checkReference(group, at);
      return { kind: 'back-reference', group, ignoreCase: flags.ignoreCase, ascii: flags.ascii };
    }
    if (c === undefined) throw new RegexSyntaxError('unexpected end of pattern', this.cursor.at);
    throw new RegexSyntaxError(`unknown extension ?P${c}`, start + 1);
  }

  private nameUpTo(terminator: string): string {
    const at = this.cursor.at;
    const name = this.cursor.takeUntil(terminator, 'group name');
    if (!isIdentifier(name)) throw new RegexSyntaxError(`bad character in group name '${name}'`, at);
    return name;
  }

  private look(first: string, flags: Flags, start: number, depth: number): RegexNode {
    const behind = first === '<';
    const sign = behind ? this.cursor.take() : first;
    if (sign === undefined) throw new RegexSyntaxError('unexpected end of pattern', this.cursor.at);
    if (sign !== '=' && sign !== '!') throw new RegexSyntaxError(`unknown extension ?<${sign}`, start + 1);
    const outer = this.groupsBeforeLookBehind;
    if (behind) this.groupsBeforeLookBehind ??= this.groups;
    const body = this.rest(flags, start, depth);
    this.groupsBeforeLookBehind = outer;
    const { min, max } = widthOf(body, this.widths);
    if (behind && min !== max) this.unevenLookBehind ??= start;
    return { kind: 'look', direction: behind ? 'behind' : 'ahead', negated: sign === '!', body };
  }

  /** `(?(group)yes|no)`. */
  private conditional(flags: Flags, start: number, depth: number): RegexNode {
    const at = this.cursor.at;
    const name = this.cursor.takeUntil(')', 'group name');
    const group = this.conditionGroup(name, at);
    this.checkLookBehind(group);
    this.conditions.push({ group, at });
    const yes = this.sequence(flags, depth + 1, false);
    const no: RegexNode = this.cursor.skip('|')
      ? this.sequence(flags, depth + 1, false)
      : { kind: 'sequence', items: [] };
    if (this.cursor.next === '|')
      throw new RegexSyntaxError('conditional backref with more than two branches', this.cursor.at);
    if (!this.cursor.skip(')')) throw new RegexSyntaxError('missing ), unterminated subpattern', start);
    return { kind: 'conditional', group, yes, no };
  }

  private conditionGroup(name: string, at: number): number {
    if (isIdentifier(name)) {
      const group = this.names.get(name);
      if (group === undefined) throw new RegexSyntaxError(`unknown group name '${name}'`, at);
      return group;
    }
    if (!/^[0-9]+$/.test(name)) throw new RegexSyntaxError(`bad character in group name '${name}'`, at);
    if (Number(name) === 0) throw new RegexSyntaxError('bad group number', at);
    return Number(name);
  }

  /** `(?i)` and `(?i:…)`. */
  private flagged(c: string, flags: Flags, start: number, depth: number, atStart: boolean): RegexNode | undefined {
    if (!/[aiLmsux-]/.test(c)) throw new RegexSyntaxError(`unknown extension ?${c}`, start + 1);
    const inline = readFlags(this.cursor, c);
    if (!inline.global) return this.rest({ ...flags, ...inline.flags }, start, depth);
    if (!atStart) throw new RegexSyntaxError('global flags not at the start of the expression', start);
    if (this.whole.ascii && inline.flags.ascii === false)
      throw new RegexSyntaxError('ASCII and UNICODE flags are incompatible', start);
    this.whole = { ...this.whole, ...inline.flags };
    return undefined;
  }
}

/** Python's `str.isidentifier`. */
function isIdentifier(name: string): boolean {
  return /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name);
}
