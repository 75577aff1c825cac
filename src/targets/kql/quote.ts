/** Words that Microsoft's parser takes for something else than a name, also after a dot; it prints them in brackets. */
const keywords = new Set(
  (
    'accumulate and as asc between bool boolean by cancel char contains datatable date datetime decimal desc double dynamic ' +
    'endswith externaldata false find first flags float has in int int16 int32 int64 int8 invoke isfuzzy kind last like long ' +
    'materialize not notlike null of on or print project real sample search set startswith string time timespan title to ' +
    'toscalar totable true typeof uchar uint uint16 uint32 uint64 uint8 ulong union where with guid'
  ).split(' '),
);

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A column, table or `let` name, in `['…']` where it is no plain name. */
export function columnName(name: string): string {
  return plainName.test(name) && !keywords.has(name) ? name : `[${singleQuoted(name)}]`;
}

/** Whether a key of a dynamic value may follow a dot. */
export function isPlainKey(key: string): boolean {
  return plainName.test(key) && !keywords.has(key);
}

/** A string literal in double quotes that reads back as the text, whatever it holds. */
export function stringText(value: string): string {
  return `"${escaped(value).replace(/"/g, '\\"')}"`;
}

function singleQuoted(value: string): string {
  return `'${escaped(value).replace(/'/g, "\\'")}'`;
}

/** https://learn.microsoft.com/kusto/query/scalar-data-types/string#string-literals */
function escaped(value: string): string {
  return value
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      unicode,
    )
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, unicode);
}

function unicode(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A pattern as a verbatim string, `@"…"`, or escaped where it holds characters that must not stand in a line of a query. */
export function regexText(pattern: string): string {
  const hostile = escaped(pattern.replace(/\\/g, '')) !== pattern.replace(/\\/g, '');
  return hostile ? stringText(pattern) : `@"${pattern.replace(/"/g, '""')}"`;
}

/** JSON text inside `dynamic(…)`, with invisible and direction-changing characters escaped. */
export function dynamicText(json: string): string {
  return json.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, unicode);
}
