import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { exact } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { Json } from '../../ir/json.ts';
import type { Answer, SayTest, Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { SearchExpression, SplExpression } from './ast.ts';
import type { Pair } from './build.ts';
import { always, never } from './build.ts';
import type { Reading } from './reading.ts';
import { extractionLimits } from './row.ts';
import type { Speech } from './speech.ts';
import { sayValue } from './values.ts';

/** A row said both ways, and how it may differ from the rule's row before any negation. */
export interface Row {
  readonly pair: Pair;
  readonly wider?: readonly ReasonCode[] | undefined;
  readonly narrower?: readonly ReasonCode[] | undefined;
  /** Values beside the subject that it reads. */
  readonly others?: readonly Reading[] | undefined;
  /** Nothing depends on whether the field was extracted. */
  readonly read?: 'whole' | undefined;
  /** It asks for absence: what is not extracted satisfies it. */
  readonly asksAbsence?: boolean | undefined;
}

export type SayRow = (subject: Reading, test: MappedTest, scope: Scope, speech: Speech) => Row | Unsupported;

export const neverRow: Row = { pair: { yes: never, no: always } };

/** A row on a value: reads the subject, says the row, and adds what the reading itself may lose. */
export function rowOn(speech: Speech, say: SayRow): SayTest<SplExpression> {
  return (test, scope) => {
    const named = test.origin?.subject;
    const plainPath = named?.kind === 'reference' && named.to.scope === 'event';
    const subject = sayValue(askedOf(test), scope, plainPath ? { ...speech, plainPath } : speech);
    if ('unsupported' in subject) return subject;
    const row = say(subject, test, scope, speech);
    return 'unsupported' in row ? row : answer(row, subject, test, scope);
  };
}

/** What an address row looks at: an address as Python writes it is the same address. */
function askedOf({ operator, subject }: MappedTest): MappedTest['subject'] {
  const [of] = subject.kind === 'call' && subject.name === 'ip_text' ? subject.args : [];
  return of !== undefined && (operator === 'ip_is' || operator === 'cidr') ? of : subject;
}

function answer(row: Row, subject: Reading, test: MappedTest, scope: Scope): Answer<SplExpression> {
  const readings = [subject, ...(row.others ?? [])];
  const differs = readings.flatMap((reading) => reading.differs);
  const limited = row.read !== 'whole' && row.pair.yes !== never && readings.some((reading) => reading.extracted);
  const type = subject.ast.kind === 'call' ? 'extracted-json' : 'extracted';
  const because = (codes: readonly ReasonCode[]): Reason[] =>
    [...new Set(codes)].map((code) => ({
      code,
      test: test.origin,
      within: scope.within,
      ...(code === 'filler-value' ? { detail: { absentAs: subject.fillers, type: 'extracted' } } : {}),
      ...(code === 'type-as-text' || code === 'container-type' ? { detail: { type } } : {}),
    }));
  const wider = because([...(row.wider ?? []), ...differs]);
  const narrower = because([...(row.narrower ?? []), ...differs]);
  if (limited) (row.asksAbsence === true ? wider : narrower).push(limit(test, scope, row.asksAbsence === true));
  return { ast: scope.negated ? row.pair.no : row.pair.yes, wider, narrower };
}

/**
 * A field beyond the limit counts as missing. Where that makes the rule match (null tests, negated rows) the row is named; that positive
 * rows miss such events is said once for the rule.
 */
function limit(test: MappedTest, scope: Scope, asksAbsence: boolean): Reason {
  const named = asksAbsence !== scope.negated;
  return {
    code: 'extraction-limit',
    ...(named ? { test: test.origin } : {}),
    within: named ? scope.within : [],
    detail: { limit: extractionLimits.bytes, most: extractionLimits.fields },
  };
}

/** That fields which the base search names may lie beyond the limit, where the rows themselves do not say so. */
export function searchLimit(search: SearchExpression | undefined, said: Fidelity): Fidelity {
  if (search === undefined || !namesField(search)) return exact;
  if (said.narrower.some(({ code, test }) => code === 'extraction-limit' && test === undefined)) return exact;
  const detail = { limit: extractionLimits.bytes, most: extractionLimits.fields };
  return { wider: [], narrower: [{ code: 'extraction-limit', within: [], detail }] };
}

function namesField(search: SearchExpression): boolean {
  if (search.kind === 'macro') return false;
  return search.kind === 'term' ? search.field !== undefined : search.operands.some(namesField);
}

/** The literal operands of a row; undefined where one is another value of the event. `in_list` carries its name first. */
export function literalsOf(test: MappedTest): readonly Json[] | undefined {
  const operands = test.operator === 'in_list' ? test.operands.slice(1) : test.operands;
  const literals: Json[] = [];
  for (const operand of operands) {
    if (operand.kind !== 'literal') return undefined;
    literals.push(operand.value);
  }
  return literals;
}
