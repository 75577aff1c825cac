import { entry } from '../entry.ts';
import { yamlCatalogue } from './rule-file.ts';

/** Codes about reading rules: YAML, schema, condition table, simple detections. */
export const sourceCatalogue = {
  ...yamlCatalogue,
};
