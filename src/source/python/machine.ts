import type { Span } from '../../diagnostics/source.ts';
import type { Value } from '../../ir/value.ts';
import { choice } from './choice.ts';
import { absent, learn, typesOfJson, whatever } from './facts.ts';
import { joinContents } from './join-contents.ts';
import type { Apart, Cond, Content, Fault, Machine, ObjectSym, Raise, Sym, Types, Written } from './sym.ts';
import { anything, dict, list, none } from './sym.ts';
import type { Terms } from './terms.ts';

/** What is written while a way through the code is followed, over what was there before. */
interface Layer {
  readonly below: Layer | undefined;
  readonly written: Map<string, Written>;
  /** The types that values are known to have here. */
  readonly known: Map<Value, Types>;
}

function layerOver(below: Layer | undefined): Layer {
  return { below, written: new Map(), known: new Map() };
}

const stateWhy = 'what it holds depends on the events before';

/** Steps that one rule may take. The largest rules of the public corpus take some tens of thousands. */
const budget = 400_000;
/** Operands that keeping its conditions simple may look at. */
const mostWork = 600_000;

/** What the evaluator itself does, of which the state knows nothing. */
export interface Hooks {
  readonly call: (machine: Machine, ...args: Parameters<Machine['call']>) => Sym;
  readonly importModule: (machine: Machine, ...args: Parameters<Machine['importModule']>) => Sym;
  readonly attribute: (machine: Machine, ...args: Parameters<Machine['attribute']>) => Sym | undefined;
  readonly truth: (machine: Machine, sym: Sym) => Cond;
  readonly udm: (machine: Machine, ...args: Parameters<Machine['udm']>) => Sym;
}

