import type { Document } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';

/** A path of keys and indexes in a YAML document. */
export type Path = readonly (string | number)[];

/** The text of a scalar at a path, as it was written; undefined where there is none. */
export function scalarAt(document: Document, path: Path): string | undefined {
  const node = document.getIn(path, true);
  if (!isScalar(node) || node.value === null) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** The indexes of the list at a path; none where there is no list. */
export function indexesAt(document: Document, path: Path): readonly number[] {
  const node = document.getIn(path, true);
  return isSeq(node) ? node.items.map((_, i) => i) : [];
}

/** The texts of the list at a path. */
export function textsAt(document: Document, path: Path): readonly string[] {
  return indexesAt(document, path).flatMap((i) => scalarAt(document, [...path, i]) ?? []);
}

/** The keys of the mapping at a path. */
export function keysAt(document: Document, path: Path): readonly string[] {
  const node = document.getIn(path, true);
  return isMap(node) ? node.items.flatMap(({ key }) => (isScalar(key) ? String(key.value) : [])) : [];
}
