import type { Publishing } from './config.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import type { Span } from './diagnostics/source.ts';
import type { Fidelity, Reason } from './fidelity/reason.ts';
import type { ReasonRow } from './fidelity/reasons.ts';
import { reasons } from './fidelity/reasons.ts';
import { matchesGlob } from './glob.ts';
import { printRow, printValue } from './ir/print.ts';
import type { Loss, Rule, Waiver } from './ir/rule.ts';
import type { Compiled, FidelityLine } from './targets/target.ts';

/** What the gate decides about a compiled rule: the lines to show, and an error for each loss that nobody accepted. */
export interface Gated {
  readonly lines: readonly FidelityLine[];
  readonly errors: readonly Diagnostic[];
}

/** Judges a rule's fidelity on a target: representations pass and are shown; a loss must be wider and waived. `today` is YYYY-MM-DD. */
export function gate(rule: Rule, target: string, compiled: Compiled, publishing: Publishing, today: string): Gated {
  const waivers = waiversFor(rule, target, publishing, today);
  const lines: FidelityLine[] = [];
  const errors: Diagnostic[] = [];
  const judge = (fidelity: Fidelity, scope: FidelityLine['scope']): void => {
    for (const direction of ['wider', 'narrower'] as const) {
      for (const reason of fidelity[direction]) {
        if (isEverywhere(reason)) continue;
        const line = lineOf(reason, direction, scope, waivers);
        // Reasons about no row differ in facts that are not shown.
        if (
          reason.test === undefined &&
          lines.some(
            (l) => l.direction === direction && l.scope === scope && l.code === line.code && l.row === undefined,
          )
        )
          continue;
        lines.push(line);
        if (line.class === 'loss') errors.push(...judgeLoss(rule, target, line, reason.test?.span));
      }
    }
  };
  judge(compiled.fidelity, 'condition');
  judge(compiled.alertFidelity, 'alert');
  for (const loss of rule.losses ?? []) {
    const line = lineOfLoss(loss, waivers);
    lines.push(line);
    errors.push(...judgeLoss(rule, target, line, loss.span));
  }
  return { lines, errors };
}

/** What is so for every rule on every target is told once, in the manifest and the documentation, not on each artifact. */
function isEverywhere(reason: Reason): boolean {
  const row: ReasonRow = reasons[reason.code];
  return row.everywhere === true;
}

function judgeLoss(rule: Rule, target: string, line: FidelityLine, span: Span | undefined): Diagnostic[] {
  const place = { span: span ?? rule.spans.get('RuleID'), rule: rule.id, target };
  const parameters = {
    code: line.code,
    row: line.row ?? (line.scope === 'alert' ? 'the alert' : 'the condition'),
    target,
    says: line.says,
  };
  if (line.direction === 'narrower' && line.scope === 'condition')
    return [diagnostic('narrower-loss', parameters, place)];
  return line.waived === undefined ? [diagnostic('unwaived-loss', parameters, place)] : [];
}

function lineOf(
  reason: Reason,
  direction: FidelityLine['direction'],
  scope: FidelityLine['scope'],
  waivers: readonly Waiver[],
): FidelityLine {
  const row = reasons[reason.code];
  const field = reason.test && printValue(reason.test.subject);
  const waiver = waivers.find((w) => w.code === reason.code && (w.field === undefined || w.field === field));
  return {
    direction,
    scope,
    code: reason.code,
    class: row.class,
    row: reason.test && printRow(reason.test),
    says: row.says,
    waived: waiver?.reason,
  };
}

/** What a partial lift left out widens every text of the rule alike. */
function lineOfLoss({ construct, why }: Loss, waivers: readonly Waiver[]): FidelityLine {
  const code = 'not-lifted';
  const waiver = waivers.find((w) => w.code === code && w.field === undefined);
  return {
    direction: 'wider',
    scope: 'condition',
    code,
    class: reasons[code].class,
    row: construct,
    says: `${reasons[code].says} ${why}`,
    waived: waiver?.reason,
  };
}

/** The waivers that hold today for a rule on a target: its own and the configuration's. */
export function waiversFor(rule: Rule, target: string, publishing: Publishing, today: string): readonly Waiver[] {
  const configured = publishing.waivers.filter((w) => matchesGlob(w.rule, rule.id));
  return [...rule.waivers, ...configured].filter(
    (w) => w.target === target && (w.expires === undefined || w.expires >= today),
  );
}
