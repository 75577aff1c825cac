/**
 * Words that are no plain names in KQL: operators, keywords and literals. A name in brackets means the same, so the list may be
 * longer than needed but not shorter. https://learn.microsoft.com/kusto/query/schema-entities/entity-names
 */
const keywords = new Set(
  (
    'access accumulate aliases and anomalycolumns as asc assert-schema axes base between by bin cancel cluster consume contains ' +
    'count database databases datatable datetime dcount decimal declare default desc distinct dynamic edges endswith evaluate ' +
    'execute extend external externaldata facet false filter find first flags fork from function get getschema graph granny-asc ' +
    'granny-desc guid has hash hidden in inner int invoke isfuzzy join kind last let like limit linear long lookup make-graph ' +
    'make-series materialize matches mv-apply mv-expand namespace nodes none not notlike null nulls of on or order out over ' +
    'pack parse parse-where partition pattern print project project-away project-rename query range real reduce regex remove ' +
    'render replace restrict sample sample-distinct scan search serialize set series sort stacked step string subquery ' +
    'summarize take threshold time timespan title to toscalar top top-hitters top-nested totable true typeof union unstacked ' +
    'uuid view visible where with xaxis xcolumn xtitle yaxis ycolumns ymax ymin ysplit ytitle guid double float boolean date ' +
    'bool startswith int8 int16 int32 int64 uint8 uint16 uint32 uint64 ulong uint char uchar single'
  ).split(' '),
);

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A column, table or `let` name, in `['…']` where it is no plain name. */
export function columnName(name: string): string {
  return plainName.test(name) && !keywords.has(name.toLowerCase()) ? name : `[${singleQuoted(name)}]`;
}

/** Whether a key of a dynamic value may follow a dot. */
export function isPlainKey(key: string): boolean {
  return plainName.test(key) && !keywords.has(key.toLowerCase());
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
