import type { Scope } from '../../lower/lowering.ts';
import type { MappedRule, MappedValue } from '../../mapping/mapping.ts';
import type { Assignment, EntityColumn, SplExpression } from './ast.ts';
import { always, call, isSame, string } from './build.ts';
import { pythonText } from './functions.ts';
import type { Reading } from './reading.ts';
import { clean } from './reading.ts';
import type { Speech } from './speech.ts';
import { sayCondition, sayValue } from './values.ts';

const top: Scope = { negated: false, quantifiers: [], within: [] };

/** Names that Splunk or Enterprise Security gives a meaning of its own, beside those of entities. */
const reserved = [
  ...[
    '_time',
    '_raw',
    '_indextime',
    'title',
    'description',
    'severity',
    'dedup_key',
    'distinct_value',
    'fresh',
    'count',
  ],
  ...[
    'firstTime',
    'lastTime',
    'host',
    'source',
    'sourcetype',
    'index',
    'eventtype',
    'tag',
    'linecount',
    'splunk_server',
  ],
  ...['rule_title', 'rule_description', 'rule_name', 'security_domain', 'urgency', 'owner', 'status', 'search_name'],
  ...['risk_score', 'risk_object', 'risk_object_type', 'event_id', 'orig_time', 'info_min_time', 'info_max_time'],
  ...[
    'matches',
    'fresh_matches',
    'distinct_values',
    'window_start',
    'user',
    'src_user',
    'src',
    'dest',
    'url',
    'object',
  ],
];

/** What the alert shows, as columns; and what of it cannot be shown. */
export interface Shown {
  readonly assignments: readonly Assignment[];
  readonly entities: readonly EntityColumn[];
  readonly outputs: readonly string[];
  readonly notes: readonly string[];
}

/**
 * The columns of entities and outputs. An output whose name has a meaning in Splunk gets `event_` before it; what the summary asks for
 * has no column of its own where another holds the value.
 */
export function shownColumns(rule: MappedRule, speech: Speech): Shown {
  const assignments: Assignment[] = [];
  const notes: string[] = [];
  const entities: EntityColumn[] = [];
  const taken = new Set(reserved);
  const isShown = (value: MappedValue): boolean => {
    const reading = sayValue(value, top, speech);
    if ('unsupported' in reading) return false;
    const forms = [columnOf(reading), ...(reading.holds === 'list' ? [] : [clean(reading)])];
    return assignments.some((made) => forms.some((form) => isSame(made.value, form)));
  };
  const add = (name: string, value: MappedValue, what: string, isEntity = false): boolean => {
    const reading = sayValue(value, top, speech);
    if ('unsupported' in reading) {
      notes.push(`${what} is left out: ${reading.unsupported}.`);
      return false;
    }
    assignments.push({ name, value: isEntity && reading.holds !== 'list' ? clean(reading) : columnOf(reading) });
    return true;
  };
  for (const { name, entity } of entityNames(rule)) {
    if (add(name, entity.value, `The entity "${name}"`, true))
      entities.push({ name, type: entity.type, role: entity.role });
  }
  const outputs: string[] = [];
  const shown: { readonly text: string; readonly value: MappedValue }[] = [
    ...rule.outputs.map((output) => ({ text: output.name, value: output.value })),
    ...rule.summary,
  ];
  const said = new Set<string>();
  const summary = new Set(rule.summary);
  for (const one of shown) {
    const { text, value } = one;
    const wanted = columnName(text);
    if (said.has(text)) continue;
    said.add(text);
    if (summary.has(one) && isShown(value)) continue;
    const name = unused(taken.has(wanted) ? `event_${wanted}` : wanted, taken);
    taken.add(name);
    if (!add(name, value, `The output "${text}"`)) continue;
    if (name !== text && wanted === text)
      notes.push(`The output "${text}" is the column ${name}, as Splunk gives ${text} a meaning of its own.`);
    outputs.push(name);
  }
  return { assignments, entities, outputs, notes };
}

/** Text, number or JSON for a column; a list as a multivalue. */
function columnOf(reading: Reading): SplExpression {
  if (reading.holds === 'list') {
    const values = reading.whole !== undefined ? reading.elements : reading.values;
    return values ?? reading.ast;
  }
  if (reading.kind === 'array' || reading.kind === 'object') return reading.whole ?? reading.ast;
  const open = reading.kind === 'json' || reading.kind === 'unknown';
  return open && reading.whole !== undefined && reading.fillers.length === 0 ? reading.whole : reading.ast;
}

/** CIM names by what an entity is and does; a second one of a kind gets a number. */
function entityNames(rule: MappedRule): readonly { name: string; entity: MappedRule['entities'][number] }[] {
  const hasTarget = rule.entities.some((e) => e.role === 'target' && (e.type === 'account' || e.type === 'mailbox'));
  const counts = new Map<string, number>();
  return rule.entities.map((entity) => {
    const base = cimName(entity, hasTarget);
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    return { name: count === 1 ? base : `${base}_${count}`, entity };
  });
}

/** https://docs.splunk.com/Documentation/CIM: who acts is `src_user` where somebody else is acted upon. */
function cimName(entity: MappedRule['entities'][number], hasTarget: boolean): string {
  switch (entity.type) {
    case 'account':
    case 'mailbox':
      return entity.role === 'actor' && hasTarget ? 'src_user' : 'user';
    case 'ip':
    case 'host':
      return entity.role === 'destination' || entity.role === 'target' ? 'dest' : 'src';
    case 'url':
      return 'url';
    case 'cloud-resource':
      return 'object';
  }
}

/** A name that tokens and throttling can use: letters, digits and `_`. */
export function columnName(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return name === '' ? 'value' : /^\d/.test(name) ? `field_${name}` : name;
}

function unused(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let n = 2; taken.has(candidate); n++) candidate = `${name}_${n}`;
  return candidate;
}

/** A text as a column: `None` for what is missing, as Python writes it. */
export function textColumn(value: MappedValue, speech: Speech): Reading | { readonly unsupported: string } {
  const reading = sayValue(value, top, speech);
  return 'unsupported' in reading ? reading : pythonText(reading);
}

/** A text as a column, parts that cannot be said shown by their field's name in angle brackets. */
export function titleColumn(
  value: MappedValue,
  speech: Speech,
): { readonly value: SplExpression; readonly notes: readonly string[] } {
  const whole = textColumn(value, speech);
  if (!('unsupported' in whole)) return { value: whole.ast, notes: [] };
  if (value.kind !== 'call' || value.name !== 'concat')
    return {
      value: string('(not available here)'),
      notes: [`A part of the title or description is left out: ${whole.unsupported}.`],
    };
  const parts = value.args.map((arg) => titleColumn(arg, speech));
  return {
    value: { kind: 'concat', parts: parts.map((part) => part.value) },
    notes: parts.flatMap((part) => part.notes),
  };
}

/** The severity of each event where it depends on the event, in Enterprise Security's words. */
export function severityColumn(
  rule: MappedRule,
  otherwise: string,
  words: Readonly<Record<string, string>>,
  speech: Speech,
): { readonly value: SplExpression | undefined; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const cases: SplExpression[] = [];
  for (const { when, severity } of rule.severity.cases) {
    const condition = sayCondition(when, top, speech);
    if ('unsupported' in condition) notes.push(`A severity case is left out: ${condition.unsupported}.`);
    else cases.push(condition.ast, string(words[severity] ?? severity));
  }
  if (cases.length === 0) return { value: undefined, notes };
  return { value: call('case', ...cases, always, string(otherwise)), notes };
}
