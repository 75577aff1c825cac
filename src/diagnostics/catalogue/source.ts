import { conditionTableCatalogue } from './condition-table.ts';
import { mappingFileCatalogue } from './mapping-file.ts';
import { pythonCatalogue } from './python.ts';
import { detectionCatalogue, ruleCatalogue, schemaCatalogue, yamlCatalogue } from './rule-file.ts';

/** Codes about reading rules: YAML, schema, condition table, simple detections. */
export const sourceCatalogue = {
  ...yamlCatalogue,
  ...schemaCatalogue,
  ...ruleCatalogue,
  ...detectionCatalogue,
  ...pythonCatalogue,
  ...conditionTableCatalogue,
  ...mappingFileCatalogue,
};
