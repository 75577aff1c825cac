import type { Span } from '../../../diagnostics/source.ts';
import { distributeCond, fromCond } from '../choice.ts';
import type { BuiltinSym, ClassSym, Cond, DataSym, Fault, ListContent, Machine, Nature, Sym, Types } from '../sym.ts';
import { dict, list } from '../sym.ts';
import { carriedFault, hasType } from '../values.ts';
import { define, raising } from './define.ts';

/** Which values are instances of a type of the library. */
export interface Kind {
  /** Scalars: None, booleans, numbers, texts. */
  readonly types?: Types;
  /** Lists of the event or of JSON, by where they come from. */
  readonly lists?: readonly Nature[];
  /** Objects of the event or of JSON. */
  readonly dicts?: readonly Nature[];
  /** Collections that the code made. */
  readonly made?: readonly (ListContent['type'] | 'dict')[];
  /** Objects of the library, by their type. */
  readonly opaque?: readonly string[];
  /** Functions, classes and methods. */
  readonly callables?: true;
}

/** Every kind of list or object of the event or of JSON. */
export const everywhere: readonly Nature[] = ['event', 'plain', 'walk'];

/** What `isinstance` asks of a type of the library. */
export function instancesOf(kind: Kind): NonNullable<BuiltinSym['instances']> {
  const { types = 0, lists = [], dicts = [], made = [], opaque = [], callables = false } = kind;
  return (value, machine) => {
    const { terms } = machine;
    const answer = (yes: boolean): Cond => (yes ? terms.yes : terms.no);
    switch (value.kind) {
      case 'const':
      case 'bool':
        return hasType(machine, value, types);
      case 'data': {
        const ofLists = lists.includes(value.nature) ? list : 0;
        const ofDicts = dicts.includes(natureOfDict(value)) ? dict : 0;
        return hasType(machine, value, types | ofLists | ofDicts);
      }
      case 'object': {
        const content = machine.contentOf(value);
        if (content.kind === 'instance') return terms.no;
        return answer(made.includes(content.kind === 'dict' ? 'dict' : content.type));
      }
      case 'opaque':
        return answer(opaque.includes(value.type));
      case 'unknown':
        return value.fault;
      case 'carried':
        return carriedFault(undefined);
      case 'function':
      case 'builtin':
      case 'class':
      case 'method':
        return answer(callables);
      default:
        return terms.no;
    }
  };
}

/** `deep_walk` makes lists of its own, but the objects are the event's. */
function natureOfDict(value: DataSym): Nature {
  return value.nature === 'walk' ? 'event' : value.nature;
}

/** `isinstance(value, classes)`. */
export const isinstance = define('isinstance', ['value', 'classes'], (machine, [value, classes], span) =>
  fromCond(
    machine,
    distributeCond(machine, value, (one) => isInstance(machine, one, classes, span)),
  ),
);

/** Whether a value, which is no choice, is an instance of a class, or of one of a tuple of classes. */
export function isInstance(machine: Machine, value: Sym, of: Sym, span: Span): Cond {
  const { terms } = machine;
  switch (of.kind) {
    case 'choice':
      return distributeCond(machine, of, (one) => isInstance(machine, value, one, span));
    case 'object': {
      const content = machine.contentOf(of);
      if (content.kind !== 'list' || content.type !== 'tuple') break;
      return terms.or(...content.segments.map((segment) => isInstance(machine, value, segment.value, span)));
    }
    case 'class':
    case 'builtin': {
      if (of.kind === 'builtin' && of.instances === undefined) break;
      const own = classOf(machine, value);
      if (own !== undefined) return isSubclass(own, of) ? terms.yes : terms.no;
      if (of.kind === 'class') return value.kind === 'unknown' ? terms.unlifted(value.fault) : terms.no;
      const cond = of.instances?.(value, machine) ?? terms.no;
      return isFault(cond) ? terms.unlifted(cond) : cond;
    }
    case 'const':
      // `isinstance(x, None)`; `type(None)` is a class of the library.
      break;
    case 'opaque':
    case 'unknown':
      return terms.unlifted(
        of.kind === 'unknown'
          ? of.fault
          : { construct: `isinstance with ${of.type}`, why: 'rulegen does not know what its instances are', span },
      );
    default:
      break;
  }
  raising(machine, 'TypeError');
  return terms.no;
}

function isFault(answer: Cond | Fault): answer is Fault {
  return 'construct' in answer;
}

/** The class of the checkout that an object is of. */
function classOf(machine: Machine, value: Sym): ClassSym | undefined {
  if (value.kind !== 'object') return undefined;
  const content = machine.contentOf(value);
  return content.kind === 'instance' ? content.of : undefined;
}

/** Whether a class is another one, or inherits from it. */
export function isSubclass(one: Sym, of: Sym): boolean {
  if (one === of || (of.kind === 'builtin' && of.name === 'object')) return true;
  return one.kind === 'class' && one.bases.some((base) => isSubclass(base, of));
}

/** `issubclass(one, classes)`. */
export const issubclass = define('issubclass', ['one', 'classes'], (machine, [one, classes], span) => {
  if (one.kind !== 'class' && one.kind !== 'builtin')
    return machine.unknown('issubclass()', 'the class depends on the event', span);
  if (classes.kind !== 'object') return { kind: 'const', value: isSubclass(one, classes) };
  const content = machine.contentOf(classes);
  const all = content.kind === 'list' ? content.segments.map(({ value }) => value) : [];
  return { kind: 'const', value: all.some((of) => isSubclass(one, of)) };
});
