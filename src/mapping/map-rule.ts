import type { Condition } from '../ir/condition.ts';
import type { Json } from '../ir/json.ts';
import { normalize } from '../ir/normalize.ts';
import type { Step } from '../ir/path.ts';
import { type Rule, wholeCondition } from '../ir/rule.ts';
import type { Value } from '../ir/value.ts';
import { assumeSchema } from './assume-schema.ts';
import { ruleInPart, textsInPart } from './home-part.ts';
import type { Left, Parts } from './leave-out.ts';
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
  /** The store's tables by the names of the lists that they hold; absent where lists are inlined. */
  readonly tables?: ReadonlyMap<string, string> | undefined;
  /** The rule without what need not be asked; the rule itself where it is not given. */
  readonly left?: Left | undefined;
  /** The rule's condition in two, where the target publishes it so. */
  readonly parts?: Parts<Condition> | undefined;
  /** What tells the text from the rule's others on the target; the log type where nothing is given and the rule has several. */
  readonly apart?: string | undefined;
}

/** Rewrites a whole rule, condition and alert, to the columns of one home. Total: what has no column stays visible in its place. */
export function mapRule(rule: Rule, to: Destination): MappedRule {
  const { when } = to.home;
  const plain: Mapper = { ...to, scopes: [], within: [] };
  const mapper: Mapper = when ? { ...plain, texts: textsInPart(when) } : plain;
  const value = (v: Value) => mapValue(v, mapper).value;
  const whole = to.left?.rule ?? { ...rule, condition: wholeCondition(rule) };
  const inHome = (given: Rule): Rule =>
    when ? ruleInPart(given, when, assumeSchema(to.logType, to.logTypeName), plain) : given;
  const left = inHome(whole);
  const part = (condition: Condition) => mapCondition(normalize(inHome({ ...whole, condition }).condition), mapper);
  const { alert } = left;
  return {
    rule,
    logType: to.logTypeName,
    home: to.home,
    apart: to.apart ?? (rule.logTypes.length > 1 ? to.logTypeName : undefined),
    condition: mapCondition(normalize(left.condition), mapper),
    leftOut: to.left?.fidelity,
    parts: to.parts && { ...to.parts, own: part(to.parts.own), passes: part(to.parts.passes) },
    title: value(alert.title),
    description: value(alert.description),
    key: value(alert.key),
    keyParts: alert.keyParts.map(value),
    distinct: alert.distinct && value(alert.distinct),
    severity: {
      otherwise: alert.severity.otherwise,
      cases: alert.severity.cases.map(({ when, severity }) => ({
        when: mapCondition(normalize(when), mapper),
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
