import { isMap } from 'yaml';
import { tactic, tacticIds, technique } from '../../attack/index.ts';
import { checkDetection } from './check-detection.ts';
import type { YamlFile } from './parse-yaml.ts';
import { entriesOf, itemsOf, textOf, under } from './parse-yaml.ts';
import type { Place, RuleFile } from './syntax.ts';

/** Something wrong with a rule file, whatever the events. */
export interface Fault extends Place {
  readonly severity: 'error' | 'warning';
  /** The check's name first, as SigmaHQ's validators are called. */
  readonly message: string;
}

/** Reports a fault at a place. */
export type Blame = (severity: Fault['severity'], message: string, place: Place) => void;

/**
 * Holds a rule file to the specification and, where it is to be `portable`, to SigmaHQ's conventions.
 * https://github.com/SigmaHQ/sigma-specification, https://github.com/SigmaHQ/pySigma-validators-sigmaHQ
 */
export function checkFile(yaml: YamlFile, file: RuleFile, portable: boolean): readonly Fault[] {
  const faults: Fault[] = [];
  const blame: Blame = (severity, message, place) => faults.push({ severity, message, ...place });
  const ids = new Set<string>();
  for (const root of yaml.roots) {
    const isFilter = under(root, 'filter') !== undefined;
    checkHead(root, yaml, portable && !isFilter, blame);
    if (isFilter) checkFilter(root, yaml, blame);
    const id = textOf(under(root, 'id')) ?? '';
    if (ids.has(id))
      blame('error', 'identifier_uniqueness: two documents have one id', yaml.placeOf(under(root, 'id')));
    ids.add(id);
  }
  for (const document of file.documents) if (document.kind !== 'correlation') checkDetection(document, portable, blame);
  return faults;
}

type Root = YamlFile['roots'][number];

/** A filter has neither status nor level, one search of the name `selection`, and the log source of its rules. */
function checkFilter(root: Root, yaml: YamlFile, blame: Blame): void {
  const filterKeys = ['title', 'id', 'description', 'date', 'modified', 'logsource', 'filter'];
  for (const { key, keyNode } of entriesOf(root, yaml))
    if (!filterKeys.includes(key)) blame('warning', `filter: ${key} is no key of a filter`, yaml.placeOf(keyNode));
  const filter = under(root, 'filter');
  if (!isMap(filter) || under(filter, 'selection') === undefined)
    blame('error', 'filter: there is no selection', yaml.placeOf(filter ?? root));
  if (!isMap(under(root, 'logsource'))) blame('error', 'filter: there is no logsource', yaml.placeOf(root));
}

const known = [
  ...['title', 'id', 'name', 'status', 'description', 'license', 'references', 'author', 'date', 'modified', 'tags'],
  ...['logsource', 'detection', 'correlation', 'falsepositives', 'level'],
];
const smallWords = new Set(
  'a an and as at by for from in new of on or over the through to via with without'.split(' '),
);

function checkHead(root: Root, yaml: YamlFile, portable: boolean, blame: Blame): void {
  const at = (key: string): Place => yaml.placeOf(under(root, key) ?? root);
  const text = (key: string): string => textOf(under(root, key)) ?? '';
  const title = text('title');
  if (title === '' || Array.from(title).length > 256) blame('error', 'title: 1 to 256 characters', at('title'));
  if (under(root, 'id') !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text('id')))
    blame('error', 'id: no UUID', at('id'));
  oneOf(root, 'status', ['stable', 'test', 'experimental', 'deprecated', 'unsupported'], yaml, blame);
  oneOf(root, 'level', ['informational', 'low', 'medium', 'high', 'critical'], yaml, blame);
  for (const key of ['date', 'modified'])
    if (under(root, key) !== undefined && !/^\d{4}-\d\d-\d\d$/.test(text(key)))
      blame('error', `${key}: YYYY-MM-DD`, at(key));
  const tags = itemsOf(under(root, 'tags'));
  for (const tag of tags)
    if (!/^[a-z0-9_-]+\.[a-z0-9._-]+$/.test(textOf(tag) ?? ''))
      blame('error', `tag_format: ${textOf(tag)}`, yaml.placeOf(tag));
  if (!portable) return;
  checkConventions(root, yaml, blame);
  checkTags(
    tags.map((tag) => textOf(tag) ?? ''),
    at('tags'),
    blame,
  );
}

