import { finderOf } from './run-regex-safety.ts';

/** A pattern in the syntax of Rust's regex, ready to ask. https://learn.microsoft.com/kusto/query/regex */
export interface RustRegex {
  readonly finds: (text: string) => boolean;
  /** Matches with their groups, in order. */
  readonly all: (text: string) => readonly (readonly string[])[];
  /** The names of its groups, in order; that of the whole match is undefined. */
  readonly names: readonly (string | undefined)[];
  readonly replace: (text: string, by: string) => string;
}

/** Compiles a pattern, or says why it is none. */
export function compileRust(pattern: string): RustRegex | { readonly refused: string } {
  const translator = new Translator(pattern);
  const translated = translator.pattern();
  if (typeof translated !== 'string') return translated;
  let once: RegExp;
  try {
    once = new RegExp(translated, 'v');
  } catch {
    return { refused: 'the pattern cannot be read' };
  }
  const many = new RegExp(translated, 'gv');
  const groupsOf = (match: readonly (string | undefined)[]): string[] => match.map((group) => group ?? '');
  return {
    finds: finderOf(pattern, once),
    names: translator.names,
    all: (text) => Array.from(text.matchAll(many), groupsOf),
    replace: (text, by) =>
      text.replace(many, (...found: unknown[]) =>
        by.replace(/\\(\d)/g, (_, digit: string) => {
          const group = found[Number(digit)];
          return typeof group === 'string' ? group : '';
        }),
      ),
  };
}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
  readonly U: boolean;
  readonly R: boolean;
  readonly u: boolean;
}

const word = '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]';
/** Classes of Unicode, as one set each. */
const classes: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '\\p{White_Space}',
  S: '\\P{White_Space}',
  w: word,
  W: `[^${word}]`,
};
const asciiClasses: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  s: '[\\t-\\r\\x20]',
  S: '[^\\t-\\r\\x20]',
  w: '[0-9A-Za-z_]',
  W: '[^0-9A-Za-z_]',
};
const controls: Readonly<Record<string, string>> = { a: '\\x07', f: '\\f', t: '\\t', n: '\\n', r: '\\r', v: '\\v' };
const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t\\x20',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
  space: '\\t-\\r\\x20',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

class Refused extends Error {}

/** Writes a pattern of Rust's as one of JavaScript's, under its flag `v`. */
class Translator {
  private readonly characters: readonly string[];
  readonly names: (string | undefined)[] = [undefined];
  private at = 0;

  constructor(pattern: string) {
    this.characters = Array.from(pattern);
  }

  pattern(): string | { readonly refused: string } {
    try {
      const written = this.choice({ i: false, m: false, s: false, x: false, U: false, R: false, u: true });
      if (this.at < this.characters.length) throw new Refused('a parenthesis is closed that was not opened');
      return written;
    } catch (thrown) {
      if (thrown instanceof Refused) return { refused: thrown.message };
      throw thrown;
    }
  }

  private get next(): string | undefined {
    return this.characters[this.at];
  }

  private looksAt(text: string): boolean {
    return this.characters.slice(this.at, this.at + text.length).join('') === text;
  }

  private take(): string {
    const character = this.characters[this.at];
    if (character === undefined) throw new Refused('the pattern ends too early');
    this.at += 1;
    return character;
  }

  private braced(): string {
    this.at += 1;
    return this.upTo('}');
  }

  private upTo(end: string): string {
    let text = '';
    for (let c = this.take(); c !== end; c = this.take()) text += c;
    return text;
  }

  /** Branches up to the end or a closing parenthesis; flags that a branch sets hold to the end of the group. */
  private choice(outer: Flags): string {
    let flags = outer;
    let written = '';
    let atom = '';
    for (;;) {
      const c = this.next;
      if (c === undefined || c === ')') return written + atom;
      if (c === '|') {
        written += `${atom}|`;
        atom = '';
        this.at += 1;
        continue;
      }
      if (flags.x && /\s/.test(c)) {
        this.at += 1;
        continue;
      }
      if (flags.x && c === '#') {
        while (this.next !== undefined && this.next !== '\n') this.at += 1;
        continue;
      }
      if (/[*+?]/.test(c) || c === '{') {
        if (atom === '') throw new Refused('a repetition has nothing to repeat');
        atom = `(?:${atom})${this.repetition(flags)}`;
        continue;
      }
      written += atom;
      if (this.looksAt('(?')) {
        const set = this.flagsOnly(flags);
        if (set) {
          flags = set;
          atom = '';
          continue;
        }
      }
      atom = this.atom(flags);
    }
  }

