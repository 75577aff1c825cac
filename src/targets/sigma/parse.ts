import type { YAMLMap } from 'yaml';
import { isMap, isSeq } from 'yaml';
import { modifierOrder } from './ast.ts';
import { parseCondition } from './parse-condition.ts';
import { parseCorrelation } from './parse-correlation.ts';
import type { YamlFile } from './parse-yaml.ts';
import { entriesOf, itemsOf, scalarOf, textOf, under } from './parse-yaml.ts';
import type { Item, ReadFilter, ReadLogsource, ReadModifier, ReadRule, RuleFile, Search } from './syntax.ts';
import { Uncovered } from './syntax.ts';

/** Reads the documents of a rule file. Throws `Uncovered` for what it does not know. */
export function parseRuleFile(file: YamlFile): RuleFile {
  return {
    documents: file.roots.map((root) => {
      const correlation = under(root, 'correlation');
      if (isMap(correlation)) return parseCorrelation(root, correlation, file);
      const filter = under(root, 'filter');
      if (isMap(filter)) return parseFilter(root, filter, file);
      const detection = under(root, 'detection');
      if (!isMap(detection)) throw new Uncovered('a document without a detection', file.placeOf(root));
      return parseRule(root, detection, file);
    }),
  };
}

function parseRule(root: YAMLMap, detection: YAMLMap, file: YamlFile): ReadRule {
  return {
    kind: 'rule',
    names: ['name', 'id'].flatMap((key) => textOf(under(root, key)) ?? []),
    title: textOf(under(root, 'title')) ?? '',
    logsource: logsourceOf(root),
    ...parseDetection(detection, [], file),
  };
}

/** Reads a filter. https://sigmahq.io/sigma-specification/specification/sigma-filters-specification.html */
function parseFilter(root: YAMLMap, filter: YAMLMap, file: YamlFile): ReadFilter {
  const named = under(filter, 'rules');
  const rules = itemsOf(named).map((item) => textOf(item) ?? '');
  if (rules.length === 0 || rules.includes(''))
    throw new Uncovered('a filter that names no rules', file.placeOf(filter));
  const [only = ''] = rules;
  // pySigma takes these words for all rules of the log source.
  const isAny = !isSeq(named) && ['any', 'all'].includes(only.toLowerCase());
  return {
    kind: 'filter',
    rules: isAny ? 'any' : rules,
    logsource: logsourceOf(root),
    ...parseDetection(filter, ['rules'], file),
  };
}

function logsourceOf(root: YAMLMap): ReadLogsource {
  const logsource = under(root, 'logsource');
  if (!isMap(logsource)) return {};
  const said = ['category', 'product', 'service'].flatMap((key) => {
    const text = textOf(under(logsource, key));
    return text === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries(said);
}

function parseDetection(
  detection: YAMLMap,
  others: readonly string[],
  file: YamlFile,
): Pick<ReadRule, 'searches' | 'condition' | 'place'> {
  const searches = new Map<string, Search>();
  for (const { key, keyNode, value } of entriesOf(detection, file)) {
    if (key === 'condition' || others.includes(key)) continue;
    if (key === 'timeframe') throw new Uncovered('timeframe, of the first Sigma', file.placeOf(keyNode));
    searches.set(key, parseSearch(value, file));
  }
  const condition = under(detection, 'condition');
  const text = textOf(condition);
  if (text === undefined) throw new Uncovered('a condition that is no text', file.placeOf(condition ?? detection));
  return {
    searches,
    condition: parseCondition(text, (offset) => file.placeIn(condition, offset)),
    place: file.placeOf(condition),
  };
}

function parseSearch(node: unknown, file: YamlFile): Search {
  const place = file.placeOf(node);
  if (isMap(node)) return { kind: 'maps', maps: [parseMap(node, file)], place };
  const items = itemsOf(node);
  if (items.length === 0) throw new Uncovered('an empty search', place);
  const maps = items.filter(isMap);
  if (maps.length === 0) return { kind: 'keywords', values: items.map((item) => scalarOf(item, file)), place };
  if (maps.length < items.length) throw new Uncovered('maps and keywords in one list', place);
  return { kind: 'maps', maps: maps.map((map) => parseMap(map, file)), place };
}

function parseMap(map: YAMLMap, file: YamlFile): readonly Item[] {
  return entriesOf(map, file).map(({ key, keyNode, value }): Item => {
    const place = file.placeOf(keyNode);
    const [field = '', ...given] = key.split('|');
    if (field === '') throw new Uncovered('keywords with modifiers', place);
    const modifiers = given.map((name) => modifierNamed(name) ?? refuse(`the modifier ${name}`, place));
    if (isMap(value)) throw new Uncovered('a map under a field', file.placeOf(value));
    const nodes = itemsOf(value);
    const values = nodes.map((item) => scalarOf(item, file));
    // pySigma reads an empty list as null.
    const meant = values.length === 0 ? [{ kind: 'plain', value: null, place } as const] : values;
    return { field, modifiers, values: meant, list: isSeq(value), text: shown(key, meant), place };
  });
}

function refuse(construct: string, place: Item['place']): never {
  throw new Uncovered(construct, place);
}

const longNames: Readonly<Record<string, ReadModifier>> = { ignorecase: 'i', multiline: 'm', dotall: 's', neq: 'neq' };

function modifierNamed(name: string): ReadModifier | undefined {
  return modifierOrder.find((known) => known === name) ?? longNames[name];
}

function shown(key: string, values: Item['values']): string {
  const texts = values.map((v) => (v.kind === 'text' ? `'${v.text}'` : String(v.value)));
  return `${key}: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`;
}
