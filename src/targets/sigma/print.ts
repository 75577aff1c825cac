import { Document, isScalar, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from '../../ir/json.ts';
import { isList, isObject } from '../../ir/json.ts';
import type { SigmaAtom } from './ast.ts';
import { keyOf } from './ast.ts';
import { printCondition } from './condition.ts';
import type { Detection } from './detection.ts';
import type { Correlation, SigmaDocument, SigmaFilter, SigmaQuery } from './document.ts';
import { wellFormed } from './title.ts';
import { printValue } from './values.ts';

/** Characters that YAML or a reader's eye would not take as they are: written as escapes, in double quotes. */
const odd = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/;
const oddInOutput = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** What YAML 1.1, which Python's readers speak, would not read as text. */
const ambiguous = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<)?$|^[-+.]?\d|^[-+]?\.(?:inf|nan)$/i;

/** The documents of a rule, its filter last. */
export function print({ profile, documents, filter }: SigmaQuery): string {
  const texts = documents.map((document) => printDocument(document, profile === 'spec'));
  return [...texts, ...(filter === undefined ? [] : [printFilter(filter)])].join('---\n');
}

/** A filter document. */
export function printFilter({ rule, detection, ...filter }: SigmaFilter): string {
  const searches = detectionNode(detection);
  searches.items.unshift(new Pair(prose('rules'), listOf([bare(rule)])));
  return printMap([
    ['title', prose(filter.title)],
    ['id', bare(filter.id)],
    ['description', prose(filter.description)],
    ['date', filter.date === undefined ? undefined : bare(filter.date)],
    ['modified', filter.modified === undefined ? undefined : bare(filter.modified)],
    ['logsource', logsourceNode(filter.logsource)],
    ['filter', searches],
  ]);
}

function printDocument(document: SigmaDocument, withExtras: boolean): string {
  return printMap([
    ['title', prose(document.title)],
    ['id', bare(document.id)],
    ['name', document.name === undefined ? undefined : bare(document.name)],
    ['status', bare(document.status)],
    ['description', document.description === undefined ? undefined : prose(document.description)],
    ['license', document.license === undefined ? undefined : prose(document.license)],
    ['references', texts(document.references)],
    ['author', document.author === undefined ? undefined : prose(document.author)],
    ['date', document.date === undefined ? undefined : bare(document.date)],
    ['modified', document.modified === undefined ? undefined : bare(document.modified)],
    ['tags', texts(document.tags)],
    ['logsource', document.logsource === undefined ? undefined : logsourceNode(document.logsource)],
    ['detection', document.detection === undefined ? undefined : detectionNode(document.detection)],
    ['correlation', document.correlation === undefined ? undefined : correlationNode(document.correlation)],
    ['fields', texts(document.fields)],
    ['falsepositives', texts(document.falsepositives)],
    ['level', bare(document.level)],
    ['x_rulegen', withExtras && document.extras.length > 0 ? jsonNode(Object.fromEntries(document.extras)) : undefined],
  ]);
}

function printMap(entries: Parameters<typeof mapOf>[0]): string {
  const yaml = new Document(undefined, { schema: 'core' });
  yaml.contents = mapOf(entries);
  const text = yaml.toString({
    indent: 4,
    lineWidth: 0,
    singleQuote: true,
    nullStr: 'null',
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  });
  return text.replace(oddInOutput, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function detectionNode({ selections, condition }: Detection): YAMLMap {
  return mapOf([
    ...selections.map(({ name, maps }): readonly [string, YamlNode] => {
      const [only, ...more] = maps;
      return [name, only !== undefined && more.length === 0 ? atomsNode(only) : listOf(maps.map(atomsNode))];
    }),
    ['condition', bare(printCondition(condition))],
  ]);
}

function atomsNode(atoms: readonly SigmaAtom[]): YAMLMap {
  return mapOf(
    atoms.map((a) => {
      const values = a.values.map((value) => {
        const printed = printValue(value);
        return typeof printed === 'string' ? quoted(printed) : plain(printed);
      });
      const [only, ...more] = values;
      return [keyOf(a), only !== undefined && more.length === 0 ? only : listOf(values)];
    }),
  );
}

function logsourceNode(logsource: NonNullable<SigmaDocument['logsource']>): YAMLMap {
  return mapOf(
    (['category', 'product', 'service', 'definition'] as const).map((key) => {
      const value = logsource[key];
      return [key, value === undefined ? undefined : prose(value)];
    }),
  );
}

function correlationNode(correlation: Correlation): YAMLMap {
  return mapOf([
    ['type', bare(correlation.type)],
    ['rules', listOf([bare(correlation.rule)])],
    ['group-by', listOf(correlation.groupBy.map(prose))],
    ['timespan', bare(correlation.timespan)],
    [
      'condition',
      mapOf([
        ['field', correlation.distinct === undefined ? undefined : prose(correlation.distinct)],
        ['gte', plain(BigInt(correlation.atLeast))],
      ]),
    ],
  ]);
}

function jsonNode(value: Json): YamlNode {
  if (isList(value)) return listOf(value.map(jsonNode));
  if (isObject(value)) return mapOf(Object.entries(value).map(([key, item]) => [key, jsonNode(item)]));
  return typeof value === 'string' ? prose(value) : plain(value);
}

type YamlNode = Scalar | YAMLMap | YAMLSeq;

function mapOf(entries: readonly (readonly [key: string, value: YamlNode | undefined])[]): YAMLMap {
  const map = new YAMLMap();
  for (const [key, value] of entries) {
    if (value !== undefined)
      map.items.push(new Pair(isScalar(value) && odd.test(key) ? quoted(key) : prose(key), value));
  }
  return map;
}

function listOf(items: readonly YamlNode[]): YAMLSeq {
  const list = new YAMLSeq();
  list.items.push(...items);
  return list;
}

function texts(items: readonly string[]): YAMLSeq | undefined {
  return items.length === 0 ? undefined : listOf(items.map(prose));
}

/** Text of our own making that is safe without quotes, dates among them. */
function bare(text: string): Scalar {
  return new Scalar(text);
}

function plain(value: bigint | number | boolean | null): Scalar {
  return new Scalar(typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value);
}

/** Text that is always quoted, as values of a detection are. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = /\n/.test(text) || odd.test(text) ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
  return scalar;
}

/** Text for people: without quotes where it can be, over several lines where it has them. */
function prose(given: string): Scalar {
  const text = wellFormed(given).replace(/\r\n?/g, '\n');
  if (odd.test(text)) return quoted(text);
  if (text.includes('\n')) {
    const block = new Scalar(`${text.trimEnd()}\n`);
    block.type = 'BLOCK_LITERAL';
    return block;
  }
  return ambiguous.test(text) ? quoted(text) : new Scalar(text);
}
