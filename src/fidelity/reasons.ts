import { fold } from '../ir/compare.ts';
import { contextOf, evaluate } from '../ir/evaluate.ts';
import { parseIp } from '../ir/ip.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { isList, isNumber, isObject, printJson } from '../ir/json.ts';
import { alikeAsText, textOfScalar } from './alike.ts';
import { extractedAlike, isExtracted, isReadAsText, withoutNullText } from './extracted-text.ts';
import { valuesInRow } from './in-row.ts';
import { readsJsonOtherwise } from './json-as-text.ts';
import { readsLoosely } from './loose-values.ts';
import { holdsOtherType } from './other-type.ts';
import type { Reason, ReasonDetail } from './reason.ts';
import { storedAlike, timesDiffer, writtenBy } from './stored-value.ts';

/** `representation`: the store cannot tell, or changes what it holds. `loss`: the target cannot say it. */
export type ReasonClass = 'representation' | 'loss';

/** What a predicate sees: one value that the row's subject takes on the event (`undefined`: missing), the row's operands, the event. */
export interface Seen {
  readonly value: Json | undefined;
  readonly operands: readonly Json[];
  readonly event: JsonObject;
  /** What the store made of the event; absent where nothing was stored (documentation). */
  readonly row: JsonObject | undefined;
  /** The elements of the innermost list around the row, for reasons about elements. */
  readonly elements: readonly Json[];
  readonly reason: Reason;
  /** Whether the row, seen alone, would hold too often or too seldom. */
  readonly direction: 'wider' | 'narrower';
  /** What the rule's row answers on the event as it is. */
  readonly answer: boolean;
  /** What the rule's row would answer if its subject had this value (`undefined`: missing). */
  readonly answerFor: (value: Json | undefined) => boolean;
  /** The same, were case ignored. */
  readonly answerIgnoringCase: (value: Json | undefined) => boolean;
  /** The same, were the classes of a regex those of ASCII. */
  readonly answerInAscii: (value: Json | undefined) => boolean;
}

export interface ReasonRow {
  readonly class: ReasonClass;
  /** What differs, in one sentence for the person who must decide whether that is fine. */
  readonly says: string;
  /** True of every rule on every target: told once, not on each artifact. */
  readonly everywhere?: true;
  /**
   * The values that the store cannot tell from this one, where the reason is of that kind: the difference shows where one of them
   * would change the row's answer in the reason's direction.
   */
  readonly alike?: (seen: Seen) => readonly (Json | undefined)[];
  /**
   * Whether the difference shows on this event, where `alike` cannot say it. Over-approximation is a bug: `verify` demands "if and only
   * if", test by test. Both absent for reasons about alerts in time, whose predicates run over the timed stream, and for what the rule
   * lacks of its original: the text says the rule.
   */
  readonly holds?: (seen: Seen) => boolean;
}

function reason(row: ReasonRow): ReasonRow {
  return row;
}

const isNull = (v: Json | undefined): boolean => v === undefined || v === null;
/** How a field that holds nothing may read. */
const unset = [undefined, ''] as const;
const isText = (v: Json | undefined): v is string => typeof v === 'string';

