import type { Condition } from '../ir/condition.ts';
import type { Json } from '../ir/json.ts';
import { normalize } from '../ir/normalize.ts';
import type { Step } from '../ir/path.ts';
import { type Rule, wholeCondition } from '../ir/rule.ts';
import type { Assume } from '../ir/simplify/knowledge.ts';
import type { Given } from '../ir/simplify/simplify.ts';
import { simplify, simplifyValue } from '../ir/simplify/simplify.ts';
import type { Value } from '../ir/value.ts';
import { leaveOut } from './leave-out.ts';
import { mapCondition } from './map-condition.ts';
import type { Mapper } from './map-value.ts';
import { mapValue, unmappedIn } from './map-value.ts';
import type { MappedRule } from './mapping.ts';
import type { Place } from './resolve.ts';

/** Where a rule is mapped to: a home of its log type, and what the mapping may use beside it. */
export interface Destination extends Place {
  readonly logTypeName: string;
  readonly model: ReadonlyMap<string, readonly Step[]>;
  readonly lists: ReadonlyMap<string, readonly Json[]>;
  /** What is taken for granted of events, so that rows that ask no more are left out. Nothing is left out where it is not given. */
  readonly assume?: Assume | undefined;
}

/** Rewrites a whole rule, condition and alert, to the columns of one home. Total: what has no column stays visible in its place. */
export function mapRule(rule: Rule, to: Destination): MappedRule {
  const mapper: Mapper = { ...to, scopes: [], within: [] };
  const { assume } = to;
  const { alert } = rule;
  const left = assume && leaveOut(rule, assume);
  // What an alert says is of interest only where the rule matches.
  const given: Given | undefined = left && { assume, when: left.condition };
  const value = (v: Value) => mapValue(given ? simplifyValue(v, given) : v, mapper).value;
  const simple = (c: Condition): Condition => (given ? simplify(c, given) : c);
  return {
    rule,
    logType: to.logTypeName,
    home: to.home,
    condition: mapCondition(normalize(left?.condition ?? wholeCondition(rule)), mapper),
    leftOut: left?.fidelity,
    title: value(alert.title),
    description: value(alert.description),
    key: value(alert.key),
    keyParts: alert.keyParts.map(value),
    distinct: alert.distinct && value(alert.distinct),
    severity: {
      otherwise: alert.severity.otherwise,
      cases: alert.severity.cases.map(({ when, severity }) => ({
        when: mapCondition(normalize(simple(when)), mapper),
        severity,
      })),
    },
    outputs: alert.outputs.map((output) => ({ name: output.name, value: value(output.value) })),
    entities: to.home.entities
      .map((entity) => ({ ...entity, value: value(entity.value) }))
      .filter((entity) => unmappedIn(entity.value) === undefined),
    summary: rule.metadata.summaryAttributes
      .map(({ path, text }) => ({ text, value: value({ kind: 'reference', to: path }) }))
      .filter((attribute) => unmappedIn(attribute.value) === undefined),
  };
}
