import type { Report, Severity } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Output, SeverityCases, SeverityLevel } from '../../ir/rule.ts';
import { severityLevels } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import type { Binder } from './bind-elements.ts';
import type { LiftedAlert } from './lifted.ts';
import { placeOf } from './scope.ts';
import type { Cond, DataSym, Fault, Machine, Scope, Sym } from './sym.ts';
import { str } from './sym.ts';
import type { Plain } from './terms.ts';
import { textOf } from './text.ts';
import { carriedFault, faultIn, toValue, typesOf } from './values.ts';

/** A module after its rule() has run. */
export interface Lifting {
  readonly machine: Machine;
  readonly scope: Scope;
  readonly event: DataSym;
  /** Runs code for each log type where it asks the data model. */
  readonly ask: (run: () => Sym) => Sym;
  readonly binder: Binder;
}

/** Lifts the functions that say what an alert is like. What cannot be lifted is reported and left out. */
export function liftAlert(
  { machine, scope, event, ask, binder }: Lifting,
  usual: SeverityLevel,
  report: Report,
): LiftedAlert {
  const call = (name: string): Sym | undefined => {
    const fn = machine.variable(scope.frame, name);
    if (fn === undefined || fn.kind === 'unbound') return undefined;
    const span = fn.kind === 'function' ? placeOf(fn.scope, fn.node) : undefined;
    const run = machine.apart(() =>
      ask(() => machine.call(fn, { positional: [event], named: new Map() }, span ?? placeOf(scope, {}))),
    );
    machine.keep(run.written);
    return run.answer;
  };
  const tell = (name: string, { construct, why, span }: Fault, severity: Severity = 'warning'): undefined => {
    report(diagnostic('python-alert-unsupported', { function: name, construct, why }, { span, severity }));
    return undefined;
  };
  const grouped = machine.variable(scope.frame, 'dedup') !== undefined;
  // What alerts are grouped and counted by is part of what the rule means.
  const severityOf = (name: string): Severity =>
    name === 'dedup' || name === 'unique' || (name === 'title' && !grouped) ? 'error' : 'warning';
  const text = (name: string): Value | undefined => {
    const answer = call(name);
    if (answer === undefined) return undefined;
    const said = typesOf(machine, answer) === str ? answer : textOf(machine, answer, placeOf(scope, {}));
    const value = toValue(machine, said);
    return value.kind === 'unknown' ? tell(name, value.fault, severityOf(name)) : binder.value(value);
  };
  const title = text('title');
  const key = text('dedup');
  const unique = text('unique');
  const description = text('description');
  const reference = text('reference');
  const runbook = text('runbook');
  const severity = call('severity');
  const cases = severity && severityCases(machine, severity, usual, binder);
  if (cases !== undefined && 'construct' in cases) tell('severity', cases);
  const context = call('alert_context');
  const outputs = context && outputsOf(machine, context, binder, (fault) => tell('alert_context', fault));
  const destinations = call('destinations');
  const sent = destinations && toValue(machine, destinations);
  return {
    ...(title ? { title } : {}),
    ...(key ? { key, keyedBy: 'group-by' as const } : {}),
    ...(unique ? { distinct: unique } : {}),
    ...(description ? { description } : {}),
    ...(reference ? { reference } : {}),
    ...(runbook ? { runbook } : {}),
    ...(cases && !('construct' in cases) ? { severity: cases } : {}),
    ...(outputs ? { outputs } : {}),
    ...(sent && sent.kind !== 'unknown' ? { destinations: binder.value(sent) } : {}),
  };
}

