import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { exact, unite } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import { printValue } from '../../ir/print.ts';
import { lowerCondition } from '../../lower/lower-condition.ts';
import type { Refusal } from '../../lower/lowering.ts';
import { sharedFidelity, sharedKeys } from '../../lower/shared-columns.ts';
import { unknownReasons, withKnownFields } from '../../lower/unknown-fields.ts';
import type { MappedRule } from '../../mapping/mapping.ts';
import type { LoweredRule, Settings } from '../target.ts';
import { assumptionsOf } from './assumptions.ts';
import type { Assignment, SearchExpression, SplCommand, SplExpression, SplQuery } from './ast.ts';
import { searchFor } from './base-search.ts';
import { always, and, call, hoistedIn, never, string } from './build.ts';
import { severityColumn, shownColumns, textColumn, titleColumn } from './columns.ts';
import type { AlertColumns } from './grouping.ts';
import { grouping, hoists } from './grouping.ts';
import { withoutDeadGuards } from './guards.ts';
import { raw } from './json-path.ts';
import { limitsOf } from './limits.ts';
import { lookupsIn } from './lookup-rows.ts';
import { loweringFor } from './lowering.ts';
import type { Options } from './options.ts';
import { readOptions, sourcetypesOf } from './options.ts';
import { readableNames, renameHoisted } from './readable-names.ts';
import { searchLimit } from './rows.ts';
import { scheduleFor } from './schedule.ts';
import { severityWords } from './severity.ts';
import type { Speech } from './speech.ts';
import { isPlainText } from './text.ts';

/** Lowers a whole rule: what matches, how matches are counted and grouped, what the analyst reads. */
export function lowerRule(rule: MappedRule, settings: Settings): LoweredRule<SplQuery> {
  const options = readOptions(settings.options, rule.logType, rule.home);
  const { lowering, speech } = loweringFor({ raw: options.extraction === 'raw' });
  const lowered = lowerCondition(rule.condition, lowering);
  const known = withKnownFields(rule);
  const columns = alertColumns(known.rule, settings, speech);
  const refusals: Refusal[] = lowered.kind === 'refusal' ? [...lowered.refusals] : [];
  if (lowered.kind === 'constant') refusals.push(...lowered.lost.map((reason) => lostWhole(rule, reason)));
  refusals.push(...columns.refusals);
  const { threshold, windowMinutes } = rule.rule.alert;
  const schedule = scheduleFor(settings, options, threshold, windowMinutes);
  const notes = [
    ...known.fields.map(
      ({ field }) => `No event of ${rule.logType} has ${field}, so it counts as missing in what the alert says.`,
    ),
    ...columns.notes,
    ...schedule.notes,
  ];
  const limits = limitsOf(rule, settings, options, schedule);
  const search = searchFor(rule.condition, options.extraction === 'raw');
  const fidelity =
    lowered.kind === 'ast'
      ? unite([lowered.fidelity, sharedFidelity(rule.condition, rule.home), searchLimit(search, lowered.fidelity)])
      : exact;
  const alertFidelity = unite([
    alertFidelityOf(rule, options, columns.eachAlone, unknownReasons(known.keyFields)),
    sharedKeys(rule),
  ]);
  if (refusals.length > 0 || lowered.kind === 'refusal')
    return { query: undefined, fidelity, alertFidelity, refusals, notes, limits, assumptions: [] };
  const plain = lowered.kind === 'ast' ? withoutDeadGuards(lowered.ast) : lowered.value ? always : never;
  const made = columns.assignments;
  const names = readableNames(
    [plain, ...made.map(({ value }) => value)],
    made.map(({ name }) => name),
  );
  const condition = renameHoisted(plain, names);
  const named = { ...columns, assignments: made.map((a) => ({ ...a, value: renameHoisted(a.value, names) })) };
  const query: SplQuery = {
    base: baseFor(rule, options, search),
    commands: [
      ...matching(condition),
      ...grouping(rule, named, condition, schedule),
      ...(options.profile === 'es' ? [{ kind: 'macro' as const, name: filterMacro(settings.stem) }] : []),
    ],
    columns: columns.columns,
  };
  const tables = lookupsIn(query);
  return {
    query,
    fidelity,
    alertFidelity,
    refusals,
    notes,
    limits,
    tables,
    assumptions: assumptionsOf(query, schedule),
  };
}

/** The macro in which a team keeps its exceptions: `<stem>_filter`, as Splunk's own content names it. */
export function filterMacro(stem: string): string {
  return `${stem.replace(/[^a-z0-9_]+/gi, '_')}_filter`;
}

function lostWhole(rule: MappedRule, reason: Reason): Refusal {
  return {
    row: reason.test ? printValue(reason.test.subject) : rule.rule.id,
    why: 'every row of the condition was dropped, so that it would match every event',
    span: reason.test?.span,
  };
}

