import { printJson } from '../../ir/json.ts';
import type { Step } from '../../ir/path.ts';
import type { Call, Gathered, Joined, KqlExpression, KqlQuery, KqlStage, Literal, Named, ValueList } from './ast.ts';
import { columnName, dynamicText, isPlainKey, regexText, stringText } from './quote.ts';

/** Lines of at most this many characters, where lists can be broken. */
const width = 110;
/** The level of a text that is not to be broken over lines. */
const flatLevel = -1;

/** A whole query, one stage a line. */
export function printQuery(query: KqlQuery): string {
  const lets = query.lets.map(printLet);
  const pipeline = [columnName(query.table), ...query.stages.map((stage) => `| ${printStage(stage, 1)}`)];
  return [...lets, pipeline.join('\n')].join('\n');
}

function printLet(list: ValueList): string {
  const values = list.values.map(printDynamicPart);
  if (list.watchlist !== undefined)
    return `let ${columnName(list.name)} = _GetWatchlist(${stringText(list.watchlist)}) | project SearchKey;`;
  return `let ${columnName(list.name)} = dynamic([\n${fill(values, 4)}\n]);`;
}

/** One stage without its bar. `level` is how deep it stands, for the lines after its first. */
export function printStage(stage: KqlStage, level: number): string {
  const margin = marginOf(level);
  switch (stage.kind) {
    case 'where':
      return `where ${printConditions(stage.conditions, level)}`;
    case 'extend':
      return `extend${printColumns(stage.columns, level)}`;
    case 'project-away':
      return `project-away ${stage.columns.map(columnName).join(', ')}`;
    case 'sort':
      return `sort by ${stage.by.map((name) => `${columnName(name)} asc`).join(', ')}`;
    case 'mv-expand': {
      const type = stage.type === undefined ? '' : ` to typeof(${stage.type})`;
      return `mv-expand ${printNamed(stage.item, level)}${type}`;
    }
    case 'mv-apply': {
      const body = stage.body.map((inner) => printStage(inner, level + 1)).join(`\n${margin}| `);
      const outer = marginOf(level - 1);
      return `mv-apply ${printNamed(stage.item, level)} on (\n${margin}${body}\n${outer})`;
    }
    case 'summarize': {
      const by = stage.by.map((named) => printNamed(named, level)).join(', ');
      return `summarize${printColumns(stage.columns, level)}${by === '' ? '' : `\n${margin}by ${by}`}`;
    }
  }
}

function printColumns(columns: readonly Named[], level: number): string {
  const margin = marginOf(level);
  const printed = columns.map((named) => printNamed(named, level));
  const flat = printed.join(', ');
  if (printed.length === 1 || (flat.length < 60 && !flat.includes('\n'))) return ` ${flat}`;
  return `\n${margin}${printed.join(`,\n${margin}`)}`;
}

function printNamed({ name, value }: Named, level: number): string {
  if (value.kind === 'column' && value.name === name) return columnName(name);
  if (name === '') return printExpression(value, level);
  return `${columnName(name)} = ${printExpression(value, level)}`;
}

/** An expression as text. `level` is how deep the stage stands that holds it; negative: on one line. */
export function printExpression(e: KqlExpression, level = 1): string {
  switch (e.kind) {
    case 'column':
      return columnName(e.name);
    case 'element':
      return columnName(`element${e.depth}`);
    case 'literal':
    case 'null':
      return printLiteral(e);
    case 'regex':
      return regexText(e.pattern);
    case 'list': {
      const values = e.values.map(printDynamicPart);
      const flat = values.join(', ');
      const margin = marginOf(level);
      return level < 0 || flat.length <= width - 40
        ? `dynamic([${flat}])`
        : `dynamic([\n${fill(values, 4 * (level + 1))}\n${margin}])`;
    }
    case 'path':
      return `${printOperand(e.of, 'path', level)}${e.steps.map(printStep).join('')}`;
    case 'call':
      return printCall(e, level);
    case 'binary':
      return `${printOperand(e.left, 'binary', level)} ${e.operator} ${printOperand(e.right, 'binary', level)}`;
    case 'in': {
      const operator = `${e.negated ? '!' : ''}in${e.ignoreCase ? '~' : ''}`;
      return `${printOperand(e.subject, 'binary', level)} ${operator} (${printValues(e.list, level)})`;
    }
    case 'and':
    case 'or':
      return printJoined(e, level);
    case 'not':
      return `not(${printExpression(e.operand, level)})`;
    case 'gathered':
      return printGathered(e);
    case 'computed':
      return printExpression(e.value, level);
    case 'star':
      return '*';
  }
}

