import type { GlobalOptions } from './session.ts';

/** `rulegen rows`. */
export async function runRows(_events: readonly string[], _options: GlobalOptions): Promise<void> {}
