import type { Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import type { Validator } from '../generated/validators.js';
import { toPlain } from '../ir/json.ts';
import { Cursor } from './cursor.ts';
import { schemaDiagnostics } from './schema-errors.ts';
import { readYaml } from './yaml.ts';

/** Reads a YAML file and holds it against its JSON Schema. Reports everything that is wrong; undefined then. */
export function readChecked(file: SourceFile, validate: Validator, report: Report): Cursor | undefined {
  const document = readYaml(file, report);
  if (document === undefined) return undefined;
  if (validate(toPlain(document.value))) return new Cursor(document);
  for (const finding of schemaDiagnostics(validate.errors ?? [], document)) report(finding);
  return undefined;
}

/** The name of a file without its folder and ending: `targets/kql/Okta.SystemLog.yaml` → `Okta.SystemLog`. */
export function stemOf(file: SourceFile): string {
  return (file.path.split(/[\\/]/).at(-1) ?? '').replace(/\.ya?ml$/i, '');
}
