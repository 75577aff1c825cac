import type { Fidelity } from '../../fidelity/reason.ts';
import { unite } from '../../fidelity/reason.ts';
import type { Cell, Reader } from './cell.ts';
import { conversion } from './cell.ts';

/** What it costs to read a value that may be no more than stored: a real "" of a text column counts as nothing, numbers are text. */
export function stored(cell: Cell, reader: Reader): Fidelity {
  const own = asColumn(cell, reader);
  if (cell.presence !== 'nonempty') return own;
  const reason = reader.because('null-stored-as-empty');
  return unite([own, { wider: [reason], narrower: [reason] }]);
}

/** What it costs that a column has one type. */
export function asColumn(cell: Cell, reader: Reader): Fidelity {
  const reasons = conversion(cell, reader);
  return reasons.length === 0 ? cell.fidelity : unite([cell.fidelity, { wider: reasons, narrower: reasons }]);
}

/** What it costs that the engine may write the value otherwise than Python does. */
export function unparsed(cell: Cell, reader: Reader): Fidelity {
  const reason = reader.because('unparsed-value');
  return unite([cell.fidelity, { wider: [reason], narrower: [reason] }]);
}