/** On one line where it fits, else an argument a line; a condition of `case` stands beside its value. */
function printCall(e: Call, level: number): string {
  const [only, ...more] = e.args;
  if (only !== undefined && more.length === 0) return `${e.name}(${printExpression(only, level)})`;
  const flat = e.args.map((arg) => printExpression(arg, flatLevel)).join(', ');
  if (level < 0 || e.name.length + flat.length <= width - 10) return `${e.name}(${flat})`;
  const args = e.args.map((arg) => printExpression(arg, level + 1));
  const step = e.name === 'case' ? 2 : 1;
  const lines = args.flatMap((_, i) => (i % step === 0 ? [args.slice(i, i + step).join(', ')] : []));
  const margin = marginOf(level + 1);
  return `${e.name}(\n${margin}${lines.join(`,\n${margin}`)}\n${marginOf(level)})`;
}

/** Stages have columns in the place of what is gathered; before that it prints as what it means. */
function printGathered({ list, take }: Gathered): string {
  const what = take.kind === 'walk' ? dynamicText(JSON.stringify(take.keys)) : printExpression(take.where, flatLevel);
  return `${take.kind === 'count' ? take.as : take.kind}(${printExpression(list, flatLevel)}, ${what})`;
}

function printConditions(conditions: readonly KqlExpression[], level: number): string {
  const [only, ...more] = conditions;
  if (only !== undefined && more.length === 0) return printExpression(only, level);
  return conditions.map((c) => printOperand(c, 'and', level)).join(`\n${marginOf(level)}and `);
}

/** On one line where it fits, else one operand a line. */
function printJoined(e: Joined, level: number): string {
  const flat = e.operands.map((operand) => printOperand(operand, e.kind, flatLevel)).join(` ${e.kind} `);
  if (level < 0 || flat.length <= width - 10) return flat;
  const margin = marginOf(level + 1);
  return e.operands.map((operand) => printOperand(operand, e.kind, level + 1)).join(`\n${margin}${e.kind} `);
}

/** Parentheses where they are needed; a mix of `and` and `or` always has them. */
function printOperand(e: KqlExpression, inside: 'and' | 'or' | 'binary' | 'path', level: number): string {
  const printed = printExpression(e, level);
  switch (e.kind) {
    case 'and':
    case 'or':
      return inside === e.kind ? printed : `(${printed})`;
    case 'binary':
    case 'in':
      return inside === 'and' || inside === 'or' ? printed : `(${printed})`;
    case 'literal':
      return inside === 'path' ? `(${printed})` : printed;
    case 'column':
    case 'element':
    case 'null':
    case 'regex':
    case 'list':
    case 'path':
    case 'call':
    case 'not':
    case 'gathered':
    case 'computed':
    case 'star':
      return printed;
  }
}

function printValues(list: ValueList, level: number): string {
  if (list.values.length === 0) return columnName(list.name);
  const values = list.values.map((value) => printLiteral(value));
  const flat = values.join(', ');
  if (level < 0 || flat.length <= width - 50) return flat;
  return `\n${fill(values, 4 * (level + 1))}\n${marginOf(level)}`;
}

/** Values separated by commas, as many on a line as fit. */
function fill(values: readonly string[], indent: number): string {
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  for (const [i, value] of values.entries()) {
    const piece = i === values.length - 1 ? value : `${value},`;
    if (line !== '' && line.length + piece.length + 1 > width - indent) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? piece : `${line} ${piece}`;
  }
  return [...lines, line].map((l) => margin + l).join('\n');
}

function printStep(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  return isPlainKey(step) ? `.${step}` : `[${stringText(step)}]`;
}

function printLiteral(e: Literal): string {
  if (e.kind === 'null') return e.type === 'string' ? '""' : `${e.type}(null)`;
  switch (e.type) {
    case 'string':
      return stringText(e.value);
    case 'bool':
      return String(e.value);
    case 'long':
      return e.value < -2147483648n || e.value > 2147483647n ? `long(${e.value})` : e.value.toString();
    case 'real':
      return `real(${e.value})`;
    case 'datetime':
      return `datetime(${e.value})`;
    case 'timespan':
      return printTimespan(e.seconds);
    case 'dynamic':
      return `dynamic(${dynamicText(printJson(e.value))})`;
  }
}

/** A constant inside `dynamic(…)`, which takes JSON and not expressions. */
function printDynamicPart(e: Literal): string {
  if (e.kind === 'null') return 'null';
  switch (e.type) {
    case 'string':
      return dynamicText(JSON.stringify(e.value));
    case 'bool':
    case 'long':
    case 'real':
      return String(e.value);
    case 'datetime':
      return JSON.stringify(e.value);
    case 'timespan':
      return String(e.seconds);
    case 'dynamic':
      return dynamicText(printJson(e.value));
  }
}

/** The largest unit that divides the time: `15m`, `2h`, `90s`. */
function printTimespan(value: number): string {
  for (const [unit, size] of [
    ['d', 86400],
    ['h', 3600],
    ['m', 60],
  ] as const) {
    if (value >= size && value % size === 0 && (unit !== 'd' || value % 86400 === 0)) return `${value / size}${unit}`;
  }
  return `${value}s`;
}

function marginOf(level: number): string {
  return '    '.repeat(Math.max(0, level));
}
