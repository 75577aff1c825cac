import type { SplExpression, SplQuery } from './ast.ts';
import { nodesOf } from './build.ts';
import type { Schedule } from './schedule.ts';

const byCall: Readonly<Record<string, string>> = {
  json_extract:
    'The raw event is the JSON of the log; json_extract gives null where the path ends in nothing, and the text "null" for a JSON null.',
  json_extract_exact: 'json_extract_exact finds a key that holds dots or braces.',
  mvmap: 'mvmap may name other fields of the event beside the one that it walks.',
  mvfind: 'mvfind looks through the values of any expression, and its regex may look ahead.',
  cidrmatch: 'cidrmatch understands IPv6 and is false on a text that is no address.',
  lower: 'lower() changes letters outside ASCII as Python does.',
  upper: 'upper() changes letters outside ASCII as Python does.',
  urldecode: 'urldecode gives the UTF-8 text of percent-encoded bytes.',
  split: 'split keeps empty pieces.',
  mvdedup: 'mvdedup compares values as text.',
  json_valid: 'json_valid is true for the JSON texts that Python reads.',
};

/** What a search relies on that no cited fact says, a sentence each. */
export function assumptionsOf(query: SplQuery, schedule: Schedule): readonly string[] {
  const found = new Set<string>();
  for (const expression of expressionsOf(query)) for (const node of nodesOf(expression, true)) addFor(node, found);
  for (const command of query.commands) {
    if (command.kind === 'spath')
      found.add(
        'spath with a path gives each element of a list once, objects as JSON text, at any depth of a long event.',
      );
    if (command.kind === 'lookup')
      found.add(
        'A lookup compares texts as they are, by the case of their letters, and gives nothing for a missing field.',
      );
    if (command.kind === 'streamstats') {
      found.add(
        'streamstats time_window counts the events of the last minutes up to and including the current one, and one that is exactly so long ago.',
      );
      found.add('In a scheduled search now() is the time for which the run was scheduled.');
    }
  }
  if (schedule.indexEarliest !== undefined)
    found.add(
      'dispatch.index_earliest and index_latest cut each run at whole minutes of index time, without gap or overlap.',
    );
  if (query.columns.severity) found.add("A column named severity in the results goes before the stanza's severity.");
  found.add('alert.suppress.fields silences by the values of these columns in the final rows, one row at a time.');
  return [...found];
}

function addFor(node: SplExpression, found: Set<string>): void {
  if (node.kind === 'field' && node.name !== '_raw' && node.name !== '_indextime')
    found.add(
      'Fields are extracted as the home describes: JSON paths, lists with {}, JSON null as the text "null", all values as text.',
    );
  if (node.kind !== 'call') return;
  const says = byCall[node.name];
  if (says !== undefined) found.add(says);
  if (
    node.name === 'mvfilter' &&
    node.args.some((arg) => [...nodesOf(arg)].some((n) => n.kind === 'call' && n.name.startsWith('json_')))
  )
    found.add('JSON functions work inside mvfilter.');
}

function expressionsOf(query: SplQuery): readonly SplExpression[] {
  return query.commands.flatMap((command) => {
    if (command.kind === 'where') return [command.condition];
    return command.kind === 'eval' ? command.assignments.map(({ value }) => value) : [];
  });
}