/** THE list of ways in which a target's text may differ from a rule. */
export const reasons = {
  'null-stored-as-empty': reason({
    class: 'representation',
    says: 'The store keeps no null in this column: missing, null and "" are one value there.',
    alike: ({ value }) => sameClass(value, [undefined, null, '']),
  }),
  'zero-stored-for-missing': reason({
    class: 'representation',
    says: 'The store keeps 0 or false where the log has nothing.',
    alike: ({ value }) => sameClass(value, [undefined, null, 0n, 0, false]),
  }),
  'null-stored-as-text': reason({
    class: 'representation',
    says: 'The store keeps JSON null as the text "null", so the text "null" and a null are one.',
    alike: ({ value }) => [
      ...sameClass(value, [null, 'null']),
      ...(isList(value) ? [value.map((item) => (item === null ? 'null' : item === 'null' ? null : item))] : []),
      ...(isList(value) || isObject(value) ? [withoutNullText(value)] : []),
    ],
  }),
  'missing-as-null': reason({
    class: 'representation',
    says: 'The store does not tell an absent key from an explicit null.',
    alike: ({ value }) => sameClass(value, [undefined, null]),
  }),
  'filler-value': reason({
    class: 'representation',
    says: 'The SIEM writes a text of its own where the log has nothing, so that text in the log reads as nothing.',
    alike: ({ value, reason: r }) =>
      sameClass(value, [undefined, ...(isExtracted(r) ? [] : [null]), ...(r.detail?.absentAs ?? [])]),
  }),
  'case-insensitive': reason({
    class: 'representation',
    says: 'The target compares text ignoring case.',
    holds: ({ value, answerFor, answerIgnoringCase, reason: r }) =>
      (r.detail?.type !== 'list' || isList(value)) &&
      [value, ...(isList(value) ? value : [])].some((v) => answerIgnoringCase(v) !== answerFor(v)),
  }),
  'key-case': reason({
    class: 'representation',
    says: 'Panther finds a key whose case differs; the store keeps such a key under another name.',
    everywhere: true,
    holds: ({ event, reason: r }) => hasKeyInOtherCase(event, r.detail?.keys ?? [], r.detail?.twins ?? []),
  }),
  'other-type': reason({
    class: 'representation',
    says: 'A value of another JSON type than the log type declares is converted or lost by the store.',
    everywhere: true,
    holds: ({ event, reason: r }) =>
      holdsOtherType(event, r.detail?.schema ?? [], { keys: r.detail?.keys ?? [], lists: r.detail?.lists ?? [] }),
  }),
  'type-as-text': reason({
    class: 'representation',
    says: 'The store keeps numbers and booleans as text, so 5 and "5", true and "true" are one.',
    alike: (seen) => {
      const type = seen.reason.detail?.type;
      if (type === 'written') return writtenBy(seen);
      return isExtracted(seen.reason) ? extractedAlike(seen) : writtenAlike(seen.value);
    },
  }),
  'text-as-type': reason({
    class: 'representation',
    says: 'The column is typed: a value of another type in the log is converted or lost.',
    alike: (seen) => {
      const { value, reason: r } = seen;
      if (isNull(value)) return [];
      if (r.detail?.column !== undefined && seen.row !== undefined) return storedAlike(seen, r.detail.column);
      return fitsType(value, r.detail?.type) ? [] : [undefined, textOfScalar(value ?? null), ...alikeAsText(value)];
    },
  }),
  'container-type': reason({
    class: 'representation',
    says: 'The row means substring or membership by the value met; the column has one type, so only that meaning is kept.',
    holds: (seen) => (isExtracted(seen.reason) ? isReadAsText(seen) : isOtherContainer(seen)),
  }),
  'list-as-elements': reason({
    class: 'representation',
    says: 'The store holds a list as its elements, so a row on the whole value is answered element by element.',
    alike: ({ value, reason: r }) => (isList(value) ? elementsAlike(value, r.detail) : []),
  }),
  'scalar-as-list': reason({
    class: 'representation',
    says: 'The target does not tell one value from a list that holds it alone.',
    alike: ({ value }) => (value === undefined || value === null || isList(value) || isObject(value) ? [] : [[value]]),
  }),
  'object-as-leaves': reason({
    class: 'representation',
    says: 'The store keeps only the leaves of an object: an object or an empty list is no value of its own.',
    alike: ({ value, reason: r }) =>
      isObject(value) || (isList(value) && (r.detail?.type !== 'list' || !value.some(isStorable)))
        ? [undefined, ...(r.detail?.absentAs ?? [])]
        : [],
  }),
  'element-null': reason({
    class: 'representation',
    says: 'Elements that lack the key leave no value in the list column.',
    holds: ({ value, reason: r }) => isNull(value) || (isText(value) && r.detail?.absentAs?.includes(value) === true),
  }),
  'extraction-limit': reason({
    class: 'representation',
    says: 'Fields beyond the extraction limit of the SIEM are not seen: a later field counts as missing.',
    holds: ({ event, value, answer, answerFor, reason: r }) =>
      isBeyond(event, r.detail) && (r.test === undefined || cutShort(value).some((less) => answerFor(less) !== answer)),
  }),
  'enriched-value': reason({
    class: 'representation',
    says: 'The SIEM fills this field (GeoIP, asset or user enrichment) where the log has nothing.',
    alike: ({ value, row, reason: r }) =>
      isNull(value) || value === '' ? valuesInRow(row, r.detail?.column ?? '') : [],
  }),
  'value-collapsed': reason({
    class: 'representation',
    says: 'The store keeps a smaller set of values, so several raw values are one there.',
    alike: ({ value, reason: r }) =>
      isText(value) && r.detail?.values !== undefined ? collapsedWith(r.detail.values, value) : [],
  }),
  'list-collapsed': reason({
    class: 'representation',
    says: 'The store keeps one value where the log has a list of elements.',
    holds: ({ elements }) => elements.length > 1,
  }),
  'column-shared': reason({
    class: 'representation',
    says: 'Another field of the log is stored in the same column, so a row may be answered by its value.',
    alike: ({ row, reason: r }) =>
      valuesInRow(row, r.detail?.column ?? '').flatMap((stored) => rawOf(stored, r.detail)),
  }),
  'value-split': reason({
    class: 'representation',
    says: 'The store splits this text into several values.',
    holds: (seen) => isText(seen.value) && differsInPieces(seen.value, seen),
  }),
  'unparsed-value': reason({
    class: 'representation',
    says: 'The store changes how this value is written (address form, date, number), so text tests on it may differ.',
    holds: (seen) => {
      const { value, answer, answerFor, row } = seen;
      const { type, column, when } = seen.reason.detail ?? {};
      if (when !== undefined) return evaluate(when, contextOf(seen.event));
      if (!isText(value)) return false;
      if (type === 'datetime' && column !== undefined && row !== undefined) return timesDiffer(seen, column);
      return (
        type !== 'address' ||
        (value !== '' && parseIp(value) === undefined && unset.some((read) => answerFor(read) !== answer))
      );
    },
  }),
  'regex-dialect': reason({
    class: 'representation',
    says: "The engine's classes or anchors differ from Python's on texts outside ASCII or with line breaks.",
    holds: ({ value }) => isText(value) && /[^\x20-\x7e]/.test(value),
  }),
  'regex-ascii': reason({
    class: 'representation',
    says: 'Classes such as \\d and \\w are written out in ASCII, and the end of the text may stand before a last line break.',
    holds: ({ value, answer, answerFor, answerInAscii }) =>
      isText(value) &&
      (answerInAscii(value) !== answer || (value.endsWith('\n') && answerFor(value.slice(0, -1)) !== answer)),
  }),
  'one-as-list': reason({
    class: 'representation',
    says: 'The target does not tell one object from a list that holds it alone.',
    holds: ({ event, reason: r }) => r.detail?.when !== undefined && evaluate(r.detail.when, contextOf(event)),
  }),
  'other-name': reason({
    class: 'representation',
    says: 'Two fields of the log have one name here, so a row on one of them may be answered by the value of the other.',
    holds: ({ event, reason: r }) => r.detail?.when !== undefined && evaluate(r.detail.when, contextOf(event)),
  }),
  'unknown-field': reason({
    class: 'representation',
    says: 'The log type has no such field, so it counts as missing in the alert; an event may have it all the same.',
    holds: ({ event, reason: r }) => r.detail?.when !== undefined && evaluate(r.detail.when, contextOf(event)),
  }),
  'loop-over-text': reason({
    class: 'representation',
    says: 'The rule also goes through the characters of a text and the keys of an object; here only a list has elements.',
    holds: ({ event, value, answer, answerFor, reason: r }) =>
      r.detail?.when !== undefined
        ? evaluate(r.detail.when, contextOf(event))
        : (isText(value) || isObject(value)) && answerFor(undefined) !== answer,
  }),
  'loose-values': reason({
    class: 'representation',
    says: 'The target asks each element of a list, takes a number or boolean for the text that writes it, and sees nothing of an object.',
    holds: readsLoosely,
  }),
  'json-as-text': reason({
    class: 'representation',
    says: 'The target reads JSON that is kept in a text by its characters: escapes, a key that stands twice, braces in texts and deep nesting mislead it.',
    holds: readsJsonOtherwise,
  }),
  'null-test-on-enriched': reason({
    class: 'loss',
    says: 'A null test on a field that the SIEM fills by enrichment can never hold there; the row is dropped.',
    holds: () => true,
  }),
  'null-test-unmapped': reason({
    class: 'loss',
    says: 'The home has no column for this field; its null test is dropped.',
    holds: () => true,
  }),
  'row-dropped': reason({
    class: 'loss',
    says: 'The target cannot say this row; it is dropped.',
    holds: () => true,
  }),
  'not-lifted': reason({
    class: 'loss',
    says: "A part of the rule's original could not be said, so the rule itself matches more.",
  }),
  'same-element-lost': reason({
    class: 'loss',
    says: 'The rows must hold on one element of the list; the target can only ask for each on any element.',
    holds: ({ elements }) => elements.length > 1,
  }),
  'window-anchored': reason({
    class: 'representation',
    says: "Panther's window opens with a key's first match; a sliding window finds every such alert and a few more.",
  }),
  'window-hop': reason({
    class: 'representation',
    says: "Overlapping windows start at fixed steps, not at a key's first match.",
  }),
  'window-tumbling': reason({
    class: 'representation',
    says: 'Windows have fixed edges, so a burst across an edge is counted in two parts.',
  }),
  'arrival-time': reason({
    class: 'representation',
    says: 'The window is measured in event time; Panther measures arrival.',
  }),
  'late-event': reason({
    class: 'representation',
    says: "Events later than the home's greatest lag are not seen by the run that should count them.",
  }),
  'run-gap': reason({
    class: 'representation',
    says: 'Each run looks at what arrived since the last one, so the events of a run that was lost are never seen.',
  }),
  rerun: reason({
    class: 'representation',
    says: 'A repeated run returns the same events again; grouping hides the repeats.',
  }),
  'dedup-alert-time': reason({
    class: 'representation',
    says: 'Repeats are silenced from the time of the alert, not of the first match.',
  }),
  'dedup-none': reason({ class: 'representation', says: 'The format has no suppression: every match alerts.' }),
  'dedup-key': reason({
    class: 'representation',
    says: 'The grouping key cannot be said here, so repeats are not silenced: every match alerts.',
  }),
  refire: reason({
    class: 'representation',
    says: 'The alert fires again while the count stays above the threshold; suppression hides it for the window.',
  }),
  'null-key': reason({
    class: 'representation',
    says: 'Events without a grouping key are counted together or apart from where Panther counts them.',
  }),
  'key-computed': reason({
    class: 'loss',
    says: 'The grouping key is computed; the target can only group by a field, so all matches count together.',
  }),
  'key-split': reason({
    class: 'representation',
    says: 'The grouping key is computed; the target counts each combination of the values that it is computed from on its own.',
  }),
  'null-distinct': reason({
    class: 'representation',
    says: 'Panther counts that the value is missing as one more value; the target counts only values that are there.',
  }),
  'distinct-exact': reason({
    class: 'representation',
    says: 'Panther estimates the number of distinct values; the target counts them.',
  }),
  'count-split': reason({
    class: 'representation',
    says: 'Panther counts all log types of a rule together; here each home counts on its own.',
  }),
  'alert-cap': reason({ class: 'representation', says: 'The SIEM caps the alerts of one run.' }),
  'daily-cap': reason({
    class: 'representation',
    says: 'The SIEM stops a rule for the rest of the day (UTC) after 10,000 detections.',
  }),
} as const satisfies Record<string, ReasonRow>;

