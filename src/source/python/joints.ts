import type { Value } from '../../ir/value.ts';
import type { Implied } from './implied.ts';
import { surely } from './implied.ts';
import type { Cond } from './sym.ts';

/** And, or, not: each combination is built once, and as short as can be seen at once. */
export interface Joints {
  readonly yes: Cond;
  readonly no: Cond;
  readonly and: (...operands: readonly Cond[]) => Cond;
  readonly or: (...operands: readonly Cond[]) => Cond;
  readonly not: (operand: Cond) => Cond;
  /** Notes that a condition holds a part that could not be lifted where one of its parts does. */
  readonly marked: <C extends Cond>(cond: C, parts: readonly Cond[]) => C;
  readonly isPartial: (cond: Cond) => boolean;
  /** How many operands have been looked at. */
  readonly work: () => number;
}

interface Means {
  readonly idOf: (node: object) => number;
  /** Gives a new node its number. */
  readonly number: (node: object) => void;
  readonly typeTest: (subject: Value, names: readonly string[]) => Cond;
  /** What must be so where a value is there. */
  readonly implied: (value: Value) => Implied;
}

/** Operands that are looked at for one rule; beyond, conditions stay as they come. */
const mostWork = 800_000;

export function makeJoints({ idOf, number, typeTest, implied }: Means): Joints {
  const opposites = new Map<Cond, Cond>();
  const partial = new WeakSet<object>();
  const nodes = makeTable(idOf);
  const results = makeTable(idOf);
  let work = 0;
  const isPartial = (cond: Cond): boolean => cond.kind === 'unlifted' || partial.has(cond);
  const marked = <C extends Cond>(cond: C, parts: readonly Cond[]): C => {
    if (parts.some(isPartial)) partial.add(cond);
    return cond;
  };
  const yes: Cond = { kind: 'true' };
  const no: Cond = { kind: 'false' };
  number(yes);
  number(no);
  const not = (operand: Cond): Cond => {
    if (operand.kind === 'true') return no;
    if (operand.kind === 'false') return yes;
    if (operand.kind === 'not') return operand.operand;
    if (operand.kind === 'unlifted') return operand;
    const had = opposites.get(operand);
    if (had !== undefined) return had;
    const made = marked({ kind: 'not', operand }, [operand]);
    number(made);
    opposites.set(operand, made);
    return made;
  };
  const opposite = (cond: Cond): Cond | undefined => (cond.kind === 'not' ? cond.operand : opposites.get(cond));
  const join = (kind: 'and' | 'or', given: readonly Cond[]): Cond => {
    const had = results.get(kind, given);
    if (had !== undefined) return had;
    const made = joinAnew(kind, given);
    results.set(kind, given, made);
    return made;
  };
  const joinAnew = (kind: 'and' | 'or', given: readonly Cond[]): Cond => {
    const [neutral, absorbing] = kind === 'and' ? [yes, no] : [no, yes];
    const flat = new Set<Cond>();
    for (const operand of given)
      for (const part of operand.kind === kind ? operand.operands : [operand]) {
        if (part === absorbing) return absorbing;
        if (part !== neutral) flat.add(part);
      }
    work += flat.size;
    if (work > mostWork) return joinPlainly(kind, [...flat]);
    for (const part of flat) {
      const other = opposite(part);
      if (other !== undefined && flat.has(other)) return absorbing;
    }
    const merged = mergeTypes(kind, [...flat]);
    if (merged !== undefined) return join(kind, merged);
    const absorbed = absorb(kind, flat);
    const operands = kind === 'and' && absorbed.length > 1 ? withoutImplied(absorbed) : absorbed;
    const factored = kind === 'or' ? factor(operands) : undefined;
    if (factored !== undefined) return factored;
    const [only, ...more] = operands;
    if (only === undefined) return neutral;
    if (more.length === 0) return only;
    return joinPlainly(kind, operands);
  };
  const joinPlainly = (kind: 'and' | 'or', operands: readonly Cond[]): Cond => {
    const [only, ...more] = operands;
    if (only !== undefined && more.length === 0) return only;
    const had = nodes.get(kind, operands);
    if (had !== undefined) return had;
    const made = marked({ kind, operands }, operands);
    number(made);
    nodes.set(kind, operands, made);
    return made;
  };
  /** Beside `a` in an `or`, `not (a or b)` is `not b`; likewise in an `and`. */
  const reduce = (kind: 'and' | 'or', part: Cond, flat: ReadonlySet<Cond>): Cond => {
    if (part.kind !== 'not' || part.operand.kind !== kind) return part;
    const rest = part.operand.operands.filter((one) => !flat.has(one));
    return rest.length === part.operand.operands.length ? part : not(join(kind, rest));
  };
  /** `a and (not a or b)` is `a and b`; `a and (a or b)` is `a`; likewise with both swapped. */
  const absorb = (kind: 'and' | 'or', flat: ReadonlySet<Cond>): Cond[] => {
    const inner = kind === 'and' ? 'or' : 'and';
    let changed = false;
    const kept: Cond[] = [];
    for (const part of flat) {
      if (part.kind !== inner) {
        const reduced = reduce(kind, part, flat);
        changed ||= reduced !== part;
        kept.push(reduced);
        continue;
      }
      work += part.operands.length;
      if (part.operands.some((o) => flat.has(o))) {
        changed = true;
        continue;
      }
      const rest = part.operands.flatMap((o) => {
        const other = opposite(o);
        if (other !== undefined && flat.has(other)) return [];
        return [reduce(kind, o, flat)];
      });
      if (rest.every((o, i) => o === part.operands[i]) && rest.length === part.operands.length) kept.push(part);
      else {
        changed = true;
        kept.push(join(inner, rest));
      }
    }
    if (!changed) return kept;
    const again = join(kind, kept);
    return again.kind === kind ? [...again.operands] : [again];
  };

  /** Type tests of one value as one: `string or list`, `not string and not list`, `(string or list) and list`. */
  const mergeTypes = (kind: 'and' | 'or', flat: readonly Cond[]): Cond[] | undefined => {
    const found = new Map<
      string,
      { readonly subject: Value; readonly negated: boolean; names: string[]; at: number }
    >();
    const kept: (Cond | undefined)[] = [];
    let changed = false;
    for (const part of flat) {
      const negated = part.kind === 'not';
      const names = typeNamesOf(negated ? part.operand : part);
      if (names === undefined) {
        kept.push(part);
        continue;
      }
      const key = `${negated} ${idOf(names.subject)}`;
      const had = found.get(key);
      if (had === undefined) {
        found.set(key, { subject: names.subject, negated, names: [...names.names], at: kept.length });
        kept.push(part);
        continue;
      }
      changed = true;
      const joins = (kind === 'or') !== negated;
      had.names = joins
        ? [...new Set([...had.names, ...names.names])]
        : had.names.filter((name) => names.names.includes(name));
      const next = had.names.length === 0 ? no : typeTest(had.subject, had.names);
      kept[had.at] = negated ? not(next) : next;
    }
    return changed ? kept.flatMap((one) => (one === undefined ? [] : [one])) : undefined;
  };
  /** `(a and b) or (a and c)` is `a and (b or c)`. */
  const factor = (operands: readonly Cond[]): Cond | undefined => {
    const [first, ...rest] = operands;
    if (first?.kind !== 'and' || rest.length === 0) return undefined;
    const partsOf = (one: Cond): readonly Cond[] => (one.kind === 'and' ? one.operands : [one]);
    const common = new Set(first.operands);
    for (const one of rest) {
      const parts = new Set(partsOf(one));
      for (const part of common) if (!parts.has(part)) common.delete(part);
      if (common.size === 0) return undefined;
    }
    const inner = operands.map((one) =>
      join(
        'and',
        partsOf(one).filter((part) => !common.has(part)),
      ),
    );
    return join('and', [...common, join('or', inner)]);
  };

  /** Without the operands of an `and` that others of its operands imply. */
  const withoutImplied = (operands: readonly Cond[]): readonly Cond[] => {
    const sure = operands.flatMap((one) =>
      one.kind === 'test' && needsValue(one) ? [{ one, implied: implied(one.subject) }] : [],
    );
    if (sure.length === 0) return operands;
    const kept = operands.filter(
      (one) => !isAboutTypes(one) || !sure.some((by) => by.one !== one && surely(one, by.implied)),
    );
    return kept.length === operands.length ? operands : kept;
  };

  return {
    yes,
    no,
    and: (...operands) => join('and', operands),
    or: (...operands) => join('or', operands),
    not,
    marked,
    isPartial,
    work: () => work,
  };
}

