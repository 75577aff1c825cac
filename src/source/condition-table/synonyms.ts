import { nearNames } from '../../diagnostics/near.ts';
import { spellings } from '../../ir/operators.ts';

/** Signs of other languages, by the operator's word here. */
export const signs: Readonly<Record<string, string>> = {
  '=': 'eq',
  '==': 'eq',
  '===': 'eq',
  '!=': 'ne',
  '!==': 'ne',
  '<>': 'ne',
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '=~': 'regex',
  '~': 'regex',
  '!~': 'not_regex',
};

/** Words of other languages (Panther's Simple Detections among them), in lower case without `_` and `-`, by the operator's word here. */
const words: Readonly<Record<string, string>> = {
  is: 'eq',
  equals: 'eq',
  equal: 'eq',
  iequals: 'ieq',
  neq: 'ne',
  noteq: 'ne',
  notequals: 'ne',
  doesnotequal: 'ne',
  isin: 'in',
  oneof: 'in',
  notin: 'not_in',
  isnotin: 'not_in',
  nin: 'not_in',
  includes: 'contains',
  doesnotcontain: 'not_contains',
  doesnothave: 'not_has',
  doesnotstartwith: 'not_starts_with',
  doesnotendwith: 'not_ends_with',
  prefix: 'starts_with',
  suffix: 'ends_with',
  like: 'wildcard',
  glob: 'wildcard',
  fnmatch: 'wildcard',
  matches: 'regex',
  match: 'regex',
  re: 'regex',
  regexp: 'regex',
  search: 'regex',
  ge: 'gte',
  le: 'lte',
  lessthan: 'lt',
  islessthan: 'lt',
  islessthanorequal: 'lte',
  islessthanorequals: 'lte',
  greaterthan: 'gt',
  isgreaterthan: 'gt',
  isgreaterthanorequal: 'gte',
  isgreaterthanorequals: 'gte',
  isipaddressincidr: 'cidr',
  insubnet: 'cidr',
  isipaddress: 'ip_is',
  isipaddresspublic: 'ip_is',
  isipaddressprivate: 'ip_is',
  null: 'is_null',
  isnull: 'is_null',
  isnone: 'is_null',
  notnull: 'is_not_null',
  isnotnull: 'is_not_null',
  doesnotexist: 'missing',
  notexists: 'missing',
  empty: 'falsy',
  isempty: 'falsy',
  isnullorempty: 'falsy',
  isnotempty: 'truthy',
  isnotnullorempty: 'truthy',
  istype: 'type_is',
  isinstance: 'type_is',
  inlist: 'in_list',
};

/** The operators that a misspelt or foreign word may have meant, the likeliest first. */
export function nearOperators(word: string): readonly string[] {
  const key = word.toLowerCase().replace(/[_-]/g, '');
  const known = Object.hasOwn(words, key) ? words[key] : undefined;
  if (known !== undefined) return [known];
  const joined = [...spellings.keys()].find((spelling) => spelling.replace(/_/g, '') === key);
  if (joined !== undefined) return [joined];
  const near = nearNames(word, spellings.keys());
  return near.length > 0 ? near : nearNames(key, Object.keys(words), 1).flatMap((name) => words[name] ?? []);
}

/** Names of functions in other languages, in lower case without `_`, by the function's name here. */
const functionWords: Readonly<Record<string, string>> = {
  length: 'len',
  size: 'len',
  count: 'len',
  tolower: 'lower',
  lowercase: 'lower',
  toupper: 'upper',
  uppercase: 'upper',
  substring: 'slice',
  substr: 'slice',
  left: 'slice',
  parsejson: 'parse_json',
  jsonloads: 'parse_json',
  fromjson: 'parse_json',
  int: 'to_integer',
  float: 'to_float',
  tonumber: 'to_number',
  string: 'str',
  tostring: 'str',
  text: 'str',
  strcat: 'concat',
  format: 'concat',
  coalesce: 'default',
  deepget: 'default',
  get: 'if_missing',
  sub: 'regex_replace',
  search: 'regex_group',
  findall: 'regex_all',
  strptime: 'parse_time',
  strftime: 'format_time',
  fromisoformat: 'parse_time',
  jsondumps: 'to_json',
  tojson: 'to_json',
  b64decode: 'from_base64',
  unquote: 'url_decode',
  urlparse: 'parse_url',
  abs: 'absolute',
  rjust: 'pad_left',
  ljust: 'pad_right',
  zfill: 'pad_left',
  splitlines: 'lines',
  iff: 'if',
  iif: 'if',
  case: 'if',
  filter: 'first',
  dict: 'lookup',
  literal: 'const',
};

/** The functions that a misspelt or foreign name may have meant, the likeliest first. */
export function nearFunctions(name: string, known: readonly string[]): readonly string[] {
  const key = name.toLowerCase().replace(/[_-]/g, '');
  const foreign = Object.hasOwn(functionWords, key) ? functionWords[key] : undefined;
  if (foreign !== undefined) return [foreign];
  const near = nearNames(name, known);
  return near.length > 0 ? near : nearNames(key, Object.keys(functionWords), 1).flatMap((n) => functionWords[n] ?? []);
}
