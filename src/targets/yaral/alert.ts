import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { exact, unite } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import { printCondition, printRow } from '../../ir/print.ts';
import { lowerCondition } from '../../lower/lower-condition.ts';
import type { Lowered, Refusal } from '../../lower/lowering.ts';
import type { MappedRule } from '../../mapping/mapping.ts';
import type { LoweredRule, Settings } from '../target.ts';
import { addressKeys } from './address-keys.ts';
import { assumptionsOf } from './assumptions.ts';
import type { YaralExpression, YaralQuery } from './ast.ts';
import { fieldsIn } from './build.ts';
import { Content } from './content.ts';
import { checkCopies } from './copies.ts';
import { extractorNeeds } from './extracted.ts';
import type { Grouping } from './grouping.ts';
import { grouped, singleEvent } from './grouping.ts';
import { selector } from './home.ts';
import { tablesAtTop, tablesIn } from './list-rows.ts';
import { metaLimits } from './meta.ts';
import { Names } from './names.ts';
import { ruleLowering } from './operators.ts';
import { outcomeOf } from './outcome.ts';
import { ambiguousColumns, sharedColumns, sharedFidelity } from './shared.ts';

/** Lowers a whole rule: its rows, how matches are counted and silenced, what the analyst reads. */
export function lowerRule(rule: MappedRule, settings: Settings): LoweredRule<YaralQuery> {
  const { alert, lifecycle } = rule.rule;
  const isGrouped = alert.threshold > 1 || rule.distinct !== undefined;
  const names = new Names();
  for (const name of ['risk_score', 'suppression_key', 'event_count', 'distinct_count']) names.take(name);
  const shared = sharedColumns(rule.home);
  const content = new Content(isGrouped, names, ambiguousColumns(rule.home));
  const grouping = isGrouped ? grouped(rule, content, names) : singleEvent(rule, content);
  const lowered = lowerCondition(tablesAtTop(rule.condition), ruleLowering);
  const read = lowered.kind === 'ast' ? fieldsIn(lowered.ast) : [];
  const { outcome, notes, limits } = outcomeOf(rule, settings, content, names, grouping.outcome, read);
  const refusals = [...refusalsOf(lowered, rule), ...refusedAlert(grouping, rule)];
  const fidelity = lowered.kind === 'ast' ? unite([lowered.fidelity, sharedFidelity(rule.condition, shared)]) : exact;
  const rest = {
    fidelity,
    alertFidelity: alertFidelity(grouping, rule),
    refusals,
    notes: [...grouping.notes, ...notes, ...lifecycleNotes(lifecycle.createAlert, settings.enabled)],
    limits: [...limits, ...metaLimits(rule, settings)],
    uses: ['rules', ...(grouping.match === undefined ? [] : ['multi-event rules'])],
  };
  if (refusals.length > 0 || lowered.kind === 'refusal') return { ...rest, query: undefined, assumptions: [] };
  const query: YaralQuery = {
    events: [...selector(rule.home), ...(lowered.kind === 'ast' ? rowsOf(lowered.ast) : [])],
    placeholders: [...grouping.placeholders, ...content.placeholders],
    match: grouping.match,
    outcome,
    condition: grouping.condition,
    options: grouping.options,
  };
  const needs = extractorNeeds(query, rule.home, rule.logType);
  const setUp = needs ? [`${needs.of} keeps ${needs.fields.join(', ')}.`] : [];
  return { ...rest, query, needs, tables: tablesIn(query.events), assumptions: [...setUp, ...assumptionsOf(query)] };
}

function rowsOf(ast: YaralExpression): readonly YaralExpression[] {
  return ast.kind === 'and' ? ast.operands : [ast];
}

function refusalsOf(lowered: Lowered<YaralExpression>, rule: MappedRule): readonly Refusal[] {
  switch (lowered.kind) {
    case 'refusal':
      return lowered.refusals;
    case 'ast':
      return checkCopies(lowered.ast);
    case 'constant': {
      if (lowered.value && lowered.lost.length === 0) return [];
      const [lost] = lowered.lost;
      const row = lost?.test ? printRow(lost.test) : printCondition(rule.rule.condition);
      const why = lost
        ? 'the row cannot be said, and without it the condition is constant'
        : 'the condition never holds, and YARA-L compiles no constant row';
      return [{ row, why, span: lost?.test?.span ?? rule.rule.condition.span }];
    }
  }
}

function refusedAlert(grouping: Grouping, rule: MappedRule): readonly Refusal[] {
  if (grouping.refused === undefined) return [];
  const { threshold, windowMinutes } = rule.rule.alert;
  const spans = rule.rule.spans;
  return [
    {
      row: `Threshold: ${threshold}, DedupPeriodMinutes: ${windowMinutes}`,
      why: grouping.refused,
      span: spans.get('DedupPeriodMinutes') ?? spans.get('Threshold'),
    },
  ];
}

function alertFidelity(grouping: Grouping, { rule, key, keyParts }: MappedRule): Fidelity {
  const reasons = (codes: readonly ReasonCode[]): Reason[] => codes.map((code) => ({ code, within: [] }));
  const isKeyed = grouping.match !== undefined || grouping.options.suppressionMinutes !== undefined;
  const keys = rule.alert.keyedBy === 'group-by' ? keyParts : [key];
  const ofKeys = [...grouping.unknown, ...(isKeyed ? addressKeys(keys) : [])];
  return {
    wider: [...reasons(grouping.wider), ...ofKeys],
    narrower: [...reasons(grouping.narrower), ...ofKeys],
  };
}

function lifecycleNotes(createAlert: boolean, enabled: boolean): readonly string[] {
  const notes: string[] = [];
  if (!createAlert)
    notes.push('A signal without an alert: publish the rule with `alerting: false` in rule_config.yaml.');
  if (!enabled) notes.push('Switched off: publish the rule with `enabled: false` in rule_config.yaml.');
  return notes;
}
