import type { Condition, Quantifier, Test } from '../../../src/ir/condition.ts';
import type { ArgumentKind, FunctionName } from '../../../src/ir/functions.ts';
import { argumentCount, argumentKind, functions } from '../../../src/ir/functions.ts';
import type { Json } from '../../../src/ir/json.ts';
import { isList } from '../../../src/ir/json.ts';
import { operandFits } from '../../../src/ir/operand.ts';
import type { Flag } from '../../../src/ir/operators.ts';
import { flags as knownFlags, operators, spellings } from '../../../src/ir/operators.ts';
import type { Step } from '../../../src/ir/path.ts';
import { reservedWords } from '../../../src/ir/syntax.ts';
import type { Value } from '../../../src/ir/value.ts';
import type { Token } from '../../../src/source/condition-table/token.ts';

/** One way to read a piece of a table, and the token behind it. */
interface Parse<T> {
  readonly tree: T;
  readonly next: number;
}
type Rule<T> = (at: number) => readonly Parse<T>[];
type Symbol = Token | { readonly kind: 'newline'; readonly start: number; readonly end: number };

/**
 * Every way to read tokens as a table, by the grammar as it is written: each rule gives all its parses, nothing is preferred.
 * It shares the tokens with the parser under test and nothing else. Slow; for small tables.
 */
export function allParses(tokens: readonly Token[]): readonly Condition[] {
  return new Grammar(tokens).table();
}

class Grammar {
  private readonly symbols: readonly Symbol[];
  private readonly memo = new Map<string, readonly Parse<unknown>[]>();

  constructor(tokens: readonly Token[]) {
    this.symbols = withNewlines(tokens);
  }

  table(): Condition[] {
    return this.block(0, 0)
      .filter(({ next }) => this.symbols[next]?.kind === 'end')
      .map(({ tree }) => tree);
  }

  /** block = expr { newline expr } */
  private block(at: number, inside: number): readonly Parse<Condition>[] {
    const newline: Rule<unknown> = (i) => (this.symbols[i]?.kind === 'newline' ? [{ tree: null, next: i + 1 }] : []);
    return this.once(`block ${at} ${inside}`, () =>
      chain(at, (i) => this.expr(i, inside), newline).map((parse) => joined('and', parse)),
    );
  }

  /** expr = and { "or" and }, newlines beside "or" being white space */
  private expr(at: number, inside: number): readonly Parse<Condition>[] {
    return this.once(`expr ${at} ${inside}`, () =>
      chain(at, (i) => this.and(i, inside), this.spaced('or')).map((parse) => joined('or', parse)),
    );
  }

  private and(at: number, inside: number): readonly Parse<Condition>[] {
    return this.once(`and ${at} ${inside}`, () =>
      chain(at, (i) => this.unary(i, inside), this.spaced('and')).map((parse) => joined('and', parse)),
    );
  }

  private unary(at: number, inside: number): readonly Parse<Condition>[] {
    return this.once(`unary ${at} ${inside}`, () => [
      ...this.word('not', at).flatMap(({ next }) =>
        this.unary(next, inside).map((p) => ({ ...p, tree: { kind: 'not', operand: p.tree } as const })),
      ),
      ...(['true', 'false'] as const).flatMap((kind) => this.word(kind, at).map((p) => ({ ...p, tree: { kind } }))),
      ...this.parenthesised(at, inside),
      ...(['any', 'all', 'none', 'one'] as const).flatMap((kind) => this.quantifier(kind, at, inside)),
      ...this.row(at, inside),
    ]);
  }

  private parenthesised(at: number, inside: number): Parse<Condition>[] {
    return then(this.punctuation('(')(at), (i) => this.gap(i)).flatMap((open) =>
      this.block(open.next, inside).flatMap((block) =>
        this.closing(')', block.next).map((close) => ({ tree: block.tree, next: close.next })),
      ),
    );
  }

  private quantifier(quantifier: Quantifier, at: number, inside: number): Parse<Condition>[] {
    return this.word(quantifier, at).flatMap((head) =>
      this.value(head.next, inside)
        .filter(({ next }) => !this.touches(next))
        .flatMap((list) =>
          this.parenthesised(list.next, inside + 1).map((where) => ({
            tree: { kind: 'quantifier', quantifier, list: list.tree, where: where.tree },
            next: where.next,
          })),
        ),
    );
  }

