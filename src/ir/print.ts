import type { Condition, Test } from './condition.ts';
import type { Reference, Step } from './path.ts';
import { printOperands, takesOneOperand } from './print-operands.ts';
import { freeDepth } from './print-scope.ts';
import { isBareSegment, printVisibly, quoteKey, reservedWords } from './syntax.ts';
import type { Value } from './value.ts';

/** The line length that the printer keeps to where it can break a line. */
const lineWidth = 100;
const indent = '    ';

/** How tightly the surroundings bind: a looser condition than that gets parentheses. */
type Binding = 'or' | 'and' | 'unary';

/**
 * The condition as a table: a top-level `and` prints one operand a line. `parseTable` reads it back to the same condition.
 * Shapes that no stage builds print as what they mean: an and/or of one operand as that operand, an empty `and` as `true`,
 * an empty `or` as `false`, an operator with one operand that holds several as an `or` of rows.
 * `inside`: how many quantifiers stand around it; by default as many as its element paths need.
 */
export function printCondition(condition: Condition, inside = freeDepth(condition)): string {
  return block(condition, inside, '');
}

/** The condition on one line, as messages show it. */
export function printRow(condition: Condition, inside = freeDepth(condition)): string {
  return line(condition, 'or', inside);
}

/** A value as a subject: constants as `const(JSON)`. */
export function printValue(value: Value, inside = freeDepth(value)): string {
  switch (value.kind) {
    case 'reference':
      return printReference(value.to, inside);
    case 'literal':
      return `const(${printVisibly(value.value)})`;
    case 'call':
      return `${value.name}(${value.args.map((arg) => argument(arg, inside)).join(', ')})`;
    case 'if':
      return `if(${line(value.condition, 'or', inside)}, ${argument(value.then, inside)}, ${argument(value.otherwise, inside)})`;
    case 'first':
      return `first(${argument(value.list, inside)}, ${line(value.where, 'or', inside + 1)})`;
    case 'map': {
      const [where, each] = [line(value.where, 'or', inside + 1), argument(value.value, inside + 1)];
      return `map(${argument(value.list, inside)}, ${where}, ${each})`;
    }
    case 'lookup': {
      const entries = value.table.map(([key, result]) => `${printVisibly(key)}: ${printVisibly(result)}`).join(', ');
      return `lookup(${argument(value.value, inside)}, {${entries}}, ${argument(value.otherwise, inside)})`;
    }
    case 'at':
      return printValue(value.of, inside) + printSteps(value.steps);
  }
}

/** A reference as it is written where `inside` quantifiers stand around it. */
export function printReference(reference: Reference, inside = ownDepth(reference)): string {
  switch (reference.scope) {
    case 'model':
      return `udm(${printVisibly(reference.name)})`;
    case 'event':
      if (reference.exact === true) return `exact(${printReference({ scope: 'event', path: reference.path }, 0)})`;
      return inside === 0 && startsWithKey(reference.path)
        ? printPath(reference.path)
        : `$${printSteps(reference.path)}`;
    case 'element':
      return inside > 0 && reference.depth === 0 && startsWithKey(reference.path)
        ? printPath(reference.path)
        : `@${reference.depth === 0 ? '' : reference.depth}${printSteps(reference.path)}`;
  }
}

/** Steps as a path: `a.b[0]`, odd keys and reserved first words in backticks. */
export function printPath(steps: readonly Step[]): string {
  const [first, ...rest] = steps;
  if (typeof first !== 'string') return printSteps(steps);
  const head = isBareSegment(first) && !reservedWords.has(first) ? first : quoteKey(first);
  return head + printSteps(rest);
}

/** A value as a title: `text {value}`, literal braces as `{{` and `}}`. `parseTemplate` reads it back. */
export function printTemplate(value: Value, inside = freeDepth(value)): string {
  const parts = value.kind === 'call' && value.name === 'concat' ? value.args : [value];
  return parts
    .map((part) =>
      part.kind === 'literal' && typeof part.value === 'string'
        ? part.value.replace(/[{}]/g, '$&$&')
        : `{${printValue(part, inside)}}`,
    )
    .join('');
}

function ownDepth(reference: Reference): number {
  return reference.scope === 'element' ? reference.depth + 1 : 0;
}

function startsWithKey(path: readonly Step[]): boolean {
  return typeof path[0] === 'string';
}