/** A partial evaluator in its first state. */
export function makeMachine(terms: Terms, hooks: Hooks): Machine {
  let layer: Layer = layerOver(undefined);
  let raises: Raise[] = [];
  let objects = 0;
  let frames = 0;
  let steps = 0;
  /** The layer on which the innermost `try` began. */
  let tryLayer: Layer | undefined;

  const base = layer;
  /** The objects up to this number were made when the modules were loaded. */
  let sealed = 0;
  let isSealed = false;
  const readFirst = new Set<string>();
  const setLater = new Map<string, { readonly name: string; readonly span: Span | undefined }>();
  const place: Machine['place'] = { span: undefined };
  /** An object of a module is changed: what it holds then depends on the events before. */
  const outliving = (object: ObjectSym, content: Content): Content => {
    const before = machine.contentOf(object);
    if (content.kind === 'dict' && before.kind === 'dict')
      return { ...content, own: before.own ?? before.entries.length };
    machine.unknown('an object of the module that an event changes', stateWhy, place.span);
    return content;
  };

  const find = (key: string): Written | undefined => {
    for (let at: Layer | undefined = layer; at !== undefined; at = at.below) {
      const found = at.written.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const findBelow = (at: Layer | undefined, key: string): Written | undefined => {
    for (let one = at; one !== undefined; one = one.below) {
      const found = one.written.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const snapshot = (): ReadonlyMap<string, Written> | undefined => {
    if (tryLayer === undefined) return undefined;
    const all = new Map<string, Written>();
    for (let at: Layer | undefined = layer; at !== undefined; at = at.below) {
      for (const [key, value] of at.written) if (!all.has(key)) all.set(key, value);
      if (at === tryLayer) break;
    }
    return all.size === 0 ? undefined : all;
  };
  const apart = <A>(run: () => A, isTry = false): Apart<A> => {
    const [outerLayer, outerRaises, outerTry] = [layer, raises, tryLayer];
    layer = layerOver(outerLayer);
    raises = [];
    if (isTry) tryLayer = layer;
    try {
      const answer = run();
      return { answer, raises, written: layer.written };
    } finally {
      layer = outerLayer;
      raises = outerRaises;
      tryLayer = outerTry;
    }
  };

  const ownTypes = (value: Value): Types => {
    for (let at: Layer | undefined = layer; at !== undefined; at = at.below) {
      const found = at.known.get(value);
      if (found !== undefined) return found;
    }
    return whatever;
  };
  /** What is known of a value, by itself or by what its default stands for. */
  const typesWithAbsence = (value: Value): Types => {
    const own = ownTypes(value);
    const [of, otherwise] = value.kind === 'call' ? value.args : [];
    if (value.kind !== 'call' || of === undefined || otherwise?.kind !== 'literal') return own;
    const replaced = value.name === 'default' ? absent | none : value.name === 'if_missing' ? absent : 0;
    if (replaced === 0) return own;
    const inner = typesWithAbsence(of);
    return own & ((inner & ~replaced) | (inner & replaced ? typesOfJson(otherwise.value) : 0));
  };
  const typesHere = (value: Value): Types => {
    const types = typesWithAbsence(value);
    return (types & anything) | (types & absent ? none : 0);
  };
  const note = (value: Value, types: Types): void => {
    const before = ownTypes(value);
    const now = before & types;
    if (now === before) return;
    layer.known.set(value, now);
    // Something stands at the end of a path alone where an object or a list holds it.
    if (
      (now & (none | absent)) === 0 &&
      value.kind === 'reference' &&
      value.to.scope !== 'model' &&
      value.to.path.length > 1
    ) {
      const steps = value.to.path.slice(0, -1);
      const whole = terms.reference({ ...value.to, path: steps });
      note(whole, typeof value.to.path.at(-1) === 'string' ? dict : list);
    }
  };
  const assume = (cond: Cond, holds: boolean): void => learn(cond, holds, note);

  const machine: Machine = {
    terms,
    contentOf: (object) => {
      const found = find(contentKey(object));
      // Objects are only ever made with a content.
      return found !== undefined && 'content' in found ? found.content : { kind: 'list', type: 'list', segments: [] };
    },
    setContent: (object, content) => {
      layer.written.set(contentKey(object), { content: object.id > sealed ? content : outliving(object, content) });
    },
    make: (content) => {
      objects += 1;
      const object: ObjectSym = { kind: 'object', id: objects };
      layer.written.set(contentKey(object), { content });
      return object;
    },
    variable: (frame, name) => {
      const key = variableKey(frame, name);
      const found = find(key);
      if (isSealed && found !== undefined && found === base.written.get(key)) readFirst.add(key);
      return found !== undefined && 'variable' in found ? found.variable : undefined;
    },
    setVariable: (frame, name, value) => {
      const key = variableKey(frame, name);
      if (isSealed && base.written.has(key) && !setLater.has(key)) setLater.set(key, { name, span: place.span });
      layer.written.set(key, { variable: value });
    },
    newFrame: () => {
      frames += 1;
      return frames;
    },
    raise: (when, type) => {
      if (when === terms.no) return;
      raises.push({ when, type, written: snapshot() });
      assume(when, false);
    },
    branch: (when, then, otherwise) => {
      if (when === terms.yes) return [then(), undefined];
      if (when === terms.no) return [undefined, otherwise()];
      const other = terms.not(when);
      const yes = apart(() => {
        assume(when, true);
        return then();
      });
      const no = apart(() => {
        assume(when, false);
        return otherwise();
      });
      for (const raise of yes.raises) raises.push({ ...raise, when: terms.and(when, raise.when) });
      for (const raise of no.raises) raises.push({ ...raise, when: terms.and(other, raise.when) });
      for (const key of new Set([...yes.written.keys(), ...no.written.keys()])) {
        const before = findBelow(layer, key);
        const joined = join(machine, when, yes.written.get(key) ?? before, no.written.get(key) ?? before);
        layer.written.set(key, joined);
      }
      return [yes.answer, no.answer];
    },
    apart,
    keep: (written) => {
      for (const [key, value] of written) layer.written.set(key, value);
    },
    written: (key) => find(key),
    typesHere,
    unknown: (construct, why, span) => {
      const fault = { construct, why, span };
      raises.push({ when: terms.unlifted(fault), type: 'Exception', written: snapshot() });
      return { kind: 'unknown', fault };
    },
    step: () => {
      steps += 1;
      return steps < budget && terms.work() < mostWork;
    },
    call: (callee, args, span) => hooks.call(machine, callee, args, span),
    importModule: (name, span) => hooks.importModule(machine, name, span),
    attribute: (sym, name, span) => hooks.attribute(machine, sym, name, span),
    truth: (sym) => hooks.truth(machine, sym),
    udm: (args, span) => hooks.udm(machine, args, span),
    seal: () => {
      sealed = objects;
      isSealed = true;
    },
    leaks: () =>
      [...setLater].flatMap(([key, { name, span }]): Fault[] =>
        readFirst.has(key)
          ? [{ construct: `the variable ${name}, which one event hands to the next`, why: stateWhy, span }]
          : [],
      ),
    place,
    inTry: () => tryLayer !== undefined,
    running: [],
    calls: [],
    atStart: (run) => {
      const [outerLayer, outerRaises, outerTry] = [layer, raises, tryLayer];
      while (layer.below !== undefined) layer = layer.below;
      raises = [];
      tryLayer = undefined;
      try {
        return run();
      } finally {
        layer = outerLayer;
        raises = outerRaises;
        tryLayer = outerTry;
      }
    },
  };
  return machine;
}

function join(
  machine: Machine,
  when: Parameters<typeof choice>[1],
  a: Written | undefined,
  b: Written | undefined,
): Written {
  if (a !== undefined && 'content' in a)
    return {
      content: b !== undefined && 'content' in b ? joinContents(machine, when, a.content, b.content) : a.content,
    };
  if (b !== undefined && 'content' in b) return b;
  const unbound: Sym = { kind: 'unbound', name: '' };
  return { variable: choice(machine, when, a?.variable ?? unbound, b?.variable ?? unbound) };
}

/** The key under which a variable is written. */
export function variableKey(frame: number, name: string): string {
  return `${frame} ${name}`;
}

/** The key under which an object's content is written. */
export function contentKey(object: ObjectSym): string {
  return `@${object.id}`;
}
