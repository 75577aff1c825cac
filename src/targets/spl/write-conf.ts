import { confValue } from '../../envelope/formats.ts';
import type { Stanza } from './read-conf.ts';

/** A `.conf` file of stanzas, as `readConf` reads it back. Comments are not among them. */
export function writeConf(stanzas: readonly Pick<Stanza, 'name' | 'settings'>[]): string {
  return stanzas.map(printStanza).join('\n');
}

function printStanza({ name, settings }: Pick<Stanza, 'name' | 'settings'>): string {
  const lines = [...settings].map(([key, { value }]) => `${key} = ${confValue(value)}`);
  return `${[`[${name}]`, ...lines].join('\n')}\n`;
}
