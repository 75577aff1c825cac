import { basicFunctions } from './functions/basic-functions.ts';
import { encodingFunctions } from './functions/encoding-functions.ts';
import { listFunctions } from './functions/list-functions.ts';
import { networkFunctions } from './functions/network-functions.ts';
import { numberFunctions } from './functions/number-functions.ts';
import { objectFunctions } from './functions/object-functions.ts';
import { regexFunctions } from './functions/regex-functions.ts';
import type { ArgumentKind, FunctionRow } from './functions/row.ts';
import { textFunctions } from './functions/text-functions.ts';
import { timeFunctions } from './functions/time-functions.ts';

/**
 * The functions of values: one row each. `if`, `first`, `map`, `lookup`, `const` and `udm` have kinds of their own in the IR
 * and are listed here for their syntax alone.
 */
export const functions = {
  ...basicFunctions,
  ...textFunctions,
  ...listFunctions,
  ...objectFunctions,
  ...numberFunctions,
  ...regexFunctions,
  ...timeFunctions,
  ...encodingFunctions,
  ...networkFunctions,
} as const satisfies Record<string, FunctionRow>;

export type FunctionName = keyof typeof functions;

export type { ArgumentKind } from './functions/row.ts';

/** The kind of a function's argument at a position. */
export function argumentKind(name: FunctionName, at: number): ArgumentKind {
  const kinds: readonly ArgumentKind[] = functions[name].args;
  const kind = kinds[Math.min(at, kinds.length - 1)];
  if (kind === 'pairs') return at % 2 === 0 ? 'text' : 'value';
  return kind === '...' || kind === undefined ? 'value' : kind;
}

/** How many arguments a function takes. `even`: each key has its value. */
export function argumentCount(name: FunctionName): { least: number; most: number; even: boolean } {
  const kinds: readonly ArgumentKind[] = functions[name].args;
  const endless = kinds.some((kind) => kind === '...' || kind === 'pairs');
  const least = kinds.filter((kind) => kind !== '...' && kind !== 'pairs' && !kind.endsWith('?')).length;
  return { least, most: endless ? Number.POSITIVE_INFINITY : kinds.length, even: kinds.includes('pairs') };
}

/** The forms with a kind of their own, for documentation and suggestions. */
export const specialForms = {
  if: 'if(condition, value, value): the second argument where the condition holds, else the third.',
  first: 'first(list, condition): the first element that satisfies the condition, which speaks of the element.',
  map: 'map(list, condition, value): the value of each element that satisfies the condition; both speak of the element.',
  lookup: 'lookup(value, {"key": JSON, …}, value): the entry for the value, else the last argument.',
  const: 'const(JSON): a constant as a subject.',
  udm: 'udm("name"): a field of the log type\'s data model.',
  exact: 'exact(path): the field of the event at the path, its keys taken in their own case alone.',
} as const;