function printSteps(steps: readonly Step[]): string {
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${isBareSegment(step) ? step : quoteKey(step)}`))
    .join('');
}

/** A value as a function's argument: constants as bare JSON. */
function argument(value: Value, inside: number): string {
  return value.kind === 'literal' ? printVisibly(value.value) : printValue(value, inside);
}

/** A condition on lines of its own: the operands of an `and` one below the other. `margin` is what each new line starts with. */
function block(given: Condition, inside: number, margin: string): string {
  const condition = usual(given);
  if (condition.kind !== 'and') return laid(condition, 'or', inside, margin);
  return condition.operands.map((operand) => laid(operand, 'or', inside, margin)).join(`\n${margin}`);
}

/** A condition on one line where it fits, else broken beside and/or and inside parentheses. */
function laid(given: Condition, binding: Binding, inside: number, margin: string): string {
  const condition = usual(given);
  const flat = line(condition, binding, inside);
  if (margin.length + flat.length <= lineWidth) return flat;
  const deeper = margin + indent;
  switch (condition.kind) {
    case 'true':
    case 'false':
      return flat;
    case 'and':
    case 'or': {
      if (binds(condition.kind, binding)) return `(\n${deeper}${block(condition, inside, deeper)}\n${margin})`;
      const inner = condition.kind === 'and' ? 'unary' : 'and';
      const operands = condition.operands.map((operand) => laid(operand, inner, inside, deeper));
      return operands.join(`\n${deeper}${condition.kind} `);
    }
    case 'not': {
      const operand = usual(condition.operand);
      return operand.kind === 'test'
        ? row(operand, true, inside, margin)
        : `not ${laid(operand, 'unary', inside, margin)}`;
    }
    case 'quantifier': {
      const head = `${condition.quantifier} ${printValue(condition.list, inside)}`;
      return `${head} (\n${deeper}${block(condition.where, inside + 1, deeper)}\n${margin})`;
    }
    case 'test':
      return row(condition, false, inside, margin);
  }
}

function line(given: Condition, binding: Binding, inside: number): string {
  const condition = usual(given);
  switch (condition.kind) {
    case 'true':
    case 'false':
      return condition.kind;
    case 'and':
    case 'or': {
      const inner = condition.kind === 'and' ? 'unary' : 'and';
      const joined = condition.operands.map((operand) => line(operand, inner, inside)).join(` ${condition.kind} `);
      return binds(condition.kind, binding) ? `(${joined})` : joined;
    }
    case 'not': {
      const operand = usual(condition.operand);
      return operand.kind === 'test' ? row(operand, true, inside) : `not ${line(operand, 'unary', inside)}`;
    }
    case 'quantifier':
      return `${condition.quantifier} ${printValue(condition.list, inside)} (${line(condition.where, 'or', inside + 1)})`;
    case 'test':
      return row(condition, false, inside);
  }
}

/** Whether a joint inside surroundings of that binding needs parentheses. */
function binds(joint: 'and' | 'or', binding: Binding): boolean {
  return binding === 'unary' || (binding === 'and' && joint === 'or');
}

/** A test or its negation; with a margin, long lists are broken over lines. */
function row(test: Test, negated: boolean, inside: number, margin?: string): string {
  const { word, operands } = printOperands(test, negated, (value) => printValue(value, inside));
  const names = test.operator === 'regex' ? [...(test.ignoreCase ? ['i'] : []), ...test.flags] : [];
  const head = `${printValue(test.subject, inside)} ${word}`;
  const tail = names.length === 0 ? '' : ` [${names.join(', ')}]`;
  if (typeof operands === 'string') return `${head}${operands === '' ? '' : ` ${operands}`}${tail}`;
  if (margin === undefined || operands.length < 2) return `${head} [${operands.join(', ')}]${tail}`;
  return `${head} [\n${margin}${indent}${operands.join(`,\n${margin}${indent}`)}\n${margin}]${tail}`;
}

/** The same condition without the shapes that the table has no form for: see `printCondition`. */
function usual(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const [only, ...more] = condition.operands;
      if (only === undefined) return { kind: condition.kind === 'and' ? 'true' : 'false' };
      return more.length === 0 ? usual(only) : condition;
    }
    case 'test':
      return usualTest(condition);
    case 'true':
    case 'false':
    case 'not':
    case 'quantifier':
      return condition;
  }
}

function usualTest(test: Test): Condition {
  if (!takesOneOperand(test) || test.operands.length === 1) return test;
  return usual({ kind: 'or', operands: test.operands.map((operand) => ({ ...test, operands: [operand] })) });
}
