import type { Json } from '../../ir/json.ts';
import { isList, isObject, printJson } from '../../ir/json.ts';
import type { Row, TraceLine } from '../runner.ts';
import type { ConditionExpression } from './condition.ts';
import { printCondition } from './condition.ts';
import { namesIn, namesMeant } from './parse-condition.ts';
import { findField } from './run-field.ts';
import type { Ask } from './run-item.ts';
import { compileItem } from './run-item.ts';
import { textTest } from './run-text.ts';
import type { Item, ItemValue, ReadRule, Search } from './syntax.ts';
import { jsonOf, Uncovered } from './syntax.ts';

/** A rule made ready to ask. */
export interface RunRule {
  readonly rule: ReadRule;
  readonly matches: Ask;
  readonly trace: (row: Row) => readonly TraceLine[];
}

/** Compiles a rule to closures. Throws `Uncovered` where it names what is not there. */
export function compileRule(rule: ReadRule): RunRule {
  const items = new Map<Item, Ask>();
  const names = [...rule.searches.keys()];
  const asks = new Map<string, Ask>();
  for (const [name, search] of rule.searches) asks.set(name, compileSearch(search, items));
  const matches = compileCondition(rule, names, asks);
  return { rule, matches, trace: (row) => traceOf(rule, names, asks, items, matches, row) };
}

function compileCondition(rule: ReadRule, names: readonly string[], asks: ReadonlyMap<string, Ask>): Ask {
  const named = (name: string): Ask => {
    const ask = asks.get(name);
    if (ask === undefined) throw new Uncovered(`the identifier ${name}, which the detection lacks`, rule.place);
    return ask;
  };
  const compile = (expression: ConditionExpression): Ask => {
    switch (expression.kind) {
      case 'name':
        return named(expression.name);
      case 'of': {
        const meant = namesMeant(expression.pattern, names).map(named);
        if (meant.length === 0)
          throw new Uncovered(`the pattern ${expression.pattern}, which nothing fits`, rule.place);
        return expression.quantity === 'all'
          ? (row) => meant.every((ask) => ask(row))
          : (row) => meant.some((ask) => ask(row));
      }
      case 'and': {
        const all = expression.operands.map(compile);
        return (row) => all.every((ask) => ask(row));
      }
      case 'or': {
        const any = expression.operands.map(compile);
        return (row) => any.some((ask) => ask(row));
      }
      case 'not': {
        const inner = compile(expression.operand);
        return (row) => !inner(row);
      }
    }
  };
  return compile(rule.condition);
}

/** A map holds where all of its items do, a list of maps where one of them does, keywords where one stands anywhere in the event. */
function compileSearch(search: Search, items: Map<Item, Ask>): Ask {
  if (search.kind === 'keywords') {
    const tests = search.values.map(keywordTest);
    return (row) => tests.some((test) => anywhere(row, test));
  }
  const maps = search.maps.map((map) =>
    map.map((item) => {
      const ask = compileItem(item);
      items.set(item, ask);
      return ask;
    }),
  );
  return (row) => maps.some((asks) => asks.every((ask) => ask(row)));
}

/** A keyword is a part of some value of the event. */
function keywordTest(value: ItemValue): (text: string) => boolean {
  return textTest(String(jsonOf(value)), { before: true, after: true, cased: false });
}

function anywhere(value: Json, test: (text: string) => boolean): boolean {
  if (isList(value)) return value.some((item) => anywhere(item, test));
  if (isObject(value)) return Object.values(value).some((item) => anywhere(item, test));
  return value !== null && test(typeof value === 'string' ? value : printJson(value));
}

function traceOf(
  rule: ReadRule,
  names: readonly string[],
  asks: ReadonlyMap<string, Ask>,
  items: ReadonlyMap<Item, Ask>,
  matches: Ask,
  row: Row,
): readonly TraceLine[] {
  const whole = printCondition(rule.condition);
  const lines: TraceLine[] = [{ depth: 0, text: whole, line: rule.place.line, answer: String(matches(row)), saw: [] }];
  for (const name of new Set(namesIn(rule.condition, names))) {
    const search = rule.searches.get(name);
    if (search === undefined) continue;
    lines.push({ depth: 1, text: name, line: search.place.line, answer: String(asks.get(name)?.(row)), saw: [] });
    if (search.kind === 'keywords') continue;
    for (const item of search.maps.flat()) {
      const saw = [
        item.field,
        ...(item.modifiers.includes('fieldref') ? item.values.map((v) => String(jsonOf(v))) : []),
      ];
      lines.push({
        depth: 2,
        text: item.text,
        line: item.place.line,
        answer: String(items.get(item)?.(row)),
        saw: saw.map((field) => ({ name: field, value: seenAt(field, row) })),
      });
    }
  }
  return lines;
}

function seenAt(field: string, row: Row): Json | undefined {
  const { present, values } = findField(field)(row);
  const [only, ...more] = values;
  if (!present) return undefined;
  return only !== undefined && more.length === 0 ? only : values;
}
