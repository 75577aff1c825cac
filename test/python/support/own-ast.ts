import type { SourceFile } from '../../../src/diagnostics/source.ts';
import { constantValue } from '../../../src/source/python/parse.ts';

/** A node as CPython's `ast` tells it. */
export interface PythonNode {
  readonly kind: string;
  readonly place: readonly number[] | null;
  readonly fields: { readonly [name: string]: unknown };
}

/** Where our reading of a file differs from CPython's: one line for each node or field. */
export function astDifferences(file: SourceFile, own: unknown, wanted: unknown, path = ''): string[] {
  if (isNode(wanted)) return nodeDifferences(file, own, wanted, path);
  if (Array.isArray(wanted)) {
    const items: readonly unknown[] = Array.isArray(own) ? own : [];
    const different = items.length === wanted.length ? [] : [`${path}: ${items.length} of ${wanted.length} nodes`];
    return [...different, ...wanted.flatMap((item, i) => astDifferences(file, items[i], item, `${path}[${i}]`))];
  }
  return (own ?? null) === (wanted ?? null) ? [] : [`${path}: ${String(own)} for ${String(wanted)}`];
}

function nodeDifferences(file: SourceFile, own: unknown, wanted: PythonNode, path: string): string[] {
  const at = `${path}/${wanted.kind}`;
  if (!isOwnNode(own) || !sameKind(own.nodeType, wanted.kind)) return [`${at}: ${JSON.stringify(own)}`];
  const place = wanted.place && ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'].map((name) => own[name]);
  const found = String(place) === String(wanted.place) ? [] : [`${at}: at ${place}, not ${wanted.place}`];
  if (own.nodeType === 'Constant') {
    const said = JSON.stringify(constantAsJson(constantValue(own as never, file)));
    const meant = JSON.stringify(wanted.fields['value']);
    return said === meant ? found : [...found, `${at}: ${said} for ${meant}`];
  }
  const fields = Object.entries(wanted.fields).filter(([name]) => !unread.includes(name));
  return [...found, ...fields.flatMap(([name, field]) => astDifferences(file, own[name], field, `${at}.${name}`))];
}

/** CPython writes some kinds small and with `_`: `match_case`. */
function sameKind(own: string, wanted: string): boolean {
  return own.toLowerCase() === wanted.replaceAll('_', '').toLowerCase();
}

/** What no rule has a use for: comments with types. */
const unread = ['type_comment', 'type_ignores'];

function constantAsJson(value: ReturnType<typeof constantValue>): unknown {
  if (value === null) return { NoneType: 'None' };
  if (typeof value === 'boolean') return { bool: value ? 'True' : 'False' };
  if (typeof value === 'bigint') return { int: value.toString() };
  if (typeof value === 'number') return { float: Number.isInteger(value) ? `${value}.0` : String(value) };
  if (typeof value === 'string') return { str: value };
  return value.kind === 'bytes' ? { bytes: value.text } : { [value.kind]: true };
}

interface OwnNode {
  readonly nodeType: string;
  readonly [name: string]: unknown;
}

function isOwnNode(value: unknown): value is OwnNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value;
}

function isNode(value: unknown): value is PythonNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'fields' in value;
}
