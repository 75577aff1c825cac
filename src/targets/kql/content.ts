import type { Fidelity } from '../../fidelity/reason.ts';
import { both, exact, unite } from '../../fidelity/reason.ts';
import { lowerCondition, topScope } from '../../lower/lower-condition.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { MappedRule, MappedValue } from '../../mapping/mapping.ts';
import type { Limit, Settings } from '../target.ts';
import type { KqlAlert, KqlExpression, Named } from './ast.ts';
import { call, column, text } from './build.ts';
import type { Cell } from './cell.ts';
import { isRefused, refuse } from './cell.ts';
import { dedupKey, firstEvent, lastEvent } from './custom-details.ts';
import { readEntities } from './entities.ts';
import { startMarks } from './marks.ts';
import type { Names } from './names.ts';
import { lowering, readerAt } from './operators.ts';
import { limit, limits } from './sentinel-limits.ts';
import { severityName } from './severity.ts';
import { withoutChoice } from './severity-case.ts';
import { plainText, readValue } from './values.ts';

/** What the analyst reads, as columns: those that must be computed, and which column is what. */
export interface Content {
  readonly columns: readonly Named[];
  readonly title: Titled;
  readonly descriptionColumn: string | undefined;
  readonly severityColumn: string | undefined;
  readonly details: KqlAlert['details'];
  readonly entities: KqlAlert['entities'];
  readonly fidelity: Fidelity;
  readonly notes: readonly string[];
  readonly limits: readonly Limit[];
}

/** The title: a constant, or a column computed from the event. `lossy`: a part of it could not be said. */
export interface Titled {
  readonly constant: string | undefined;
  readonly column: string | undefined;
  readonly lossy: string | undefined;
}

const reader = readerAt(topScope, undefined, true);

/** Reads everything that an alert shows. What cannot be said is noted and left out. `condition`: what the query asks of a row. `isTitleCut`: the rule's name stands for the title. */
export function readContent(
  rule: MappedRule,
  condition: KqlExpression,
  settings: Settings,
  names: Names,
  isTitleCut = false,
): Content {
  const columns: Named[] = [];
  const markOf = startMarks();
  const made = new Map<number, string>();
  const notes: string[] = [];
  const add = (wanted: string, value: KqlExpression): string => {
    if (value.kind === 'column' && isDetailColumn(value.name)) return value.name;
    const mark = markOf(value);
    const known = made.get(mark);
    if (known !== undefined) return known;
    const name = names.fresh(wanted);
    columns.push({ name, value });
    made.set(mark, name);
    return name;
  };
  const title = isTitleCut
    ? { constant: rule.rule.displayName, column: undefined, lossy: 'the query with it is too long' }
    : readTitle(rule, add, notes);
  const descriptionColumn = readDescription(rule, add, notes);
  const severity = readSeverity(rule, settings, add, notes);
  const found: Limit[] = [];
  const details = readDetails(rule, add, notes, found);
  const keys = [rule.key, ...(rule.distinct ? [rule.distinct] : [])].map((value) => readValue(value, reader));
  const others = [
    condition,
    ...keys.flatMap((cell) => (isRefused(cell) ? [] : [cell.expr])),
    ...columns.map((c) => c.value),
    ...details.map((detail) => column(detail.column)),
  ];
  const entities = readEntities(rule.entities, others, add);
  const { most } = limits.entities;
  if (entities.entities.length > most)
    found.push(limit('entities', `a rule has at most ${most} entity mappings: the rest is left out.`));
  return {
    columns,
    title,
    descriptionColumn,
    severityColumn: severity.column,
    details,
    entities: entities.entities.slice(0, most),
    fidelity: severity.fidelity,
    notes: [...notes, ...entities.notes],
    limits: found,
  };
}

/** The custom details of the outputs: at most 20 with those of our own, their keys at most 20 characters long. */
function readDetails(rule: MappedRule, add: Add, notes: string[], found: Limit[]): KqlAlert['details'] {
  const details: { key: string; column: string }[] = [];
  const lost: string[] = [];
  const renamed: string[] = [];
  const own = rule.rule.alert.threshold > 1 ? 3 : 1;
  for (const { name, value } of rule.outputs) {
    const cell = readValue(value, reader);
    if (isRefused(cell)) notes.push(`the output field ${name} is left out: ${cell.unsupported}.`);
    else if (details.length === limits.details.most - own) lost.push(name);
    else {
      const key = detailKey(name, details);
      if (key !== name) renamed.push(`${name} as ${key}`);
      details.push({ key, column: add(pascal(name), shown(cell)) });
    }
  }
  const told = (says: string, severity: Limit['severity'], about: 'details' | 'detailKey'): void => {
    found.push(limit(about, says, severity, 'AlertContext'));
  };
  if (lost.length > 0)
    told(
      `a rule has at most ${limits.details.most} custom details, ${own === 1 ? 'one of them' : `${own} of them`} for the grouping: left out are ${lost.join(', ')}.`,
      'warning',
      'details',
    );
  if (renamed.length > 0)
    told(
      `the key of a custom detail is a letter and up to 19 letters, digits and underscores: shown are ${renamed.join(', ')}.`,
      'info',
      'detailKey',
    );
  return details;
}

type Add = (wanted: string, value: KqlExpression) => string;

