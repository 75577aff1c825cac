import type { Json } from '../../ir/json.ts';
import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { KqlExpression } from './ast.ts';
import { and, binary, bool, call, long, or, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { because, hasType, join, refuse, say } from './cell.ts';
import { elementCell, sayEqual } from './equality.ts';
import { count } from './gather.ts';
import { article } from './presence.ts';
import { insideOther, sayText } from './text-view.ts';

type Answer = Said<KqlExpression> | Unsupported;

/** Python's `in`, for one of the operands: part of a text, element of a list, key of an object. */
export function sayContains(cell: Cell, values: readonly Json[], ignoreCase: boolean, reader: Reader): Answer {
  if (cell.type === 'string')
    return join(
      values.map((value) => inText(cell, value, ignoreCase, reader)),
      or,
    );
  if (cell.type !== 'dynamic') return refuse(`the column is ${article(cell)}, which contains nothing`);
  if (cell.onlyText || cell.field === 'string' || cell.field === 'timestamp')
    return join(
      values.map((value) => inText(cell, value, ignoreCase, reader)),
      or,
    );
  const list = sayHas(cell, values, ignoreCase, reader);
  if ('unsupported' in list) return list;
  if (cell.field === 'array') return list;
  const texts = values.filter((v) => typeof v === 'string');
  if (texts.length === 0) return list;
  const subject = call('tostring', cell.expr);
  const parts = or(...texts.map((value) => binary(subject, ignoreCase ? 'contains' : 'contains_cs', text(value))));
  const keys = or(...texts.map((value) => hasKey(cell.expr, value)));
  const isText = and(hasType(cell.expr, 'string'), parts);
  const isObject = and(hasType(cell.expr, 'dictionary'), keys);
  return { ...list, ast: or(isText, and(hasType(cell.expr, 'array'), list.ast), isObject) };
}

/** Panther finds a key of an object whatever its case. */
function hasKey(expr: KqlExpression, key: string): KqlExpression {
  const keys = call('parse_json', call('tolower', call('tostring', call('bag_keys', expr))));
  return call('set_has_element', keys, text(key.toLowerCase()));
}

function inText(cell: Cell, value: Json, ignoreCase: boolean, reader: Reader): Answer {
  if (typeof value !== 'string')
    return refuse(`the value is a text, which cannot contain ${value === null ? 'null' : `a ${typeof value}`}`);
  const onOther = insideOther(value) || cell.loose === true ? 'yes' : 'no';
  const said = sayText(cell, reader, { onEmpty: value === '', onOther }, (subject) =>
    value === '' ? bool(true) : binary(subject, ignoreCase ? 'contains' : 'contains_cs', text(value)),
  );
  if ('unsupported' in said || cell.onlyText || cell.stored !== 'as-text') return said;
  const reason = reader.because('container-type');
  return because(said, [reason], escapes(value) ? [reason] : []);
}

/** Whether JSON text writes it differently inside a string. */
function escapes(value: string): boolean {
  return JSON.stringify(value) !== `"${value}"` || /[^\x20-\x7e]/.test(value);
}

/** Element of a list, for one of the operands; false on anything else. */
export function sayHas(cell: Cell, values: readonly Json[], ignoreCase: boolean, reader: Reader): Answer {
  if (cell.type !== 'dynamic' || cell.onlyText)
    return refuse(
      `the column holds ${article(cell)}; map it as \`holds: json-text\` where that is the JSON text of a list`,
    );
  const texts = values.filter((v) => typeof v === 'string');
  const others = values.filter((v) => typeof v !== 'string');
  const parts: Answer[] = texts.map((value) => say(hasText(cell.expr, value, ignoreCase)));
  if (others.length > 0) {
    const equal = sayEqual(elementCell, others, reader, { ignoreCase });
    parts.push(
      'unsupported' in equal ? equal : { ...equal, ast: binary(count(cell.expr, equal.ast, 'Hits'), '>', long(0)) },
    );
  }
  return join(parts, or);
}

/** A list's JSON text in lower case holds its texts in lower case. */
function hasText(list: KqlExpression, value: string, ignoreCase: boolean): KqlExpression {
  if (!ignoreCase || value.toLowerCase() === value.toUpperCase()) return call('set_has_element', list, text(value));
  const lower = call('parse_json', call('tolower', call('tostring', list)));
  return call('set_has_element', lower, text(value.toLowerCase()));
}
