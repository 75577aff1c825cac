import type { SourceFile, Span } from '../../diagnostics/source.ts';
import type { Stmt } from './nodes.ts';

/** A Python file, parsed. */
export interface PythonModule {
  /** The name under which it is imported, dotted where it stands in a package. */
  readonly name: string;
  readonly file: SourceFile;
  readonly body: readonly Stmt[];
}

/** Why a file cannot be read, as half a sentence. */
export interface SyntaxFault {
  readonly fault: string;
  readonly file: SourceFile;
  readonly span: Span;
}

/** The Python of a checkout. Everything is read when first asked for. */
export interface PythonSources {
  /** A module by its import name ("panther_base_helpers", "pkg.part"); undefined where the checkout has none. */
  readonly module: (name: string) => PythonModule | SyntaxFault | undefined;
  /** The data model of a log type; undefined where there is none, a fault where it cannot be read or there are two. */
  readonly dataModel: (logType: string) => PythonDataModel | SyntaxFault | undefined;
}

/** A data model whose names lead to a path, or to a function of the Python file beside it. */
export interface PythonDataModel {
  readonly logType: string;
  readonly file: SourceFile;
  readonly mappings: ReadonlyMap<string, { readonly path: string } | { readonly method: string }>;
  readonly module: PythonModule | SyntaxFault | undefined;
}

/** Whether something could not be read. */
export function isFault<T extends object>(read: T | SyntaxFault): read is SyntaxFault {
  return 'fault' in read;
}

/** The Python of one rule, and of the checkout around it. */
export interface RulePython {
  /** A file beside the rule; undefined where there is none. */
  readonly beside: (filename: string) => PythonModule | SyntaxFault | undefined;
  /** The names of the Python files beside the rule. */
  readonly neighbours: () => readonly string[];
  readonly sources: PythonSources;
}
