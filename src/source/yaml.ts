import type { Document, Pair, ParsedNode, Scalar, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile, Span } from '../diagnostics/source.ts';
import { wholeFile } from '../diagnostics/source.ts';
import type { Json } from '../ir/json.ts';
import type { Placed } from './placed.ts';
import { alignScalar } from './yaml-align.ts';
import type { YamlValue } from './yaml-value.ts';
import { keyText, nodeSpan, yamlValue } from './yaml-value.ts';

/** Keys and indices from the root of a document to a value. */
export type YamlPath = readonly (string | number)[];

/** A YAML file, read: its lossless value, and where everything stands. Paths that lead nowhere give their nearest ancestor's place. */
export interface YamlDocument {
  readonly file: SourceFile;
  /** Objects have no prototype; an empty file is null. */
  readonly value: Json;
  /** The span of a value, without white space at its end. */
  readonly spanOf: (path: YamlPath) => Span;
  /** The span of the key that holds a value; of a list's element, its own. */
  readonly keySpanOf: (path: YamlPath) => Span;
  /** The text of a scalar as the author wrote it, without quotes: `3.10`, `1e3`. Undefined for anything else. */
  readonly sourceOf: (path: YamlPath) => string | undefined;
  /** A string in any style, with the way back into the file. Undefined for anything else. */
  readonly placedText: (path: YamlPath) => Placed | undefined;
}

/** 5 MB: the largest public rule has 51 kB, tests included. */
const maxLength = 5_000_000;
/** The parser takes some microseconds for each, so a file full of them would stall the build. */
const maxEntries = 500_000;
const maxErrors = 20;

/**
 * Reads one YAML document (YAML 1.2, core schema), as JSON without loss. Reports everything that keeps it from being
 * read, and answers undefined then. `text` may stand in for the file's own, offset by offset, where parts of it are
 * blanked out; `known` are the values of those that became empty mappings.
 */
export function readYaml(
  file: SourceFile,
  report: Report,
  text: string = file.text,
  known?: ReadonlyMap<number, Json>,
): YamlDocument | undefined {
  if (!isReadableText(file, report)) return undefined;
  const document = parse(file, text, report);
  if (document === undefined) return undefined;
  const read = yamlValue(document.contents, file, report, known);
  return read === undefined ? undefined : new Located(file, document.contents, read);
}

function isReadableText(file: SourceFile, report: Report): boolean {
  const tooLarge = sizeFault(file.text);
  if (tooLarge !== undefined) {
    report(diagnostic('yaml-too-large', tooLarge, { span: { file, start: 0, end: 0 } }));
    return false;
  }
  const control = file.text.search(/[\0-\x08\x0b\x0c\x0e-\x1f]/);
  if (control !== -1) {
    const code = file.text.charCodeAt(control).toString(16).padStart(4, '0').toUpperCase();
    report(diagnostic('not-text', { code: `U+${code}` }, { span: { file, start: control, end: control + 1 } }));
    return false;
  }
  return true;
}

function sizeFault(text: string): { size: string; limit: string } | undefined {
  if (text.length > maxLength) return { size: `${(text.length / 1e6).toFixed(1)} MB`, limit: `${maxLength / 1e6} MB` };
  if (text.length <= maxEntries) return undefined;
  let entries = 0;
  for (const _ of text.matchAll(/[\n,:]|[-?] /g)) entries += 1;
  return entries > maxEntries ? { size: `${entries} lines and entries`, limit: `${maxEntries}` } : undefined;
}

function parse(file: SourceFile, text: string, report: Report): Document.Parsed | undefined {
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      intAsBigInt: true,
      resolveKnownTags: false,
      // Repeated keys are found while the value is read, in linear time.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (error) {
    // The parser recurses: what nests too deeply for it ends its stack.
    if (!(error instanceof RangeError)) throw error;
    report(diagnostic('yaml-too-deep', { limit: 200 }, { span: wholeFile(file) }));
    return undefined;
  }
  // A tag that the core schema does not know is a warning of the parser: the value would silently be another.
  const faults = [...document.errors, ...document.warnings];
  const seen = new Set<number>();
  for (const fault of faults) {
    if (seen.has(fault.pos[0]) || seen.size >= maxErrors) continue;
    seen.add(fault.pos[0]);
    const start = Math.min(fault.pos[0], file.text.length);
    const span = { file, start, end: Math.max(start, Math.min(fault.pos[1], file.text.length)) };
    report(
      fault.code === 'MULTIPLE_DOCS'
        ? diagnostic('yaml-several-documents', {}, { span })
        : fault.message.startsWith('Maximum call stack')
          ? diagnostic('yaml-too-deep', { limit: 200 }, { span })
          : diagnostic('yaml-syntax', { detail: fault.message }, { span }),
    );
  }
  return faults.length > 0 ? undefined : document;
}

