import type { Line, Mutator } from './mutants.ts';
import { coreOf, inStrings, otherText, outside, withoutGroup } from './mutants.ts';

const strings = /@?"(?:[^"\\]|\\.)*"/g;

/** The filters of a query, and its stages that count. */
export function kqlLines(content: string): readonly Line[] {
  let part = '';
  return content.split('\n').flatMap((line): Line[] => {
    const text = coreOf(line);
    if (text === '' || text.startsWith('//')) return [];
    if (text.startsWith('|')) part = text.startsWith('| where') ? 'where' : 'alert';
    if (/ingestion_time\(\)/.test(text)) return [];
    const counts = /prev\(|Fresh|Distinct(Count|Value)|^and \(TimeGenerated/.test(text);
    return part === '' ? [] : [{ text, part: counts ? 'alert' : part }];
  });
}

const where = ['where'];

/** Another column that the filters name. */
function otherColumn(name: string, all: readonly Line[]): string {
  const named = all.flatMap(({ text, part }) => (part === 'where' ? columnsIn(text) : []));
  return named.find((other) => other !== name) ?? 'OriginalUserType';
}

function columnsIn(line: string): string[] {
  return [...line.replace(strings, '').matchAll(/\b[A-Z][A-Za-z]+\b(?![.(])/g)].map(([name]) => name);
}

export const kqlMutators: readonly Mutator[] = [
  { kind: 'drop a null guard', parts: where, mutate: outside(strings, /\bisnot(?:empty|null)\([^()]+\) and /g, '') },
  { kind: 'has for contains', parts: where, mutate: outside(strings, /\bcontains(_cs)?\b/g, 'has$1') },
  { kind: 'starts for contains', parts: where, mutate: outside(strings, /\bcontains(_cs)?\b/g, 'startswith$1') },
  {
    kind: 'contains for starts',
    parts: where,
    mutate: outside(strings, /\b(?:startswith|endswith)(_cs)?\b/g, 'contains$1'),
  },
  { kind: 'or for and', parts: where, mutate: outside(strings, /(?<!\|.*)\band (?!.*ingestion)/g, 'or ') },
  { kind: 'or for and', parts: where, mutate: outside(strings, / and /g, ' or ') },
  { kind: 'and for or', parts: where, mutate: outside(strings, / or /g, ' and ') },
  { kind: 'drop parentheses', parts: where, mutate: withoutGroup(strings, / or /) },
  { kind: 'drop a negation', parts: where, mutate: outside(strings, /\bnot\(/g, '(') },
  { kind: 'drop a negation', parts: where, mutate: outside(strings, /!=/g, '==') },
  {
    kind: 'drop a negation',
    parts: where,
    mutate: outside(strings, / !(in|has|contains|startswith|endswith)/g, ' $1'),
  },
  { kind: 'drop a negation', parts: where, mutate: outside(strings, /\bisnot(empty|null)\(/g, 'is$1(') },
  { kind: 'negate', parts: where, mutate: outside(strings, /==/g, '!=') },
  {
    kind: 'a field as a string',
    parts: where,
    mutate: outside(
      strings,
      /\b[A-Z][A-Za-z.]+(?= (==|=~|!=|in|has|contains|startswith|endswith|matches))/g,
      (n) => `"${n}"`,
    ),
  },
  { kind: 'forget the case', parts: where, mutate: outside(strings, /==(?= ")/g, '=~') },
  { kind: 'mind the case', parts: where, mutate: outside(strings, /=~/g, '==') },
  {
    kind: 'forget the case',
    parts: where,
    mutate: outside(strings, /\b(contains|has|startswith|endswith)_cs\b/g, '$1'),
  },
  { kind: 'forget the case', parts: where, mutate: outside(strings, /\bin \(/g, 'in~ (') },
  { kind: 'mind the case', parts: where, mutate: outside(strings, /\bin~ \(/g, 'in (') },
  { kind: 'isnull on a string', parts: where, mutate: outside(strings, /\bis(not)?empty\(/g, 'is$1null(') },
  { kind: 'isempty on a typed column', parts: where, mutate: outside(strings, /\bis(not)?null\(/g, 'is$1empty(') },
  { kind: 'change a literal', parts: where, mutate: inStrings(strings, otherText) },
  { kind: 'another number', parts: where, mutate: outside(strings, /(?<=[=<>] )\d+/g, (n) => `${n}1`) },
  {
    kind: 'turn an order',
    parts: where,
    mutate: outside(strings, / [<>]=?(?= )/g, (o) => (o.startsWith(' <') ? ' >' : ' <')),
  },
  { kind: 'drop an or branch', parts: where, mutate: outside(strings, /, "[^"]*"(?=\))/g, '') },
  { kind: 'drop an or branch', parts: where, mutate: outside(strings, / or [^()]+(?=\)$)/g, '') },
  {
    kind: 'drop a row',
    parts: where,
    mutate: (line) => (/^and [^()]*$|^and [a-z_]+\([^()]*\)$/.test(line) ? [undefined] : []),
  },
  {
    kind: 'another column',
    parts: where,
    mutate: (line, all) => columnsIn(line).map((name) => line.replace(name, () => otherColumn(name, all))),
  },
  {
    kind: 'another threshold',
    parts: ['alert'],
    mutate: outside(strings, /(?<=\b(?:DistinctCount|MatchCount|Matches) >= )\d+/g, (n) => String(Number(n) + 1)),
  },
  {
    kind: 'another threshold',
    parts: ['alert'],
    mutate: outside(strings, /(?<=prev\(\w+, )\d+(?=\) ==)/g, (n) => String(Number(n) - 1)),
  },
  {
    kind: 'another window',
    parts: ['alert'],
    mutate: outside(strings, /(?<=<= )\d+m/g, (n) => `${Math.ceil(Number.parseInt(n, 10) / 2)}m`),
  },
  {
    kind: 'drop a default',
    parts: ['alert'],
    mutate: (line) => (line.includes('DedupKey =') ? outside(strings, /coalesce\((\w+), "[^"]*"\)/g, '$1')(line) : []),
  },
];