export type ReasonCode = keyof typeof reasons;

/** The other members of a class of values that the store keeps as one; none where the value is not of the class. */
function sameClass(value: Json | undefined, members: readonly (Json | undefined)[]): readonly (Json | undefined)[] {
  return members.includes(value) ? members.filter((member) => member !== value) : [];
}

/**
 * The elements of a list; missing where there is none. Where the store keeps texts, what their texts are not told from. Where it keeps no
 * element for some texts (`absentAs`), neither those nor nulls.
 */
function elementsAlike(list: readonly Json[], detail: ReasonDetail | undefined): readonly (Json | undefined)[] {
  if (list.length === 0) return [undefined];
  const absent = detail?.absentAs;
  const kept = absent ? list.filter((item) => item !== null && !(isText(item) && absent.includes(item))) : list;
  return detail?.type === 'string' ? kept.flatMap((item) => [item, ...alikeAsText(item)]) : kept;
}

/** Whether a list column keeps such an element. */
function isStorable(item: Json): boolean {
  return item !== null && item !== '' && !isList(item) && !isObject(item);
}

/** Whether a row that is asked of each piece of a text answers otherwise than on the whole. */
function differsInPieces(text: string, { reason: r, answer, answerFor }: Seen): boolean {
  const separator = r.detail?.separator ?? ',';
  if (!text.includes(separator)) return false;
  const pieces = text.split(separator).filter((piece) => piece !== '');
  if (pieces.length === 0) return unset.some((piece) => answerFor(piece) !== answer);
  return pieces.some((piece) => answerFor(piece)) !== answer;
}

