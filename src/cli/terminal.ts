import picocolors from 'picocolors';
import type { Paint } from '../diagnostics/code-frame.ts';
import { plainPaint } from '../diagnostics/code-frame.ts';
import { exitCode } from './exit.ts';

/** Where a command prints: results on standard output, findings and progress on standard error. */
export interface Terminal {
  readonly paint: Paint;
  readonly width: number;
  readonly print: (text: string) => void;
  readonly note: (text: string) => void;
  /** Shows progress where a person watches; nothing in a pipe or in CI. */
  readonly progress: (label: string, done: number, total: number) => void;
  readonly clearProgress: () => void;
}

/** The terminal of this process. Colour follows NO_COLOR, FORCE_COLOR and whether someone is watching. */
export function openTerminal(): Terminal {
  const watched = process.stderr.isTTY === true && process.env['CI'] === undefined;
  let shown = 0;
  const clear = (): void => {
    if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`);
    shown = 0;
  };
  return {
    paint: isColoured() ? picocolors.createColors(true) : plainPaint,
    width: Math.max(40, Math.min(process.stderr.columns ?? (Number(process.env['COLUMNS']) || 100), 120)),
    print: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress: (label, done, total) => {
      if (!watched || total < 50 || (done % 25 !== 0 && done !== total)) return;
      const text = `${label} ${done}/${total}`;
      process.stderr.write(`\r${text.padEnd(shown)}`);
      shown = text.length;
    },
    clearProgress: clear,
  };
}

/** Whether to paint. Neither a pipe nor a file gets escapes, in CI neither, unless FORCE_COLOR asks for them. */
function isColoured(): boolean {
  if (isSet('NO_COLOR')) return false;
  if (isSet('FORCE_COLOR')) return process.env['FORCE_COLOR'] !== '0';
  return process.stdout.isTTY === true && process.stderr.isTTY === true && process.env['TERM'] !== 'dumb';
}

function isSet(name: string): boolean {
  return (process.env[name] ?? '') !== '';
}

/** Ends quietly where the reader of a pipe has gone (`rulegen … | head`). */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (stream === process.stdout) process.stderr.write(`Standard output cannot be written: ${error.message}\n`);
      process.exit(exitCode.usage);
    });
  }
}
