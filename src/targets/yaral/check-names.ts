import type { Report } from './check.ts';
import { functionFacts } from './check-functions.ts';
import type { Expression, Place, RuleSyntax } from './syntax.ts';
import { walk } from './syntax.ts';

const minute = 60_000;
const mostOutcomes = 20;
const start: Place = { line: 1, column: 1, from: 0, to: 0 };

/** Names: what is defined, where it may be used, how often; and the limits of the sections. */
export function checkNames(rule: RuleSyntax, event: string, bound: ReadonlySet<string>, report: Report): void {
  if (!/^[A-Za-z0-9_]+$/.test(rule.name)) report(`"${rule.name}" is no name of a rule`, start);
  twice(
    rule.meta.map(({ key, place }) => ({ name: key, place })),
    'meta',
    report,
  );
  const isKnown = (name: string): boolean => name === event || bound.has(name);
  for (const row of rule.events) uses(row, isKnown, report);
  const outcomes = new Set<string>();
  for (const { name, value, place } of rule.outcome) {
    uses(value, (used) => isKnown(used) || outcomes.has(used), report);
    aggregatesAgain(value, outcomes, report);
    if (rule.match) placeholdersAlone(value, bound, report);
    if (bound.has(name)) report(`$${name} is a placeholder of events already`, place);
    outcomes.add(name);
  }
  twice(rule.outcome, 'outcome', report);
  if (outcomes.size > mostOutcomes)
    report(`a rule has at most ${mostOutcomes} outcome variables, and this one ${outcomes.size}`, start);
  checkMatch(rule, bound, report);
  uses(rule.condition, (name) => name === event || outcomes.has(name), report);
  const reads = [...walk(rule.condition)].some(
    (node) => (node.kind === 'path' && node.variable === event) || (node.kind === 'count' && node.name === event),
  );
  if (!reads) report(`the condition does not mention $${event}`, rule.condition.place);
  checkOptions(rule, report);
}

function checkMatch({ match }: RuleSyntax, bound: ReadonlySet<string>, report: Report): void {
  if (match === undefined) return;
  for (const { name, place } of match.variables)
    if (!bound.has(name)) report(`the match variable $${name} is bound to no field in events`, place);
  twice(match.variables, 'match', report);
  if (match.milliseconds < minute || match.milliseconds > 48 * 60 * minute)
    report('a match window lasts from one minute to 48 hours', match.place);
}

function checkOptions({ options, match, outcome }: RuleSyntax, report: Report): void {
  twice(options, 'options', report);
  for (const { name, value, place } of options) {
    if (name !== 'allow_zero_values' && name !== 'suppression_window') report(`there is no option ${name}`, place);
    else if ((name === 'allow_zero_values') !== (typeof value === 'boolean'))
      report(`${name} takes no such value`, place);
    if (name !== 'suppression_window' || typeof value === 'boolean') continue;
    if (match && value.milliseconds <= match.milliseconds)
      report('the suppression window must last longer than the match window', place);
    if (!match && !outcome.some((one) => one.name === 'suppression_key'))
      report('without $suppression_key one match silences the whole rule', place, 'warning');
  }
}

function uses(node: Expression, isKnown: (name: string) => boolean, report: Report): void {
  for (const part of walk(node)) {
    if (part.kind === 'path' && !isKnown(part.variable)) report(`$${part.variable} is not defined`, part.place);
    if (part.kind === 'count' && !isKnown(part.name)) report(`#${part.name} counts no event variable`, part.place);
  }
}

/** An aggregate may not take an outcome variable. */
function aggregatesAgain(node: Expression, outcomes: ReadonlySet<string>, report: Report): void {
  for (const part of walk(node)) {
    if (part.kind !== 'call' || !functionFacts.get(part.name)?.aggregate) continue;
    for (const inside of part.args.flatMap((arg) => [...walk(arg)]))
      if (inside.kind === 'path' && outcomes.has(inside.variable))
        report(`${part.name} takes no outcome variable`, inside.place);
  }
}

/** With a match section a placeholder stands inside an aggregate. */
function placeholdersAlone(node: Expression, bound: ReadonlySet<string>, report: Report): void {
  if (node.kind === 'call' && functionFacts.get(node.name)?.aggregate) return;
  if (node.kind === 'path' && bound.has(node.variable))
    report(`$${node.variable} needs a function over its values in the outcome`, node.place);
  switch (node.kind) {
    case 'call':
      for (const arg of node.args) placeholdersAlone(arg, bound, report);
      return;
    case 'and':
    case 'or':
      for (const operand of node.operands) placeholdersAlone(operand, bound, report);
      return;
    case 'not':
    case 'group':
    case 'nocase':
      placeholdersAlone(node.operand, bound, report);
      return;
    case 'compare':
    case 'arithmetic':
      placeholdersAlone(node.left, bound, report);
      placeholdersAlone(node.right, bound, report);
      return;
    default:
  }
}

function twice(
  names: readonly { readonly name: string; readonly place: Place }[],
  section: string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const { name, place } of names) {
    if (seen.has(name)) report(`${name} stands twice in ${section}`, place);
    seen.add(name);
  }
}