/** Conditions by their kind and operands. */
interface Table {
  readonly get: (kind: string, operands: readonly Cond[]) => Cond | undefined;
  readonly set: (kind: string, operands: readonly Cond[], made: Cond) => void;
}

function makeTable(idOf: (node: object) => number): Table {
  const buckets = new Map<
    number,
    { readonly kind: string; readonly operands: readonly Cond[]; readonly made: Cond }[]
  >();
  const hash = (kind: string, operands: readonly Cond[]): number =>
    operands.reduce((sum, one) => (Math.imul(sum, 31) + idOf(one)) | 0, kind.length);
  return {
    get: (kind, operands) =>
      buckets
        .get(hash(kind, operands))
        ?.find(
          (one) =>
            one.kind === kind &&
            one.operands.length === operands.length &&
            one.operands.every((operand, i) => operand === operands[i]),
        )?.made,
    set: (kind, operands, made) => {
      const key = hash(kind, operands);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [{ kind, operands, made }]);
      else bucket.push({ kind, operands, made });
    },
  };
}

/** Whether a condition says nothing but which types values have, so that others may imply it. */
function isAboutTypes(cond: Cond): boolean {
  switch (cond.kind) {
    case 'test':
      return cond.operator === 'type_is' || cond.operator === 'truthy';
    case 'not':
      return (
        isAboutTypes(cond.operand) ||
        (cond.operand.kind === 'test' && (cond.operand.operator === 'is_null' || cond.operand.operator === 'missing'))
      );
    case 'and':
    case 'or':
      return cond.operands.length < 8 && cond.operands.some(isAboutTypes);
    case 'true':
    case 'false':
    case 'quantifier':
    case 'unlifted':
      return false;
  }
}

/** Whether a row holds on a value alone that is there. */
function needsValue(test: Extract<Cond, { kind: 'test' }>): boolean {
  switch (test.operator) {
    case 'is_null':
    case 'missing':
      return false;
    case 'type_is':
      return test.operands.every((one) => one.kind === 'literal' && one.value !== 'null');
    case 'eq':
    case 'in':
      return test.operands.every((one) => one.kind === 'literal' && one.value !== null);
    default:
      return true;
  }
}

/** The subject and the names of a type test whose types exclude each other; `integer` and `null` overlap with others. */
function typeNamesOf(cond: Cond): { readonly subject: Value; readonly names: readonly string[] } | undefined {
  if (cond.kind !== 'test' || cond.operator !== 'type_is') return undefined;
  const names = cond.operands.flatMap((one) =>
    one.kind === 'literal' && typeof one.value === 'string' ? [one.value] : [],
  );
  if (names.length !== cond.operands.length || names.includes('integer') || names.includes('null')) return undefined;
  return { subject: cond.subject, names };
}