/** The severity as cases, in the order in which the Python decides. */
function severityCases(machine: Machine, answer: Sym, usual: SeverityLevel, binder: Binder): SeverityCases | Fault {
  const { terms } = machine;
  const cases: { when: Plain; severity: SeverityLevel }[] = [];
  let fault: Fault | undefined;
  const add = (when: Cond, severity: SeverityLevel): void => {
    const plain = terms.plain(when);
    if (plain === undefined) fault ??= faultIn(when) ?? carriedFault(undefined);
    else if (plain.kind !== 'false') cases.push({ when: binder.condition(plain), severity });
  };
  const visit = (sym: Sym, when: Cond): void => {
    switch (sym.kind) {
      case 'choice':
        visit(sym.then, terms.and(when, sym.when));
        visit(sym.otherwise, terms.and(when, terms.not(sym.when)));
        return;
      case 'const':
        add(when, levelOf(sym.value) ?? usual);
        return;
      case 'data': {
        const upper = terms.call('upper', terms.call('str', sym.value));
        for (const level of severityLevels)
          add(terms.and(when, terms.test(upper, 'eq', [terms.literal(level.toUpperCase())])), level);
        return;
      }
      case 'unknown':
        fault ??= sym.fault;
        return;
      default:
        return;
    }
  };
  visit(answer, terms.yes);
  if (fault !== undefined) return fault;
  return settled(cases, usual);
}

function levelOf(value: unknown): SeverityLevel | undefined {
  if (typeof value !== 'string') return undefined;
  return severityLevels.find((level) => level.toUpperCase() === value.toUpperCase());
}

/** Without cases that give what would come out anyway at the end. */
function settled(cases: { when: Plain; severity: SeverityLevel }[], usual: SeverityLevel): SeverityCases {
  const [last] = cases.slice(-1);
  const otherwise = last?.when.kind === 'true' ? last.severity : usual;
  const kept = last?.when.kind === 'true' ? cases.slice(0, -1) : [...cases];
  while (kept.at(-1)?.severity === otherwise) kept.pop();
  return { otherwise, cases: kept };
}

/** The entries of the context as outputs. */
function outputsOf(
  machine: Machine,
  context: Sym,
  binder: Binder,
  tell: (fault: Fault) => void,
): readonly Output[] | undefined {
  const { terms } = machine;
  const outputs = new Map<string, Value>();
  let sound = true;
  const visit = (sym: Sym, when: Cond): void => {
    if (sym.kind === 'choice') {
      visit(sym.then, terms.and(when, sym.when));
      visit(sym.otherwise, terms.and(when, terms.not(sym.when)));
      return;
    }
    const content = sym.kind === 'object' ? machine.contentOf(sym) : undefined;
    if (content?.kind !== 'dict') {
      if (sym.kind === 'const' && sym.value === null) return;
      const whole = toValue(machine, sym);
      if (whole.kind === 'unknown') {
        sound = false;
        tell(whole.fault);
      } else put('alert_context', whole, when);
      return;
    }
    const isComputed = content.entries.some((one) => one.key.kind !== 'const' || one.loops.length > 0);
    const whole = isComputed ? toValue(machine, sym) : undefined;
    if (whole !== undefined && whole.kind !== 'unknown') {
      // Its keys are known on an event alone: it stands under one name.
      put('alert_context', whole, when);
      return;
    }
    for (const entry of content.entries) {
      const value = toValue(machine, entry.value);
      if (entry.key.kind !== 'const' || entry.loops.length > 0) {
        tell({ construct: 'an entry with a computed key', why: 'an output has a name of its own', span: undefined });
        continue;
      }
      if (value.kind === 'unknown') tell(value.fault);
      else put(String(entry.key.value), value, terms.and(when, entry.when));
    }
  };
  const put = (name: string, value: Value, when: Cond): void => {
    const plain = terms.plain(when);
    if (plain === undefined) {
      tell(faultIn(when) ?? carriedFault(undefined));
      return;
    }
    const before = outputs.get(name) ?? terms.literal(null);
    outputs.set(name, terms.choose(plain, value, before));
  };
  visit(context, terms.yes);
  if (!sound && outputs.size === 0) return undefined;
  return [...outputs].map(([name, value]): Output => ({ name, value: binder.value(value) }));
}
