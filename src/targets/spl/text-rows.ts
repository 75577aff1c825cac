import type { ReasonCode } from '../../fidelity/reasons.ts';
import { fold } from '../../ir/compare.ts';
import type { Json } from '../../ir/json.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import { translateRegex, wildcardToRegex } from '../../regex/index.ts';
import type { SplExpression } from './ast.ts';
import type { Pair } from './build.ts';
import { atom, both, call, compare, either, or, string } from './build.ts';
import { amongElements, eitherRow } from './equal-rows.ts';
import { jsonAt } from './json-path.ts';
import { isPerElement, membership } from './list-rows.ts';
import { notContainer } from './null-rows.ts';
import type { Reading } from './reading.ts';
import { blanks, isWholeObject, mayBeJsonText, sameText } from './reading.ts';
import type { Row, SayRow } from './rows.ts';
import { literalsOf, neverRow } from './rows.ts';
import { accepts, acceptsOtherTypes } from './stored-text.ts';
import { quoteRegex } from './text.ts';
import { sayAll } from './values.ts';

/** A way to find one of several literals in a text. */
interface Pattern {
  readonly pattern: string;
  readonly differs?: string | undefined;
}

type MakePattern = (literals: readonly string[], test: MappedTest) => Pattern | { readonly unsupported: string };

/** `starts_with`, `ends_with`: a regex of the quoted operands. */
export const startsRow = textRow(
  (literals, test) => ({ pattern: `^${oneOf(literals, test)}` }),
  (subject, text) =>
    or([
      compare(text, '==', string('')),
      sameText(call('substr', subject, { kind: 'number', value: '1' }, call('len', text)), text),
    ]),
);
export const endsRow = textRow(
  (literals, test) => ({ pattern: `${oneOf(literals, test)}\\z` }),
  (subject, text) =>
    or([
      compare(text, '==', string('')),
      sameText(
        call('substr', subject, {
          kind: 'arithmetic',
          operator: '+',
          left: { kind: 'arithmetic', operator: '-', left: call('len', subject), right: call('len', text) },
          right: { kind: 'number', value: '1' },
        }),
        text,
      ),
    ]),
);

/** `regex` in PCRE's syntax. */
export const regexRow = textRow((literals, { flags, ignoreCase }) =>
  union(literals.map((pattern) => translateRegex(pattern, { flags, ignoreCase, to: 'pcre' }))),
);

/** `wildcard` as a regex of the whole text. */
export const wildcardRow = textRow((literals, { ignoreCase }) =>
  union(literals.map((pattern) => wildcardToRegex(pattern, { ignoreCase, to: 'pcre' }))),
);

const substringRow = textRow((literals, test) => ({ pattern: oneOf(literals, test) }));

/** `contains`: a substring, an element or both, by the field's type. */
export const containsRow: SayRow = (subject, test, scope, speech) => {
  const literals = literalsOf(test);
  const isOpen = subject.kind === 'json' || subject.kind === 'unknown';
  const perElement = isPerElement(subject, scope);
  const mayBeList = subject.values !== undefined && (subject.holds === 'list' || isOpen);
  const mayBeText = subject.holds !== 'list' || subject.ast.kind === 'call';
  if (subject.holds === 'number') return neverRow;
  if (subject.holds === 'json' && subject.kind === 'object') return keysRow(subject, literals);
  const rows: Row[] = [];
  if (mayBeText) {
    const row =
      literals === undefined
        ? { unsupported: 'a substring that is another field has no function in SPL' }
        : substringRow(subject, test, scope, speech);
    if ('unsupported' in row) return row;
    rows.push(perElement && mayBeList ? { ...row, pair: both([row.pair, ...notContainer(subject)]) } : row);
  }
  if (mayBeList) {
    const row =
      literals === undefined
        ? fieldMembership(subject, test, scope, speech)
        : membership(subject, literals, test.ignoreCase, perElement);
    if ('unsupported' in row) return row;
    rows.push(row);
  }
  const seesKeys = isOpen && !test.ignoreCase && (perElement ? subject.ast === subject.whole : isDeclaredOpen(subject));
  if (seesKeys) {
    const row = keysRow(subject, literals);
    if ('unsupported' in row) return row;
    rows.push(row);
  }
  const all = eitherRow(rows);
  // A list is asked for its elements, which is all that the rule means by it.
  const container: ReasonCode[] = subject.holds === 'text' || !mayBeText || seesKeys ? [] : ['container-type'];
  const seesText = subject.whole !== undefined && subject.ast === subject.whole && !(perElement && mayBeList);
  return {
    ...all,
    wider: [...(all.wider ?? []), ...(seesText ? container : [])],
    narrower: [...(all.narrower ?? []), ...(seesText ? [] : container)],
  };
};

/** Extracted from where the log type says that anything may stand, so that an object is to be expected. */
function isDeclaredOpen({ kind, ast, whole }: Reading): boolean {
  return kind === 'json' && ast.kind === 'field' && whole !== undefined;
}

