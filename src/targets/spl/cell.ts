/** What a field holds while a search runs: null, text, a number, a truth value (never stored), or several texts. */
export type Cell = null | string | number | boolean | readonly string[];

/** The fields of one result. */
export type Cells = Map<string, Cell>;

/** Texts as a field holds them: none is null, one is itself. */
export function cellOf(texts: readonly string[]): Cell {
  const [only] = texts;
  return only === undefined ? null : texts.length === 1 ? only : texts;
}

/** The values of a field, one by one, as text. */
export function manyOf(cell: Cell): readonly string[] {
  if (cell === null) return [];
  return isMany(cell) ? cell : [textOfCell(cell)];
}

export function isMany(cell: Cell): cell is readonly string[] {
  return Array.isArray(cell);
}

/** The text of a field; of several values the first. */
export function textOfCell(cell: Cell): string {
  if (isMany(cell)) return cell[0] ?? '';
  return cell === true ? 'True' : cell === false ? 'False' : String(cell);
}

/** The number that a field holds or is written in it; null where there is none. */
export function numberOf(cell: Cell): number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string' || !/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(cell)) return null;
  return Number(cell);
}

/**
 * How eval compares: as numbers where both sides read as numbers, else as text by code point; null where a side is null. A field with
 * several values equals nothing.
 */
export function compareCells(a: Cell, operator: string, b: Cell): boolean | null {
  if (a === null || b === null) return null;
  if (isMany(a) || isMany(b)) return false;
  const [x, y] = [numberOf(a), numberOf(b)];
  const sign =
    x !== null && y !== null
      ? Math.sign(x - y)
      : Buffer.compare(Buffer.from(textOfCell(a)), Buffer.from(textOfCell(b)));
  switch (operator) {
    case '==':
      return sign === 0;
    case '!=':
      return sign !== 0;
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return sign > 0;
    default:
      return sign >= 0;
  }
}
