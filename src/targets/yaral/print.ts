import type { Assignment, FieldTerm, YaralExpression, YaralQuery, YaralTerm } from './ast.ts';
import { eventVariable } from './build.ts';
import { printPath } from './path.ts';
import { quote, slashed } from './text.ts';

/** The sections of a rule, from `events:` on, indented as inside its braces. Total. */
export function printQuery(query: YaralQuery): string {
  const { match, options } = query;
  const sections = [
    section('events', [...query.events.map((row) => printRow(row)), ...query.placeholders.map(printAssignment)]),
    match &&
      section('match', [`${match.variables.map((v) => `$${v}`).join(', ')} over ${printDuration(match.minutes)}`]),
    query.outcome.length > 0 ? section('outcome', query.outcome.map(printAssignment)) : undefined,
    section('condition', [printInline(query.condition, false)]),
    section('options', [
      ...(options.allowZeroValues ? ['allow_zero_values = true'] : []),
      ...(options.suppressionMinutes === undefined
        ? []
        : [`suppression_window = ${printDuration(options.suppressionMinutes)}`]),
    ]),
  ];
  return sections.filter((s) => s !== undefined && s !== '').join('\n\n');
}

function section(name: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const body = lines.flatMap((line) => line.split('\n')).map((line) => `    ${line}`);
  return [`  ${name}:`, ...body].join('\n');
}

/** Minutes, as whole hours where they are. */
export function printDuration(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

/** One row of `events`: a disjunction stands in parentheses of its own lines, since rows without a joint are "and" and bind loosest. */
function printRow(row: YaralExpression): string {
  if (row.kind === 'and') return row.operands.map(printRow).join('\n');
  if (row.kind === 'same-element') return printRow(row.operand);
  const joined = row.kind === 'not' ? row.operand : row;
  if (joined.kind !== 'or' && joined.kind !== 'and') return printInline(row, false);
  return printBlock(row).join('\n');
}

/** The longest line that nested parentheses may make. */
const longestLine = 120;

/** A joined expression, or its negation, on lines of its own; operands that fit stand on one line each. */
function printBlock(expression: YaralExpression): readonly string[] {
  const joined = expression.kind === 'not' ? expression.operand : expression;
  if (joined.kind !== 'or' && joined.kind !== 'and') return [printInline(expression, true)];
  const parts = joined.operands.map((operand, i) => {
    const inline = printInline(operand, true);
    const lines = inline.length > longestLine ? printBlock(operand) : [inline];
    const joint = i < joined.operands.length - 1 ? ` ${joined.kind}` : '';
    return lines.map((line, j) => `  ${line}${j === lines.length - 1 ? joint : ''}`).join('\n');
  });
  return [`${expression.kind === 'not' ? 'not ' : ''}(`, ...parts.flatMap((part) => part.split('\n')), ')'];
}

/** An expression on one line. Where it is an operand, `and` and `or` stand in parentheses, so no precedence is relied on. */
function printInline(expression: YaralExpression, operand: boolean): string {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const parts = expression.operands.map((part) => printInline(part, true)).join(` ${expression.kind} `);
      return operand ? `(${parts})` : parts;
    }
    case 'not':
      return `not ${printInline(expression.operand, true)}`;
    case 'same-element':
      return printInline(expression.operand, operand);
    case 'compare':
      if (expression.right.kind === 'table')
        return `${expression.operator === '!=' ? 'not ' : ''}${printTerm(expression.left)} in ${printTerm(expression.right)}${expression.nocase ? ' nocase' : ''}`;
      return `${printTerm(expression.left)} ${expression.operator} ${printTerm(expression.right)}${expression.nocase ? ' nocase' : ''}`;
    case 'predicate':
      return `${printTerm(expression.call)}${expression.nocase ? ' nocase' : ''}`;
    case 'exists':
      return `$${expression.name}`;
  }
}

function printAssignment({ name, value }: Assignment): string {
  return `$${name} = ${printTerm(value)}`;
}

/** A term. Total. */
export function printTerm(term: YaralTerm): string {
  switch (term.kind) {
    case 'field':
      return printField(term);
    case 'table':
      return `%${term.table}.${term.column}`;
    case 'text':
      return quote(term.value);
    case 'int':
      return term.value < 0n ? `0 - ${-term.value}` : String(term.value);
    case 'float':
      return term.value < 0 ? `0 - ${printFloat(-term.value)}` : printFloat(term.value);
    case 'bool':
      return String(term.value);
    case 'regex':
      return slashed(term.pattern);
    case 'raw':
      return `\`${term.pattern}\``;
    case 'call':
      return `${term.name}(${term.args.map(printTerm).join(', ')})`;
    case 'if':
      return `if(${printInline(term.condition, false)}, ${printTerm(term.then)}, ${printTerm(term.otherwise)})`;
    case 'variable':
      return `$${term.name}`;
    case 'count':
      return `#${term.name}`;
  }
}

function printField(field: FieldTerm): string {
  const modifier = field.modifier === 'any' || field.modifier === 'all' ? `${field.modifier} ` : '';
  return `${modifier}$${eventVariable}.${printPath(field.path)}`;
}

/** The grammar knows no exponent. */
function printFloat(value: number): string {
  const plain = String(value);
  if (!/e/i.test(plain)) return plain.includes('.') ? plain : `${plain}.0`;
  return value >= 1 ? `${BigInt(Math.trunc(value))}.0` : value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '.0');
}
