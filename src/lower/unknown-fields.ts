import type { Reason } from '../fidelity/reason.ts';
import type { Condition } from '../ir/condition.ts';
import { contextOf, evaluate } from '../ir/evaluate.ts';
import { referencesIn } from '../ir/walk.ts';
import type { MappedCondition, MappedRule, MappedValue, Unmapped } from '../mapping/mapping.ts';

/** An alert whose texts read no field that the log type lacks, and the fields that were taken out. */
export interface KnownAlert {
  readonly rule: MappedRule;
  /** Fields that no event of the log type has, by name. */
  readonly fields: readonly Unmapped[];
  /** Those that the grouping key or the counted value reads. */
  readonly keyFields: readonly Unmapped[];
}

/**
 * The rule with what it reads in its alert, but no event of the log type has, taken for missing there: no part of a title or key can come
 * of it. The condition stays as it is: a row on such a field is a mistake of the rule.
 */
export function withKnownFields(rule: MappedRule): KnownAlert {
  const found = new Map<string, Unmapped>();
  const key = new Map<string, Unmapped>();
  const value = (v: MappedValue): MappedValue => without(v, found);
  const ofKey = (v: MappedValue): MappedValue => without(v, key);
  const known: MappedRule = {
    ...rule,
    key: ofKey(rule.key),
    keyParts: rule.keyParts.map(ofKey),
    distinct: rule.distinct && ofKey(rule.distinct),
    title: value(rule.title),
    description: value(rule.description),
    severity: {
      ...rule.severity,
      cases: rule.severity.cases.map((one) => ({ ...one, when: withoutIn(one.when, found) })),
    },
    outputs: rule.outputs.map((output) => ({ ...output, value: value(output.value) })),
  };
  return { rule: known, fields: [...new Map([...key, ...found]).values()], keyFields: [...key.values()] };
}

/** That such a field is missing holds on every event of the log type, but an event may still have it. */
export function unknownReasons(fields: readonly Unmapped[]): readonly Reason[] {
  return fields.map(({ source }): Reason => {
    const subject = { kind: 'reference', to: source } as const;
    const when: Condition = {
      kind: 'not',
      operand: { kind: 'test', subject, operator: 'missing', ignoreCase: false, flags: [], operands: [] },
    };
    return { code: 'unknown-field', within: [], detail: { when } };
  });
}

function isUnknown({ why, source }: Unmapped): boolean {
  return why === 'unknown-field' && source.scope === 'event';
}

const missing: MappedValue = { kind: 'literal', value: null };

function without(value: MappedValue, found: Map<string, Unmapped>): MappedValue {
  const inner = (v: MappedValue): MappedValue => without(v, found);
  switch (value.kind) {
    case 'literal':
      return value;
    case 'reference': {
      const { to } = value;
      if (to.kind !== 'unmapped' || !isUnknown(to)) return value;
      found.set(to.field, to);
      return missing;
    }
    case 'call':
      return { ...value, args: value.args.map(inner) };
    case 'if':
      return {
        ...value,
        condition: withoutIn(value.condition, found),
        then: inner(value.then),
        otherwise: inner(value.otherwise),
      };
    case 'first':
      return { ...value, list: inner(value.list), where: withoutIn(value.where, found) };
    case 'map':
      return {
        ...value,
        list: inner(value.list),
        where: withoutIn(value.where, found),
        value: inner(value.value),
      };
    case 'lookup':
      return { ...value, value: inner(value.value), otherwise: inner(value.otherwise) };
    case 'at':
      return { ...value, of: inner(value.of) };
  }
}

function withoutIn(condition: MappedCondition, found: Map<string, Unmapped>): MappedCondition {
  const inner = (c: MappedCondition): MappedCondition => withoutIn(c, found);
  switch (condition.kind) {
    case 'true':
    case 'false':
    case 'dropped':
      return condition;
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map(inner) };
    case 'not':
      return { ...condition, operand: inner(condition.operand) };
    case 'quantifier':
      return { ...condition, list: without(condition.list, found), where: inner(condition.where) };
    case 'test':
      return {
        ...condition,
        subject: without(condition.subject, found),
        operands: condition.operands.map((operand) => without(operand, found)),
      };
    case 'refused': {
      const { unmapped, test } = condition;
      const reads = [...referencesIn(test)];
      if (unmapped === undefined || !isUnknown(unmapped) || reads.length > 1) return condition;
      found.set(unmapped.field, unmapped);
      return { kind: evaluate(test, contextOf({})) ? 'true' : 'false' };
    }
  }
}
