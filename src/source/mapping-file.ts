import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { mapping as validate } from '../generated/validators.js';
import { isObject } from '../ir/json.ts';
import type { Mapping } from '../mapping/log-type.ts';
import type { Entity, Home } from '../mapping/mapping.ts';
import { checkName, readChecked, stemOf } from './checked-file.ts';
import { parseTable, parseValue } from './condition-table/index.ts';
import type { Cursor } from './cursor.ts';
import type { Defaults } from './mapping-facts.ts';
import { readCertainty, readCite } from './mapping-facts.ts';
import { readFields } from './mapping-fields.ts';

/** Reads `targets/<target>/<LogType>.yaml`. Reports every fault of the file; undefined where there is any. */
export function readMapping(file: SourceFile, target: string, report: Report): Mapping | undefined {
  const root = readChecked(file, validate, report);
  if (root === undefined) return undefined;
  let sound = true;
  const fail: Report = (finding) => {
    if (finding.severity === 'error') sound = false;
    report(finding);
  };
  const logType = root.get('logType').text ?? '';
  if (logType !== stemOf(file))
    fail(diagnostic('mapping-log-type', { logType, stem: stemOf(file) }, { span: root.get('logType').span }));
  checkSources(root.get('sources'), fail);
  const noHome = readNoHome(root, fail);
  const homes = root.get('homes').given && !noHome ? readHomes(root, fail) : [];
  return sound ? { logType, target, homes, file, ...(noHome ? { noHome } : {}) } : undefined;
}

/** That no home is known, which stands in place of homes. */
function readNoHome(root: Cursor, report: Report): Mapping['noHome'] {
  const at = root.get('noHome');
  if (at.given && root.get('homes').given)
    report(diagnostic('bad-value', { key: 'noHome', detail: 'stands in place of homes' }, { span: at.keySpan }));
  if (at.given)
    return { because: at.get('because').text ?? '', cite: readCite(at.get('cite'), root.get('sources'), report) ?? '' };
  if (!root.get('homes').given)
    report(diagnostic('missing-key', { key: 'homes', where: 'The mapping' }, { span: root.get('logType').keySpan }));
  return undefined;
}

/** A source that nobody can look up is none. */
function checkSources(sources: Cursor, report: Report): void {
  for (const key of sources.keys) {
    const source = sources.get(key);
    if (source.get('url').given || source.get('repository').given) continue;
    report(diagnostic('missing-key', { key: 'url', where: `The source ${key}` }, { span: source.keySpan }));
  }
}

function readHomes(root: Cursor, report: Report): Home[] {
  const homes = root.get('homes');
  const names = homes.keys;
  const defaults = names.filter((name) => homes.get(name).get('default').value === true);
  const [first, second] = defaults;
  const parts = defaults.every((name) => homes.get(name).get('when').given);
  if (first === undefined || (second !== undefined && !parts)) {
    const span = second === undefined ? homes.keySpan : homes.get(second).get('default').keySpan;
    report(diagnostic('mapping-default-home', { count: defaults.length, homes: names }, { span }));
  }
  for (const name of names) checkName(homes.get(name), report);
  const read = new Map<string, Home>();
  const shared = readEntities(root.get('entities'), report);
  for (const name of inOrder(homes, report))
    read.set(name, readHome(homes.get(name), name, root, read, shared, report));
  return names.flatMap((name) => read.get(name) ?? []);
}

/** The names of the homes, each after the home that it is based on. Those whose base is missing or circular are reported. */
function inOrder(homes: Cursor, report: Report): string[] {
  const order: string[] = [];
  const waiting = new Set(homes.keys);
  while (waiting.size > 0) {
    const next = [...waiting].find((name) => {
      const base = homes.get(name).get('basedOn').text;
      return base === undefined || order.includes(base);
    });
    if (next === undefined) break;
    order.push(next);
    waiting.delete(next);
  }
  for (const home of waiting) {
    const cursor = homes.get(home).get('basedOn');
    const base = cursor.text ?? '';
    const known = homes.keys.includes(base);
    const problem = known ? 'is in turn based on it' : 'is no home of this file';
    const near = known ? [] : nearNames(base, homes.keys);
    report(diagnostic('mapping-based-on', { home, base, problem, near }, { span: cursor.span }));
  }
  return order;
}

function readHome(
  cursor: Cursor,
  name: string,
  root: Cursor,
  read: ReadonlyMap<string, Home>,
  shared: readonly Entity[],
  report: Report,
): Home {
  const base = read.get(cursor.get('basedOn').text ?? '');
  const sources = root.get('sources');
  const defaults: Defaults = {
    certainty: readCertainty(cursor.get('certainty')),
    cite: readCite(cursor.get('cite'), sources, report),
    sources,
  };
  const lag = cursor.get('lag');
  const source = cursor.get('source').value;
  const entities = cursor.get('entities');
  const when = cursor.get('when').placed;
  return {
    name,
    title: cursor.get('title').text ?? name,
    default: cursor.get('default').value === true,
    when: when && parseTable(when, report),
    source: isObject(source) ? source : {},
    native: cursor.get('native').given ? readNative(cursor.get('native'), defaults, report) : base?.native,
    lag: {
      minutes: Number(lag.get('minutes').value ?? 0),
      certainty: readCertainty(lag.get('certainty')) ?? 'guessed',
      cite: readCite(lag.get('cite'), sources, report) ?? '',
    },
    fields: new Map([...(base?.fields ?? []), ...readFields(cursor.get('fields'), defaults, report)]),
    entities: entities.given ? readEntities(entities, report) : shared,
    file: root.file,
  };
}

function readNative(cursor: Cursor, defaults: Defaults, report: Report): Home['native'] {
  const certainty = readCertainty(cursor.get('certainty')) ?? defaults.certainty;
  const cite = readCite(cursor.get('cite'), defaults.sources, report) ?? defaults.cite;
  const place = { span: cursor.keySpan };
  if (certainty === undefined) report(diagnostic('mapping-uncited', { what: 'native', lacks: 'certainty' }, place));
  if (cite === undefined) report(diagnostic('mapping-uncited', { what: 'native', lacks: 'cite' }, place));
  return { prefix: cursor.get('prefix').text ?? '', certainty: certainty ?? 'guessed', cite: cite ?? '' };
}

function readEntities(cursor: Cursor, report: Report): Entity[] {
  return cursor.items.flatMap((item) => {
    const placed = item.get('value').placed;
    const value = placed && parseValue(placed, report);
    if (value === undefined) return [];
    // The schema has checked both against their lists.
    return [{ role: item.get('role').text as Entity['role'], type: item.get('type').text as Entity['type'], value }];
  });
}
