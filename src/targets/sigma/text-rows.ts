import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { Json } from '../../ir/json.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { GlobPart, Modifier, SigmaExpression, SigmaValue } from './ast.ts';
import { atom, orOf } from './ast.ts';
import { sayEqual } from './equal-rows.ts';
import { sayPattern } from './regex-rows.ts';
import type { Row, SayRow, Spoken } from './say.ts';
import { caseCodes, casedModifier, constantsOf, listCodes, neverHolds, said } from './say.ts';
import { looksTyped, parseWildcard, unwritable } from './values.ts';

type TextOperator = 'contains' | 'starts_with' | 'ends_with' | 'wildcard';

/** `contains`: substring of a text, else membership in a list; where nobody knows which, both, declared. */
export const sayContains: SayRow = (row) => {
  const { shape } = row.field;
  if (shape === 'list') return sayEqual(row);
  if (shape === 'object') return { unsupported: "Sigma cannot ask for a key of an object, only for a field's value." };
  if (shape === 'any' && constantsOf(row.test)?.every((c) => typeof c !== 'string')) return sayHas(row);
  return sayText('contains', row);
};

/** `has`: an element of a list equals the operand. */
export const sayHas: SayRow = (row) => {
  if (row.field.shape === 'list') return sayEqual(row);
  if (row.field.shape !== 'any') return { unsupported: 'The field holds one value here, never a list.' };
  return sayEqual(row);
};

export const sayStartsWith: SayRow = (row) => sayText('starts_with', row);
export const sayEndsWith: SayRow = (row) => sayText('ends_with', row);
export const sayWildcard: SayRow = (row) => sayText('wildcard', row);

function sayText(operator: TextOperator, row: Row): Spoken {
  const constants = constantsOf(row.test);
  if (constants === undefined) return { unsupported: 'Sigma compares a part of a text with constants only.' };
  const texts = constants.filter((c: Json) => typeof c === 'string');
  if (texts.length === 0) return neverHolds;
  const alternatives: SigmaExpression[] = [];
  for (const text of texts) {
    const alternative = sayOne(operator, text, row, casedModifier(row, texts));
    if ('unsupported' in alternative) return alternative;
    alternatives.push(alternative);
  }
  return said(row, orOf(alternatives), {
    wider: [...caseCodes(row, texts), ...listCodes(row.field), ...typeCodes(operator, row, texts)],
    narrower: containerCodes(operator, row),
  });
}

function sayOne(
  operator: TextOperator,
  text: string,
  row: Row,
  cased: readonly Modifier[],
): SigmaExpression | Unsupported {
  const problem = unwritable(text, row.profile);
  if (problem !== undefined) return { unsupported: problem };
  const parts = partsOf(operator, text);
  if (parts === undefined) return sayPattern(row, text);
  const { modifiers, value } = shorten(parts);
  return atom(row.field.name, [...modifiers, ...cased], [value]);
}

/** The operand as text with wildcards; undefined for a pattern that needs a regex. */
function partsOf(operator: TextOperator, text: string): readonly GlobPart[] | undefined {
  const literal: GlobPart[] = text === '' ? [] : [{ literal: text }];
  switch (operator) {
    case 'contains':
      return text === '' ? ['*'] : ['*', ...literal, '*'];
    case 'starts_with':
      return [...literal, '*'];
    case 'ends_with':
      return ['*', ...literal];
    case 'wildcard':
      return parseWildcard(text);
  }
}

/** Wildcards at the ends of one text are modifiers; the rest stays a pattern. */
function shorten(parts: readonly GlobPart[]): { modifiers: readonly Modifier[]; value: SigmaValue } {
  const before = parts[0] === '*';
  const after = parts.at(-1) === '*';
  const inner = parts.slice(before ? 1 : 0, after && parts.length > 1 ? -1 : undefined);
  const [only, ...more] = inner;
  if (parts.length === 0) return { modifiers: [], value: { kind: 'text', text: '' } };
  if (typeof only !== 'object' || more.length > 0) return { modifiers: [], value: { kind: 'glob', parts } };
  const value: SigmaValue = { kind: 'text', text: only.literal };
  if (before && after) return { modifiers: ['contains'], value };
  if (before) return { modifiers: ['endswith'], value };
  return { modifiers: after ? ['startswith'] : [], value };
}

/** Where nobody knows the field's type, a number may be compared as the text that it prints as. */
function typeCodes(operator: TextOperator, { field }: Row, texts: readonly string[]): readonly ReasonCode[] {
  const typed = (text: string): boolean =>
    operator === 'wildcard' ? text.split(/[*?]|\[[^\]]*\]/).every(looksTyped) : looksTyped(text);
  return field.shape !== 'text' && field.shape !== 'list' && texts.some(typed) ? ['loose-values'] : [];
}

function containerCodes(operator: TextOperator, { field }: Row): readonly ReasonCode[] {
  return operator === 'contains' && field.shape === 'any' ? ['loose-values'] : [];
}
