import type { Json } from '../../ir/json.ts';
import { printJson } from '../../ir/json.ts';
import { exceptionLines } from '../exception-lines.ts';
import type { Artifact, FidelityLine, WrapInput } from '../target.ts';
import type { SigmaDocument, SigmaQuery } from './document.ts';
import { logsourceOf } from './logsource.ts';
import { print, printFilter } from './print.ts';
import { oneLine } from './title.ts';

/**
 * The rule file, and its filter's where it has one. The rule's fidelity stands in a comment above it, in the profile `spec` under `x_rulegen`
 * instead; that of rows which the filter alone has, above the filter.
 */
export function wrap({
  rule,
  query: { filter, ...query },
  text,
  settings,
  fidelity: lines,
}: WrapInput<SigmaQuery>): readonly Artifact[] {
  const isOfFilter = ({ row }: FidelityLine): boolean => row !== undefined && filter?.rows.includes(row) === true;
  const fidelity = lines.filter((line) => !isOfFilter(line));
  const portable = query.profile === 'sigmahq';
  const product = logsourceOf(rule.home).product ?? logsourceOf(rule.home).service ?? 'sigma';
  const stem = portable ? conventionalStem(settings.stem, product, settings.uuid) : settings.stem;
  const last = query.documents.at(-1);
  const told = portable ? [...(last?.extras ?? []).map(extraLine), ...fidelity.map(fidelityLine)] : [];
  const beside = filter === undefined ? exceptionLines(rule.rule) : [`exceptions and filters: ${stem}.filter.yml`];
  const comments = [...told, ...beside];
  const plain = filter === undefined ? text : print(query);
  const body = portable || fidelity.length === 0 ? plain : print(withFidelity(query, fidelity));
  const path = settings.folder === '' ? stem : `${settings.folder}/${stem}`;
  const main: Artifact = { path: `${path}.yml`, kind: 'sigma-rule', content: commented(comments, body) };
  if (filter === undefined) return [main];
  const content = commented(lines.filter(isOfFilter).map(fidelityLine), printFilter(filter));
  return [main, { path: `${path}.filter.yml`, kind: 'sigma-filter', content }];
}

function commented(comments: readonly string[], body: string): string {
  return comments.map((line) => `# ${oneLine(line)}\n`).join('') + body;
}

/** SigmaHQ's file names: `[a-z0-9_]{10,90}` with at least one underscore. */
export function conventionalStem(stem: string, product: string, uuid: string): string {
  const clean = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
  const plain = clean(stem);
  const long = plain.length >= 10 && plain.includes('_') ? plain : `${clean(product)}_${plain}`;
  const enough = long.length >= 10 ? long : `${long}_rule`;
  return enough.length <= 90 ? enough : `${enough.slice(0, 81).replace(/_+$/, '')}_${uuid.slice(0, 8)}`;
}

function withFidelity(query: SigmaQuery, fidelity: readonly FidelityLine[]): SigmaQuery {
  const lines: Json = fidelity.map(fidelityLine);
  const last = query.documents.length - 1;
  const documents = query.documents.map(
    (document, i): SigmaDocument =>
      i === last ? { ...document, extras: [...document.extras, ['fidelity', lines]] } : document,
  );
  return { ...query, documents };
}

function fidelityLine(line: FidelityLine): string {
  const row = line.row === undefined ? '' : ` (${line.row})`;
  const waived = line.waived === undefined ? '' : ` Waived: ${line.waived}`;
  return `${line.direction}: ${line.code}${row}: ${line.says}${waived}`;
}

function extraLine([key, value]: readonly [string, Json]): string {
  return `${key}: ${typeof value === 'string' ? value : printJson(value)}`;
}
