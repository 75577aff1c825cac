import { functionFacts } from './check-functions.ts';
import { checkNames } from './check-names.ts';
import { typeOf, whyNoPath, whyNotCompared } from './check-types.ts';
import { compileRe2 } from './re2.ts';
import { bindingOf } from './run.ts';
import type { Call, Expression, Place, RuleSyntax } from './syntax.ts';
import { bare, partsOf, walk } from './syntax.ts';
import { udmField } from './udm.ts';

/** Something that Google's compiler refuses, or that can never mean anything. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Reports a finding at its place. */
export type Report = (message: string, place: Place, severity?: Finding['severity']) => void;

type Section = 'events' | 'outcome' | 'aggregate' | 'condition';

/** What is wrong with a rule whatever the events. https://docs.cloud.google.com/chronicle/docs/detection/yara-l-issues */
export function checkRule(rule: RuleSyntax): readonly Finding[] {
  const findings: Finding[] = [];
  const report: Report = (message, { line, column }, severity = 'error') => {
    if (!findings.some((found) => found.message === message && found.line === line && found.column === column))
      findings.push({ severity, message, line, column });
  };
  const event = eventOf(rule);
  const checker = new Checker(event, rule.match !== undefined, report);
  const bound = new Set<string>();
  for (const row of rule.events) {
    const binding = bindingOf(row, new Map([...bound].map((name) => [name, true])), event);
    if (binding) {
      bound.add(binding.name);
      checker.value(binding.value, 'events');
    } else checker.row(row, 'events');
  }
  for (const { value } of rule.outcome) checker.value(value, 'outcome');
  checker.row(rule.condition, 'condition');
  checkNames(rule, event, bound, report);
  return findings;
}

function eventOf(rule: RuleSyntax): string {
  for (const row of rule.events)
    for (const node of walk(row)) if (node.kind === 'path' && node.steps.length > 0) return node.variable;
  return 'e';
}

class Checker {
  private readonly event: string;
  private readonly grouped: boolean;
  private readonly report: Report;

  constructor(event: string, grouped: boolean, report: Report) {
    this.event = event;
    this.grouped = grouped;
    this.report = report;
  }

  /** An expression where a row belongs. */
  row(node: Expression, section: Section): void {
    if (node.kind === 'and' || node.kind === 'or' || node.kind === 'not' || node.kind === 'of') {
      for (const part of partsOf(node)) this.row(part, section);
    } else if (node.kind === 'group') this.row(node.operand, section);
    else {
      if (node.kind === 'compare' && startsInParentheses(node.left))
        this.report('a row may not begin with arithmetic in parentheses', node.place);
      const { type } = typeOf(node, this.event);
      const isEvent = node.kind === 'path' && node.steps.length === 0;
      if (type !== 'bool' && type !== 'any' && !isEvent) this.report('a value stands where a row belongs', node.place);
      this.value(node, section);
    }
  }

