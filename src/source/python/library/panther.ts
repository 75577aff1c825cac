import { isMock } from '../mocks.ts';
import type { BuiltinSym, ModuleSym, Sym } from '../sym.ts';
import { inert, refused } from './inert.ts';
import { moduleOf } from './module.ts';
import { eventType, immutableDictType, immutableListType } from './panther-types.ts';

const events: readonly (readonly [string, Sym])[] = [['PantherEvent', eventType]];
const immutables: readonly (readonly [string, Sym])[] = [
  ['ImmutableList', immutableListType],
  ['ImmutableCaseInsensitiveDict', immutableDictType],
  ['ImmutableDict', immutableDictType],
];

const kept = 'it asks for state that Panther keeps between events (its cache), which is not in the event';

const cacheFunctions = [
  ...[
    'add_to_string_set',
    'check_account_age',
    'evaluate_threshold',
    'get_counter',
    'get_dictionary',
    'get_string_set',
  ],
  ...['get_time_delta', 'increment_counter', 'kv_table', 'put_dictionary', 'put_string_set', 'remove_from_string_set'],
  ...['reset_counter', 'reset_string_set', 'set_key_expiration', 'monitoring', 'get_string_set_with_ttl'],
];

/** Panther's cache of values between events: nothing of it can be known from one event. */
const caching = moduleOf(
  'panther_detection_helpers.caching',
  cacheFunctions.map((name) => [name, refused(name, kept)] as const),
);

const helpers = moduleOf('panther_detection_helpers', [['caching', caching]]);

/** The mocks that a rule's own tests put in the place of its names: in Panther itself there are none. */
const magicMock: BuiltinSym = {
  ...refused('MagicMock', 'only tests have mocks'),
  instances: (value, { terms }) => (isMock(value) ? terms.yes : terms.no),
};

const mocks = moduleOf('unittest.mock', [
  ...['MagicMock', 'Mock', 'NonCallableMock', 'PropertyMock'].map((name) => [name, magicMock] as const),
  ['patch', inert('unittest.mock.patch')],
  ['ANY', inert('unittest.mock.ANY')],
]);

/** What Panther's runtime offers beside Python's library, and the mocks of its tests. */
export const pantherModules: readonly ModuleSym[] = [
  moduleOf('panther_core', [
    ...events,
    ...immutables,
    ['enriched_event', moduleOf('panther_core.enriched_event', events)],
    ['immutable', moduleOf('panther_core.immutable', immutables)],
  ]),
  moduleOf('panther_core.enriched_event', events),
  moduleOf('panther_core.immutable', immutables),
  helpers,
  caching,
  moduleOf('unittest', [['mock', mocks]]),
  mocks,
];
