import { parseAllDocuments } from 'yaml';
import { tactic, tacticIds, technique } from '../../../src/attack/index.ts';
import type { Artifact } from '../../../src/targets/target.ts';
import { namesIn, parseCondition } from './walk.ts';

const smallWords = new Set(
  'a an and as at by for from in new of on or over the through to via with without'.split(' '),
);

/** What SigmaHQ's validators would say of a rule file, by the name of the validator. */
export function validate(artifact: Artifact, version: 18 | 19): string[] {
  const problems: string[] = [];
  const stem = artifact.path.split('/').at(-1) ?? '';
  if (!/^[a-z0-9_]{10,90}\.yml$/.test(stem) || !stem.includes('_')) problems.push(`filename_convention ${stem}`);
  if (/\r|\t/.test(artifact.content) || !artifact.content.endsWith('\n')) problems.push('line ends');
  const documents = parseAllDocuments(artifact.content, { intAsBigInt: true });
  const ids = new Set<string>();
  for (const document of documents as { errors: unknown[]; toJS: () => Record<string, unknown> }[]) {
    if (document.errors.length > 0) problems.push(`yaml ${String(document.errors[0])}`);
    const read = document.toJS();
    problems.push(...validateDocument(read, version));
    const id = String(read['id']);
    if (ids.has(id)) problems.push('identifier_uniqueness');
    ids.add(id);
  }
  return problems;
}

const known = [
  ...['title', 'id', 'name', 'status', 'description', 'license', 'references', 'author', 'date', 'modified', 'tags'],
  ...['logsource', 'detection', 'correlation', 'falsepositives', 'level'],
];

function validateDocument(read: Record<string, unknown>, version: 18 | 19): string[] {
  const problems: string[] = [];
  const text = (key: string): string => (typeof read[key] === 'string' ? read[key] : '');
  for (const key of Object.keys(read)) if (!known.includes(key)) problems.push(`unknown_field ${key}`);
  const title = text('title');
  if (title.length === 0 || Array.from(title).length > 120) problems.push('title_length');
  if (/^detects? /i.test(title)) problems.push('title_start');
  if (title.endsWith('.')) problems.push('title_end');
  for (const word of title.split(' '))
    if (/^[a-z]+$/.test(word) && !smallWords.has(word)) problems.push(`title_case ${word}`);
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text('id'))) problems.push('id');
  if (!['stable', 'test', 'experimental'].includes(text('status'))) problems.push('status');
  if (!['informational', 'low', 'medium', 'high', 'critical'].includes(text('level'))) problems.push('level');
  if (text('description').length < 16) problems.push('description_length');
  if (/https?:\/\//.test(text('description'))) problems.push('link_in_description');
  if (text('author') === '') problems.push('author_existence');
  if (read['modified'] !== undefined && !(text('modified') > text('date'))) problems.push('modified_date_order');
  const references = (read['references'] ?? []) as string[];
  if (new Set(references).size < references.length) problems.push('duplicate_references');
  if (references.some((r) => r.includes('attack.mitre.org'))) problems.push('mitre_link_in_references');
  const falsepositives = (read['falsepositives'] ?? []) as string[];
  if (falsepositives.some((f) => !/^[^a-z]/.test(f) || f.length < 2)) problems.push('falsepositives_capital');
  problems.push(...validateTags((read['tags'] ?? []) as string[], version));
  if (read['detection'] !== undefined)
    problems.push(...validateDetection(read['detection'] as Record<string, unknown>));
  else if (read['correlation'] === undefined) problems.push('no detection');
  return problems;
}

function validateTags(tags: readonly string[], version: 18 | 19): string[] {
  const problems: string[] = [];
  if (new Set(tags).size < tags.length) problems.push('duplicate_tag');
  const tactics = new Set(tacticIds(version).flatMap((id) => tactic(id, version)?.shortName ?? []));
  for (const tag of tags) {
    if (!/^[a-z0-9_-]+\.[a-z0-9._-]+$/.test(tag)) problems.push(`tag_format ${tag}`);
    const [space, ...rest] = tag.split('.');
    const name = rest.join('.');
    if (space !== 'attack') continue;
    if (!name.startsWith('t1')) {
      if (!tactics.has(name)) problems.push(`attacktag ${tag}`);
      continue;
    }
    const found = technique(name, version);
    if (found?.status !== 'active') problems.push(`attacktag ${tag}`);
    for (const { shortName } of found?.tactics ?? [])
      if (!tags.includes(`attack.${shortName}`)) problems.push(`techniques_without_tactics ${tag} ${shortName}`);
  }
  return problems;
}

function validateDetection(detection: Record<string, unknown>): string[] {
  const problems: string[] = [];
  const names = Object.keys(detection).filter((name) => name !== 'condition');
  const condition = String(detection['condition']);
  const used = namesIn(parseCondition(condition), names);
  for (const name of names) if (!used.includes(name)) problems.push(`dangling_detection ${name}`);
  for (const name of used) if (!names.includes(name)) problems.push(`dangling_condition ${name}`);
  for (const [, pattern] of condition.matchAll(/\bof (\S+)/g)) {
    const clean = (pattern ?? '').replace(/\)+$/, '');
    if (clean === 'them' || !clean.endsWith('*')) problems.push(`missing_asterisk ${clean}`);
    if (namesIn({ kind: 'of', quantity: '1', pattern: clean }, names).length === 0)
      problems.push(`dangling_condition ${clean}`);
  }
  for (const name of names) {
    const selection = detection[name];
    const maps = (Array.isArray(selection) ? selection : [selection]) as Record<string, unknown>[];
    if (maps.length === 0) problems.push(`empty ${name}`);
    for (const map of maps) for (const [key, value] of Object.entries(map)) problems.push(...validateItem(key, value));
  }
  return problems;
}

function validateItem(key: string, value: unknown): string[] {
  const problems: string[] = [];
  const [, ...modifiers] = key.split('|');
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) problems.push(`empty_value_list ${key}`);
  if (Array.isArray(value) && value.length === 1) problems.push(`one-element list ${key}`);
  if (Array.isArray(value) && value.includes(null)) problems.push(`null_in_value_list ${key}`);
  if (modifiers.includes('all') && values.length < 2) problems.push(`invalid_all_modifier ${key}`);
  if (modifiers.some((m) => m === 'cased' || m === 'exists')) problems.push(`not portable ${key}`);
  if (modifiers.some((m, i) => ['re', 'cidr', 'exists'].includes(m) && i > 0)) problems.push(`modifier order ${key}`);
  const raw = modifiers.includes('re') || modifiers.includes('cidr') || modifiers.includes('fieldref');
  const texts = values.filter((v) => typeof v === 'string');
  if (texts.some((v) => /[\u0000-\u001f]/.test(v))) problems.push(`control_character ${key}`);
  if (modifiers.some((m) => /^[lg]te?$/.test(m)) && texts.length > 0) problems.push(`not a number ${key}`);
  if (!raw && texts.some((v) => /(?<!\\)(\\\\)*\*\*/.test(v))) problems.push(`double_wildcard ${key}`);
  const seen = values.map((v) => (typeof v === 'string' && !raw ? v.toLowerCase() : String(v)));
  if (new Set(seen).size < seen.length) problems.push(`field_duplicate_value ${key}`);
  if (modifiers.includes('re') && texts.some((v) => /\(\?/.test(v))) problems.push(`regex extensions ${key}`);
  return problems;
}
