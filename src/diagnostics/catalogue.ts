import { eventsCatalogue } from './catalogue/events.ts';
import { importCatalogue } from './catalogue/import.ts';
import { lintCatalogue } from './catalogue/lint.ts';
import { projectCatalogue } from './catalogue/project.ts';
import { sourceCatalogue } from './catalogue/source.ts';
import { targetCatalogue } from './catalogue/target.ts';
import { verifyCatalogue } from './catalogue/verify.ts';

/** Every code that rulegen can print: what is wrong, why it matters, how to mend it. */
export const catalogue = {
  ...sourceCatalogue,
  ...targetCatalogue,
  ...lintCatalogue,
  ...projectCatalogue,
  ...importCatalogue,
  ...eventsCatalogue,
  ...verifyCatalogue,
};

export type Code = keyof typeof catalogue;

/** The parameters that a code's texts need. */
export type Parameters<C extends Code> = (typeof catalogue)[C] extends Entry<infer P> ? P : never;

import type { Entry } from './entry.ts';
