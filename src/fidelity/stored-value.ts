import type { Json } from '../ir/json.ts';
import { isNumber } from '../ir/json.ts';
import { valuesInRow } from './in-row.ts';
import type { Seen } from './reasons.ts';

/**
 * What a typed column's value may have been in the log: missing where it holds nothing, else the texts that write it. Numbers and booleans
 * that the log wrote as such are no question here: they have another type than the log type declares.
 */
export function storedAlike({ row, operands, reason }: Seen, column: string): readonly (Json | undefined)[] {
  const [stored] = valuesInRow(row, column);
  if (stored === undefined) return [undefined, null];
  if (reason.detail?.type === 'datetime') return [stored];
  // A row that asks for a number or boolean is answered by the column's own value.
  const operator = reason.test?.operator;
  const asksBoolean = operator === 'is_true' || operator === 'is_false';
  if (asksBoolean || operands.some((operand) => isNumber(operand) || typeof operand === 'boolean')) return [stored];
  const text = String(stored);
  const inOtherCase = operands.filter((operand) => typeof operand === 'string' && operand.toLowerCase() === text);
  return [text, ...(typeof stored === 'boolean' ? inOtherCase : [])];
}

/** The numbers and booleans of the row, or the boolean that it asks for, that a text writes. */
export function writtenBy({ value, operands }: Seen): readonly Json[] {
  if (typeof value !== 'string') return [];
  const word = value.toLowerCase();
  if (operands.length === 0) return word === 'true' || word === 'false' ? [word === 'true'] : [];
  return operands.filter(
    (operand) =>
      (isNumber(operand) && String(operand) === value) || (typeof operand === 'boolean' && String(operand) === word),
  );
}

/** Whether a row on a column of points in time answers otherwise than on the text of the log. */
export function timesDiffer({ row, operands, reason, answer }: Seen, column: string): boolean {
  const [stored] = valuesInRow(row, column);
  const time = typeof stored === 'string' ? instant(stored) : undefined;
  const holds = (operand: Json): boolean => {
    const other = typeof operand === 'string' ? instant(operand) : undefined;
    if (time === undefined || other === undefined) return false;
    switch (reason.test?.operator) {
      case 'lt':
        return time < other;
      case 'lte':
        return time <= other;
      case 'gt':
        return time > other;
      case 'gte':
        return time >= other;
      default:
        return time === other;
    }
  };
  return operands.some(holds) !== answer;
}

/** Units of 100 ns since 1970 of an ISO text, UTC where it says no zone. */
function instant(text: string): bigint | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,7})\d*)?(Z|[+-]\d\d:\d\d)?)?$/.exec(text);
  if (!found?.[1]) return undefined;
  const time = Date.parse(`${found[1]}T${found[2] ?? '00:00:00'}${found[4] ?? 'Z'}`);
  return Number.isNaN(time) ? undefined : BigInt(time) * 10_000n + BigInt((found[3] ?? '').padEnd(7, '0'));
}
