import type { Expression, Search } from './syntax.ts';

/** What running a search relies on that no cited fact says, for the constructs that it uses. */
export function runAssumptions(search: Search, scheduled: boolean): readonly string[] {
  const found = new Set<string>([
    'eval compares as numbers where both sides read as numbers, else as text, by code point.',
  ]);
  const visit = (expression: Expression): void => {
    switch (expression.kind) {
      case 'field':
      case 'string':
      case 'number':
        return;
      case 'not':
        found.add('NOT over null is null in where.');
        visit(expression.operand);
        return;
      case 'compare':
        found.add('A field with several values equals no single value in where.');
        visit(expression.left);
        visit(expression.right);
        return;
      case 'arithmetic':
        visit(expression.left);
        visit(expression.right);
        return;
      case 'and':
      case 'or':
      case 'xor':
        expression.operands.forEach(visit);
        return;
      case 'call':
        if (expression.name === 'match') found.add('match() is true where any of several values matches.');
        expression.args.forEach(visit);
    }
  };
  for (const command of search.commands) {
    if (command.kind === 'where') visit(command.condition);
    if (command.kind === 'eval') for (const { value } of command.assignments) visit(value);
    if (command.kind === 'stats' || command.kind === 'streamstats')
      found.add(
        'stats and streamstats by a field with several values count a result under each value, and drop results without one.',
      );
  }
  if (scheduled) found.add('A scheduled search runs at the minute that its cron expression names, in UTC.');
  return [...found].sort();
}
