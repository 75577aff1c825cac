import type { Report } from '../../diagnostics/diagnostic.ts';
import { wholeFile } from '../../diagnostics/source.ts';
import { getAttribute } from './attribute.ts';
import { makeBinder } from './bind-elements.ts';
import type { Asking } from './by-log-type.ts';
import { byLogType } from './by-log-type.ts';
import { callSym } from './call.ts';
import { memberOf } from './classes.ts';
import { askModel } from './data-model-fields.ts';
import { unsupported } from './findings.ts';
import { liftAlert } from './lift-alert.ts';
import type { LiftedRule, LiftInput, PartialLoss } from './lifted.ts';
import { makeMachine } from './machine.ts';
import { mockOf } from './mocks.ts';
import { makeModuleLoader } from './module-loader.ts';
import type { Cond, DataSym, Fault, Machine, Sym } from './sym.ts';
import { dict } from './sym.ts';
import { makeTerms } from './terms.ts';
import { faultsIn, fromJson, truthOf } from './values.ts';
import { widened } from './widen.ts';

/** Lifts `rule(event)` and the functions beside it. Undefined after reporting what cannot be lifted. */
export function liftRule(input: LiftInput, report: Report): LiftedRule | undefined {
  const terms = makeTerms();
  const loader = makeModuleLoader(input.sources);
  const event: DataSym = {
    kind: 'data',
    value: terms.reference({ scope: 'event', path: [] }),
    types: dict,
    nature: 'event',
  };
  const asking: Asking = { logType: undefined };
  const machine: Machine = makeMachine(terms, {
    call: callSym,
    importModule: (inner, name, span) => loader.find(inner, name, span),
    attribute: getAttribute,
    truth: truthIn,
    udm: (inner, args, span) => askModel(inner, { sources: input.sources, loader, event, asking }, args, span),
  });
  const logType = terms.steps(event.value, ['p_log_type']);
  const ask = (run: () => Sym): Sym => byLogType(machine, input, logType, asking, run);
  const span = wholeFile(input.module.file);
  const { scope } = loader.load(machine, input.module);
  for (const mock of input.mocks)
    machine.setVariable(
      scope.frame,
      mock.name,
      mockOf(() => fromJson(machine, mock.value)),
    );
  const rule = machine.variable(scope.frame, 'rule');
  if (rule === undefined) {
    report(unsupported('A module without rule(event)', 'there is nothing to lift', span));
    return undefined;
  }
  machine.seal();
  const run = machine.apart(() => ask(() => machine.call(rule, { positional: [event], named: new Map() }, span)));
  const given = isTrue(machine, run.answer);
  // A test that replaces names runs alone.
  const leaks = (input.mocks.length > 0 ? [] : machine.leaks()).map((fault) => terms.unlifted(fault));
  const raised = terms.or(...run.raises.map((r) => r.when), ...leaks);
  // Not of one `or`: a condition that is always true would hide the others.
  const losses = [...new Set([...faultsIn(given), ...faultsIn(raised)])];
  const [condition, raises] = input.partial
    ? [widened(terms, given, true), widened(terms, raised, false)]
    : [terms.plain(given), terms.plain(raised)];
  const isEmpty = input.partial && losses.length > 0 && condition?.kind === 'true';
  if (condition === undefined || raises === undefined || isEmpty) {
    for (const { construct, why, span: at } of told(losses)) report(unsupported(construct, why, at));
    return undefined;
  }
  machine.keep(run.written);
  const binder = makeBinder(terms);
  const alert =
    input.withAlert !== false ? liftAlert({ machine, scope, event, ask, binder }, input.severity, report) : {};
  return {
    condition: binder.condition(condition),
    raises: binder.condition(raises),
    alert,
    losses: input.partial ? losses.map((one): PartialLoss => one) : [],
  };
}

/** Each construct once, where it stands first. */
function told(faults: readonly Fault[]): readonly Fault[] {
  const known = new Map<string, Fault>();
  for (const fault of faults) {
    const mark = `${fault.construct}\0${fault.why}`;
    if (!known.has(mark)) known.set(mark, fault);
  }
  return [...known.values()];
}

/** Whether a rule's answer is the boolean True; any other answer is an error to Panther, and no match. */
function isTrue(machine: Machine, answer: Sym): Cond {
  const { terms } = machine;
  switch (answer.kind) {
    case 'bool':
      return answer.when;
    case 'const':
      return answer.value === true ? terms.yes : terms.no;
    case 'data':
      return terms.test(answer.value, 'is_true');
    case 'choice':
      return terms.or(
        terms.and(answer.when, isTrue(machine, answer.then)),
        terms.and(terms.not(answer.when), isTrue(machine, answer.otherwise)),
      );
    case 'unknown':
      return terms.unlifted(answer.fault);
    default:
      return terms.no;
  }
}

/** Python's truth, which classes of the checkout may define. */
function truthIn(machine: Machine, sym: Sym): Cond {
  const content = sym.kind === 'object' ? machine.contentOf(sym) : undefined;
  if (content?.kind !== 'instance') return truthOf(machine, sym);
  for (const name of ['__bool__', '__len__']) {
    const method = memberOf(content.of, name);
    if (method !== undefined)
      return truthOf(machine, machine.call(method, { positional: [sym], named: new Map() }, nowhere));
  }
  return machine.terms.yes;
}

const nowhere = { file: { path: '', text: '' }, start: 0, end: 0 };
