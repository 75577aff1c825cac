import { caseKin, isCased } from './case.ts';
import { testOf } from './characters.ts';
import type { Engine } from './engine.ts';
import { engines } from './engine.ts';
import type { State } from './flag-state.ts';
import { caseState, stateOf } from './flag-state.ts';
import { printLiteral, printSet } from './print-set.ts';
import type { Anchor, Character, CharacterSet, Literal, RegexNode, Repeat, SetItem } from './tree.ts';

/** Where a text is to stand, by what may stand there without parentheses. */
type Place = 'choice' | 'sequence' | 'atom';

/** Prints a settled tree, noting what the engine lacks and where it differs. */
export class RegexPrinter {
  readonly differs = new Set<string>();
  /** The first thing that the engine lacks. */
  lacks: string | undefined;
  /** The flag `s` is on around the whole. */
  readonly dotAll: boolean;
  private readonly to: Engine;

  constructor(to: Engine, dotAll: boolean) {
    this.to = to;
    this.dotAll = dotAll;
  }

  /** `ignoring`: the flag `i` is on around the node. */
  print(node: RegexNode, ignoring: boolean, place: Place): string {
    const state = engines[this.to].scopedFlags ? stateOf(node, caseState) : 'free';
    if (state === 'on' && !ignoring) return `(?i:${this.inside(node, true, 'choice')})`;
    if (state === 'off' && ignoring) return `(?-i:${this.inside(node, false, 'choice')})`;
    return this.inside(node, ignoring, place);
  }

  private inside(node: RegexNode, ignoring: boolean, place: Place): string {
    switch (node.kind) {
      case 'literal':
      case 'any':
      case 'set':
        return this.character(node);
      case 'anchor':
        return place === 'atom' ? `(?:${this.anchor(node)})` : this.anchor(node);
      case 'sequence': {
        const text = this.sequence(node.items, ignoring);
        return place === 'atom' ? `(?:${text})` : text;
      }
      case 'choice': {
        const text = node.branches.map((branch) => this.print(branch, ignoring, 'sequence')).join('|');
        return place === 'choice' ? text : `(?:${text})`;
      }
      case 'group': {
        const named = node.name !== undefined && /^[A-Za-z_][A-Za-z0-9_]{0,31}$/.test(node.name);
        const name = named ? engines[this.to].groupName(node.name) : '';
        return `(${name}${this.print(node.body, ignoring, 'choice')})`;
      }
      case 'repeat': {
        const text = this.repeat(node, ignoring);
        return place === 'atom' ? `(?:${text})` : text;
      }
      case 'look': {
        if (!engines[this.to].looks) return this.lack('look-around');
        const sign = `${node.direction === 'behind' ? '<' : ''}${node.negated ? '!' : '='}`;
        const text = `(?${sign}${this.print(node.body, ignoring, 'choice')})`;
        return place === 'atom' ? `(?:${text})` : text;
      }
      case 'atomic':
        if (!engines[this.to].backtracks) return this.lack('atomic groups');
        return `(?>${this.print(node.body, ignoring, 'choice')})`;
      case 'back-reference':
        if (!engines[this.to].backtracks) return this.lack('back-references');
        return `\\g{${node.group}}`;
      case 'conditional': {
        if (!engines[this.to].backtracks) return this.lack('conditional groups');
        const [yes, no] = [node.yes, node.no].map((branch) => this.print(branch, ignoring, 'sequence'));
        return `(?(${node.group})${yes}|${no})`;
      }
    }
  }

  /** Neighbours that ignore case where their surroundings do not share one group. */
  private sequence(items: readonly RegexNode[], ignoring: boolean): string {
    const runs: { readonly state: State; readonly items: RegexNode[] }[] = [];
    for (const item of items) {
      const state = stateOf(item, caseState);
      const run = runs.at(-1);
      if (run !== undefined && run.state === state && state === 'on') run.items.push(item);
      else runs.push({ state, items: [item] });
    }
    return runs
      .map(({ state, items: own }) => {
        if (own.length > 1 && state === 'on' && !ignoring && engines[this.to].scopedFlags)
          return `(?i:${own.map((item) => this.print(item, true, 'sequence')).join('')})`;
        return own.map((item) => this.print(item, ignoring, 'sequence')).join('');
      })
      .join('');
  }

  private character(node: Character): string {
    if (node.kind === 'any') {
      if (this.to === 'js') return node.newline ? '[\\s\\S]' : '[^\\n]';
      if (node.newline === this.dotAll) return '.';
      return node.newline ? '(?s:.)' : '[^\\n]';
    }
    const literal = node.kind === 'literal' && !(node.ignoreCase && this.writesCaseOut(node) && isCased(node));
    if (literal) {
      if (isSurrogate(node.code) && this.to !== 'js') return this.lack('lone surrogates');
      this.noteCase([node.code], node.ignoreCase && !node.ascii);
      return printLiteral(node.code, this.to);
    }
    const set = this.withCase(asSet(node));
    const printed = printSet(this.to === 'js' ? set : withoutSurrogates(set), this.to);
    if (printed.differs !== undefined) this.differs.add(printed.differs);
    return printed.text;
  }

