import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearNames } from '../../diagnostics/near.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import { wholeFile } from '../../diagnostics/source.ts';
import type { Validator } from '../../generated/validators.js';
import { rule as isRule, sidecar as isSidecar } from '../../generated/validators.js';
import { isObject } from '../../ir/json.ts';
import { Cursor, kindInWords } from '../cursor.ts';
import type { RulePython } from '../python/modules.ts';
import { forSchema, schemaDiagnostics } from '../schema-errors.ts';
import type { YamlDocument } from '../yaml.ts';
import { readYaml } from '../yaml.ts';
import { blankTests } from './blank-tests.ts';
import { readWithLogs } from './test-logs.ts';

/** The keys of a rule, wherever they stand. */
export interface RuleSource {
  readonly file: SourceFile;
  /** Every key that is given, in the file first, then in the sidecar. */
  readonly keys: ReadonlyMap<string, Cursor>;
  /** A key's value; stands on nothing where it is not given. */
  readonly get: (key: string) => Cursor;
}

/** What `readRule` takes: a rule file, and what stands beside it. */
export interface RuleInput {
  readonly file: SourceFile;
  /** `<stem>.rulegen.yml`, where there is one. */
  readonly sidecar?: SourceFile | undefined;
  /** False: `Tests:` is not even parsed, which makes reading four times as fast. */
  readonly withTests: boolean;
  /** The Python around the rule file. Without it, a rule that is written in Python is refused. */
  readonly python?: RulePython | undefined;
  /** Where it answers false for the rule's log types, its Python is not looked at, and the rule matches nothing: it is of no use to who asks. */
  readonly wanted?: ((logTypes: readonly string[]) => boolean) | undefined;
  /** Keep what can be lifted of a rule in Python, and tell the rest as losses. */
  readonly partial?: boolean | undefined;
  /** False: what the Python says of the alert is not lifted where no test asks for it. */
  readonly withAlert?: boolean | undefined;
}

/** Panther's other kinds of analysis, in words. */
const otherKinds: Readonly<Record<string, string>> = {
  scheduled_rule: 'a scheduled rule, which looks at the rows of a query',
  scheduled_query: 'a scheduled query',
  saved_query: 'a saved query',
  correlation_rule: 'a correlation rule, which looks at the matches of other rules',
  policy: 'a policy, which looks at cloud resources',
  global: 'a Python helper',
  datamodel: 'a data model',
  lookup_table: 'a lookup table',
  pack: 'a pack',
};

/** The keys that their own readers check, more closely than the schema can. */
const readElsewhere = new Set([
  'Tests',
  'Detection',
  'InlineFilters',
  'GroupBy',
  'AlertContext',
  'DynamicSeverities',
  'RuleID',
]);

/**
 * Opens a rule file and its sidecar and checks their shape. Undefined where there is nothing to go on with. A value of a
 * wrong type is reported and stays: every reader looks at types again, silently.
 */
export function openRule(input: RuleInput, report: Report): RuleSource | undefined {
  const document = readRuleFile(input, report);
  const sidecar = input.sidecar && readYaml(input.sidecar, report);
  if (document === undefined || !isMapping(document, report)) return undefined;
  const root = new Cursor(document);
  if (!isARule(root, input, report)) return undefined;
  checkShape(root, isRule, report);
  const keys = new Map(root.keys.map((key) => [key, root.get(key)]));
  if (sidecar !== undefined && sidecar.value !== null && isMapping(sidecar, report)) {
    const beside = new Cursor(sidecar);
    const unknown = checkShape(beside, isSidecar, report);
    for (const key of beside.keys.filter((name) => !unknown.includes(name))) {
      const cursor = beside.get(key);
      if (keys.has(key)) report(diagnostic('key-in-both', { key, other: input.file.path }, { span: cursor.keySpan }));
      else keys.set(key, cursor);
    }
  }
  return { file: input.file, keys, get: (key) => keys.get(key) ?? new Cursor(document, [key], undefined) };
}

