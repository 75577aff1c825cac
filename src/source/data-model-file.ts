import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { dataModel as validate } from '../generated/validators.js';
import type { Step } from '../ir/path.ts';
import type { DataModel } from '../mapping/log-type.ts';
import { readChecked } from './checked-file.ts';

/**
 * Reads `data-models/<LogType>.yml`, a data model in Panther's format. Names that Python computes, or whose JSONPath
 * leads to several places, are reported and left out.
 * https://docs.panther.com/detections/rules/python/data-models
 */
export function readDataModel(file: SourceFile, report: Report): DataModel | undefined {
  const root = readChecked(file, validate, report);
  if (root === undefined) return undefined;
  const names = new Map<string, readonly Step[]>();
  if (root.get('Enabled').value !== false) {
    for (const item of root.get('Mappings').items) {
      const name = item.get('Name').text ?? '';
      const path = item.get('Path');
      if (path.given === item.get('Method').given) {
        const detail = path.given
          ? 'stands beside Method: one of the two would be ignored'
          : 'or Method must say where the value is';
        report(diagnostic('bad-value', { key: 'Path', detail }, { span: path.given ? path.keySpan : item.span }));
        continue;
      }
      if (!path.given) {
        report(diagnostic('data-model-method', { name }, { span: item.get('Method').span }));
        continue;
      }
      const steps = parseJsonPath(path.text ?? '');
      if (steps === undefined)
        report(diagnostic('data-model-path', { name, path: path.text ?? '' }, { span: path.span }));
      else names.set(name, steps);
    }
  }
  return { logType: root.get('LogTypes').items[0]?.text ?? '', names };
}

/** The steps of a JSONPath that leads to one place, the `$` optional: `$.a.b`, `a[0].b`, `$['a b']`. Undefined for any other. */
export function parseJsonPath(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  const piece =
    /(^\$?|\.)([A-Za-z_@][A-Za-z0-9_@:-]*)|\[(-?\d{1,9})\]|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]|^\$(?=[.[])/y;
  while (piece.lastIndex < text.length) {
    const match = piece.exec(text);
    if (match === null) return undefined;
    const [, lead, key, index, single, double] = match;
    if (key !== undefined) {
      if (lead === '$') return undefined;
      steps.push(key);
    } else if (index !== undefined) steps.push(Number(index));
    else if (single !== undefined || double !== undefined) steps.push((single ?? double ?? '').replace(/\\(.)/g, '$1'));
  }
  return steps.length === 0 ? undefined : steps;
}
