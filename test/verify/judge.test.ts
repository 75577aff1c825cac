import { describe, expect, it } from 'vitest';
import type { PlacedRule } from '../../src/compile.ts';
import { compileRule } from '../../src/compile.ts';
import { exact } from '../../src/fidelity/reason.ts';
import type { JsonObject } from '../../src/ir/json.ts';
import { readRule } from '../../src/source/rule-file.ts';
import type { Program, Row, TextFinding, TextRunner } from '../../src/targets/runner.ts';
import { sigma } from '../../src/targets/sigma/index.ts';
import type { Unit } from '../../src/unit.ts';
import { proveUnit } from '../../src/verify/prove-unit.ts';
import type { Case, Verdict } from '../../src/verify/verdict.ts';
import { verifyUnit } from '../../src/verify/verify.ts';
import { open } from '../support/project.ts';

const project = open();
const { workspace } = project;
const text = `AnalysisType: rule
RuleID: Some.Rule
DisplayName: Some
Enabled: true
Severity: Low
CreateAlert: false
LogTypes: [Okta.SystemLog]
Condition: |
  eventType eq "a.b"
`;

function placedRule(more = ''): PlacedRule {
  const read = { file: { path: 'rule.yml', text: text + more }, sidecar: undefined, withTests: true };
  const rule = readRule(read, (found) => {
    if (found.severity === 'error') throw new Error(found.message);
  });
  if (rule === undefined) throw new Error(text);
  return { rule, folder: '' };
}

function unitOf(placed: PlacedRule): Unit {
  const [unit] = compileRule(placed, { ...project.config.base, targets: ['sigma'] }, undefined, workspace);
  if (unit === undefined) throw new Error('no unit');
  return unit;
}

/** A runner that stores events as they are; its text says what the predicate says. */
function toy(matches: (row: Row) => boolean, findings: readonly TextFinding[] = []): TextRunner {
  const program: Program = {
    syntax: null,
    findings,
    assumptions: ['The toy is right.'],
    matches,
    trace: (row) => [
      { depth: 0, text: 'the toy', line: 1, answer: String(matches(row)), saw: [{ name: 'x', value: row['x'] }] },
    ],
    results: () => [],
    alerts: () => [],
  };
  return { row: ({ event }) => event, read: () => program };
}

const cases: readonly Case[] = [
  { name: 'one', event: { eventType: 'a.b', x: 1n, noise: { a: [1n, 2n] } }, own: false },
  { name: 'two', event: { eventType: 'other', noise: 'n' }, own: false },
  { name: 'three', event: { eventType: 'A.B', noise: 'n' }, own: false },
];

function verdictOf(runner: TextRunner, change: (unit: Unit) => Unit = (unit) => unit, some = cases): Verdict {
  const placed = placedRule();
  return verifyUnit(change(unitOf(placed)), some, {
    rule: placed.rule,
    target: sigma,
    runner,
    workspace,
    guessed: false,
  });
}

const says = (row: JsonObject): boolean => row['eventType'] === 'a.b';
const saysInAnyCase = (row: JsonObject): boolean => String(row['eventType']).toLowerCase() === 'a.b';
/** The unit as if it declared nothing. */
const silent = (unit: Unit): Unit => ({ ...unit, proof: unit.proof && { ...unit.proof, fidelity: exact } });

