import type { Value } from '../../ir/value.ts';
import type { MappedTest, MappedValue } from '../../mapping/mapping.ts';

/** A row on the text, or (`negated`) its opposite. */
interface Whole {
  readonly test: MappedTest;
  readonly negated: boolean;
}

/**
 * A row on what is made of a text as a regex on the text, with the same answer on every event where the field is a text: its length, whether
 * one of its pieces is a constant, its first piece without the spaces around it, what stands behind a constant. Undefined for other rows.
 */
export function textAsRegex(test: MappedTest): Whole | undefined {
  const { subject } = test;
  if (subject.kind !== 'call') return undefined;
  const [first, second, ...more] = subject.args;
  if (first === undefined) return undefined;
  switch (subject.name) {
    case 'len':
      return second === undefined ? onLength(test, first) : undefined;
    case 'split':
      return more.length === 0 ? onSomePiece(test, first, second) : undefined;
    case 'url_decode':
    case 'lower':
      return second === undefined ? onDecoded(test) : undefined;
    case 'trim':
      return second === undefined ? onTrimmed(test, first) : undefined;
    case 'concat':
      return more.length === 0 && second !== undefined ? behindConstant(test, first, second) : undefined;
    default:
      return undefined;
  }
}

const longest = 1000;

function onLength(test: MappedTest, text: MappedValue): Whole | undefined {
  const [bound, ...more] = test.operands;
  const isAny = bound?.kind === 'literal' && bound.value === 0n && test.operator === 'gt';
  if (isAny && text.kind === 'call' && text.name === 'regex_all') return onMatches(test, text.args);
  if (text.kind !== 'reference' || bound?.kind !== 'literal' || more.length > 0) return undefined;
  if (typeof bound.value !== 'bigint' || bound.value < 1n || bound.value > longest) return undefined;
  const size = Number(bound.value);
  const atMost = (most: number): Whole => regex(test, text, [`^(?s:.){0,${most}}\\Z`]);
  switch (test.operator) {
    case 'lt':
      return atMost(size - 1);
    case 'lte':
      return atMost(size);
    case 'gt':
      return regex(test, text, [`^(?s:.){${size + 1}}`]);
    case 'gte':
      return regex(test, text, [`^(?s:.){${size}}`]);
    default:
      return undefined;
  }
}

/** `len(regex_all(x, "a")) gt 0` is a search. */
function onMatches(test: MappedTest, [text, pattern, flags]: readonly MappedValue[]): Whole | undefined {
  if (text?.kind !== 'reference' || pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return undefined;
  if (flags !== undefined && (flags.kind !== 'literal' || flags.value !== '')) return undefined;
  return regex(test, text, [pattern.value]);
}

function onSomePiece(test: MappedTest, text: MappedValue, separator: MappedValue | undefined): Whole | undefined {
  const texts = textsOf(test);
  const between = separator?.kind === 'literal' ? separator.value : undefined;
  if (test.operator !== 'contains' && test.operator !== 'has') return undefined;
  if (text.kind !== 'reference' || texts === undefined || typeof between !== 'string' || between.length !== 1)
    return undefined;
  if (test.ignoreCase || texts.some((piece) => piece.includes(between))) return undefined;
  return regex(
    test,
    text,
    texts.map((piece) => `(?:^|${quoted(between)})${quoted(piece)}(?:${quoted(between)}|\\Z)`),
  );
}

function onTrimmed(test: MappedTest, piece: MappedValue): Whole | undefined {
  const texts = textsOf(test);
  if (texts === undefined || (test.operator !== 'eq' && test.operator !== 'in')) return undefined;
  if (piece.kind !== 'at' || piece.steps.length !== 1 || piece.steps[0] !== 0) return undefined;
  const [text, separator, ...more] = piece.of.kind === 'call' && piece.of.name === 'split' ? piece.of.args : [];
  const between = separator?.kind === 'literal' ? separator.value : undefined;
  if (text?.kind !== 'reference' || more.length > 0 || typeof between !== 'string' || !/^[!-/:-@]$/.test(between))
    return undefined;
  if (texts.some((whole) => whole.includes(between) || whole.trim() !== whole || whole === '')) return undefined;
  const { test: row, negated } = regex(
    test,
    text,
    texts.map((whole) => `^\\s*${quoted(whole)}\\s*(?:${quoted(between)}|\\Z)`),
  );
  const source = textIn(test.origin?.subject);
  if (test.origin === undefined || source === undefined) return undefined;
  // The regex is what the target may read otherwise: which spaces there are.
  const operands = row.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand] : []));
  return { test: { ...row, origin: { ...test.origin, subject: source, operator: 'regex', operands } }, negated };
}

