import type { Value } from '../../ir/value.ts';
import { sizeOfAll } from './tree-size.ts';

/** What is larger is not taken apart: parts that are shared would be looked at over and over. */
const mostNodes = 20_000;

/** A text with values as one `concat`, without what it says anyway: `str()` of its parts, texts inside texts. */
export function plainTitle(title: Value): Value {
  if (textOf(title) !== undefined || sizeOfAll([title]) > mostNodes) return title;
  const parts: Value[] = [];
  for (const part of partsOf(title)) {
    const before = parts.at(-1);
    const [a, b] = [before && textOf(before), textOf(part)];
    if (b === '') continue;
    if (a !== undefined && b !== undefined) parts[parts.length - 1] = { kind: 'literal', value: a + b };
    else parts.push(part);
  }
  const [only, ...more] = parts;
  if (only === undefined) return { kind: 'literal', value: '' };
  return more.length === 0 && textOf(only) !== undefined ? only : { kind: 'call', name: 'concat', args: parts };
}

function partsOf(value: Value): Value[] {
  return value.kind === 'call' && value.name === 'concat' ? value.args.flatMap(partsOf) : [asPart(value)];
}

/** A part is written as `str()` writes it, whichever branch gives it. */
function asPart(value: Value): Value {
  const [inner] = value.kind === 'call' && value.name === 'str' ? value.args : [];
  if (inner !== undefined) return asPart(inner);
  if (value.kind === 'literal') return { kind: 'literal', value: value.value };
  if (value.kind !== 'if') return value;
  const [then, otherwise] = [asPart(value.then), asPart(value.otherwise)];
  return then === value.then && otherwise === value.otherwise ? value : { ...value, then, otherwise };
}

function textOf(value: Value): string | undefined {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}
