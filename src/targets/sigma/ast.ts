/** A boolean tree over Sigma's atoms, before it is laid out as named selections and a condition. */
export type SigmaExpression = SigmaAtom | SigmaJoined | SigmaNot;

/** `field|modifiers: values`. Several values mean "any of them", with the modifier `all` "every one". */
export interface SigmaAtom {
  readonly kind: 'atom';
  readonly field: string;
  readonly modifiers: readonly Modifier[];
  /** Never empty: Sigma reads an empty list as null. */
  readonly values: readonly SigmaValue[];
}

export interface SigmaJoined {
  readonly kind: 'and' | 'or';
  readonly operands: readonly SigmaExpression[];
}

export interface SigmaNot {
  readonly kind: 'not';
  readonly operand: SigmaExpression;
}

/** The modifiers that rules are written with, in the order in which they stand after the field. */
export const modifierOrder = [
  're',
  'cidr',
  'exists',
  'fieldref',
  'startswith',
  'endswith',
  'contains',
  'lt',
  'lte',
  'gt',
  'gte',
  'all',
  'cased',
  'i',
  'm',
  's',
] as const;
export type Modifier = (typeof modifierOrder)[number];

/** A value of an atom. */
export type SigmaValue =
  /** Literal text: its `*`, `?` and backslashes are escaped when printed. */
  | { readonly kind: 'text'; readonly text: string }
  /** Text with wildcards. */
  | { readonly kind: 'glob'; readonly parts: readonly GlobPart[] }
  /** A regex, a network or a field's name: never escaped. */
  | { readonly kind: 'raw'; readonly text: string }
  /** A real number, boolean or null. */
  | { readonly kind: 'plain'; readonly value: bigint | number | boolean | null };

/** Literal text, any run (`*`), or one character (`?`). */
export type GlobPart = { readonly literal: string } | '*' | '?';

/** An atom with its modifiers in their order. */
export function atom(field: string, modifiers: readonly Modifier[], values: readonly SigmaValue[]): SigmaAtom {
  const sorted = modifierOrder.filter((m) => modifiers.includes(m));
  return { kind: 'atom', field, modifiers: sorted, values: distinctValues(values, sorted) };
}

/** `field: null`. */
export function nullAtom(field: string): SigmaAtom {
  return atom(field, [], [{ kind: 'plain', value: null }]);
}

/** All of the operands; nested conjunctions are flattened. */
export function andOf(operands: readonly SigmaExpression[]): SigmaExpression {
  return joined('and', operands);
}

/** Any of the operands: nested ones are flattened, and values of one field and modifiers become one list. */
export function orOf(operands: readonly SigmaExpression[]): SigmaExpression {
  const flat = operands.flatMap((o) => (o.kind === 'or' ? o.operands : [o]));
  const merged: SigmaExpression[] = [];
  for (const operand of flat) {
    const at = operand.kind === 'atom' ? merged.findIndex((m) => m.kind === 'atom' && listable(m, operand)) : -1;
    const known = merged[at];
    if (operand.kind === 'atom' && known?.kind === 'atom')
      merged[at] = atom(known.field, known.modifiers, [...known.values, ...operand.values]);
    else merged.push(operand);
  }
  return joined('or', merged);
}

/** The negation; two of them cancel out. */
export function notOf(operand: SigmaExpression): SigmaExpression {
  return operand.kind === 'not' ? operand.operand : { kind: 'not', operand };
}

/** `field|modifiers`, the key under which an atom stands in a selection. */
export function keyOf(a: SigmaAtom): string {
  return [a.field, ...a.modifiers].join('|');
}

function joined(kind: 'and' | 'or', operands: readonly SigmaExpression[]): SigmaExpression {
  const flat = operands.flatMap((o) => (o.kind === kind ? o.operands : [o]));
  const [only, ...more] = flat;
  return only !== undefined && more.length === 0 ? only : { kind, operands: flat };
}

/** Whether two atoms may share one list of values: the same key, no `all`, and no null, which may not stand in a list. */
function listable(a: SigmaAtom, b: SigmaAtom): boolean {
  const wanted = !a.modifiers.includes('all') && !a.modifiers.includes('exists');
  return wanted && keyOf(a) === keyOf(b) && !a.values.some(isNull) && !b.values.some(isNull);
}

function isNull(value: SigmaValue): boolean {
  return value.kind === 'plain' && value.value === null;
}

/** Values once each: text that is compared ignoring case is also the same ignoring case. */
function distinctValues(values: readonly SigmaValue[], modifiers: readonly Modifier[]): readonly SigmaValue[] {
  const cased = modifiers.includes('cased');
  const seen = new Set<string>();
  return values.filter((value) => {
    const mark = markOf(value, cased);
    const fresh = !seen.has(mark);
    seen.add(mark);
    return fresh;
  });
}

function markOf(value: SigmaValue, cased: boolean): string {
  switch (value.kind) {
    case 'text':
      return `t${cased ? value.text : value.text.toLowerCase()}`;
    case 'glob': {
      const text = JSON.stringify(value.parts);
      return `g${cased ? text : text.toLowerCase()}`;
    }
    case 'raw':
      return `r${value.text}`;
    case 'plain':
      return `p${String(value.value)}`;
  }
}
