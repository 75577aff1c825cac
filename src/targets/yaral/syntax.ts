import type { PathPart } from './ast.ts';

/** Where something stands in the text; lines and columns count from 1, `from` and `to` are offsets. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** A rule as its text says it. https://docs.cloud.google.com/chronicle/docs/yara-l/yara-l-overview */
export interface RuleSyntax {
  readonly name: string;
  readonly meta: readonly { readonly key: string; readonly value: string; readonly place: Place }[];
  /** The rows of `events`, all of which must hold. */
  readonly events: readonly Expression[];
  readonly match: MatchSyntax | undefined;
  readonly outcome: readonly { readonly name: string; readonly value: Expression; readonly place: Place }[];
  readonly condition: Expression;
  readonly options: readonly { readonly name: string; readonly value: OptionValue; readonly place: Place }[];
}

/** `over` is the hop window, `by` the tumbling one. */
export interface MatchSyntax {
  readonly variables: readonly { readonly name: string; readonly place: Place }[];
  readonly kind: 'over' | 'by' | 'before' | 'after';
  readonly milliseconds: number;
  readonly place: Place;
}

export type OptionValue = boolean | { readonly milliseconds: number };

export type ComparisonSign = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Expression = ExpressionShape & { readonly place: Place };

export type ExpressionShape =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'compare';
      readonly sign: ComparisonSign;
      readonly left: Expression;
      readonly right: Expression;
      readonly nocase: boolean;
    }
  | {
      readonly kind: 'in';
      readonly how: 'plain' | 'regex' | 'cidr';
      readonly left: Expression;
      readonly list: string;
      readonly nocase: boolean;
    }
  | { readonly kind: 'nocase'; readonly operand: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly sign: '+' | '-' | '*' | '/' | '%';
      readonly left: Expression;
      readonly right: Expression;
    }
  /** Parentheses, kept because a row may not begin with arithmetic in them. */
  | { readonly kind: 'group'; readonly operand: Expression }
  | { readonly kind: 'string' | 'raw' | 'regex'; readonly value: string }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | Call
  | { readonly kind: 'count'; readonly name: string }
  | { readonly kind: 'of'; readonly how: 'any' | 'all' | number; readonly operands: readonly Expression[] }
  | Path;

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
}

/** A variable, with the path that is read from it: an event variable, a placeholder or an outcome. */
export interface Path {
  readonly kind: 'path';
  readonly variable: string;
  readonly modifier: 'any' | 'all' | undefined;
  readonly steps: readonly PathPart[];
}

/** The tree without places, so that two texts that say the same are equal. */
export function withoutPlaces(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (typeof node !== 'object' || node === null) return node;
  if ('kind' in node && node.kind === 'group' && 'operand' in node) return withoutPlaces(node.operand);
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => (key === 'place' ? [] : [[key, withoutPlaces(value)]])),
  );
}

/** The expression inside any parentheses. */
export function bare(expression: Expression): Expression {
  return expression.kind === 'group' ? bare(expression.operand) : expression;
}

/** The expressions directly inside one. */
export function partsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'of':
      return node.operands;
    case 'not':
    case 'nocase':
    case 'group':
      return [node.operand];
    case 'compare':
    case 'arithmetic':
      return [node.left, node.right];
    case 'in':
      return [node.left];
    case 'call':
      return node.args;
    case 'string':
    case 'raw':
    case 'regex':
    case 'int':
    case 'float':
    case 'bool':
    case 'count':
    case 'path':
      return [];
  }
}

/** Every expression inside one, itself first. */
export function* walk(node: Expression): Generator<Expression> {
  yield node;
  for (const part of partsOf(node)) yield* walk(part);
}
