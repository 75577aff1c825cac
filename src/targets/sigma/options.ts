import { nearNames } from '../../diagnostics/near.ts';
import type { Json } from '../../ir/json.ts';

/**
 * `sigmahq`: what SigmaHQ's checks and the common converters take. `spec`: everything the specification has (`cased`, `exists`,
 * `fields`, keys of our own).
 */
export type Profile = 'sigmahq' | 'spec';

export interface SigmaOptions {
  readonly profile: Profile;
  /** SPDX id of the rules' licence. */
  readonly license: string | undefined;
  /** What InlineFilters and exceptions take from a rule stands in the rule, or in a filter document beside it. */
  readonly exceptions: 'inline' | 'filter';
}

const keys = ['profile', 'license', 'exceptions'] as const;

/** The options of the configuration; what `checkOptions` reports is read as absent. */
export function readOptions(options: Readonly<Record<string, Json>>): SigmaOptions {
  const { profile, license, exceptions } = options;
  return {
    profile: profile === 'spec' ? 'spec' : 'sigmahq',
    license: typeof license === 'string' && license !== '' ? license : undefined,
    exceptions: exceptions === 'filter' ? 'filter' : 'inline',
  };
}

/** Problems in the configuration's options for Sigma, a sentence each. */
export function checkOptions(options: Readonly<Record<string, Json>>): readonly string[] {
  const problems: string[] = [];
  for (const key of Object.keys(options)) {
    if ((keys as readonly string[]).includes(key)) continue;
    const [near] = nearNames(key, keys);
    problems.push(`sigma has no option "${key}"; ${near ? `did you mean "${near}"?` : `it has ${keys.join(', ')}.`}`);
  }
  const { profile, license, exceptions } = options;
  if (profile !== undefined && profile !== 'sigmahq' && profile !== 'spec')
    problems.push('profile is one of sigmahq, spec.');
  if (exceptions !== undefined && exceptions !== 'inline' && exceptions !== 'filter')
    problems.push('exceptions is one of inline, filter.');
  if (
    license !== undefined &&
    (typeof license !== 'string' || !/^[A-Za-z0-9.+-]+( (WITH|AND|OR) [A-Za-z0-9.+-]+)*$/.test(license))
  )
    problems.push('license is an SPDX id such as "Apache-2.0".');
  return problems;
}
