import type { Test } from '../ir/condition.ts';
import { networksOf } from '../ir/ip.ts';
import type { Json } from '../ir/json.ts';
import { isNumber } from '../ir/json.ts';
import type { IpKind } from '../ir/operators.ts';
import { parseRegex, wildcardToNode } from '../regex/index.ts';
import { sampleOf } from './sample.ts';

/** The most values of a long list of operands. */
const mostOperands = 64;

/** Values of a subject that are likely to satisfy a row: one for each of its operands. `undefined`: missing. `lists`: named lists. */
export function satisfying(test: Test, lists: ReadonlyMap<string, readonly Json[]>): readonly (Json | undefined)[] {
  const literals = test.operands.flatMap((operand) => (operand.kind === 'literal' ? [operand.value] : []));
  return valuesFor(test, literals, lists).slice(0, mostOperands);
}

function valuesFor(
  test: Test,
  literals: readonly Json[],
  lists: ReadonlyMap<string, readonly Json[]>,
): readonly (Json | undefined)[] {
  const texts = literals.filter((value) => typeof value === 'string');
  switch (test.operator) {
    case 'eq':
    case 'in':
      return literals.map((value) => value ?? undefined);
    case 'in_list':
      return texts.flatMap((name) => lists.get(name) ?? []);
    case 'contains':
      return literals.flatMap((value): readonly Json[] =>
        typeof value === 'string' ? [`w ${value} w`, [value]] : [[value]],
      );
    case 'has':
      return literals.map((value) => [value]);
    case 'starts_with':
      return texts.map((text) => `${text}.tail`);
    case 'ends_with':
      return texts.map((text) => `head.${text}`);
    case 'wildcard':
      return texts.map((text) => sampleOf(wildcardToNode(text)));
    case 'regex':
      return texts.flatMap((text) => {
        const parsed = parseRegex(text, [], false);
        return 'error' in parsed ? [] : [sampleOf(parsed.node)];
      });
    case 'lt':
      return literals.flatMap((bound) => (isNumber(bound) ? [less(bound)] : []));
    case 'gt':
      return literals.flatMap((bound) => (isNumber(bound) ? [more(bound)] : []));
    case 'lte':
    case 'gte':
      return literals;
    case 'cidr':
      return texts.map((text) => addressIn(text));
    case 'ip_is':
      return texts.flatMap((kind) => addressesOf(kind));
    case 'is_null':
      return [undefined, null];
    case 'missing':
      return [undefined];
    case 'truthy':
      return ['rulegen', true, 1n];
    case 'is_true':
      return [true];
    case 'is_false':
      return [false];
    case 'type_is':
      return ['rulegen', 1n, true, 1.5, null, ['rulegen'], { k: 'v' }];
  }
}

/** Values that are likely not to satisfy it, near ones first. */
export function violating(test: Test, lists: ReadonlyMap<string, readonly Json[]>): readonly (Json | undefined)[] {
  switch (test.operator) {
    case 'is_null':
    case 'missing':
      return ['rulegen-other', 1n, true, ['rulegen-other'], [{ 'rulegen.k': 'v' }], '', 'NULL'];
    case 'truthy':
      return [undefined, '', false, 0n];
    case 'is_true':
      return [false, undefined];
    case 'is_false':
      return [true, undefined];
    case 'lte':
    case 'gte':
    case 'lt':
    case 'gt':
      return test.operands.flatMap((operand) =>
        operand.kind === 'literal' && isNumber(operand.value)
          ? [less(operand.value), operand.value, more(operand.value)]
          : [],
      );
    case 'cidr':
    case 'ip_is':
      return ['8.8.8.8', '10.0.0.7', 'rulegen-other', undefined];
    default: {
      const near = satisfying(test, lists).slice(0, 3);
      const texts = near.filter((value) => typeof value === 'string');
      return [
        'rulegen-other',
        ...texts.flatMap((text) => [`${text}x`, `x${text}`, otherCase(text)]),
        ...texts.flatMap((text) => ['*', '?'].filter((c) => text.includes(c)).map((c) => text.replace(c, 'r'))),
        ...texts.filter((text) => text.includes('.')).map((text) => text.replaceAll('.', 'r')),
        undefined,
      ];
    }
  }
}

/** A field's text with the words of a row put before or behind it, where the row finds them and where it does not. */
export function spliceWith(
  test: Test,
  now: Json | undefined,
): { readonly met: readonly string[]; readonly notMet: readonly string[] } {
  const words = wordsOf(test);
  if (typeof now !== 'string' || words.length === 0) return { met: [], notMet: [] };
  switch (test.operator) {
    case 'starts_with':
      return { met: words.map((text) => `${text}${now}`), notMet: [now, ...words.map((text) => `x${text}${now}`)] };
    case 'ends_with':
      return { met: words.map((text) => `${now}${text}`), notMet: [now, ...words.map((text) => `${now}${text}x`)] };
    case 'contains':
      return { met: words.flatMap((text) => [`${text}${now}`, `${now}${text}`, middle(now, text)]), notMet: [now] };
    default:
      return { met: [], notMet: [] };
  }
}

function wordsOf(test: Test): readonly string[] {
  return test.operands
    .flatMap((operand) => (operand.kind === 'literal' && typeof operand.value === 'string' ? [operand.value] : []))
    .slice(0, mostOperands);
}

function middle(now: string, text: string): string {
  const half = Math.floor(now.length / 2);
  return `${now.slice(0, half)}${text}${now.slice(half)}`;
}

function otherCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

function less(bound: bigint | number): bigint | number {
  return typeof bound === 'bigint' ? bound - 1n : bound - 1;
}

function more(bound: bigint | number): bigint | number {
  return typeof bound === 'bigint' ? bound + 1n : bound + 1;
}

/** The first address of a network, as it is written before the `/`. */
function addressIn(network: string): string {
  return network.replace(/\/.*$/, '');
}

function addressesOf(kind: string): readonly string[] {
  const { include, exclude, except } = networksOf(kind as IpKind); // the table's grammar takes kinds alone
  return [...exclude, ...except, ...include].map(addressIn);
}
