import type { Cond, Machine, Segment, Sym } from '../sym.ts';

/** Elements without the values that they never are where they are elements. */
export function pruned(machine: Machine, segments: readonly Segment[]): readonly Segment[] {
  return segments.map((segment) =>
    segment.value.kind === 'choice'
      ? { ...segment, value: prune(machine, segment.value, conjuncts(machine, segment.when)) }
      : segment,
  );
}

function prune(machine: Machine, sym: Sym, where: readonly Cond[]): Sym {
  if (sym.kind !== 'choice') return sym;
  const { terms } = machine;
  const on = [...where, ...conjuncts(machine, sym.when)];
  const off = [...where, ...conjuncts(machine, terms.not(sym.when))];
  if (terms.and(...on) === terms.no) return prune(machine, sym.otherwise, off);
  if (terms.and(...off) === terms.no) return prune(machine, sym.then, on);
  return { ...sym, then: prune(machine, sym.then, on), otherwise: prune(machine, sym.otherwise, off) };
}

/** The parts that must all hold where the condition does. */
function conjuncts(machine: Machine, cond: Cond): readonly Cond[] {
  if (cond.kind === 'and') return cond.operands.flatMap((one) => conjuncts(machine, one));
  if (cond.kind !== 'not' || cond.operand.kind !== 'or') return [cond];
  return cond.operand.operands.flatMap((one) => conjuncts(machine, machine.terms.not(one)));
}