/** The keys that an object has, a key that holds null among them. */
function keysRow({ whole }: Reading, literals: readonly Json[] | undefined): Row | { readonly unsupported: string } {
  if (whole === undefined || literals === undefined)
    return { unsupported: 'which keys an object has cannot be asked of extracted fields' };
  const keys = literals.flatMap((literal) => (typeof literal === 'string' ? [jsonAt(whole, [literal])] : []));
  return { pair: either(keys.map((key) => atom(call('isnotnull', key)))), read: 'whole' };
}

/** `has` and `contains` of another value of the event. */
export const fieldMembership: SayRow = (subject, test, scope, speech) => {
  const others = sayAll(test.operands, scope, speech);
  if ('unsupported' in others) return others;
  const rows: Row[] = [];
  for (const other of others) {
    const row = amongElements(other, subject, test.ignoreCase);
    if ('unsupported' in row) return row;
    rows.push(row);
  }
  return { ...eitherRow(rows), others };
};

/** A row on a text: a regex for literals, an expression for another text of the event where there is one. */
function textRow(
  make: MakePattern,
  withField?: (subject: SplExpression, text: SplExpression) => SplExpression,
): SayRow {
  return (subject, test, scope, speech) => {
    if (subject.holds === 'number' || isWholeObject(subject)) return neverRow;
    const literals = literalsOf(test);
    if (literals === undefined) {
      if (withField === undefined) return { unsupported: 'its pattern must be a constant' };
      const others = sayAll(test.operands, scope, speech);
      return 'unsupported' in others ? others : fieldText(subject, others, test, withField);
    }
    const texts = literals.filter((literal) => typeof literal === 'string');
    if (texts.length === 0) return neverRow;
    const made = make(texts, test);
    if ('unsupported' in made) return made;
    const folds = test.ignoreCase && test.operator !== 'regex' && test.operator !== 'wildcard';
    const value = folds ? call('lower', subject.ast) : subject.ast;
    const row = storedTextRow(subject, test, texts, call('match', value, string(withoutDollar(made.pattern))));
    const dialect: ReasonCode[] = made.differs === undefined ? [] : ['regex-dialect'];
    return { ...row, wider: [...(row.wider ?? []), ...dialect], narrower: [...(row.narrower ?? []), ...dialect] };
  };
}

/** A condition on a text, guarded against the texts that stand for nothing. */
export function storedTextRow(
  subject: Reading,
  test: MappedTest,
  literals: readonly Json[],
  condition: SplExpression,
): Row {
  const guarded = blanks(subject).filter((blank) => accepts(test, literals, blank));
  const guards = guarded.map((blank): Pair => atom(compare(subject.ast, '!=', string(blank)), subject.ast));
  const narrower: ReasonCode[] = [];
  if (guarded.includes('null')) narrower.push('null-stored-as-text');
  if (guarded.some((blank) => subject.fillers.includes(blank))) narrower.push('filler-value');
  const wider: ReasonCode[] = subject.holds === 'leaf' && acceptsOtherTypes(test, literals) ? ['type-as-text'] : [];
  if (mayBeJsonText(subject)) wider.push('container-type');
  return { pair: both([...guards, atom(condition, subject.ast)]), wider, narrower };
}

function fieldText(
  subject: Reading,
  others: readonly Reading[],
  test: MappedTest,
  condition: (subject: SplExpression, text: SplExpression) => SplExpression,
): Row {
  const lower = (ast: SplExpression): SplExpression => (test.ignoreCase ? call('lower', ast) : ast);
  const clean = (reading: Reading): Pair[] =>
    blanks(reading).map((blank) => atom(compare(reading.ast, '!=', string(blank)), reading.ast));
  const pairs = others.map((other) =>
    both([
      ...clean(subject),
      ...clean(other),
      atom(condition(lower(subject.ast), lower(other.ast)), subject.ast, other.ast),
    ]),
  );
  return { pair: either(pairs), wider: ['type-as-text'], narrower: ['null-stored-as-text'], others };
}

function oneOf(literals: readonly string[], test: MappedTest): string {
  const quoted = [...new Set(literals.map((text) => quoteRegex(test.ignoreCase ? fold(text) : text)))];
  return quoted.length === 1 ? quoted.join('') : `(?:${quoted.join('|')})`;
}

function union(
  translated: readonly (Pattern | { readonly unsupported: string })[],
): Pattern | { readonly unsupported: string } {
  const patterns: Pattern[] = [];
  for (const one of translated) {
    if ('unsupported' in one) return one;
    patterns.push(one);
  }
  const differs = patterns.find((p) => p.differs !== undefined)?.differs;
  const [only, ...more] = patterns;
  if (only !== undefined && more.length === 0) return only;
  if (patterns.some(({ pattern }) => /\\[1-9]|\(\?\(|\(\?P[<=]/.test(pattern)))
    return { unsupported: 'several regexes with groups that are referred to cannot be joined in one' };
  return { pattern: patterns.map(({ pattern }) => `(?:${pattern})`).join('|'), differs };
}

/** The pattern without a dollar sign, which saved searches may take for the edge of a token. PCRE's own `$` is not among what is translated. */
function withoutDollar(pattern: string): string {
  return pattern.replace(/(\\.)|\$/gsu, (found, escaped?: string) =>
    escaped === undefined || found === '\\$' ? '\\x24' : found,
  );
}
