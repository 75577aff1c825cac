import { RegexGaveUp } from '../../regex/index.ts';
import type { Cells } from './cell.ts';
import { compileExpression, fieldsIn } from './run-expression.ts';
import type { Stage } from './run-pipeline.ts';
import { compileCommand } from './run-pipeline.ts';
import type { Result } from './run-stats.ts';
import type { Command, Expression, Term } from './syntax.ts';

/**
 * What the commands before counting say of an event at any instant: false where no run ever takes it, so that a replay need not look at it
 * again. True is no promise: what depends on the instant of a run is left to the run.
 */
export function sieveOf(commands: readonly Command[], macros: ReadonlyMap<string, Term>): (cells: Cells) => boolean {
  const stages = steadyCommands(commands).map((command) => compileCommand(command, macros));
  return (cells) =>
    orTrue(() => stages.reduce<readonly Result[]>(run, [{ cells: new Map(cells), sources: [] }]).length > 0);
}

/** What the first conditions say of a row whose cells are not made yet: false where no run ever takes it. */
export function firstSieveOf(commands: readonly Command[]): (cells: Pick<Cells, 'get'>) => boolean {
  const other = commands.findIndex((command) => command.kind !== 'where');
  const conditions = commands
    .slice(0, other === -1 ? commands.length : other)
    .flatMap((command) =>
      command.kind === 'where' && !asksTheTime(command.condition) ? [compileExpression(command.condition)] : [],
    );
  return (cells) => orTrue(() => conditions.every((condition) => condition(cells, 0) === true));
}

/** Whether a run comes to the regex that gives up is the run's matter. */
function orTrue(ask: () => boolean): boolean {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RegexGaveUp) return true;
    throw error;
  }
}

function run(results: readonly Result[], stage: Stage): readonly Result[] {
  return results.length === 0 ? results : stage.run(results, 0);
}

/** The commands up to the first that looks at several results, without what depends on the instant of a run. */
export function steadyCommands(commands: readonly Command[]): readonly Command[] {
  const unsteady = new Set<string>();
  const moves = (value: Expression): boolean => asksTheTime(value) || [...fieldsIn(value)].some((f) => unsteady.has(f));
  const steady: Command[] = [];
  for (const command of commands) {
    switch (command.kind) {
      case 'where':
        if (!moves(command.condition)) steady.push(command);
        break;
      case 'eval': {
        const assignments = command.assignments.filter(({ name, value }) => {
          if (moves(value)) unsteady.add(name);
          else unsteady.delete(name);
          return !unsteady.has(name);
        });
        steady.push({ ...command, assignments });
        break;
      }
      case 'spath':
        if (unsteady.has(command.input) || unsteady.has(command.output)) return steady;
        steady.push(command);
        break;
      case 'lookup':
        if (unsteady.has(command.field) || unsteady.has(command.output)) return steady;
        steady.push(command);
        break;
      case 'mvexpand':
      case 'regex':
      case 'bin':
        if (unsteady.has(command.field)) return steady;
        steady.push(command);
        break;
      case 'convert':
      case 'fields':
      case 'table':
        steady.push(command);
        break;
      case 'search':
      case 'macro':
      case 'rename':
        if (unsteady.size > 0) return steady;
        steady.push(command);
        break;
      case 'fillnull':
        if (unsteady.size > 0 || command.fields.length === 0) return steady;
        steady.push(command);
        break;
      case 'sort':
      case 'dedup':
      case 'head':
      case 'stats':
      case 'streamstats':
      case 'eventstats':
        return steady;
    }
  }
  return steady;
}

function asksTheTime(expression: Expression): boolean {
  switch (expression.kind) {
    case 'field':
    case 'string':
    case 'number':
      return false;
    case 'call':
      return expression.name === 'now' || expression.name === 'time' || expression.args.some(asksTheTime);
    case 'compare':
    case 'arithmetic':
      return asksTheTime(expression.left) || asksTheTime(expression.right);
    case 'and':
    case 'or':
    case 'xor':
      return expression.operands.some(asksTheTime);
    case 'not':
      return asksTheTime(expression.operand);
  }
}
