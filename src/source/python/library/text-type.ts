import { distribute } from '../choice.ts';
import { methodsOf } from '../methods/index.ts';
import type { BuiltinSym, Sym } from '../sym.ts';
import { str } from '../sym.ts';
import { reprOf, textOf } from '../text.ts';
import { constant, hasType } from '../values.ts';
import { define, raising } from './define.ts';
import { instancesOf } from './instances.ts';

/** A method of `str` that takes the text as its first argument: `str.lower`. */
function unbound(name: string): BuiltinSym {
  return {
    kind: 'builtin',
    name: `str.${name}`,
    call: (machine, args, span) => {
      const [self, ...positional] = args.positional;
      const method = methodsOf('str').get(name);
      if (self === undefined || method === undefined) return raising(machine, 'TypeError');
      return distribute(machine, self, (one): Sym => {
        if (one.kind === 'unknown') return one;
        const isText = hasType(machine, one, str);
        machine.raise(machine.terms.not(isText), 'TypeError');
        if (isText === machine.terms.no) return constant('');
        const text = one.kind === 'data' ? { ...one, types: str } : one;
        return method(machine, text, { ...args, positional }, span);
      });
    },
  };
}

/** `str()`. */
export const strType: BuiltinSym = {
  ...define('str', ['object?', 'encoding?', 'errors?'], (machine, [of, encoding], span) => {
    if (of === undefined) return constant('');
    if (encoding === undefined) return textOf(machine, of, span);
    const decode = machine.attribute(of, 'decode', span);
    if (decode === undefined) return raising(machine, 'TypeError');
    return machine.call(decode, { positional: [encoding], named: new Map() }, span);
  }),
  instances: instancesOf({ types: str }),
  get members() {
    return new Map([...methodsOf('str').keys()].map((name) => [name, unbound(name)]));
  },
};

const repr = define('repr', ['object'], (machine, [of], span) => reprOf(machine, of, span));
const ascii = define('ascii', ['object'], (machine, [of], span) => reprOf(machine, of, span));

/** Python's built-in functions that make texts. */
export const textBuiltins: readonly BuiltinSym[] = [strType, repr, ascii];
