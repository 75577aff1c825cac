import type { Span } from '../../diagnostics/source.ts';
import { pythonText } from '../../ir/python-text.ts';
import type { Value } from '../../ir/value.ts';
import { effectiveEntries } from './methods/dict-entries.ts';
import type { DictContent, ListContent, Machine, ObjectSym, Segment, Sym } from './sym.ts';
import { str } from './sym.ts';
import { joinTexts, reprOf } from './text.ts';
import { asData, constant, data, fillingFault, toValue } from './values.ts';

/** `str()` or `repr()` of what the code itself made. */
export function objectText(machine: Machine, object: ObjectSym, how: 'str' | 'repr', span: Span): Sym {
  const content = machine.contentOf(object);
  if (content.kind === 'instance') return instanceText(machine, object, how, span);
  if (content.filling) return { kind: 'unknown', fault: fillingFault(span) };
  return content.kind === 'list' ? listText(machine, content, span) : dictText(machine, object, content, span);
}

function instanceText(machine: Machine, object: ObjectSym, how: 'str' | 'repr', span: Span): Sym {
  const names = how === 'str' ? ['__str__', '__repr__'] : ['__repr__'];
  for (const name of names) {
    const method = machine.attribute(object, name, span);
    if (method !== undefined && method.kind !== 'builtin')
      return machine.call(method, { positional: [], named: new Map() }, span);
  }
  return machine.unknown('the text of an object', 'its class has no __str__', span);
}

const brackets: Readonly<Record<ListContent['type'], readonly [string, string]>> = {
  list: ['[', ']'],
  tuple: ['(', ')'],
  set: ['{', '}'],
  frozenset: ['frozenset({', '})'],
};

function listText(machine: Machine, content: ListContent, span: Span): Sym {
  const { terms } = machine;
  const [open, close] = brackets[content.type];
  const isSet = content.type === 'set' || content.type === 'frozenset';
  const { segments } = content;
  const plain = segments.every((s) => s.loops.length === 0 && s.when === terms.yes);
  if (plain && segments.length === 0 && isSet) return constant(`${content.type}()`);
  const items = segments.map((s): Segment => ({ ...s, value: reprOf(machine, s.value, span) }));
  if (plain && (!isSet || items.every((s) => s.value.kind === 'const'))) {
    const parts = items.flatMap((s, i) => (i === 0 ? [s.value] : [constant(', '), s.value]));
    const end = content.type === 'tuple' && items.length === 1 ? ',)' : close;
    return joinTexts(machine, [constant(open), ...parts, constant(end)], span);
  }
  const texts = toValue(machine, machine.make({ kind: 'list', type: isSet ? 'set' : 'list', segments: items }), span);
  if (texts.kind === 'unknown') return texts;
  const joined = terms.call('join', texts, terms.literal(', '));
  const whole = terms.call('concat', terms.literal(open), joined, endOf(machine, content, texts, close));
  if (!isSet) return data(machine, whole, str, 'plain');
  const some = terms.plain(terms.test(texts, 'truthy'));
  const empty = terms.literal(`${content.type}()`);
  return data(machine, some === undefined ? whole : terms.choose(some, whole, empty), str, 'plain');
}

function endOf({ terms }: Machine, content: ListContent, texts: Value, close: string): Value {
  const single = terms.plain(terms.test(terms.call('len', texts), 'eq', [terms.literal(1n)]));
  if (content.type !== 'tuple' || single === undefined) return terms.literal(close);
  return terms.choose(single, terms.literal(',)'), terms.literal(close));
}

function dictText(machine: Machine, object: ObjectSym, content: DictContent, span: Span): Sym {
  const { terms } = machine;
  const entries = effectiveEntries(machine, content, span);
  if (entries?.every((entry) => entry.when === terms.yes)) {
    const parts = entries.flatMap(({ key, value }, i): Sym[] => {
      const pair = [reprOf(machine, key, span), constant(': '), reprOf(machine, value, span)];
      return i === 0 ? pair : [constant(', '), ...pair];
    });
    return joinTexts(machine, [constant('{'), ...parts, constant('}')], span);
  }
  const whole = asData(machine, object, span);
  if (whole.kind === 'unknown') return machine.unknown(whole.fault.construct, whole.fault.why, span);
  return whole.value.kind === 'literal'
    ? constant(pythonText(whole.value.value))
    : data(machine, terms.call('str', whole.value), str, 'plain');
}
