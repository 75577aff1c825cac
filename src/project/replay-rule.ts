import type { PlacedRule } from '../compile.ts';
import { compileRule } from '../compile.ts';
import { withExceptions } from '../exceptions.ts';
import type { Alert, Match, StreamEvent } from '../ir/alerts.ts';
import { alertsOf, matchesIn } from '../ir/alerts.ts';
import type { Context } from '../ir/evaluate.ts';
import type { JsonObject } from '../ir/json.ts';
import type { Rule } from '../ir/rule.ts';
import type { TextRunner } from '../targets/runner.ts';
import type { Target } from '../targets/target.ts';
import type { Unit } from '../unit.ts';
import type { Bench } from '../verify/judge.ts';
import { contextFor, isStored } from '../verify/judge.ts';
import type { JudgedDifference } from '../verify/streams/judge-streams.ts';
import { judgeReplay } from '../verify/streams/judge-streams.ts';
import { replay } from '../verify/streams/replay.ts';
import { benchOf } from '../verify/verify.ts';
import type { Workspace } from '../workspace.ts';
import { inEnvironment } from '../workspace.ts';
import type { Asking } from './ask-rule.ts';
import { internalError } from './internal-error.ts';

/** A rule's own alerts over a stream and those of each of its texts. */
export interface ReplayedRule {
  readonly rule: Rule;
  readonly stream: readonly StreamEvent[];
  /** Events that the rule matches. */
  readonly matched: number;
  readonly alerts: readonly Alert[];
  readonly texts: readonly ReplayedText[];
}

/** The alerts of one text in one home. */
export interface ReplayedText {
  readonly target: string;
  readonly logType: string;
  /** Null where no home was found. */
  readonly home: string | null;
  /** Why it was not run; then there are no alerts. */
  readonly mute: string | undefined;
  readonly alerts: readonly TextAlert[];
  readonly differences: readonly JudgedDifference[];
}

/** An alert of a text; instants in ms since 1970. */
export interface TextAlert {
  readonly at: number;
  readonly title: string | undefined;
  /** The rule's keys of its events; none of those that the rule does not match. */
  readonly keys: readonly string[];
  /** Positions of its events in the whole stream. */
  readonly positions: readonly number[];
  /** When its first and its last event happened, as it shows them. */
  readonly first: number;
  readonly last: number;
}

/** A rule and what it says of a stream by itself, in an environment. */
export interface OwnReplay extends Pick<ReplayedRule, 'rule' | 'stream'> {
  readonly placed: PlacedRule;
  readonly workspace: Workspace;
  /** In order of arrival. */
  readonly matches: readonly Match[];
}

/** Finds a rule's matches in a stream of events. */
export function replayOwn(
  placed: PlacedRule,
  stream: readonly StreamEvent[],
  { project, publishing }: Pick<Asking, 'project' | 'publishing'>,
): OwnReplay {
  const workspace = inEnvironment(project.workspace, publishing);
  const rule = withExceptions(placed.rule, publishing, undefined, workspace.today);
  return { placed, rule, workspace, stream, matches: matchesIn(rule, stream, contextOfRule(rule, workspace)) };
}

/** The rule's own alerts beside those of its texts. */
export function besideTexts(own: OwnReplay, texts: readonly ReplayedText[]): ReplayedRule {
  const { rule, stream, matches, workspace } = own;
  const alerts = alertsOf(rule, stream, contextOfRule(rule, workspace), matches);
  return { rule, stream, matched: matches.length, alerts, texts };
}

function contextOfRule(rule: Rule, workspace: Workspace): (event: JsonObject) => Context {
  return (event) => contextFor(event, saidLogType(event, rule) ?? rule.logTypes[0] ?? '', workspace);
}

/** Runs a stream of events through a rule's texts on their own schedules, and judges what differs from what the rule says. */
export function replayTexts(
  { placed, rule, workspace, stream, matches }: OwnReplay,
  asking: Asking,
): readonly ReplayedText[] {
  const { publishing } = asking;
  return unitsOf(placed, asking).flatMap(({ unit, target, runner }): readonly ReplayedText[] => {
    const named = { target: target.name, logType: unit.logType, home: unit.home === '' ? null : unit.home };
    const guessed = publishing.guessed.includes(target.name);
    try {
      const meant = withExceptions(rule, publishing, target.name, workspace.today);
      const isOwn = (meant.exceptions ?? []).some(({ targets }) => targets !== undefined);
      const bench = benchOf(unit, { rule: meant, target, runner, workspace, guessed });
      if (bench === undefined) return [mute(named, `refused: ${unit.diagnostics.map((d) => d.message).join(' ')}`)];
      return [
        {
          ...named,
          mute: undefined,
          ...('code' in bench ? none(bench.message) : textOf(bench, stream, isOwn ? undefined : matches)),
        },
      ];
    } catch (error) {
      const fault = internalError(error, rule.file.path);
      asking.report({ ...fault, rule: rule.id, target: target.name });
      return [mute(named, fault.message)];
    }
  });
}

type Named = Pick<ReplayedText, 'target' | 'logType' | 'home'>;

function none(error: string): Omit<ReplayedText, keyof Named> {
  return { mute: error, alerts: [], differences: [] };
}

function mute(named: Named, error: string): ReplayedText {
  return { ...named, ...none(error) };
}

/** The log type that an event says, where the rule has it. */
function saidLogType(event: JsonObject, rule: Rule): string | undefined {
  const said = event['p_log_type'];
  return typeof said === 'string' && rule.logTypes.includes(said) ? said : undefined;
}

function unitsOf(
  placed: PlacedRule,
  { project: { workspace }, publishing, environment, runners }: Asking,
): readonly { readonly unit: Unit; readonly target: Target; readonly runner: TextRunner }[] {
  return workspace.targets.flatMap((target) => {
    const runner = runners.get(target.name);
    if (runner === undefined) return [];
    // Whether the rule is published there is no matter: it is asked what it would do.
    const here = { ...publishing, targets: [target.name], only: undefined, except: [] };
    return compileRule(placed, here, environment, workspace).map((unit) => ({ unit, target, runner }));
  });
}

/** A text over the events that its home holds. */
function textOf(
  bench: Bench,
  stream: readonly StreamEvent[],
  matches: readonly Match[] | undefined,
): Pick<ReplayedText, 'alerts' | 'differences'> {
  const { unit, rule, proof } = bench;
  const holdsAll = proof.mapped.home.when === undefined;
  const held = stream.flatMap((one, position) => {
    const isOther = (saidLogType(one.event, rule) ?? unit.logType) !== unit.logType;
    return isOther || !(holdsAll || isStored(bench, one.event)) ? [] : [position];
  });
  if (held.length === 0) return { alerts: [], differences: [] };
  const isWhole = held.length === stream.length && rule.logTypes.length === 1;
  const events = isWhole ? stream : held.flatMap((position) => stream[position] ?? []);
  const replayed = replay(bench, events, isWhole ? matches : undefined);
  const keyAt = new Map(replayed.matches.map(({ position, key }) => [position, key]));
  const alerts = replayed.fired.map(({ at, sources, title, first, last }): TextAlert => {
    const times = sources.map((position) => events[position]?.time ?? at);
    return {
      at,
      title,
      keys: [...new Set(sources.flatMap((position) => keyAt.get(position) ?? []))].sort(),
      positions: sources.map((position) => held[position] ?? position),
      first: first ?? times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
      last: last ?? times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    };
  });
  return { alerts, differences: rule.lifecycle.createAlert ? judgeReplay(bench, replayed) : [] };
}
