import type { Span } from '../../diagnostics/source.ts';
import type { Value } from '../../ir/value.ts';
import { distribute } from './choice.ts';
import { parseFormat, parsePercent } from './format-template.ts';
import { constantInteger, constantText } from './library/arguments.ts';
import { raising } from './library/define.ts';
import { eachConstant } from './methods/constant-dict.ts';
import { subscript } from './subscript.ts';
import type { Args, DataSym, Machine, Sym } from './sym.ts';
import { bool, dict, list, none, number, str } from './sym.ts';
import { joinTexts, reprOf, textOf } from './text.ts';
import { asData, constant, data, hasType, typesOf } from './values.ts';

/** What one `{value!conversion:spec}` of an f-string prints. `conversion` is the letter's code, or -1. */
export function formatValue(machine: Machine, value: Sym, conversion: number, spec: Sym | undefined, span: Span): Sym {
  const letter = conversion < 0 ? '' : String.fromCharCode(conversion);
  if (letter === 'a') return machine.unknown('the conversion !a', 'it has no form in the IR', span);
  const given = letter === 'r' ? reprOf(machine, value, span) : letter === 's' ? textOf(machine, value, span) : value;
  if (spec === undefined) return letter === '' ? textOf(machine, given, span) : given;
  const how = constantText(spec);
  if (how === undefined) return machine.unknown('a format that is computed', 'the IR knows constant ones', span);
  return formatted(machine, given, how, span);
}

/** Python's `format(value, spec)`. */
export function formatted(machine: Machine, value: Sym, spec: string, span: Span): Sym {
  if (value.kind === 'choice') return distribute(machine, value, (one) => formatted(machine, one, spec, span));
  if (spec === '' || value.kind === 'unknown') return textOf(machine, value, span);
  if (value.kind === 'opaque') {
    const method = machine.attribute(value, '__format__', span) ?? machine.attribute(value, 'strftime', span);
    if (method === undefined) return machine.unknown(`a ${value.type} in the format ${spec}`, 'it has no form', span);
    return machine.call(method, { positional: [constant(spec)], named: new Map() }, span);
  }
  const { terms } = machine;
  const types = typesOf(machine, value);
  machine.raise(hasType(machine, value, none | list | dict), 'TypeError');
  if (types === 0) return raising(machine, 'TypeError');
  const given = asData(machine, value, span);
  if (given.kind === 'unknown') return given;
  const [texts, numbers] = [(types & str) !== 0, (types & (number | bool)) !== 0];
  if (!texts && !numbers) return constant('');
  if (!texts) return numberText(machine, given, spec);
  if (!numbers) return paddedText(machine, given.value, spec, span);
  const isText = hasType(machine, value, str);
  const [then, otherwise] = machine.branch(
    isText,
    () => paddedText(machine, given.value, spec, span),
    () => numberText(machine, given, spec),
  );
  const when = terms.plain(isText);
  if (when === undefined || then === undefined || otherwise === undefined) return then ?? otherwise ?? constant('');
  return { kind: 'choice', when, then, otherwise };
}

function numberText(machine: Machine, value: DataSym, spec: string): Sym {
  const { terms } = machine;
  const text = terms.call('format_number', value.value, terms.literal(spec));
  machine.raise(terms.and(hasType(machine, value, number | bool), terms.test(text, 'is_null')), 'ValueError');
  return data(machine, text, str, 'plain');
}

const textSpec = /^(?:(.)?([<>^=]))?(0)?(\d+)?(?:\.(\d+))?(s)?$/su;

function paddedText(machine: Machine, text: Value, spec: string, span: Span): Sym {
  const { terms } = machine;
  const found = textSpec.exec(spec);
  const align = found?.[2] ?? '<';
  if (found === null || align === '=') return raising(machine, 'ValueError');
  const [, fill, , zero, width, precision] = found;
  const cut =
    precision === undefined ? text : terms.call('slice', text, terms.literal(0n), terms.literal(BigInt(precision)));
  if (width === undefined) return data(machine, cut, str, 'plain');
  if (align === '^') return machine.unknown('a text in the middle of a column', 'it has no form in the IR', span);
  const name = align === '>' ? 'pad_left' : 'pad_right';
  const filling = terms.literal(fill ?? (zero === undefined ? ' ' : '0'));
  return data(machine, terms.call(name, cut, terms.literal(BigInt(width)), filling), str, 'plain');
}

