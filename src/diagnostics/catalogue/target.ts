import { didYouMean, entry } from '../entry.ts';

/** A row of lifted Python may fill pages. */
function clipped(row: string): string {
  return row.length > 300 ? `${row.slice(0, 299)}…` : row;
}

/** Codes about saying a rule in a target: mapping, lowering, the gate. */
export const targetCatalogue = {
  'no-mapping': entry<{
    logType: string;
    target: string;
    known: readonly string[];
    guessed: boolean;
    because?: string | undefined;
  }>({
    severity: 'error',
    message: (p) =>
      `The log type ${p.logType} has no mapping for ${p.target}${p.because === undefined ? '.' : `: ${p.because}`}`,
    why: 'Without a mapping nobody knows where these events live in that SIEM or what its columns are called.',
    fix: (p) =>
      `Add targets/${p.target}/${p.logType}.yaml${p.guessed ? `, or opt in to a home whose names are guessed: guessed: [${p.target}]` : ''}. Log types mapped for ${p.target}: ${p.known.join(', ') || 'none'}.`,
  }),
  'unknown-home': entry<{ home: string; logType: string; target: string; known: readonly string[] }>({
    severity: 'error',
    message: (p) => `${p.logType} has no home "${p.home}" in ${p.target}.`,
    why: 'The chosen home decides the table and every column name.',
    fix: (p) => `Choose one of: ${p.known.join(', ')}.`,
  }),
  'no-home-holds': entry<{
    logType: string;
    target: string;
    homes: readonly { readonly name: string; readonly when: string }[];
    /** Homes that were not asked for and may hold such events. */
    others: readonly string[];
  }>({
    severity: 'error',
    message: (p) => `No home of ${p.logType} in ${p.target} holds an event that the rule matches.`,
    why: (p) =>
      `A home holds only events that its \`when\` lets in: ${p.homes.map(({ name, when }) => `${name}: ${when}`).join('; ')}.`,
    fix: (p) => {
      const [last, ...more] = [...p.others].reverse();
      const file = `targets/${p.target}/${p.logType}.yaml`;
      if (last === undefined) return `Add a home to ${file} that has these events.`;
      const besides = more.length > 0 ? ` (or ${more.reverse().join(', ')})` : '';
      return `Name a home that may have them, in the configuration \`homes: { ${p.target}: { ${p.logType}: ${last} } }\`${besides} or in the rule \`Homes: { ${p.target}: ${last} }\`; or add one to ${file} that has these events.`;
    },
  }),
  'unmapped-field': entry<{
    field: string;
    target: string;
    home: string;
    row: string;
    known: boolean;
    /** It has a column that is only guessed. */
    guessed?: boolean | undefined;
    near: readonly string[];
  }>({
    severity: 'error',
    message: (p) =>
      p.known ? `${p.home} (${p.target}) has no column for ${p.field}.` : `${p.field} is no field of this log type.`,
    why: 'Dropping the row would flood or blind the detection, so the rule is refused for this target.',
    fix: (p) =>
      didYouMean(
        p.near,
        p.guessed
          ? `Its column there is only guessed: opt in with guessed: [${p.target}], map it otherwise in targets/${p.target}/, or accept the refusal.`
          : p.known
            ? `Map ${p.field} in targets/${p.target}/, or accept the refusal in the configuration.`
            : `Correct the path, or add ${p.field} to the log type's schema.`,
      ),
  }),
  'unsupported-row': entry<{ row: string; target: string; reason: string }>({
    severity: 'error',
    message: (p) => `${p.target} cannot say \`${clipped(p.row)}\`: ${p.reason}`,
    why: 'A query without this row would be another detection, so the rule is refused for this target.',
    fix: 'Rewrite the row, choose another home, or accept the refusal in the configuration.',
  }),
  'unwaived-loss': entry<{ code: string; row: string; target: string; says: string }>({
    severity: 'error',
    message: (p) => `${p.target} would lose \`${clipped(p.row)}\` (${p.code}): ${p.says}`,
    why: 'The artifact would match more than the rule does.',
    fix: (p) => `If that is acceptable, add a waiver: Waivers: [{Target: ${p.target}, Code: ${p.code}, Reason: …}].`,
  }),
  'narrower-loss': entry<{ code: string; row: string; target: string; says: string }>({
    severity: 'error',
    message: (p) => `${p.target} would miss events on \`${clipped(p.row)}\` (${p.code}): ${p.says}`,
    why: 'An artifact that is silently blind is worse than none; this cannot be waived.',
    fix: 'Rewrite the row, or accept the refusal in the configuration.',
  }),
  'exception-unsayable': entry<{
    rule: string;
    place: string;
    problem: string;
    target: string | undefined;
    fix: string;
  }>({
    severity: 'error',
    message: (p) =>
      `The exception for ${p.rule} (${p.place}) cannot be said${p.target === undefined ? '' : ` for ${p.target}`}: ${p.problem}`,
    why: 'An exception that takes in more than it says makes the rule blind, so nothing is built for it.',
    fix: (p) =>
      p.target === undefined
        ? p.fix
        : `Write it with other fields, or leave ${p.target} out of its \`targets\`: there the rule goes on matching such events.`,
  }),
  'constant-artifact': entry<{ target: string; value: string }>({
    severity: 'error',
    message: (p) => `For ${p.target} the whole condition is constantly ${p.value}.`,
    why: 'A search that always or never matches is no detection.',
    fix: 'Correct the condition, or choose a home that holds its fields.',
  }),
  'template-failed': entry<{ target: string; detail: string }>({
    severity: 'error',
    message: (p) => `The envelope for ${p.target} cannot be written: ${p.detail}`,
    why: 'A half-filled envelope would be published as if it were whole.',
    fix: (p) => `Correct the template under templates/${p.target}/.`,
  }),
  'target-limit': entry<{ target: string; says: string; source: string; severity: 'warning' | 'info' }>({
    severity: 'warning',
    message: (p) => `${p.target}: ${p.says}`,
    why: (p) => `The SIEM has this limit: ${p.source}`,
    fix: (p) =>
      p.severity === 'info'
        ? 'Nothing needs to be done: the artifact keeps to it.'
        : 'Shorten or split what does not fit, or accept it: the artifact keeps to the limit.',
  }),
  'quota-exceeded': entry<{ target: string; of: string; used: number; most: number; where: string; source: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.target}: the build has ${p.used} ${p.of} that are switched on, and ${p.where} takes ${p.most}.`,
    why: (p) => `What is over the quota cannot be switched on: ${p.source}`,
    fix: 'Switch some of them off (disabled), publish fewer (except), or name the tier that you have in the options of the target.',
  }),
};
