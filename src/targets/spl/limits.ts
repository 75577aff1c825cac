import type { MappedRule } from '../../mapping/mapping.ts';
import type { Limit, Settings } from '../target.ts';
import type { Options } from './options.ts';
import type { Schedule } from './schedule.ts';
import { attackTags, longestStanza, stanzaName } from './stanza.ts';

/** Limits of Splunk and Enterprise Security that a rule meets. */
export function limitsOf(rule: MappedRule, settings: Settings, options: Options, schedule: Schedule): readonly Limit[] {
  const { name, shortened } = stanzaName(options.app, rule);
  const { omitted } = attackTags(rule, settings);
  return [
    ...(shortened
      ? [
          {
            says: `a stanza has at most ${longestStanza} characters: the rule's is "${name}".`,
            source: 'https://github.com/splunk/contentctl, which holds names to what Enterprise Security takes',
            key: 'DisplayName',
            severity: 'info' as const,
          },
        ]
      : []),
    ...schedule.limits.map((says) => ({
      says,
      source: 'https://docs.splunk.com/Documentation/Splunk/latest/Alert/CronExpressions',
      severity: 'warning' as const,
    })),
    ...(omitted.length > 0
      ? [
          {
            says: `no place for ${omitted.join(', ')}.`,
            source: `MITRE ATT&CK Enterprise ${settings.attackVersion}, https://attack.mitre.org/versions/`,
            key: 'Reports',
            severity: 'warning' as const,
          },
        ]
      : []),
  ];
}
