import { stringify } from 'yaml';
import type { Json } from '../../ir/json.ts';
import { toPlain } from '../../ir/json.ts';
import { printKey } from '../../mapping/field-key.ts';
import type { Inferred, InferredField } from './infer.ts';

/** What a skeleton needs to know of its target. */
export interface SkeletonTarget {
  readonly name: string;
  readonly title: string;
  /** The facts of the target's generic home: a home of one's own says the same ones. */
  readonly source: Readonly<Record<string, Json>>;
}

/**
 * The text of `targets/<target>/<name>.yaml`: it says that no home is known, so that the generic one stands in, and holds a home to fill
 * in as comments, with every field that is a value.
 */
export function mappingText(name: string, fields: readonly InferredField[], target: SkeletonTarget): string {
  const source = stringify(toPlain(target.source), { collectionStyle: 'flow', lineWidth: 0 }).trim();
  const home = [
    'sources:',
    '  PAGE:',
    '    title: TITLE OF THE PAGE THAT TELLS THE COLUMNS',
    '    url: https://PAGE',
    'entities:',
    '  - { role: actor, type: account, value: FIELD }',
    'homes:',
    '  HOME:',
    '    title: WHAT BRINGS THE EVENTS IN',
    '    default: true',
    `    source: ${source}`,
    '    certainty: inferred',
    '    cite: PAGE',
    '    lag: { minutes: 15, certainty: guessed, cite: PAGE }',
    '    fields:',
    ...leaves(fields, '').map(([path, type]) => `      ${yamlKey(path)}: ${columnText(type)}`),
  ];
  return [
    '# yaml-language-server: $schema=../../node_modules/rulegen/schemas/mapping.schema.json',
    `# Where events of ${name} are in ${target.title}. As long as no home is filled in, the generic one stands in:`,
    '# rulegen targets --log-type shows it. To fill one in, remove noHome and the # before the lines below, and put your own words in',
    '# place of those in capitals. Fields without a column: { none: why }.',
    `logType: ${name}`,
    'noHome: { because: Nobody has filled in yet where these events are. }',
    '',
    ...home.map((line) => `# ${line}`),
    '',
  ].join('\n');
}

/** Fields that hold values, lists crossed as mapping files write it, each with its column type. */
function leaves(fields: readonly InferredField[], prefix: string): readonly (readonly [string, string])[] {
  return fields.flatMap((field) => leavesAt(field, `${prefix}${prefix === '' ? '' : '.'}${printKey(field.name)}`));
}

function leavesAt(made: Inferred, path: string): readonly (readonly [string, string])[] {
  if (made.type === 'object') return leaves(made.fields, path);
  return [[path, columnType(made)]];
}

function columnType(made: Inferred): string {
  switch (made.type) {
    case 'string':
    case 'object':
      return made.jsonText ? 'json-text' : 'string';
    case 'timestamp':
      return 'datetime';
    case 'int':
    case 'bigint':
      return 'int';
    case 'float':
      return 'real';
    case 'boolean':
      return 'bool';
    case 'array':
    case 'json':
      return 'dynamic';
  }
}

function columnText(type: string): string {
  if (type === 'string') return 'COLUMN';
  return type === 'json-text' ? '{ column: COLUMN, holds: json-text }' : `{ column: COLUMN, type: ${type} }`;
}

/** A path as a key of YAML. */
function yamlKey(path: string): string {
  return stringify(path, { lineWidth: 0, blockQuote: false }).trim();
}
