import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import type { Condition, Test } from '../../ir/condition.ts';
import type { Home, MappedCondition, MappedTest } from '../../mapping/mapping.ts';
import { fieldBelow } from './below.ts';
import { elementKeys } from './element-keys.ts';

/**
 * A condition whose rows `contains "key"` on objects ask for the field below, where the home names fields by their paths. Where nobody knows
 * whether the field holds a text or an object, either may meet the row. `asked` takes the rows that are asked so.
 */
export function askObjectKeys(condition: MappedCondition, home: Home, asked: Set<Test>): MappedCondition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => askObjectKeys(operand, home, asked)) };
    case 'not':
      return { ...condition, operand: askObjectKeys(condition.operand, home, asked) };
    case 'test':
      return keysOf(condition, home, asked) ?? elementKeys(condition, home, asked) ?? condition;
    case 'quantifier':
      return condition.quantifier === 'any' || condition.quantifier === 'none'
        ? { ...condition, where: askObjectKeys(condition.where, home, asked) }
        : condition;
    case 'true':
    case 'false':
    case 'dropped':
    case 'refused':
      return condition;
  }
}

function keysOf(test: MappedTest, home: Home, asked: Set<Test>): MappedCondition | undefined {
  const { subject, operator, operands, ignoreCase, origin } = test;
  if (operator !== 'contains' || ignoreCase || operands.length === 0 || subject.kind !== 'reference') return undefined;
  const { to } = subject;
  if (to.kind !== 'column' || (to.fieldType !== 'object' && to.fieldType !== 'json')) return undefined;
  if (origin === undefined) return undefined;
  const rows: MappedCondition[] = [];
  for (const operand of operands) {
    const key = operand.kind === 'literal' ? operand.value : undefined;
    const row = typeof key === 'string' ? keyRow(subject, to, key, home) : undefined;
    if (row === undefined) return undefined;
    rows.push(row);
  }
  asked.add(origin);
  return { kind: 'or', operands: to.fieldType === 'object' ? rows : [test, ...rows], span: test.span };
}

/** What rows read loosely, but for the objects whose keys are asked for beside them. */
export function seeingKeys({ wider, narrower }: Fidelity, asked: ReadonlySet<Test>): Fidelity {
  const seen = (reason: Reason): Reason =>
    reason.code === 'loose-values' && reason.test !== undefined && asked.has(reason.test)
      ? { ...reason, detail: { ...reason.detail, seesKeys: true } }
      : reason;
  return { wider: wider.map(seen), narrower: narrower.map(seen) };
}

type Reference = Extract<MappedTest['subject'], { kind: 'reference' }>;
type To = Extract<Reference['to'], { kind: 'column' }>;

/** The key is there. */
function keyRow(subject: Reference, to: To, key: string, home: Home): MappedCondition | undefined {
  const below = fieldBelow(to, [key], home);
  if (below === undefined) return undefined;
  const plain = { kind: 'test', operator: 'missing', operands: [], ignoreCase: false, flags: [] } as const;
  const origin: Test = { ...plain, subject: { kind: 'reference', to: below.source, span: subject.span } };
  const row: MappedTest = {
    ...plain,
    subject: { ...subject, to: below },
    origin,
    fidelity: { wider: [], narrower: to.fieldType === 'json' ? [amongElements(to.source, plain, key)] : [] },
  };
  return { kind: 'not', operand: row };
}

/** Where nobody knows that the field is an object, the objects of a list are asked as well. */
function amongElements(list: To['source'], plain: Omit<Test, 'subject'>, key: string): Reason {
  const onElement: Test = { ...plain, subject: { kind: 'reference', to: { scope: 'element', depth: 0, path: [key] } } };
  const when: Condition = {
    kind: 'quantifier',
    quantifier: 'any',
    list: { kind: 'reference', to: list },
    where: { kind: 'not', operand: onElement },
  };
  return { code: 'one-as-list', within: [], detail: { when } };
}