class Located implements YamlDocument {
  readonly file: SourceFile;
  readonly value: Json;
  private readonly root: ParsedNode | null;
  private readonly aliases: YamlValue['aliases'];
  private readonly tables = new WeakMap<YAMLMap, Map<string, Pair>>();

  constructor(file: SourceFile, root: ParsedNode | null, { value, aliases }: YamlValue) {
    this.file = file;
    this.root = root;
    this.value = value;
    this.aliases = aliases;
  }

  readonly spanOf = (path: YamlPath): Span => {
    const found = this.find(path);
    if (found.missing) return this.keySpanOf(path.slice(0, found.depth));
    const span = nodeSpan(this.file, found.node);
    return span.end === 0 ? wholeFile(this.file) : span;
  };

  readonly keySpanOf = (path: YamlPath): Span => {
    if (path.length === 0) return wholeFile(this.file);
    const found = this.find(path);
    if (found.missing) return this.keySpanOf(path.slice(0, found.depth));
    return nodeSpan(this.file, found.pair?.key ?? found.node);
  };

  readonly sourceOf = (path: YamlPath): string | undefined => this.scalar(path)?.source;

  readonly placedText = (path: YamlPath): Placed | undefined => {
    const scalar = this.scalar(path);
    if (scalar === undefined || typeof scalar.value !== 'string' || !scalar.range) return undefined;
    return placeScalar(this.file, scalar, scalar.value, scalar.range[0], scalar.range[1]);
  };

  private scalar(path: YamlPath): Scalar | undefined {
    const found = this.find(path);
    const node = isAlias(found.node) ? this.aliases.get(found.node) : found.node;
    return !found.missing && isScalar(node) ? node : undefined;
  }

  /** Lists of pairs are searched by a table made on first use: a file may have thousands of keys. */
  private pairOf(map: YAMLMap, key: string): Pair | undefined {
    let table = this.tables.get(map);
    if (table === undefined) {
      table = new Map(map.items.map((pair) => [keyText(pair) ?? '', pair]));
      this.tables.set(map, table);
    }
    return table.get(key);
  }

  private find(path: YamlPath): { node: unknown; pair: Pair | undefined; depth: number; missing: boolean } {
    let node: unknown = this.root;
    let pair: Pair | undefined;
    for (const [depth, step] of path.entries()) {
      if (isAlias(node)) node = this.aliases.get(node);
      if (isMap(node)) {
        pair = this.pairOf(node, String(step));
        if (pair === undefined) return { node: undefined, pair, depth, missing: true };
        node = pair.value;
      } else if (isSeq(node) && typeof step === 'number' && step in node.items) {
        pair = undefined;
        node = node.items[step];
      } else return { node: undefined, pair, depth, missing: true };
    }
    return { node, pair, depth: path.length, missing: false };
  }
}

function placeScalar(file: SourceFile, scalar: Scalar, text: string, start: number, end: number): Placed {
  const quoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE';
  const block = scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';
  const from = quoted ? start + 1 : block ? afterHeader(file.text, start, end) : start;
  const to = quoted ? Math.max(from, end - 1) : end;
  if (!block && to - from === text.length)
    return { text, file, at: (offset) => Math.min(to, from + Math.max(0, offset)) };
  let offsets: Uint32Array | undefined;
  const at = (offset: number): number => {
    offsets ??= alignScalar(file.text, from, to, text, {
      escapes: scalar.type === 'QUOTE_DOUBLE',
      doubledQuote: scalar.type === 'QUOTE_SINGLE',
    });
    return offsets[Math.min(Math.max(0, offset), text.length)] ?? to;
  };
  return { text, file, at };
}

/** The first character of a block scalar's text: after the line of its `|` or `>`. */
function afterHeader(text: string, start: number, end: number): number {
  const lineBreak = text.indexOf('\n', start);
  return lineBreak === -1 ? end : Math.min(end, lineBreak + 1);
}
