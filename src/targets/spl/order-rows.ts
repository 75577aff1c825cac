import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { Json } from '../../ir/json.ts';
import type { Comparison, SplExpression } from './ast.ts';
import { atom, both, call, compare, number, string } from './build.ts';
import { eitherRow } from './equal-rows.ts';
import type { Reading } from './reading.ts';
import { blanks, isWholeObject } from './reading.ts';
import type { Row, SayRow } from './rows.ts';
import { literalsOf, neverRow } from './rows.ts';
import { looksNumeric } from './text.ts';
import { storedTextRow } from './text-rows.ts';
import { sayAll } from './values.ts';

/** `lt`, `lte`, `gt`, `gte`: numbers with numbers, text with text by code point. */
export function orderRow(operator: Comparison['operator']): SayRow {
  return (subject, test, scope, speech) => {
    const literals = literalsOf(test);
    if (literals !== undefined) {
      return eitherRow(
        literals.map((literal) =>
          withLiteral(subject, literal, operator, (condition) => storedTextRow(subject, test, [literal], condition)),
        ),
      );
    }
    const others = sayAll(test.operands, scope, speech);
    if ('unsupported' in others) return others;
    return { ...eitherRow(others.map((other) => withValue(subject, other, operator))), others };
  };
}

function withLiteral(
  subject: Reading,
  literal: Json,
  operator: Comparison['operator'],
  asText: (condition: SplExpression) => Row,
): Row {
  if (typeof literal === 'bigint' || typeof literal === 'number') {
    if (subject.holds === 'text') return neverRow;
    const value = amount(subject);
    return {
      pair: atom(compare(value, operator, number(literal)), value),
      wider: subject.holds === 'number' ? [] : ['type-as-text'],
    };
  }
  if (typeof literal !== 'string' || subject.holds === 'number' || isWholeObject(subject)) return neverRow;
  return asText(
    looksNumeric(literal)
      ? compare(marked(subject.ast), operator, marked(string(literal)))
      : compare(subject.ast, operator, string(literal)),
  );
}

/** Two values of the event: as numbers where the log type says that one is, else as text. */
function withValue(subject: Reading, other: Reading, operator: Comparison['operator']): Row {
  const differs: ReasonCode[] = subject.holds === 'number' && other.holds === 'number' ? [] : ['type-as-text'];
  if ([subject, other].some((r) => r.holds === 'number' || r.kind === 'integer' || r.kind === 'float')) {
    const [a, b] = [amount(subject), amount(other)];
    return { pair: atom(compare(a, operator, b), a, b), wider: differs, narrower: differs };
  }
  const guards = [subject, other].flatMap((r) =>
    blanks(r).map((blank) => atom(compare(r.ast, '!=', string(blank)), r.ast)),
  );
  const condition = compare(marked(subject.ast), operator, marked(other.ast));
  return {
    pair: both([...guards, atom(condition, subject.ast, other.ast)]),
    wider: differs,
    narrower: [...differs, ...(guards.length > 0 ? (['null-stored-as-text'] as const) : [])],
  };
}

function amount(reading: Reading): SplExpression {
  return reading.holds === 'number' ? reading.ast : call('tonumber', reading.ast);
}

/** A text that is surely no number. */
function marked(text: SplExpression): SplExpression {
  return { kind: 'concat', parts: [string('='), text] };
}
