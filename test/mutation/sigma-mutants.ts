import type { Line, Mutator } from './mutants.ts';
import { coreOf, inStrings, otherText, outside, withoutGroup } from './mutants.ts';

const strings = /'(?:[^']|'')*'/g;

/** The detections and correlations of a rule file. */
export function sigmaLines(content: string): readonly Line[] {
  let part = '';
  return content.split('\n').flatMap((line): Line[] => {
    if (/^\S/.test(line))
      part = line.startsWith('detection:') ? 'detection' : line.startsWith('correlation:') ? 'alert' : '';
    const text = coreOf(line);
    // The names of selections are no columns.
    if (/^ {4}\w+:$/.test(line)) return part === 'alert' ? [] : [{ text, part: 'name' }];
    if (part === '' || /^\S/.test(line) || text === '') return [];
    return [{ text, part: text.startsWith('condition: ') ? 'condition' : part }];
  });
}

const item = /^(?:- )?'?([A-Za-z_@][^:|]*)(\|[a-z|]+)?: /;

function allForOne(line: string, all: readonly Line[]): readonly string[] {
  return [...line.matchAll(/\ball of (\w+)\*/g)].flatMap((match) => {
    const several = all.filter(({ text, part }) => part === 'name' && text.startsWith(match[1] ?? '')).length > 1;
    return several ? [`${line.slice(0, match.index)}1${line.slice(match.index + 3)}`] : [];
  });
}

/** Only where the pattern means several selections: of one, any and all are the same. */
function oneForAll(line: string, all: readonly Line[]): readonly string[] {
  return [...line.matchAll(/\b1 of (\w+)\*/g)].flatMap((match) => {
    const several = all.filter(({ text, part }) => part === 'name' && text.startsWith(match[1] ?? '')).length > 1;
    return several ? [`${line.slice(0, match.index)}all${line.slice(match.index + 1)}`] : [];
  });
}

export const sigmaMutators: readonly Mutator[] = [
  { kind: 'drop a negation', parts: ['condition'], mutate: outside(strings, /\bnot /g, '') },
  { kind: 'and for or', parts: ['condition'], mutate: outside(strings, / or /g, ' and ') },
  { kind: 'or for and', parts: ['condition'], mutate: outside(strings, / and /g, ' or ') },
  { kind: 'drop parentheses', parts: ['condition'], mutate: withoutGroup(strings, / or /) },
  { kind: 'any for all', parts: ['condition'], mutate: allForOne },
  { kind: 'all for any', parts: ['condition'], mutate: oneForAll },
  { kind: 'any for all', parts: ['detection'], mutate: outside(strings, /\|all(?=[|:])/g, '') },
  {
    kind: 'drop a row',
    parts: ['detection'],
    mutate: (line) => (item.test(line) && / /.test(line) ? [undefined] : []),
  },
  { kind: 'drop an or branch', parts: ['detection'], mutate: (line) => (line.startsWith("- '") ? [undefined] : []) },
  { kind: 'starts for contains', parts: ['detection'], mutate: outside(strings, /\|contains/g, '|startswith') },
  {
    kind: 'contains for starts',
    parts: ['detection'],
    mutate: outside(strings, /\|(startswith|endswith)/g, '|contains'),
  },
  { kind: 'equals for contains', parts: ['detection'], mutate: outside(strings, /\|contains(?!\|all)/g, '') },
  { kind: 'forget the case', parts: ['detection'], mutate: outside(strings, /\|cased/g, '') },
  { kind: 'forget the case', parts: ['detection'], mutate: outside(strings, /\|re\|i/g, '|re') },
  { kind: 'empty for null', parts: ['detection'], mutate: outside(strings, /: null$/g, ": ''") },
  {
    kind: 'null for empty',
    parts: ['detection'],
    mutate: (line) => (line.endsWith(": ''") ? [line.replace(/''$/, 'null')] : []),
  },
  { kind: 'change a literal', parts: ['detection'], mutate: inStrings(strings, otherText) },
  { kind: 'another number', parts: ['detection'], mutate: outside(strings, /: \d+$/g, (n) => `${n}1`) },
  {
    kind: 'turn an order',
    parts: ['detection'],
    mutate: outside(strings, /\|(gte?|lte?):/g, (m) => (m.startsWith('|g') ? '|lt:' : '|gt:')),
  },
  {
    kind: 'literal wildcard',
    parts: ['detection'],
    mutate: inStrings(strings, (s) => (/\\[*?]/.test(s) ? s.replace(/\\(?=[*?])/, '') : undefined)),
  },
  {
    kind: 'another column',
    parts: ['detection'],
    mutate: outside(strings, /^(?:- )?[A-Za-z_][\w.@-]*(?=[|:] ?)/g, (name) => `${name}Other`),
  },
  {
    kind: 'another threshold',
    parts: ['alert'],
    mutate: outside(strings, /gte: \d+/g, (s) => `gte: ${Number(s.slice(5)) + 1}`),
  },
  {
    kind: 'another threshold',
    parts: ['alert'],
    mutate: outside(strings, /gte: \d+/g, (s) => `gte: ${Math.max(1, Number(s.slice(5)) - 1)}`),
  },
  {
    kind: 'another window',
    parts: ['alert'],
    mutate: outside(strings, /timespan: \d+/g, (s) => `timespan: ${Math.ceil(Number(s.slice(10)) / 2)}`),
  },
];
