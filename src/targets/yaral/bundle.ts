import type { Bundle, BundleFile, BundleFinding, BundleInput, BundleUnit } from '../bundle.ts';
import { listFiles } from '../list-files.ts';
import { tableColumn } from './list-rows.ts';
import { mergeRuleConfig, type RuleState } from './rule-config.ts';

const path = 'rule_config.yaml';

/**
 * The configuration of Google's content manager beside its folder of rules: each rule's state. What is in it of other rules, and the ids that
 * Google gave ours, stay. Lists that rules name are tables beside it. https://github.com/chronicle/detection-rules/tree/main/tools/content_manager
 */
export function bundle({ units, removed, existing, lists }: BundleInput): Bundle {
  const tables = listFiles(lists, { folder: 'data_tables', kind: 'data-table', column: tableColumn });
  const states = new Map(units.flatMap(stateOf));
  const gone = removed.flatMap((file) => nameIn(file) ?? []).filter((name) => !states.has(name));
  const before = existing(path);
  const merged = mergeRuleConfig(before, states, gone);
  if ('problem' in merged) {
    const says = `${path} is left as it is: ${merged.problem} The states of rules were not written.`;
    return { files: tables, untouched: [path], findings: [{ severity: 'error', says }] };
  }
  const alone = mergeRuleConfig(undefined, states, []);
  const own = 'text' in alone ? alone.text : '';
  const files: readonly BundleFile[] =
    merged.text === '' ? [] : [{ path, kind: 'rule-config', content: merged.text, own }];
  return { files: [...files, ...tables], findings: merged.taken.map(doubled) };
}

function stateOf({ artifacts, enabled, alerting, retired }: BundleUnit): [string, RuleState][] {
  const state = retired ? 'archived' : { enabled, alerting };
  return artifacts.flatMap((artifact): [string, RuleState][] => {
    const name = nameIn(artifact.path);
    return name === undefined ? [] : [[name, state]];
  });
}

function nameIn(file: string): string | undefined {
  return /^rules\/([^/]+)\.yaral$/.exec(file)?.[1];
}

function doubled([ours, theirs]: readonly [string, string]): BundleFinding {
  return {
    severity: 'error',
    says: `${path} has an entry ${theirs} beside ${ours}: names that differ in case only are one to Google's content manager.`,
    source: 'https://github.com/chronicle/detection-rules/tree/main/tools/content_manager',
  };
}
