import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { Step } from '../../ir/path.ts';
import type { FieldKind } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import type { Pair } from './build.ts';
import { always, call, compare, field, isOneOf, negate, never, or, readsFields, string } from './build.ts';
import { elementsAt, jsonAt } from './json-path.ts';
import { looksNumeric, quoteRegex } from './text.ts';

/**
 * What a value is in Splunk. `leaf`: text as extracted from JSON, where numbers and booleans are text and JSON null is the text
 * `null`; `text`, `number`: computed, null where missing; `list`: a multivalue; `json`: JSON text.
 */
export interface Reading {
  readonly holds: 'leaf' | 'text' | 'number' | 'list' | 'json';
  /** Null where the value is missing. For a list: its value where it is no list after all. */
  readonly ast: SplExpression;
  /** The field's type by the log type's schema; `unknown` for computed values. */
  readonly kind: FieldKind;
  /** Texts that the SIEM writes where the log has nothing. */
  readonly fillers: readonly string[];
  /** The elements as a multivalue, where the value is a list; objects and lists among them as JSON text. */
  readonly elements: SplExpression | undefined;
  /** The elements that are no objects or lists: what membership needs. */
  readonly values: SplExpression | undefined;
  /** The whole value as JSON text, so that lists and objects can be seen. */
  readonly whole: SplExpression | undefined;
  /** A list that is always there: without elements it is empty, not missing. */
  readonly always?: true | undefined;
  /** It relies on automatic field extraction, which stops at a limit. */
  readonly extracted: boolean;
  /** How the value itself may differ from the rule's, in either direction. */
  readonly differs: readonly ReasonCode[];
}

/** A computed value: text or number. */
export function computed(
  holds: 'text' | 'number',
  ast: SplExpression,
  from: readonly Reading[],
  differs: readonly ReasonCode[] = [],
): Reading {
  return {
    holds,
    ast,
    kind: holds === 'number' ? 'float' : 'string',
    fillers: [],
    elements: undefined,
    values: undefined,
    whole: undefined,
    extracted: readsFields(ast),
    differs: [...new Set([...from.flatMap((f) => f.differs), ...differs])],
  };
}

/** A value read out of JSON text, exactly. */
export function fromJson(text: SplExpression, steps: readonly Step[], kind: FieldKind, of?: Reading): Reading {
  const ast = jsonAt(text, steps);
  const elements = elementsAt(text, steps);
  return {
    holds: kind === 'array' ? 'list' : 'leaf',
    ast,
    kind,
    fillers: [],
    elements,
    values: elements,
    whole: ast,
    extracted: readsFields(ast),
    differs: of?.differs ?? [],
  };
}

/** The texts that stand for nothing in a reading, JSON null first. */
export function blanks(reading: Reading): readonly string[] {
  const nulls = reading.holds === 'leaf' || reading.holds === 'json' || reading.holds === 'list' ? ['null'] : [];
  return [...nulls, ...reading.fillers];
}

/** The value with null where it stands for nothing: what text functions may work on. */
export function clean(reading: Reading): SplExpression {
  return blanks(reading).reduce<SplExpression>((ast, blank) => call('nullif', ast, string(blank)), reading.ast);
}

/** Missing or null. */
export function absence(reading: Reading): Pair {
  if (reading.ast.kind === 'string' || reading.ast.kind === 'number') return { yes: never, no: always };
  const yes = or([call('isnull', seen(reading)), ...blankTest(reading)]);
  return { yes, no: negate(yes) };
}

/** What shows whether there is any value: the JSON of what may be a list or object, which is no field of its own. */
export function seen(reading: Reading): SplExpression {
  return seesWhole(reading) && reading.whole ? reading.whole : reading.ast;
}

/** Absence is read off the raw event. */
export function seesWhole(reading: Reading): boolean {
  const container = ['array', 'object', 'json', 'unknown'].includes(reading.kind);
  return container && reading.whole !== undefined && reading.fillers.length === 0;
}

/** An extracted scalar does not see a list or object in its place. */
export function containerCodes(reading: Reading): readonly ReasonCode[] {
  return reading.extracted && !seesWhole(reading) ? ['object-as-leaves'] : [];
}

function blankTest(reading: Reading): SplExpression[] {
  const texts = blanks(reading);
  return texts.length > 0 ? [isOneOf(seen(reading), texts)] : [];
}

/** An object as JSON text: no row on a text means it. */
export function isWholeObject(reading: Reading): boolean {
  return reading.holds === 'json' && reading.kind === 'object';
}

/** A value read out of JSON that may be a list or object, which then stands here as its JSON text. */
export function mayBeJsonText(reading: Reading): boolean {
  return reading.holds === 'leaf' && reading.ast.kind === 'call' && ['json', 'unknown'].includes(reading.kind);
}

/** A field as extraction names it: the value itself, and its elements where it is a list. */
export function namesOf(column: string): { readonly scalar: SplExpression; readonly list: SplExpression } {
  const bare = column.endsWith('{}') ? column.slice(0, -2) : column;
  return { scalar: field(bare), list: field(`${bare}{}`) };
}

/** Text equality that eval never takes for an equality of numbers. */
export function sameText(left: SplExpression, right: SplExpression): SplExpression {
  const marked = (part: SplExpression): SplExpression => ({ kind: 'concat', parts: [string('='), part] });
  return compare(marked(left), '==', marked(right));
}

/** Equality with a constant text, case-sensitive, never an equality of numbers. */
export function sameConstant(value: SplExpression, text: string): SplExpression {
  return looksNumeric(text)
    ? call('match', value, string(`^${quoteRegex(text)}\\z`))
    : compare(value, '==', string(text));
}