  /** row = value operator [ operand ] [ "[" flags "]" ] */
  private row(at: number, inside: number): Parse<Condition>[] {
    return this.value(at, inside).flatMap((subject) => {
      const word = this.symbols[subject.next];
      const spelling = word?.kind === 'word' ? spellings.get(word.text) : undefined;
      if (spelling === undefined) return [];
      return this.operands(subject.next + 1, inside, spelling).flatMap((operands) =>
        this.flags(operands.next, operators[spelling.operator].flags).map((flags): Parse<Condition> => {
          const test: Test = {
            kind: 'test',
            subject: subject.tree,
            operator: spelling.operator,
            operands: operands.tree,
            ignoreCase: spelling.ignoreCase || flags.tree.includes('i'),
            flags: knownFlags.filter((flag) => flags.tree.includes(flag)).sort() as Flag[],
          };
          return { tree: spelling.negated ? { kind: 'not', operand: test } : test, next: flags.next };
        }),
      );
    });
  }

  private operands(
    at: number,
    inside: number,
    { operator, operand }: NonNullable<ReturnType<typeof spellings.get>>,
  ): Parse<readonly Value[]>[] {
    const kind = operators[operator].operand;
    const spread = (value: Value): readonly Value[] | undefined => {
      if (operator !== 'in' || value.kind !== 'literal') return [value];
      return isList(value.value) ? value.value.map((item) => ({ kind: 'literal', value: item })) : undefined;
    };
    switch (operand) {
      case 'none':
        return [{ tree: [], next: at }];
      case 'literal':
        return this.json(at)
          .filter(({ tree }) => operandFits(kind, tree))
          .map(({ tree, next }) => ({ tree: [{ kind: 'literal', value: tree }], next }));
      case 'list':
        return this.json(at).flatMap(({ tree, next }) =>
          isList(tree) && tree.every((item) => operandFits(kind, item))
            ? [{ tree: tree.map((value) => ({ kind: 'literal', value }) as const), next }]
            : [],
        );
      case 'field':
        return this.value(at, inside).flatMap(({ tree, next }) => {
          const several = spread(tree);
          return several === undefined ? [] : [{ tree: several, next }];
        });
      case 'fields':
        return this.listed('[', ']', (i) => this.value(i, inside), at).flatMap(({ tree, next }) => {
          const several = tree.map(spread);
          return several.some((s) => s === undefined) ? [] : [{ tree: several.flatMap((s) => s ?? []), next }];
        });
    }
  }

  private flags(at: number, allowed: boolean): Parse<readonly string[]>[] {
    const flag: Rule<string> = (i) => {
      const token = this.symbols[i];
      const known = token?.kind === 'word' && (token.text === 'i' || knownFlags.some((f) => f === token.text));
      return known ? [{ tree: token.text, next: i + 1 }] : [];
    };
    const some = allowed ? this.listed('[', ']', flag, at) : [];
    const sensible = some.filter(
      ({ tree }) =>
        tree.length > 0 && new Set(tree).size === tree.length && !(tree.includes('match') && tree.includes('full')),
    );
    return [{ tree: [], next: at }, ...sensible];
  }

  /** value = path | name "(" args ")" steps */
  private value(at: number, inside: number): readonly Parse<Value>[] {
    return this.once(`value ${at} ${inside}`, () => [
      ...this.path(at, inside),
      ...this.call(at, inside).flatMap((call) =>
        this.steps(call.next).map(
          ({ tree, next }): Parse<Value> => ({
            tree: tree.length === 0 ? call.tree : { kind: 'at', of: call.tree, steps: tree },
            next,
          }),
        ),
      ),
    ]);
  }

