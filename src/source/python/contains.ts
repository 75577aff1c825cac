import type { Span } from '../../diagnostics/source.ts';
import type { Value } from '../../ir/value.ts';
import { distributeCond } from './choice.ts';
import { equals } from './compare.ts';
import { returning } from './flow.ts';
import { loopOver } from './loop.ts';
import type { Cond, DataSym, DictContent, ListContent, Machine, Sym } from './sym.ts';
import { bool, dict, list, none, number, str } from './sym.ts';
import { constant, fillingFault, hasType, someTurn, toValue } from './values.ts';

/** `needle in container`, decided by what the container is. */
export function contains(machine: Machine, needle: Sym, container: Sym, span: Span): Cond {
  const { terms } = machine;
  if (container.kind === 'choice')
    return distributeCond(machine, container, (one) => contains(machine, needle, one, span));
  if (needle.kind === 'choice' && container.kind !== 'object')
    return distributeCond(machine, needle, (one) => contains(machine, one, container, span));
  for (const sym of [container, needle]) if (sym.kind === 'unknown') return terms.unlifted(sym.fault);
  switch (container.kind) {
    case 'const':
      return typeof container.value === 'string' ? inText(machine, needle, container.value, span) : wrongType(machine);
    case 'data':
      return inData(machine, needle, container, span);
    case 'object': {
      const content = machine.contentOf(container);
      if (content.kind === 'instance') {
        const method = machine.attribute(container, '__contains__', span);
        if (method === undefined) return wrongType(machine);
        return machine.truth(machine.call(method, { positional: [needle], named: new Map() }, span));
      }
      return inCollection(machine, needle, content, span);
    }
    case 'generator': {
      const flow = loopOver(
        machine,
        container,
        (inner, element) => returning(inner, equals(inner, element, needle, span), constant(true)),
        span,
      );
      return flow.returned;
    }
    case 'opaque':
      return container.behaviour.contains?.(machine, container, needle, span) ?? wrongType(machine);
    case 'carried':
    case 'unbound':
      return terms.unlifted(fillingFault(span));
    default:
      return wrongType(machine);
  }
}

function wrongType(machine: Machine): Cond {
  machine.raise(machine.terms.yes, 'TypeError');
  return machine.terms.no;
}

function inText(machine: Machine, needle: Sym, text: string, span: Span): Cond {
  const { terms } = machine;
  if (needle.kind === 'const') {
    if (typeof needle.value !== 'string') return wrongType(machine);
    return text.includes(needle.value) ? terms.yes : terms.no;
  }
  machine.raise(terms.not(hasType(machine, needle, str)), 'TypeError');
  if (needle.kind !== 'data' || (needle.types & str) === 0) return terms.no;
  return terms.test(terms.literal(text), 'contains', [needle.value], { span });
}

function inData(machine: Machine, needle: Sym, container: DataSym, span: Span): Cond {
  const { terms } = machine;
  machine.raise(hasType(machine, container, none | bool | number), 'TypeError');
  const texts = hasType(machine, container, str);
  machine.raise(terms.and(texts, terms.not(hasType(machine, needle, str))), 'TypeError');
  machine.raise(terms.and(hasType(machine, container, dict), hasType(machine, needle, list | dict)), 'TypeError');
  const value = toValue(machine, needle, span);
  if (value.kind === 'unknown') return terms.unlifted(value.fault);
  return terms.test(container.value, 'contains', [value], { span });
}

function inCollection(machine: Machine, needle: Sym, content: ListContent | DictContent, span: Span): Cond {
  const { terms } = machine;
  if (content.filling) return terms.unlifted(fillingFault(span));
  const isHashed = content.kind === 'dict' || content.type === 'set' || content.type === 'frozenset';
  if (isHashed) machine.raise(hasType(machine, needle, list | dict), 'TypeError');
  if (needle.kind === 'choice')
    return distributeCond(machine, needle, (one) => inCollection(machine, one, content, span));
  const found: Cond[] = [];
  const literals: Value[] = [];
  const parts = content.kind === 'dict' ? content.entries.map((e) => ({ ...e, value: e.key })) : content.segments;
  for (const { loops, when, value } of parts) {
    if (needle.kind === 'data' && value.kind === 'const' && loops.length === 0 && when === terms.yes)
      literals.push(terms.literal(value.value));
    else found.push(someTurn(machine, loops, terms.and(when, equals(machine, value, needle, span))));
  }
  if (literals.length > 0 && needle.kind === 'data') {
    const [only, ...more] = literals;
    found.unshift(
      more.length === 0 && only !== undefined
        ? equals(machine, needle, constantOf(only), span)
        : terms.test(needle.value, 'in', literals, { span }),
    );
  }
  return terms.or(...found);
}

function constantOf(value: Value): Sym {
  const json = value.kind === 'literal' ? value.value : null;
  return constant(typeof json === 'object' ? null : json);
}
