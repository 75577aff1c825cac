import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearNames } from '../../diagnostics/near.ts';
import type { Json } from '../../ir/json.ts';
import { isList } from '../../ir/json.ts';
import type { Reference, Step } from '../../ir/path.ts';
import type { Value } from '../../ir/value.ts';
import { parseValue } from '../condition-table/index.ts';
import type { Cursor } from '../cursor.ts';
import { kindInWords } from '../cursor.ts';
import type { KeyPath } from './key-path.ts';
import { parseKeyPath } from './key-path.ts';

/** Where keys start: at the event, or at a path on the element of the innermost quantifier. */
export type Scope = 'event' | readonly Step[];

const specifiers = ['Key', 'DeepKey', 'KeyPath', 'Enrichment'];

/** The path that a key specifier names; undefined, and reported, where it names none. */
export function readKey(cursor: Cursor, report: Report): KeyPath | undefined {
  const given = specifiers.filter((name) => cursor.get(name).value !== undefined);
  const [name, ...others] = given;
  if (name === undefined || others.length > 0) {
    const [known] = cursor.keys;
    const near = known === undefined ? [] : nearNames(known, specifiers);
    const detail =
      name !== undefined
        ? `A key specifier has one of Key, DeepKey and KeyPath; this has ${given.join(' and ')}.`
        : near.length > 0
          ? `There is no key specifier "${known}": did you mean ${near.join(' or ')}?`
          : 'This names no field: it lacks Key, DeepKey or KeyPath.';
    report(diagnostic('detection-form', { detail }, { span: cursor.span }));
    return undefined;
  }
  const key = cursor.get(name);
  if (name === 'Enrichment') {
    report(diagnostic('detection-enrichment', {}, { span: key.keySpan }));
    return undefined;
  }
  if (name === 'DeepKey') return deepKey(key, report);
  if (key.text === undefined || key.text === '') {
    report(diagnostic('wrong-type', { key: name, wanted: 'text', got: kindInWords(key.value) }, { span: key.span }));
    return undefined;
  }
  if (name === 'Key') return [[key.text]];
  const path = parseKeyPath(key.text);
  if (!('problem' in path)) return path;
  report(diagnostic('bad-key-path', { path: key.text, problem: path.problem }, { span: key.span }));
  return undefined;
}

function deepKey(key: Cursor, report: Report): KeyPath | undefined {
  const steps = isList(key.value) ? key.value.map(stepOf) : [];
  const sound = steps.filter((step) => step !== undefined);
  if (sound.length > 0 && sound.length === steps.length && typeof sound[0] === 'string') return [sound];
  const wanted = 'a list of keys and indices that starts with a key';
  report(diagnostic('wrong-type', { key: 'DeepKey', wanted, got: kindInWords(key.value) }, { span: key.span }));
  return undefined;
}

function stepOf(value: Json): Step | undefined {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' ? value : undefined;
}

/** What a path without wildcards refers to. */
export function reference(path: readonly Step[], scope: Scope): Reference {
  return scope === 'event' ? { scope, path } : { scope: 'element', depth: 0, path: [...scope, ...path] };
}

/**
 * The value that a key specifier or a value string names, on the event; undefined, and reported, where it names none.
 * A path with wildcards reads as `deep_walk`: the one value, or the list of several.
 */
export function readKeyedValue(cursor: Cursor, report: Report): Value | undefined {
  if (cursor.placed !== undefined) return parseValue(cursor.placed, report);
  const path = readKey(cursor, report);
  const [first, ...rest] = path ?? [];
  if (first === undefined) return undefined;
  const base: Value = { kind: 'reference', to: reference(first, 'event'), span: cursor.span };
  const keys = rest.flat();
  if (keys.length === 0) return base;
  const names = keys.filter((key) => typeof key === 'string');
  if (names.length < keys.length) {
    const at = cursor.get('KeyPath');
    const problem = 'has an index after [*], which no value can say';
    report(diagnostic('bad-key-path', { path: at.text ?? '', problem }, { span: at.span }));
    return undefined;
  }
  return { kind: 'call', name: 'deep_walk', args: [base, { kind: 'literal', value: names }], span: cursor.span };
}