describe('judging', () => {
  it('agrees where the text answers as the rule does, and says what that rests on', () => {
    const verdict = verdictOf(toy(says));
    expect([verdict.status, verdict.cases, verdict.explained, verdict.diagnostics]).toEqual(['agrees', 3, [], []]);
    expect(verdict.assumptions).toContain('The toy is right.');
  });

  it('counts the declared reason that holds, and no other', () => {
    const verdict = verdictOf(toy(saysInAnyCase));
    expect(verdict.status).toBe('differs-as-declared');
    expect(verdict.explained).toEqual([{ scope: 'condition', code: 'case-insensitive', direction: 'wider', cases: 1 }]);
  });

  it('finds the same difference undeclared where the unit is silent about it', () => {
    const verdict = verdictOf(toy(saysInAnyCase), silent);
    expect(verdict.status).toBe('differs-undeclared');
    expect(verdict.diagnostics.map((d) => d.code)).toEqual(['undeclared-difference']);
    expect(verdict.undeclared).toHaveLength(1);
    expect(verdict.undeclared[0]).toMatchObject({
      case: 'three',
      event: { eventType: 'A.B' },
      rule: false,
      text: true,
    });
  });

  it('takes no reason that holds in the other direction', () => {
    const verdict = verdictOf(toy((row) => says(row) && row['x'] !== 1n));
    expect(verdict.status).toBe('differs-undeclared');
    expect(verdict.undeclared[0]).toMatchObject({ rule: true, text: false });
  });

  it('shrinks to the smallest event and shows both sides on it', () => {
    const [one] = verdictOf(toy((row) => says(row) && row['x'] !== 1n)).undeclared;
    expect(one?.event).toEqual({ eventType: 'a.b', x: 1n });
    expect(one?.ruleTrace.map((line) => [line.text, line.answer])).toEqual([['eventType eq "a.b"', true]]);
    expect(one?.textTrace[0]).toMatchObject({ answer: 'false', saw: [{ name: 'x', value: 1n }] });
  });

  it('shows a few differences and counts the others', () => {
    const many = Array.from({ length: 10 }, (_, i) => ({ name: `n${i}`, event: { k: `v${i}` }, own: false }));
    const verdict = verdictOf(
      toy(() => true),
      silent,
      many,
    );
    expect(verdict.undeclared).toHaveLength(3);
    expect(verdict.diagnostics[0]?.message).toContain('7 more');
  });

  it('wants a waiver where a declared difference flips an own test, but not where it changes a border case', () => {
    const own = cases.map((one) => ({ ...one, own: true }));
    const runner = toy(saysInAnyCase);
    const flipped = verdictOf(runner, undefined, own);
    expect(flipped.diagnostics.map((d) => d.code)).toEqual(['own-test-flips']);
    expect(flipped.status).toBe('differs-undeclared');
    const waived = (unit: Unit): Unit => ({
      ...unit,
      fidelity: unit.fidelity.map((line) => ({ ...line, waived: 'we know' })),
    });
    const fine = verdictOf(runner, waived, own);
    expect([fine.status, fine.diagnostics]).toEqual(['differs-as-declared', []]);
  });

  it('makes an error of what is wrong with the text, and nothing of its warnings', () => {
    const finding = (severity: 'error' | 'warning'): TextFinding => ({
      severity,
      message: 'no such column',
      artifact: 'a.yml',
      line: 3,
      column: 5,
    });
    const wrong = verdictOf(toy(says, [finding('error')]));
    expect(wrong.status).toBe('wrong-text');
    expect(wrong.diagnostics[0]?.message).toContain('a.yml:3:5');
    const fine = verdictOf(toy(says, [finding('warning')]));
    expect([fine.status, fine.diagnostics.map((d) => d.severity)]).toEqual(['agrees', ['warning']]);
  });

  it('says what is not covered, with its place', () => {
    const runner: TextRunner = {
      row: ({ event }) => event,
      read: () => ({ construct: 'lookup', artifact: 'a.yml', line: 7, column: 2 }),
    };
    const verdict = verdictOf(runner);
    expect(verdict.status).toBe('not-covered');
    expect(verdict.diagnostics[0]?.message).toContain('lookup at a.yml:7:2');
  });

  it('asks a refused unit nothing', () => {
    const refuse = (unit: Unit): Unit => ({ ...unit, status: 'refused', artifacts: [], proof: undefined });
    const verdict = verdictOf(
      toy(() => true),
      refuse,
    );
    expect([verdict.status, verdict.cases, verdict.undeclared]).toEqual(['refused', 0, []]);
  });
});

describe('proving a unit that is being built', () => {
  const prove = (runner: TextRunner, change: (unit: Unit) => Unit = (unit) => unit): Unit => {
    const placed = placedRule('Tests: [{ Name: t, ExpectedResult: true, Log: { eventType: a.b } }]\n');
    return proveUnit(change(unitOf(placed)), { rule: placed.rule, target: sigma, runner, workspace, guessed: false });
  };

  it('marks it, with what that rests on', () => {
    const unit = prove(toy(says));
    expect(unit.status).toBe('built');
    expect(unit.verified?.by).toBe('model');
    expect(unit.verified?.assumptions).toContain('The toy is right.');
  });

  it('refuses one whose text differs undeclared: nothing of it is written', () => {
    const unit = prove(toy(() => true));
    expect([unit.status, unit.artifacts, unit.verified]).toEqual(['refused', [], undefined]);
    expect(unit.diagnostics.map((d) => d.code)).toContain('undeclared-difference');
  });
});
