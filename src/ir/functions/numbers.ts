/** Python's two kinds of number: whole without end, and with a fraction. */
export type Numeric = bigint | number;

/** Digits that an integer may have: Python reads and writes no more. */
const mostDigits = 4300;

/** Python's `a + b`. */
export function plus(a: Numeric | undefined, b: Numeric | undefined): Numeric | undefined {
  return combine(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );
}

/** An operation on two whole numbers, or on two with a fraction; missing where an argument is no number or too large for one. */
export function combine(
  a: Numeric | undefined,
  b: Numeric | undefined,
  whole: (a: bigint, b: bigint) => Numeric | undefined,
  float: (a: number, b: number) => Numeric | undefined,
): Numeric | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (typeof a === 'bigint' && typeof b === 'bigint') return whole(a, b);
  const [x, y] = [toFloat(a), toFloat(b)];
  return x === undefined || y === undefined ? undefined : float(x, y);
}

/** A number as a float; missing where the integer is too large for one. */
export function toFloat(value: Numeric): number | undefined {
  if (typeof value === 'number') return value;
  const float = Number(value);
  return Number.isFinite(float) ? float : undefined;
}

/** Python's `a // b` of whole numbers. */
export function floorDivide(a: bigint, b: bigint): bigint | undefined {
  if (b === 0n) return undefined;
  const quotient = a / b;
  return quotient * b !== a && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Python's `divmod(a, b)` of floats. */
export function divideFloats(a: number, b: number): readonly [quotient: number, rest: number] | undefined {
  if (b === 0) return undefined;
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0 && rest < 0 !== b < 0) {
    rest += b;
    quotient -= 1;
  } else if (rest === 0) rest = b < 0 ? -0 : 0;
  // A quotient of nothing has the sign that it would have had.
  if (quotient === 0) return [a / b < 0 || Object.is(a / b, -0) ? -0 : 0, rest];
  const floor = Math.floor(quotient);
  return [quotient - floor > 0.5 ? floor + 1 : floor, rest];
}

/** Python's `a / b` of whole numbers. */
export function divideWhole(a: bigint, b: bigint): number | undefined {
  if (b === 0n) return undefined;
  const [x, y] = [Number(a), Number(b)];
  if (a === 0n || (Number.isSafeInteger(x) && Number.isSafeInteger(y))) return x / y;
  return toFloat(scaledQuotient(a, b));
}

/** The quotient of large integers with 20 more digits than a float has. */
function scaledQuotient(a: bigint, b: bigint): Numeric {
  const size = 400;
  const scaled = (a * 10n ** BigInt(size)) / b;
  return Number(`${scaled}e-${size}`);
}

/** Python's `a ** b` of whole numbers; missing where the result has more digits than Python writes. */
export function powerWhole(a: bigint, b: bigint): Numeric | undefined {
  if (b < 0n) return powerFloat(Number(a), Number(b));
  const size = a < 0n ? -a : a;
  if (size > 1n && b * BigInt(size.toString(2).length) > BigInt(mostDigits * 4)) return undefined;
  return a ** b;
}

/** Python's `a ** b` of floats: missing for a division by zero, a complex result or an overflow. */
export function powerFloat(a: number, b: number): number | undefined {
  if (a === 0 && b < 0) return undefined;
  if (a === 1 || b === 0) return 1;
  const made = a ** b;
  const fits = Number.isFinite(made) || !Number.isFinite(a) || !Number.isFinite(b);
  return fits && !(Number.isNaN(made) && !Number.isNaN(a) && !Number.isNaN(b)) ? made : undefined;
}

/** Python's `round(value, digits)`: a half goes to the even side; without digits the result is whole. */
export function roundTo(value: Numeric, digits: number | undefined): Numeric | undefined {
  if (typeof value === 'bigint') return digits === undefined || digits >= 0 ? value : roundWhole(value, -digits);
  if (!Number.isFinite(value)) return digits === undefined ? undefined : value;
  if (digits === undefined) return BigInt(roundEven(...fractionOf(value), 0));
  if (digits > 323 || value === 0) return value;
  if (digits < -308) return value * 0;
  const made = Number(`${roundEven(...fractionOf(value), digits)}e${-digits}`);
  if (!Number.isFinite(made)) return undefined;
  return made === 0 && value < 0 ? -0 : made;
}

function roundWhole(value: bigint, zeros: number): bigint {
  if (zeros > mostDigits) return 0n;
  const unit = 10n ** BigInt(zeros);
  return roundEven(value, unit, 0) * unit;
}

/** A float as the fraction that it is. */
export function fractionOf(value: number): readonly [over: bigint, under: bigint] {
  let [over, under] = [value, 1n];
  while (!Number.isInteger(over)) {
    over *= 2;
    under *= 2n;
  }
  return [BigInt(over), under];
}

/** The whole number nearest to a fraction times a power of ten, of two the even one. */
export function roundEven(over: bigint, under: bigint, digits: number): bigint {
  const scale = 10n ** BigInt(Math.abs(digits));
  const [top, bottom] = digits >= 0 ? [over * scale, under] : [over, under * scale];
  const floor = floorDivide(top, bottom) ?? 0n;
  const rest = 2n * (top - floor * bottom);
  return rest > bottom || (rest === bottom && floor % 2n !== 0n) ? floor + 1n : floor;
}