  /** path = segment steps | "$" steps | "@" [ depth ] steps */
  private path(at: number, inside: number): Parse<Value>[] {
    const token = this.symbols[at];
    const after = this.symbols[at + 1];
    const isCall = after?.kind === 'punctuation' && after.text === '(' && this.touches(at + 1);
    const first =
      token?.kind === 'key'
        ? token.key
        : token?.kind === 'word' && !reservedWords.has(token.text)
          ? token.text
          : undefined;
    return this.steps(at + 1).flatMap(({ tree, next }): Parse<Value>[] => {
      if (first !== undefined && !isCall) {
        const path = [first, ...tree];
        const to = inside > 0 ? ({ scope: 'element', depth: 0, path } as const) : ({ scope: 'event', path } as const);
        return [{ tree: { kind: 'reference', to }, next }];
      }
      if (token?.kind === 'root') return [{ tree: { kind: 'reference', to: { scope: 'event', path: tree } }, next }];
      if (token?.kind === 'element' && token.depth < inside)
        return [{ tree: { kind: 'reference', to: { scope: 'element', depth: token.depth, path: tree } }, next }];
      return [];
    });
  }

  /** steps = { "." segment | "[" integer "]" }, of any length: that the longest is meant needs no rule. */
  private steps(at: number): Parse<readonly Step[]>[] {
    const found: Parse<readonly Step[]>[] = [{ tree: [], next: at }];
    for (let next = at, path: readonly Step[] = []; this.touches(next); ) {
      const token = this.symbols[next];
      const index = this.symbols[next + 1];
      if (token?.kind === 'step') {
        path = [...path, token.key];
        next += 1;
      } else if (index?.kind === 'number' && typeof index.value === 'bigint' && this.isIndex(next)) {
        path = [...path, Number(index.value)];
        next += 3;
      } else break;
      found.push({ tree: path, next });
    }
    return found;
  }

  private isIndex(at: number): boolean {
    return this.punctuation('[')(at).length === 1 && this.punctuation(']')(at + 2).length === 1;
  }

  private call(at: number, inside: number): Parse<Value>[] {
    const token = this.symbols[at];
    if (token?.kind !== 'word' || reservedWords.has(token.text) || !this.touches(at + 1)) return [];
    const value: Rule<Value> = (i) => this.argument(i, inside);
    const literal =
      (fits: (value: Json) => boolean): Rule<Value> =>
      (i) =>
        this.json(i)
          .filter(({ tree }) => fits(tree))
          .map(({ tree, next }) => ({ tree: { kind: 'literal', value: tree }, next }));
    const condition =
      (more: number): Rule<Condition> =>
      (i) =>
        this.block(i, inside + more);
    switch (token.text) {
      case 'if':
        return this.args3(at + 1, condition(0), value, value).map(({ tree: [c, t, o], next }) => ({
          tree: { kind: 'if', condition: c, then: t, otherwise: o },
          next,
        }));
      case 'first':
        return this.args2(at + 1, value, condition(1)).map(({ tree: [list, where], next }) => ({
          tree: { kind: 'first', list, where },
          next,
        }));
      case 'map':
        return this.args3(at + 1, value, condition(1), (i) => this.argument(i, inside + 1)).map(
          ({ tree: [list, where, each], next }) => ({ tree: { kind: 'map', list, where, value: each }, next }),
        );
      case 'lookup':
        return this.args3(at + 1, value, (i) => this.entries(i), value).map(({ tree: [v, table, o], next }) => ({
          tree: { kind: 'lookup', value: v, table, otherwise: o },
          next,
        }));
      case 'const':
        return this.listed(
          '(',
          ')',
          literal(() => true),
          at + 1,
        ).flatMap(({ tree: [only, ...more], next }) =>
          only !== undefined && more.length === 0 ? [{ tree: only, next }] : [],
        );
      case 'udm':
        return this.listed('(', ')', (i) => this.json(i), at + 1).flatMap(({ tree: [name, ...more], next }) =>
          typeof name === 'string' && more.length === 0
            ? [{ tree: { kind: 'reference', to: { scope: 'model', name } } as const, next }]
            : [],
        );
      case 'exact':
        return this.listed('(', ')', (i) => this.path(i, 0), at + 1).flatMap(({ tree: [only, ...more], next }) =>
          only?.kind === 'reference' && only.to.scope === 'event' && more.length === 0
            ? [{ tree: { kind: 'reference', to: { ...only.to, exact: true } } as const, next }]
            : [],
        );
      default:
        if (!Object.hasOwn(functions, token.text)) return [];
        // Checked just above.
        return this.plainCall(token.text as FunctionName, at + 1, value, literal);
    }
  }

