import type { Reason } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { Json } from '../../ir/json.ts';
import type { Answer, Known, Said, Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { Modifier, SigmaAtom, SigmaExpression } from './ast.ts';
import { atom, nullAtom, orOf } from './ast.ts';
import type { SigmaField } from './fields.ts';
import { fieldOf } from './fields.ts';
import type { Profile } from './options.ts';
import { hasCase } from './values.ts';

/** One row that is being said: its field, its constants, and the profile that it is said in. */
export interface Row {
  readonly test: MappedTest;
  readonly scope: Scope;
  readonly field: SigmaField;
  readonly profile: Profile;
}

/** What is said of a row, or that it answers alike on every value of its field. */
export type Spoken = Answer<SigmaExpression> | Known;

/** Says a row of one operator. */
export type SayRow = (row: Row) => Spoken;

/** A way in which this row's text differs from it. */
export function because(code: ReasonCode, { test, scope, field, profile }: Row): Reason {
  const reason = { code, test: test.origin, within: scope.within };
  if (code === 'case-insensitive' && field.shape === 'list') return { ...reason, detail: { type: 'list' } };
  if (code !== 'loose-values') return reason;
  return { ...reason, detail: { type: field.shape, ignoresCase: profile === 'sigmahq' } };
}

/** An answer with the reasons of its codes. */
export function said(
  row: Row,
  ast: SigmaExpression,
  codes: { readonly wider?: readonly ReasonCode[]; readonly narrower?: readonly ReasonCode[] } = {},
): Said<SigmaExpression> {
  const reasons = (list: readonly ReasonCode[] = []): Reason[] => [...new Set(list)].map((code) => because(code, row));
  return { ast, wider: reasons(codes.wider), narrower: reasons(codes.narrower) };
}

/** A row that no value of such a field meets. */
export const neverHolds: Known = { constant: false };

/** The constants among a row's operands; undefined where one is no constant. `in_list` keeps its entries after the list's name. */
export function constantsOf(test: MappedTest): readonly Json[] | undefined {
  const operands = test.operator === 'in_list' ? test.operands.slice(1) : test.operands;
  const constants: Json[] = [];
  for (const operand of operands) {
    if (operand.kind !== 'literal') return undefined;
    constants.push(operand.value);
  }
  return constants;
}

/** The reason code for a field that may hold a list, whose elements are asked one by one, or nobody knows what. */
export function listCodes(field: SigmaField): readonly ReasonCode[] {
  return field.shape === 'list' || field.shape === 'any' ? ['loose-values'] : [];
}

/** `cased` where the profile has it and case matters to one of the texts. */
export function casedModifier({ test, profile }: Row, texts: readonly string[]): readonly Modifier[] {
  return profile === 'spec' && !test.ignoreCase && texts.some(hasCase) ? ['cased'] : [];
}

/** Portable Sigma compares text ignoring case. */
export function caseCodes({ test, profile }: Row, texts: readonly string[]): readonly ReasonCode[] {
  return profile === 'sigmahq' && !test.ignoreCase && texts.some(hasCase) ? ['case-insensitive'] : [];
}

/** The field is missing or null. The specification leaves the missing field under `null` to the target, so `spec` asks for both. */
export function isNullOn(field: string, profile: Profile): SigmaExpression {
  return profile === 'spec' ? orOf([nullAtom(field), missingOn(field)]) : nullAtom(field);
}

/** The key is absent: only `exists` says so. */
export function missingOn(field: string): SigmaAtom {
  return atom(field, ['exists'], [{ kind: 'plain', value: false }]);
}

/** Says a row on a plain field; its subject's functions have been rewritten before. */
export function onField(test: MappedTest, scope: Scope, profile: Profile, say: SayRow): Spoken {
  const field = fieldOf(test.subject, scope);
  return 'unsupported' in field ? field : say({ test, scope, field, profile });
}
