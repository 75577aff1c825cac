import { codeFrame, plainPaint } from '../diagnostics/code-frame.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { placeOf } from '../diagnostics/report.ts';
import type { Target } from '../targets/target.ts';
import type { ShownFinding } from './answer.ts';

/** The name of the rule's text in findings. */
export const ruleFile = 'rule.yml';

const order: readonly Severity[] = ['error', 'warning', 'info'];
/** Columns of a code frame. */
const frameWidth = 90;

/** Findings as the page shows them: what is worst first, and what several targets say alike once. */
export function showFindings(
  found: readonly Diagnostic[],
  targets: readonly Pick<Target, 'name' | 'title'>[],
): readonly ShownFinding[] {
  const shown = new Map<string, ShownFinding>();
  for (const one of [...found].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))) {
    const title = targets.find(({ name }) => name === one.target)?.title;
    const key = [one.code, one.severity, placeOf(one), one.message, one.target === undefined].join('\0');
    const had = shown.get(key);
    const named = title === undefined ? [] : [title];
    shown.set(key, had ? { ...had, targets: [...had.targets, ...named] } : { ...showFinding(one), targets: named });
  }
  return [...shown.values()];
}

function showFinding(found: Diagnostic): Omit<ShownFinding, 'targets'> {
  const { code, severity, message, why, fix, span } = found;
  const isInRule = span?.file.path === ruleFile;
  return {
    code,
    severity,
    message,
    why,
    fix,
    place: placeOf(found),
    frame: span ? codeFrame(span, plainPaint, frameWidth) : '',
    range: span && isInRule ? [span.start, span.end] : undefined,
  };
}
