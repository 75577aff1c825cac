import type { MappedRule, MappedValue } from '../../mapping/mapping.ts';
import type { Settings } from '../target.ts';
import type { Assignment, YaralTerm } from './ast.ts';
import { fieldsIn, int } from './build.ts';
import type { Content } from './content.ts';
import { nameOf } from './content.ts';
import type { Names } from './names.ts';
import { printTerm } from './print.ts';
import { riskScores } from './risk.ts';

/** A rule may define at most 20 outcome variables. https://docs.cloud.google.com/chronicle/docs/yara-l/outcome-syntax */
const mostOutcomes = 20;

/** What the analyst reads of a detection: score, title, outputs, entities, as far as the variables reach. */
export function outcomeOf(
  rule: MappedRule,
  settings: Settings,
  content: Content,
  names: Names,
  needed: readonly Assignment[],
): { readonly outcome: readonly Assignment[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const outcome: Assignment[] = [riskScore(rule, settings, content, notes), ...needed];
  const shown = new Set<string>();
  const add = (name: string, value: YaralTerm): void => {
    const mark = printTerm(value);
    if (shown.has(mark)) return;
    if (outcome.length >= mostOutcomes) {
      notes.push(`The output "${name}" is left out: a rule has at most ${mostOutcomes} outcome variables.`);
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
    if ('unsupported' in term) notes.push(`The ${name} is left out: ${term.unsupported}.`);
    else add(name, term);
  }
  for (const output of rule.outputs) {
    const term = content.output(output.value);
    if ('unsupported' in term) notes.push(`The output "${output.name}" is left out: ${term.unsupported}.`);
    else add(output.name, term);
  }
  for (const { text, value } of rule.summary) addNamed(text, value, content, add);
  for (const { value } of rule.entities) addNamed(undefined, value, content, add);
  return { outcome, notes };
}

/** What nobody asked for by name is named after its UDM path, as in Google's rules, and left out where it cannot be said. */
function addNamed(
  name: string | undefined,
  value: MappedValue,
  content: Content,
  add: (name: string, value: YaralTerm) => void,
): void {
  for (const part of value.kind === 'call' && value.name === 'default' && name === undefined ? value.args : [value]) {
    const term = content.output(part);
    if ('unsupported' in term) continue;
    const [field] = fieldsIn(term);
    if (field) add(name ?? nameOf(field), term);
  }
}

function riskScore(rule: MappedRule, settings: Settings, content: Content, notes: string[]): Assignment {
  const cases = rule.severity.cases.map(({ when, severity }) => ({ when, then: int(riskScores[severity]) }));
  const { term, refused } = content.choice(cases, int(riskScores[settings.severity]));
  notes.push(...refused.map((why) => `A severity case is left out: ${why}.`));
  return { name: 'risk_score', value: term };
}
