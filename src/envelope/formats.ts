/** A compiled template: data in, text out. Throws `EnvelopeError` on a value that is no text where text is wanted. */
export type Template = (data: Readonly<Record<string, unknown>>) => string;

/** A template that breaks the rules, or data that does not fit it. */
export class EnvelopeError extends Error {}

/** Ways to write a value into a format so that it stays one value: each a Handlebars helper. */
export const formats = {
  /** A JSON value, on one line. Any plain JSON. */
  json: (value: unknown) => JSON.stringify(plain(value, 'json')),
  /** A YAML scalar: double-quoted JSON text is YAML; numbers and booleans stay bare. */
  yaml: (value: unknown) => yamlScalar(value),
  /** A YAML scalar that stands bare where it is a plain word (`Initial_Access`, `15m`, `T1199`), else quoted. */
  word: (value: unknown) => yamlWord(value),
  /** A value of a Splunk .conf key: line breaks become continued lines; a trailing backslash is refused. */
  conf: (value: unknown) => confValue(text(value, 'conf')),
  /** A YARA-L string, quoted. */
  yaral: (value: unknown) => yaralString(text(value, 'yaral')),
  /** Text that is already in the envelope's own format (a printed query), with every line indented by `indent` spaces. */
  block: (value: unknown, indent: unknown) => indented(text(value, 'block'), typeof indent === 'number' ? indent : 0),
};

function text(value: unknown, format: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw new EnvelopeError(`{{${format} …}} wants text, got ${value === null ? 'null' : typeof value}`);
}

function plain(value: unknown, format: string): unknown {
  if (value === undefined) throw new EnvelopeError(`{{${format} …}} got no value`);
  return value;
}

/** A YAML flow scalar that reads back as the same value in YAML 1.1 and 1.2, written so that no character in it reorders what a reader sees. */
export function yamlScalar(value: unknown): string {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(yamlScalar).join(', ')}]`;
  return JSON.stringify(text(value, 'yaml')).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Words that some YAML reader takes for something else than text, numbers aside. */
const yamlReserved = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$/i;

/** Names, `15m`, `1.0.0` and GUIDs. */
const plainWord = /^(?:[A-Za-z][A-Za-z0-9_]*|\d+[dhm]|\d+\.\d+\.\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A YAML scalar, bare where every reader of YAML 1.1 and 1.2 takes it for that text. */
export function yamlWord(value: unknown): string {
  const isWord = typeof value === 'string' && plainWord.test(value);
  return isWord && !yamlReserved.test(value) ? value : yamlScalar(value);
}

/** A value of a Splunk `.conf` key: later lines are continued with a backslash as the very last character of the line before. */
export function confValue(value: string): string {
  const lines = value.trim().split(/\r\n|[\n\r\u2028\u2029]/);
  return lines
    .map((line) => line.replace(/\s+$/, ''))
    .map((line, i) => (i < lines.length - 1 ? `${line} \\` : line.replace(/\\+$/, '')))
    .join('\n');
}

/** A double-quoted YARA-L string on one line: `\\`, `\"` and `\t` are its only escapes, so line breaks become spaces. */
export function yaralString(value: string): string {
  return `"${value
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\t/g, '\\t')
    .replace(/[\u0000-\u001f\u2028\u2029]+/g, ' ')}"`;
}

function indented(value: string, spaces: number): string {
  const margin = ' '.repeat(spaces);
  return value
    .split('\n')
    .map((line) => (line === '' ? line : margin + line))
    .join('\n');
}
