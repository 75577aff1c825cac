import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeInside } from '../project/write-output.ts';
import type { RuleFacts } from './facts.ts';

const cacheFile = '.rulegen-catalog.json';

/** What is kept of a rule's page for the next run. */
export interface KeptEntry {
  /** Digest of the rule's own files. */
  readonly own: string;
  readonly facts: RuleFacts;
  /** Size and time of the page as it was written. */
  readonly stamp: string;
  /** Digest of the parts that other rules decide. */
  readonly parts: string;
  /** Files of texts that the page has no room for. */
  readonly texts: readonly string[];
}

/** What is kept of a site: the digest of what all pages share, and the pages by the path of their rule file. */
export interface Kept {
  readonly shared: string;
  readonly entries: Readonly<Record<string, KeptEntry>>;
}

/** What the last run kept; nothing where anything that all pages share has changed. */
export function readKept(out: string, shared: string): Readonly<Record<string, KeptEntry>> {
  try {
    const kept = JSON.parse(readFileSync(join(out, cacheFile), 'utf8')) as Kept; // written by writeKept; anything else fails the digest
    return kept.shared === shared ? kept.entries : {};
  } catch {
    return {};
  }
}

/** Keeps what this run made. */
export function writeKept(out: string, kept: Kept): void {
  writeInside(out, cacheFile, JSON.stringify(kept), () => undefined);
}

/** Size and time of a file; undefined where there is none. */
export function stampOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && `${stat.mtimeMs}/${stat.size}`;
}

/** Whether a kept page still stands as it was written, and no waiver on it has run out. */
export function isGood(
  kept: KeptEntry | undefined,
  own: string | undefined,
  page: string,
  today: string,
): kept is KeptEntry {
  if (kept === undefined || kept.own !== own) return false;
  if (kept.facts.goodUntil !== undefined && today > kept.facts.goodUntil) return false;
  return stampOf(page) === kept.stamp;
}