  private plainCall(
    name: FunctionName,
    at: number,
    value: Rule<Value>,
    literal: (fits: (value: Json) => boolean) => Rule<Value>,
  ): Parse<Value>[] {
    const { least, most, even } = argumentCount(name);
    const fitting =
      (fits: (value: Json) => boolean): Rule<Value> =>
      (i) =>
        value(i).filter((p) => p.tree.kind !== 'literal' || fits(p.tree.value));
    const isText = (v: Json): boolean => typeof v === 'string';
    const isInteger = (v: Json): boolean => v === null || typeof v === 'bigint';
    const rules: Record<ArgumentKind, Rule<Value>> = {
      value,
      'value?': value,
      '...': value,
      pairs: value,
      text: fitting(isText),
      'text?': fitting(isText),
      integer: fitting(isInteger),
      'integer?': fitting(isInteger),
      pattern: literal(isText),
      keys: literal((v) => isList(v) && v.length > 0 && v.every((key) => typeof key === 'string')),
    };
    const fits = (args: readonly Parse<Value>[]): boolean =>
      args.length >= least && args.length <= most && (!even || args.length % 2 === 0);
    const placed: Rule<Parse<Value>> = (i) => value(i).map((p) => ({ tree: { ...p, next: i }, next: p.next }));
    return this.listed('(', ')', placed, at)
      .filter(({ tree }) => fits(tree))
      .filter(({ tree }) => tree.every(({ next }, n) => rules[argumentKind(name, n)](next).length > 0))
      .map(({ tree, next }) => ({ tree: { kind: 'call', name, args: tree.map((p) => p.tree) }, next }));
  }

  /** A value argument: a value, or JSON. */
  private argument(at: number, inside: number): Parse<Value>[] {
    return [
      ...this.value(at, inside),
      ...this.json(at).map(({ tree, next }): Parse<Value> => ({ tree: { kind: 'literal', value: tree }, next })),
    ];
  }

  private json(at: number): readonly Parse<Json>[] {
    return this.once(`json ${at}`, (): Parse<Json>[] => {
      const token = this.symbols[at];
      const next = at + 1;
      const glued = this.touches(next) && this.symbols[next]?.kind !== 'punctuation';
      if (token?.kind === 'string') return [{ tree: token.value, next }];
      if (token?.kind === 'number') return glued || this.isColon(next) ? [] : [{ tree: token.value, next }];
      if (token?.kind === 'word') {
        if (glued || this.isColon(next)) return [];
        if (token.text === 'null') return [{ tree: null, next }];
        return token.text === 'true' || token.text === 'false' ? [{ tree: token.text === 'true', next }] : [];
      }
      return [
        ...this.listed('[', ']', (i) => this.json(i), at),
        ...this.entries(at).map((p) => ({ ...p, tree: Object.fromEntries(p.tree) })),
      ];
    });
  }

  private entries(at: number): Parse<readonly (readonly [string, Json])[]>[] {
    const entry: Rule<readonly [string, Json]> = (i) => {
      const key = this.symbols[i];
      if (key?.kind !== 'string') return [];
      return then(this.punctuation(':')(i + 1), (j) => this.json(j)).map(({ tree, next }) => ({
        tree: [key.value, tree],
        next,
      }));
    };
    return this.listed('{', '}', entry, at).filter(({ tree }) => new Set(tree.map(([k]) => k)).size === tree.length);
  }

  private isColon(at: number): boolean {
    return this.touches(at) && this.punctuation(':')(at).length === 1;
  }

  private args2<A, B>(at: number, a: Rule<A>, b: Rule<B>): Parse<readonly [A, B]>[] {
    return then(this.punctuation('(')(at), (i) => this.gap(i)).flatMap((open) =>
      a(open.next).flatMap((first) =>
        this.comma(first.next).flatMap((comma) =>
          b(comma.next).flatMap((second) =>
            this.closing(')', second.next).map(({ next }) => ({ tree: [first.tree, second.tree] as const, next })),
          ),
        ),
      ),
    );
  }

  private args3<A, B, C>(at: number, a: Rule<A>, b: Rule<B>, c: Rule<C>): Parse<readonly [A, B, C]>[] {
    const tail: Rule<readonly [B, C]> = (i) =>
      b(i).flatMap((second) =>
        then(this.comma(second.next), c).map((third) => ({
          tree: [second.tree, third.tree] as const,
          next: third.next,
        })),
      );
    return this.args2(at, a, tail).map(({ tree: [first, [second, third]], next }) => ({
      tree: [first, second, third] as const,
      next,
    }));
  }

