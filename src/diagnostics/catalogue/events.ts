import { entry } from '../entry.ts';

/** Codes about files of events. */
export const eventsCatalogue = {
  'event-broken': entry<{ place: string; detail: string }>({
    severity: 'error',
    message: (p) => `${p.place}: ${p.detail}`,
    why: 'An event that cannot be read is not asked; the others are.',
    fix: 'Events are JSON objects: one alone, a list of them, or one a line (NDJSON).',
  }),
  'events-stopped': entry<{ place: string; detail: string }>({
    severity: 'error',
    message: (p) => `${p.place}: ${p.detail} Nothing after it was read.`,
    why: 'Inside a list or an object over several lines there is no telling where the next event begins.',
    fix: 'Mend the text there, or write one event a line (NDJSON): then one broken line costs one event.',
  }),
  'events-more-broken': entry<{ path: string; count: number }>({
    severity: 'error',
    message: (p) => `${p.path}: ${p.count} more events cannot be read.`,
    why: 'Only the first are told one by one.',
    fix: 'Mend those that are told; the rest mostly has the same fault.',
  }),
  'events-compressed': entry<{ path: string }>({
    severity: 'error',
    message: (p) => `${p.path} is compressed.`,
    why: 'Only plain text is read as events.',
    fix: 'Unpack it into a pipe: zcat FILE | rulegen … -',
  }),
  'events-no-log-type': entry<{ place: string; known: readonly string[] }>({
    severity: 'error',
    message: (p) => `${p.place}: the event does not say its log type.`,
    why: 'The log type decides which columns hold the event.',
    fix: (p) => `Name it with --log-type, or give events a p_log_type. Known: ${p.known.join(', ')}.`,
  }),
  'events-not-stored': entry<{ count: number; logType: string; target: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.count === 1 ? 'One event' : `${p.count} events`} of ${p.logType} ${p.count === 1 ? 'is' : 'are'} in no home of ${p.target}.`,
    why: 'A home holds only events that its `when` lets in.',
    fix: 'Look at the homes of the log type: rulegen targets --log-type NAME. Another one may be chosen with --home.',
  }),
  'events-timeless': entry<{ count: number; rule: string }>({
    severity: 'warning',
    message: (p) =>
      `${p.count === 1 ? 'One event does' : `${p.count} events do`} not say when ${p.count === 1 ? 'it' : 'they'} happened: a replay of ${p.rule} leaves ${p.count === 1 ? 'it' : 'them'} out.`,
    why: 'Windows and schedules need times.',
    fix: 'The field that the schema of the log type marks with isEventTime, or p_event_time, must hold a time.',
  }),
  'unknown-rule': entry<{ id: string; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `There is no rule file and no rule with the id "${p.id}".`,
    why: 'Rules are named by their file or by their RuleID.',
    fix: (p) =>
      p.near.length > 0
        ? `Did you mean ${p.near.map((name) => `"${name}"`).join(' or ')}?`
        : 'Look at the RuleIDs below your rules folders.',
  }),
  'wrong-usage': entry<{ detail: string }>({
    severity: 'error',
    message: (p) => p.detail,
    why: 'The command cannot tell what to do.',
    fix: 'rulegen COMMAND --help lists arguments and options.',
  }),
};
