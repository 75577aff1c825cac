import type { Json } from '../../ir/json.ts';
import { lowerCondition } from '../../lower/lower-condition.ts';
import type { Said, Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedCondition, MappedValue } from '../../mapping/mapping.ts';
import type { YaralExpression, YaralTerm } from './ast.ts';
import { call, compare, int, or, text } from './build.ts';
import { sayFunction } from './functions.ts';
import type { Subject } from './subject.ts';
import { referenceSubject } from './subject.ts';

/** What a value may need of the rest of the target: conditions inside it are said with the target's own answers. */
export interface Speech {
  readonly scope: Scope;
  readonly condition: (condition: MappedCondition) => Said<YaralExpression> | Unsupported;
}

/** A value as a subject of rows, a part of a title, a key or an output. */
export function sayValue(value: MappedValue, speech: Speech): Subject | Unsupported {
  switch (value.kind) {
    case 'reference':
      return referenceSubject(value, speech.scope);
    case 'literal': {
      const term = constant(value.value);
      return term === undefined ? { unsupported: 'YARA-L has no constant of that type' } : computed(term, typeOf(term));
    }
    case 'call':
      return sayFunction(value, (v) => sayValue(v, speech));
    case 'at':
      return sayPiece(value, speech);
    case 'if': {
      const condition = speech.condition(value.condition);
      if ('unsupported' in condition) return condition;
      const then = sayValue(value.then, speech);
      if ('unsupported' in then) return then;
      // A text that is not there reads as the empty one.
      const nothing = value.otherwise.kind === 'literal' && value.otherwise.value === null && then.type === 'string';
      const otherwise = nothing ? computed(text(''), 'string') : sayValue(value.otherwise, speech);
      if ('unsupported' in otherwise) return otherwise;
      if (then.type !== otherwise.type) return { unsupported: 'both sides of an `if` need one type in YARA-L' };
      return {
        ...computed({ kind: 'if', condition: condition.ast, then: then.term, otherwise: otherwise.term }, then.type),
        many: then.many || otherwise.many,
      };
    }
    case 'lookup':
      return sayLookup(value, speech);
    case 'map':
      return { unsupported: 'YARA-L cannot make a list of values of another list' };
    case 'first':
      return { unsupported: 'YARA-L cannot pick an element of a list by a condition' };
  }
}

/** A constant subject or the result of a function. */
export function computed(term: YaralTerm, type: Subject['type']): Subject {
  return { term, type, fieldType: kinds[type], many: false, element: false, names: [], absentAs: [] };
}

const kinds = { string: 'string', enum: 'string', int: 'integer', float: 'float', bool: 'boolean' } as const;

function constant(value: import('../../ir/json.ts').Json): YaralTerm | undefined {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'bigint') return int(value);
  if (typeof value === 'number') return { kind: 'float', value };
  return typeof value === 'boolean' ? { kind: 'bool', value } : undefined;
}

function typeOf(term: YaralTerm): Subject['type'] {
  return term.kind === 'int' || term.kind === 'float' || term.kind === 'bool' ? term.kind : 'string';
}

/** `split(x, ",")[0]`: out of bounds gives the empty text. */
function sayPiece(value: Extract<MappedValue, { kind: 'at' }>, speech: Speech): Subject | Unsupported {
  const { of, steps } = value;
  const [index, ...more] = steps;
  if (of.kind !== 'call' || of.name !== 'split' || typeof index !== 'number' || more.length > 0)
    return { unsupported: 'YARA-L reads no path inside a computed value' };
  if (index < 0) return { unsupported: 'YARA-L counts list elements from the start only' };
  const [of0, separator, most] = of.args;
  if (of0 === undefined || separator?.kind !== 'literal' || typeof separator.value !== 'string')
    return { unsupported: 'a separator is a constant text' };
  if (most !== undefined) return { unsupported: 'YARA-L splits a text at every separator' };
  const subject = sayValue(of0, speech);
  if ('unsupported' in subject) return subject;
  if (subject.type !== 'string') return { unsupported: 'only a text can be split' };
  const pieces = call('strings.split', [subject.term, text(separator.value)]);
  return {
    ...computed(call('arrays.index_to_str', [pieces, int(index)]), 'string'),
    many: subject.many,
    element: subject.element,
  };
}

/** A chain of `if`s, one a result; the functions of a rule nest at most 20 deep. https://docs.cloud.google.com/chronicle/docs/yara-l/nested-if */
function sayLookup(value: Extract<MappedValue, { kind: 'lookup' }>, speech: Speech): Subject | Unsupported {
  const groups = new Map<string, { readonly result: Json; readonly keys: string[] }>();
  const seen = new Set<string>();
  for (const [key, result] of value.table) {
    if (seen.has(key)) continue;
    seen.add(key);
    const mark = `${typeof result} ${String(result)}`;
    const group = groups.get(mark) ?? { result, keys: [] };
    group.keys.push(key);
    groups.set(mark, group);
  }
  if (groups.size > 18) return { unsupported: 'YARA-L nests functions at most 20 deep' };
  const subject = sayValue(value.value, speech);
  if ('unsupported' in subject) return subject;
  if (subject.type !== 'string' && subject.type !== 'enum') return { unsupported: 'only a text can be looked up' };
  const otherwise = sayValue(value.otherwise, speech);
  if ('unsupported' in otherwise) return otherwise;
  let term = otherwise.term;
  for (const { result, keys } of [...groups.values()].reverse()) {
    const then = constant(result);
    if (then === undefined || typeOf(then) !== otherwise.type)
      return { unsupported: 'all results of a lookup need one type in YARA-L' };
    term = {
      kind: 'if',
      condition: or(keys.map((key) => compare(subject.term, '=', text(key)))),
      then,
      otherwise: term,
    };
  }
  return { ...computed(term, otherwise.type), many: subject.many || otherwise.many };
}

/** A condition inside a value: an expression, or why not. */
export function sayCondition(
  condition: MappedCondition,
  lowering: Parameters<typeof lowerCondition<YaralExpression>>[1],
): Said<YaralExpression> | Unsupported {
  const lowered = lowerCondition(condition, lowering);
  switch (lowered.kind) {
    case 'ast':
      return { ast: lowered.ast, wider: lowered.fidelity.wider, narrower: lowered.fidelity.narrower };
    case 'constant':
      return { unsupported: 'the condition inside it is constant here' };
    case 'refusal': {
      const [first] = lowered.refusals;
      return { unsupported: first ? `\`${first.row}\`: ${first.why}` : 'the condition inside it cannot be said' };
    }
  }
}
