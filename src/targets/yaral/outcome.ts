import type { Home, MappedRule, MappedValue } from '../../mapping/mapping.ts';
import type { Limit, Settings } from '../target.ts';
import type { Assignment, FieldTerm, YaralTerm } from './ast.ts';
import { fieldsIn, int } from './build.ts';
import type { Content } from './content.ts';
import { nameOf } from './content.ts';
import type { Names } from './names.ts';
import { printPath } from './path.ts';
import { printTerm } from './print.ts';
import { riskScores } from './risk.ts';

/** A rule may define at most 20 outcome variables. https://docs.cloud.google.com/chronicle/docs/yara-l/outcome-syntax */
const mostOutcomes = 20;

/**
 * What the analyst reads of a detection: score, title, outputs, entities, as far as the variables reach. `read`: the fields of the
 * rows; a target of which neither they nor the rule's own outputs speak is no entity of it.
 */
export function outcomeOf(
  rule: MappedRule,
  settings: Settings,
  content: Content,
  names: Names,
  needed: readonly Assignment[],
  read: readonly FieldTerm[],
): { readonly outcome: readonly Assignment[]; readonly notes: readonly string[]; readonly limits: readonly Limit[] } {
  const notes: string[] = [];
  const outcome: Assignment[] = [riskScore(rule, settings, content, notes), ...needed];
  const shown = new Set<string>();
  const over: string[] = [];
  const add = (name: string, value: YaralTerm): void => {
    const mark = printTerm(value);
    if (shown.has(mark)) return;
    if (outcome.length >= mostOutcomes) {
      over.push(name);
      return;
    }
    shown.add(mark);
    outcome.push({ name: names.take(name), value });
  };
  for (const [name, value] of [
    ['title', rule.title],
    ['description', rule.description],
  ] as const) {
    if (value.kind === 'literal') continue;
    const term = content.shownText(value);
    if (!('unsupported' in term)) add(name, term);
    else if (term.term) {
      add(name, term.term);
      notes.push(`A part of the ${name} is left out: ${term.unsupported}.`);
    } else notes.push(`The ${name} is left out: ${term.unsupported}.`);
  }
  const apart: { readonly name: string; readonly value: MappedValue }[] = [];
  for (const output of rule.outputs) {
    const term = content.output(output.value);
    if (!('unsupported' in term)) {
      add(output.name, term);
      continue;
    }
    const leaves = leavesOf(output.value, rule.home).map((leaf) => ({ ...leaf, name: `${output.name}.${leaf.name}` }));
    apart.push(...leaves);
    notes.push(
      leaves.length > 0
        ? `The output "${output.name}" is given as the single fields that UDM keeps of it.`
        : `The output "${output.name}" is left out: ${term.unsupported}.`,
    );
  }
  for (const { text, value } of rule.summary) addNamed(text, value, content, add);
  const spoken = new Set(
    [...read, ...[...content.placeholders, ...outcome].flatMap((found) => fieldsIn(found.value))].map(objectOf),
  );
  for (const { role, value } of rule.entities) {
    const said =
      role === 'target' ? content.output(value.kind === 'call' ? (value.args[0] ?? value) : value) : undefined;
    const fields = said && !('unsupported' in said) ? fieldsIn(said) : [];
    if (fields.length > 0 && !fields.some((field) => spoken.has(objectOf(field)))) continue;
    addNamed(undefined, value, content, add);
  }
  for (const { name, value } of apart) addNamed(name, value, content, add);
  return { outcome, notes, limits: overLimit(over) };
}

function overLimit(names: readonly string[]): readonly Limit[] {
  if (names.length === 0) return [];
  return [
    {
      says: `a rule has at most ${mostOutcomes} outcome variables: left out are ${names.join(', ')}.`,
      source: 'https://docs.cloud.google.com/chronicle/docs/yara-l/outcome-syntax',
      key: 'AlertContext',
      severity: 'warning',
    },
  ];
}

/** The thing that a field describes: `target.user`. */
function objectOf({ path }: FieldTerm): string {
  return printPath(path.slice(0, 2));
}

/** What nobody asked for by name is named after its UDM path, as in Google's rules, and left out where it cannot be said. */
function addNamed(
  name: string | undefined,
  value: MappedValue,
  content: Content,
  add: (name: string, value: YaralTerm) => void,
): void {
  const several = value.kind === 'call' && value.name === 'default' && name === undefined;
  for (const part of several ? value.args : [value]) {
    const term = content.output(part);
    if ('unsupported' in term) continue;
    const [field] = fieldsIn(term);
    if (name !== undefined) add(name, term);
    else if (field) add(nameOf(field), term);
  }
}

/** The fields below an object that has no column of its own, without the guessed ones. */
function leavesOf(value: MappedValue, home: Home): readonly { readonly name: string; readonly value: MappedValue }[] {
  if (value.kind !== 'reference' || value.to.kind !== 'unmapped' || value.to.source.scope !== 'event') return [];
  const { source, field } = value.to;
  return [...home.fields].flatMap(([key, entry]) => {
    const columns = entry.columns.filter((column) => column.certainty !== 'guessed');
    if (!key.startsWith(`${field}.`) || key.includes('[') || columns.length === 0) return [];
    const references = columns.map(
      (column): MappedValue => ({ kind: 'reference', to: { kind: 'column', column, source, fieldType: 'unknown' } }),
    );
    const [first, ...more] = references;
    if (first === undefined) return [];
    const value = more.reduce((a, b): MappedValue => ({ kind: 'call', name: 'default', args: [a, b] }), first);
    return [{ name: key.slice(field.length + 1), value }];
  });
}

function riskScore(rule: MappedRule, settings: Settings, content: Content, notes: string[]): Assignment {
  const cases = rule.severity.cases.map(({ when, severity }) => ({ when, then: int(riskScores[severity]) }));
  const { term, refused } = content.choice(cases, int(riskScores[settings.severity]));
  notes.push(...refused.map((why) => `A severity case is left out: ${why}.`));
  return { name: 'risk_score', value: term };
}
