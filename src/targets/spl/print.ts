import type { Aggregate, Assignment, SearchExpression, SplCommand, SplExpression, SplQuery } from './ast.ts';
import { printField, printName, printString } from './text.ts';

const indent = '    ';
const lineWidth = 100;
/** A row of `where` that is longer breaks after the operands of its outer groups. */
const rowWidth = 120;

/** The search as text: one command a line, conjuncts of `where` on lines of their own. Total. */
export function printQuery(query: SplQuery): string {
  return [printBase(query.base), ...query.commands.map((command) => `| ${printCommand(command)}`)].join('\n');
}

/** The base search on one line where it fits, else its terms below its macro. */
export function printBase(base: SearchExpression): string {
  const line = printSearch(base);
  if (line.length <= lineWidth || base.kind !== 'and') return line;
  return base.operands.map((operand) => printSearch(operand, base.kind)).join(`\n${indent}`);
}

/** `search` binds OR tighter than AND, so every group inside another gets parentheses. */
export function printSearch(expression: SearchExpression, around?: 'and' | 'or'): string {
  switch (expression.kind) {
    case 'macro':
      return printMacro(expression.name);
    case 'term': {
      const [before, after] = wildcards[expression.around];
      const values = expression.values.map((value) => `"${before}${value}${after}"`);
      if (expression.field === undefined) {
        const anywhere = values.join(' OR ');
        return values.length < 2 || around === undefined ? anywhere : `(${anywhere})`;
      }
      const name = printName(expression.field);
      return values.length === 1 ? `${name}=${values.join('')}` : `${name} IN (${values.join(', ')})`;
    }
    case 'and':
    case 'or': {
      const text = expression.operands
        .map((operand) => printSearch(operand, expression.kind))
        .join(expression.kind === 'and' ? ' ' : ' OR ');
      return around === undefined || expression.operands.length < 2 ? text : `(${text})`;
    }
  }
}

const wildcards = { none: ['', ''], after: ['', '*'], before: ['*', ''], both: ['*', '*'] } as const;

function printMacro(name: string): string {
  return `\`${name}\``;
}

function printCommand(command: SplCommand): string {
  switch (command.kind) {
    case 'where':
      return `where ${printWhere(command.condition)}`;
    case 'eval':
      return `eval ${command.assignments.map(printAssignment).join(`,\n${indent}`)}`;
    case 'spath':
      return `spath path=${quoteArgument(command.path)} output=${printName(command.output)}`;
    case 'lookup':
      return `lookup ${command.table} value AS ${printName(command.key)} OUTPUT value AS ${printName(command.output)}`;
    case 'sort-by-time':
      return 'sort 0 _time';
    case 'streamstats':
      return `streamstats time_window=${command.windowMinutes}m ${printAggregates(command.aggregates)} by ${printName(command.by)}`;
    case 'stats':
      return `stats ${printAggregates(command.aggregates)} by ${printName(command.by)}`;
    case 'format-times':
      return `convert timeformat="%Y-%m-%dT%H:%M:%S" ${command.fields.map((f) => `ctime(${printName(f)})`).join(' ')}`;
    case 'macro':
      return printMacro(command.name);
  }
}

function printWhere(condition: SplExpression): string {
  if (condition.kind !== 'and') return printRow(condition, 'top', indent);
  return condition.operands.map((operand) => printRow(operand, 'and', indent)).join(`\n${indent}AND `);
}

/** A row on one line where it fits, else with each operand of a group on a line of its own. */
function printRow(row: SplExpression, around: Around, margin: string): string {
  const line = printExpression(row, around);
  if (margin.length + line.length <= rowWidth) return line;
  if (row.kind === 'not') return `NOT ${printRow(row.operand, 'not', margin)}`;
  if (row.kind !== 'and' && row.kind !== 'or') return line;
  const isTop = around === 'top';
  const deeper = isTop ? margin : `${margin}${indent}`;
  const text = row.operands
    .map((operand) => printRow(operand, row.kind, deeper))
    .join(`\n${deeper}${row.kind === 'and' ? 'AND' : 'OR'} `);
  return isTop ? text : `(${text})`;
}

function printAssignment({ name, value }: Assignment): string {
  return `${printField(name)}=${printExpression(value)}`;
}

/** The aggregates on one line where they fit, else one a line. */
function printAggregates(aggregates: readonly Aggregate[]): string {
  const said = aggregates.map(({ call, field, as }) => {
    const said = field === undefined ? call : `${call}(${printName(field)})`;
    return said === as ? said : `${said} as ${printName(as)}`;
  });
  const line = said.join(', ');
  return line.length <= lineWidth ? line : `${said.join(`,\n${indent}`)}\n${indent}`.trimEnd();
}

function quoteArgument(text: string): string {
  return /^[A-Za-z0-9_.{}@-]+$/.test(text) ? text : `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}

/** Where an expression stands: what binds more loosely than that gets parentheses; any and/or inside another does. */
type Around = 'top' | 'and' | 'or' | 'not' | 'operand';

/** An expression of `where` and `eval`. */
export function printExpression(expression: SplExpression, around: Around = 'top'): string {
  switch (expression.kind) {
    case 'field':
    case 'hoisted':
      return printField(expression.name);
    case 'string':
      return printString(expression.value);
    case 'number':
      return expression.value;
    case 'call':
      return `${expression.name}(${expression.args.map((arg) => printExpression(arg)).join(', ')})`;
    case 'compare': {
      const text = `${printExpression(expression.left, 'operand')}${expression.operator}${printExpression(expression.right, 'operand')}`;
      return around === 'operand' || around === 'not' ? `(${text})` : text;
    }
    case 'concat': {
      const text = expression.parts.map((part) => printExpression(part, 'operand')).join('.');
      return around === 'operand' ? `(${text})` : text;
    }
    case 'arithmetic': {
      const text = `${printExpression(expression.left, 'operand')}${expression.operator}${printExpression(expression.right, 'operand')}`;
      return around === 'operand' ? `(${text})` : text;
    }
    case 'not':
      return `NOT ${printExpression(expression.operand, 'not')}`;
    case 'and':
    case 'or': {
      const text = expression.operands
        .map((operand) => printExpression(operand, expression.kind))
        .join(expression.kind === 'and' ? ' AND ' : ' OR ');
      return around === 'top' ? text : `(${text})`;
    }
  }
}