/** The values of the log that are stored so; `absentAs` stands for nothing. */
function rawOf(stored: Json, detail: ReasonDetail | undefined): readonly (Json | undefined)[] {
  if (isText(stored) && detail?.absentAs?.includes(stored)) return [undefined];
  if (detail?.values === undefined) return [stored];
  return Object.entries(detail.values).flatMap(([raw, to]) => (to === stored ? [raw] : []));
}

/** What texts, numbers and booleans are stored alike with, in a list too. */
function writtenAlike(value: Json | undefined): readonly Json[] {
  if (!isList(value)) return alikeAsText(value);
  return [
    value.map(textOfScalar),
    ...value.map((_, i) => value.map((v, j) => (i === j ? (alikeAsText(v)[0] ?? v) : v))),
  ];
}

function isOtherContainer({ value, reason: r }: Seen): boolean {
  return isList(value) || isObject(value) || (isText(value) && r.detail?.type === 'list');
}

/** The raw values that are stored as this one is; an unknown one is stored as nothing. */
function collapsedWith(values: Readonly<Record<string, string>>, raw: string): readonly (string | undefined)[] {
  const stored = values[raw];
  if (stored === undefined) return [undefined];
  return Object.entries(values).flatMap(([other, to]) => (other !== raw && to === stored ? [other] : []));
}

