import type { Entry } from '../entry.ts';

/** Codes of the lint rules: one each. */
export const lintCatalogue = {} satisfies Record<string, Entry<never>>;
