import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Rule } from '../ir/rule.ts';
import { readHomes, readLosses, readSuppressions, readWaivers } from './rule/acceptances.ts';
import { readAlert } from './rule/alert.ts';
import { readDetection } from './rule/detection.ts';
import { readDisplayName, readDistinct, readRuleId } from './rule/identity.ts';
import { readLifecycle } from './rule/lifecycle.ts';
import { readMetadata } from './rule/metadata.ts';
import type { RuleInput } from './rule/rule-source.ts';
import { openRule } from './rule/rule-source.ts';
import { readTests } from './rule/tests.ts';

export type { RuleInput } from './rule/rule-source.ts';

/**
 * Reads a Panther rule file, with its sidecar, into a Rule. One pass reports everything that is wrong; undefined after an
 * error anywhere but in `Tests:`, whose faulty entries are left out.
 */
export function readRule(input: RuleInput, report: Report): Rule | undefined {
  let sound = true;
  let id: string | undefined;
  const tell: Report = (found: Diagnostic) => report(id === undefined ? found : { ...found, rule: id });
  const checking: Report = (found) => {
    if (found.severity === 'error') sound = false;
    tell(found);
  };
  const source = openRule(input, checking);
  if (source === undefined) return undefined;
  id = readRuleId(source.get('RuleID'), checking);
  const named = id ?? 'unnamed';
  const displayName = readDisplayName(source.get('DisplayName'), named, checking);
  const metadata = readMetadata(source, checking);
  const rule: Rule = {
    id: named,
    file: input.file,
    spans: new Map([...source.keys].map(([key, cursor]): [string, Span] => [key, cursor.keySpan])),
    displayName,
    lifecycle: readLifecycle(source, checking),
    logTypes: readDistinct(source.get('LogTypes'), checking).map((item) => item.text ?? ''),
    metadata,
    ...readDetection(source, checking),
    alert: readAlert(source, { id: named, displayName, description: metadata.description }, checking),
    ...(input.withTests ? readTests(source.get('Tests'), tell) : { tests: [], alertTests: [] }),
    ...(source.get('Losses').given && { losses: readLosses(source.get('Losses')) }),
    waivers: readWaivers(source.get('Waivers'), checking),
    suppressions: readSuppressions(source.get('Suppress')),
    homes: readHomes(source.get('Homes')),
  };
  return sound && id !== undefined ? rule : undefined;
}
