import type { Json } from '../../ir/json.ts';
import { isList } from '../../ir/json.ts';
import { checkLists } from '../list-option.ts';
import type { Quota } from '../target.ts';
import { checkGeneric } from './generic.ts';

/** What a team may set for its workspace. */
export interface Options {
  /** RuleIDs (globs) of rules that run each minute instead of on a schedule. */
  readonly nrt: readonly string[];
  /** False: alerts without incidents, for a workspace where rules are tried out. */
  readonly createIncidents: boolean;
  /** Each rule as a custom detection of Defender XDR besides. */
  readonly defender: boolean;
}

/** Reads the configuration's section; what is wrong with it is reported by `checkOptions`. */
export function readOptions(options: Readonly<Record<string, Json>>): Options {
  const { nrt } = options;
  return {
    nrt: isList(nrt) ? nrt.filter((one) => typeof one === 'string') : [],
    createIncidents: options['createIncidents'] !== false,
    defender: options['defender'] === true,
  };
}

/** Problems in the configuration's section, a sentence each. */
export function checkOptions(options: Readonly<Record<string, Json>>): readonly string[] {
  const problems: string[] = [];
  for (const [key, value] of Object.entries(options)) {
    if (key === 'generic') problems.push(...checkGeneric(value));
    else if (key === 'lists') problems.push(...checkLists(value));
    else if (key === 'nrt') {
      if (!isList(value) || value.some((one) => typeof one !== 'string'))
        problems.push('nrt must be a list of RuleIDs; `*` stands for any text.');
    } else if (key !== 'createIncidents' && key !== 'defender')
      problems.push(`${key} is no option: createIncidents, defender, generic, lists, nrt.`);
    else if (typeof value !== 'boolean') problems.push(`${key} must be true or false.`);
  }
  return problems;
}

/** How many rules a workspace runs. https://learn.microsoft.com/azure/sentinel/sentinel-service-limits */
export function quotas(): readonly Quota[] {
  const source = 'https://learn.microsoft.com/azure/sentinel/sentinel-service-limits';
  const where = 'a workspace of Sentinel';
  return [
    { of: 'scheduled rules', most: 512, where, source },
    { of: 'near-real-time rules', most: 50, where, source },
  ];
}
