import { entry } from '../entry.ts';

/** Codes about files, configuration, output and our own faults. */
export const projectCatalogue = {
  'internal-error': entry<{ detail: string }>({
    severity: 'error',
    message: (p) => `rulegen itself failed: ${p.detail}`,
    why: 'This is a fault of rulegen, not of your rule.',
    fix: 'Please report it with the rule that shows it; the other rules were built.',
  }),
};
