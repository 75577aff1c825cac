import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearNames } from '../../diagnostics/near.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import { isList, isObject, printJson } from '../../ir/json.ts';
import type { Rule, RuleTest } from '../../ir/rule.ts';
import { faulty } from '../python/findings.ts';
import { liftRule } from '../python/lift-rule.ts';
import type { LiftedRule, LiftInput, Mock } from '../python/lifted.ts';
import { isFault, type PythonModule } from '../python/modules.ts';
import { parsePython } from '../python/parse.ts';
import type { RuleInput, RuleSource } from './rule-source.ts';

/** Lifts a rule's Python with the names that a test replaces. */
type LiftUnder = (mocks: readonly Mock[], report: Report) => LiftedRule | undefined;

/** A rule's Python, lifted. */
export interface LiftedBody {
  readonly file: SourceFile;
  readonly rule: LiftedRule;
  readonly under: LiftUnder;
}

/** What lifting needs to know of the rule's YAML. */
export type AboutRule = Pick<LiftInput, 'id' | 'displayName' | 'description' | 'logTypes' | 'severity'>;

/** Whether the rule file leaves the detection to its Python. */
export function hasOnlyPython(source: RuleSource): boolean {
  return source.get('Filename').given && !source.get('Condition').given && !source.get('Detection').given;
}

/** Lifts the Python that `Filename` names. Undefined after reporting why not. */
export function liftBody(
  source: RuleSource,
  about: AboutRule,
  { python, partial = false, withAlert = true }: RuleInput,
  report: Report,
): LiftedBody | undefined {
  const named = source.get('Filename');
  const filename = named.text ?? '';
  if (python === undefined) {
    report(diagnostic('python-body', { file: filename }, { span: named.span }));
    return undefined;
  }
  const module = python.beside(filename);
  if (module === undefined) {
    const near = nearNames(filename, python.neighbours());
    report(diagnostic('python-file-missing', { file: filename, near }, { span: named.span }));
    return undefined;
  }
  if (isFault(module)) {
    report(faulty(module));
    return undefined;
  }
  const lift = (mocks: readonly Mock[], alert: boolean, tell: Report): LiftedRule | undefined =>
    liftRule({ ...about, module, sources: python.sources, mocks, partial, withAlert: alert }, tell);
  const asked = withAlert || source.get('Tests').items.some((item) => item.get('Events').given);
  const rule = lift([], asked, placing(module, report));
  return rule && { file: module.file, rule, under: (mocks, tell) => lift(mocks, false, tell) };
}

/**
 * What the Python beside a rule with a condition of its own means. Only its tests hold the two against each other; where
 * they are not read, or the Python cannot be lifted, nothing does, and that is said.
 */
export function readTwin(
  source: RuleSource,
  about: AboutRule,
  input: RuleInput,
  report: Report,
): Pick<Rule, 'condition' | 'raises'> | undefined {
  const named = source.get('Filename');
  if (!named.given || hasOnlyPython(source)) return undefined;
  const tested = input.withTests && source.get('Tests').items.length > 0;
  const body = tested && input.python !== undefined ? liftBody(source, about, input, () => {}) : undefined;
  if (body !== undefined) return { condition: body.rule.condition, raises: body.rule.raises };
  const used = source.get('Condition').given ? 'the Condition' : 'the Detection';
  report(diagnostic('python-body-ignored', { file: named.text ?? '', used }, { span: named.span }));
  return undefined;
}

/** Lifts the Python of a rule that was read before, with the names that a test replaces. */
export function liftAgain(
  rule: Rule,
  { python, partial = false }: RuleInput,
  mocks: readonly Mock[],
  report: Report,
): LiftedRule | undefined {
  const module = rule.python && parsePython(rule.python, rule.python.path.replace(/^.*[\\/]|\.py$/g, ''));
  if (python === undefined || module === undefined || isFault(module)) return undefined;
  const { id, displayName, logTypes, metadata, alert } = rule;
  const about = { id, displayName, logTypes, description: metadata.description, severity: alert.severity.otherwise };
  return liftRule({ ...about, module, sources: python.sources, mocks, partial, withAlert: false }, report);
}

/** Findings of lifting stand in the Python; where one has no place of its own, it is about the file. */
function placing({ file }: PythonModule, report: Report): Report {
  return (found) => report(found.span === undefined ? { ...found, span: { file, start: 0, end: 0 } } : found);
}

/** Tests that replace names of the Python are judged by what it means with these replaced. */
export function underMocks(tests: readonly RuleTest[], under: LiftUnder, report: Report): readonly RuleTest[] {
  const lifted = new Map<string, Pick<RuleTest, 'under'> | string>();
  return tests.map((test) => {
    const mocks = mocksOf(test);
    if (mocks.length === 0) return test;
    const mark = mocks.map(({ name, value }) => `${name}\0${printJson(value)}`).join('\0');
    const known = lifted.get(mark) ?? liftUnder(mocks, under);
    lifted.set(mark, known);
    if (typeof known !== 'string') return { ...test, ...known };
    report(diagnostic('mocks-unsupported', { test: test.name, detail: known }, { span: test.span }));
    return { ...test, under: 'unknown' };
  });
}

function liftUnder(mocks: readonly Mock[], under: LiftUnder): Pick<RuleTest, 'under'> | string {
  const told: string[] = [];
  const rule = under(mocks, ({ message }) => told.push(message));
  if (rule === undefined) return told[0] ?? 'it cannot be lifted.';
  return { under: { condition: rule.condition, raises: rule.raises } };
}

function mocksOf(test: RuleTest): Mock[] {
  const given = test.extras['Mocks'];
  return (isList(given) ? given : []).flatMap((mock): Mock[] => {
    const name = isObject(mock) ? mock['objectName'] : undefined;
    return isObject(mock) && typeof name === 'string' ? [{ name, value: mock['returnValue'] ?? null }] : [];
  });
}
