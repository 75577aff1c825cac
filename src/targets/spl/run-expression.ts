import type { Cell, Cells } from './cell.ts';
import { cellOf, compareCells, manyOf, numberOf, textOfCell } from './cell.ts';
import { relativeTime } from './relative-time.ts';
import { functions } from './run-functions.ts';
import { pathSteps, spathCell } from './run-json.ts';
import { pcre } from './run-regex.ts';
import type { Expression } from './syntax.ts';
import { NotRead } from './tokens.ts';

/** An expression made ready to run on results. `now`: the instant of the run, seconds. */
export type Run = (cells: Pick<Cells, 'get'>, now: number) => Cell;

/** Makes an expression ready to run. Throws `NotRead` at a function that is not known. */
export function compileExpression(expression: Expression): Run {
  switch (expression.kind) {
    case 'field': {
      const { name } = expression;
      return (cells) => cells.get(name) ?? null;
    }
    case 'string': {
      const { value } = expression;
      return () => value;
    }
    case 'number': {
      const value = Number(expression.text);
      return () => value;
    }
    case 'compare': {
      const [left, right] = [compileExpression(expression.left), compileExpression(expression.right)];
      const { operator } = expression;
      return (cells, now) => compareCells(left(cells, now), operator, right(cells, now));
    }
    case 'arithmetic':
      return compileArithmetic(expression);
    case 'not': {
      const operand = compileExpression(expression.operand);
      return (cells, now) => {
        const value = operand(cells, now);
        return value === null ? null : value !== true;
      };
    }
    case 'and':
    case 'or':
    case 'xor':
      return compileJoined(expression.kind, expression.operands.map(compileExpression));
    case 'call':
      return compileCall(expression.name, expression.args);
  }
}

/** Three-valued: false decides an AND, true an OR; otherwise a null operand makes null. */
function compileJoined(kind: 'and' | 'or' | 'xor', operands: readonly Run[]): Run {
  if (kind === 'xor')
    return (cells, now) => {
      const values = operands.map((operand) => operand(cells, now));
      return values.includes(null) ? null : values.filter((value) => value === true).length % 2 === 1;
    };
  const decisive = kind === 'or';
  return (cells, now) => {
    let unknown = false;
    for (const operand of operands) {
      const value = operand(cells, now);
      if (value === decisive) return decisive;
      if (value === null) unknown = true;
    }
    return unknown ? null : !decisive;
  };
}

function compileArithmetic(expression: Extract<Expression, { kind: 'arithmetic' }>): Run {
  const [left, right] = [compileExpression(expression.left), compileExpression(expression.right)];
  const { operator } = expression;
  return (cells, now) => {
    const [a, b] = [left(cells, now), right(cells, now)];
    if (a === null || b === null) return null;
    if (operator === '.') return textOfCell(a) + textOfCell(b);
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x === null || y === null)
      return operator === '+' && x === null && y === null ? textOfCell(a) + textOfCell(b) : null;
    switch (operator) {
      case '+':
        return x + y;
      case '-':
        return x - y;
      case '*':
        return x * y;
      case '/':
        return y === 0 ? null : x / y;
      default:
        return y === 0 ? null : x % y;
    }
  };
}

function compileCall(name: string, args: readonly Expression[]): Run {
  switch (name) {
    case 'if': {
      const [condition, yes, no] = args.map(compileExpression);
      return (cells, now) => (condition?.(cells, now) === true ? yes?.(cells, now) : no?.(cells, now)) ?? null;
    }
    case 'case': {
      const runs = args.map(compileExpression);
      return (cells, now) => {
        for (let i = 0; i + 1 < runs.length; i += 2)
          if (runs[i]?.(cells, now) === true) return runs[i + 1]?.(cells, now) ?? null;
        return null;
      };
    }
    case 'mvfilter':
      return compileFilter(args);
    case 'mvmap': {
      const [list, each] = args;
      if (list?.kind !== 'field' || each === undefined) throw new NotRead('mvmap of anything but a field', 0);
      const run = compileExpression(each);
      return (cells, now) => {
        let one = '';
        const inner = { get: (name: string) => (name === list.name ? one : cells.get(name)) };
        return cellOf(
          manyOf(cells.get(list.name) ?? null).flatMap((value) => {
            one = value;
            return manyOf(run(inner, now));
          }),
        );
      };
    }
    case 'now':
      return (_cells, now) => now;
    case 'time':
      return (_cells, now) => now;
    case 'relative_time': {
      const [from, offset] = args;
      if (from === undefined || offset?.kind !== 'string') throw new NotRead('relative_time without a fixed offset', 0);
      const run = compileExpression(from);
      return (cells, now) => {
        const base = numberOf(run(cells, now));
        return base === null ? null : relativeTime(offset.value, base);
      };
    }
    default:
      return compilePlain(name, args);
  }
}

function compilePlain(name: string, args: readonly Expression[]): Run {
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (run === undefined) throw new NotRead(`the function ${name}`, 0);
  const runs = args.map(compileExpression);
  const [first, second] = args;
  const firstRun = runs[0];
  if (name === 'match' && second?.kind === 'string' && firstRun !== undefined) {
    const matches = pcre(second.value);
    if (typeof matches === 'string') return () => false;
    return (cells, now) => {
      const value = firstRun(cells, now);
      return value === null ? null : manyOf(value).some(matches);
    };
  }
  if (name === 'spath' && second?.kind === 'string' && firstRun !== undefined) {
    const steps = pathSteps(second.value);
    return (cells, now) => spathCell(firstRun(cells, now), steps);
  }
  if (first === undefined) return () => run([]);
  return (cells, now) => run(runs.map((one) => one(cells, now)));
}

/** mvfilter(X): the values of the one field that X names for which X is true; null where none is. */
function compileFilter(args: readonly Expression[]): Run {
  const [condition] = args;
  const names = condition === undefined ? [] : [...new Set(fieldsIn(condition))];
  const [name] = names;
  if (condition === undefined || name === undefined || names.length > 1)
    throw new NotRead(`mvfilter of ${names.length} fields (it takes one)`, 0);
  const run = compileExpression(condition);
  return (cells, now) => {
    const inner = new Map<string, Cell>();
    return cellOf(
      manyOf(cells.get(name) ?? null).filter((value) => {
        inner.set(name, value);
        return run(inner, now) === true;
      }),
    );
  };
}

/** The fields that an expression names. */
export function* fieldsIn(expression: Expression): Generator<string> {
  switch (expression.kind) {
    case 'field':
      yield expression.name;
      return;
    case 'string':
    case 'number':
      return;
    case 'not':
      yield* fieldsIn(expression.operand);
      return;
    case 'compare':
    case 'arithmetic':
      yield* fieldsIn(expression.left);
      yield* fieldsIn(expression.right);
      return;
    case 'and':
    case 'or':
    case 'xor':
      for (const operand of expression.operands) yield* fieldsIn(operand);
      return;
    case 'call':
      for (const arg of expression.args) yield* fieldsIn(arg);
  }
}
