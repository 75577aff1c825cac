import { didYouMean, entry } from '../entry.ts';

/** Codes about mapping, log-type, data-model and configuration files. */
export const mappingFileCatalogue = {
  'mapping-log-type': entry<{ logType: string; stem: string }>({
    severity: 'error',
    message: (p) => `The file is named ${p.stem} and describes ${p.logType}.`,
    why: 'Files are found by the name of their log type; this one would be used for another.',
    fix: 'Rename the file, or correct the name in it.',
  }),
  'mapping-default-home': entry<{ count: number; homes: readonly string[] }>({
    severity: 'error',
    message: (p) =>
      p.count === 0
        ? 'No home is the default.'
        : `${p.count} homes are the default, and not each of them says \`when\`.`,
    why: 'Where nothing is configured, it must be known in which home an event is.',
    fix: (p) =>
      `Write \`default: true\` in one of: ${p.homes.join(', ')}; or in several, each with the \`when\` of its events.`,
  }),
  'mapping-based-on': entry<{ home: string; base: string; problem: string; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `The home ${p.home} is based on ${p.base}, which ${p.problem}.`,
    why: 'The fields of this home would be unknown.',
    fix: (p) => didYouMean(p.near, 'Name another home of this file.'),
  }),
  'mapping-unknown-field': entry<{ key: string; home: string; logType: string; near: readonly string[] }>({
    severity: 'warning',
    message: (p) => `The home ${p.home} maps ${p.key}, which is no field of ${p.logType}.`,
    why: 'No rule can read the field, so the entry is never used.',
    fix: (p) => didYouMean(p.near, `Correct the key, or add the field to log-types/${p.logType}.yml.`),
  }),
  'mapping-field-key': entry<{ key: string }>({
    severity: 'error',
    message: (p) => `"${p.key}" is no path of a field.`,
    why: 'Rows on the field would not find this entry.',
    fix: 'Write a.b, a[].b across a list, a[0].b at an index; keys with other characters in backticks: `a b`.',
  }),
  'mapping-duplicate-field': entry<{ key: string; other: string }>({
    severity: 'error',
    message: (p) => `"${p.key}" and "${p.other}" are the same field.`,
    why: 'One of the two entries would be lost.',
    fix: 'Keep one of them.',
  }),
  'mapping-entry': entry<{ field: string; problem: string }>({
    severity: 'error',
    message: (p) => `The entry of ${p.field} ${p.problem}.`,
    why: 'It would be read in another way than it was meant.',
    fix: 'Say one of column, anyOf, where, pairs or none, and only what belongs to it.',
  }),
  'mapping-uncited': entry<{ what: string; lacks: string }>({
    severity: 'error',
    message: (p) => `${p.what} has no ${p.lacks}.`,
    why: 'A column that nobody can trace back is a guess that looks like knowledge.',
    fix: (p) => `Give ${p.lacks} here, or once for the home.`,
  }),
  'mapping-unknown-source': entry<{ key: string; near: readonly string[]; known: readonly string[] }>({
    severity: 'error',
    message: (p) => `"${p.key}" is no key of this file's sources.`,
    why: 'The citation would lead nowhere.',
    fix: (p) => didYouMean(p.near, `Add it under \`sources:\`. Known: ${p.known.join(', ') || 'none'}.`),
  }),
  'log-type-duplicate-field': entry<{ name: string }>({
    severity: 'error',
    message: (p) => `The field "${p.name}" stands twice in one object.`,
    why: 'The two may disagree on its type.',
    fix: 'Keep one of them.',
  }),
  'data-model-path': entry<{ name: string; path: string }>({
    severity: 'warning',
    message: (p) => `"${p.path}" (${p.name}) does not lead to one place.`,
    why: 'Rules that read this name cannot be compiled; the other names can.',
    fix: 'Use keys and indices only: $.a.b, $.a[0].b, $["a b"].',
  }),
  'data-model-method': entry<{ name: string }>({
    severity: 'info',
    message: (p) => `"${p.name}" is computed by a Python method.`,
    why: 'Rules that read this name cannot be compiled; the other names can.',
    fix: 'Give it a Path, or say in the rule what the method computes.',
  }),
  'config-unknown-target': entry<{ key: string; name: string; near: readonly string[]; known: readonly string[] }>({
    severity: 'error',
    message: (p) => `\`${p.key}\` names the target "${p.name}", which does not exist.`,
    why: 'What is said of it would never take effect.',
    fix: (p) => didYouMean(p.near, `Choose from: ${p.known.join(', ')}.`),
  }),
  'config-bad-date': entry<{ value: string }>({
    severity: 'error',
    message: (p) => `"${p.value}" is no date.`,
    why: 'The waiver would never expire, or always have.',
    fix: 'Write year, month and day, such as 2027-01-31.',
  }),
};
