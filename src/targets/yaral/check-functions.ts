import type { ValueType } from './run-value.ts';

/** What a function of rules takes and gives. */
export interface FunctionFacts {
  readonly least: number;
  /** Infinity where it takes any number. */
  readonly most: number;
  readonly returns: ValueType | 'any';
  readonly aggregate: boolean;
}

/** The functions of rules: `name least-most returns`. https://docs.cloud.google.com/chronicle/docs/yara-l/functions */
const table = `
arrays.concat 2-2 list; arrays.contains 2-2 bool; arrays.index_to_float 2-2 float; arrays.index_to_int 2-2 int;
arrays.index_to_str 2-2 string; arrays.join_string 1-2 string; arrays.length 1-1 int; arrays.max 1-1 float;
arrays.min 1-2 float; arrays.size 1-1 int; bytes.to_base64 1-2 string; cast.as_bool 1-1 bool; cast.as_float 1-1 float;
cast.as_int 1-1 int; cast.as_string 1-2 string; hash.fingerprint2011 1-1 int; hash.sha256 1-1 string; if 2-3 any;
math.abs 1-1 any; math.ceil 1-1 int; math.floor 1-1 int; math.geo_distance 4-4 float; math.is_increasing 3-3 bool;
math.log 1-1 float; math.pow 2-2 float; math.random 0-0 float; math.sqrt 1-1 float; net.ip_in_range_cidr 2-2 bool;
optimization.sample_rate 3-3 bool; re.capture 2-2 string; re.capture_all 2-2 list; re.regex 2-2 bool;
re.replace 3-3 string; strings.base64_decode 1-1 string; strings.coalesce 1- string; strings.concat 1- string;
strings.contains 2-2 bool; strings.count_substrings 2-2 int; strings.ends_with 2-2 bool; strings.extract_domain 1-1 string;
strings.extract_hostname 1-1 string; strings.from_base64 1-1 string; strings.from_hex 1-1 string; strings.length 1-1 int;
strings.ltrim 2-2 string; strings.reverse 1-1 string; strings.rtrim 2-2 string; strings.split 1-2 list;
strings.starts_with 2-2 bool; strings.to_lower 1-1 string; strings.to_upper 1-1 string; strings.trim 2-2 string;
strings.url_decode 1-1 string; timestamp.as_unix_seconds 1-2 int; timestamp.current_seconds 0-0 int;
timestamp.get_date 1-2 string; timestamp.get_day_of_week 1-2 int; timestamp.get_hour 1-2 int;
timestamp.get_minute 1-2 int; timestamp.get_timestamp 1-3 string; timestamp.get_week 1-2 int; timestamp.now 0-0 int`;

/** Functions over the events of a group, in the outcome only. */
const aggregates = `
array 1-1 list; array_distinct 1-1 list; count 1-1 int; count_distinct 1-1 int; max 1-1 any; min 1-1 any; sum 1-1 any;
window.avg 1-2 float; window.first 2-2 string; window.last 2-2 string; window.median 1-2 float; window.mode 1-1 string;
window.range 1-2 list; window.stddev 1-1 float; window.variance 1-1 float`;

/** The facts by name, read from the tables. */
export const functionFacts: ReadonlyMap<string, FunctionFacts> = new Map([
  ...factsIn(table, false),
  ...factsIn(aggregates, true),
]);

function factsIn(text: string, aggregate: boolean): [string, FunctionFacts][] {
  return text
    .trim()
    .split(/;\s*/)
    .map((entry) => {
      const [name = '', range = '', returns = ''] = entry.trim().split(' ');
      const [least = '', most = ''] = range.split('-');
      // The table's last words are types.
      const type = returns as FunctionFacts['returns'];
      return [name, { least: Number(least), most: most === '' ? Infinity : Number(most), returns: type, aggregate }];
    });
}
