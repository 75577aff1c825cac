import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { FunctionName } from '../../ir/functions.ts';
import { isList } from '../../ir/json.ts';
import type { Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedValue } from '../../mapping/mapping.ts';
import type { SplExpression } from './ast.ts';
import { always, call, compare, nothing, number, or, string } from './build.ts';
import { deepWalk } from './deep-walk.ts';
import { sayChain, sayItem, sayIterate, sayJoin, sayList, sayUnique } from './list-functions.ts';
import { arithmetic, toInteger } from './number-functions.ts';
import type { Reading } from './reading.ts';
import { absence, clean, computed } from './reading.ts';
import { sliceOf } from './slice.ts';
import type { Speech } from './speech.ts';
import { onTextBy, sayCapitalize, sayReplace, saySplit, sayWords } from './text-functions.ts';
import { merge, sayAll } from './values.ts';

type Call = Extract<MappedValue, { kind: 'call' }>;
type Say = (args: readonly Reading[], value: Call) => Reading | Unsupported;

/** A function of `ir/functions.ts` applied to values. */
export function sayCall(value: Call, scope: Scope, speech: Speech): Reading | Unsupported {
  if (value.name === 'deep_walk') return deepWalk(value, scope, speech);
  const say = says[value.name];
  if (say === undefined) return { unsupported: `SPL has no function like ${value.name}()` };
  const args = sayAll(value.args, scope, speech);
  return 'unsupported' in args ? args : say(args, value);
}

const says: { readonly [F in FunctionName]?: Say } = {
  default: (args) => {
    const [value, other] = args;
    if (value === undefined || other === undefined) return { unsupported: 'default needs two values' };
    if (value.holds === 'list') return listDefault(value, other);
    const merged = merge([{ ...value, fillers: [] }, other], ([, b]) => call('coalesce', clean(value), b ?? nothing));
    return alsoDiffers(merged, [...nullCodes(value), ...containerCodes(value)]);
  },
  if_missing: (args) => {
    const [value, other] = args;
    if (value === undefined || other === undefined) return { unsupported: 'if_missing needs two values' };
    if (value.holds === 'list') return listDefault(value, other);
    return alsoDiffers(
      merge([value, other], (asts) => call('coalesce', ...asts)),
      containerCodes(value),
    );
  },
  len: ([value]) => lengthOf(value),
  lower: ([value]) => onText(value, (text) => call('lower', text)),
  upper: ([value]) => onText(value, (text) => call('upper', text)),
  trim: ([value]) => onText(value, (text) => call('replace', text, string('^\\s+|\\s+\\z'), string(''))),
  split: ([value], { args }) => saySplit(value, args, 'start'),
  rsplit: ([value], { args }) => saySplit(value, args, 'end'),
  words: ([value], { args }) => sayWords(value, args),
  replace: ([value], { args }) => sayReplace(value, args),
  capitalize: ([value]) => sayCapitalize(value),
  url_decode: ([value]) => onTextBy('urldecode')(value),
  join: ([value], { args }) => sayJoin(value, args[1]),
  iterate: ([value]) => sayIterate(value),
  chain: (args) => sayChain(args),
  list: (args) => sayList(args),
  unique: ([value]) => sayUnique(value),
  item: ([value], { args }) =>
    args.length > 2 ? { unsupported: 'an element with a value to fall back on' } : sayItem(value, args[1]),
  to_integer: ([value], { args }) =>
    args.length > 1 ? { unsupported: 'a number in another base cannot be read' } : toInteger(value),
  add: arithmetic('+'),
  subtract: arithmetic('-'),
  multiply: arithmetic('*'),
  divide: arithmetic('/'),
  parse_json: ([value]) => {
    if (value === undefined || value.holds === 'number') return missing(value);
    const text = clean(value);
    const ast = call('if', call('json_valid', text), text, nothing);
    return { ...computed('text', ast, [value]), holds: 'json', kind: 'json', whole: text };
  },
  to_number: ([value]) => {
    if (value === undefined || value.holds === 'list') return missing(value);
    if (value.holds === 'number') return value;
    const text = call('replace', clean(value), string('^\\s+|\\s+\\z'), string(''));
    return computed(
      'number',
      call('tonumber', value.kind === 'integer' || value.kind === 'float' ? clean(value) : text),
      [value],
    );
  },
  str: ([value]) => (value === undefined ? missing(value) : pythonText(value)),
  concat: (args) => {
    const parts = args.map(pythonText);
    const [only, ...more] = parts.map((part) => part.ast);
    if (only === undefined) return computed('text', string(''), []);
    return computed('text', more.length === 0 ? only : joined([only, ...more]), parts);
  },
  slice: ([value], { args }) => sliceOf(value, args.slice(1)),
};

function alsoDiffers(reading: Reading, codes: readonly ReasonCode[]): Reading {
  return { ...reading, differs: [...new Set([...reading.differs, ...codes])] };
}

/** The text `null` in the log reads as a null. */
function nullCodes(value: Reading): ReasonCode[] {
  return value.holds === 'leaf'
    ? ['null-stored-as-text', ...(value.fillers.length > 0 ? ['filler-value' as const] : [])]
    : [];
}

/** A list or object in the place of a scalar is no field, or JSON text. */
function containerCodes(value: Reading): ReasonCode[] {
  return value.holds === 'leaf' && value.ast.kind !== 'string' && value.ast !== nothing ? ['object-as-leaves'] : [];
}

