import type { Alias, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile, Span } from '../diagnostics/source.ts';
import type { Json } from '../ir/json.ts';

const maxDepth = 200;
const maxAliasedValues = 20_000;

/** A YAML tree as JSON, and the node that each alias stands for. */
export interface YamlValue {
  readonly value: Json;
  readonly aliases: ReadonlyMap<Alias, Node>;
}

/**
 * The lossless value of a YAML tree. What JSON cannot say (infinity, repeated keys, runaway aliases) is reported; undefined
 * then. `known` are values by the offset of the empty mapping that stands for each; undefined where one of them stands for none.
 */
export function yamlValue(
  root: Node | null,
  file: SourceFile,
  report: Report,
  known: ReadonlyMap<number, Json> = new Map(),
): YamlValue | undefined {
  const reader = new TreeReader(file, report, known);
  const value = reader.read(root, 0);
  return reader.sound && reader.met === known.size ? { value, aliases: reader.aliases } : undefined;
}

/** The text that a mapping key has as a JSON key: its source, so that `3.10` and `true` stay as written. */
export function keyText(pair: Pair): string | undefined {
  const key = pair.key;
  if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
  return undefined;
}

/** The span of a node; of nothing at all, the whole file's start. */
export function nodeSpan(file: SourceFile, node: unknown): Span {
  const range = (node as Node | null)?.range; // keys and values of a parsed pair are nodes or null
  if (!range) return { file, start: 0, end: 0 };
  let end = Math.min(range[1], file.text.length);
  while (end > range[0] && /\s/.test(file.text[end - 1] ?? '')) end -= 1;
  return { file, start: range[0], end };
}

class TreeReader {
  sound = true;
  readonly aliases = new Map<Alias, Node>();
  private values = 0;
  /** The latest node of each anchor: what an alias after it stands for. `open` while the node is being read. */
  private readonly anchors = new Map<string, { node: Node; read: { value: Json; size: number } | 'open' }>();
  private readonly file: SourceFile;
  private readonly report: Report;
  private readonly known: ReadonlyMap<number, Json>;
  private aliased = 0;
  /** How many of the known values stand in the tree. */
  met = 0;

  constructor(file: SourceFile, report: Report, known: ReadonlyMap<number, Json>) {
    this.file = file;
    this.report = report;
    this.known = known;
  }

  read(node: unknown, depth: number): Json {
    this.values += 1;
    if (depth > maxDepth) {
      if (this.sound) this.fail(diagnostic('yaml-too-deep', { limit: maxDepth }, { span: nodeSpan(this.file, node) }));
      return null;
    }
    if (isScalar(node)) return this.anchored(node, () => this.scalar(node));
    if (isAlias(node)) return this.alias(node);
    if (isSeq(node)) return this.anchored(node, () => this.list(node, depth));
    if (isMap(node)) return this.anchored(node, () => this.object(node, depth));
    return null;
  }

  private anchored(node: Scalar | YAMLMap | YAMLSeq, read: () => Json): Json {
    if (node.anchor === undefined) return read();
    const before = this.values + this.aliased;
    const anchor: { node: Node; read: { value: Json; size: number } | 'open' } = { node, read: 'open' };
    this.anchors.set(node.anchor, anchor);
    const value = read();
    anchor.read = { value, size: 1 + this.values + this.aliased - before };
    return value;
  }

  private scalar(node: Scalar): Json {
    const value = node.value;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.fail(
        diagnostic('yaml-no-json', { what: `the number ${node.source ?? value}` }, { span: nodeSpan(this.file, node) }),
      );
      return null;
    }
    // The core schema resolves scalars to these kinds only; anything else would be a tag, which the parser reports.
    return value === undefined ? null : (value as Json);
  }

  private alias(node: Alias): Json {
    const span = nodeSpan(this.file, node);
    const known = this.anchors.get(node.source);
    if (known === undefined) {
      this.fail(diagnostic('yaml-alias', { name: node.source, problem: 'names no anchor before it' }, { span }));
      return null;
    }
    this.aliases.set(node, known.node);
    if (known.read === 'open') {
      this.fail(diagnostic('yaml-alias', { name: node.source, problem: 'contains itself' }, { span }));
      return null;
    }
    this.aliased += known.read.size;
    if (this.aliased > maxAliasedValues) {
      if (this.sound)
        this.fail(
          diagnostic(
            'yaml-alias',
            { name: node.source, problem: `unfolds to more than ${maxAliasedValues} values` },
            { span },
          ),
        );
      return null;
    }
    return known.read.value;
  }

  private list(node: YAMLSeq, depth: number): Json {
    return node.items.map((item) => this.read(item, depth + 1));
  }

  private object(node: YAMLMap, depth: number): Json {
    const known = this.known.get(node.range?.[0] ?? -1);
    if (known !== undefined && node.items.length === 0) {
      this.met += 1;
      return known;
    }
    // No prototype: `__proto__` is a key like any other.
    const out: Record<string, Json> = Object.create(null) as Record<string, Json>;
    for (const pair of node.items) {
      const key = this.key(pair);
      const value = this.read(pair.value, depth + 1);
      if (key === undefined) continue;
      if (Object.hasOwn(out, key))
        this.fail(diagnostic('yaml-duplicate-key', { key }, { span: nodeSpan(this.file, pair.key) }));
      else out[key] = value;
    }
    return out;
  }

  private key(pair: Pair): string | undefined {
    const span = nodeSpan(this.file, pair.key);
    const key = keyText(pair);
    if (key === undefined) this.fail(diagnostic('yaml-no-json', { what: 'a key that is not a plain text' }, { span }));
    else if (key === '<<' && isScalar(pair.key) && pair.key.type === 'PLAIN')
      this.fail(diagnostic('yaml-no-json', { what: 'the merge key "<<"' }, { span }));
    return key;
  }

  private fail(finding: Diagnostic): void {
    this.sound = false;
    this.report(finding);
  }
}