  /** An expression with a value, and everything in it. */
  value(node: Expression, section: Section): void {
    switch (node.kind) {
      case 'compare':
        this.comparison(node, section);
        return;
      case 'nocase': {
        const inside = bare(node.operand);
        if (inside.kind !== 'call' || !takesNocase.has(inside.name))
          this.report('nocase follows no comparison of texts', node.place);
        this.value(node.operand, section);
        return;
      }
      case 'in':
        if (typeOf(node.left, this.event).type === 'enum') this.report('an enum is in no list', node.place);
        this.value(node.left, section);
        return;
      case 'call':
        this.call(node, node.place, section);
        return;
      case 'path':
        this.path(node, section);
        return;
      case 'and':
      case 'or':
      case 'not':
      case 'of':
        this.row(node, section);
        return;
      case 'group':
      case 'arithmetic':
        for (const part of partsOf(node)) this.value(part, section);
        return;
      case 'regex':
        this.regex(node.value.replace(/\\\//g, '/'), node.place);
        return;
      case 'string':
      case 'raw':
      case 'int':
      case 'float':
      case 'bool':
      case 'count':
        return;
    }
  }

  private comparison(node: Extract<Expression, { kind: 'compare' }>, section: Section): void {
    const left = typeOf(node.left, this.event);
    const right = typeOf(node.right, this.event);
    const why = whyNotCompared(left, right, node.sign, node.nocase);
    if (why !== undefined) this.report(why, node.place);
    else if (left.constant) this.report('a constant stands on the left', node.place, 'warning');
    for (const [side, value] of [
      [left, bare(node.right)],
      [right, bare(node.left)],
    ] as const) {
      if (side.type === 'enum' && value.kind === 'string' && !side.names.includes(value.value))
        this.report(`"${value.value}" is no name of this enum`, value.place);
    }
    const modified = [...walk(node.left), ...walk(node.right)].filter((n) => n.kind === 'path' && n.modifier);
    const paths = [...walk(node.left), ...walk(node.right)].filter((n) => n.kind === 'path');
    if (modified.length > 0 && paths.length > 1) this.report('any or all stands in a comparison of fields', node.place);
    this.value(node.left, section);
    this.value(node.right, section);
  }

  private call(node: Call, place: Place, section: Section): void {
    const facts = functionFacts.get(node.name);
    const { length } = node.args;
    if (facts === undefined) this.report(`there is no function ${node.name} in rules`, place);
    else if (length < facts.least || length > facts.most)
      this.report(`${node.name} takes ${facts.least} to ${facts.most} arguments and has ${length}`, place);
    if (node.name === 'if' && section === 'events') this.report('if has no place in events', place);
    if (facts?.aggregate && section !== 'outcome') this.report(`${node.name} has no place here`, place);
    if (node.name.startsWith('re.')) this.pattern(node, place);
    const [condition, ...rest] = node.args;
    if (node.name === 'if' && condition) {
      this.row(condition, section);
      for (const arg of rest) this.value(arg, section);
    } else for (const arg of node.args) this.value(arg, facts?.aggregate ? 'aggregate' : section);
  }

  private pattern(node: Call, place: Place): void {
    const pattern = node.args[1] && bare(node.args[1]);
    if (pattern?.kind !== 'raw' && pattern?.kind !== 'string') {
      if (pattern?.kind !== 'regex') this.report(`${node.name} takes a constant pattern`, place);
      return;
    }
    const groups = this.regex(pattern.value, pattern.place);
    if (groups > 1 && node.name.startsWith('re.capture'))
      this.report(`${node.name} takes one capturing group and has ${groups}`, pattern.place);
  }

  private regex(pattern: string, place: Place): number {
    const compiled = compileRe2(pattern, false);
    if (!('refused' in compiled)) return compiled.groups;
    this.report(`RE2 refuses the pattern: ${compiled.refused}`, place);
    return 0;
  }

  private path(node: Extract<Expression, { kind: 'path' }>, section: Section): void {
    if (node.variable !== this.event || node.steps.length === 0) return;
    const why = whyNoPath(node.steps, node.modifier);
    if (why !== undefined) this.report(why, node.place);
    if (section === 'events') return;
    if (node.modifier !== undefined) this.report('any and all belong to events', node.place);
    if (section === 'condition') this.report('the condition reads no field of an event', node.place);
    const lists = udmField(node.steps)?.lists ?? 0;
    if (section === 'outcome' && (this.grouped || (lists > 0 && !node.steps.some(({ kind }) => kind === 'index'))))
      this.report('a field of several values needs a function over them in the outcome', node.place);
  }
}

const takesNocase = new Set(['re.regex', 'strings.contains', 'strings.starts_with', 'strings.ends_with']);

function startsInParentheses(node: Expression): boolean {
  if (node.kind === 'arithmetic') return startsInParentheses(node.left);
  return node.kind === 'group' && bare(node).kind === 'arithmetic';
}
