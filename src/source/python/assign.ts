import type { Span } from '../../diagnostics/source.ts';
import { lookupEntry, raiseUnhashable, setEntry } from './entries.ts';
import { evaluate } from './expression.ts';
import type { Expr } from './nodes.ts';
import { ownerOf, placeOf } from './scope.ts';
import { subscript } from './subscript.ts';
import type { Machine, ObjectSym, Scope, Sym } from './sym.ts';
import { list } from './sym.ts';
import { constant, makeList, typesOf } from './values.ts';

/** Assigns a value to a target: a name, a tuple of targets, an item, an attribute. */
export function assignTo(machine: Machine, scope: Scope, target: Expr, value: Sym): void {
  const span = placeOf(scope, target);
  switch (target.nodeType) {
    case 'Name':
      machine.setVariable(ownerOf(machine, scope, target.id).frame, target.id, value);
      return;
    case 'Tuple':
    case 'List':
      unpack(machine, scope, target.elts, value, span);
      return;
    case 'Subscript': {
      const of = evaluate(machine, scope, target.value);
      if (target.slice.nodeType === 'Slice') {
        machine.unknown('an assignment to a slice', 'it has no form in the IR', span);
        return;
      }
      setItem(machine, of, evaluate(machine, scope, target.slice), value, span);
      return;
    }
    case 'Attribute':
      setAttribute(machine, evaluate(machine, scope, target.value), target.attr, value, span);
      return;
    default:
      machine.unknown('this target of an assignment', 'rulegen does not read it', span);
  }
}

/** `a, b = value`. */
function unpack(machine: Machine, scope: Scope, targets: readonly Expr[], value: Sym, span: Span): void {
  const { terms } = machine;
  const content = value.kind === 'object' ? machine.contentOf(value) : undefined;
  const plain =
    content?.kind === 'list' &&
    !content.filling &&
    content.segments.every((s) => s.loops.length === 0 && s.when === terms.yes)
      ? content.segments.map((s) => s.value)
      : undefined;
  const star = targets.findIndex((target) => target.nodeType === 'Starred');
  if (plain !== undefined) {
    if (star === -1 ? plain.length !== targets.length : plain.length < targets.length - 1) {
      machine.raise(terms.yes, 'ValueError');
      return;
    }
    targets.forEach((target, i) => {
      if (target.nodeType === 'Starred') {
        const after = targets.length - 1 - i;
        assignTo(machine, scope, target.value, makeList(machine, plain.slice(i, plain.length - after)));
      } else {
        const item = star !== -1 && i > star ? plain.at(i - targets.length) : plain[i];
        assignTo(machine, scope, target, item ?? constant(null));
      }
    });
    return;
  }
  if (value.kind === 'choice') {
    machine.branch(
      value.when,
      () => unpack(machine, scope, targets, value.then, span),
      () => unpack(machine, scope, targets, value.otherwise, span),
    );
    return;
  }
  if (star === -1 && value.kind === 'data' && value.types === list) {
    const size = terms.call('len', value.value);
    machine.raise(terms.not(terms.test(size, 'eq', [terms.literal(BigInt(targets.length))])), 'ValueError');
    targets.forEach((target, i) => {
      assignTo(machine, scope, target, subscript(machine, value, constant(BigInt(i)), span));
    });
    return;
  }
  const fault = machine.unknown('unpacking into several variables', 'how many there are depends on the event', span);
  for (const target of targets) assignTo(machine, scope, target.nodeType === 'Starred' ? target.value : target, fault);
}

/** `of[index] = value`. */
export function setItem(machine: Machine, of: Sym, index: Sym, value: Sym, span: Span): void {
  const { terms } = machine;
  if (of.kind === 'choice') {
    machine.branch(
      of.when,
      () => setItem(machine, of.then, index, value, span),
      () => setItem(machine, of.otherwise, index, value, span),
    );
    return;
  }
  if (of.kind === 'object') {
    const content = machine.contentOf(of);
    if (content.kind === 'dict') {
      if (content.filling) {
        raiseUnhashable(machine, index);
        machine.setContent(of, {
          ...content,
          entries: [...content.entries, { loops: [], when: terms.yes, key: index, value }],
        });
      } else setEntry(machine, of, index, value);
      return;
    }
    if (
      content.kind === 'list' &&
      content.type === 'list' &&
      index.kind === 'const' &&
      typeof index.value === 'bigint'
    ) {
      setListItem(machine, of, Number(index.value), value, span);
      return;
    }
    if (content.kind === 'instance') {
      const method = machine.attribute(of, '__setitem__', span);
      if (method !== undefined) machine.call(method, { positional: [index, value], named: new Map() }, span);
      else machine.raise(terms.yes, 'TypeError');
      return;
    }
  }
  if (of.kind === 'unknown') return;
  const isText = index.kind === 'const' && typeof index.value === 'string';
  const isReadOnly = of.kind === 'const' || (of.kind === 'data' && of.nature === 'event');
  if (isReadOnly || (of.kind === 'object' && isText)) machine.raise(terms.yes, 'TypeError');
  else machine.unknown('an assignment to an item', 'it has no form in the IR here', span);
}

function setListItem(machine: Machine, of: ObjectSym, index: number, value: Sym, span: Span): void {
  const { terms } = machine;
  const content = machine.contentOf(of);
  if (content.kind !== 'list') return;
  if (content.filling || content.segments.some((s) => s.loops.length > 0 || s.when !== terms.yes)) {
    machine.unknown('an assignment to an item of a list', 'which one it is depends on the event', span);
    return;
  }
  const at = index < 0 ? content.segments.length + index : index;
  if (at < 0 || at >= content.segments.length) machine.raise(terms.yes, 'IndexError');
  else
    machine.setContent(of, { ...content, segments: content.segments.with(at, { loops: [], when: terms.yes, value }) });
}

/** `del of[key]`, of a dict whose keys are constants. */
export function deleteItem(machine: Machine, of: Sym, key: Sym, span: Span): void {
  const { terms } = machine;
  const content = of.kind === 'object' ? machine.contentOf(of) : undefined;
  const plain =
    content?.kind === 'dict' &&
    !content.filling &&
    key.kind === 'const' &&
    content.entries.every((one) => one.loops.length === 0 && one.key.kind === 'const');
  if (of.kind !== 'object' || content?.kind !== 'dict' || key.kind !== 'const' || !plain) {
    machine.unknown('`del` of an item', 'it has no form in the IR here', span);
    return;
  }
  machine.raise(terms.not(lookupEntry(machine, content, key, span).found), 'KeyError');
  const entries = content.entries.filter((one) => one.key.kind !== 'const' || one.key.value !== key.value);
  machine.setContent(of, { ...content, entries });
}

/** `of.name = value`. */
export function setAttribute(machine: Machine, of: Sym, name: string, value: Sym, span: Span): void {
  if (of.kind === 'choice') {
    machine.branch(
      of.when,
      () => setAttribute(machine, of.then, name, value, span),
      () => setAttribute(machine, of.otherwise, name, value, span),
    );
    return;
  }
  if (of.kind === 'unknown') return;
  const content = of.kind === 'object' ? machine.contentOf(of) : undefined;
  if (of.kind === 'object' && content?.kind === 'instance')
    machine.setContent(of, { ...content, fields: new Map([...content.fields, [name, value]]) });
  else if (typesOf(machine, of) !== 0) machine.raise(machine.terms.yes, 'AttributeError');
  else machine.unknown('an assignment to an attribute', 'it has no form in the IR here', span);
}
