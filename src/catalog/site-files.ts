import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { shownPath } from '../project/files.ts';
import { toolVersion } from '../project/package-root.ts';
import { isUnchanged, removeInside, writeInside } from '../project/write-output.ts';

const manifestFile = 'catalog.json';

/** What a run did to the files of a site. */
export interface SiteCounts {
  written: number;
  unchanged: number;
  removed: number;
}

/**
 * The files of a site. What an earlier run did not write, as its `catalog.json` lists it, is never overwritten or removed.
 * A path is claimed before it is written, so that a run that is stopped leaves nothing that the next one does not know.
 */
export class SiteFiles {
  readonly counts: SiteCounts = { written: 0, unchanged: 0, removed: 0 };
  private readonly out: string;
  private readonly report: Report;
  private readonly before: ReadonlySet<string>;
  private readonly kept = new Set<string>();
  constructor(out: string, report: Report) {
    this.out = out;
    this.report = report;
    this.before = readManifest(join(out, manifestFile));
  }

  /** Notes down that these paths are ours, those of before too, until `close`. */
  claim(paths: readonly string[]): void {
    const mine = paths.filter((path) => this.isOurs(path));
    writeInside(this.out, manifestFile, printManifest([...this.before, ...mine]), this.report);
  }

  /** Whether a path may be written: it is of an earlier run, or nothing stands there. */
  isOurs(path: string): boolean {
    return this.before.has(path) || !existsSync(join(this.out, path));
  }

  /** Whether a path was written by an earlier run and still stands. */
  stands(path: string): boolean {
    return this.before.has(path) && existsSync(join(this.out, path));
  }

  /** Writes a file where that is allowed. */
  write(path: string, content: string): void {
    // Two runs that make the same text of a path have nothing to quarrel about.
    if (
      !this.before.has(path) &&
      existsSync(join(this.out, path)) &&
      !this.kept.has(path) &&
      !isUnchanged(join(this.out, path), content)
    ) {
      this.report(diagnostic('catalog-foreign-file', { path: shownPath(join(this.out, path)) }));
      return;
    }
    const outcome = writeInside(this.out, path, content, this.report);
    if (outcome !== 'failed') this.keep(path, outcome);
  }

  /** Counts a file that is in its place. */
  keep(path: string, outcome: 'written' | 'unchanged'): void {
    if (!this.kept.has(path)) this.counts[outcome] += 1;
    this.kept.add(path);
  }

  /** Removes what earlier runs wrote and this one did not, and lists what stands. */
  close(): void {
    for (const path of this.before) {
      if (this.kept.has(path) || !existsSync(join(this.out, path))) continue;
      removeInside(this.out, path, this.report);
      this.counts.removed += 1;
    }
    writeInside(this.out, manifestFile, printManifest([...this.kept]), this.report);
  }
}

function printManifest(paths: readonly string[]): string {
  const files = [...new Set(paths)].sort();
  return `${JSON.stringify({ tool: { name: 'rulegen', version: toolVersion() }, files }, null, 1)}\n`;
}

/** Paths of any other shape than a catalogue writes are left out, so that nobody can have us remove them. */
function readManifest(path: string): ReadonlySet<string> {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const files = typeof read === 'object' && read !== null && 'files' in read ? read.files : [];
    return new Set(Array.isArray(files) ? files.filter((one) => typeof one === 'string') : []);
  } catch {
    return new Set();
  }
}
