import { ExpressionReader } from './parse-expression.ts';
import type { MatchSyntax, OptionValue, RuleSyntax } from './syntax.ts';
import { tokenize, Unreadable } from './tokens.ts';

/** What the reader does not know, and where. */
export interface Unknown {
  readonly construct: string;
  readonly line: number;
  readonly column: number;
}

/** Reads a rule by the documented grammar. https://docs.cloud.google.com/chronicle/docs/yara-l/yara-l-2-0-syntax */
export function parseRule(source: string): RuleSyntax | Unknown {
  try {
    return new RuleReader(tokenize(source)).rule();
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { construct: thrown.message, line: thrown.line, column: thrown.column };
    throw thrown;
  }
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const named = { minute: units.m, hour: units.h, day: units.d } as const;

class RuleReader extends ExpressionReader {
  rule(): RuleSyntax {
    this.word('rule');
    const name = this.identifier();
    this.sign('{');
    const meta = this.meta();
    this.refuseSection('setup');
    this.header('events');
    const events = [];
    while (!this.isHeader()) events.push(this.expression());
    const match = this.section('match') ? this.match() : undefined;
    const outcome = this.section('outcome') ? this.outcome() : [];
    this.header('condition');
    const condition = this.expression();
    if (!this.isHeader()) this.fail(this.peek());
    const options = this.section('options') ? this.options() : [];
    this.refuseSection('export');
    this.sign('}');
    if (this.peek().kind !== 'end') this.fail(this.peek());
    return { name, meta, events, match, outcome, condition, options };
  }

  private meta(): RuleSyntax['meta'] {
    this.header('meta');
    const meta: { key: string; value: string; place: RuleSyntax['meta'][number]['place'] }[] = [];
    while (!this.isHeader()) {
      const start = this.peek();
      const key = this.identifier();
      this.sign('=');
      const token = this.next();
      if (token.kind !== 'string' && token.kind !== 'raw') this.fail(token);
      meta.push({ key, value: this.textOf(token), place: this.placeFrom(start) });
    }
    return meta;
  }

  private match(): MatchSyntax {
    const start = this.peek();
    const variables = [this.variable()];
    while (this.accept(',')) variables.push(this.variable());
    const word = this.take('word');
    const by = word.text.toLowerCase();
    if (by === 'by') {
      const length = this.next();
      const milliseconds = length.kind === 'duration' ? durationOf(length.text) : namedLength(length.text);
      if (milliseconds === undefined) return this.fail(length);
      if (this.peek().text.toLowerCase() === 'tumbling') this.next();
      return { variables, kind: 'by', milliseconds, place: this.placeFrom(start) };
    }
    if (by !== 'over') this.fail(word);
    const milliseconds = durationOf(this.take('duration').text);
    const pivot = this.peek().text.toLowerCase();
    if (pivot !== 'before' && pivot !== 'after')
      return { variables, kind: 'over', milliseconds, place: this.placeFrom(start) };
    this.next();
    this.take('variable');
    return { variables, kind: pivot, milliseconds, place: this.placeFrom(start) };
  }

  private outcome(): RuleSyntax['outcome'] {
    const outcome: RuleSyntax['outcome'][number][] = [];
    while (!this.isHeader()) {
      const start = this.peek();
      const name = this.take('variable').text.slice(1);
      this.sign('=');
      const value = this.expression();
      outcome.push({ name, value, place: this.placeFrom(start) });
    }
    return outcome;
  }

  private options(): RuleSyntax['options'] {
    const options: RuleSyntax['options'][number][] = [];
    while (this.peek().kind === 'word' && !this.isHeader()) {
      const start = this.peek();
      const name = this.next().text;
      this.sign('=');
      options.push({ name, value: this.optionValue(), place: this.placeFrom(start) });
    }
    return options;
  }

  private optionValue(): OptionValue {
    const token = this.next();
    if (token.kind === 'duration') return { milliseconds: durationOf(token.text) };
    const word = token.text.toLowerCase();
    return word === 'true' || word === 'false' ? word === 'true' : this.fail(token);
  }

  private variable(): MatchSyntax['variables'][number] {
    const token = this.take('variable');
    return { name: token.text.slice(1), place: this.placeFrom(token) };
  }

  private section(name: string): boolean {
    if (this.peek().text.toLowerCase() !== name || this.peek(1).text !== ':') return false;
    this.next();
    this.next();
    return true;
  }

  private refuseSection(name: string): void {
    const at = this.peek();
    if (this.section(name)) throw new Unreadable(`a section "${name}"`, at);
  }

  private header(name: string): void {
    if (!this.section(name)) this.fail(this.peek(), `the section "${name}:"`);
  }

  private isHeader(): boolean {
    const { kind, text } = this.peek();
    return kind === 'end' || text === '}' || (kind === 'word' && this.peek(1).text === ':');
  }
}

function durationOf(text: string): number {
  const unit = text.at(-1);
  return Number(text.slice(0, -1)) * (unit === 's' || unit === 'm' || unit === 'h' || unit === 'd' ? units[unit] : 0);
}

function namedLength(text: string): number | undefined {
  const word = text.toLowerCase();
  return word === 'minute' || word === 'hour' || word === 'day' ? named[word] : undefined;
}
