import type { ModuleSym, Sym } from '../sym.ts';
import { str } from '../sym.ts';
import { constant, data } from '../values.ts';
import { abcModule } from './abstract.ts';
import { textArgument } from './arguments.ts';
import { dictType } from './collections-types.ts';
import { define, defineEach } from './define.ts';
import { exceptionClass } from './exceptions.ts';
import { emptyClass, identity, inert, refused, refusedName, silent } from './inert.ts';
import { membersOf, moduleOf } from './module.ts';

function all(module: string, names: readonly string[], why: string): readonly (readonly [string, Sym])[] {
  return names.map((name) => [name, refused(`${module}.${name}`, why)]);
}

const logger = inertLogger();

/** Something whose every method answers None. */
function inertLogger(): Sym {
  return {
    kind: 'opaque',
    type: 'logging.Logger',
    parts: {},
    behaviour: { attribute: (_machine, self, name) => ({ kind: 'method', self, name, call: silent(name).call }) },
  };
}

const levels = { DEBUG: 10n, INFO: 20n, WARNING: 30n, WARN: 30n, ERROR: 40n, CRITICAL: 50n, FATAL: 50n, NOTSET: 0n };
const logs = ['debug', 'info', 'warning', 'warn', 'error', 'critical', 'exception', 'log', 'basicConfig', 'disable'];

const logging = moduleOf('logging', [
  ...logs.map((name) => [name, silent(`logging.${name}`)] as const),
  ...Object.entries(levels).map(([name, level]) => [name, constant(level)] as const),
  ['getLogger', { kind: 'builtin', name: 'logging.getLogger', call: () => logger }],
  ['Logger', inert('logging.Logger')],
]);

const environment = 'it asks for the environment of the machine, which is not in the event';
const chance = 'it is another value each time';

const basename = defineEach('os.path.basename', ['p'], (machine, [path]) => {
  const value = textArgument(machine, path);
  if (value === undefined) return constant('');
  const { terms } = machine;
  return data(machine, terms.call('item', terms.call('split', value, terms.literal('/')), terms.literal(-1n)), str);
});

const osPath = moduleOf('os.path', [
  ...membersOf([basename]),
  ...all('os.path', ['dirname', 'join', 'splitext', 'split', 'normpath'], 'it has no form in the IR'),
  ...all('os.path', ['abspath', 'exists', 'isfile', 'isdir', 'expanduser', 'realpath', 'getsize'], environment),
]);

const os = moduleOf('os', [
  ['environ', refusedName('os.environ', environment)],
  ['path', osPath],
  ['sep', constant('/')],
  ['linesep', constant('\n')],
  ...all('os', ['getenv', 'getcwd', 'listdir', 'getpid', 'urandom', 'popen', 'system'], environment),
]);

const letters = 'abcdefghijklmnopqrstuvwxyz';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const whitespace = ' \t\n\r\v\f';

const string = moduleOf('string', [
  ['ascii_lowercase', constant(letters)],
  ['ascii_uppercase', constant(letters.toUpperCase())],
  ['ascii_letters', constant(letters + letters.toUpperCase())],
  ['digits', constant('0123456789')],
  ['hexdigits', constant('0123456789abcdefABCDEF')],
  ['octdigits', constant('01234567')],
  ['punctuation', constant(punctuation)],
  ['whitespace', constant(whitespace)],
  ['printable', constant(`0123456789${letters}${letters.toUpperCase()}${punctuation}${whitespace}`)],
  ...all('string', ['Template', 'capwords', 'Formatter'], 'it has no form in the IR'),
]);

const collections = moduleOf('collections', [
  ['OrderedDict', { ...dictType, name: 'collections.OrderedDict' }],
  ['abc', abcModule],
  ...all(
    'collections',
    ['defaultdict', 'Counter', 'deque', 'namedtuple', 'ChainMap', 'UserDict', 'UserList'],
    'its objects have no form in the IR',
  ),
]);

const unread = 'rulegen does not read what it makes';
const hash = 'a hash has no form in the IR';
const hashes = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'blake2s', 'new'];

/** Modules of Python's library that rules import for little things, or that ask for what is not in the event. */
export const otherModules: readonly ModuleSym[] = [
  ...[logging, os, osPath, string, collections],
  moduleOf('sys', [
    ['path', inert('sys.path')],
    ['version_info', refusedName('sys.version_info', environment)],
    ['maxsize', constant(2n ** 63n - 1n)],
    ['argv', refusedName('sys.argv', environment)],
  ]),
  moduleOf('abc', [
    ['ABC', emptyClass('ABC')],
    ['ABCMeta', inert('abc.ABCMeta')],
    ['abstractmethod', identity('abc.abstractmethod')],
    ['abstractproperty', identity('abc.abstractproperty')],
  ]),
  moduleOf(
    'enum',
    ['Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'auto', 'unique'].map(
      (name) => [name, refusedName(`enum.${name}`, unread)] as const,
    ),
  ),
  moduleOf('dataclasses', all('dataclasses', ['dataclass', 'field', 'asdict', 'replace', 'fields'], unread)),
  moduleOf('contextlib', all('contextlib', ['contextmanager', 'suppress', 'redirect_stdout', 'closing'], unread)),
  moduleOf('uuid', all('uuid', ['uuid1', 'uuid4', 'UUID', 'uuid3', 'uuid5'], chance)),
  moduleOf('secrets', all('secrets', ['token_hex', 'choice', 'token_urlsafe', 'randbelow', 'SystemRandom'], chance)),
  moduleOf('random', all('random', ['random', 'randint', 'choice', 'choices', 'sample', 'shuffle', 'uniform'], chance)),
  moduleOf('hashlib', all('hashlib', hashes, hash)),
  moduleOf('hmac', all('hmac', ['new', 'compare_digest', 'digest'], hash)),
  moduleOf('warnings', [['warn', silent('warnings.warn')]]),
  moduleOf('statistics', [
    ...all('statistics', ['mean', 'median', 'stdev', 'mode', 'pstdev', 'variance'], 'it has no form in the IR'),
    ['StatisticsError', exceptionClass('StatisticsError')],
  ]),
  moduleOf('decimal', [
    ...all('decimal', ['Decimal', 'getcontext'], 'a decimal number has no form in the IR'),
    ['InvalidOperation', exceptionClass('InvalidOperation')],
  ]),
  moduleOf('types', [
    ['SimpleNamespace', refused('types.SimpleNamespace', unread)],
    ['MappingProxyType', define('types.MappingProxyType', ['mapping'], (_machine, [mapping]) => mapping)],
  ]),
];