  /** Zero or more entries in brackets, commas between, newlines just inside and beside commas. */
  private listed<T>(open: '(' | '[' | '{', close: ')' | ']' | '}', entry: Rule<T>, at: number): Parse<readonly T[]>[] {
    const opened = this.punctuation(open)(at);
    const empty = opened.flatMap(({ next }) => this.closing(close, next));
    return [
      ...empty.map(({ next }): Parse<readonly T[]> => ({ tree: [], next })),
      ...then(opened, (i) => this.gap(i)).flatMap(({ next: inside }) =>
        chain(inside, entry, (i) => this.comma(i)).flatMap(({ tree, next: end }) =>
          this.closing(close, end).map(({ next }) => ({ tree, next })),
        ),
      ),
    ];
  }

  private comma(at: number): Parse<unknown>[] {
    return then(then(this.gap(at), this.punctuation(',')), (i) => this.gap(i));
  }

  private closing(close: ')' | ']' | '}', at: number): Parse<unknown>[] {
    return then(this.gap(at), this.punctuation(close));
  }

  /** White space that a newline may be: with it, or without. */
  private gap(at: number): Parse<unknown>[] {
    const none = { tree: null, next: at };
    return this.symbols[at]?.kind === 'newline' ? [none, { tree: null, next: at + 1 }] : [none];
  }

  private spaced(word: 'and' | 'or'): Rule<unknown> {
    return (at) =>
      then(
        then(this.gap(at), (i) => this.word(word, i)),
        (i) => this.gap(i),
      );
  }

  private word(text: string, at: number): Parse<unknown>[] {
    const token = this.symbols[at];
    return token?.kind === 'word' && token.text === text ? [{ tree: null, next: at + 1 }] : [];
  }

  private punctuation(text: string): Rule<unknown> {
    return (at) => {
      const token = this.symbols[at];
      return token?.kind === 'punctuation' && token.text === text ? [{ tree: null, next: at + 1 }] : [];
    };
  }

  private touches(at: number): boolean {
    const before = this.symbols[at - 1];
    const token = this.symbols[at];
    return before !== undefined && token !== undefined && token.kind !== 'end' && before.end === token.start;
  }

  private once<T>(name: string, read: () => readonly Parse<T>[]): readonly Parse<T>[] {
    // Each name is read by one rule, whose type is its own.
    const known = this.memo.get(name) as readonly Parse<T>[] | undefined;
    if (known !== undefined) return known;
    const parses = read();
    this.memo.set(name, parses);
    return parses;
  }
}

/** One or more, with what stands between. */
function chain<T>(at: number, entry: Rule<T>, between: Rule<unknown>): Parse<readonly T[]>[] {
  return entry(at).flatMap(({ tree, next }) => [
    { tree: [tree], next },
    ...between(next).flatMap((joint) =>
      chain(joint.next, entry, between).map((more) => ({ tree: [tree, ...more.tree], next: more.next })),
    ),
  ]);
}

function then<T>(parses: readonly Parse<unknown>[], rule: Rule<T>): Parse<T>[] {
  return parses.flatMap(({ next }) => rule(next));
}

function joined(kind: 'and' | 'or', { tree, next }: Parse<readonly Condition[]>): Parse<Condition> {
  const [only, ...more] = tree;
  return { tree: only !== undefined && more.length === 0 ? only : { kind, operands: tree }, next };
}

/** Newlines as symbols of their own, but inside `[]` and `{}`, where they are white space, and at the table's ends. */
function withNewlines(tokens: readonly Token[]): Symbol[] {
  const symbols: Symbol[] = [];
  const open: string[] = [];
  for (const token of tokens) {
    const within = open.at(-1);
    if (token.newline && symbols.length > 0 && token.kind !== 'end' && within !== '[' && within !== '{')
      symbols.push({ kind: 'newline', start: -1, end: -1 });
    if (token.kind === 'punctuation' && '([{'.includes(token.text)) open.push(token.text);
    if (token.kind === 'punctuation' && ')]}'.includes(token.text)) open.pop();
    symbols.push(token);
  }
  return symbols;
}
