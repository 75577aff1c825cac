import type { Paint } from '../diagnostics/code-frame.ts';
import { visible } from '../diagnostics/code-frame.ts';
import type { Alert } from '../ir/alerts.ts';
import type { ReplayedText, TextAlert } from '../project/replay-rule.ts';
import type { JudgedDifference } from '../verify/streams/judge-streams.ts';
import { fold } from './fold.ts';
import type { Shown } from './replay.ts';
import type { PairedAlert } from './replay-pairs.ts';
import { pairedAlerts } from './replay-pairs.ts';

/** The rule's alerts, below each those of the texts about its events; then each text's others, and what explains the differences. */
export function replayText(shown: Shown, width: number, paint: Paint): string {
  const { rule, stream, matched, alerts, undeclared } = shown;
  const asked = shown.texts
    .filter(({ mute }) => mute === undefined)
    .map((text) => ({ text, name: nameOf(text), paired: pairedAlerts(text, alerts) }));
  const wide = Math.max(0, ...asked.map(({ name }) => name.length));
  const own = alerts.map((alert, i) => [
    `${paint.bold(instant(alert.at))}  ${alert.severity}  ${visible(alert.title)}`,
    `  key ${visible(alert.key)}`,
    `  ${span(alert.positions.length, ...endsOf(alert, shown), alert.at)}`,
    ...asked.flatMap(({ name, paired }) => {
      const theirs = paired.filter(({ of }) => of.includes(i));
      const label = `  ${name.padEnd(wide)}  `;
      return theirs.length === 0 ? [`${label}no alert`] : theirs.map((one) => label + toldBeside(one.alert, alert));
    }),
  ]);
  const others = asked.flatMap(({ name, paired }) => {
    const only = paired.filter(({ of }) => of.length === 0);
    return only.length === 0 ? [] : [[`Only by ${name}:`, ...only.flatMap(toldAlone)]];
  });
  const ends = shown.texts.map((text) => [lineOf(text), ...text.differences.map(differenceLine)]);
  const head = `${count(alerts.length, 'alert')} by the rule, from ${matched} matches among ${count(stream.length, 'event')}.`;
  const silent = rule.lifecycle.createAlert
    ? []
    : [['The rule makes signals, no alerts (CreateAlert: false): differences are not judged.']];
  const last = undeclared === 0 ? [] : [[`${count(undeclared, 'undeclared difference')}: faults of rulegen.`]];
  return [[head], ...silent, ...own, ...others, ends.flat(), ...last]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => fold(line, width, 6)).join('\n'))
    .join('\n\n');
}

function endsOf({ positions }: Alert, { stream }: Shown): readonly [number, number] {
  const times = positions.map((position) => stream[position]?.time ?? 0);
  return [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
}

/** An alert of a text as it stands beside the rule's: when, by how much later, its events, its title where it is another. */
function toldBeside({ at, title, positions, first, last }: TextAlert, alert: Alert): string {
  const differs = title !== undefined && title !== alert.title ? `, titled ${visible(title)}` : '';
  return `${clock(at, alert.at)} (${apart(at - alert.at)}), ${span(positions.length, first, last, alert.at)}${differs}`;
}

function toldAlone({ alert }: PairedAlert): readonly string[] {
  const { at, title, keys, positions, first, last } = alert;
  const about = keys.length === 0 ? 'about no match of the rule' : `key ${keys.map(visible).join(' and ')}`;
  return [
    `  ${instant(at)}${title === undefined ? '' : `  ${visible(title)}`}`,
    `    ${about}, ${span(positions.length, first, last, at)}`,
  ];
}

function lineOf(text: ReplayedText): string {
  if (text.mute !== undefined) return `${nameOf(text)} was not run: ${visible(text.mute)}`;
  const { length } = text.differences;
  return `${nameOf(text)}: ${count(text.alerts.length, 'alert')}, ${length === 0 ? 'as by the rule' : count(length, 'difference')}.`;
}

function differenceLine({ difference, reasons }: JudgedDifference): string {
  const { key, wanted, text, span: end } = difference;
  const what =
    end !== undefined
      ? `the ${end.end} event is of ${instant(end.text)}, by the rule of ${instant(end.wanted)}`
      : difference.only !== undefined
        ? 'events of several keys stand in one alert'
        : `${count(text, 'alert')}, by the rule ${wanted}`;
  const why = [...new Set(reasons.map(({ code, direction }) => `${code} (${direction})`))].join(', ');
  return `  ${visible(key)}: ${what}: ${why === '' ? 'undeclared, a fault of rulegen' : why}`;
}

function nameOf({ target, home }: Pick<ReplayedText, 'target' | 'home'>): string {
  return home === null ? target : `${target}/${home}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function span(events: number, first: number, last: number, beside: number): string {
  const when = first === last ? `at ${clock(first, beside)}` : `${clock(first, beside)} to ${clock(last, beside)}`;
  return `${count(events, 'event')}, ${when}`;
}

function instant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** An instant without its day where that is another's. */
function clock(at: number, beside: number): string {
  const [text, other] = [instant(at), instant(beside)];
  return text.slice(0, 10) === other.slice(0, 10) ? text.slice(11) : text;
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** How much later or earlier, in its two greatest units: `6m later`, `1h 30m earlier`. */
function apart(milliseconds: number): string {
  let left = Math.round(Math.abs(milliseconds) / 1000);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const whole = Math.floor(left / size);
    left -= whole * size;
    if (whole > 0) parts.push(`${whole}${unit}`);
  }
  if (parts.length === 0) return 'at once';
  return `${parts.slice(0, 2).join(' ')} ${milliseconds < 0 ? 'earlier' : 'later'}`;
}
