import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { Hoisted, SplExpression, SplQuery } from './ast.ts';
import { call } from './build.ts';
import { equalRow } from './equal-rows.ts';
import { digest, hoist } from './hoist.ts';
import { printExpression } from './print.ts';
import type { Reading } from './reading.ts';
import { blanks, mayBeJsonText } from './reading.ts';
import type { Row, SayRow } from './rows.ts';

/** The column of a lookup that holds a list. */
export const lookupColumn = 'value';

/** A row on a named list: the lookup that holds it is asked before the rows, where it can be; else its entries stand in the row. */
export const inListRow: SayRow = (subject, test, scope, speech) =>
  asksLookup(subject, test) && scope.quantifiers.length === 0
    ? inLookup(subject, test.table)
    : equalRow(subject, test, scope, speech);

/** A lookup compares one text by the case of its letters. https://docs.splunk.com/Documentation/Splunk/latest/Admin/Transformsconf */
function asksLookup({ holds }: Reading, test: MappedTest): test is MappedTest & { readonly table: string } {
  return test.table !== undefined && !test.ignoreCase && (holds === 'leaf' || holds === 'text');
}

/** The value is an entry. What an entry may be decides what the row may take for it. */
function inLookup(subject: Reading, table: string): Row {
  const found = lookedUp(subject.ast, table);
  const wider: ReasonCode[] = [
    ...(mayBeJsonText(subject) ? (['container-type'] as const) : []),
    ...(blanks(subject).includes('null') ? (['null-stored-as-text'] as const) : []),
    ...(subject.holds === 'leaf' ? (['type-as-text'] as const) : []),
    ...(subject.fillers.length > 0 ? (['filler-value'] as const) : []),
  ];
  const narrower: ReasonCode[] = [];
  return { pair: { yes: call('isnotnull', found), no: call('isnull', found) }, wider, narrower };
}

/** A field that holds the entry which a value equals, and nothing where there is none. */
function lookedUp(value: SplExpression, table: string): Hoisted {
  const key = hoist('asked', value, 'asked_value');
  return {
    kind: 'hoisted',
    name: `in_${table}_${digest(printExpression(value))}`,
    wanted: `in_${table}`,
    from: { kind: 'lookup', table, key },
  };
}

/** The lookups that a search asks. */
export function lookupsIn({ commands }: SplQuery): readonly string[] {
  return commands.flatMap((command) => (command.kind === 'lookup' ? [command.table] : []));
}
