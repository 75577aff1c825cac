import { fractionOf, roundEven } from './numbers.ts';

/** A finite number, zero or more, with so many digits behind the point. */
export function fixed(value: number, precision: number, point = false): string {
  const digits = roundEven(...fractionOf(value), precision)
    .toString()
    .padStart(precision + 1, '0');
  const whole = digits.slice(0, digits.length - precision);
  const rest = digits.slice(digits.length - precision);
  return rest === '' && !point ? whole : `${whole}.${rest}`;
}

/** The same as one digit, so many behind the point, and an exponent. */
export function scientific(value: number, precision: number, point = false): string {
  const { digits, exponent } = rounded(value, precision);
  const rest = digits.slice(1);
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.slice(0, 1)}${rest === '' && !point ? '' : `.${rest}`}e${exponent < 0 ? '-' : '+'}${size}`;
}

/** The same with so many digits in all, as `fixed` or `scientific` by its size. `less`: exponents begin so much earlier. */
export function general(value: number, precision: number, zeros = false, less = 0): string {
  const places = Math.max(1, precision);
  const { exponent } = rounded(value, places - 1);
  const plain = exponent >= -4 && exponent < places - less;
  const text = plain ? fixed(value, places - 1 - exponent, zeros) : scientific(value, places - 1, zeros);
  if (zeros || !text.includes('.')) return text;
  return text.replace(/\.?0+(?=e|$)/, '');
}

function rounded(value: number, precision: number): { readonly digits: string; readonly exponent: number } {
  if (value === 0) return { digits: '0'.repeat(precision + 1), exponent: 0 };
  const exponent = Number(value.toExponential().split('e')[1]);
  const fraction = fractionOf(value);
  const digits = roundEven(...fraction, precision - exponent).toString();
  if (digits.length === precision + 1) return { digits, exponent };
  return { digits: roundEven(...fraction, precision - exponent - 1).toString(), exponent: exponent + 1 };
}
