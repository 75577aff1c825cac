import { existsSync, readFileSync } from 'node:fs';
import { RE2JS } from 're2js';
import type { Expression, ParsedRule } from './grammar.ts';

interface UdmField {
  readonly kind: 'rec' | 'enum' | 'scalar';
  readonly type: string;
  readonly repeated: boolean;
}

interface Schema {
  readonly records: Readonly<Record<string, Readonly<Record<string, UdmField>>>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

interface FunctionFacts {
  readonly name: string;
  readonly minArgs: number;
  readonly maxArgs: number | null;
  readonly rules: boolean;
}

const data = new URL('../../../../shared/data/', import.meta.url);
const read = (name: string): unknown =>
  existsSync(new URL(name, data)) ? JSON.parse(readFileSync(new URL(name, data), 'utf8')) : undefined;
const schema = read('udm-schema.json') as Schema | undefined;
const functions = read('yaral-functions.json') as readonly FunctionFacts[] | undefined;

/** Whether the facts are there to check against. */
export const hasFacts = schema !== undefined && functions !== undefined;

interface Typed {
  readonly type: string;
  readonly lists: number;
  readonly enum: readonly string[] | undefined;
}

/** What Google's compiler is known to refuse, a sentence each. */
export function checkRule(rule: ParsedRule): readonly string[] {
  const problems: string[] = [];
  const placeholders = new Set<string>();
  const outcomes = new Set<string>();
  for (const row of rule.events) {
    if (row.kind === 'compare' && row.operator === '=' && isVariable(row.left)) placeholders.add(row.left.variable);
  }
  const visit = (node: Expression, section: 'events' | 'outcome' | 'aggregate' | 'condition'): void => {
    switch (node.kind) {
      case 'and':
      case 'or':
        for (const operand of node.operands) visit(operand, section);
        return;
      case 'not':
        visit(node.operand, section);
        return;
      case 'nocase':
        if (node.operand.kind !== 'call' || node.operand.name !== 're.regex') problems.push('nocase after no text row');
        visit(node.operand, section);
        return;
      case 'minus':
        visit(node.left, section);
        visit(node.right, section);
        return;
      case 'compare':
        checkCompare(node, problems);
        visit(node.left, section);
        visit(node.right, section);
        return;
      case 'call':
        checkCall(node, problems);
        if (node.name === 'if' && section === 'events') problems.push('if in events');
        for (const arg of node.args) visit(arg, aggregates.has(node.name) ? 'aggregate' : section);
        return;
      case 'path': {
        if (node.variable !== 'e') {
          if (!placeholders.has(node.variable) && !outcomes.has(node.variable))
            problems.push(`$${node.variable} is not defined`);
          if (section === 'outcome' && rule.match && placeholders.has(node.variable))
            problems.push(`$${node.variable} is not aggregated`);
          return;
        }
        if (node.steps.length === 0) return;
        const typed = typeOf(node, problems);
        const isKeyed = node.steps.some((step) => typeof step === 'object');
        if (isKeyed && node.steps.some((step) => typeof step === 'number')) problems.push('an index beside a key');
        if (node.modifier && (typed.lists === 0 || isKeyed))
          problems.push(`${node.modifier} on ${JSON.stringify(node.steps)}`);
        if (section === 'outcome' && (typed.lists > 0 || rule.match))
          problems.push(`${JSON.stringify(node.steps)} is not aggregated`);
        if (section !== 'events' && node.modifier) problems.push('a modifier outside events');
        return;
      }
      case 'raw':
      case 'regex':
        try {
          RE2JS.compile(node.kind === 'regex' ? node.value.replace(/\\\//g, '/') : node.value);
        } catch (error) {
          problems.push(`${node.value}: ${String(error)}`);
        }
        return;
      case 'string':
      case 'number':
      case 'bool':
      case 'count':
        return;
    }
  };
  for (const row of rule.events) visit(row, 'events');
  for (const [name, value] of rule.outcome) {
    visit(value, 'outcome');
    if (outcomes.has(name)) problems.push(`$${name} is defined twice`);
    outcomes.add(name);
  }
  visit(rule.condition, 'condition');
  if (rule.outcome.length > 20) problems.push('more than 20 outcomes');
  for (const variable of rule.match?.variables ?? []) {
    if (!placeholders.has(variable)) problems.push(`$${variable} is matched and not defined`);
  }
  const keys = rule.meta.map(([key]) => key);
  if (new Set(keys).size !== keys.length) problems.push('a meta key twice');
  return problems;
}

const aggregates = new Set(['max', 'min', 'sum', 'count', 'count_distinct', 'array', 'array_distinct', 'window.first']);

function isVariable(node: Expression): node is Extract<Expression, { kind: 'path' }> {
  return node.kind === 'path' && node.variable !== 'e' && node.steps.length === 0;
}

function checkCall(node: Extract<Expression, { kind: 'call' }>, problems: string[]): void {
  const facts = functions?.find((f) => f.name === node.name);
  if (functions && !facts?.rules) problems.push(`there is no ${node.name} in rules`);
  if (facts && (node.args.length < facts.minArgs || node.args.length > (facts.maxArgs ?? Infinity)))
    problems.push(`${node.name} takes ${facts.minArgs} to ${facts.maxArgs} arguments`);
}

function checkCompare(node: Extract<Expression, { kind: 'compare' }>, problems: string[]): void {
  const constants = ['string', 'raw', 'regex', 'number', 'bool'];
  if (constants.includes(node.left.kind)) problems.push('a literal on the left');
  if (node.left.kind !== 'path' || node.left.variable !== 'e' || !schema) return;
  const typed = typeOf(node.left, []);
  const right = node.right.kind === 'minus' ? 'number' : node.right.kind;
  if (right === 'path' && node.left.modifier) problems.push('any or all in a join');
  if (typed.enum) {
    if (node.right.kind === 'string' && !typed.enum.includes(node.right.value)) problems.push(`no ${node.right.value}`);
    if (node.nocase || right === 'regex') problems.push('an enum takes its names only');
    return;
  }
  const wanted: Readonly<Record<string, readonly string[]>> = {
    string: ['string', 'regex'],
    bool: ['bool'],
    int32: ['number'],
    int64: ['number'],
    double: ['number'],
    float: ['number'],
  };
  if (constants.includes(right) && !wanted[typed.type]?.includes(right))
    problems.push(`${typed.type} against ${right}`);
  if (typed.type === 'string' && /[<>]/.test(node.operator)) problems.push('a text in order');
}

function typeOf(node: Extract<Expression, { kind: 'path' }>, problems: string[]): Typed {
  if (!schema) return { type: 'string', lists: 0, enum: undefined };
  let at: UdmField = { kind: 'rec', type: 'udm', repeated: false };
  let lists = 0;
  for (const step of node.steps) {
    if (typeof step === 'number') {
      if (!at.repeated) problems.push(`[${step}] on no list`);
      lists -= 1;
      at = { ...at, repeated: false };
    } else if (typeof step === 'object') {
      if (at.type !== 'label' && at.type !== 'variant') problems.push(`a key on ${at.type}`);
      if (at.repeated) lists -= 1;
      at = { kind: 'scalar', type: 'string', repeated: false };
    } else {
      const next: UdmField | undefined =
        at.type === 'timestamp' || at.type === 'latLng' || at.type === 'variant'
          ? {
              kind: 'scalar',
              type: at.type === 'timestamp' ? 'int64' : at.type === 'latLng' ? 'double' : 'variant',
              repeated: false,
            }
          : schema.records[at.type]?.[step];
      if (next === undefined) {
        problems.push(`${at.type} has no ${step}`);
        break;
      }
      at = next;
      if (next.repeated) lists += 1;
    }
  }
  return { type: at.type, lists, enum: at.kind === 'enum' ? schema.enums[at.type] : undefined };
}
