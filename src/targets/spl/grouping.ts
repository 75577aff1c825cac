import type { Refusal } from '../../lower/lowering.ts';
import type { MappedRule } from '../../mapping/mapping.ts';
import type { Aggregate, Assignment, HoistedFrom, SplCommand, SplExpression, SplQuery } from './ast.ts';
import { and, call, compare, hoistedIn, number, string } from './build.ts';
import { inOrder } from './eval-order.ts';
import type { Schedule } from './schedule.ts';

/** What the alert computes from each event, and what of it cannot be said. */
export interface AlertColumns {
  readonly assignments: readonly Assignment[];
  readonly columns: SplQuery['columns'];
  /** The key cannot be said: each event is a group of its own. */
  readonly eachAlone: boolean;
  readonly refusals: readonly Refusal[];
  readonly notes: readonly string[];
}

/** One row for each key of a run: the first match's title and severity, and the values of all. */
export function grouping(
  rule: MappedRule,
  alert: AlertColumns,
  condition: SplExpression,
  schedule: Schedule,
): SplCommand[] {
  const { threshold, windowMinutes } = rule.rule.alert;
  const { columns } = alert;
  const by = columns.key;
  const counts = threshold > 1;
  const fresh: Assignment = {
    name: 'fresh',
    value: call(
      'if',
      compare(
        { kind: 'field', name: '_indextime' },
        '>=',
        call('relative_time', call('now'), string(`-${schedule.every}m@m`)),
      ),
      number(1n),
      number(0n),
    ),
  };
  const assignments = inOrder([...alert.assignments, ...(counts ? [fresh] : [])]);
  const made = new Set(hoistedIn([condition]).map(({ name }) => name));
  const commands: SplCommand[] = hoists(
    assignments.map(({ value }) => value),
    made,
  );
  if (assignments.length > 0) commands.push({ kind: 'eval', assignments });
  const first = [columns.title, columns.description, columns.severity ? 'severity' : undefined].filter(
    (name) => name !== undefined && name !== by,
  );
  const all = [...columns.entities.map(({ name }) => name), ...columns.outputs];
  const keep = (call: Aggregate['call'], names: readonly (string | undefined)[], from = '', to = ''): Aggregate[] =>
    names.flatMap((name) => (name === undefined ? [] : [{ call, field: `${from}${name}`, as: `${to}${name}` }]));
  if (!counts) {
    commands.push({
      kind: 'stats',
      aggregates: [
        { call: 'count', as: 'count' },
        { call: 'min', field: '_time', as: 'firstTime' },
        { call: 'max', field: '_time', as: 'lastTime' },
        ...keep('earliest', first),
        ...keep('values', all),
      ],
      by,
    });
  } else {
    const counted = rule.distinct === undefined ? 'matches' : 'distinct_values';
    commands.push(
      { kind: 'sort-by-time' },
      {
        kind: 'streamstats',
        windowMinutes,
        aggregates: [
          { call: 'count', as: 'matches' },
          ...(rule.distinct === undefined
            ? []
            : [{ call: 'dc' as const, field: 'distinct_value', as: 'distinct_values' }]),
          { call: 'sum', field: 'fresh', as: 'fresh_matches' },
          { call: 'min', field: '_time', as: 'window_start' },
          ...keep('earliest', first, '', 'window_'),
          ...keep('values', all, '', 'window_'),
        ],
        by,
      },
      {
        kind: 'where',
        condition: and([
          compare({ kind: 'field', name: counted }, '>=', number(BigInt(threshold))),
          compare({ kind: 'field', name: 'fresh_matches' }, '>', number(0n)),
        ]),
      },
      {
        kind: 'stats',
        aggregates: [
          { call: 'max', field: counted, as: 'count' },
          { call: 'min', field: 'window_start', as: 'firstTime' },
          { call: 'max', field: '_time', as: 'lastTime' },
          ...first.map((name): Aggregate => ({ call: 'earliest', field: `window_${name}`, as: name ?? '' })),
          ...all.map((name): Aggregate => ({ call: 'values', field: `window_${name}`, as: name })),
        ],
        by,
      },
    );
  }
  commands.push({ kind: 'format-times', fields: ['firstTime', 'lastTime'] });
  return commands;
}

function commandFor(name: string, from: HoistedFrom): SplCommand {
  switch (from.kind) {
    case 'spath':
      return { kind: 'spath', path: from.path, output: name };
    case 'expression':
      return { kind: 'eval', assignments: [{ name, value: from.expression }] };
    case 'lookup':
      return {
        kind: 'lookup',
        table: from.table,
        key: from.key.kind === 'field' || from.key.kind === 'hoisted' ? from.key.name : '',
        output: name,
      };
  }
}

/** The commands that make the fields which expressions need, but for those made before. */
export function hoists(expressions: readonly SplExpression[], made: Set<string>): SplCommand[] {
  const commands: SplCommand[] = [];
  for (const { name, from } of hoistedIn(expressions)) {
    if (made.has(name)) continue;
    made.add(name);
    commands.push(commandFor(name, from));
  }
  return commands;
}
