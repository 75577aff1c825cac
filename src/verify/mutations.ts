import type { Json } from '../ir/json.ts';
import { isList, isNumber, isObject, printJson } from '../ir/json.ts';
import type { ReadField } from './read-fields.ts';

/** A change's name, and the value that the field has then; `undefined`: the field is missing. */
export type Change = readonly [name: string, value: Json | undefined];

/** What stores, connectors and people do to a value. */
export function mutationsOf(value: Json | undefined, field: Pick<ReadField, 'list'>): readonly Change[] {
  return [
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ...(isList(value) ? listChanges(value) : scalarChanges(value)),
    ...(field.list ? [] : ([['an empty list', []]] as const)),
    ['an object', { 'rulegen.k': 'v' }],
    ['another text', 'rulegen-other'],
    ['zero', 0n],
    ['false', false],
    ['the text null', 'null'],
  ];
}

function scalarChanges(value: Json | undefined): Change[] {
  if (typeof value === 'string')
    return [
      ['in other case', otherCase(value)],
      ['in a list', [value]],
      ['beside another in a list', ['rulegen-other', value]],
      ['prefixed', `x${value}`],
      ['suffixed', `${value}x`],
      ['with spaces around', ` ${value} `],
      ...asAnotherType(value),
    ];
  if (isNumber(value) || typeof value === 'boolean')
    return [
      ['as text', printJson(value)],
      ['in a list', [value]],
      ...(isNumber(value)
        ? ([['negated', typeof value === 'bigint' ? -value : -value]] as const)
        : ([['turned', !value]] as const)),
      ...(typeof value === 'bigint' ? ([['as a float', Number(value)]] as const) : []),
    ];
  if (isObject(value))
    return [
      ['in a list', [value]],
      ['as text', printJson(value)],
    ];
  return [
    ['a text', 'rulegen-text'],
    ['a list', ['rulegen-text']],
  ];
}

function asAnotherType(text: string): Change[] {
  if (/^-?(0|[1-9]\d{0,17})$/.test(text)) return [['as a number', BigInt(text)]];
  if (/^(true|false)$/i.test(text)) return [['as a boolean', text.toLowerCase() === 'true']];
  return [];
}

function listChanges(list: readonly Json[]): Change[] {
  const [first] = list;
  return [
    ['empty', []],
    ...(first === undefined
      ? []
      : ([
          ['its first element', first],
          ['one element', [first]],
        ] as const)),
    ['doubled', [...list, ...list]],
    ['reversed', [...list].reverse()],
    ['with a null', [null, ...list]],
    ['with an empty element', [...list, {}]],
    ...list
      .slice(0, 2)
      .flatMap((element, i) =>
        split(element).map(
          (pair): Change => [`element ${i} cut in two`, [...list.slice(0, i), ...pair, ...list.slice(i + 1)]],
        ),
      ),
  ];
}

/** An element's keys shared between two elements: rows that spoke of one element now hold on two. */
function split(element: Json): [Json, Json][] {
  if (!isObject(element)) return [];
  const entries = Object.entries(element);
  return entries
    .slice(0, 4)
    .map(([key, value]) => [{ [key]: value }, Object.fromEntries(entries.filter(([k]) => k !== key))]);
}

/** Capitals for small letters and the reverse. */
export function otherCase(text: string): string {
  return [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join('');
}
