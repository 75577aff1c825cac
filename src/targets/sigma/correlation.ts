import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { exact } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import { printReference } from '../../ir/print.ts';
import { keySources, unknownInKey } from '../../lower/key-sources.ts';
import type { Refusal, Unsupported } from '../../lower/lowering.ts';
import type { MappedRule, MappedValue } from '../../mapping/mapping.ts';
import { uuidOf } from '../../uuid.ts';
import type { Settings } from '../target.ts';
import type { Detection } from './detection.ts';
import type { SigmaDocument } from './document.ts';
import type { SigmaField } from './fields.ts';
import { fieldOf } from './fields.ts';
import type { Logsource } from './logsource.ts';
import type { Head } from './metadata.ts';
import type { Profile } from './options.ts';
import { titleWith } from './title.ts';

/** How the alert is said: its fidelity, what is refused, what is assumed, and how matches are grouped. */
export interface SigmaAlert {
  readonly fidelity: Fidelity;
  readonly refusals: readonly Refusal[];
  readonly assumptions: readonly string[];
  /** Absent where every match alerts. */
  readonly count?: { readonly groupBy: readonly string[]; readonly distinct: string | undefined } | undefined;
}

/** The alert of a rule: every match, or a count of matches with a correlation. */
export function lowerAlert(mapped: MappedRule): SigmaAlert {
  const { alert } = mapped.rule;
  if (alert.threshold <= 1)
    return { fidelity: { ...exact, wider: reasons(['dedup-none']) }, refusals: [], assumptions: [] };
  const assumptions = [
    'The converter counts in windows with fixed edges, as those for Splunk and ES|QL do; Sigma does not say which.',
  ];
  const distinct = mapped.distinct && countedField(mapped.distinct);
  if (distinct && 'unsupported' in distinct) {
    const refusal: Refusal = {
      row: 'Unique',
      why: `Sigma counts distinct values of a field only. ${distinct.unsupported}`,
      span: mapped.rule.spans.get('Unique') ?? alert.distinct?.span,
    };
    return { fidelity: exact, refusals: [refusal], assumptions };
  }
  const { fields, isComputed, isSplit, unknown } = groupFields(mapped);
  if (isSplit)
    assumptions.push(
      'Events that lack some of the fields in group-by are counted as well; a converter that drops them, as that for Splunk does, finds less.',
    );
  if (!isSplit && alert.keyedBy === 'title' && fields.length > 1)
    assumptions.push(
      `Different values of ${fields.join(', ')} give different titles, so grouping by them is grouping by title.`,
    );
  const always: ReasonCode[] = ['window-tumbling', 'arrival-time'];
  if (fields.length > 0) always.push('null-key');
  if (distinct) always.push('distinct-exact');
  if (isSplit) always.push('key-split');
  return {
    fidelity: {
      wider: [...reasons([...always, 'refire', ...(isComputed ? (['key-computed'] as const) : [])]), ...unknown],
      narrower: [
        ...reasons([
          ...always,
          ...(distinct ? (['null-distinct'] as const) : []),
          ...(mapped.apart !== undefined ? (['count-split'] as const) : []),
        ]),
        ...unknown,
      ],
    },
    refusals: [],
    assumptions,
    count: { groupBy: fields, distinct: distinct?.name },
  };
}

/** The rule that finds the events, and the correlation that counts them. */
export function correlated(
  head: Head,
  base: { readonly logsource: Logsource; readonly detection: Detection },
  count: NonNullable<SigmaAlert['count']>,
  mapped: MappedRule,
  settings: Settings,
  profile: Profile,
): readonly SigmaDocument[] {
  const { threshold, windowMinutes } = mapped.rule.alert;
  const name = `${settings.stem.replace(/[^A-Za-z0-9_]+/g, '_')}_base`;
  return [
    {
      ...head,
      title: titleWith(head.title, ' - Base', profile),
      id: uuidOf(`urn:uuid:${settings.uuid}#base`),
      name,
      ...base,
      level: 'informational',
      extras: [],
    },
    {
      ...head,
      correlation: {
        type: count.distinct === undefined ? 'event_count' : 'value_count',
        rule: name,
        groupBy: count.groupBy,
        timespan: `${Math.max(1, Math.ceil(windowMinutes))}m`,
        atLeast: threshold,
        distinct: count.distinct,
      },
      fields: [],
    },
  ];
}

