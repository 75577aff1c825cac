import type { Json } from '../../ir/json.ts';
import { printJson } from '../../ir/json.ts';
import { exceptionLines } from '../exception-lines.ts';
import type { Artifact, FidelityLine, WrapInput } from '../target.ts';
import type { SigmaDocument, SigmaQuery } from './document.ts';
import { logsourceOf } from './logsource.ts';
import { print } from './print.ts';
import { oneLine } from './title.ts';

/** The rule file. Its fidelity stands in a comment above it, in the profile `spec` under `x_rulegen` as well. */
export function wrap({ rule, query, text, settings, fidelity }: WrapInput<SigmaQuery>): readonly Artifact[] {
  const portable = query.profile === 'sigmahq';
  const product = logsourceOf(rule.home).product ?? logsourceOf(rule.home).service ?? 'sigma';
  const stem = portable ? conventionalStem(settings.stem, product, settings.uuid) : settings.stem;
  const main = query.documents.at(-1);
  const told = portable ? [...(main?.extras ?? []).map(extraLine), ...fidelity.map(fidelityLine)] : [];
  const comments = [...told, ...exceptionLines(rule.rule)];
  const body = portable || fidelity.length === 0 ? text : print(withFidelity(query, fidelity));
  const content = comments.map((line) => `# ${oneLine(line)}\n`).join('') + body;
  const path = settings.folder === '' ? `${stem}.yml` : `${settings.folder}/${stem}.yml`;
  return [{ path, kind: 'sigma-rule', content }];
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