  private repetition(flags: Flags): string {
    let written = this.take();
    if (written === '{') {
      const inside = this.upTo('}').replace(/\s/g, '');
      if (!/^\d+(,\d*)?$|^,\d+$/.test(inside)) throw new Refused(`{${inside}} is no repetition`);
      written = `{${inside.startsWith(',') ? `0${inside}` : inside}}`;
    }
    const lazy = this.next === '?';
    if (lazy) this.at += 1;
    return lazy !== flags.U ? `${written}?` : written;
  }

  /** `(?i)`: flags from here on. Undefined, without reading, for a group. */
  private flagsOnly(flags: Flags): Flags | undefined {
    const start = this.at;
    const said = /^\(\?([imsxURu]*)(?:-([imsxURu]+))?\)/.exec(this.characters.slice(start, start + 24).join(''));
    if (!said) return undefined;
    this.at += said[0].length;
    return withFlags(flags, said[1] ?? '', said[2] ?? '');
  }

  private atom(flags: Flags): string {
    const c = this.take();
    switch (c) {
      case '(':
        return this.group(flags);
      case '[':
        return this.set(flags);
      case '.':
        return flags.s ? '[\\s\\S]' : '[^\\n]';
      case '^':
        return flags.m ? '(?<![^\\n])' : '(?<![\\s\\S])';
      case '$':
        return flags.m ? '(?![^\\n])' : '(?![\\s\\S])';
      case '\\':
        return this.escape(flags);
      default:
        return literal(c, flags);
    }
  }

  private group(flags: Flags): string {
    let inner = flags;
    let open = '(';
    let name: string | undefined;
    if (this.next === '?') {
      const said = /^\?(?:P?<([A-Za-z_][\w.[\]]*)>|([imsxURu]*)(?:-([imsxURu]+))?:)/.exec(
        this.characters.slice(this.at, this.at + 200).join(''),
      );
      if (!said) throw new Refused('look-around and other extensions are not of this syntax');
      this.at += said[0].length;
      name = said[1];
      if (name === undefined) {
        open = '(?:';
        inner = withFlags(flags, said[2] ?? '', said[3] ?? '');
      }
    }
    if (open === '(') this.names.push(name);
    const body = this.choice(inner);
    if (this.next !== ')') throw new Refused('a group is not closed');
    this.at += 1;
    return `${open}${body})`;
  }

  private escape(flags: Flags): string {
    const c = this.take();
    const known = (flags.u ? classes : asciiClasses)[c];
    if (known !== undefined) return known;
    switch (c) {
      case 'A':
        return '(?<![\\s\\S])';
      case 'z':
        return '(?![\\s\\S])';
      case 'b':
        if (this.looksAt('{start}')) return this.edge(flags, '{start}', (w) => `(?<!${w})(?=${w})`);
        if (this.looksAt('{end}')) return this.edge(flags, '{end}', (w) => `(?<=${w})(?!${w})`);
        return this.edge(flags, '', (w) => `(?:(?<=${w})(?!${w})|(?<!${w})(?=${w}))`);
      case '<':
        return this.edge(flags, '', (w) => `(?<!${w})(?=${w})`);
      case '>':
        return this.edge(flags, '', (w) => `(?<=${w})(?!${w})`);
      case 'B':
        return this.edge(flags, '', (w) => `(?:(?<=${w})(?=${w})|(?<!${w})(?!${w}))`);
      case 'p':
      case 'P':
        return this.property(c);
      default:
        return literalCode(this.escapedCode(c), flags);
    }
  }

  private edge(flags: Flags, said: string, write: (word: string) => string): string {
    this.at += said.length;
    return write((flags.u ? classes : asciiClasses)['w'] ?? '');
  }

  private property(c: string): string {
    const name = this.next === '{' ? this.braced() : this.take();
    const negated = name.startsWith('^') !== (c === 'P');
    const plain = name.replace(/^\^/, '').replace(/:/g, '=');
    for (const tried of [plain, `Script=${plain}`]) {
      try {
        new RegExp(`\\p{${tried}}`, 'v');
        return `\\${negated ? 'P' : 'p'}{${tried}}`;
      } catch {
        // The next spelling is tried.
      }
    }
    throw new Refused(`the property ${name} is not known`);
  }

