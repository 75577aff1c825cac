import type { Json } from '../../ir/json.ts';
import { checkLists } from '../list-option.ts';
import type { Quota } from '../target.ts';

/** Rules that may be switched on by package, all and those with several events. https://docs.cloud.google.com/chronicle/docs/detection/rule-quotas */
const tiers = {
  standard: { title: 'Standard', rules: 1000, multiEvent: 75 },
  enterprise: { title: 'Enterprise', rules: 2000, multiEvent: 200 },
  'enterprise-plus': { title: 'Enterprise Plus', rules: 3500, multiEvent: 400 },
} as const;

type Tier = keyof typeof tiers;
const names = Object.keys(tiers);

/** Problems in the configuration's section, a sentence each. */
export function checkOptions(options: Readonly<Record<string, Json>>): readonly string[] {
  return Object.entries(options).flatMap(([key, value]) => {
    if (key === 'lists') return checkLists(value);
    if (key !== 'tier') return [`${key} is no option of yaral: lists, tier.`];
    return typeof value === 'string' && names.includes(value) ? [] : [`tier must be one of ${names.join(', ')}.`];
  });
}

/** How many rules the package takes: Standard's numbers where the configuration names no tier. */
export function quotas(options: Readonly<Record<string, Json>>): readonly Quota[] {
  const { tier } = options;
  // What is no tier was reported by `checkOptions`.
  const { title, rules, multiEvent } =
    tiers[typeof tier === 'string' && names.includes(tier) ? (tier as Tier) : 'standard'];
  const source = 'https://docs.cloud.google.com/chronicle/docs/detection/rule-quotas';
  const where = `Google SecOps ${title}`;
  return [
    { of: 'rules', most: rules, where, source },
    { of: 'multi-event rules', most: multiEvent, where, source },
  ];
}
