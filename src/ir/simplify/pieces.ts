import type { Condition, Test } from '../condition.ts';
import type { Value } from '../value.ts';
import type { Kinds } from './kinds.ts';
import { isWithin, kind, nullish, texts } from './kinds.ts';
import { literalsOf } from './reach.ts';
import { constant } from './rewriter.ts';

/** A piece of a text that is split at a separator: the first, the last, or one that is there where the separator is. */
interface Piece {
  readonly of: Value;
  readonly separator: string;
  readonly place: 'first' | 'last' | 'next';
}

/**
 * A row on a piece of a split text as rows on the text: the last piece is "b" where the text is "b" or ends with ".b"; a second piece is
 * missing where the text has no separator.
 */
export function onPieces(row: Test, kindsOf: (value: Value) => Kinds): Condition | undefined {
  const piece = pieceIn(row.subject);
  if (piece === undefined) return undefined;
  const { of, separator, place } = piece;
  const bare = { kind: 'test', subject: of, ignoreCase: row.ignoreCase, flags: [], span: row.span } as const;
  if (row.operator === 'missing' || row.operator === 'is_null') {
    if (!isWithin(kindsOf(of), texts | nullish)) return undefined;
    if (place !== 'next') return { ...bare, operator: 'is_null', operands: [], ignoreCase: false };
    const operands: Test['operands'] = [{ kind: 'literal', value: separator, span: row.span }];
    return { kind: 'not', operand: { ...bare, operator: 'contains', ignoreCase: false, operands }, span: row.span };
  }
  const given = place === 'next' ? undefined : literalsOf(row);
  const wanted = given?.filter((value) => typeof value === 'string');
  if (wanted === undefined || wanted.length !== given?.length) return undefined;
  if (row.ignoreCase && ![separator, ...wanted].every((text) => /^[\x00-\x7f]*$/.test(text))) return undefined;
  if (row.ignoreCase && separator.toLowerCase() !== separator.toUpperCase()) return undefined;
  const beside = place === 'first' ? 'starts_with' : 'ends_with';
  if (row.operator !== 'eq' && row.operator !== 'in' && row.operator !== beside) return undefined;
  // A text with a separator in it is no piece.
  const fitting = wanted.filter((text) => !text.includes(separator));
  if (fitting.length === 0) return constant(false, row.span);
  const asks = (operator: Test['operator'], values: readonly string[]): Test => ({
    ...bare,
    operator,
    operands: values.map((value) => ({ kind: 'literal', value, span: row.span })),
  });
  if (row.operator === beside) return asks(beside, fitting);
  const parted = fitting.map((text) => (place === 'first' ? text + separator : separator + text));
  return { kind: 'or', operands: [asks(beside, parted), asks('in', fitting)], span: row.span };
}

/** Kinds of such a piece, where the text that is split has these kinds. */
export function kindsOfPiece(value: Value, kindsOf: (value: Value) => Kinds): Kinds | undefined {
  const piece = pieceIn(value);
  if (piece === undefined) return undefined;
  const kinds = kindsOf(piece.of);
  const isSure = piece.place !== 'next' && isWithin(kinds, texts);
  return texts | (isSure ? 0 : kind.missing);
}

function pieceIn(value: Value): Piece | undefined {
  if (value.kind !== 'at' || value.of.kind !== 'call') return undefined;
  const [index, ...more] = value.steps;
  const { name, args } = value.of;
  const [of, separator, most] = args;
  if ((name !== 'split' && name !== 'rsplit') || of === undefined || more.length > 0) return undefined;
  if (separator?.kind !== 'literal' || typeof separator.value !== 'string') return undefined;
  if (separator.value === '' || overlapsItself(separator.value)) return undefined;
  const limit = most === undefined ? Number.POSITIVE_INFINITY : limitOf(most);
  const place = limit === undefined ? undefined : placeOf(index, limit, name);
  return place && { of, separator: separator.value, place };
}

function placeOf(index: unknown, limit: number, name: 'split' | 'rsplit'): Piece['place'] | undefined {
  if (index === 0 && (name === 'split' || limit === Number.POSITIVE_INFINITY)) return 'first';
  if (index === -1 && (name === 'rsplit' || limit === Number.POSITIVE_INFINITY)) return 'last';
  return index === 1 || index === -2 ? 'next' : undefined;
}

/** A limit of at least one split. */
function limitOf(value: Value): number | undefined {
  if (value.kind !== 'literal' || typeof value.value !== 'bigint') return undefined;
  return value.value < 0n ? Number.POSITIVE_INFINITY : value.value > 0n ? Number(value.value) : undefined;
}

/** Whether a separator may begin inside another one. */
function overlapsItself(text: string): boolean {
  return Array.from({ length: text.length - 1 }, (_, i) => i + 1).some((i) => text.startsWith(text.slice(i)));
}