function readRuleFile({ file, withTests }: RuleInput, report: Report): YamlDocument | undefined {
  if (withTests) return readWithLogs(file, file.text, report);
  const blanked = blankTests(file.text);
  // What fails without its tests (an anchor among them, say) is read whole, and its faults are told.
  const quick = blanked === undefined ? undefined : readYaml(file, () => {}, blanked);
  return quick ?? readYaml(file, report);
}

function isMapping(document: YamlDocument, report: Report): boolean {
  if (isObject(document.value)) return true;
  const got = document.value === null ? 'empty' : kindInWords(document.value);
  report(
    diagnostic(
      'wrong-type',
      { key: document.file.path, wanted: 'a mapping of keys to values', got },
      { span: wholeFile(document.file) },
    ),
  );
  return false;
}

function isARule(root: Cursor, { python }: RuleInput, report: Report): boolean {
  const kind = root.get('AnalysisType');
  if (isScheduled(root) && (python !== undefined || root.get('Condition').given)) return true;
  const other = kind.text !== undefined && Object.hasOwn(otherKinds, kind.text) ? otherKinds[kind.text] : undefined;
  if (other !== undefined) {
    report(diagnostic('unsupported-analysis-type', { type: other, near: [] }, { span: kind.span }));
    return false;
  }
  if (kind.text !== undefined && kind.text !== 'rule') {
    const near = nearNames(kind.text, ['rule', ...Object.keys(otherKinds)]);
    report(
      diagnostic(
        'unsupported-analysis-type',
        { type: `of the unknown kind "${kind.text}"`, near },
        { span: kind.span },
      ),
    );
    return false;
  }
  for (const [key, type] of [
    ['ScheduledQueries', 'a scheduled rule, which looks at the rows of a query'],
    ['BaseDetection', 'derived from another detection (BaseDetection), which is not here'],
  ] as const) {
    const given = root.get(key);
    if (!given.given) continue;
    report(diagnostic('unsupported-analysis-type', { type, near: [] }, { span: given.keySpan }));
    return false;
  }
  return true;
}

/** A scheduled rule looks at the rows of a query: its Python can be lifted like any other, and its tests run. */
function isScheduled(root: Cursor): boolean {
  const table = root.get('Condition').given && root.get('ScheduledQueries').given;
  return root.get('AnalysisType').text === 'scheduled_rule' && (table || root.get('Filename').given);
}

/** Holds a file against its schema; answers the keys that do not belong there. */
function checkShape(root: Cursor, validate: Validator, report: Report): string[] {
  const plain: Record<string, unknown> = {};
  // Given, so that the schema finds it; its own reader looks at the value.
  const give = (key: string, value: unknown): void =>
    void Object.defineProperty(plain, key, { value, enumerable: true });
  const scheduled = isScheduled(root);
  for (const key of root.keys)
    if (!scheduled || !Object.hasOwn(scheduledAsRule, key))
      give(key, readElsewhere.has(key) ? placeholders[key] : forSchema(root.get(key).value ?? null));
  if (scheduled) for (const [key, value] of Object.entries(scheduledAsRule)) give(key, value);
  if (validate(plain)) return [];
  const errors = validate.errors ?? [];
  for (const found of schemaDiagnostics(errors, root.document)) report(found);
  return errors.filter((e) => e.instancePath === '').map((e) => String(e.params['additionalProperty'] ?? ''));
}

/** What a scheduled rule has otherwise than a rule: queries in place of log types. */
const scheduledAsRule: Readonly<Record<string, unknown>> = { AnalysisType: 'rule', LogTypes: ['x'] };

/** Values of the right type for the keys that are read elsewhere. */
const placeholders: Readonly<Record<string, unknown>> = {
  Tests: [],
  Detection: [{ Condition: 'AlwaysTrue' }],
  InlineFilters: [],
  GroupBy: [],
  AlertContext: [],
  DynamicSeverities: [],
  RuleID: 'x',
};
