import type { JsonObject } from '../json.ts';

/** Python's `unquote()`: bytes that are no UTF-8 become replacement characters. */
export function unquote(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    const bytes = run
      .slice(1)
      .split('%')
      .map((hex) => Number.parseInt(hex, 16));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  });
}

const withParams = new Set([
  '',
  'ftp',
  'hdl',
  'prospero',
  'http',
  'https',
  'shttp',
  'rtsp',
  'rtsps',
  'rtspu',
  'sip',
  'sips',
  'mms',
  'sftp',
  'tel',
]);

/** Python's `urlparse()`; missing where it raises. */
export function parseUrl(text: string): JsonObject | undefined {
  // Python drops control characters in front, and line ends and tabs anywhere.
  let rest = text.replace(/^[\0-\x20]+/, '').replace(/[\t\r\n]/g, '');
  let scheme = '';
  const named = /^([a-zA-Z][a-zA-Z0-9+.-]*):(.*)$/s.exec(rest);
  if (named !== null) {
    scheme = (named[1] ?? '').toLowerCase();
    rest = named[2] ?? '';
  }
  let netloc = '';
  if (rest.startsWith('//')) {
    const end = rest.slice(2).search(/[/?#]/);
    netloc = end < 0 ? rest.slice(2) : rest.slice(2, end + 2);
    rest = rest.slice(2 + netloc.length);
    if (netloc.includes('[') !== netloc.includes(']')) return undefined;
  }
  const [beforeFragment, fragment] = cut(rest, '#');
  const [whole, query] = cut(beforeFragment, '?');
  const [path, params] = withParams.has(scheme) ? cutParams(whole) : [whole, ''];
  return { scheme, netloc, path, params, query, fragment, hostname: hostIn(netloc) };
}

/** Python's `parse_qs()`: blank values are left out. */
export function parseQuery(text: string): JsonObject {
  const found = new Map<string, string[]>();
  for (const part of text.split('&')) {
    const [name, value] = cut(part, '=');
    if (value === '') continue;
    const key = unquote(name.replaceAll('+', ' '));
    const values = found.get(key) ?? [];
    values.push(unquote(value.replaceAll('+', ' ')));
    found.set(key, values);
  }
  return Object.fromEntries(found);
}

function cut(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}

/** The parameters of the last segment of a path. */
function cutParams(path: string): readonly [string, string] {
  const start = path.lastIndexOf('/') + 1;
  const [last, params] = cut(path.slice(start), ';');
  return [path.slice(0, start) + last, params];
}

function hostIn(netloc: string): string | null {
  const place = netloc.slice(netloc.lastIndexOf('@') + 1);
  const bracketed = /^[^[]*\[([^\]]*)\]?/.exec(place);
  const host = bracketed === null ? cut(place, ':')[0] : (bracketed[1] ?? '');
  const [name, zone] = cut(host, '%');
  const text = zone === '' && !host.includes('%') ? name.toLowerCase() : `${name.toLowerCase()}%${zone}`;
  return text === '' ? null : text;
}
