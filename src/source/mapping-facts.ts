import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Certainty } from '../mapping/mapping.ts';
import type { Cursor } from './cursor.ts';

/** What a home says once for all of its fields. */
export interface Defaults {
  readonly certainty: Certainty | undefined;
  readonly cite: string | undefined;
  /** The file's table of sources. */
  readonly sources: Cursor;
}

/** A certainty, where one is given. */
export function readCertainty(cursor: Cursor): Certainty | undefined {
  // The schema has checked it against the list.
  return cursor.text as Certainty | undefined;
}

/** A citation spelt out: title, address, date and licence of each source that is named. Undefined where nothing is cited. */
export function readCite(cursor: Cursor, sources: Cursor, report: Report): string | undefined {
  if (!cursor.given) return undefined;
  const named = cursor.text === undefined ? cursor.items : [cursor];
  return named.map((item) => citation(item, sources, report)).join('; ');
}

function citation(item: Cursor, sources: Cursor, report: Report): string {
  const key = item.text ?? '';
  if (!sources.keys.includes(key)) {
    const known = sources.keys;
    report(diagnostic('mapping-unknown-source', { key, near: nearNames(key, known), known }, { span: item.span }));
    return key;
  }
  const source = sources.get(key);
  const said = (name: string): string | undefined => source.get(name).written;
  const commit = said('commit');
  const place =
    said('url') ?? [said('repository'), said('path'), commit && `at ${commit.slice(0, 8)}`].filter(Boolean).join(' ');
  const notes = [said('date'), said('licence')].filter(Boolean).join(', ');
  return `${said('title')}, ${place}${notes === '' ? '' : ` (${notes})`}`;
}
