import type { Json, JsonObject } from '../../ir/json.ts';
import { moveTo } from './run-aggregates.ts';
import type { Section } from './run-compile.ts';
import { compileTruth, compileValue } from './run-compile.ts';
import { Slots, someCopy } from './run-path.ts';
import type { Compiled, Instance, Moment, Scalar, Truth } from './run-value.ts';
import { isZero, momentOf } from './run-value.ts';
import type { Expression, Path, RuleSyntax } from './syntax.ts';
import { bare, walk } from './syntax.ts';
import { Unreadable } from './tokens.ts';

/** A rule's text made ready to run. */
export interface Runnable {
  readonly rule: RuleSyntax;
  readonly event: string;
  readonly slots: Slots;
  /** The rows of `events` that ask something, each compiled. */
  readonly rows: readonly { readonly node: Expression; readonly holds: Truth }[];
  readonly section: Section;
  /** Whether the rows hold on a copy of an event whose match keys are kept. */
  readonly takes: (event: JsonObject) => boolean;
  /** The copies of an event on which the rows hold. */
  readonly copiesOf: (event: JsonObject, position: number) => readonly Instance[];
  /** The match variables of a copy; undefined where the engine drops it for an unset one. */
  readonly keyOf: (instance: Instance) => readonly Scalar[] | undefined;
  /** Whether the condition holds on a group, with its outcome, which is worked out when it is asked for. */
  readonly judge: (group: readonly Instance[]) => {
    readonly outcome: Readonly<Record<string, Json>>;
    readonly fires: boolean;
  };
}

/** Compiles a rule. Throws `Unreadable` for what has no model here. */
export function compileRule(rule: RuleSyntax, tables: Section['tables'] = new Map()): Runnable {
  const event = eventVariable(rule);
  const slots = new Slots();
  const placeholders = new Map<string, Compiled>();
  const section: Section = { event, slots, copies: true, placeholders, tables, outcomes: [] };
  const rows: { node: Expression; holds: Truth }[] = [];
  for (const node of rule.events.flatMap(conjuncts)) {
    const bound = bindingOf(node, placeholders, event);
    if (bound) placeholders.set(bound.name, compileValue(bound.value, section));
    else rows.push({ node, holds: compileTruth(node, section) });
  }
  const keys = (rule.match?.variables ?? []).map(({ name, place }) => {
    const value = placeholders.get(name);
    if (value === undefined) throw new Unreadable(`the match variable $${name}, which no row of events binds`, place);
    return { value, computed: isComputed(name, rule) };
  });
  if (rule.match?.kind === 'before' || rule.match?.kind === 'after')
    throw new Unreadable('a window around a pivot event', rule.match.place);
  const keepsZero = rule.options.some(({ name, value }) => name === 'allow_zero_values' && value === true);
  const outcomes: string[] = [];
  const later: Section = { ...section, copies: false, outcomes };
  const values = rule.outcome.map(({ name, value }) => {
    const compiled = compileValue(value, later);
    outcomes.push(name);
    return { name, compiled };
  });
  const asked = outcomesAsked(rule);
  const fires = compileTruth(rule.condition, later);
  const onlyExists = isExistence(rule.condition, event);
  const moment = momentOf({});
  const holds = (at: Moment): boolean => rows.every((row) => row.holds(at)) && keyAt(at) !== undefined;
  const keyAt = (at: Moment): readonly Scalar[] | undefined => {
    const found: Scalar[] = [];
    for (const { value, computed } of keys) {
      const part = value.get(at);
      if (!keepsZero && !computed && isZero(part, value.names)) return undefined;
      found.push(part);
    }
    return found;
  };
  const copiesOf = (of: JsonObject, position: number): readonly Instance[] => {
    const found: Instance[] = [];
    const at = momentOf(of);
    at.position = position;
    someCopy(slots, at, (copy) => {
      if (holds(copy)) found.push({ event: of, chosen: [...copy.chosen], position });
      return false;
    });
    return found;
  };
  const judge: Runnable['judge'] = (group) => {
    const at = momentOf(group[0]?.event ?? {});
    at.group = group;
    if (group[0]) moveTo(at, group[0]);
    const outcome: Record<string, Json> = {};
    const work = (isWanted: (name: string) => boolean): void => {
      for (const [i, { name, compiled }] of values.entries()) {
        if (at.outcomes[i] !== undefined || !isWanted(name)) continue;
        at.outcomes[i] = compiled.type === 'list' ? compiled.all(at) : compiled.get(at);
      }
    };
    work((name) => asked.has(name));
    return {
      fires: fires(at),
      get outcome() {
        work(() => true);
        for (const [i, { name }] of values.entries()) outcome[name] ??= at.outcomes[i] ?? '';
        return outcome;
      },
    };
  };
  return {
    rule,
    event,
    slots,
    rows,
    section,
    takes: (of) => {
      moment.event = of;
      moment.chosen = [];
      if (!someCopy(slots, moment, holds)) return false;
      return rule.match !== undefined || onlyExists || judge(copiesOf(of, 0)).fires;
    },
    copiesOf,
    keyOf: (instance) => {
      const at = momentOf(instance.event);
      moveTo(at, instance);
      return keyAt(at);
    },
    judge,
  };
}

