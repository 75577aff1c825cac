import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { exceptions as validate } from '../generated/validators.js';
import { isList } from '../ir/json.ts';
import type { Exception } from '../ir/rule.ts';
import { readChecked } from './checked-file.ts';
import { parseTable } from './condition-table/index.ts';
import { isDay } from './config-checks.ts';
import type { Cursor } from './cursor.ts';

/**
 * Reads a file of exceptions: one, or a list of them. What is wrong with one is reported and leaves it out. `path`: the file below the
 * project's root; `targets`: the names of all targets.
 */
export function readExceptions(
  file: SourceFile,
  path: string,
  targets: readonly string[],
  report: Report,
): readonly Exception[] {
  const root = readChecked(file, validate, report);
  if (root === undefined) return [];
  const entries = isList(root.value) ? root.items : [root];
  return entries.flatMap((at) => readOne(at, path, targets, report) ?? []);
}

function readOne(at: Cursor, path: string, targets: readonly string[], report: Report): Exception | undefined {
  const expires = at.get('expires');
  const isDated = expires.text === undefined || isDay(expires.text);
  if (!isDated) report(diagnostic('config-bad-date', { value: expires.text ?? '' }, { span: expires.span }));
  const named = at.get('targets');
  const unknown = named.items.filter((item) => !targets.includes(item.text ?? ''));
  for (const item of unknown) {
    const name = item.text ?? '';
    const said = { key: 'targets', name, near: nearNames(name, targets), known: targets };
    report(diagnostic('config-unknown-target', said, { span: item.span }));
  }
  const source = at.get('condition').placed;
  const condition = source && parseTable(source, report);
  if (condition === undefined || !isDated || unknown.length > 0) return undefined;
  return {
    rule: at.get('rule').text ?? '',
    targets: named.given ? named.items.flatMap((item) => item.text ?? []) : undefined,
    condition,
    reason: (at.get('reason').text ?? '').trim(),
    owner: at.get('owner').text?.trim(),
    expires: expires.text,
    path,
    span: at.span,
  };
}
