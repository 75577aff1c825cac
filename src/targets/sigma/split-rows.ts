import { swap } from '../../fidelity/reason.ts';
import { contextOf, evaluate } from '../../ir/evaluate.ts';
import type { Json } from '../../ir/json.ts';
import { splitAsRegex } from '../../ir/split-as-regex.ts';
import type { Value } from '../../ir/value.ts';
import type { SayTest } from '../../lower/lowering.ts';
import type { MappedTest, MappedValue } from '../../mapping/mapping.ts';
import type { SigmaExpression } from './ast.ts';
import { notOf, orOf } from './ast.ts';
import { sayIsNull } from './null-rows.ts';
import type { Profile } from './options.ts';
import { sayRegex } from './regex-rows.ts';
import type { Row, Spoken } from './say.ts';
import { neverHolds, onField } from './say.ts';
import { textAsRegex } from './text-as-regex.ts';
import { sayStartsWith } from './text-rows.ts';

/** Says a row on a piece of a split text, or on the number of pieces, as a regex on the text; every other row as `say` does. */
export function throughSplit(profile: Profile, say: SayTest<SigmaExpression>): SayTest<SigmaExpression> {
  const sayPiece: SayTest<SigmaExpression> = (test, scope) => {
    const byDefault = withoutDefault(test);
    if (byDefault !== undefined) {
      const bare = sayPiece(byDefault.test, scope);
      if (!byDefault.holds || !('ast' in bare)) return bare;
      const absent = onField({ ...test, subject: byDefault.text, operands: [] }, scope, profile, sayIsNull);
      if (!('ast' in absent)) return absent;
      return {
        ast: orOf([bare.ast, absent.ast]),
        wider: [...(bare.wider ?? []), ...(absent.wider ?? [])],
        narrower: [...(bare.narrower ?? []), ...(absent.narrower ?? [])],
      };
    }
    const found = splitAsRegex(withoutLower(test)) ?? textAsRegex(test);
    if (found === undefined) return say(test, scope);
    if (found === false) return neverHolds;
    return onField({ ...test, ...found.test }, scope, profile, (row) => sayWhole(row, found.negated));
  };
  return sayPiece;
}

function sayWhole(row: Row, negated: boolean): Spoken {
  if (row.field.shape !== 'text')
    return {
      unsupported: `Sigma has no ${nameOf(row.test.origin?.subject)}(), and a regex cannot stand for it here: the field may hold more than text.`,
    };
  if (!negated) return row.test.operator === 'regex' ? sayRegex(row) : sayStartsWith(row);
  if (row.field.element) return { unsupported: 'Sigma cannot ask for an element that differs.' };
  if (row.test.operator !== 'regex') return sayIsNull(row);
  const said = sayRegex(row);
  if (!('ast' in said)) return said;
  return { ast: notOf(said.ast), ...swap({ wider: said.wider ?? [], narrower: said.narrower ?? [] }) };
}

/** The function that a regex would stand for. */
function nameOf(subject: Value | undefined): string {
  return subject?.kind === 'call' ? subject.name : 'split';
}

/** A value with a text that is split, and how the same is made of another text. */
interface Pieces<R, X> {
  readonly text: Value<R, X>;
  readonly put: (text: Value<R, X>) => Value<R, X>;
}

/** The split that a row asks about: of a piece, or of their number. */
function piecesOf<R, X>(value: Value<R, X>): Pieces<R, X> | undefined {
  if (value.kind === 'at' || (value.kind === 'call' && value.name === 'len')) {
    const of = value.kind === 'at' ? value.of : value.args[0];
    const found = of?.kind === 'call' && of.name !== 'len' ? piecesOf(of) : undefined;
    if (found === undefined) return undefined;
    const put = (text: Value<R, X>): Value<R, X> =>
      value.kind === 'at' ? { ...value, of: found.put(text) } : { ...value, args: [found.put(text)] };
    return { text: found.text, put };
  }
  if (value.kind !== 'call' || (value.name !== 'split' && value.name !== 'rsplit')) return undefined;
  const [text, ...rest] = value.args;
  return text && { text, put: (other) => ({ ...value, args: [other, ...rest] }) };
}

/** `split(lower(x), "/")[0] eq "a"` ignores case, as the operand is in lower case; one that is not is never met. */
function withoutLower(test: MappedTest): MappedTest {
  const found = piecesOf(test.subject);
  const [inner] = found?.text.kind === 'call' && found.text.name === 'lower' ? found.text.args : [];
  if (found === undefined || inner === undefined) return test;
  const isLower = (text: Json): boolean => typeof text !== 'string' || /^[^A-Z\u0080-\uffff]*$/.test(text);
  const operands = test.operands.filter((operand) => operand.kind !== 'literal' || isLower(operand.value));
  return { ...test, subject: found.put(inner), operands, ignoreCase: true };
}

/** The row without a constant default of the text, and whether it holds on that; undefined where the bare row would hold on nothing. */
function withoutDefault(test: MappedTest): { test: MappedTest; text: MappedValue; holds: boolean } | undefined {
  const found = piecesOf(test.subject);
  const [text, otherwise] = found?.text.kind === 'call' && found.text.name === 'default' ? found.text.args : [];
  if (found === undefined || text === undefined || otherwise?.kind !== 'literal') return undefined;
  const holds = answerOf({ ...test, subject: found.put(otherwise) });
  const onNothing = answerOf({ ...test, subject: found.put({ kind: 'literal', value: null }) });
  if (holds === undefined || onNothing === undefined || (onNothing && !holds)) return undefined;
  return { test: { ...test, subject: found.put(text) }, text, holds: holds && !onNothing };
}

/** The answer of a row that reads no field. */
function answerOf({ subject, operands, operator, flags, ignoreCase }: MappedTest): boolean | undefined {
  const of = closed(subject);
  const others = operands.map(closed);
  if (of === undefined || !others.every((other) => other !== undefined)) return undefined;
  return evaluate({ kind: 'test', subject: of, operator, operands: others, flags, ignoreCase }, contextOf({}));
}

function closed(value: MappedValue): Value | undefined {
  if (value.kind === 'literal') return value;
  if (value.kind === 'at') {
    const of = closed(value.of);
    return of && { kind: 'at', of, steps: value.steps };
  }
  const args = value.kind === 'call' ? value.args.map(closed) : [];
  if (value.kind !== 'call' || !args.every((arg) => arg !== undefined)) return undefined;
  return { kind: 'call', name: value.name, args };
}
