import { byNumber, complement, perl, posix } from './re2-classes.ts';

/**
 * RE2's syntax as its page says it, read into a small tree. https://github.com/google/re2/wiki/Syntax
 * What RE2 lacks (look-around, back-references, atomic groups) is an error.
 */
export type Re2Node =
  /** One character, as a JavaScript class with flag `u`. */
  | { readonly kind: 'character'; readonly set: string; readonly fold: boolean }
  | { readonly kind: 'place'; readonly where: Re2Place }
  | { readonly kind: 'sequence'; readonly items: readonly Re2Node[] }
  | { readonly kind: 'choice'; readonly branches: readonly Re2Node[] }
  | { readonly kind: 'group'; readonly body: Re2Node }
  | {
      readonly kind: 'repeat';
      readonly body: Re2Node;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    };

export type Re2Place = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-edge' | 'not-word-edge';

export interface Re2Tree {
  readonly node: Re2Node;
  /** Number of capturing groups. */
  readonly groups: number;
  /** The pattern sets the flag `s` at its start. */
  readonly acrossLines: boolean;
}

/** Why RE2 refuses a pattern. */
export class Re2Error extends Error {}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

const mostRepeats = 1000;
const controls: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

/** Reads a pattern; throws `Re2Error`. */
export function parseRe2(pattern: string, ignoreCase: boolean): Re2Tree {
  return new Reader(pattern).read(ignoreCase);
}

class Reader {
  private readonly text: readonly string[];
  private at = 0;
  private groups = 0;

  constructor(pattern: string) {
    this.text = Array.from(pattern);
  }

  read(ignoreCase: boolean): Re2Tree {
    const start = /^\(\?([imsU]+)\)/.exec(this.text.slice(0, 12).join(''))?.[1] ?? '';
    const node = this.choice({ i: ignoreCase, m: false, s: false, U: false });
    if (this.at < this.text.length) throw new Re2Error('unexpected )');
    return { node, groups: this.groups, acrossLines: start.includes('s') };
  }

