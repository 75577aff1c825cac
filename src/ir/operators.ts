/**
 * THE table: one row per base operator. The table's parser and printer, the reference evaluator, the documentation and the
 * record that each target must answer are all derived from it. Everything else (`ne`, `iin`, `falsy`, `contains_any`, …)
 * is a spelling of one of these rows, negated or not.
 */
export const operators = {
  eq: row(
    'scalar',
    'text',
    'The values are equal: typed, case-sensitive; `1 == 1.0`, `true == 1`, `"1" != 1`, a list equals an equal list.',
  ),
  in: row(
    'scalars',
    'text',
    "Equal to one of the listed values; with `in_field`, to an element of the other field's list.",
  ),
  contains: row(
    'scalar',
    'text',
    "Python's `in`: substring of a text, element of a list, key of an object, decided by the value met.",
    'any',
  ),
  has: row('scalar', 'text', 'Element of a list only: false on anything else.', 'any'),
  starts_with: row('text', 'text', 'The text begins with the operand.', 'any'),
  ends_with: row('text', 'text', 'The text ends with the operand.', 'any'),
  wildcard: row(
    'text',
    'text',
    "The whole text matches the pattern, case-sensitively: `*` any run, `?` one character, `[…]` a class, as Python's `fnmatchcase`.",
    'any',
  ),
  regex: row(
    'text',
    'text',
    "Python's `re.search`; with the flag `match` anchored at the start, with `full` at both ends.",
    'any',
    'flags',
  ),
  lt: row('ordered', 'none', 'Less than: numbers with numbers, text with text.'),
  lte: row('ordered', 'none', 'Less than or equal: numbers with numbers, text with text.'),
  gt: row('ordered', 'none', 'Greater than: numbers with numbers, text with text.'),
  gte: row('ordered', 'none', 'Greater than or equal: numbers with numbers, text with text.'),
  cidr: row('text', 'none', 'The text is an IP address inside the network (IPv4 or IPv6).', 'any'),
  ip_is: row(
    'ip-kind',
    'none',
    "The text is an IP address of that kind, as Python's `ipaddress` says: `private`, `global`, `loopback`, `multicast`, `link_local`, `reserved`, `unspecified`, `v4`, `v6`, `valid`.",
  ),
  is_null: row('none', 'none', 'The key is absent or its value is null.'),
  missing: row('none', 'none', 'The key is absent.'),
  truthy: row('none', 'none', 'Python\'s truth: neither absent, null, "", 0, false, [] nor {}.'),
  is_true: row('none', 'none', 'The boolean true itself.'),
  is_false: row('none', 'none', 'The boolean false itself.'),
  type_is: row(
    'type',
    'none',
    'The value has that JSON type: `string`, `number` (with or without a fraction), `integer`, `boolean`, `list`, `object`, `null`. A boolean is no number here, as it is in Python.',
    'any',
  ),
  in_list: row('list-name', 'text', 'Equal to an entry of the named list kept under `lists/`.'),
} as const satisfies Record<string, OperatorRow>;

export type Operator = keyof typeof operators;

/** What an operator's literal operand must be. `scalars`: a JSON list of scalars. */
export type OperandKind = 'none' | 'scalar' | 'scalars' | 'text' | 'ordered' | 'ip-kind' | 'type' | 'list-name';

export interface OperatorRow {
  readonly operand: OperandKind;
  /** `text`: has a spelling that ignores case (`i` + name). */
  readonly cases: 'text' | 'none';
  readonly meaning: string;
  /** Has an `…_any` spelling that takes a list of operands, one of which must hold. */
  readonly any: boolean;
  /** Takes flags in brackets. */
  readonly flags: boolean;
}

function row(
  operand: OperandKind,
  cases: 'text' | 'none',
  meaning: string,
  ...more: readonly ('any' | 'flags')[]
): OperatorRow {
  return { operand, cases, meaning, any: more.includes('any'), flags: more.includes('flags') };
}

