import type {
  Alias,
  Arg,
  Arguments,
  CmpOpNode,
  Comprehension,
  ExceptHandler,
  ExprNode,
  Keyword,
  OperatorNode,
  StmtNode,
  UnaryOpNode,
  WithItem,
} from 'py-ast';

export type { Alias, Arg, Arguments, Comprehension, ExceptHandler, Keyword, WithItem };

/** A Python statement. Comments are never read. */
export type Stmt = StmtNode;
/** A Python expression. */
export type Expr = ExprNode;
/** The statement or expression of one kind: `NodeOf<'Call'>`. */
export type NodeOf<K extends (StmtNode | ExprNode)['nodeType']> = Extract<StmtNode | ExprNode, { nodeType: K }>;
/** The kinds of two-sided operators: `Add`, `FloorDiv`, … */
export type BinaryOperator = OperatorNode['nodeType'];
/** The kinds of comparisons: `Eq`, `NotIn`, … */
export type Comparison = CmpOpNode['nodeType'];
/** The kinds of one-sided operators: `Not`, `USub`, … */
export type UnaryOperator = UnaryOpNode['nodeType'];
/** A `case` of a `match` statement. */
export type MatchCase = NodeOf<'Match'>['cases'][number];
/** A pattern of a `case`. */
export type Pattern = MatchCase['pattern'];

/** Anything that has a place in a Python file. */
export interface PlacedNode {
  readonly lineno?: number;
  readonly col_offset?: number;
  readonly end_lineno?: number;
  readonly end_col_offset?: number;
}

/** A constant that is no JSON: bytes (one character for each byte), a complex number, or `...`. */
export type OtherConstant =
  | { readonly kind: 'bytes'; readonly text: string }
  | { readonly kind: 'complex' | 'ellipsis' };

/** What a constant is: integers are `bigint`, floats `number` (`1.0` too), `None` is null. */
export type ConstantValue = string | bigint | number | boolean | null | OtherConstant;
