import type { ColumnView, HomeView, LogTypeView, TargetView } from './log-type-view.ts';

/** A log type for the terminal: for each target its homes, then the columns of the default ones, citations by number at the end. */
export function logTypeText(view: LogTypeView, width: number): string {
  const { targets, citations } = view;
  const head = [view.name, ...(view.description === undefined ? [] : [...wrap(view.description, width)])];
  return [
    head.join('\n'),
    ...targets.map((target) => targetText(target, width)),
    citations.map((cite, i) => [...wrap(cite, width, `[${i + 1}] `)].join('\n')).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function targetText({ target, title, homes, noHome }: TargetView, width: number): string {
  const known = noHome ? [...wrap(`No home is known: ${noHome.because}${cited(noHome.cite)}`, width, '  ')] : [];
  const shown = homes.filter(({ isDefault }) => isDefault);
  return [
    `── ${target} · ${title}`,
    ...known,
    ...homes.flatMap((home) => homeLines(home, width)),
    ...shown.flatMap((home) => columnLines(home, shown.length > 1, width)),
  ].join('\n');
}

function homeLines(home: HomeView, width: number): readonly string[] {
  const said = [
    `${home.title}`,
    home.source,
    ...(home.when === undefined ? [] : [`only where ${home.when}`]),
    `lag ${home.lag.minutes} min (${home.lag.certainty})`,
  ].filter((part) => part !== '');
  return [...wrap(`${home.name}${home.isDefault ? ' (default)' : ''}: ${said.join('; ')}`, width, '  ')];
}

function columnLines(home: HomeView, several: boolean, width: number): readonly string[] {
  const { columns, native, without } = home;
  const rows = columns.map((one): Row => ({ ...one, sure: sureness(one) }));
  const [field, column, sure] = (['field', 'column', 'sure'] as const).map((key) =>
    longest(rows.map((row) => row[key])),
  );
  const fits = indent.length + (field ?? 0) + (column ?? 0) + (sure ?? 0) + 4 <= width;
  const lines = rows.flatMap((row) => {
    if (fits) return [`${indent}${row.field.padEnd(field ?? 0)}  ${row.column.padEnd(column ?? 0)}  ${row.sure}`];
    if (row.field === row.column) return [`${indent}${row.field}  ${row.sure}`];
    const line = `${indent}${row.field}  ${row.column}  ${row.sure}`;
    return line.length <= width ? [line] : [`${indent}${row.field}`, `${indent}  ${row.column}  ${row.sure}`];
  });
  const rest = native
    ? [`${indent}every other field: under its own path  ${native.certainty}${cited(native.cite)}`]
    : [];
  const absent =
    without.length === 0 ? [] : wrap(`no column: ${without.map(({ field }) => field).join(', ')}`, width, indent);
  const body = [...lines, ...rest, ...absent];
  return body.length === 0 ? [] : [...(several ? ['', `  ${home.name}`] : ['']), ...body];
}

function sureness({ type, certainty, cite }: ColumnView): string {
  return `${type === 'string' ? '' : `${type}  `}${certainty}${cited(cite)}`;
}

function cited(cite: number | undefined): string {
  return cite === undefined ? '' : ` [${cite}]`;
}

interface Row {
  readonly field: string;
  readonly column: string;
  readonly sure: string;
}

const indent = '    ';

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}

/** Words on lines of a width, those after the first indented as the first is. */
function wrap(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  const pad = ' '.repeat(indent.length);
  for (const word of text.split(/\s+/)) {
    const next = line.trim() === indent.trim() || line === pad ? `${line}${word}` : `${line} ${word}`;
    if (next.length > width && line.trim() !== indent.trim() && line !== pad) {
      lines.push(line);
      line = `${pad}${word}`;
    } else line = next;
  }
  return [...lines, line];
}