/** Whether an event is so large that extraction stops before its end. */
function isBeyond(event: JsonObject, detail: Reason['detail']): boolean {
  const { limit, most } = detail ?? {};
  return (
    (limit !== undefined && new TextEncoder().encode(printJson(event)).length > limit) ||
    (most !== undefined && leavesIn(event) >= most)
  );
}

function leavesIn(value: Json): number {
  if (isList(value)) return value.reduce<number>((n, item) => n + leavesIn(item), 0);
  return isObject(value) ? leavesIn(Object.values(value)) : 1;
}

/** What is left of a value where extraction stops before or inside it. */
function cutShort(value: Json | undefined): readonly (Json | undefined)[] {
  return isList(value) ? [undefined, ...value.map((_, i) => value.slice(0, i))] : [undefined];
}

/**
 * Whether some object of the event has a key that differs by case alone from one that the rule reads. Where the log type has both, the other
 * is read only if the first is not there.
 */
function hasKeyInOtherCase(
  value: Json,
  keys: readonly string[],
  twins: readonly (readonly [string, string])[],
): boolean {
  if (isList(value)) return value.some((item) => hasKeyInOtherCase(item, keys, twins));
  if (!isObject(value)) return false;
  if (twins.some(([read, other]) => !Object.hasOwn(value, read) && Object.hasOwn(value, other))) return true;
  return Object.entries(value).some(
    ([key, item]) =>
      (!keys.includes(key) && keys.some((wanted) => fold(wanted) === fold(key))) ||
      hasKeyInOtherCase(item, keys, twins),
  );
}

function fitsType(value: Json | undefined, type: string | undefined): boolean {
  if (type === undefined || type === 'dynamic') return true;
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'int') return typeof value === 'bigint';
  if (type === 'real') return isNumber(value);
  return isText(value);
}
