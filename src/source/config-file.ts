import type { AcceptedRefusal, Config, Environment, Publishing } from '../config.ts';
import type { Diagnostic, Report, Severity } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { config as validate } from '../generated/validators.js';
import type { Json } from '../ir/json.ts';
import { isObject } from '../ir/json.ts';
import type { SeverityLevel } from '../ir/rule.ts';
import { checkName } from './checked-file.ts';
import { checkTargets, checkWaivers } from './config-checks.ts';
import { Cursor } from './cursor.ts';
import { forSchema, schemaDiagnostics } from './schema-errors.ts';
import { byEnvironment, withoutWrong } from './wrong-environments.ts';
import { readYaml } from './yaml.ts';

/** Where nothing is configured. The ATT&CK version is each target's own. */
const standard: Publishing = {
  targets: [],
  homes: {},
  options: {},
  author: undefined,
  attackVersion: {},
  everyMinutes: 15,
  schedule: {},
  lag: {},
  only: undefined,
  except: [],
  disabled: [],
  severity: {},
  waivers: [],
  acceptedRefusals: [],
  guessed: [],
  idNamespace: 'urn:rulegen:rule:',
};

/**
 * Reads `rulegen.yml`. Reports everything that is wrong with it and answers the defaults then, as for no file.
 * `targets`: the names of all targets, which are built where the file names none.
 */
export function readConfig(file: SourceFile | undefined, report: Report, targets: readonly string[] = []): Config {
  const defaults: Config = {
    file,
    rules: ['rules'],
    out: 'dist',
    base: { ...standard, targets },
    environments: [],
    lint: {},
    minimumTests: 0,
    openLogTypes: [],
  };
  if (file === undefined) return defaults;
  const document = readYaml(file, report);
  if (document === undefined) return defaults;
  const root = new Cursor(document);
  const isSound = validate(forSchema(document.value));
  const found: Diagnostic[] = isSound ? [] : schemaDiagnostics(validate.errors ?? [], document);
  const environments = root.get('environments');
  const shape = byEnvironment(found, environments);
  // A value of a wrong type outside an environment leaves nothing to go on with; nor do environments that are all wrong.
  if (shape.general.length > 0 || (found.length > 0 && shape.wrong.length === environments.keys.length)) {
    found.forEach(report);
    return defaults;
  }
  checkTargets(root, targets, (one) => found.push(one));
  checkWaivers(root, (one) => found.push(one));
  for (const name of environments.keys) checkName(environments.get(name), (one) => found.push(one));
  const rules = root.get('rules');
  const base = readPublishing(root, defaults.base);
  const { general, wrong } = byEnvironment(found, environments);
  general.forEach(report);
  const config: Config = {
    file,
    rules: texts(rules) ?? (rules.text === undefined ? defaults.rules : [rules.text]),
    out: root.get('out').text ?? defaults.out,
    base,
    environments: environments.keys.map(
      (name): Environment => ({
        name,
        span: environments.get(name).keySpan,
        ...readPublishing(environments.get(name), base),
      }),
    ),
    lint: record<'off' | Severity>(root.get('lint')),
    minimumTests: number(root.get('minimumTests')) ?? defaults.minimumTests,
    openLogTypes: texts(root.get('openLogTypes')) ?? defaults.openLogTypes,
  };
  return withoutWrong(config, wrong, report);
}

/** The publishing keys of the file or of an environment, over those that hold without them. The schema has checked their types. */
function readPublishing(at: Cursor, under: Publishing): Publishing {
  return {
    targets: texts(at.get('targets')) ?? under.targets,
    homes: merged(under.homes, at.get('homes')),
    options: merged(under.options, at.get('options')),
    author: at.get('author').text ?? under.author,
    attackVersion: { ...under.attackVersion, ...readAttackVersion(at.get('attackVersion')) },
    everyMinutes: number(at.get('everyMinutes')) ?? under.everyMinutes,
    schedule: { ...numbers(at.get('schedule')), ...without(under.schedule, at.get('schedule').keys) },
    lag: { ...under.lag, ...numbers(at.get('lag')) },
    only: texts(at.get('only')) ?? under.only,
    except: texts(at.get('except')) ?? under.except,
    disabled: texts(at.get('disabled')) ?? under.disabled,
    severity: { ...record<SeverityLevel>(at.get('severity')), ...without(under.severity, at.get('severity').keys) },
    waivers: [...at.get('waivers').items.map(readWaiver), ...under.waivers],
    acceptedRefusals: [...at.get('acceptedRefusals').items.map(readRefusal), ...under.acceptedRefusals],
    guessed: texts(at.get('guessed')) ?? under.guessed,
    idNamespace: at.get('idNamespace').text ?? under.idNamespace,
  };
}

function readWaiver(at: Cursor): Publishing['waivers'][number] {
  return {
    rule: at.get('rule').text ?? '',
    target: at.get('target').text ?? '',
    code: at.get('code').text ?? '',
    reason: at.get('reason').text ?? '',
    field: at.get('field').text,
    expires: at.get('expires').text,
    span: at.span,
  };
}

function readRefusal(at: Cursor): AcceptedRefusal {
  return {
    rule: at.get('rule').text ?? '',
    target: at.get('target').text ?? '',
    reason: at.get('reason').text ?? '',
    span: at.span,
  };
}

/** One version for all targets is the default of a map. */
function readAttackVersion(at: Cursor): Publishing['attackVersion'] {
  // The schema knows 18 and 19 only.
  if (typeof at.value === 'bigint') return { default: Number(at.value) as 18 | 19 };
  return Object.fromEntries(at.keys.map((target) => [target, Number(at.get(target).value) as 18 | 19]));
}

/** Maps of maps: the inner keys of an environment go over those of the same target. */
function merged<T extends Json>(
  under: Readonly<Record<string, Readonly<Record<string, T>>>>,
  at: Cursor,
): Readonly<Record<string, Readonly<Record<string, T>>>> {
  const own = at.keys.map((key) => [key, { ...under[key], ...record<T>(at.get(key)) }] as const);
  return { ...under, ...Object.fromEntries(own) };
}

function without<T>(from: Readonly<Record<string, T>>, keys: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)));
}

function texts(at: Cursor): readonly string[] | undefined {
  return Array.isArray(at.value) ? at.items.flatMap((item) => item.text ?? []) : undefined;
}

function number(at: Cursor): number | undefined {
  return typeof at.value === 'bigint' || typeof at.value === 'number' ? Number(at.value) : undefined;
}

function numbers(at: Cursor): Readonly<Record<string, number>> {
  return Object.fromEntries(at.keys.map((key) => [key, number(at.get(key)) ?? 0]));
}

/** A mapping whose values the schema has checked to be `T`. */
function record<T extends Json>(at: Cursor): Readonly<Record<string, T>> {
  return isObject(at.value) ? (Object.fromEntries(Object.entries(at.value)) as Record<string, T>) : {};
}