  private choice(flags: Flags): Re2Node {
    const branches: Re2Node[] = [];
    let current = flags;
    do {
      const items: Re2Node[] = [];
      while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
        const changed = this.flagsHere(current);
        if (changed) current = changed;
        else items.push(...this.repeated(current));
      }
      branches.push({ kind: 'sequence', items });
    } while (this.accept('|'));
    const [only, ...more] = branches;
    return only && more.length === 0 ? only : { kind: 'choice', branches };
  }

  /** `(?i)` holds to the end of the group. */
  private flagsHere(flags: Flags): Flags | undefined {
    const found = /^\(\?([imsU]*)(?:-([imsU]+))?\)/.exec(this.text.slice(this.at, this.at + 14).join(''));
    if (found === null || found[0] === '(?)') return undefined;
    this.at += found[0].length;
    return withFlags(flags, found[1] ?? '', found[2] ?? '');
  }

  private repeated(flags: Flags): readonly Re2Node[] {
    if (this.quoted()) return this.literals(flags);
    let node = this.atom(flags);
    for (let times = 0; ; times++) {
      const range = this.quantifier();
      if (range === undefined) return [node];
      if (times > 0) throw new Re2Error('bad repetition operator');
      const lazy = this.accept('?') !== flags.U;
      if (range.min > mostRepeats || (range.max !== Number.POSITIVE_INFINITY && range.max > mostRepeats))
        throw new Re2Error('bad repetition count');
      if (range.max < range.min) throw new Re2Error('bad repetition count');
      node = { kind: 'repeat', body: node, ...range, lazy };
    }
  }

  private quantifier(): { readonly min: number; readonly max: number } | undefined {
    if (this.accept('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.accept('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.accept('?')) return { min: 0, max: 1 };
    const counted = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.text.slice(this.at, this.at + 14).join(''));
    if (counted === null) return undefined;
    this.at += counted[0].length;
    const min = Number(counted[1]);
    if (counted[2] === undefined) return { min, max: min };
    return { min, max: counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3]) };
  }

  private atom(flags: Flags): Re2Node {
    const c = this.next();
    switch (c) {
      case '.':
        return { kind: 'character', set: flags.s ? '[^]' : '[^\\n]', fold: false };
      case '^':
        return { kind: 'place', where: flags.m ? 'line-start' : 'text-start' };
      case '$':
        return { kind: 'place', where: flags.m ? 'line-end' : 'text-end' };
      case '[':
        return { kind: 'character', set: this.set(), fold: flags.i };
      case '(':
        return this.group(flags);
      case '\\':
        return this.escape(flags);
      case '*':
      case '+':
      case '?':
        throw new Re2Error(`no argument for repetition operator: ${c}`);
      default:
        return literal(c, flags);
    }
  }

  private group(flags: Flags): Re2Node {
    let inner = flags;
    let captures = true;
    if (this.accept('?')) {
      const head = this.text.slice(this.at, this.at + 200).join('');
      const name = /^P?<([A-Za-z_]\w*)>/.exec(head);
      const set = /^([imsU]*)(?:-([imsU]+))?:/.exec(head);
      if (name) this.at += name[0].length;
      else if (set) {
        this.at += set[0].length;
        inner = withFlags(flags, set[1] ?? '', set[2] ?? '');
        captures = false;
      } else throw new Re2Error(`invalid perl operator: (?${head.slice(0, 2)}`);
    }
    if (captures) this.groups += 1;
    const body = this.choice(inner);
    if (!this.accept(')')) throw new Re2Error('missing closing )');
    return captures ? { kind: 'group', body } : body;
  }

  private escape(flags: Flags): Re2Node {
    const c = this.next();
    switch (c) {
      case 'A':
        return { kind: 'place', where: 'text-start' };
      case 'z':
        return { kind: 'place', where: 'text-end' };
      case 'b':
        return { kind: 'place', where: 'word-edge' };
      case 'B':
        return { kind: 'place', where: 'not-word-edge' };
      default: {
        this.at -= 1;
        const item = this.escapedItem();
        return typeof item === 'number'
          ? literal(String.fromCodePoint(item), flags)
          : { kind: 'character', set: item.negated ? `[^${item.set}]` : `[${item.set}]`, fold: flags.i };
      }
    }
  }

  /** After a backslash: a code point, or a class. */
  private escapedItem(): number | { readonly set: string; readonly negated: boolean } {
    const c = this.next();
    const known = perl[c.toLowerCase()];
    if (known !== undefined) return { set: known, negated: c !== c.toLowerCase() };
    if (c === 'p' || c === 'P') return this.property(c === 'P');
    const control = controls[c];
    if (control !== undefined) return control;
    if (c === 'x') {
      const hex = /^(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(this.text.slice(this.at, this.at + 8).join(''));
      const code = Number.parseInt(hex?.[1] ?? hex?.[2] ?? 'x', 16);
      if (hex === null || code > 0x10ffff) throw new Re2Error('invalid escape sequence: \\x');
      this.at += hex[0].length;
      return code;
    }
    const octal = /^(?:[1-7][0-7]{1,2}|0[0-7]{0,2})/.exec(this.text.slice(this.at - 1, this.at + 2).join(''));
    if (octal) {
      this.at += octal[0].length - 1;
      return Number.parseInt(octal[0], 8);
    }
    if (/[0-9A-Za-z]/.test(c)) throw new Re2Error(`invalid escape sequence: \\${c}`);
    return c.codePointAt(0) ?? 0;
  }

  private property(negated: boolean): { readonly set: string; readonly negated: boolean } {
    let name = this.next();
    if (name === '{') {
      const end = this.text.indexOf('}', this.at);
      if (end === -1) throw new Re2Error('invalid character class range: \\p{');
      name = this.text.slice(this.at, end).join('');
      this.at = end + 1;
    }
    const flipped = name.startsWith('^');
    const plain = flipped ? name.slice(1) : name;
    const set = /^[A-Z][a-z]?$/.test(plain) ? `\\p{${plain}}` : `\\p{Script=${plain}}`;
    if (plain === 'Any') return { set: '\\u{0}-\\u{10ffff}', negated: negated !== flipped };
    try {
      new RegExp(set, 'u');
    } catch {
      throw new Re2Error(`invalid character class range: \\p{${name}}`);
    }
    return { set, negated: negated !== flipped };
  }

  private set(): string {
    const negated = this.accept('^');
    const items: string[] = [];
    for (let first = true; first || this.text[this.at] !== ']'; first = false) {
      if (this.at >= this.text.length) throw new Re2Error('missing closing ]');
      items.push(this.setItem());
    }
    this.at += 1;
    return `[${negated ? '^' : ''}${items.join('')}]`;
  }

  private setItem(): string {
    const named = /^\[:(\^?)([a-z]+):\]/.exec(this.text.slice(this.at, this.at + 14).join(''));
    if (named) {
      const known = posix[named[2] ?? ''];
      if (known === undefined) throw new Re2Error(`invalid character class range: ${named[0]}`);
      this.at += named[0].length;
      return named[1] === '^' ? complement(known) : known;
    }
    const from = this.setCharacter();
    if (typeof from !== 'number')
      return from.negated ? (from.set.startsWith('\\p') ? `\\P${from.set.slice(2)}` : complement(from.set)) : from.set;
    if (this.text[this.at] !== '-' || this.text[this.at + 1] === ']' || this.text[this.at + 1] === undefined)
      return byNumber(from);
    this.at += 1;
    const to = this.setCharacter();
    if (typeof to !== 'number' || to < from) throw new Re2Error('invalid character class range');
    return `${byNumber(from)}-${byNumber(to)}`;
  }

  private setCharacter(): number | { readonly set: string; readonly negated: boolean } {
    const c = this.next();
    return c === '\\' ? this.escapedItem() : (c.codePointAt(0) ?? 0);
  }

  private quoted(): boolean {
    return this.text[this.at] === '\\' && this.text[this.at + 1] === 'Q';
  }

  private literals(flags: Flags): readonly Re2Node[] {
    this.at += 2;
    const items: Re2Node[] = [];
    while (this.at < this.text.length) {
      if (this.text[this.at] === '\\' && this.text[this.at + 1] === 'E') {
        this.at += 2;
        break;
      }
      items.push(literal(this.next(), flags));
    }
    return items;
  }

  private accept(c: string): boolean {
    if (this.text[this.at] !== c) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    const c = this.text[this.at];
    if (c === undefined) throw new Re2Error('trailing \\');
    this.at += 1;
    return c;
  }
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const of = (name: keyof Flags): boolean => (flags[name] || on.includes(name)) && !off.includes(name);
  return { i: of('i'), m: of('m'), s: of('s'), U: of('U') };
}

function literal(c: string, flags: Flags): Re2Node {
  return { kind: 'character', set: byNumber(c.codePointAt(0) ?? 0), fold: flags.i };
}