/** The source, and the terms that make the search fast. */
function baseFor(rule: MappedRule, options: Options, found: SearchExpression | undefined): SearchExpression {
  const term = (field: string, values: readonly string[]): SearchExpression => ({
    kind: 'term',
    field,
    values,
    around: 'none',
  });
  const { macro, index } = rule.home.source;
  const types = sourcetypesOf(rule.home);
  const chosen =
    options.macro ??
    (typeof macro === 'string' && (options.profile === 'es' || types === undefined) ? macro : undefined);
  const source: SearchExpression[] = [];
  if (options.indexMacro !== undefined) source.push({ kind: 'macro', name: options.indexMacro });
  const indexName = options.index ?? (typeof index === 'string' && chosen === undefined ? index : undefined);
  if (indexName !== undefined) source.push(term('index', [indexName]));
  source.push(chosen !== undefined ? { kind: 'macro', name: chosen } : term('sourcetype', types ?? []));
  const terms = found === undefined ? [] : found.kind === 'and' ? found.operands : [found];
  return { kind: 'and', operands: [...source, ...terms] };
}

/** Rows on lists come last: a lookup is asked only of what the others let through. */
function matching(condition: SplExpression): SplCommand[] {
  if (condition === always) return [];
  const rows = condition.kind === 'and' ? condition.operands : [condition];
  const late = rows.filter((row) => hoistedIn([row]).some(({ from }) => from.kind === 'lookup'));
  const parts = [rows.filter((row) => !late.includes(row)), late];
  const made = new Set<string>();
  return parts.flatMap((part): readonly SplCommand[] =>
    part.length === 0 ? [] : [...hoists(part, made), { kind: 'where', condition: and(part) }],
  );
}

/** The columns of the alert: title, severity, key, entities, outputs. Where the key cannot be said, each event is a group of its own. */
function alertColumns(rule: MappedRule, settings: Settings, speech: Speech): AlertColumns {
  const { alert } = rule.rule;
  const shown = shownColumns(rule, speech);
  const assignments: Assignment[] = [...shown.assignments];
  const notes: string[] = [];
  const refusals: Refusal[] = [];
  const text = (name: 'title' | 'description'): string | undefined => {
    const said = titleColumn(rule[name], speech);
    if (said.value.kind === 'string' && said.value.value.trim() === '') return undefined;
    notes.push(...said.notes);
    if (said.value.kind === 'string' && isPlainText(said.value.value)) return undefined;
    assignments.push({ name, value: said.value });
    return name;
  };
  const [title, description] = [text('title'), text('description')];
  const severity = severityColumn(rule, severityWords[settings.severity], severityWords, speech);
  if (severity.value !== undefined) assignments.push({ name: 'severity', value: severity.value });
  const key = textColumn(rule.key, speech);
  const eachAlone = 'unsupported' in key;
  const byTitle = alert.keyedBy === 'title' && title !== undefined && !eachAlone;
  if (eachAlone) {
    if (alert.threshold > 1) refusals.push({ row: printValue(alert.key), why: `the grouping key: ${key.unsupported}` });
    assignments.push({ name: 'dedup_key', value: call('md5', raw) });
    notes.push(`Each matching event alerts on its own: the grouping key cannot be said, because ${key.unsupported}.`);
  } else if (!byTitle) assignments.push({ name: 'dedup_key', value: neverEmpty(key.ast) });
  if (rule.distinct !== undefined) {
    const distinct = textColumn(rule.distinct, speech);
    if ('unsupported' in distinct) refusals.push({ row: 'Unique', why: `the distinct value: ${distinct.unsupported}` });
    else assignments.push({ name: 'distinct_value', value: distinct.ast });
  }
  const columns = {
    title,
    description,
    severity: severity.value !== undefined,
    key: byTitle ? 'title' : 'dedup_key',
    entities: shown.entities,
    outputs: shown.outputs,
  };
  const plain = assignments.map(({ name, value }) => ({ name, value: withoutDeadGuards(value) }));
  return { assignments: plain, columns, eachAlone, refusals, notes: [...notes, ...severity.notes, ...shown.notes] };
}

/** A key that is a value at all: groups by an empty text may vanish. */
function neverEmpty(key: SplExpression): SplExpression {
  if (key.kind === 'string') return key.value === '' ? string('(empty)') : key;
  if (key.kind === 'concat' && key.parts.some((part) => part.kind === 'string' && part.value !== '')) return key;
  return call('coalesce', call('nullif', key, string('')), string('(empty)'));
}

/** How alerts in time differ. See the module `schedule` for what each run reads. */
function alertFidelityOf(rule: MappedRule, options: Options, eachAlone: boolean, unknown: readonly Reason[]): Fidelity {
  const because = (codes: readonly ReasonCode[]): Reason[] => codes.map((code) => ({ code, within: [] }));
  const { threshold } = rule.rule.alert;
  const cap: ReasonCode[] = options.profile === 'plain' ? ['alert-cap'] : [];
  if (threshold <= 1)
    return {
      wider: [...because(['dedup-alert-time', ...(eachAlone ? (['dedup-key'] as const) : [])]), ...unknown],
      narrower: [...because(['dedup-alert-time', 'late-event', ...cap]), ...unknown],
    };
  const distinct: ReasonCode[] = rule.distinct === undefined ? [] : ['distinct-exact'];
  const split: ReasonCode[] = rule.apart !== undefined ? ['count-split'] : [];
  return {
    wider: [
      ...because(['window-anchored', 'arrival-time', 'refire', 'rerun', 'dedup-alert-time', ...distinct]),
      ...unknown,
    ],
    narrower: [
      ...because(['arrival-time', 'late-event', 'dedup-alert-time', ...distinct, ...split, ...cap]),
      ...unknown,
    ],
  };
}
