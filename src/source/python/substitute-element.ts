import type { Value } from '../../ir/value.ts';
import { choice, fromCond } from './choice.ts';
import type { Cond, Content, Entry, Machine, Segment, Sym } from './sym.ts';
import type { Plain } from './terms.ts';

/** Puts a value in the place of a loop's element. */
export interface Substitution {
  readonly value: (value: Value) => Value;
  readonly cond: (cond: Cond) => Cond;
  readonly sym: (sym: Sym) => Sym;
}

/** Replaces references to the element with this number, in conditions, values, and objects (which are made anew). */
export function substituting(machine: Machine, element: number, by: Value): Substitution {
  const { terms } = machine;
  const values = new Map<Value, Value>();
  const conds = new Map<Cond, Cond>();
  const objects = new Map<number, Sym>();

  const value = (one: Value): Value => {
    const had = values.get(one);
    if (had !== undefined) return had;
    const made = remake(one);
    values.set(one, made);
    return made;
  };
  const plain = (one: Plain): Plain => cond(one) as Plain; // substitution never adds a part that was not lifted
  const remake = (one: Value): Value => {
    switch (one.kind) {
      case 'literal':
        return one;
      case 'reference':
        return one.to.scope === 'element' && one.to.depth === element ? terms.steps(by, one.to.path) : one;
      case 'call':
        return terms.call(one.name, ...one.args.map(value));
      case 'at':
        return terms.steps(value(one.of), one.steps);
      case 'if':
        return terms.choose(plain(one.condition), value(one.then), value(one.otherwise));
      case 'lookup':
        return terms.lookup(value(one.value), one.table, value(one.otherwise));
      case 'first':
        return terms.first(value(one.list), terms.elementOf(one) ?? -1, plain(one.where));
      case 'map':
        return terms.map(value(one.list), terms.elementOf(one) ?? -1, plain(one.where), value(one.value));
    }
  };
  const cond = (one: Cond): Cond => {
    const had = conds.get(one);
    if (had !== undefined) return had;
    const made = remakeCond(one);
    conds.set(one, made);
    return made;
  };
  const remakeCond = (one: Cond): Cond => {
    switch (one.kind) {
      case 'true':
      case 'false':
      case 'unlifted':
        return one;
      case 'and':
        return terms.and(...one.operands.map(cond));
      case 'or':
        return terms.or(...one.operands.map(cond));
      case 'not':
        return terms.not(cond(one.operand));
      case 'test': {
        const { operator, ignoreCase, flags, span } = one;
        return terms.test(value(one.subject), operator, one.operands.map(value), { ignoreCase, flags, span });
      }
      case 'quantifier':
        return terms.quantifier(one.quantifier, value(one.list), terms.elementOf(one) ?? -1, cond(one.where));
    }
  };
  const sym = (one: Sym): Sym => {
    switch (one.kind) {
      case 'data':
        return { ...one, value: value(one.value) };
      case 'bool':
        return fromCond(machine, cond(one.when));
      case 'choice':
        return choice(machine, cond(one.when), sym(one.then), sym(one.otherwise));
      case 'object': {
        const had = objects.get(one.id);
        if (had !== undefined) return had;
        const content = machine.contentOf(one);
        const changed = contentOf(content);
        const made = changed === undefined ? one : machine.make(changed);
        objects.set(one.id, made);
        return made;
      }
      case 'opaque': {
        const parts = Object.entries(one.parts).map(([name, part]): [string, Sym] => [name, sym(part)]);
        return { ...one, parts: Object.fromEntries(parts) };
      }
      case 'method':
        return one;
      default:
        return one;
    }
  };
  const segment = (one: Segment): Segment => ({
    ...one,
    loops: one.loops.map((loop) => ({ ...loop, list: value(loop.list) })),
    when: cond(one.when),
    value: sym(one.value),
  });
  const entry = (one: Entry): Entry => ({ ...segment(one), key: sym(one.key) });
  /** Undefined where nothing in the content depends on the element. */
  const contentOf = (content: Content): Content | undefined => {
    switch (content.kind) {
      case 'list': {
        const segments = content.segments.map(segment);
        return segments.every((s, i) => alike(s, content.segments[i])) ? undefined : { ...content, segments };
      }
      case 'dict': {
        const entries = content.entries.map(entry);
        const still = entries.every((e, i) => alike(e, content.entries[i]) && e.key === content.entries[i]?.key);
        return still ? undefined : { ...content, entries };
      }
      case 'instance': {
        const fields = new Map([...content.fields].map(([name, field]) => [name, sym(field)]));
        return [...fields].every(([name, field]) => field === content.fields.get(name))
          ? undefined
          : { ...content, fields };
      }
    }
  };
  const alike = (a: Segment, b: Segment | undefined): boolean =>
    b !== undefined &&
    a.when === b.when &&
    (a.value === b.value || (a.value.kind === 'data' && b.value.kind === 'data' && a.value.value === b.value.value)) &&
    a.loops.every((loop, i) => loop.list === b.loops[i]?.list);
  return { value, cond, sym };
}

/** A part of a collection whose loops are numbered anew, where one of them is running: its own elements are others. */
export function freshen<P extends Segment | Entry>(machine: Machine, part: P): P {
  let fresh: P = part;
  for (const loop of part.loops) {
    if (!machine.running.includes(loop.element)) continue;
    const number = machine.terms.newElement();
    const by = machine.terms.reference({ scope: 'element', depth: number, path: [] });
    const change = substituting(machine, loop.element, by);
    fresh = {
      ...fresh,
      loops: fresh.loops.map((one) => ({
        list: one === loop ? one.list : change.value(one.list),
        element: one.element === loop.element ? number : one.element,
      })),
      when: change.cond(fresh.when),
      value: change.sym(fresh.value),
      ...('key' in fresh ? { key: change.sym(fresh.key) } : {}),
    };
  }
  return fresh;
}
