import type { Span } from '../../../diagnostics/source.ts';
import type { Json } from '../../../ir/json.ts';
import { parseJson } from '../../../ir/json.ts';
import type { BuiltinSym, Cond, Machine, Sym } from '../sym.ts';
import { anything, dict, list, str } from '../sym.ts';
import { data, fromJson, hasType, noneSym, someTurn, toValue } from '../values.ts';
import { textArgument } from './arguments.ts';
import { defineEach, raising } from './define.ts';
import { exceptionClass } from './exceptions.ts';
import { moduleOf } from './module.ts';

const hooks = ['cls?', 'object_hook?', 'parse_float?', 'parse_int?', 'parse_constant?', 'object_pairs_hook?'] as const;

const loads = defineEach('json.loads', ['s', ...hooks], (machine, [text, ...more], span) => {
  if (more.some((one) => one !== undefined))
    return machine.unknown('json.loads() with hooks', 'it has no form in the IR', span);
  const from = text.kind === 'opaque' && text.type === 'bytes' ? (text.parts['text'] ?? noneSym) : text;
  const value = textArgument(machine, from);
  if (value === undefined) return noneSym;
  if (value.kind === 'literal') return ofConstant(machine, value.value);
  const { terms } = machine;
  const parsed = terms.call('parse_json', value);
  machine.raise(terms.test(parsed, 'missing'), 'JSONDecodeError');
  return data(machine, parsed, anything, 'plain');
});

function ofConstant(machine: Machine, text: Json): Sym {
  try {
    return fromJson(machine, parseJson(typeof text === 'string' ? text : ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return raising(machine, 'JSONDecodeError');
  }
}

const layout = [
  'skipkeys?',
  'ensure_ascii?',
  'check_circular?',
  'allow_nan?',
  'cls?',
  'indent?',
  'separators?',
] as const;

const dumps = defineEach('json.dumps', ['obj', ...layout, 'default?', 'sort_keys?'], (machine, [of, ...more], span) => {
  const options = more.filter((one) => one !== undefined && !(one.kind === 'const' && one.value === null));
  if (options.length > 0) return machine.unknown('json.dumps() with options', 'only its plain form is in the IR', span);
  raiseUnserializable(machine, of, span, machine.terms.yes);
  const value = toValue(machine, of, span);
  if (value.kind === 'unknown') return value;
  return data(machine, machine.terms.call('to_json', value), str);
});

/** Raises TypeError for what `json.dumps` does not take: sets, objects, and Panther's own containers. */
function raiseUnserializable(machine: Machine, of: Sym, span: Span, when: Cond): void {
  const { terms } = machine;
  switch (of.kind) {
    case 'data':
      if (of.nature === 'event') machine.raise(terms.and(when, hasType(machine, of, list | dict)), 'TypeError');
      if (of.nature === 'walk') machine.raise(terms.and(when, holdsContainer(machine, of)), 'TypeError');
      return;
    case 'choice':
      raiseUnserializable(machine, of.then, span, terms.and(when, of.when));
      raiseUnserializable(machine, of.otherwise, span, terms.and(when, terms.not(of.when)));
      return;
    case 'object': {
      const content = machine.contentOf(of);
      const isSet = content.kind === 'list' && (content.type === 'set' || content.type === 'frozenset');
      if (content.kind === 'instance' || isSet) {
        machine.raise(when, 'TypeError');
        return;
      }
      const parts = content.kind === 'list' ? content.segments : content.entries;
      for (const part of parts) {
        const { raises } = machine.apart(() => raiseUnserializable(machine, part.value, span, terms.yes));
        for (const raise of raises)
          machine.raise(terms.and(when, someTurn(machine, part.loops, terms.and(part.when, raise.when))), raise.type);
      }
      return;
    }
    case 'const':
    case 'bool':
    case 'unknown':
    case 'carried':
      return;
    default:
      machine.raise(when, 'TypeError');
  }
}

/** Whether a list that `deep_walk` made holds containers of the event; objects are the event's own. */
function holdsContainer(machine: Machine, of: Extract<Sym, { kind: 'data' }>): Cond {
  const { terms } = machine;
  const element = terms.newElement();
  const item = terms.reference({ scope: 'element', depth: element, path: [] });
  const inside = terms.quantifier('any', of.value, element, terms.type(item, 'list', 'object'));
  return terms.or(hasType(machine, of, dict), terms.and(hasType(machine, of, list), inside));
}

const unread = (name: string): BuiltinSym => ({
  kind: 'builtin',
  name: `json.${name}`,
  call: (machine, _args, span) => machine.unknown(`json.${name}()`, 'it reads or writes a file', span),
});

const decoder = moduleOf('json.decoder', [['JSONDecodeError', exceptionClass('JSONDecodeError')]]);

/** Python's `json`. */
export const jsonModule = moduleOf('json', [
  ['loads', loads],
  ['dumps', dumps],
  ['load', unread('load')],
  ['dump', unread('dump')],
  ['JSONDecodeError', exceptionClass('JSONDecodeError')],
  ['decoder', decoder],
]);

/** Python's `json.decoder`. */
export const jsonDecoderModule = decoder;