/** The one event variable: rules that join several have no single row to be asked of. */
function eventVariable(rule: RuleSyntax): string {
  let found: string | undefined;
  for (const node of rule.events.flatMap((row) => [...walk(row)])) {
    if (node.kind !== 'path' || node.steps.length === 0) continue;
    found ??= node.variable;
    if (node.variable !== found) throw new Unreadable(`a second event variable $${node.variable}`, node.place);
  }
  if (found === undefined) throw new Unreadable('events that read no field', { line: 1, column: 1 });
  return found;
}

/** The outcome variables that the condition reads, by themselves or through others. */
function outcomesAsked({ outcome, condition }: RuleSyntax): ReadonlySet<string> {
  const asked = new Set<string>();
  const ask = (node: Expression): void => {
    for (const inside of walk(node)) {
      if (inside.kind !== 'path' || asked.has(inside.variable)) continue;
      asked.add(inside.variable);
      for (const { name, value } of outcome) if (name === inside.variable) ask(value);
    }
  };
  ask(condition);
  return asked;
}

function conjuncts(node: Expression): readonly Expression[] {
  const inside = bare(node);
  return inside.kind === 'and' ? inside.operands.flatMap(conjuncts) : [node];
}

/** `$x = $e.field`, either way round, where nothing has bound the placeholder yet. */
export function bindingOf(
  node: Expression,
  bound: ReadonlyMap<string, unknown>,
  event: string,
): { readonly name: string; readonly value: Expression } | undefined {
  if (node.kind !== 'compare' || node.sign !== '=' || node.nocase) return undefined;
  for (const [side, value] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    if (isPlaceholder(side, event) && !bound.has(side.variable)) return { name: side.variable, value };
  }
  return undefined;
}

function isPlaceholder(node: Expression, event: string): node is Path & Expression {
  return node.kind === 'path' && node.steps.length === 0 && node.modifier === undefined && node.variable !== event;
}

/** Keys that a function makes are kept even where they are empty. */
function isComputed(name: string, rule: RuleSyntax): boolean {
  return rule.events.flatMap(conjuncts).some(
    (node) =>
      node.kind === 'compare' &&
      [
        [node.left, node.right],
        [node.right, node.left],
      ].some(([a, b]) => a?.kind === 'path' && a.variable === name && b !== undefined && bare(b).kind === 'call'),
  );
}

/** The condition asks no more than whether there is such an event. */
export function isExistence(condition: Expression, event: string): boolean {
  const node = bare(condition);
  if (node.kind === 'path') return node.variable === event;
  if (node.kind !== 'compare' || node.left.kind !== 'count' || node.right.kind !== 'int') return false;
  return (node.sign === '>=' && node.right.value <= 1n) || (node.sign === '>' && node.right.value === 0n);
}
