import type { Reason } from '../../fidelity/reason.ts';
import type { Test } from '../../ir/condition.ts';
import type { Json } from '../../ir/json.ts';
import type { Step } from '../../ir/path.ts';
import type { Value } from '../../ir/value.ts';
import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest, MappedValue } from '../../mapping/mapping.ts';
import { notOf } from './ast.ts';
import { jsonPattern } from './json-pattern.ts';
import type { Profile } from './options.ts';
import { saySearch } from './regex-rows.ts';
import type { Spoken } from './say.ts';
import { constantsOf, neverHolds, onField } from './say.ts';

/**
 * Says a row on what a text holds as JSON, `parse_json(x).a.b eq "c"`, as a regex on the text that walks from key to key. Undefined for
 * rows on anything else.
 */
export function sayInJson(test: MappedTest, scope: Scope, profile: Profile): Spoken | undefined {
  const place = placeIn(test.subject);
  if (place === undefined) return undefined;
  const constants = constantsOf(test);
  if (constants === undefined)
    return { unsupported: 'Sigma cannot compare a field with what another one holds as JSON.' };
  const found = jsonPattern(test, place.keys, constants);
  if (found === undefined)
    return { unsupported: 'Sigma reads JSON that is kept as text with a regex, which cannot say this row.' };
  if (found === false) return neverHolds;
  const { pattern, negated } = found;
  const inner = innerTest(test, place, constants);
  return onField({ ...test, subject: place.text }, scope, profile, (row) => {
    if (row.field.shape !== 'text' || row.field.element)
      return { unsupported: 'Sigma reads JSON out of a field that is known to hold one text.' };
    const said = saySearch(row, pattern);
    if ('unsupported' in said) return said;
    const reason: Reason = { code: 'json-as-text', test: inner, within: scope.within, detail: { pattern, negated } };
    return { ast: negated ? notOf(said) : said, wider: [reason], narrower: [reason] };
  });
}

/** Whether a value is what a text holds as JSON, whose type its writing shows. */
export function isInJson(value: MappedValue): boolean {
  return placeIn(value) !== undefined;
}

interface Place {
  readonly text: Extract<MappedValue, { kind: 'reference' }>;
  readonly keys: readonly string[];
  readonly steps: readonly Step[];
}

function placeIn(value: MappedValue): Place | undefined {
  const steps = value.kind === 'at' ? value.steps : [];
  const of = value.kind === 'at' ? value.of : value;
  const [text, ...more] = of.kind === 'call' && of.name === 'parse_json' ? of.args : [];
  if (text?.kind !== 'reference' || text.to.kind !== 'column' || more.length > 0) return undefined;
  const keys = steps.filter((step) => typeof step === 'string');
  return keys.length === steps.length ? { text, keys, steps } : undefined;
}

/** The row as the rule means it, without what other functions around its subject were read as. */
function innerTest(
  { operator, ignoreCase, flags, span }: MappedTest,
  { text, steps }: Place,
  constants: readonly Json[],
): Test {
  const json: Value = { kind: 'call', name: 'parse_json', args: [{ kind: 'reference', to: text.to.source }] };
  const subject: Value = steps.length === 0 ? json : { kind: 'at', of: json, steps };
  const operands = constants.map((value) => ({ kind: 'literal', value }) as const);
  return { kind: 'test', subject, operator, operands, ignoreCase, flags, span };
}
