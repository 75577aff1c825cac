import type { Reason } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import { keySources, unknownInKey } from '../../lower/key-sources.ts';
import type { MappedRule, MappedValue } from '../../mapping/mapping.ts';
import type { Assignment, YaralQuery, YaralTerm } from './ast.ts';
import { compare, eventVariable, fieldsIn, int, mapFields, plainField } from './build.ts';
import type { Content } from './content.ts';
import { nameOf, neverEmpty, say, withEventId } from './content.ts';
import type { Names } from './names.ts';
import { printTerm } from './print.ts';
import { firstElement, listsOf } from './subject.ts';

/** How matches are counted and repeats silenced. */
export interface Grouping {
  readonly match: YaralQuery['match'];
  readonly condition: YaralQuery['condition'];
  readonly options: YaralQuery['options'];
  readonly placeholders: readonly Assignment[];
  readonly outcome: readonly Assignment[];
  readonly wider: readonly ReasonCode[];
  readonly narrower: readonly ReasonCode[];
  /** Reasons of fields in the key that no event of the log type has. */
  readonly unknown: readonly Reason[];
  readonly notes: readonly string[];
  /** Why the alert cannot be said at all. */
  readonly refused: string | undefined;
}

/** A match window is at most 48 hours. https://docs.cloud.google.com/chronicle/docs/yara-l/match-syntax */
const longestWindow = 2880;

/** Threshold 1: every matching event is a detection, and repeats of one key are silent for the window. A signal is never silenced. */
export function singleEvent(rule: MappedRule, content: Content): Grouping {
  const { windowMinutes } = rule.rule.alert;
  const silences = rule.rule.lifecycle.createAlert && windowMinutes > 0;
  const base: Grouping = {
    match: undefined,
    condition: { kind: 'exists', name: eventVariable },
    options: { allowZeroValues: false, suppressionMinutes: silences ? windowMinutes : undefined },
    placeholders: [],
    outcome: [],
    wider: silences ? ['dedup-alert-time'] : [],
    narrower: silences ? ['dedup-alert-time', 'daily-cap'] : ['daily-cap'],
    unknown: [],
    notes: [],
    refused: undefined,
  };
  if (!silences) return base;
  if (rule.key.kind === 'literal')
    return {
      ...base,
      notes: ['The grouping key is one for all matches: an alert silences the whole rule, as in Panther.'],
    };
  const key = content.text(rule.key);
  if ('unsupported' in key) {
    return {
      ...base,
      options: { ...base.options, suppressionMinutes: undefined },
      wider: ['dedup-key'],
      narrower: ['daily-cap'],
      notes: [`Repeats are not silenced: the grouping key cannot be said, because ${key.unsupported}.`],
    };
  }
  const isSure = neverEmpty(key);
  return {
    ...base,
    outcome: [{ name: 'suppression_key', value: isSure ? key : withEventId(key) }],
    wider: isSure ? base.wider : [...base.wider, 'null-key'],
  };
}

