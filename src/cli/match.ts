import type { GlobalOptions } from './session.ts';

/** `rulegen match`. */
export async function runMatch(
  _rule: string | undefined,
  _events: readonly string[],
  _options: GlobalOptions,
): Promise<void> {}
