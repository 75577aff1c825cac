import type { Node, Pair, YAMLMap } from 'yaml';
import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { ItemValue, Place } from './syntax.ts';
import { Uncovered } from './syntax.ts';

/** The YAML of a rule file, with the way from its nodes to lines and columns. */
export interface YamlFile {
  readonly roots: readonly YAMLMap[];
  readonly placeOf: (node: unknown) => Place;
  /** Where an offset into a scalar's text stands; exact for scalars of one line. */
  readonly placeIn: (node: unknown, offset: number) => Place;
}

/** Reads the documents of a file. */
export function parseYaml(content: string): YamlFile {
  const lines = new LineCounter();
  const documents = parseAllDocuments(content, { intAsBigInt: true, lineCounter: lines, resolveKnownTags: false });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);
  const roots: YAMLMap[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error) throw new Uncovered(`YAML that cannot be read (${error.message.split('\n')[0]})`, at(error.pos[0]));
    if (!isMap(document.contents)) throw new Uncovered('a document that is no map', at(startOf(document.contents)));
    roots.push(document.contents);
  }
  if (roots.length === 0) throw new Uncovered('an empty file', { line: 1, column: 1 });
  const quoted = (node: unknown): number => (isScalar(node) && node.type?.startsWith('QUOTE') ? 1 : 0);
  return {
    roots,
    placeOf: (node) => at(startOf(node)),
    placeIn: (node, offset) => at(startOf(node) + quoted(node) + offset),
  };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

/** The entries of a map: keys as text, with the nodes of key and value. A key that is no text is refused. */
export function entriesOf(
  map: YAMLMap,
  file: YamlFile,
): readonly { readonly key: string; readonly keyNode: unknown; readonly value: unknown }[] {
  return map.items.map((pair: Pair) => {
    const { key, value } = pair;
    if (!isScalar(key) || typeof key.value !== 'string')
      throw new Uncovered('a key that is no text', file.placeOf(key));
    return { key: key.value, keyNode: key, value };
  });
}

/** The value under a key; undefined where there is none. */
export function under(map: YAMLMap, key: string): unknown {
  return map.get(key, true) ?? undefined;
}

/** The text of a scalar; undefined for anything else. */
export function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}

/** The nodes of a list; a scalar alone counts as a list of one. */
export function itemsOf(node: unknown): readonly unknown[] {
  return isSeq(node) ? node.items : node === undefined ? [] : [node];
}

/** What YAML 1.1, which Python's readers speak, takes for something else than text: dates, octal and sexagesimal numbers. */
const otherInPython =
  /^(?:\d{4}-\d\d?-\d\d?(?:[Tt ].*)?|0[0-7]+|[-+]?\d[\d_]*(?::[0-5]?\d)+|0o.*|[-+]?\d+(?:\.\d*)?[eE]\d+)$/;

/** A value of a detection, typed as Python's readers of YAML type it. */
export function scalarOf(node: unknown, file: YamlFile): ItemValue {
  const place = file.placeOf(node);
  if (!isScalar(node)) throw new Uncovered('a map or list as a value', place);
  const { value } = node;
  if (node.type === 'PLAIN') {
    if (typeof node.source === 'string' && otherInPython.test(node.source))
      throw new Uncovered(`${node.source} without quotes, which Python's YAML reads otherwise`, place);
    if (typeof value === 'string' && /^(?:yes|no|on|off)$/i.test(value))
      return { kind: 'plain', value: /^(?:yes|on)$/i.test(value), place };
  }
  if (typeof value === 'string') return { kind: 'text', text: value, place };
  if (value === null || typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'plain', value, place };
  throw new Uncovered('a value of an unknown type', place);
}
