import { visible } from '../diagnostics/code-frame.ts';
import type { RuleLine, Summary } from '../project/rule-report.ts';
import { countReasons, mainReason, placeIn } from '../project/rule-report.ts';
import type { Terminal } from './terminal.ts';

/** More refused rules than this are counted by reason before they are listed. */
const few = 5;
const mostReasons = 25;

/** The refused rules for a person: how many for each reason, then each with its place, one line each. */
export function refusedText(lines: readonly RuleLine[], paint: Terminal['paint']): string {
  const refused = lines.filter((line) => line.status === 'refused');
  if (refused.length === 0) return '';
  const reasons = countReasons(lines);
  const width = String(reasons[0]?.[1] ?? 0).length;
  const counted = reasons
    .slice(0, mostReasons)
    .map(([reason, count]) => `  ${String(count).padStart(width)} × ${visible(clip(reason))}`);
  if (reasons.length > mostReasons) counted.push(`  … and ${reasons.length - mostReasons} more reasons`);
  const listed = refused.map((line) => {
    const reason = mainReason(line);
    const told = reason === undefined ? '' : `${paint.dim(`[${reason.code}]`)} ${visible(clip(reason.message))}`;
    return `${paint.bold(visible(placeIn(line)))} ${visible(line.rule ?? '')} ${told}`;
  });
  const counts = refused.length > few ? [`Refused, ${refused.length} rules:`, ...counted, ''] : [];
  return [...counts, ...listed, ''].join('\n');
}

/** `876 rules: 845 lifted, 31 refused; 3040 tests passed, 0 failed, 21 skipped`. */
export function summaryText({ rules, refused, lifted, tests }: Summary): string {
  const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
  const parts = refused > 0 ? `: ${lifted} lifted, ${refused} refused; ` : ', ';
  return `${rules} rules${parts}${tests.passed} tests passed, ${tests.failed} failed${skipped}`;
}

function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
