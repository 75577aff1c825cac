import type { Span } from '../../../diagnostics/source.ts';
import { contains } from '../contains.ts';
import { constantText } from '../library/arguments.ts';
import type { Behaviour, Machine, MethodSym, OpaqueSym, Sym } from '../sym.ts';
import { noneSym, toValue, truthOf } from '../values.ts';

/** Bytes that are the UTF-8 of a text. */
export function bytesOf(text: Sym): OpaqueSym {
  return { kind: 'opaque', type: 'bytes', parts: { text }, behaviour };
}

/** The text whose UTF-8 these bytes are. */
export function textOfBytes(bytes: OpaqueSym): Sym {
  return bytes.parts['text'] ?? noneSym;
}

const behaviour: Behaviour = {
  truthy: (machine, self) => truthOf(machine, textOfBytes(self)),
  key: (_machine, self) => textOfBytes(self),
  contains: (machine, self, needle, span) => {
    if (needle.kind === 'opaque' && needle.type === 'bytes')
      return contains(machine, textOfBytes(needle), textOfBytes(self), span);
    const { fault } = machine.unknown('a look into bytes', 'it has no form in the IR', span);
    return machine.terms.unlifted(fault);
  },
  attribute: (machine, self, name, span) => (name === 'decode' ? decoder(self) : other(machine, name, span)),
};

const names = ['hex', 'split', 'startswith', 'endswith', 'strip', 'replace', 'find', 'lower', 'upper', 'join'];

function other(machine: Machine, name: string, span: Span): Sym | undefined {
  return names.includes(name) ? machine.unknown(`bytes.${name}()`, 'bytes have no form in the IR', span) : undefined;
}

const known = ['utf-8', 'utf8', 'utf_8', 'ascii', 'us-ascii'];

function decoder(self: OpaqueSym): MethodSym {
  return {
    kind: 'method',
    self,
    name: 'decode',
    call: (machine, args, span) => {
      const encoding = args.positional[0] ?? args.named.get('encoding');
      const name = encoding === undefined ? 'utf-8' : (constantText(encoding)?.toLowerCase() ?? '');
      if (!known.includes(name)) return machine.unknown(`decode('${name}')`, 'only UTF-8 has a form in the IR', span);
      const text = textOfBytes(self);
      if (name.endsWith('ascii')) raiseBeyondAscii(machine, text, 'UnicodeDecodeError', span);
      return text;
    },
  };
}

/** Raises where a text has a character that ASCII lacks. */
export function raiseBeyondAscii(machine: Machine, text: Sym, type: string, span: Span): void {
  const { terms } = machine;
  const value = toValue(machine, text, span);
  if (value.kind === 'unknown') return;
  const ascii = terms.test(value, 'regex', [terms.literal('[\\x00-\\x7f]*')], { flags: ['full', 's'], span });
  machine.raise(terms.not(ascii), type);
}
