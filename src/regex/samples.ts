import type { RegexNode } from './tree.ts';
import { partsOf } from './tree.ts';

/** Characters that tell the regex's sets apart: Latin-1, one of each other sort, and the borders of its ranges. */
export function samplesOf(node: RegexNode): number[] {
  const borders: number[] = [];
  const collect = (part: RegexNode): void => {
    if (part.kind === 'literal') borders.push(part.code);
    if (part.kind === 'set') {
      for (const item of part.items) {
        if (item.kind === 'range') borders.push(item.from - 1, item.from, item.to, item.to + 1);
      }
    }
    for (const inner of partsOf(part)) collect(inner);
  };
  collect(node);
  const sorts = [0x130, 0x131, 0x17f, 0x301, 0x660, 0x2003, 0x20ac, 0x212a, 0x4e00, 0x1f600];
  const latin = Array.from({ length: 256 }, (_, code) => code);
  return [...new Set([...latin, ...sorts, ...borders])].filter((code) => code >= 0 && code <= 0x10ffff);
}
