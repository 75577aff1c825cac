import type { KustoNode } from './binder.ts';
import { NotKnown, nameIn, part, separated } from './parse-node.ts';
import { parseInstant, parseSpan } from './run-time.ts';
import type { KqlBag, KqlValue } from './run-value.ts';

/** The value of a literal expression, or undefined where the node is no literal. */
export function literalValue(node: KustoNode): { readonly value: KqlValue } | undefined {
  switch (node.kind) {
    case 'StringLiteralExpression':
      return { value: part(node, 0).string() };
    case 'CompoundStringLiteralExpression':
      return {
        value: part(node, 0)
          .children.map((token) => token.string())
          .join(''),
      };
    case 'BooleanLiteralExpression':
    case 'BoolLiteralExpression':
      return { value: typed(node, booleanOf) };
    case 'LongLiteralExpression':
    case 'IntLiteralExpression':
      return { value: typed(node, wholeOf) };
    case 'RealLiteralExpression':
    case 'DoubleLiteralExpression':
    case 'DecimalLiteralExpression':
      return { value: typed(node, realOf) };
    case 'DateTimeLiteralExpression':
      return { value: typed(node, parseInstant) };
    case 'TimespanLiteralExpression':
    case 'TimeSpanLiteralExpression':
      return { value: typed(node, parseSpan) };
    case 'GuidLiteralExpression':
      return { value: typed(node, (text) => text.toLowerCase()) };
    case 'NullLiteralExpression':
      return { value: null };
    case 'DynamicExpression':
      return { value: jsonValue(part(node, 2)) };
    default:
      return undefined;
  }
}

/** `name(text)`, with or without quotes, or the bare text. */
function typed(node: KustoNode, read: (text: string) => KqlValue | undefined): KqlValue {
  const text = part(node, 0).text ?? '';
  const inside = /^[a-z]+\s*\(([\s\S]*)\)$/i.exec(text)?.[1]?.trim() ?? text;
  if (inside === 'null') return null;
  const value = read(/^(["']).*\1$/s.test(inside) ? inside.slice(1, -1) : inside);
  if (value === undefined) throw new NotKnown(`the literal ${text}`, node.start);
  return value;
}

function booleanOf(text: string): boolean | undefined {
  return /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined;
}

function wholeOf(text: string): bigint | undefined {
  return /^[+-]?(\d+|0x[0-9a-f]+)$/i.test(text)
    ? text.startsWith('-')
      ? -BigInt(text.slice(1))
      : BigInt(text.replace('+', ''))
    : undefined;
}

function realOf(text: string): number | undefined {
  if (/^nan$/i.test(text)) return Number.NaN;
  if (/^[+-]?inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** What stands inside `dynamic(…)`: JSON, with datetime and timespan literals. */
function jsonValue(node: KustoNode): KqlValue {
  switch (node.kind) {
    case 'JsonArrayExpression':
      return separated(node.children.find((c) => c.kind === 'List')).map(jsonValue);
    case 'JsonObjectExpression': {
      const bag: Record<string, KqlValue> = {};
      for (const pair of separated(node.children.find((c) => c.kind === 'List'))) {
        Object.defineProperty(bag, nameIn(part(pair, 0)), {
          value: jsonValue(part(pair, -1)),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return bag satisfies KqlBag;
    }
    case 'UnaryMinusExpression':
    case 'UnaryPlusExpression': {
      const value = jsonValue(part(node, 1));
      if (typeof value !== 'bigint' && typeof value !== 'number') throw new NotKnown('a sign in dynamic()', node.start);
      return node.kind === 'UnaryMinusExpression' ? -value : value;
    }
    default: {
      const literal = literalValue(node);
      if (literal === undefined) throw new NotKnown(`${node.kind} inside dynamic()`, node.start);
      return literal.value;
    }
  }
}
