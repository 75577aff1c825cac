import { kql } from './kql/index.ts';
import { sigma } from './sigma/index.ts';
import { spl } from './spl/index.ts';
import type { Target } from './target.ts';
import { yaral } from './yaral/index.ts';

/** Every target, in the order in which they are built and shown. */
export const targets: readonly Target[] = [sigma, spl, kql, yaral];
