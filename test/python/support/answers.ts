import type { Context } from '../../../src/ir/evaluate.ts';
import { evaluate } from '../../../src/ir/evaluate.ts';
import type { Json, JsonObject } from '../../../src/ir/json.ts';
import { isObject, printJson } from '../../../src/ir/json.ts';
import { pythonText } from '../../../src/ir/python-text.ts';
import { readValue } from '../../../src/ir/read-value.ts';
import type { Rule } from '../../../src/ir/rule.ts';
import { wholeCondition } from '../../../src/ir/rule.ts';
import type { Value } from '../../../src/ir/value.ts';

/** What Python said of one event. `said`: what each function beside `rule` answered, where it was called and did not raise. */
export interface PythonAnswer {
  readonly id: string;
  readonly event: JsonObject;
  readonly matched: boolean;
  readonly raised?: string;
  readonly said?: JsonObject;
}

/** How a lifted rule differs from its Python on an event: one line for each difference. */
export function differences(rule: Rule, python: PythonAnswer, context: Context): string[] {
  const on = `on ${printJson(python.event)}`;
  const matched = evaluate(wholeCondition(rule), context);
  if (matched !== python.matched) {
    const why = python.raised === undefined ? '' : ` (${python.raised})`;
    return [`Python ${python.matched ? 'matches' : 'does not match'}${why}, the lift says otherwise ${on}`];
  }
  const { said } = python;
  if (!matched || said === undefined) return [];
  return Object.entries(said).flatMap(([name, wanted]) => {
    const lifted = liftedSays(name, wanted, rule, context);
    return lifted === undefined || lifted[0] === lifted[1]
      ? []
      : [`${name}: Python says ${lifted[0]}, the lift ${lifted[1]} ${on}`];
  });
}

/** What a function of Python says and what the lift says, in one spelling. */
function liftedSays(name: string, wanted: Json, rule: Rule, context: Context): [string, string] | undefined {
  const { alert } = rule;
  const text = (value: Value | undefined): string =>
    value === undefined ? 'nothing' : pythonText(readValue(value, context));
  switch (name) {
    case 'title':
      return [pythonText(wanted), text(alert.title)];
    case 'dedup':
      return [pythonText(wanted), text(alert.key)];
    case 'unique':
      return [pythonText(wanted), text(alert.distinct)];
    case 'description':
      return [pythonText(wanted), text(alert.description)];
    case 'reference':
      return [pythonText(wanted), text(alert.reference)];
    case 'runbook':
      return [pythonText(wanted), text(alert.runbook)];
    case 'severity': {
      const { cases, otherwise } = alert.severity;
      const said = typeof wanted === 'string' ? wanted.toUpperCase() : '';
      const level = cases.find((one) => evaluate(one.when, context))?.severity ?? otherwise;
      // What is no level, "DEFAULT" among it, leaves the rule's own.
      return [levels.includes(said) ? said : otherwise.toUpperCase(), level.toUpperCase()];
    }
    case 'destinations':
      return [sorted(wanted), sorted((alert.destinations && readValue(alert.destinations, context)) ?? null)];
    case 'alert_context':
      return [sorted(withoutNulls(wanted)), sorted(withoutNulls(outputsOf(rule, context)))];
    default:
      return undefined;
  }
}

const levels = ['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** What the alert carries; a context whose keys depend on the event stands under one name. */
function outputsOf(rule: Rule, context: Context): Json {
  const outputs = rule.alert.outputs.map(({ name, value }) => [name, readValue(value, context) ?? null] as const);
  const [only, ...more] = outputs;
  return only?.[0] === 'alert_context' && more.length === 0 ? only[1] : Object.fromEntries(outputs);
}

/** A context without what is null: an alert does not tell that from what is not there. */
function withoutNulls(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}

/** JSON text with the keys of objects in order. */
function sorted(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(', ')}]`;
  if (!isObject(value)) return printJson(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}: ${sorted(value[key] ?? null)}`).join(', ')}}`;
}
