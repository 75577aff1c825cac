import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { SourceFile } from '../diagnostics/source.ts';
import { packageRoot } from './package-root.ts';

/**
 * What reading a data file of the package gave, kept beside the bundle when it is built: reading it back takes a tenth of the
 * time that YAML and JSON Schema take. A snapshot counts only for the very text that it was made from.
 */
interface Snapshot {
  readonly sha256: string;
  readonly value: { readonly file?: SourceFile };
}

const folder = join(packageRoot, 'lib', 'snapshots');
/** Only the bundle trusts snapshots: they are made from its own readers. */
const bundled = import.meta.url.includes('/lib/');

/** The snapshot of a file, its spans pointing into the file as it was found now; undefined where there is none for this text. */
export function readSnapshot<T>(parts: readonly string[], file: SourceFile): T | undefined {
  if (!bundled) return undefined;
  try {
    const snapshot = deserialize(readFileSync(join(folder, nameOf(parts)))) as Snapshot; // written by writeSnapshot
    if (snapshot.sha256 !== digest(file.text)) return undefined;
    // Every span inside shares this one object: only its name depends on where the user stands.
    if (snapshot.value.file) Object.assign(snapshot.value.file, { path: file.path });
    return snapshot.value as T;
  } catch {
    return undefined;
  }
}

/** Keeps a value read from a file of the package. */
export function writeSnapshot(parts: readonly string[], text: string, value: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, nameOf(parts)), serialize({ sha256: digest(text), value }));
}

function nameOf(parts: readonly string[]): string {
  return `${parts.join('~')}.bin`;
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
