import type { BuiltinSym, Sym } from './sym.ts';

/** What a test puts in the place of a name: a `MagicMock` that answers a value to every call. */
export function mockOf(answer: () => Sym): BuiltinSym {
  return { kind: 'builtin', name: 'MagicMock()', call: () => answer() };
}

/** Whether a value is such a stand-in. */
export function isMock(sym: Sym): boolean {
  return sym.kind === 'builtin' && sym.name === 'MagicMock()';
}
