import type { SplExpression } from './ast.ts';
import { always, isSame, never } from './build.ts';
import { quoteRegex } from './text.ts';

/**
 * A condition on one value as a regex that matches the value where the condition holds, anchored at its start: undefined where the condition
 * says more than a regex can. For `mvfind`, which looks through a list that is no field.
 */
export function asRegex(condition: SplExpression, value: SplExpression): string | undefined {
  const found = lookahead(condition, value);
  return found === undefined ? undefined : `^${found}`;
}

/** What must follow at the start of the value. */
function lookahead(condition: SplExpression, value: SplExpression): string | undefined {
  if (condition === always) return '';
  if (condition === never) return '(?!)';
  switch (condition.kind) {
    case 'and':
      return all(condition.operands, value)?.join('');
    case 'or': {
      const parts = all(condition.operands, value);
      return parts && `(?:${parts.join('|')})`;
    }
    case 'not': {
      const part = lookahead(condition.operand, value);
      return part === undefined ? undefined : `(?!${part})`;
    }
    case 'compare':
      return equality(condition, value);
    case 'call':
      return ofCall(condition.name, condition.args, value);
    default:
      return undefined;
  }
}

function all(parts: readonly SplExpression[], value: SplExpression): readonly string[] | undefined {
  const found = parts.map((part) => lookahead(part, value));
  return found.every((one) => one !== undefined) ? found : undefined;
}

function equality(
  { left, operator, right }: Extract<SplExpression, { kind: 'compare' }>,
  value: SplExpression,
): string | undefined {
  if (right.kind !== 'string' || (operator !== '==' && operator !== '!=')) return undefined;
  const part = whole([right.value], left, value);
  return operator === '==' || part === undefined ? part : `(?!${part})`;
}

/** One of some texts. */
function whole(texts: readonly string[], subject: SplExpression, value: SplExpression): string | undefined {
  const flag = flagOf(subject, value);
  const quoted = texts.map(quoteRegex);
  return flag === undefined ? undefined : `(?=${flag}${quoted.length > 1 ? `(?:${quoted.join('|')})` : quoted[0]}\\z)`;
}

/** The flag under which the subject is the value: none, or that case is ignored. */
function flagOf(subject: SplExpression, value: SplExpression): string | undefined {
  if (isSame(subject, value)) return '';
  const [inner] = subject.kind === 'call' && subject.name === 'lower' ? subject.args : [];
  return inner !== undefined && isSame(inner, value) ? '(?i)' : undefined;
}

function ofCall(name: string, args: readonly SplExpression[], value: SplExpression): string | undefined {
  const [subject, ...rest] = args;
  if (subject === undefined) return undefined;
  const texts = rest.flatMap((arg) => (arg.kind === 'string' ? [arg.value] : []));
  if (texts.length !== rest.length) return undefined;
  switch (name) {
    case 'isnotnull':
      return isSame(subject, value) ? '' : undefined;
    case 'isnull':
      return isSame(subject, value) ? '(?!)' : undefined;
    case 'in':
      return whole(texts, subject, value);
    case 'match': {
      const [pattern] = texts;
      const flag = flagOf(subject, value);
      if (pattern === undefined || flag === undefined || refersBack(pattern)) return undefined;
      const start =
        pattern.startsWith('^') && !hasBar(pattern) ? [flag, pattern.slice(1)] : [flag, `[\\s\\S]*(?:${pattern})`];
      return `(?=${start.join('')})`;
    }
    default:
      return undefined;
  }
}

function refersBack(pattern: string): boolean {
  return /\\[1-9]|\(\?\(|\(\?P[<=]/.test(pattern);
}

function hasBar(pattern: string): boolean {
  return pattern.includes('|');
}
