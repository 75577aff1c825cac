import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { wholeFile } from '../diagnostics/source.ts';
import type { PythonModule, SyntaxFault } from '../source/python/modules.ts';
import { parsePython } from '../source/python/parse.ts';
import { filesBelow, readSource, shownPath } from './files.ts';

/** What marks a folder as the top of a checkout. */
const marks = ['global_helpers', 'data_models', '.git', 'rulegen.yml'];

/** A user's checkout: its files are listed and read when first asked for, each once. */
export interface Checkout {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Every Python file, absolute. */
  readonly pythonFiles: () => readonly string[];
  /** Every YAML file, absolute. */
  readonly yamlFiles: () => readonly string[];
  /** A file as text; a fault where it cannot be read; undefined where there is none, or where it leads out of the checkout. */
  readonly text: (path: string) => SourceFile | SyntaxFault | undefined;
  /** A Python file, parsed once. */
  readonly python: (path: string, name: string) => PythonModule | SyntaxFault | undefined;
  /** The Python file of one rule: only the last of them is kept, for a checkout may have a thousand. */
  readonly ruleOwn: (path: string, name: string) => PythonModule | SyntaxFault | undefined;
}

const checkouts = new Map<string, Checkout>();
const roots = new Map<string, string>();

/** The checkout around a folder: its nearest ancestor that has helpers or data models, or is a repository; else itself. */
export function checkoutOf(folder: string): Checkout {
  return checkoutAt(rootOf(folder) ?? folder);
}

/** The checkout whose top is known. */
export function checkoutAt(root: string): Checkout {
  const known = checkouts.get(root);
  if (known !== undefined) return known;
  const opened = openCheckout(realpathSync.native(root));
  checkouts.set(root, opened);
  return opened;
}

/**
 * The files that may decide what rules in Python mean: all Python of their checkouts, with the YAML that says what it is.
 * None for rules without Python beside them.
 */
export function pythonAround(rulePaths: readonly string[]): string[] {
  const folders = [...new Set(rulePaths.map((path) => dirname(path)))].filter(hasPython);
  return [...new Set(folders.map(checkoutOf))].flatMap((checkout) => {
    const python = new Set(checkout.pythonFiles());
    const decides = (path: string): boolean =>
      /[\\/]data[_-]models[\\/]/.test(path) || python.has(path.replace(/\.ya?ml$/, '.py'));
    return [...python, ...checkout.yamlFiles().filter(decides)];
  });
}

function hasPython(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.py'));
  } catch {
    return false;
  }
}

function rootOf(folder: string): string | undefined {
  const known = roots.get(folder);
  if (known !== undefined) return known;
  const parent = dirname(folder);
  const root = marks.some((mark) => existsSync(join(folder, mark)))
    ? folder
    : parent === folder
      ? undefined
      : rootOf(parent);
  if (root !== undefined) roots.set(folder, root);
  return root;
}

function openCheckout(root: string): Checkout {
  const texts = new Map<string, SourceFile | SyntaxFault | undefined>();
  const parsed = new Map<string, PythonModule | SyntaxFault | undefined>();
  const text = (path: string): SourceFile | SyntaxFault | undefined => {
    if (!texts.has(path)) texts.set(path, isInside(path, root) ? readText(path) : undefined);
    return texts.get(path);
  };
  const listed = listOnce(root);
  let last: { readonly path: string; readonly module: PythonModule | SyntaxFault | undefined } | undefined;
  const parse = (path: string, name: string): PythonModule | SyntaxFault | undefined => {
    const file = text(path);
    return file === undefined || 'fault' in file ? file : parsePython(file, name);
  };
  return {
    root,
    pythonFiles: () => listed().filter((path) => path.endsWith('.py')),
    yamlFiles: () => listed().filter((path) => !path.endsWith('.py')),
    text,
    python: (path, name) => {
      if (!parsed.has(path)) parsed.set(path, parse(path, name));
      return parsed.get(path);
    },
    ruleOwn: (path, name) => {
      if (parsed.has(path)) return parsed.get(path);
      if (last?.path !== path) last = { path, module: parse(path, name) };
      return last.module;
    },
  };
}

function listOnce(root: string): () => readonly string[] {
  let listed: readonly string[] | undefined;
  return () => {
    listed ??= filesBelow(root, ['.py', '.yml', '.yaml']);
    return listed;
  };
}

/** Whether a file exists and, links resolved, lies in the checkout. */
function isInside(path: string, root: string): boolean {
  try {
    const way = relative(root, realpathSync.native(path));
    return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep);
  } catch {
    return false;
  }
}

function readText(path: string): SourceFile | SyntaxFault {
  let told: Diagnostic | undefined;
  const file = readSource(path, (found) => {
    told ??= found;
  });
  if (file !== undefined) return file;
  const empty = { path: shownPath(path), text: '' };
  return { fault: told?.message ?? 'it cannot be read', file: empty, span: wholeFile(empty) };
}