/** Flags of a regex beside `i`: the anchoring, then Python's `re.MULTILINE`, `re.DOTALL`, `re.VERBOSE`, `re.ASCII`. */
export const flags = ['match', 'full', 'm', 's', 'x', 'a'] as const;
export type Flag = (typeof flags)[number];

/** The kinds that `ip_is` knows. */
export const ipKinds = [
  'private',
  'global',
  'loopback',
  'multicast',
  'link_local',
  'reserved',
  'unspecified',
  'v4',
  'v6',
  'valid',
] as const;
export type IpKind = (typeof ipKinds)[number];

/** The types that `type_is` knows. A boolean is no number here. */
export const typeNames = ['string', 'number', 'integer', 'boolean', 'list', 'object', 'null'] as const;
export type TypeName = (typeof typeNames)[number];

/** A spelling of the condition table: a base operator with case, negation, several operands or a field operand. */
export interface Spelling {
  readonly operator: Operator;
  readonly negated: boolean;
  readonly ignoreCase: boolean;
  /** `literal`: JSON; `list`: a JSON list, one operand each; `field`: a value; `fields`: values in brackets, one operand each; `none`. */
  readonly operand: 'none' | 'literal' | 'list' | 'field' | 'fields';
}

const irregularNegations: Partial<Record<Operator, string>> = {
  eq: 'ne',
  is_null: 'is_not_null',
  missing: 'exists',
  truthy: 'falsy',
};

/** Every spelling, by its word in the table. */
export const spellings: ReadonlyMap<string, Spelling> = spellAll();

/** The word that prints a spelling; undefined where none exists (then `not` is printed in front of the plain word). */
export function spell(spelling: Spelling): string | undefined {
  return words.get(keyOf(spelling));
}

const words: ReadonlyMap<string, string> = new Map([...spellings].map(([word, spelling]) => [keyOf(spelling), word]));

function keyOf(s: Spelling): string {
  return `${s.operator}/${s.negated}/${s.ignoreCase}/${s.operand}`;
}

function spellAll(): Map<string, Spelling> {
  const all = new Map<string, Spelling>();
  for (const [name, spec] of Object.entries(operators)) {
    // Object.entries widens the keys of a constant object.
    const operator = name as Operator;
    const forms: Spelling['operand'][] =
      spec.operand === 'none' ? ['none'] : [spec.operand === 'scalars' ? 'list' : 'literal'];
    if (spec.any) forms.push('list');
    if (takesField(spec.operand)) forms.push('field');
    if ((spec.any && takesField(spec.operand)) || spec.operand === 'scalars') forms.push('fields');
    for (const ignoreCase of spec.cases === 'text' ? [false, true] : [false]) {
      for (const negated of [false, true]) {
        for (const operand of forms)
          all.set(wordOf(operator, spec, { operator, negated, ignoreCase, operand }), {
            operator,
            negated,
            ignoreCase,
            operand,
          });
      }
    }
  }
  return all;
}

function wordOf(operator: Operator, spec: OperatorRow, s: Spelling): string {
  const irregular = s.negated ? irregularNegations[operator] : undefined;
  const stem = `${s.ignoreCase ? 'i' : ''}${irregular ?? operator}`;
  const prefix = s.negated && irregular === undefined ? 'not_' : '';
  return `${prefix}${stem}${suffixOf(spec, s)}`;
}

function suffixOf(spec: OperatorRow, s: Spelling): string {
  switch (s.operand) {
    case 'field':
      return '_field';
    case 'fields':
      return '_any_field';
    case 'list':
      return spec.any ? '_any' : '';
    case 'literal':
    case 'none':
      return '';
  }
}

/** Whether another value of the event may stand as the operand. */
function takesField(kind: OperandKind): boolean {
  return kind === 'scalar' || kind === 'scalars' || kind === 'text' || kind === 'ordered';
}
