import type { SigmaExpression, SigmaValue } from './ast.ts';
import { atom, notOf, nullAtom, orOf } from './ast.ts';
import { sayEqual } from './equal-rows.ts';
import type { Shape } from './fields.ts';
import type { SayRow } from './say.ts';
import { because, isNullOn, listCodes, missingOn, neverHolds, said } from './say.ts';

const elementPresence = {
  unsupported: 'Sigma cannot ask for an element that lacks a key: it reads a list as the values that are there.',
};

/** `is_null`: absent or null. */
export const sayIsNull: SayRow = (row) =>
  row.field.element
    ? elementPresence
    : said(row, isNullOn(row.field.name, row.profile), { wider: listCodes(row.field) });

/** `missing`: `exists: false`, or in portable Sigma `null`, which an explicit null meets too. On an element it stands under a negation. */
export const sayMissing: SayRow = (row) => {
  if (row.profile === 'spec') return said(row, missingOn(row.field.name));
  return said(row, nullAtom(row.field.name), { wider: ['missing-as-null', ...listCodes(row.field)] });
};

/** `truthy`: none of the values that Python takes for false. */
export const sayTruthy: SayRow = (row) => {
  const { name, shape, element } = row.field;
  if (shape === 'boolean') return said(row, atom(name, [], [{ kind: 'plain', value: true }]));
  if (shape === 'boolean-text') return said(row, atom(name, [], [{ kind: 'text', text: 'true' }]));
  if (element) return sayFilled(row);
  const falsy = [isNullOn(name, row.profile), ...emptyValues(name, shape)];
  const containers = shape === 'list' || shape === 'object' || shape === 'any';
  return said(row, notOf(orOf(falsy)), {
    wider: containers ? ['loose-values'] : [],
    narrower: listCodes(row.field),
  });
};

/** Some element has a number that is not 0, or a text with a character in it; where it may hold something else, that is asked as well. */
function sayFilled(row: Parameters<SayRow>[0]): ReturnType<SayRow> {
  const { name, shape } = row.field;
  const zero: readonly SigmaValue[] = [{ kind: 'plain', value: 0n }];
  if (shape === 'number') return said(row, orOf([atom(name, ['gt'], zero), atom(name, ['lt'], zero)]));
  if (shape === 'object')
    return { unsupported: 'Sigma cannot ask whether an element holds an object that is not empty.' };
  const filled = atom(name, ['re', 's'], [{ kind: 'raw', text: '.' }]);
  if (shape === 'text') return said(row, filled);
  const loose = [{ ...because('loose-values', row), detail: { type: 'filled' } }];
  return { ast: filled, wider: loose, narrower: loose };
}

export const sayIsTrue: SayRow = (row) => sayBoolean(row, true);
export const sayIsFalse: SayRow = (row) => sayBoolean(row, false);

/** The boolean itself: unlike `eq true`, 1 is not meant. */
function sayBoolean(row: Parameters<SayRow>[0], value: boolean): ReturnType<SayRow> {
  const { shape } = row.field;
  if (shape === 'number' || shape === 'list' || shape === 'object') return neverHolds;
  const answer = sayEqual({ ...row, test: { ...row.test, operator: 'eq', operands: [{ kind: 'literal', value }] } });
  return 'ast' in answer ? { ...answer, narrower: [] } : answer;
}

/** What Python takes for false among the values that such a field may have, beside null. */
function emptyValues(name: string, shape: Shape): readonly SigmaExpression[] {
  const text: SigmaValue = { kind: 'text', text: '' };
  const zero: SigmaValue = { kind: 'plain', value: 0n };
  switch (shape) {
    case 'text':
      return [atom(name, [], [text])];
    case 'number':
      return [atom(name, [], [zero])];
    case 'any':
      return [atom(name, [], [text, zero, { kind: 'plain', value: false }])];
    case 'boolean':
    case 'boolean-text':
    case 'list':
    case 'object':
      return [];
  }
}
