/**
 * The functions of values: one row each. `if`, `first`, `lookup`, `const` and `udm` have kinds of their own in the IR
 * and are listed here for their syntax alone.
 */
export const functions = {
  default: call(['value', 'value'], 'The first argument, or the second where the first is missing or null.'),
  if_missing: call(
    ['value', 'value'],
    'The first argument, or the second where the first is missing (an explicit null stays).',
  ),
  len: call(['value'], 'Characters of a text, elements of a list, keys of an object; missing for anything else.'),
  lower: call(['value'], 'The text in lower case; missing for anything else.'),
  upper: call(['value'], 'The text in upper case; missing for anything else.'),
  trim: call(['value'], 'The text without white space at its ends; missing for anything else.'),
  split: call(['value', 'text'], 'The list of the pieces of a text between separators; missing for anything else.'),
  parse_json: call(
    ['value'],
    'The JSON value written in a text; missing where the text is not JSON. Its keys are matched exactly.',
  ),
  to_number: call(['value'], 'The number written in a text, or the number itself; missing for anything else.'),
  str: call(['value'], "Python's `str()`: `None` for missing or null, `True`, `1.0`, text as it is."),
  concat: call(['value', '...'], 'The `str()` of each argument, joined.'),
  slice: call(
    ['value', 'integer?', 'integer?'],
    "Python's `v[start:end]` of a text or list, each bound an integer or null; missing for anything else.",
  ),
  deep_walk: call(
    ['value', 'keys', 'value?'],
    'Every value at the end of the keys, crossing lists, without repeats: the value itself where it is one, a list where they are more, the default (else null) where there is none.',
  ),
} as const satisfies Record<string, FunctionRow>;

export type FunctionName = keyof typeof functions;

/** The kinds of an argument: a value (JSON there is a constant), a constant text, a constant integer, a constant list of keys. `?`: may be left out; `...`: the last kind repeats. */
export type ArgumentKind = 'value' | 'text' | 'integer?' | 'keys' | 'value?' | '...';

export interface FunctionRow {
  readonly args: readonly ArgumentKind[];
  readonly meaning: string;
}

function call(args: readonly ArgumentKind[], meaning: string): FunctionRow {
  return { args, meaning };
}

/** The forms with a kind of their own, for documentation and suggestions. */
export const specialForms = {
  if: 'if(condition, value, value): the second argument where the condition holds, else the third.',
  first: 'first(list, condition): the first element that satisfies the condition, which speaks of the element.',
  lookup: 'lookup(value, {"key": JSON, …}, value): the entry for the value, else the last argument.',
  const: 'const(JSON): a constant as a subject.',
  udm: 'udm("name"): a field of the log type\'s data model.',
} as const;
