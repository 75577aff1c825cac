import type { Methods } from '../contract.ts';
import { buildMethods } from './text-build.ts';
import { caseMethods } from './text-case.ts';
import { searchMethods } from './text-search.ts';
import { splitMethods } from './text-split.ts';

/** Methods of a text. */
export const textMethods: Methods = new Map([...caseMethods, ...splitMethods, ...searchMethods, ...buildMethods]);
