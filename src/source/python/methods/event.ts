import type { Value } from '../../../ir/value.ts';
import type { Method, Methods } from '../contract.ts';
import { constantText } from '../library/arguments.ts';
import { natureInside } from '../loop.ts';
import { str } from '../sym.ts';
import { noneSym } from '../values.ts';
import { deepWalk } from './deep-walk.ts';
import { copyOfDict, readMethods } from './dict.ts';
import { withDefault } from './dict-get.ts';
import { method, unlifted } from './method.ts';
import { withKeys } from './with-keys.ts';

/** `deep_get(*keys, default=None)`: the default where the value is missing or null. It crosses no list. */
const deepGet: Method = (machine, self, args, span) =>
  withKeys(machine, args, span, ['default'], (keys, [otherwise = noneSym]) => {
    if (self.kind !== 'data') return otherwise;
    if (keys.length === 0) return self;
    const { terms } = machine;
    let value: Value = self.value;
    for (const key of keys) {
      const name = constantText(key);
      if (name !== undefined) value = terms.steps(value, [name]);
      else if (key.kind === 'data' && key.types & str) {
        const isText = terms.plain(terms.type(key.value, 'string'));
        const item = terms.call('item', value, key.value);
        value = key.types === str || isText === undefined ? item : terms.choose(isText, item, terms.literal(null));
      } else return otherwise;
    }
    return withDefault(machine, value, natureInside(self.nature), 'default', otherwise);
  });

/** Methods of the event and, but for `udm`, of the mappings inside it. */
export const eventMethods: Methods = new Map<string, Method>([
  ...readMethods,
  ['deep_get', deepGet],
  ['deep_walk', deepWalk],
  ['to_dict', method([], (machine, self) => copyOfDict(machine, self, true))],
  ['copy', method([], (machine, self) => copyOfDict(machine, self, true))],
  ['event_time_epoch', unlifted('event_time_epoch()')],
  ['lookup', unlifted('a lookup outside the event')],
]);
