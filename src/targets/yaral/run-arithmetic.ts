import type { Compiled } from './run-value.ts';
import { scalar } from './run-value.ts';

/** A calculation: of integers where both are and nothing is divided, else of numbers with a fraction. Division by zero gives 0. */
export function calculation(sign: '+' | '-' | '*' | '/' | '%', left: Compiled, right: Compiled): Compiled {
  const whole = left.type === 'int' && right.type === 'int' && sign !== '/';
  return scalar(whole ? 'int' : 'float', (moment) => {
    const [a, b] = [left.get(moment), right.get(moment)];
    return whole && typeof a === 'bigint' && typeof b === 'bigint'
      ? whole64(sign, a, b)
      : floats(sign, Number(a), Number(b));
  });
}

function whole64(sign: string, a: bigint, b: bigint): bigint {
  if (sign === '+') return a + b;
  if (sign === '-') return a - b;
  if (sign === '*') return a * b;
  return b === 0n ? 0n : a % b;
}

function floats(sign: string, a: number, b: number): number {
  if (sign === '+') return a + b;
  if (sign === '-') return a - b;
  if (sign === '*') return a * b;
  if (b === 0) return 0;
  return sign === '/' ? a / b : a % b;
}
