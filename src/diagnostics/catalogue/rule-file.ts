import { entry } from '../entry.ts';

/** Codes about reading any YAML file. */
export const yamlCatalogue = {
  'yaml-syntax': entry<{ detail: string }>({
    severity: 'error',
    message: (p) => `This is not YAML: ${p.detail}`,
    why: 'A file that cannot be read holds no rule.',
    fix: 'Mend the YAML at this place.',
  }),
  'yaml-duplicate-key': entry<{ key: string }>({
    severity: 'error',
    message: (p) => `The key "${p.key}" stands twice in one mapping.`,
    why: 'One of the two would be lost without a word.',
    fix: 'Keep one of them.',
  }),
  'yaml-several-documents': entry({
    severity: 'error',
    message: 'The file holds several YAML documents.',
    why: 'A file describes one thing; what stands after the second `---` would be lost.',
    fix: 'Put each document into a file of its own.',
  }),
  'yaml-alias': entry<{ name: string; problem: string }>({
    severity: 'error',
    message: (p) => `The alias *${p.name} ${p.problem}.`,
    why: 'A value that never ends, or fills the memory, cannot be read.',
    fix: 'Write the value out where it is needed.',
  }),
  'yaml-too-deep': entry<{ limit: number }>({
    severity: 'error',
    message: (p) => `The YAML is nested more than ${p.limit} levels deep.`,
    why: 'No rule or log needs that; a reader would run out of stack.',
    fix: 'Flatten the value.',
  }),
  'yaml-no-json': entry<{ what: string }>({
    severity: 'error',
    message: (p) => `Events and rules are JSON, which has no place for ${p.what}.`,
    why: 'Panther and the SIEMs would read it differently, or not at all.',
    fix: 'Write a text, number, boolean, null, list or mapping with text keys.',
  }),
  'file-too-large': entry<{ megabytes: string; limit: number }>({
    severity: 'error',
    message: (p) => `The file has ${p.megabytes} MB; the limit is ${p.limit} MB.`,
    why: 'Rules are small; a file of that size is something else or would stall the build.',
    fix: 'Move it out of the rules folder, or shorten the logs of its tests.',
  }),
  'not-text': entry<{ code: string }>({
    severity: 'error',
    message: (p) => `The file is no text: it holds the control character ${p.code}.`,
    why: 'YAML forbids such characters; the file is binary or damaged.',
    fix: 'Save it as UTF-8 text, or write the character as an escape in double quotes: "\\x00".',
  }),
  'not-utf8': entry({
    severity: 'warning',
    message: 'The file holds U+FFFD, the mark of a byte that was not UTF-8.',
    why: 'A text that the rule compares with may have been damaged.',
    fix: 'Save the file as UTF-8.',
  }),
};