function readTitle(rule: MappedRule, add: Add, notes: string[]): Titled {
  const whole = readValue(rule.title, reader);
  const read = isRefused(whole) ? readParts(rule.title) : { cell: whole, lost: undefined };
  if (read.lost !== undefined) notes.push(`a part of the title is left out: ${read.lost}.`);
  const { cell, lost: lossy } = read;
  if (typeof cell.constant === 'string')
    return cell.constant === rule.rule.displayName
      ? { constant: cell.constant, column: undefined, lossy }
      : { constant: cell.constant, column: add('AlertTitle', cell.expr), lossy };
  return { constant: undefined, column: add('AlertTitle', plainText(cell)), lossy };
}

/** A title part by part, the parts that cannot be said in angle brackets. */
function readParts(title: MappedValue): { cell: Cell; lost: string } {
  const parts = title.kind === 'call' && title.name === 'concat' ? title.args : [title];
  const lost: string[] = [];
  const args = parts.map((part): MappedValue => {
    const cell = readValue(part, reader);
    if (!isRefused(cell)) return part;
    lost.push(cell.unsupported);
    return { kind: 'literal', value: '<unknown>' };
  });
  const joined: Cell | Unsupported = readValue({ kind: 'call', name: 'concat', args }, reader);
  const cell = isRefused(joined) ? readValue({ kind: 'literal', value: '<unknown>' }, reader) : joined;
  return { cell: isRefused(cell) ? constant() : cell, lost: lost.join('; ') };
}

function constant(): Cell {
  return {
    expr: text(''),
    type: 'string',
    field: 'string',
    stored: 'computed',
    presence: 'always',
    absentAs: [],
    fidelity: exact,
  };
}

function readDescription(rule: MappedRule, add: Add, notes: string[]): string | undefined {
  if (rule.description.kind === 'literal') return undefined;
  const cell = readValue(rule.description, reader);
  if (!isRefused(cell)) return add('AlertDescription', plainText(cell));
  notes.push(`the alert's own description is left out: ${cell.unsupported}.`);
  return undefined;
}

function readSeverity(
  rule: MappedRule,
  settings: Settings,
  add: Add,
  notes: string[],
): { column: string | undefined; fidelity: Fidelity } {
  const branches: { readonly when: KqlExpression; readonly name: string; readonly fidelity: Fidelity }[] = [];
  const own = severityName(settings.severity);
  let otherwise = own;
  for (const { when, severity } of rule.severity.cases) {
    const lowered = lowerCondition(withoutChoice(when), lowering);
    if (lowered.kind === 'refusal') {
      const why = lowered.refusals.map((r) => `\`${r.row}\`: ${r.why}`).join('; ');
      notes.push(`a case of the severity (${severity}) is left out: ${why}.`);
    } else if (lowered.kind === 'ast') {
      branches.push({ when: lowered.ast, name: severityName(severity), fidelity: both(lowered.fidelity) });
    } else if (lowered.value) {
      otherwise = severityName(severity);
      break;
    }
  }
  while (branches.at(-1)?.name === otherwise) branches.pop();
  const fidelity = unite(branches.map((branch) => branch.fidelity));
  if (branches.length === 0)
    return { column: otherwise === own ? undefined : add('AlertSeverity', text(otherwise)), fidelity };
  const cases = branches.flatMap((branch) => [branch.when, text(branch.name)]);
  return { column: add('AlertSeverity', call('case', ...cases, text(otherwise))), fidelity };
}

/** A value as a custom detail shows it. */
function shown(cell: Cell): KqlExpression {
  return cell.expr.kind === 'column' ? cell.expr : plainText(cell);
}

/** Custom details name a column by `^[a-zA-Z_]+\w*$`: others get a column of their own. */
function isDetailColumn(name: string): boolean {
  return /^[a-zA-Z_]+\w*$/.test(name);
}

const ownKeys: ReadonlySet<string> = new Set([dedupKey, firstEvent, lastEvent]);

/** The key of a custom detail: at most 20 letters, digits and underscores, a letter first, each once. */
function detailKey(name: string, taken: readonly { readonly key: string }[]): string {
  const plain = name.replace(/\W+/g, '_').replace(/^[^a-zA-Z]+/, '') || 'detail';
  let key = plain.slice(0, 20);
  for (let n = 2; taken.some((t) => t.key === key) || ownKeys.has(key); n++)
    key = `${plain.slice(0, 20 - String(n).length)}${n}`;
  return key;
}

function pascal(name: string): string {
  const words = name.match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((w) => w.slice(0, 1).toUpperCase() + w.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `Output${joined}`;
}

/** The grouping key as a text that is never empty: where the key is missing, the title stands in, then the RuleID. A signal's matches are not grouped. */
export function readKey(rule: MappedRule, title: Titled, names: Names): Named | Unsupported | undefined {
  const { keyedBy, threshold } = rule.rule.alert;
  if (keyedBy === 'rule-id') return undefined;
  if (threshold <= 1 && !rule.rule.lifecycle.createAlert) return undefined;
  if (keyedBy === 'title') return title.lossy === undefined ? undefined : refuse(title.lossy);
  const cell = readValue(rule.key, reader);
  if (isRefused(cell)) return cell;
  if (cell.constant !== undefined) return undefined;
  const key = plainText(cell);
  const spare: KqlExpression =
    title.column === undefined ? text(title.constant ?? rule.rule.id) : { kind: 'column', name: title.column };
  const value = cell.type === 'string' && cell.presence === 'always' ? key : call('coalesce', key, spare);
  return { name: names.fresh('DedupKey'), value };
}
