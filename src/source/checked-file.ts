import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import type { Validator } from '../generated/validators.js';
import { Cursor } from './cursor.ts';
import { forSchema, schemaDiagnostics } from './schema-errors.ts';
import { readYaml } from './yaml.ts';

/** Reads a YAML file and holds it against its JSON Schema. Reports everything that is wrong; undefined then. */
export function readChecked(file: SourceFile, validate: Validator, report: Report): Cursor | undefined {
  const document = readYaml(file, report);
  if (document === undefined) return undefined;
  if (validate(forSchema(document.value))) return new Cursor(document);
  for (const finding of schemaDiagnostics(validate.errors ?? [], document)) report(finding);
  return undefined;
}

/** The name of a file without its folder and ending: `targets/kql/Okta.SystemLog.yaml` → `Okta.SystemLog`. */
export function stemOf(file: SourceFile): string {
  return (file.path.split(/[\\/]/).at(-1) ?? '').replace(/\.ya?ml$/i, '');
}

/** Reports a name that could not stand in a file name: homes and environments become parts of paths. */
export function checkName(at: Cursor, report: Report): void {
  const name = String(at.path.at(-1) ?? '');
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) return;
  const detail = 'cannot be part of a file name: use at most 64 letters, digits, hyphens and underscores';
  report(diagnostic('bad-value', { key: name, detail }, { span: at.keySpan }));
}
