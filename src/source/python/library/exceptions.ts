import type { ClassSym } from '../sym.ts';

/** Python's own exceptions, each with those that it is a kind of: https://docs.python.org/3/library/exceptions.html */
const tree: Readonly<Record<string, readonly string[]>> = {
  BaseException: [],
  SystemExit: ['BaseException'],
  KeyboardInterrupt: ['BaseException'],
  GeneratorExit: ['BaseException'],
  Exception: ['BaseException'],
  ArithmeticError: ['Exception'],
  FloatingPointError: ['ArithmeticError'],
  OverflowError: ['ArithmeticError'],
  ZeroDivisionError: ['ArithmeticError'],
  AssertionError: ['Exception'],
  AttributeError: ['Exception'],
  BufferError: ['Exception'],
  EOFError: ['Exception'],
  ImportError: ['Exception'],
  ModuleNotFoundError: ['ImportError'],
  LookupError: ['Exception'],
  IndexError: ['LookupError'],
  KeyError: ['LookupError'],
  MemoryError: ['Exception'],
  NameError: ['Exception'],
  UnboundLocalError: ['NameError'],
  OSError: ['Exception'],
  BlockingIOError: ['OSError'],
  ChildProcessError: ['OSError'],
  ConnectionError: ['OSError'],
  BrokenPipeError: ['ConnectionError'],
  ConnectionAbortedError: ['ConnectionError'],
  ConnectionRefusedError: ['ConnectionError'],
  ConnectionResetError: ['ConnectionError'],
  FileExistsError: ['OSError'],
  FileNotFoundError: ['OSError'],
  InterruptedError: ['OSError'],
  IsADirectoryError: ['OSError'],
  NotADirectoryError: ['OSError'],
  PermissionError: ['OSError'],
  ProcessLookupError: ['OSError'],
  TimeoutError: ['OSError'],
  ReferenceError: ['Exception'],
  RuntimeError: ['Exception'],
  NotImplementedError: ['RuntimeError'],
  RecursionError: ['RuntimeError'],
  StopAsyncIteration: ['Exception'],
  StopIteration: ['Exception'],
  SyntaxError: ['Exception'],
  IndentationError: ['SyntaxError'],
  TabError: ['IndentationError'],
  SystemError: ['Exception'],
  TypeError: ['Exception'],
  ValueError: ['Exception'],
  UnicodeError: ['ValueError'],
  UnicodeDecodeError: ['UnicodeError'],
  UnicodeEncodeError: ['UnicodeError'],
  UnicodeTranslateError: ['UnicodeError'],
  Warning: ['Exception'],
  BytesWarning: ['Warning'],
  DeprecationWarning: ['Warning'],
  EncodingWarning: ['Warning'],
  FutureWarning: ['Warning'],
  ImportWarning: ['Warning'],
  PendingDeprecationWarning: ['Warning'],
  ResourceWarning: ['Warning'],
  RuntimeWarning: ['Warning'],
  SyntaxWarning: ['Warning'],
  UnicodeWarning: ['Warning'],
  UserWarning: ['Warning'],
  // Those of modules, under the names by which this library raises them.
  JSONDecodeError: ['ValueError'],
  'binascii.Error': ['ValueError'],
  'binascii.Incomplete': ['Exception'],
  're.error': ['Exception'],
  AddressValueError: ['ValueError'],
  NetmaskValueError: ['ValueError'],
  ParserError: ['ValueError'],
  StatisticsError: ['ValueError'],
  InvalidOperation: ['ArithmeticError'],
};

/** Every exception of Python and of its library that an exception is a kind of, nearest first. */
export const exceptionBases: ReadonlyMap<string, readonly string[]> = new Map(
  Object.keys(tree).map((name) => [name, above(name)]),
);

function above(name: string): readonly string[] {
  return (tree[name] ?? []).flatMap((base) => [base, ...above(base)]);
}

const classes = new Map<string, ClassSym>();

/** The class of an exception of Python or of its library. */
export function exceptionClass(name: string): ClassSym {
  const known = classes.get(name);
  if (known !== undefined) return known;
  const bases = (tree[name] ?? ['Exception']).map(exceptionClass);
  const made: ClassSym = { kind: 'class', name, bases, members: new Map() };
  classes.set(name, made);
  return made;
}

/** The exceptions that need no import. */
export const builtinExceptions: readonly (readonly [string, ClassSym])[] = [
  ...Object.keys(tree)
    .filter((name) => !name.includes('.') && !ofModules().has(name))
    .map((name) => [name, exceptionClass(name)] as const),
  ['IOError', exceptionClass('OSError')],
  ['EnvironmentError', exceptionClass('OSError')],
];

function ofModules(): ReadonlySet<string> {
  return new Set([
    'JSONDecodeError',
    'AddressValueError',
    'NetmaskValueError',
    'ParserError',
    'StatisticsError',
    'InvalidOperation',
  ]);
}
