import type { Line, Mutator } from './mutants.ts';
import { coreOf, inStrings, otherText, outside, withoutGroup } from './mutants.ts';

const strings = /"(?:[^"\\]|\\.)*"/g;

/** The base search, the filters before anything is counted, and the stages that count. */
export function splLines(content: string): readonly Line[] {
  let part = 'base';
  return content.split('\n').flatMap((line): Line[] => {
    const text = coreOf(line);
    if (text === '' || text.startsWith('```')) return [];
    if (text.startsWith('|')) part = text.startsWith('| where') ? 'where' : 'alert';
    const counts = /^(?:\| where |AND )(?:matches|fresh_matches|distinct_values)\b/.test(text);
    return [{ text, part: counts ? 'alert' : part }];
  });
}

const where = ['where'];

/** Names of fields in filters: quoted, or bare before a comparison. */
function fieldsIn(line: string): string[] {
  return [...line.replace(strings, '').matchAll(/'[^']+'|\b[a-z][A-Za-z]+(?=[!=]=)/g)].map(([name]) => name);
}

function otherField(name: string, all: readonly Line[]): string {
  const named = all.flatMap(({ text, part }) => (part === 'where' ? fieldsIn(text) : []));
  return named.find((other) => other !== name) ?? 'legacyEventType';
}

export const splMutators: readonly Mutator[] = [
  { kind: 'drop a null guard', parts: where, mutate: outside(strings, /isnull\((?:'[^']+'|\w+)\) OR /g, '') },
  { kind: 'drop a null guard', parts: where, mutate: outside(strings, / OR (?:'[^']+'|\w+)=="null"/g, '') },
  { kind: 'drop a null guard', parts: where, mutate: outside(strings, /isnotnull\((?:'[^']+'|\w+)\) AND /g, '') },
  { kind: 'drop a default', parts: where, mutate: outside(strings, /coalesce\(([^(),]+), "[^"]*"\)/g, '$1') },
  { kind: 'or for and', parts: where, mutate: outside(strings, /\bAND /g, 'OR ') },
  { kind: 'and for or', parts: where, mutate: outside(strings, /\bOR /g, 'AND ') },
  { kind: 'drop parentheses', parts: where, mutate: withoutGroup(strings, / OR /) },
  { kind: 'drop a negation', parts: where, mutate: outside(strings, /\bNOT /g, '') },
  { kind: 'drop a negation', parts: where, mutate: outside(strings, /!=/g, '==') },
  { kind: 'drop a negation', parts: where, mutate: outside(strings, /\bisnotnull\(/g, 'isnull(') },
  { kind: 'negate', parts: where, mutate: outside(strings, /==/g, '!=') },
  { kind: 'negate', parts: where, mutate: outside(strings, /\bisnull\(/g, 'isnotnull(') },
  {
    kind: 'a field as a string',
    parts: where,
    mutate: outside(strings, /'[^']+'/g, (name) => `"${name.slice(1, -1)}"`),
  },
  {
    kind: 'forget the case',
    parts: where,
    mutate: outside(strings, /('[^']+'|\b[a-z]\w+)(?===")/g, (name) => `lower(${name})`),
  },
  { kind: 'mind the case', parts: where, mutate: outside(strings, /\blower\(([^()]+)\)/g, '$1') },
  {
    kind: 'mind the case',
    parts: where,
    mutate: inStrings(strings, (s) => (s.includes('(?i)') ? s.replace('(?i)', '') : undefined)),
  },
  {
    kind: 'forget the case',
    parts: where,
    mutate: inStrings(/(?<=\bmatch\((?:'[^']+'|\w+), )"(?:[^"\\]|\\.)*"/g, (s) =>
      s.startsWith('"(?i)') ? undefined : `"(?i)${s.slice(1)}`,
    ),
  },
  {
    kind: 'forget an anchor',
    parts: where,
    mutate: inStrings(/(?<=\bmatch\((?:'[^']+'|\w+), )"(?:[^"\\]|\\.)*"/g, (s) =>
      s.startsWith('"^') ? `"${s.slice(2)}` : undefined,
    ),
  },
  { kind: 'any for all', parts: where, mutate: outside(strings, /\bisnull\(mvfilter/g, 'isnotnull(mvfilter') },
  { kind: 'change a literal', parts: [...where, 'base'], mutate: inStrings(strings, otherText) },
  { kind: 'another number', parts: where, mutate: outside(strings, /(?<=[=<>])\d+/g, (n) => `${n}1`) },
  {
    kind: 'turn an order',
    parts: where,
    mutate: outside(strings, /(?<![=!<>])[<>]=?/g, (o) => (o.startsWith('<') ? '>' : '<')),
  },
  { kind: 'drop an or branch', parts: where, mutate: outside(strings, /, "(?:[^"\\]|\\.)*"(?=\))/g, '') },
  {
    kind: 'drop a row',
    parts: where,
    mutate: (line) => (/^AND (?:NOT )?(?:[^()]*|[a-z]+\([^()]*\))$/.test(line) ? [undefined] : []),
  },
  {
    kind: 'another column',
    parts: where,
    mutate: (line, all) => fieldsIn(line).map((name) => line.replace(name, () => otherField(name, all))),
  },
  {
    kind: 'another threshold',
    parts: ['alert'],
    mutate: outside(strings, /(?<=\b(?:matches|distinct_values)>=)\d+/g, (n) => String(Number(n) + 1)),
  },
  {
    kind: 'another threshold',
    parts: ['alert'],
    mutate: outside(strings, /(?<=\b(?:matches|distinct_values)>=)\d+/g, (n) => String(Number(n) - 1)),
  },
  {
    kind: 'another window',
    parts: ['alert'],
    mutate: outside(strings, /(?<=time_window=)\d+/g, (n) => String(Math.ceil(Number(n) / 2))),
  },
  {
    kind: 'drop a default',
    parts: ['alert'],
    mutate: (line) =>
      line.startsWith('dedup_key=')
        ? outside(strings, /coalesce\(nullif\(('[^']+'|\w+), "null"\), "None"\)/g, '$1')(line)
        : [],
  },
];
