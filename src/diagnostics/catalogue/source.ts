import { entry } from '../entry.ts';

/** Codes about reading rules: YAML, schema, condition table, simple detections. */
export const sourceCatalogue = {
  'yaml-syntax': entry<{ detail: string }>({
    severity: 'error',
    message: (p) => `This is not YAML: ${p.detail}`,
    why: 'A file that cannot be read holds no rule.',
    fix: 'Mend the YAML at this place.',
  }),
};
