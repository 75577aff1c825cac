import { swap } from '../../fidelity/reason.ts';
import { splitAsRegex } from '../../ir/split-as-regex.ts';
import type { Known, Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { YaralAnswer } from './answer.ts';
import { not } from './build.ts';
import { sayRegex } from './regex-rows.ts';
import type { Subject } from './subject.ts';
import { sayPart } from './text-rows.ts';

/** Says a row with its subject looked up: `onSubject` of the rows. */
type OnSubject = (test: MappedTest, scope: Scope, say: (subject: Subject) => YaralAnswer) => YaralAnswer;

/**
 * A row on a piece of a split text that YARA-L cannot read, or on the number of pieces, as a regex on the text; undefined where the row
 * has no such form.
 */
export function sayThroughSplit(test: MappedTest, scope: Scope, onSubject: OnSubject): YaralAnswer | Known | undefined {
  const found = splitAsRegex(test);
  if (found === undefined) return undefined;
  if (found === false) return { constant: false };
  const row: MappedTest = { ...test, ...found.test };
  return onSubject(row, scope, (subject) => sayWhole(subject, row, found.negated, scope));
}

function sayWhole(subject: Subject, row: MappedTest, negated: boolean, scope: Scope): YaralAnswer {
  const isText = subject.type === 'string' && (subject.fieldType === 'string' || subject.fieldType === 'timestamp');
  if (!isText) return { unsupported: 'the field may hold more than text, so a regex cannot stand for its pieces' };
  if (negated && (subject.element || subject.many))
    return { unsupported: 'YARA-L cannot ask for a value of a list without such a piece' };
  const [pattern] = row.operands;
  const text = pattern?.kind === 'literal' && typeof pattern.value === 'string' ? pattern.value : '';
  const said =
    row.operator === 'regex' ? sayRegex(subject, text, row, scope) : sayPart(subject, 'starts_with', text, row, scope);
  if (!negated || 'unsupported' in said) return said;
  return { ast: not(said.ast), ...swap({ wider: said.wider ?? [], narrower: said.narrower ?? [] }) };
}