function checkConventions(root: Root, yaml: YamlFile, blame: Blame): void {
  const at = (key: string): Place => yaml.placeOf(under(root, key) ?? root);
  const text = (key: string): string => textOf(under(root, key)) ?? '';
  const warn = (message: string, key: string): void => blame('warning', message, at(key));
  for (const { key, keyNode } of entriesOf(root, yaml))
    if (!known.includes(key)) blame('warning', `sigmahq_unknown_field: ${key}`, yaml.placeOf(keyNode));
  for (const key of ['id', 'status', 'level', 'author', 'description', 'date'])
    if (text(key) === '' && (key !== 'date' || under(root, key) !== undefined)) warn(`${key}_existence`, key);
  const title = text('title');
  if (Array.from(title).length > 120) warn('sigmahq_title_length: at most 120 characters', 'title');
  if (/^detects? /i.test(title)) warn('sigmahq_title_start: not "Detects"', 'title');
  if (title.endsWith('.')) warn('sigmahq_title_end: no full stop', 'title');
  const small = title.split(' ').filter((word) => /^[a-z]+$/.test(word) && !smallWords.has(word));
  if (small.length > 0) warn(`sigmahq_title_case: ${small.join(', ')}`, 'title');
  if (text('description').length < 16) warn('sigmahq_description_length: at least 16 characters', 'description');
  if (/https?:\/\//.test(text('description'))) warn('sigmahq_link_in_description', 'description');
  if (under(root, 'modified') !== undefined && text('modified') <= text('date'))
    warn('modified_date_order: modified is after date', 'modified');
  const references = itemsOf(under(root, 'references')).map((item) => textOf(item) ?? '');
  if (new Set(references).size < references.length) warn('duplicate_references', 'references');
  if (references.some((link) => link.includes('attack.mitre.org')))
    warn('sigmahq_mitre_link_in_references', 'references');
  for (const item of itemsOf(under(root, 'falsepositives')))
    if (!/^[^a-z]./.test(textOf(item) ?? '')) warn('sigmahq_falsepositives_capital', 'falsepositives');
}

function oneOf(root: Root, key: string, values: readonly string[], yaml: YamlFile, blame: Blame): void {
  const node = under(root, key);
  if (node !== undefined && !values.includes(textOf(node) ?? ''))
    blame('error', `${key}: one of ${values.join(', ')}`, yaml.placeOf(node));
}

/** Tags of the version of ATT&CK that fits them better. */
function checkTags(tags: readonly string[], place: Place, blame: Blame): void {
  if (new Set(tags).size < tags.length) blame('warning', 'duplicate_tag', place);
  const [newer, older] = [tagFaults(tags, 19), tagFaults(tags, 18)];
  for (const message of newer.length <= older.length ? newer : older) blame('warning', message, place);
}

function tagFaults(tags: readonly string[], version: 18 | 19): readonly string[] {
  const faults: string[] = [];
  const tactics = new Set(tacticIds(version).flatMap((id) => tactic(id, version)?.shortName ?? []));
  for (const tag of tags) {
    const name = tag.startsWith('attack.') ? tag.slice('attack.'.length) : undefined;
    if (name === undefined) continue;
    if (!/^t\d/.test(name)) {
      if (!tactics.has(name) && !/^[gsm]\d|^ds\d/.test(name)) faults.push(`attacktag: ${tag}`);
      continue;
    }
    const found = technique(name, version);
    if (found?.status !== 'active') faults.push(`attacktag: ${tag}`);
    for (const { shortName } of found?.tactics ?? [])
      if (!tags.includes(`attack.${shortName}`))
        faults.push(`sigmahq_tags_techniques_without_tactics: ${tag} ${shortName}`);
  }
  return faults;
}
