import type { Paint } from './code-frame.ts';
import { codeFrame, visible } from './code-frame.ts';
import type { Diagnostic } from './diagnostic.ts';
import { placeOf } from './report.ts';

/** Findings for a person: place, what, code frame, why and fix, wrapped to `width` columns. */
export function printTerminal(found: readonly Diagnostic[], paint: Paint, width: number): string {
  return together(found)
    .map((one) => printOne(one, paint, width))
    .join('\n\n');
}

/** One finding that several targets share is shown once, with their names. */
function together(found: readonly Diagnostic[]): Diagnostic[] {
  const shown = new Map<string, Diagnostic>();
  for (const one of found) {
    const key = [one.code, one.severity, placeOf(one), one.message, one.why, one.fix].join('\u0000');
    const had = shown.get(key);
    const targets = [had?.target, one.target].filter((target) => target !== undefined);
    shown.set(key, targets.length === 0 ? one : { ...one, target: targets.join(', ') });
  }
  return [...shown.values()];
}

function printOne(found: Diagnostic, paint: Paint, width: number): string {
  const colour = { error: paint.red, warning: paint.yellow, info: paint.cyan }[found.severity];
  const place = placeOf(found);
  const head = `${place === '' ? '' : `${paint.bold(place)} `}${colour(found.severity)}${paint.dim(`[${found.code}]`)}${found.target === undefined ? '' : ` ${paint.dim(found.target)}`}`;
  const lines = [head, ...wrap(visible(found.message), width, '  ')];
  if (found.span) lines.push('', indent(codeFrame(found.span, paint, width - 2), '  '), '');
  lines.push(...labelled('why', found.why, paint, width), ...labelled('fix', found.fix, paint, width));
  return lines.join('\n');
}

function labelled(label: string, text: string, paint: Paint, width: number): string[] {
  const [first = '', ...rest] = wrap(visible(text), width - 7, '');
  return [`  ${paint.dim(`${label}:`)} ${first}`, ...rest.map((line) => `       ${line}`)];
}

function indent(text: string, margin: string): string {
  return text
    .split('\n')
    .map((line) => margin + line)
    .join('\n');
}

/** Breaks a text at spaces so that no line is wider than `width`, except for single long words. */
export function wrap(text: string, width: number, margin: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && margin.length + line.length + 1 + word.length > Math.max(20, width)) {
      lines.push(margin + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(margin + line);
  return lines;
}
