import type { Span } from '../../diagnostics/source.ts';
import { pythonRepr, pythonText } from '../../ir/python-text.ts';
import type { Value } from '../../ir/value.ts';
import { choice, distribute } from './choice.ts';
import { objectText } from './object-text.ts';
import type { DataSym, Machine, Sym } from './sym.ts';
import { list, str } from './sym.ts';
import { carriedFault, constant, data, noneSym, toValue } from './values.ts';

/** Python's `str(value)`. */
export function textOf(machine: Machine, value: Sym, span: Span): Sym {
  return written(machine, value, 'str', span);
}

/** Python's `repr(value)`. */
export function reprOf(machine: Machine, value: Sym, span: Span): Sym {
  return written(machine, value, 'repr', span);
}

function written(machine: Machine, value: Sym, how: 'str' | 'repr', span: Span): Sym {
  switch (value.kind) {
    case 'const':
      return constant(how === 'str' ? pythonText(value.value) : pythonRepr(value.value));
    case 'data':
      return dataText(machine, value, how);
    case 'bool':
      return choice(machine, value.when, constant('True'), constant('False'));
    case 'choice':
      return distribute(machine, value, (one) => written(machine, one, how, span));
    case 'object':
      return objectText(machine, value, how, span);
    case 'opaque': {
      const text = how === 'str' ? value.behaviour.text?.(machine, value, span) : undefined;
      return text ?? machine.unknown(`the text of a ${value.type}`, 'it has no form in the IR', span);
    }
    case 'unknown':
      return value;
    case 'carried':
      return { kind: 'unknown', fault: carriedFault(span) };
    case 'unbound':
      machine.raise(machine.terms.yes, 'NameError');
      return noneSym;
    case 'function':
    case 'class':
    case 'module':
    case 'builtin':
    case 'method':
    case 'generator':
      return machine.unknown(`the text of a ${value.kind}`, 'it is of no use to a detection engine', span);
  }
}

function dataText(machine: Machine, value: DataSym, how: 'str' | 'repr'): Sym {
  const { terms } = machine;
  if (how === 'str' && value.types === str) return value;
  // What deep_walk finds and what was copied are real lists, though they stand in the event.
  const isReal = value.types === list && value.nature !== 'event';
  return textData(machine, terms.call(how, isReal ? terms.call('chain', value.value) : value.value));
}

function textData(machine: Machine, value: Value): Sym {
  return data(machine, value, str, 'plain');
}

/** Several texts, one after the other. */
export function joinTexts(machine: Machine, parts: readonly Sym[], span: Span): Sym {
  const { terms } = machine;
  const values: Value[] = [];
  for (const part of parts) {
    const value = toValue(machine, part, span);
    if (value.kind === 'unknown') return value;
    const before = values.at(-1);
    if (value.kind === 'literal' && before?.kind === 'literal')
      values[values.length - 1] = terms.literal(pythonText(before.value) + pythonText(value.value));
    else if (value.kind !== 'literal' || value.value !== '') values.push(unwrapped(value));
  }
  const [only, ...more] = values;
  if (only === undefined) return constant('');
  if (more.length > 0) return textData(machine, terms.call('concat', ...values));
  return textData(machine, only.kind === 'literal' ? only : terms.call('str', only));
}

/** `concat` writes its arguments as `str()` does. */
function unwrapped(value: Value): Value {
  return value.kind === 'call' && value.name === 'str' ? (value.args[0] ?? value) : value;
}