/** The text at the bottom of the rule's own functions. */
function textIn(value: Value | undefined): Value | undefined {
  if (value?.kind === 'at') return textIn(value.of);
  return value?.kind === 'call' ? textIn(value.args[0]) : value;
}

/** `concat("/a/", x) contains "/b/"`: of what the row asks for, the constant may hold the beginning. */
function behindConstant(test: MappedTest, constant: MappedValue, given: MappedValue): Whole | undefined {
  const before = constant.kind === 'literal' ? constant.value : undefined;
  const text = orNothing(given);
  if (typeof before !== 'string' || before === '' || text.kind !== 'reference' || test.ignoreCase) return undefined;
  const texts = textsOf(test);
  if (texts === undefined || (test.operator !== 'contains' && test.operator !== 'starts_with')) return undefined;
  // On nothing the constant alone is asked.
  if (texts.some((wanted) => (test.operator === 'contains' ? before.includes(wanted) : before.startsWith(wanted))))
    return undefined;
  const patterns = texts.flatMap((wanted): readonly string[] => {
    if (test.operator === 'starts_with')
      return wanted.startsWith(before) ? [`^${quoted(wanted.slice(before.length))}`] : [];
    const begun = [...before].flatMap((_, at) => {
      const end = before.slice(at);
      return end.length < wanted.length && wanted.startsWith(end) ? [`^${quoted(wanted.slice(end.length))}`] : [];
    });
    return [quoted(wanted), ...begun];
  });
  return regex(test, text, patterns);
}

/** `lower(url_decode(x)) contains "/a"`: each character as it is or as `%2f` writes it; behind a constant as above. */
function onDecoded(test: MappedTest): Whole | undefined {
  const lower = test.subject.kind === 'call' && test.subject.name === 'lower' ? test.subject.args[0] : undefined;
  const decoded = lower ?? test.subject;
  const [whole, ...more] = decoded.kind === 'call' && decoded.name === 'url_decode' ? decoded.args : [];
  const texts = textsOf(test);
  if (whole === undefined || more.length > 0 || texts === undefined || test.operator !== 'contains') return undefined;
  // One that begins with a hexadecimal digit may begin inside of what is decoded.
  if (!texts.every((text) => /^[!$&-/:-@[-`{-~g-zG-Z][!-$&-~]*$/.test(text))) return undefined;
  if (lower !== undefined && texts.some((text) => text !== text.toLowerCase())) return undefined;
  const ignoreCase = test.ignoreCase || lower !== undefined;
  const on = { ...test, ignoreCase: false };
  const bare = whole.kind === 'reference' ? regex(on, whole, texts.map(encoded)) : behindEncoded(on, whole, texts);
  return bare && { ...bare, test: { ...bare.test, ignoreCase } };
}

function behindEncoded(test: MappedTest, whole: MappedValue, texts: readonly string[]): Whole | undefined {
  const [constant, text, ...more] = whole.kind === 'call' && whole.name === 'concat' ? whole.args : [];
  const before = constant?.kind === 'literal' ? constant.value : undefined;
  if (typeof before !== 'string' || text?.kind !== 'reference' || more.length > 0) return undefined;
  if (before.includes('%') || texts.some((wanted) => before.includes(wanted) || 'None'.includes(wanted)))
    return undefined;
  const begun = texts.flatMap((wanted) =>
    [...before].flatMap((_, at) => {
      const end = before.slice(at);
      return wanted.startsWith(end) ? [`^${encoded(wanted.slice(end.length))}`] : [];
    }),
  );
  return regex(test, text, [...texts.map(encoded), ...begun]);
}

function encoded(text: string): string {
  const hex = (character: string): string =>
    character
      .charCodeAt(0)
      .toString(16)
      .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return [...text].map((character) => `(?:${quoted(character)}|%${hex(character)})`).join('');
}

/** `default(x, "")` behind a constant is x: where it is missing the constant alone is asked. */
function orNothing(value: MappedValue): MappedValue {
  const [inner, otherwise] = value.kind === 'call' && value.name === 'default' ? value.args : [];
  return inner !== undefined && otherwise?.kind === 'literal' && otherwise.value === '' ? inner : value;
}

/** The texts that a row compares with; undefined where it compares with something else. */
function textsOf({ operands }: MappedTest): readonly string[] | undefined {
  const texts = operands.flatMap((o) => (o.kind === 'literal' && typeof o.value === 'string' ? [o.value] : []));
  return texts.length === operands.length && texts.length > 0 ? texts : undefined;
}

/** One of the patterns is found. */
function regex(test: MappedTest, subject: MappedValue, patterns: readonly string[]): Whole {
  const operands = patterns.map((value) => ({ kind: 'literal', value }) as const);
  return { test: { ...test, subject, operator: 'regex', operands, flags: [] }, negated: false };
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
