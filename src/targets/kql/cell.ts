import type { Fidelity, Reason, ReasonDetail } from '../../fidelity/reason.ts';
import { exact } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { Json } from '../../ir/json.ts';
import type { Lowered, Said, Scope, Unsupported } from '../../lower/lowering.ts';
import type { ColumnType, FieldKind, MappedCondition } from '../../mapping/mapping.ts';
import type { KqlExpression, KqlType } from './ast.ts';
import { binary, bool, call, text } from './build.ts';

/** A value of the log as KQL holds it. */
export interface Cell {
  readonly expr: KqlExpression;
  readonly type: Exclude<KqlType, 'timespan'>;
  /** The field's JSON type by the log type's schema; `unknown` for computed values of open type. */
  readonly field: FieldKind;
  /**
   * How a column came to its type: `as-is`; `as-text`: numbers, lists … of the log became text; `converted`: the log has another
   * type than the column; `computed`: no column but an expression.
   */
  readonly stored: 'as-is' | 'as-text' | 'converted' | 'computed';
  /**
   * What tells that there is a value: `always`, `nonempty` (a text column: "" stands for nothing), `nonnull`, or a condition.
   */
  readonly presence: Presence;
  /** Holds where the key is there, even with an explicit null; undefined where the store cannot tell. */
  readonly keyed?: KqlExpression | undefined;
  /** A dynamic value that is a text or null, never anything else. */
  readonly onlyText?: true | undefined;
  /** A text made of what may be a list or object, whose JSON it then holds although there is no text. */
  readonly loose?: true | undefined;
  /** A text that is "" where there is nothing. */
  readonly blank?: true | undefined;
  /** A list whose elements are texts. */
  readonly onlyElements?: true | undefined;
  /** A plainer expression that paths into the value may start from, and what it costs. */
  readonly inside?: { readonly expr: KqlExpression; readonly fidelity: Fidelity } | undefined;
  /** The column whose emptiness tells that there is nothing, where that is not the expression itself. */
  readonly base?: KqlExpression | undefined;
  /** The length of a text column, 0 where there is nothing: for tests that 0 does not satisfy. */
  readonly length?: KqlExpression | undefined;
  /** Texts that the store writes where the log has nothing. */
  readonly absentAs: readonly string[];
  /** A constant of the rule. */
  readonly constant?: Json | undefined;
  readonly fidelity: Fidelity;
}

export type Presence = 'always' | 'nonempty' | 'nonnull' | KqlExpression;

/** What reading a value needs from where it stands. */
export interface Reader {
  readonly scope: Scope;
  /** A reason about the row that is being said. */
  readonly because: (code: ReasonCode, detail?: ReasonDetail) => Reason;
  /** Content for people: `str()` may be short about booleans and "". */
  readonly light: boolean;
  readonly lower: (condition: MappedCondition, scope: Scope) => Lowered<KqlExpression>;
}

/** A computed text. */
export function textCell(expr: KqlExpression, presence: Presence, fidelity: Fidelity = exact): Cell {
  return { expr, type: 'string', field: 'string', stored: 'computed', presence, absentAs: [], fidelity };
}

/** A computed value of another type, null where there is none. */
export function computedCell(
  expr: KqlExpression,
  type: Cell['type'],
  field: FieldKind,
  fidelity: Fidelity = exact,
): Cell {
  return { expr, type, field, stored: 'computed', presence: 'nonnull', absentAs: [], fidelity };
}

/** The neutral type of a column, for reasons. */
export function columnType(cell: Cell): ColumnType {
  return cell.type === 'long' ? 'int' : cell.type;
}

/**
 * What a column makes of values that it has no room for. Values of another type than the log type declares are declared of every text, so
 * a column of the field's own type has nothing to add; but for times, which the log writes as text.
 */
export function conversion(cell: Cell, reader: Reader): readonly Reason[] {
  if (cell.stored === 'computed' || (cell.stored === 'as-is' && cell.type !== 'datetime')) return [];
  return [cell.type === 'string' ? reader.because('type-as-text') : asType(cell, reader)];
}

/** The column's type changes or loses what the log wrote. */
export function asType(cell: Cell, reader: Reader): Reason {
  return reader.because('text-as-type', { type: columnType(cell), ...columnOf(cell) });
}

/** The column that a value is read from, for predicates that look at the row. */
export function columnOf(cell: Cell): Pick<ReasonDetail, 'column'> {
  const { expr } = cell;
  return expr.kind === 'column' ? { column: expr.name } : {};
}

/** The condition that there is a value. */
export function present(cell: Cell): KqlExpression {
  switch (cell.presence) {
    case 'always':
      return bool(true);
    case 'nonempty':
      return call('isnotempty', cell.base ?? cell.expr);
    case 'nonnull':
      return call('isnotnull', cell.expr);
    default:
      return cell.presence;
  }
}

/** `gettype(x) == "string"`: what a dynamic value holds. https://learn.microsoft.com/kusto/query/gettype-function */
export function hasType(expr: KqlExpression, type: 'string' | 'array' | 'dictionary' | 'bool' | 'null'): KqlExpression {
  return binary(call('gettype', expr), '==', text(type));
}

/** An answer with its reasons. */
export function say(
  ast: KqlExpression,
  wider: readonly Reason[] = [],
  narrower: readonly Reason[] = [],
): Said<KqlExpression> {
  return { ast, wider, narrower };
}

/** The answer with more reasons. */
export function because(
  said: Said<KqlExpression>,
  wider: readonly Reason[],
  narrower: readonly Reason[],
): Said<KqlExpression> {
  return { ast: said.ast, wider: [...(said.wider ?? []), ...wider], narrower: [...(said.narrower ?? []), ...narrower] };
}

/** A refusal. */
export function refuse(why: string): Unsupported {
  return { unsupported: why };
}

/** Whether an answer is a refusal. */
export function isRefused<T extends object>(answer: T | Unsupported): answer is Unsupported {
  return 'unsupported' in answer;
}

/** Several answers joined into one; a refusal among them refuses the whole. */
export function join(
  parts: readonly (Said<KqlExpression> | Unsupported)[],
  joint: (...operands: readonly KqlExpression[]) => KqlExpression,
): Said<KqlExpression> | Unsupported {
  const refused = parts.find(isRefused);
  if (refused) return refused;
  const said = parts.filter((p): p is Said<KqlExpression> => !isRefused(p));
  return say(
    joint(...said.map((p) => p.ast)),
    said.flatMap((p) => p.wider ?? []),
    said.flatMap((p) => p.narrower ?? []),
  );
}
