import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile, Span } from '../diagnostics/source.ts';
import type { Rule, RuleTest } from '../ir/rule.ts';
import { Cursor } from './cursor.ts';
import { readHomes, readLosses, readSuppressions, readWaivers } from './rule/acceptances.ts';
import { readAlert } from './rule/alert.ts';
import { onlyTests } from './rule/blank-tests.ts';
import { readDetection } from './rule/detection.ts';
import { readDisplayName, readDistinct, readRuleId } from './rule/identity.ts';
import { readLifecycle } from './rule/lifecycle.ts';
import { withLifted } from './rule/lifted-alert.ts';
import { readMetadata } from './rule/metadata.ts';
import type { LiftedBody } from './rule/python-body.ts';
import { hasOnlyPython, liftAgain, liftBody, readTwin, underMocks } from './rule/python-body.ts';
import type { RuleInput } from './rule/rule-source.ts';
import { openRule } from './rule/rule-source.ts';
import { readWithLogs } from './rule/test-logs.ts';
import { readTests } from './rule/tests.ts';
import { readYaml } from './yaml.ts';

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
  const logTypes = readDistinct(source.get('LogTypes'), checking).map((item) => item.text ?? '');
  const about = { id: named, displayName, description: metadata.description, logTypes };
  const detection = readDetection(source, checking);
  const alert = readAlert(source, about, checking);
  const severity = alert.severity.otherwise;
  const unwanted = hasOnlyPython(source) && input.wanted?.(logTypes) === false;
  const body =
    hasOnlyPython(source) && !unwanted ? liftBody(source, { ...about, severity }, input, checking) : undefined;
  const twin = body === undefined && !unwanted ? readTwin(source, { ...about, severity }, input, checking) : undefined;
  const rule: Rule = {
    id: named,
    file: input.file,
    spans: new Map([...source.keys].map(([key, cursor]): [string, Span] => [key, cursor.keySpan])),
    displayName,
    lifecycle: readLifecycle(source, checking),
    logTypes,
    metadata,
    ...detection,
    ...(unwanted && { condition: { kind: 'false' as const } }),
    ...(twin && { twin }),
    alert,
    ...(input.withTests ? readTests(source.get('Tests'), tell) : { tests: [], alertTests: [] }),
    ...(source.get('Losses').given && { losses: readLosses(source.get('Losses')) }),
    waivers: readWaivers(source.get('Waivers'), checking),
    suppressions: readSuppressions(source.get('Suppress')),
    homes: readHomes(source.get('Homes')),
  };
  if (!sound || id === undefined) return undefined;
  return body === undefined ? rule : withBody(rule, body, tell);
}

/** A rule with the meaning of its Python. */
function withBody(rule: Rule, body: LiftedBody, report: Report): Rule {
  const { condition, raises, alert, losses } = body.rule;
  return {
    ...rule,
    python: body.file,
    condition,
    raises,
    alert: withLifted(rule.alert, alert, rule.id),
    ...(losses.length > 0 && { losses: [...(rule.losses ?? []), ...losses] }),
    tests: underMocks(rule.tests, body.under, report),
  };
}

/** The tests of a rule that was read without them. What is wrong with them is reported as `readRule` does. */
export function readTestsOf(rule: Rule, input: RuleInput, report: Report): readonly RuleTest[] {
  const tell: Report = (found) => report({ ...found, rule: rule.id });
  return underMocks(readTestsIn(input.file, tell), (mocks, told) => liftAgain(rule, input, mocks, told), tell);
}

/** The tests on one event of a rule file, and nothing else of it. Their mocks count for nothing. */
export function readTestsIn(file: SourceFile, report: Report): readonly RuleTest[] {
  const alone = onlyTests(file.text);
  if (alone === undefined) return [];
  // What fails alone (an anchor of the keys before, say) is read whole, and its faults are told.
  const document = readWithLogs(file, alone, () => {}) ?? readYaml(file, report);
  return document === undefined ? [] : readTests(new Cursor(document).get('Tests'), report).tests;
}
