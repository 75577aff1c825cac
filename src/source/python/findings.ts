import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/source.ts';
import type { SyntaxFault } from './modules.ts';

/** A construct that keeps a rule from being lifted. `why` goes on after "cannot be lifted: ". */
export function unsupported(construct: string, why: string, span: Span | undefined): Diagnostic {
  return diagnostic('python-unsupported', { construct, why }, { span });
}

/** A file that cannot be read, told at the very place. */
export function faulty({ fault, span }: SyntaxFault): Diagnostic {
  return diagnostic('python-syntax', { fault }, { span });
}
