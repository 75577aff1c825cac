import type { Value } from '../../ir/value.ts';

type Call = Extract<Value, { readonly kind: 'call' }>;

/** More parts than these are not put into one text: a text of texts of shared texts has no end. */
const mostParts = 100;

/** What parts of texts became: those that are shared are rewritten once. */
export type Parts = Map<Value, Value>;

/** A `concat` without what it does anyway: `str()` of its parts, texts inside texts. */
export function plainText(concat: Call, known: Parts): Value {
  const own = concat.args.map((arg) => asPart(arg, known));
  const flat = own.reduce((n, part) => n + partsOf(part).length, 0) <= mostParts ? own.flatMap(partsOf) : own;
  const parts: Value[] = [];
  for (const part of flat) {
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

/** A title, which is a text whatever it is made of. */
export function plainTitle(title: Value): Value {
  return textOf(title) === undefined ? plainText({ kind: 'call', name: 'concat', args: [title] }, new Map()) : title;
}

function partsOf(value: Value): readonly Value[] {
  return value.kind === 'call' && value.name === 'concat' ? value.args : [value];
}

/** A part is written as `str()` writes it, whichever branch gives it. */
function asPart(value: Value, known: Parts): Value {
  const had = known.get(value);
  if (had !== undefined) return had;
  const made = withoutStr(value, known);
  known.set(value, made);
  return made;
}

function withoutStr(value: Value, known: Parts): Value {
  const [inner] = value.kind === 'call' && value.name === 'str' ? value.args : [];
  if (inner !== undefined) return asPart(inner, known);
  if (value.kind !== 'if') return value;
  const [then, otherwise] = [asPart(value.then, known), asPart(value.otherwise, known)];
  return then === value.then && otherwise === value.otherwise ? value : { ...value, then, otherwise };
}

function textOf(value: Value): string | undefined {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}
