import type { YAMLMap } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import type { YamlFile } from './parse-yaml.ts';
import { entriesOf, itemsOf, textOf, under } from './parse-yaml.ts';
import type { Bound, Place, ReadCorrelation } from './syntax.ts';
import { Uncovered } from './syntax.ts';

const known = ['type', 'rules', 'group-by', 'timespan', 'condition', 'generate'];

/** Reads a correlation. https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html */
export function parseCorrelation(root: YAMLMap, correlation: YAMLMap, file: YamlFile): ReadCorrelation {
  const place = file.placeOf(correlation);
  for (const { key, keyNode } of entriesOf(correlation, file))
    if (!known.includes(key)) throw new Uncovered(`${key} of a correlation`, file.placeOf(keyNode));
  const type = textOf(under(correlation, 'type'));
  if (type !== 'event_count' && type !== 'value_count')
    throw new Uncovered(`a correlation of the type ${type}`, file.placeOf(under(correlation, 'type') ?? correlation));
  const condition = under(correlation, 'condition');
  if (!isMap(condition)) throw new Uncovered('a correlation whose condition is no map', place);
  const distinct = textOf(under(condition, 'field'));
  if (type === 'value_count' && distinct === undefined)
    throw new Uncovered('a value_count without a field', file.placeOf(condition));
  return {
    kind: 'correlation',
    title: textOf(under(root, 'title')) ?? '',
    type,
    rules: namesUnder(correlation, 'rules', file),
    groupBy: isSeq(under(correlation, 'group-by')) ? namesUnder(correlation, 'group-by', file) : [],
    timespan: timespanOf(under(correlation, 'timespan'), file, place),
    bounds: entriesOf(condition, file).flatMap(({ key, value }) =>
      key === 'field' ? [] : [boundOf(key, value, file)],
    ),
    distinct,
    generate: isTrue(under(root, 'generate')) || isTrue(under(correlation, 'generate')),
    place,
  };
}

function isTrue(node: unknown): boolean {
  return isScalar(node) && node.value === true;
}

function namesUnder(map: YAMLMap, key: string, file: YamlFile): readonly string[] {
  return itemsOf(under(map, key)).map((item) => {
    const text = textOf(item);
    if (text === undefined) throw new Uncovered(`${key} that holds no text`, file.placeOf(item));
    return text;
  });
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function timespanOf(node: unknown, file: YamlFile, around: Place): number {
  const text = textOf(node);
  const [, amount, unit = ''] = /^(\d+)([smhd])$/.exec(text ?? '') ?? [];
  const length = units[unit];
  if (amount === undefined || length === undefined)
    throw new Uncovered(`the timespan ${text ?? ''}`, node === undefined ? around : file.placeOf(node));
  return Number(amount) * length;
}

function boundOf(key: string, node: unknown, file: YamlFile): Bound {
  const value =
    isScalar(node) && (typeof node.value === 'bigint' || typeof node.value === 'number') ? node.value : undefined;
  if (value === undefined) throw new Uncovered(`${key} without a number`, file.placeOf(node));
  switch (key) {
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'eq':
    case 'neq':
      return { operator: key, value: Number(value) };
    default:
      throw new Uncovered(`${key} of a correlation's condition`, file.placeOf(node));
  }
}
