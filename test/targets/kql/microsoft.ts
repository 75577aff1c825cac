import { bindKql } from '../../../src/targets/kql/binder.ts';
import { isGap, readKql } from '../../../src/targets/kql/parse.ts';
import type { ScalarType } from '../../../src/targets/kql/syntax.ts';

export interface Bound {
  /** Everything the binder and its analyzers find, `code message`. */
  readonly findings: readonly string[];
  /** The columns of the result. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Findings that say nothing against a query: advice on speed for operators that are meant. */
const accepted = new Set(['KS500', 'KS515']);

/** Binds a query against one table, with the advice of Microsoft's analyzers. */
export function bind(text: string, table: string, columns: Readonly<Record<string, string>>): Bound {
  // The tests' tables name types as KQL does.
  const bound = bindKql(text, [{ name: table, columns: columns as Readonly<Record<string, ScalarType>> }]);
  return {
    findings: bound.diagnostics.filter((d) => !accepted.has(d.code)).map((d) => `${d.code} ${d.message}`),
    columns: Object.fromEntries(bound.columns.map(({ name, type }) => [name, type])),
  };
}

/** What Microsoft's own reader takes a string literal for. */
export function readString(literal: string): string {
  const { syntax } = readKql(`print ${literal}`, []);
  const source = isGap(syntax) ? undefined : syntax.query.source;
  const value = source?.kind === 'print' ? source.items[0]?.value : undefined;
  if (value?.kind !== 'literal' || typeof value.value !== 'string') throw new Error(`no string: ${literal}`);
  return value.value;
}
