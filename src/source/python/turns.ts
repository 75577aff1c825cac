import type { Span } from '../../diagnostics/source.ts';
import { substituting } from './substitute-element.ts';
import type { Cond, Loop, Machine, Sym } from './sym.ts';
import { faultIn, someTurn, turns } from './values.ts';

/** Whether the condition holds on the first turn on which `among` holds. */
export function firstTurn(machine: Machine, loops: readonly Loop[], among: Cond, cond: Cond): Cond {
  const { terms } = machine;
  if (cond === terms.no) return terms.no;
  const plain = terms.plain(among);
  const [only, ...more] = loops;
  if (plain === undefined || only === undefined) return someTurn(machine, loops, cond);
  if (more.length === 0) {
    const item = terms.reference({ scope: 'element', depth: only.element, path: [] });
    // A map to the element itself, which `terms.map` would fold away where nothing is left out.
    const those = terms.map(only.list, only.element, plain, item);
    return terms.quantifier(
      'any',
      terms.call('slice', those, terms.literal(0n), terms.literal(1n)),
      only.element,
      cond,
    );
  }
  const own = terms.plain(cond);
  if (own === undefined) return someTurn(machine, loops, cond);
  const answers = turns(machine, loops, plain, terms.choose(own, terms.literal(true), terms.literal(false)));
  return terms.test(terms.call('item', answers, terms.literal(0n)), 'is_true');
}

/** A value of a turn as it is on the first (or last) turn on which the condition holds. */
export function substituteTurn(
  machine: Machine,
  loops: readonly Loop[],
  when: Cond,
  value: Sym,
  which: 'first' | 'last',
  span: Span,
): Sym {
  const { terms } = machine;
  if (value.kind === 'const' || value.kind === 'unknown') return value;
  let [sym, cond, rest]: [Sym, Cond, readonly Loop[]] = [value, when, loops];
  while (rest.length > 0) {
    const [loop, ...inner] = rest;
    if (loop === undefined) break;
    const some = terms.plain(someTurn(machine, inner, cond));
    if (some === undefined) {
      const fault = faultIn(cond) ?? { construct: 'a value of a loop', why: 'its condition has no form', span };
      return { kind: 'unknown', fault };
    }
    const item = terms.reference({ scope: 'element', depth: loop.element, path: [] });
    const found =
      which === 'first'
        ? terms.first(loop.list, loop.element, some)
        : terms.call('item', terms.map(loop.list, loop.element, some, item), terms.literal(-1n));
    const change = substituting(machine, loop.element, found);
    sym = change.sym(sym);
    cond = change.cond(cond);
    rest = inner.map((one) => ({ ...one, list: change.value(one.list) }));
  }
  return sym;
}
