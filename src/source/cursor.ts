import type { SourceFile, Span } from '../diagnostics/source.ts';
import type { Json } from '../ir/json.ts';
import { isList, isObject } from '../ir/json.ts';
import type { Placed } from './placed.ts';
import type { YamlDocument, YamlPath } from './yaml.ts';

/** A value of a YAML document together with its place. A cursor may stand on nothing: then `value` is undefined. */
export class Cursor {
  readonly document: YamlDocument;
  readonly path: YamlPath;
  readonly value: Json | undefined;

  constructor(document: YamlDocument, path: YamlPath = [], value?: Json | undefined) {
    this.document = document;
    this.path = path;
    this.value = path.length === 0 ? document.value : value;
  }

  get file(): SourceFile {
    return this.document.file;
  }

  /** Where the value stands. */
  get span(): Span {
    return this.document.spanOf(this.path);
  }

  /** Where the key stands that holds the value. */
  get keySpan(): Span {
    return this.document.keySpanOf(this.path);
  }

  /** The last key of the path, for messages. */
  get name(): string {
    return String(this.path.findLast((step) => typeof step === 'string') ?? 'the file');
  }

  /** Whether there is a value at all; an explicit null is none. */
  get given(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The string, where it is one. */
  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  /** A scalar as the author wrote it: `3.10` stays `3.10`. */
  get written(): string | undefined {
    return this.given ? this.document.sourceOf(this.path) : undefined;
  }

  /** The string with the way back into the file. */
  get placed(): Placed | undefined {
    return this.document.placedText(this.path);
  }

  /** A key of a mapping; stands on nothing where there is no such key. */
  get(key: string): Cursor {
    const value = isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Cursor(this.document, [...this.path, key], value);
  }

  /** The elements of a list; none where it is no list. */
  get items(): readonly Cursor[] {
    const { document, path, value } = this;
    return isList(value) ? value.map((item, index) => new Cursor(document, [...path, index], item)) : [];
  }

  /** The keys of a mapping in their order; none where it is no mapping. */
  get keys(): readonly string[] {
    return isObject(this.value) ? Object.keys(this.value) : [];
  }
}

/** What a value is, in plain words. */
export function kindInWords(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'boolean') return `${value}`;
  if (typeof value === 'bigint') return 'a whole number';
  if (typeof value === 'number') return 'a number with a fraction';
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'text';
  return isList(value) ? 'a list' : 'a mapping';
}