/** `template.format(…)`. */
export function formatText(machine: Machine, template: Sym, args: Args, span: Span): Sym {
  if (template.kind === 'data') {
    const found = eachConstant(machine, template.value, (one) => formatText(machine, one, args, span));
    if (found !== undefined) return found;
  }
  if (template.kind === 'choice') return distribute(machine, template, (one) => formatText(machine, one, args, span));
  const text = constantText(template);
  if (template.kind === 'const' && text === undefined) return raising(machine, 'AttributeError');
  if (text === undefined) return machine.unknown('format() of a text of the event', 'its places are not known', span);
  const parts = parseFormat(text);
  if (parts === undefined) return raising(machine, 'ValueError');
  const texts: Sym[] = [];
  for (const part of parts) {
    if (part.kind === 'text') {
      texts.push(constant(part.text));
      continue;
    }
    if (part.spec.includes('{'))
      return machine.unknown('a format that is computed', 'the IR knows constant ones', span);
    const start = typeof part.from === 'number' ? args.positional[part.from] : args.named.get(part.from);
    if (start === undefined) return raising(machine, typeof part.from === 'number' ? 'IndexError' : 'KeyError');
    let value: Sym = start;
    for (const step of part.steps) {
      const next: Sym | undefined =
        step.kind === 'attribute'
          ? machine.attribute(value, step.name, span)
          : subscript(machine, value, constant(step.key), span);
      if (next === undefined) return raising(machine, 'AttributeError');
      value = next;
    }
    const spec = part.spec === '' ? undefined : constant(part.spec);
    texts.push(formatValue(machine, value, part.conversion, spec, span));
  }
  return joinTexts(machine, texts, span);
}

/** `template % values`. */
export function formatPercent(machine: Machine, template: Sym, values: Sym, span: Span): Sym {
  if (template.kind === 'choice')
    return distribute(machine, template, (one) => formatPercent(machine, one, values, span));
  const text = constantText(template);
  if (text === undefined) return machine.unknown('% on a text of the event', 'its places are not known', span);
  const parts = parsePercent(text);
  if (parts === undefined) return raising(machine, 'ValueError');
  const content = values.kind === 'object' ? machine.contentOf(values) : undefined;
  const isTuple = content?.kind === 'list' && content.type === 'tuple';
  if (isTuple && content.segments.some((s) => s.loops.length > 0 || s.when !== machine.terms.yes))
    return machine.unknown('% with a tuple of the event', 'its places are not known', span);
  const given = isTuple ? content.segments.map((s) => s.value) : [values];
  const isMapping = content?.kind === 'dict' || (values.kind === 'data' && values.types === dict);
  let next = 0;
  const texts = parts.map((part): Sym => {
    if (part.kind === 'text') return constant(part.text);
    if (part.key !== undefined && !isMapping) return raising(machine, 'TypeError');
    const value = part.key === undefined ? given[next++] : subscript(machine, values, constant(part.key), span);
    if (value === undefined) return raising(machine, 'TypeError');
    return percentValue(machine, value, part.letter, part.spec, span);
  });
  if (next < given.length && !isMapping) return raising(machine, 'TypeError');
  return joinTexts(machine, texts, span);
}

function percentValue(machine: Machine, value: Sym, letter: string, spec: string, span: Span): Sym {
  if (letter === 's' || letter === 'r') {
    const text = letter === 's' ? textOf(machine, value, span) : reprOf(machine, value, span);
    // `%` puts texts to the right, `format` to the left.
    if (spec === '' || text.kind === 'unknown') return text;
    return formatted(machine, text, spec.startsWith('<') ? spec : `>${spec}`, span);
  }
  machine.raise(machine.terms.not(hasType(machine, value, number | bool)), 'TypeError');
  const isConstant = constantInteger(value) !== undefined;
  if ('di'.includes(letter) && !isConstant) {
    const whole = asData(machine, value, span);
    if (whole.kind === 'unknown') return whole;
    const integer = data(machine, machine.terms.call('to_integer', whole.value), number, 'plain');
    return formatted(machine, integer, `${spec}d`, span);
  }
  return formatted(machine, value, `${spec}${letter === 'i' ? 'd' : letter}`, span);
}