/** Text joined, constants next to each other as one. */
function joined(parts: readonly SplExpression[]): SplExpression {
  const flat: SplExpression[] = [];
  for (const part of parts.flatMap((p) => (p.kind === 'concat' ? p.parts : [p]))) {
    const last = flat.at(-1);
    if (part.kind === 'string' && part.value === '') continue;
    if (last?.kind === 'string' && part.kind === 'string') flat[flat.length - 1] = string(last.value + part.value);
    else flat.push(part);
  }
  const [only, ...more] = flat;
  if (only === undefined) return string('');
  return more.length === 0 ? only : { kind: 'concat', parts: flat };
}

/** A value that is always missing. */
export function missing(of: Reading | undefined): Reading {
  return computed('text', nothing, of ? [of] : []);
}

/** What a text function does to a number or boolean that Splunk keeps as text: Python has nothing there. */
export function textOnly(value: Reading): Reading['differs'] {
  return value.holds === 'leaf' ? ['type-as-text'] : [];
}

function onText(value: Reading | undefined, make: (text: SplExpression) => SplExpression): Reading | Unsupported {
  if (value === undefined || value.holds === 'number' || value.holds === 'list') return missing(value);
  return computed('text', make(clean(value)), [value], [...textOnly(value), ...nullCodes(value)]);
}

function listDefault(value: Reading, other: Reading): Reading | Unsupported {
  if (value.elements === undefined || value.values === undefined) return value;
  if (other.holds === 'list' && other.elements && other.values) {
    const pick = (a: SplExpression, b: SplExpression): SplExpression => call('coalesce', a, b);
    return {
      ...value,
      elements: pick(value.elements, other.elements),
      values: pick(value.values, other.values),
      whole: undefined,
    };
  }
  return { unsupported: 'a default that is no list, for a list, is no multivalue field' };
}

function lengthOf(value: Reading | undefined): Reading | Unsupported {
  if (value === undefined || value.holds === 'number') return missing(value);
  if (value.holds === 'list') {
    if (value.elements === undefined) return { unsupported: 'the list is kept in parts' };
    const count = call('mvcount', value.elements);
    if (value.always === true) return computed('number', call('coalesce', count, number(0n)), [value]);
    if (value.whole === undefined) return computed('number', count, [value], ['missing-as-null']);
    const empty = call('if', compare(value.whole, '==', string('[]')), number(0n), nothing);
    const text = call('len', clean(value));
    return computed('number', call('coalesce', count, empty, text), [value], ['object-as-leaves']);
  }
  if (value.holds === 'json' || value.kind === 'object')
    return { unsupported: 'SPL counts characters of a text and elements of a list, not the keys of an object' };
  if (value.kind === 'json' || value.kind === 'unknown') {
    if (value.holds === 'leaf' && value.whole)
      return {
        unsupported: 'the log type does not say whether this is a text or a list, so its length has two meanings',
      };
  }
  return computed(
    'number',
    call('len', clean(value)),
    [value],
    [...textOnly(value), ...nullCodes(value), ...containerCodes(value)],
  );
}

/** Python's `str()`. */
export function pythonText(value: Reading): Reading {
  const none = string('None');
  if (value.ast.kind === 'string') return computed('text', value.ast, [value]);
  if (value.holds === 'number' && value.ast.kind === 'number')
    return computed('text', string(value.ast.value), [value]);
  if (value.ast === nothing && value.elements === undefined) return computed('text', none, [value]);
  if (value.holds === 'number') return computed('text', call('coalesce', call('tostring', value.ast), none), [value]);
  if (value.holds === 'list') return computed('text', listText(value), [value]);
  if (isNeverNull(value.ast)) return computed('text', value.ast, [value]);
  const codes =
    value.holds === 'leaf' ? (['type-as-text', ...nullCodes(value), ...containerCodes(value)] as const) : [];
  if (value.kind !== 'boolean' || value.holds !== 'leaf')
    return computed('text', call('coalesce', clean(value), none), [value], codes);
  const is = (text: string): SplExpression => compare(value.ast, '==', string(text));
  const ast = call(
    'case',
    absence(value).yes,
    none,
    is('true'),
    string('True'),
    is('false'),
    string('False'),
    always,
    value.ast,
  );
  return computed('text', ast, [value], codes);
}

/** Joined text and text with a constant to fall back on. */
function isNeverNull(expression: SplExpression): boolean {
  if (expression.kind === 'concat' || expression.kind === 'string') return true;
  const last = expression.kind === 'call' && expression.name === 'coalesce' ? expression.args.at(-1) : undefined;
  return last?.kind === 'string';
}

/** A list as Python writes it, where its elements are texts without quotes; else its JSON text. */
function listText(value: Reading): SplExpression {
  const { elements } = value;
  const none = string('None');
  const values = value.values ?? elements;
  if (values === undefined) return none;
  const single = value.ast === nothing ? none : call('coalesce', value.ast, none);
  const repr: SplExpression = {
    kind: 'concat',
    parts: [string("['"), call('mvjoin', values, string("', '")), string("']")],
  };
  const whole =
    value.whole === undefined ? single : call('coalesce', call('nullif', value.whole, string('null')), none);
  return call('if', or([call('isnotnull', values)]), repr, whole);
}

/** Whether an argument is a constant list of texts. */
export function textsIn(value: MappedValue | undefined): readonly string[] | undefined {
  if (value?.kind !== 'literal' || !isList(value.value)) return undefined;
  const texts = value.value.filter((item) => typeof item === 'string');
  return texts.length === value.value.length ? texts : undefined;
}