  /** The code point that an escape stands for. */
  private escapedCode(c: string): number {
    const control = controls[c];
    if (control !== undefined) return { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 }[c] ?? 0;
    if (c === 'x' || c === 'u' || c === 'U') {
      const size = c === 'x' ? 2 : c === 'u' ? 4 : 8;
      const hex = this.next === '{' ? this.braced() : Array.from({ length: size }, () => this.take()).join('');
      const code = Number.parseInt(hex, 16);
      if (!/^[0-9a-f]+$/i.test(hex) || code > 0x10ffff) throw new Refused(`\\${c}${hex} is no character`);
      return code;
    }
    if (/[0-9A-Za-z<>]/.test(c) || c.charCodeAt(0) > 127) throw new Refused(`\\${c} is not of this syntax`);
    return c.codePointAt(0) ?? 0;
  }

  /** A set after its `[`, nested sets and the operators `&&`, `--` and `~~` included. */
  private set(flags: Flags): string {
    const negated = this.next === '^';
    if (negated) this.at += 1;
    let total: string | undefined;
    let operator = '';
    let parts: string[] = [];
    const combine = (): void => {
      const side = `[${parts.join('')}]`;
      parts = [];
      if (total === undefined) total = side;
      else if (operator === '~~') total = `[[${total}--${side}][${side}--${total}]]`;
      else total = `[${total}${operator}${side}]`;
    };
    for (let first = true; ; first = false) {
      if (this.next === ']' && !first) break;
      const op = ['&&', '--', '~~'].find((o) => this.looksAt(o));
      if (op !== undefined && !first) {
        combine();
        operator = op;
        this.at += 2;
        continue;
      }
      parts.push(this.setItem(flags));
    }
    this.at += 1;
    combine();
    return negated ? `[^${total}]` : `${total}`;
  }

  private setItem(flags: Flags): string {
    if (flags.x && /\s/.test(this.next ?? '')) {
      this.at += 1;
      return '';
    }
    const named = /^\[:(\^?)([a-z]+):\]/.exec(this.characters.slice(this.at, this.at + 14).join(''));
    if (named) {
      const ranges = posix[named[2] ?? ''];
      if (ranges === undefined) throw new Refused(`the class ${named[2]} is not known`);
      this.at += named[0].length;
      return `[${named[1]}${ranges}]`;
    }
    const c = this.take();
    if (c === '[') return this.set(flags);
    if (c === '\\') {
      const known = (flags.u ? classes : asciiClasses)[this.next ?? ''];
      if (known !== undefined) {
        this.at += 1;
        return known;
      }
      if (this.next === 'p' || this.next === 'P') return this.property(this.take());
    }
    const from = c === '\\' ? this.escapedCode(this.take()) : (c.codePointAt(0) ?? 0);
    if (this.next !== '-' || this.characters[this.at + 1] === ']' || this.looksAt('--'))
      return inSet(from, from, flags);
    this.at += 1;
    const last = this.take();
    const to = last === '\\' ? this.escapedCode(this.take()) : (last.codePointAt(0) ?? 0);
    if (to < from) throw new Refused('a range ends before it begins');
    return inSet(from, to, flags);
  }
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const set = (name: keyof Flags): boolean => (on.includes(name) ? true : off.includes(name) ? false : flags[name]);
  return { i: set('i'), m: set('m'), s: set('s'), x: set('x'), U: set('U'), R: set('R'), u: set('u') };
}

function literal(c: string, flags: Flags): string {
  return literalCode(c.codePointAt(0) ?? 0, flags);
}

function literalCode(code: number, flags: Flags): string {
  return flags.i ? inSet(code, code, flags) : hex(code);
}

/** A range inside a set; where case is ignored, with the other cases of its letters. */
function inSet(from: number, to: number, flags: Flags): string {
  const range = from === to ? hex(from) : `${hex(from)}-${hex(to)}`;
  if (!flags.i) return `[${range}]`;
  const one = new RegExp(`^[${range}]$`, 'iv');
  const more: string[] = [];
  for (const code of casesNear(from, to)) if (one.test(String.fromCodePoint(code))) more.push(hex(code));
  return `[${range}${more.join('')}]`;
}

/** Characters that may be another case of one in the range. */
function casesNear(from: number, to: number): readonly number[] {
  const found = new Set<number>();
  for (let code = from; code <= to && code - from < 2048; code++) {
    const c = String.fromCodePoint(code);
    for (const other of [
      c.toLowerCase(),
      c.toUpperCase(),
      c.toUpperCase().toLowerCase(),
      c.toLowerCase().toUpperCase(),
    ])
      if (Array.from(other).length === 1) found.add(other.codePointAt(0) ?? 0);
    if (c === 'k' || c === 'K') found.add(0x212a);
    if (c === 's' || c === 'S') found.add(0x17f);
  }
  return [...found];
}

function hex(code: number): string {
  return `\\u{${code.toString(16)}}`;
}