interface GroupFields {
  readonly fields: readonly string[];
  /** No fields tell the keys apart. */
  readonly isComputed: boolean;
  /** The fields are those that the key is computed from: they tell more apart than keys. */
  readonly isSplit: boolean;
  /** Reasons of fields in the key that no event has. */
  readonly unknown: readonly Reason[];
}

const none: GroupFields = { fields: [], isComputed: false, isSplit: false, unknown: [] };

/** The fields that tell keys apart, none for a constant key; else those that the key is computed from. */
function groupFields({ rule, key, keyParts }: MappedRule): GroupFields {
  const parts = rule.alert.keyedBy === 'group-by' && keyParts.length > 0 ? keyParts : partsOf(key);
  const own = fieldNames(parts.filter((part) => part.kind !== 'literal').map((part) => withoutDefault(part)));
  if (own !== undefined) return { ...none, fields: own };
  const sources = keySources(parts);
  const all = sources && fieldNames(sources.fields);
  if (sources === undefined || all === undefined || all.length === 0) return { ...none, isComputed: true };
  return { fields: all, isComputed: false, isSplit: true, unknown: unknownInKey(sources) };
}

/** The names of fields that hold one value each; undefined where one does not. */
function fieldNames(values: readonly MappedValue[]): readonly string[] | undefined {
  const names: string[] = [];
  for (const value of values) {
    const field = fieldOf(value, { quantifiers: [] });
    if ('unsupported' in field || field.shape === 'list' || field.shape === 'object') return undefined;
    names.push(field.name);
  }
  return [...new Set(names)];
}

function partsOf(key: MappedValue): readonly MappedValue[] {
  if (key.kind === 'call' && (key.name === 'concat' || key.name === 'str')) return key.args.flatMap(partsOf);
  return [key];
}

/** Texts of values are as many as the values. */
function asField(value: MappedValue): MappedValue {
  const [inner] = value.kind === 'call' && value.name === 'str' ? value.args : [];
  return inner === undefined ? value : asField(inner);
}

/** The field whose values are as many as those that are counted: a constant in place of an empty text counts as that text would. */
function countedField(value: MappedValue): SigmaField | Unsupported {
  const chosen = asField(value);
  const inner = chosen.kind === 'if' ? unlessEmpty(chosen) : withoutDefault(chosen, ['default', 'if_missing']);
  const field = fieldOf(inner ?? chosen, { quantifiers: [] });
  if ('unsupported' in field || chosen.kind !== 'if' || field.shape === 'text') return field;
  return { unsupported: 'A value of another type may be empty in several ways, which the rule counts as one.' };
}

/** `if(x truthy, x, constant)` is x where there is one. */
function unlessEmpty({ condition, then, otherwise }: Extract<MappedValue, { kind: 'if' }>): MappedValue | undefined {
  const value = asField(then);
  if (otherwise.kind !== 'literal' || condition.kind !== 'test' || condition.operator !== 'truthy') return undefined;
  const asked = condition.subject;
  if (value.kind !== 'reference' || asked.kind !== 'reference') return undefined;
  return printReference(value.to.source) === printReference(asked.to.source) ? value : undefined;
}

/** A default only names the key of events that lack the field. */
function withoutDefault(part: MappedValue, names: readonly string[] = ['default']): MappedValue {
  const [inner, otherwise] = part.kind === 'call' && names.includes(part.name) ? part.args : [];
  return inner !== undefined && otherwise?.kind === 'literal' ? inner : part;
}

function reasons(codes: readonly ReasonCode[]): readonly Reason[] {
  return codes.map((code) => ({ code, within: [] }));
}