  /** Engines fold outside ASCII where Python's ASCII flag forbids it, and may not fold İ, ı, ſ and K into ASCII as Python does. */
  private writesCaseOut(node: Literal | CharacterSet): boolean {
    const holds = (code: number): boolean =>
      node.kind === 'literal'
        ? node.code === code
        : node.items.some((item) => item.kind === 'range' && item.from <= code && code <= item.to);
    return node.ascii || !engines[this.to].scopedFlags || [0x130, 0x131, 0x17f, 0x212a].some(holds);
  }

  /** The set as it is to be printed: with all its characters of other case, where the engine cannot see to that. */
  private withCase(node: CharacterSet): CharacterSet {
    if (!node.ignoreCase) return node;
    if (!this.writesCaseOut(node)) {
      const ranges = node.items.filter((item) => item.kind === 'range');
      const hit = testOf({ ...node, items: ranges, negated: false });
      const others = ranges.some((item) => item.to > 127) ? [0xe9] : [];
      this.noteCase([...[0x69, 0x6b, 0x73].filter(hit), ...others], true);
      return { ...node, ignoreCase: false };
    }
    const kin = node.items.flatMap((item) => (item.kind === 'range' ? caseKin(item.from, item.to, node.ascii) : []));
    const more = [...new Set(kin)]
      .sort((a, b) => a - b)
      .map((code) => ({ kind: 'range', from: code, to: code }) as const);
    const added = more.filter(
      ({ from }) => !node.items.some((item) => item.kind === 'range' && item.from <= from && from <= item.to),
    );
    return { ...node, ignoreCase: false, items: [...node.items, ...added] };
  }

  /** Notes where the engine's idea of "the same but for case" is not Python's. */
  private noteCase(codes: readonly number[], ignoreCase: boolean): void {
    if (!ignoreCase || this.to === 'js') return;
    const some = (pattern: RegExp): boolean => codes.some((code) => pattern.test(String.fromCodePoint(code)));
    if (some(/[iIİı]/)) this.differs.add("Ignoring case, Python's i also matches İ and ı.");
    if (this.to === 'pcre' && some(/[ks]|[^\0-\x7f]/i)) this.differs.add('PCRE may ignore case within ASCII only.');
  }

  private anchor({ where, ascii }: Anchor): string {
    const engine = engines[this.to];
    switch (where) {
      case 'text-start':
        return '^';
      case 'text-end':
        return engine.textEnd;
      case 'final':
        if (this.to === 'pcre') return '\\Z';
        if (this.to === 'js') return '(?=\\n?$)';
        this.differs.add("Python's $ also matches before a line feed that ends the text.");
        return engine.textEnd;
      case 'line-start':
        return engine.lineStart;
      case 'line-end':
        return engine.lineEnd;
      case 'word-edge':
      case 'not-word-edge':
        return this.wordEdge(where === 'not-word-edge', ascii);
    }
  }

  private wordEdge(negated: boolean, ascii: boolean): string {
    const text = negated ? '\\B' : '\\b';
    if (ascii && this.to === 'rust' && !negated) return '(?-u:\\b)';
    if (ascii && this.to !== 'rust') return text;
    if (this.to === 'js') {
      const [w, sign] = [`[${engines.js.classes.word}]`, negated ? ['!', '='] : ['=', '!']];
      return `(?:(?<=${w})(?${sign[1]}${w})|(?<!${w})(?${sign[0]}${w}))`;
    }
    this.differs.add(
      this.to === 'rust'
        ? `The ${text} of ${engines.rust.name} counts combining marks and joiners to words, Python's does not.`
        : `The ${text} of ${engines[this.to].name} knows ASCII words only.`,
    );
    return text;
  }

  private repeat(node: Repeat, ignoring: boolean): string {
    const possessive = node.mode === 'possessive';
    if (possessive && !engines[this.to].backtracks) return this.lack('possessive quantifiers');
    const suffix = possessive ? '+' : node.mode === 'lazy' ? '?' : '';
    return `${this.print(node.body, ignoring, 'atom')}${quantifier(node)}${suffix}`;
  }

  private lack(what: string): string {
    this.lacks ??= `${engines[this.to].name} has no ${what}.`;
    return '';
  }
}

function quantifier({ min, max }: Repeat): string {
  if (min === 0 && max === 1) return '?';
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function asSet(node: Exclude<Character, { readonly kind: 'any' }>): CharacterSet {
  if (node.kind === 'set') return node;
  const { code, ignoreCase, ascii } = node;
  return { kind: 'set', negated: false, items: [{ kind: 'range', from: code, to: code }], ignoreCase, ascii };
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** Text of these engines holds no surrogates, and their syntax cannot name them. */
function withoutSurrogates(node: CharacterSet): CharacterSet {
  const items = node.items.flatMap((item): SetItem[] => {
    if (item.kind === 'class') return [item];
    const from = isSurrogate(item.from) ? 0xe000 : item.from;
    const to = isSurrogate(item.to) ? 0xd7ff : item.to;
    return from <= to ? [{ ...item, from, to }] : [];
  });
  return { ...node, items };
}
