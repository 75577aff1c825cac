import type { Line, Mutator } from './mutants.ts';
import { coreOf, inStrings, otherText, outside } from './mutants.ts';

const strings = /"(?:[^"\\]|\\.)*"|`[^`]*`/g;

/** The events and the condition of a rule, and what it counts over. */
export function yaralLines(content: string): readonly Line[] {
  let part = '';
  return content.split('\n').flatMap((line): Line[] => {
    const text = coreOf(line);
    const section = /^ {2}([a-z]+):$/.exec(line)?.[1];
    if (section !== undefined) part = section;
    else if (part === 'events' && text !== '' && text !== '(' && text !== ')' && !/^\$(?!e\.)/.test(text))
      return [{ text, part: 'events' }];
    else if (['match', 'condition', 'options'].includes(part) && text !== '') return [{ text, part: 'alert' }];
    else if (part === 'events' && /^\$(?!e\.)/.test(text)) return [{ text, part: 'alert' }];
    return [];
  });
}

const events = ['events'];

function fieldsIn(line: string): string[] {
  return [...line.replace(strings, '').matchAll(/\$e\.[a-z_.]+/g)].map(([name]) => name);
}

function otherField(name: string, all: readonly Line[]): string {
  const named = all.flatMap(({ text, part }) => (part === 'events' ? fieldsIn(text) : []));
  return (
    named.find((other) => other !== name && !/metadata\.(log_type|vendor|product_name)/.test(other)) ??
    '$e.metadata.description'
  );
}

const isTag = /\$e\.metadata\.(?:log_type|vendor_name|product_name) /;

export const yaralMutators: readonly Mutator[] = [
  { kind: 'or for and', parts: events, mutate: outside(strings, / and\b/g, ' or') },
  { kind: 'and for or', parts: events, mutate: outside(strings, / or\b/g, ' and') },
  { kind: 'drop a negation', parts: events, mutate: outside(strings, /\bnot /g, '') },
  { kind: 'drop a negation', parts: events, mutate: outside(strings, /!=/g, '=') },
  {
    kind: 'negate',
    parts: events,
    mutate: (line) => (isTag.test(line) ? [] : outside(strings, /(?<![!<>])=/g, '!=')(line)),
  },
  { kind: 'all for any', parts: events, mutate: outside(strings, /\bany /g, 'all ') },
  { kind: 'any for all', parts: events, mutate: outside(strings, /\ball /g, 'any ') },
  {
    kind: 'forget the case',
    parts: events,
    mutate: (line) =>
      !isTag.test(line) && /= "[^"]*[A-Za-z][^"]*"(?: or)?$/.test(line) && !line.includes('BLOCK')
        ? [line.replace(/"( or)?$/, '" nocase$1')]
        : [],
  },
  { kind: 'mind the case', parts: events, mutate: outside(strings, / nocase/g, '') },
  {
    kind: 'mind the case',
    parts: events,
    mutate: inStrings(/`[^`]*`/g, (s) => (/^`\(\?[a-z]*i/.test(s) ? s.replace(/^(`\(\?[a-z]*)i/, '$1') : undefined)),
  },
  {
    kind: 'a field as a string',
    parts: events,
    mutate: outside(strings, /\$e\.[a-z_.]+(?= !?=)/g, (name) => `"${name}"`),
  },
  { kind: 'change a literal', parts: events, mutate: inStrings(strings, otherText) },
  {
    kind: 'drop an or branch',
    parts: events,
    mutate: (line) => (/ or$/.test(line) && !/^\(/.test(line) ? [undefined] : []),
  },
  {
    kind: 'drop a row',
    parts: events,
    mutate: (line) =>
      !/ (?:or|and)$|\($/.test(line) && /^(?:not )?(?:any |all )?(?:\$e|re\.|net\.)/.test(line) && !isTag.test(line)
        ? [undefined]
        : [],
  },
  { kind: 'isnull on a string', parts: events, mutate: outside(/`[^`]*`/g, /(?<=(?:!=|=) )""/g, '0') },
  {
    kind: 'another column',
    parts: events,
    mutate: (line, all) =>
      isTag.test(line) ? [] : fieldsIn(line).map((name) => line.replace(name, () => otherField(name, all))),
  },
  {
    kind: 'another threshold',
    parts: ['alert'],
    mutate: outside(strings, />= \d+/g, (s) => `>= ${Number(s.slice(3)) + 1}`),
  },
  {
    kind: 'another threshold',
    parts: ['alert'],
    mutate: outside(strings, />= \d+/g, (s) => `>= ${Math.max(1, Number(s.slice(3)) - 1)}`),
  },
  {
    kind: 'another window',
    parts: ['alert'],
    mutate: outside(strings, /over \d+/g, (s) => `over ${Math.ceil(Number(s.slice(5)) / 2)}`),
  },
  {
    kind: 'drop a default',
    parts: ['alert'],
    mutate: outside(strings, /strings\.coalesce\((\$e[\w.[\]]+), [^()]+\)/g, '$1'),
  },
];
