import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { isList, isObject, parseJson } from '../../../src/ir/json.ts';
import { isGap, readKql } from '../../../src/targets/kql/parse.ts';
import { compileKql } from '../../../src/targets/kql/run.ts';

/** Queries of Microsoft's documentation with the results that it prints. */
const path = '../shared/data/kql-documented-examples.json';

interface Example {
  readonly id: string;
  readonly area: string;
  readonly query: string;
  readonly schema: readonly (readonly [string, string])[];
  readonly rows: readonly (readonly string[])[];
  readonly ordered: boolean;
  readonly uses: Readonly<Record<'operators' | 'functions' | 'predicates', readonly string[]>>;
  readonly suspect?: string;
}

/** Where the page itself is wrong or shows text that its renderer changed. */
const slips: Readonly<Record<string, string>> = {
  'exp-function#1': 'rounded to six digits',
  'isfinite-function#1': 'infinity as a sign',
  'isinf-function#1': 'infinity as a sign',
  'mv-apply-operator#4': 'a quote is missing',
  'range-operator#1': 'only some of the rows are shown',
  'replace-regex-function#1': 'a long printed as 1.000000',
  'replace-string-function#2': 'a long printed as 1.000000',
  'string#3': 'the space was replaced',
  'string#5': 'lines were joined',
  'trim-start-function#1': 'angle brackets added',
};

/** What the target writes: operators of the pipeline, functions and string operators. */
const emitted = {
  operators: [
    'Print',
    'Extend',
    'Summarize',
    'Filter',
    'MvExpand',
    'MvApply',
    'ProjectAway',
    'Sort',
    'Project',
    'Range',
  ],
  functions:
    'tostring iff isnull coalesce array_length toreal isnotempty tolower tolong set_has_element parse_json gettype isnotnull strlen pack_array bag_keys substring tobool strcmp split prev max_of countif bin trim toupper strcat row_cumsum range make_set make_list_if isempty ingestion_time count_distinct case bag_has_key array_slice arg_min ago ipv4_is_in_range ipv4_is_in_any_range ipv6_is_in_range ipv6_is_in_any_range not extract extract_all array_concat array_index_of format_ipv4 indexof make_list_with_nulls replace_string set_union strcat_array trim_start trim_end url_decode zip'.split(
      ' ',
    ),
  predicates:
    'EqualTilde BangTilde ContainsCs NotContainsCs Contains NotContains StartsWithCs NotStartsWithCs StartsWith NotStartsWith EndsWithCs NotEndsWithCs EndsWith NotEndsWith MatchesRegex In NotIn InCs NotInCs IntLiteral'.split(
      ' ',
    ),
} as const;

const isEmitted = ({ uses }: Example): boolean =>
  (['operators', 'functions', 'predicates'] as const).every((kind) =>
    uses[kind].every((name) => (emitted[kind] as readonly string[]).includes(name)),
  );

/** A cell as it means: the page and the evaluator write the same value in many ways. */
function settle(cell: Json | undefined, type: string): string {
  const text =
    cell === undefined || cell === null ? '' : typeof cell === 'object' ? plainText(cell) : String(cell).trim();
  if (text === '' || text === 'null' || text === '(null)') return '';
  switch (type) {
    case 'bool':
      return /^(true|1)$/i.test(text) ? 'true' : /^(false|0)$/i.test(text) ? 'false' : text;
    case 'int':
    case 'long':
    case 'real':
    case 'decimal':
      return Number.isNaN(Number(text)) ? text : String(Number(Number(text).toPrecision(9)));
    case 'datetime':
      return text
        .replace(' ', 'T')
        .replace(/Z$/, '')
        .replace(/\.?0*$/, (end) => (end.startsWith('.') ? '' : end));
    case 'timespan': {
      const [, d = '0', h, m, s, f = ''] = /^(?:(\d+)[.:])?(\d+):(\d+):(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
      return [d, h, m, s].map(Number).join(':') + f.replace(/0+$/, '');
    }
    case 'dynamic':
      try {
        return plainText(parseJson(text));
      } catch {
        return text;
      }
    default:
      return text;
  }
}

/** JSON with keys in order and numbers without their kind. */
function plainText(value: Json): string {
  if (isList(value)) return `[${value.map(plainText).join()}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${JSON.stringify(k)}:${plainText(v)}`)
      .join()}}`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

type Outcome =
  | { readonly kind: 'not covered' }
  | { readonly kind: 'ran'; readonly got: readonly string[]; readonly want: readonly string[] };

function run(example: Example): Outcome {
  const { bound, syntax } = readKql(example.query, [], false);
  if (isGap(syntax)) return { kind: 'not covered' };
  const compiled = compileKql(syntax, [], example.query);
  if (isGap(compiled)) return { kind: 'not covered' };
  const columns =
    example.schema.length > 0 ? example.schema : bound.columns.map(({ name, type }) => [name, type] as const);
  const line = (cells: readonly (Json | undefined)[]): string =>
    columns.map(([, type], i) => settle(cells[i], type)).join(' | ');
  const got = compiled
    .results([], 0)
    .map((row: { columns: JsonObject }) => line(columns.map(([name]) => row.columns[name])));
  const want = example.rows.map(line);
  return example.ordered ? { kind: 'ran', got, want } : { kind: 'ran', got: got.sort(), want: want.sort() };
}

describe.skipIf(!existsSync(path))('documented queries', () => {
  const { examples } = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { examples: readonly Example[] })
    : { examples: [] };
  const asked = examples.filter(({ area }) => area === 'core');

  test('give what the documentation prints', { timeout: 120_000 }, () => {
    const wrong: Record<string, unknown> = {};
    let ran = 0;
    let ours = 0;
    const missing: string[] = [];
    for (const example of asked) {
      const outcome = run(example);
      if (outcome.kind === 'not covered') {
        if (isEmitted(example)) missing.push(example.id);
        continue;
      }
      ran += 1;
      if (isEmitted(example)) ours += 1;
      if (example.id in slips) continue;
      if (outcome.got.join('\n') !== outcome.want.join('\n')) wrong[example.id] = outcome;
    }
    process.stdout.write(
      `documented queries: ${ran} of ${asked.length} ran, ${ours} of them with what the target writes; not covered of those: ${missing.join(', ')}\n`,
    );
    expect(wrong).toEqual({});
    expect(ran).toBeGreaterThan(180);
  });
});
