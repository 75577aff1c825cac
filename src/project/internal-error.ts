import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';

/** A fault of our own as a finding, so that the rest of the run goes on. */
export function internalError(error: unknown, about: string): Diagnostic {
  const detail =
    error instanceof Error
      ? `${error.message} (${about}; ${error.stack?.split('\n')[1]?.trim() ?? ''})`
      : String(error);
  return diagnostic('internal-error', { detail });
}