/** Threshold N, or N distinct values, of one key within the window. */
export function grouped(rule: MappedRule, content: Content, names: Names): Grouping {
  const { threshold, windowMinutes, keyedBy } = rule.rule.alert;
  const silences = rule.rule.lifecycle.createAlert;
  const parts = keyedBy === 'group-by' ? rule.keyParts : rule.key.kind === 'literal' ? [] : [rule.key];
  const own = matchKeys(parts, content, names);
  const split = own.lost.length > 0 ? sourceKeys(parts, content, names) : undefined;
  const placeholders = split?.placeholders ?? own.placeholders;
  const lost = split === undefined ? own.lost : [];
  const distinct = rule.distinct && distinctTerm(rule.distinct);
  content.reuse(placeholders);
  const every = placeholders.length > 0 ? placeholders : [constantKey(rule, names)];
  const refused =
    windowMinutes > longestWindow
      ? `a match window is at most 48 hours, and this one is ${windowMinutes} minutes`
      : typeof distinct === 'string'
        ? `the value whose distinct values are counted cannot be said: ${distinct}`
        : undefined;
  const counts: Assignment[] = [
    { name: 'event_count', value: { kind: 'call', name: 'count_distinct', args: [plainField('metadata.id')] } },
  ];
  if (distinct !== undefined && typeof distinct !== 'string') {
    counts.push({ name: 'distinct_count', value: { kind: 'call', name: 'count_distinct', args: [distinct] } });
  }
  const both: ReasonCode[] = [
    'window-hop',
    'arrival-time',
    ...(silences ? (['dedup-alert-time'] as const) : []),
    ...(distinct === undefined ? [] : (['distinct-exact'] as const)),
    ...(split === undefined ? [] : (['key-split'] as const)),
  ];
  return {
    match: { variables: every.map((key) => key.name), minutes: Math.max(1, windowMinutes) },
    condition:
      distinct === undefined
        ? compare({ kind: 'count', name: eventVariable }, '>=', int(threshold))
        : {
            kind: 'and',
            operands: [
              { kind: 'exists', name: eventVariable },
              compare({ kind: 'variable', name: 'distinct_count' }, '>=', int(threshold)),
            ],
          },
    // With a match section suppression must last longer than the window.
    options: {
      allowZeroValues: placeholders.length > 0,
      suppressionMinutes: silences ? windowMinutes + 1 : undefined,
    },
    placeholders: every,
    outcome: counts,
    wider: [
      ...both,
      'refire',
      ...(placeholders.length > 0 ? (['null-key'] as const) : []),
      ...(lost.length > 0 ? (['key-computed'] as const) : []),
    ],
    narrower: [...both, 'late-event', 'daily-cap', ...(rule.apart !== undefined ? (['count-split'] as const) : [])],
    unknown: split?.unknown ?? [],
    notes: lost.map((why) => `A part of the grouping key is left out: ${why}.`),
    refused,
  };
}

interface MatchKeys {
  readonly placeholders: readonly Assignment[];
  /** Why parts have none. */
  readonly lost: readonly string[];
}

function matchKeys(parts: readonly MappedValue[], content: Content, names: Names): MatchKeys {
  const keys = parts.map((part) => matchKey(part, content, names));
  return {
    placeholders: keys.flatMap((key) => (typeof key === 'string' ? [] : [key])),
    lost: keys.filter((key) => typeof key === 'string'),
  };
}

/** Placeholders for all that the key is computed from, which tell more apart than keys; undefined where they cannot be said either. */
function sourceKeys(
  parts: readonly MappedValue[],
  content: Content,
  names: Names,
): { readonly placeholders: readonly Assignment[]; readonly unknown: readonly Reason[] } | undefined {
  const sources = keySources(parts);
  const keys = sources && matchKeys(sources.fields, content, names);
  if (sources === undefined || keys === undefined || keys.lost.length > 0 || keys.placeholders.length === 0)
    return undefined;
  const byField = new Map(keys.placeholders.map((key) => [printTerm(key.value), key]));
  return { placeholders: [...byField.values()], unknown: unknownInKey(sources) };
}

/** A placeholder for one part of the key, or why not. Lists give their first element, as a list key would else count once per element. */
function matchKey(part: MappedValue, content: Content, names: Names): Assignment | string {
  const subject = say(part);
  if ('unsupported' in subject) return subject.unsupported;
  const ambiguous = content.ambiguous(subject.term);
  if (ambiguous !== undefined) return ambiguous;
  const value = firstElements(subject.term);
  if (hasIf(value)) return 'YARA-L decides values (`if`) in the outcome only';
  return { name: names.take(value.kind === 'field' ? nameOf(value) : 'grouping_key'), value };
}

function firstElements(term: YaralTerm): YaralTerm {
  return mapFields(
    term,
    (field) => (listsOf(field) > 0 ? firstElement(field) : undefined) ?? { ...field, modifier: 'none' },
  );
}

/** Without a key all matches of the rule count together: a field that is the same on all of them. */
function constantKey(rule: MappedRule, names: Names): Assignment {
  const field = rule.home.source['logType'] === undefined ? 'metadata.vendor_name' : 'metadata.log_type';
  return { name: names.take(field.slice('metadata.'.length)), value: plainField(field) };
}

function distinctTerm(value: MappedValue): YaralTerm | string {
  const subject = say(value);
  if ('unsupported' in subject) return subject.unsupported;
  const [only, ...more] = fieldsIn(subject.term);
  if (only === undefined) return 'it reads no field';
  return more.length === 0 && subject.term.kind === 'field'
    ? { ...subject.term, modifier: 'none' }
    : firstElements(subject.term);
}

function hasIf(term: YaralTerm): boolean {
  return term.kind === 'if' || (term.kind === 'call' && term.args.some(hasIf));
}
