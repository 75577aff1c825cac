import type { Json } from '../../../ir/json.ts';
import { isList } from '../../../ir/json.ts';
import type { Value } from '../../../ir/value.ts';
import { choice } from '../choice.ts';
import type { DataSym, DictContent, Machine, Sym } from '../sym.ts';
import { anything, str } from '../sym.ts';
import { data, fromJson, toValue, typesOf } from '../values.ts';

/** Fewer entries than this are asked one by one: their values may be of any kind, and what follows can tell them apart. */
const fewest = 4;

/**
 * A value of the event looked up in a dict of constants, as one `lookup`; undefined where the dict or the default is of
 * another kind.
 */
export function lookUpConstants(machine: Machine, content: DictContent, key: Sym, otherwise: Sym): Sym | undefined {
  if (key.kind !== 'data' || (key.types & str) === 0 || content.entries.length < fewest || content.filling)
    return undefined;
  if (otherwise.kind !== 'const' && otherwise.kind !== 'data') return undefined;
  const table = new Map<string, Json>();
  let types = otherwise.kind === 'data' ? otherwise.types : typesOf(machine, otherwise);
  for (const { loops, when, key: name, value } of content.entries) {
    if (loops.length > 0 || when !== machine.terms.yes || name.kind !== 'const' || typeof name.value !== 'string')
      return undefined;
    if (value.kind !== 'const') return undefined;
    table.set(name.value, value.value);
    types |= typesOf(machine, value);
  }
  const absent = toValue(machine, otherwise);
  if (absent.kind === 'unknown') return undefined;
  const nature: DataSym['nature'] = otherwise.kind === 'data' ? otherwise.nature : 'plain';
  return data(machine, machine.terms.lookup(key.value, [...table], absent), types || anything, nature);
}

/**
 * Applies a function to each constant that a value may be: one that was looked up in a table or chosen by conditions.
 * Undefined where the value may be anything else.
 */
export function eachConstant(machine: Machine, of: Value, make: (one: Sym) => Sym): Sym | undefined {
  switch (of.kind) {
    case 'literal':
      return make(fromJson(machine, of.value));
    case 'if': {
      if (!isConstantChoice(of.then) || !isConstantChoice(of.otherwise)) return undefined;
      const [then, otherwise] = machine.branch(
        of.condition,
        () => eachConstant(machine, of.then, make),
        () => eachConstant(machine, of.otherwise, make),
      );
      if (then === undefined || otherwise === undefined) return then ?? otherwise;
      return choice(machine, of.condition, then, otherwise);
    }
    case 'lookup':
    case 'call': {
      const spread = asChoice(machine, of);
      return spread === undefined ? undefined : eachConstant(machine, spread, make);
    }
    default:
      return undefined;
  }
}

function isConstantChoice(value: Value): boolean {
  if (value.kind === 'if') return isConstantChoice(value.then) && isConstantChoice(value.otherwise);
  return value.kind === 'literal' || value.kind === 'lookup' || (value.kind === 'call' && value.name === 'item');
}

/** A table, or an element of a constant list, as conditions on what is looked up. */
function asChoice({ terms }: Machine, of: Value): Value | undefined {
  const among = (subject: Value, cases: readonly (readonly [key: Json, result: Json])[], otherwise: Value): Value =>
    cases.reduceRight<Value>((rest, [key, result]) => {
      const when = terms.plain(terms.test(subject, 'eq', [terms.literal(key)]));
      return when === undefined ? rest : terms.choose(when, terms.literal(result), rest);
    }, otherwise);
  if (of.kind === 'lookup') return among(of.value, of.table, of.otherwise);
  if (of.kind !== 'call' || of.name !== 'item') return undefined;
  const [items, index, otherwise = terms.literal(null)] = of.args;
  if (items?.kind !== 'literal' || !isList(items.value) || index === undefined) return undefined;
  const { value: all } = items;
  const cases = all.flatMap((item, i): [Json, Json][] => [
    [BigInt(i), item],
    [BigInt(i - all.length), item],
  ]);
  return among(index, cases, otherwise);
}
