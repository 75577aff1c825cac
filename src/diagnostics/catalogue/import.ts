import { entry } from '../entry.ts';

/** Codes about writing rules without their Python. */
export const importCatalogue = {
  'import-unwritable': entry<{ problem: string }>({
    severity: 'error',
    message: (p) => `The rule cannot be written without its Python: ${p.problem}.`,
    why: 'A file that says something else than the rule would replace it without a word.',
    fix: 'Keep the Python: rulegen reads it as it is. Or write the Condition by hand.',
  }),
  'import-exists': entry<{ path: string }>({
    severity: 'error',
    message: (p) => `${p.path} is there already, with another text.`,
    why: 'Somebody may have worked on it since.',
    fix: 'Remove or rename it, choose another folder with --out, or overwrite with --force.',
  }),
  'import-loss': entry<{ construct: string; why: string }>({
    severity: 'warning',
    message: (p) => `${p.construct} is left out: ${p.why}.`,
    why: 'The written rule matches more than the Python; the file lists this under Losses.',
    fix: 'Say it in the Condition by hand and remove it from Losses, or waive not-lifted for each target.',
  }),
  'import-test-left-out': entry<{ test: string }>({
    severity: 'info',
    message: (p) => `The test "${p.test}" is not in the written rule: its result rests on its Mocks.`,
    why: 'Mocks replace parts of the Python, and the written rule has none.',
    fix: 'Write a test of the event alone.',
  }),
};
