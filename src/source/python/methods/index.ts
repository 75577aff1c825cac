import type { Methods } from '../contract.ts';
import type { Types } from '../sym.ts';
import { dict, list, str } from '../sym.ts';
import { dictMethods } from './dict.ts';
import { eventMethods } from './event.ts';
import { listMethods, sequenceMethods } from './list.ts';
import { frozenMethods, setMethods } from './set.ts';
import { textMethods } from './text.ts';

/** A type that has methods. `event`: the event and the read-only mappings inside it. */
export type MethodOwner = 'str' | 'list' | 'tuple' | 'set' | 'frozenset' | 'dict' | 'event';

const methods: Readonly<Record<MethodOwner, Methods>> = {
  str: textMethods,
  list: listMethods,
  tuple: sequenceMethods,
  set: setMethods,
  frozenset: frozenMethods,
  dict: dictMethods,
  event: eventMethods,
};

/** The methods of a type. */
export function methodsOf(type: MethodOwner): Methods {
  return methods[type];
}

/** The types of JSON that have a method of that name, be they the event's own or plain ones. */
export function typesWithMethod(name: string): Types {
  const dicts = dictMethods.has(name) || eventMethods.has(name) ? dict : 0;
  return (textMethods.has(name) ? str : 0) | (listMethods.has(name) ? list : 0) | dicts;
}
