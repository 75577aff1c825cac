import type { Command, Search } from './syntax.ts';

/** The columns of a search's final rows; undefined where no command says what they are, so that any field may be there. */
export function finalColumns({ commands }: Search): ReadonlySet<string> | undefined {
  let columns: Set<string> | undefined;
  for (const command of commands) {
    if (command.kind === 'stats') columns = new Set([...command.by, ...command.aggregates.map(({ as }) => as)]);
    else if (command.kind === 'table' || (command.kind === 'fields' && !command.remove)) {
      const { names } = command;
      if (!names.some((name) => name.includes('*')))
        columns = new Set(names.filter((name) => columns?.has(name) ?? true));
    } else if (columns !== undefined) change(command, columns);
  }
  return columns;
}

function change(command: Command, columns: Set<string>): void {
  switch (command.kind) {
    case 'eval':
      for (const { name } of command.assignments) columns.add(name);
      break;
    case 'streamstats':
    case 'eventstats':
      for (const { as } of command.aggregates) columns.add(as);
      break;
    case 'spath':
    case 'lookup':
      columns.add(command.output);
      break;
    case 'bin':
      columns.add(command.as);
      break;
    case 'fillnull':
      for (const name of command.fields) columns.add(name);
      break;
    case 'rename':
      for (const [from, to] of command.pairs) if (columns.delete(from)) columns.add(to);
      break;
    case 'fields':
      for (const name of command.names) columns.delete(name);
      break;
    case 'search':
    case 'where':
    case 'mvexpand':
    case 'table':
    case 'sort':
    case 'dedup':
    case 'head':
    case 'regex':
    case 'stats':
    case 'convert':
    case 'macro':
  }
}
