import type { GlobalOptions } from './session.ts';

/** `rulegen verify`. */
export async function runVerify(_paths: readonly string[], _options: GlobalOptions): Promise<void> {}
