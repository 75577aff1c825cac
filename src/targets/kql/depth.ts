import type { MappedValue } from '../../mapping/mapping.ts';

/** Functions inside each other repeat what they read, so that a value grows with each. */
export const deepestValue = 8;

/** How many functions stand inside each other. */
export function depthOf(value: MappedValue): number {
  switch (value.kind) {
    case 'reference':
    case 'literal':
      return 0;
    case 'at':
      return depthOf(value.of);
    case 'call':
      return 1 + Math.max(0, ...value.args.map(depthOf));
    case 'if':
      return 1 + Math.max(depthOf(value.then), depthOf(value.otherwise));
    case 'first':
      return 1 + depthOf(value.list);
    case 'map':
      return 1 + Math.max(depthOf(value.list), depthOf(value.value));
    case 'lookup':
      return 1 + Math.max(depthOf(value.value), depthOf(value.otherwise));
  }
}
