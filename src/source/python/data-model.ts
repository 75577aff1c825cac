import type { SourceFile, Span } from '../../diagnostics/source.ts';
import { wholeFile } from '../../diagnostics/source.ts';
import { Cursor } from '../cursor.ts';
import { readYaml } from '../yaml.ts';
import type { PythonDataModel, PythonModule, SyntaxFault } from './modules.ts';

/** The file that a data model names under `Filename`, beside it. */
export type ModuleBeside = (filename: string) => PythonModule | SyntaxFault | undefined;

/**
 * Reads a data model of a Panther checkout, methods included. Undefined where the file is none, is switched off, or is
 * one of another log type.
 * https://docs.panther.com/detections/rules/python/data-models
 */
export function readPythonDataModel(
  file: SourceFile,
  logType: string,
  beside: ModuleBeside,
): PythonDataModel | SyntaxFault | undefined {
  let told: { readonly span?: Span | undefined; readonly message: string } | undefined;
  const document = readYaml(file, (found) => {
    told ??= found;
  });
  if (document === undefined)
    return { fault: told?.message ?? 'it cannot be read', file, span: told?.span ?? wholeFile(file) };
  const root = new Cursor(document);
  const isModel = root.get('AnalysisType').text === 'datamodel' && root.get('Enabled').value !== false;
  if (!isModel || !root.get('LogTypes').items.some((item) => item.text === logType)) return undefined;
  const mappings = new Map<string, { readonly path: string } | { readonly method: string }>();
  for (const item of root.get('Mappings').items) {
    const [name, path, method] = ['Name', 'Path', 'Method'].map((key) => item.get(key).text);
    if (name === undefined || (path === undefined) === (method === undefined))
      return { fault: 'a mapping needs a Name, and either a Path or a Method', file, span: item.span };
    if (path !== undefined) mappings.set(name, { path });
    else if (method !== undefined) mappings.set(name, { method });
  }
  const python = root.get('Filename').text;
  return { logType, file, mappings, module: python === undefined ? undefined : beside(python) };
}
