import type { FunctionName } from '../../ir/functions.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { MappedValue } from '../../mapping/mapping.ts';
import type { YaralTerm } from './ast.ts';
import { call, compare, fieldsIn, text } from './build.ts';
import { lengthOf } from './order-rows.ts';
import { slicePattern } from './slice.ts';
import type { Subject } from './subject.ts';

type MappedCall = Extract<MappedValue, { kind: 'call' }>;
type Say = (value: MappedValue) => Subject | Unsupported;

/** A function of values in YARA-L, or which of them it lacks. https://docs.cloud.google.com/chronicle/docs/yara-l/functions */
export function sayFunction(value: MappedCall, say: Say): Subject | Unsupported {
  const args: Subject[] = [];
  for (const arg of takesConstants(value.name) ? value.args.slice(0, 1) : value.args) {
    const subject = say(arg);
    if ('unsupported' in subject) return subject;
    args.push(subject);
  }
  const [first] = args;
  if (first === undefined) return { unsupported: `${value.name} without arguments` };
  const needText =
    first.type === 'string'
      ? undefined
      : { unsupported: `${value.name}() needs a text, and UDM keeps a ${first.type} here` };
  switch (value.name) {
    case 'lower':
      return needText ?? text1(first, call('strings.to_lower', [first.term]));
    case 'upper':
      return needText ?? text1(first, call('strings.to_upper', [first.term]));
    case 'trim':
      return needText ?? text1(first, call('re.replace', [first.term, { kind: 'raw', pattern: spaces }, text('')]));
    case 'slice': {
      if (needText) return needText;
      const pattern = slicePattern(value.args.slice(1));
      return 'unsupported' in pattern
        ? pattern
        : text1(first, call('re.capture', [first.term, { kind: 'raw', pattern: pattern.pattern }]));
    }
    case 'len':
      return needText && !first.many ? needText : lengthOf(first);
    case 'default':
    case 'if_missing': {
      const terms = args.map(textTerm);
      const found = terms.find((t) => 'unsupported' in t);
      if (found && 'unsupported' in found) return found;
      return joined(args, call('strings.coalesce', flatten(terms as readonly YaralTerm[], 'strings.coalesce')));
    }
    case 'concat': {
      const terms = args.map(textTerm);
      const found = terms.find((t) => 'unsupported' in t);
      if (found && 'unsupported' in found) return found;
      return joined(args, call('strings.concat', flatten(terms as readonly YaralTerm[], 'strings.concat')));
    }
    case 'str': {
      const term = textTerm(first);
      return 'unsupported' in term ? term : joined([first], term);
    }
    case 'split':
      return { unsupported: 'a split text can only be read piece by piece in YARA-L: split(…)[n]' };
    case 'parse_json':
      return { unsupported: 'YARA-L cannot read JSON out of a text' };
    case 'to_number':
      return {
        unsupported: 'YARA-L reads a text that is no number as 0 or as an error, so to_number() cannot be said',
      };
    case 'deep_walk':
      return { unsupported: 'YARA-L cannot collect values across lists' };
    default:
      return { unsupported: `YARA-L has no function like ${value.name}()` };
  }
}

/** What Python's `strip()` takes away, at either end. */
const spaces = '(?s)^[\\s\\x0b\\x1c-\\x1f\\x85\\p{Z}]+|[\\s\\x0b\\x1c-\\x1f\\x85\\p{Z}]+$';

function takesConstants(name: FunctionName): boolean {
  return name === 'slice' || name === 'split' || name === 'deep_walk';
}

function text1(of: Subject, term: YaralTerm): Subject {
  return { ...of, term, type: 'string', fieldType: 'string', names: [], absentAs: [] };
}

function joined(parts: readonly Subject[], term: YaralTerm): Subject {
  return {
    term,
    type: 'string',
    fieldType: 'string',
    many: parts.some((part) => part.many),
    element: parts.some((part) => part.element),
    names: [],
    absentAs: [],
  };
}

/** A subject as a text. Booleans are spelt as Python does. */
export function textTerm(subject: Subject): YaralTerm | Unsupported {
  switch (subject.type) {
    case 'string':
      return subject.fieldType === 'boolean' ? spelledBoolean(subject.term) : subject.term;
    case 'enum':
      return subject.term;
    case 'int':
      return call('cast.as_string', [subject.term]);
    case 'bool':
      if (subject.term.kind === 'bool') return text(subject.term.value ? 'True' : 'False');
      return {
        kind: 'if',
        condition: compare(subject.term, '=', { kind: 'bool', value: true }),
        then: text('True'),
        otherwise: text('False'),
      };
    case 'float':
      return fieldsIn(subject.term).length > 0
        ? call('strings.concat', [subject.term])
        : { unsupported: 'a number with a fraction' };
  }
}

/** A boolean that is kept as JSON writes it, as Python does; nothing where it is unset. */
function spelledBoolean(term: YaralTerm): YaralTerm {
  const when = (value: string, then: string, otherwise: YaralTerm): YaralTerm => ({
    kind: 'if',
    condition: compare(term, '=', text(value)),
    then: text(then),
    otherwise,
  });
  return when('true', 'True', when('false', 'False', text('')));
}

function flatten(terms: readonly YaralTerm[], name: string): readonly YaralTerm[] {
  return terms.flatMap((term) => (term.kind === 'call' && term.name === name ? term.args : [term]));
}
