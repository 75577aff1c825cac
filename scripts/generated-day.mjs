import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { parse } from 'yaml';

const start = Date.UTC(2026, 0, 5);
const day = 86_400_000;
/** Bursts of one key: how many events, and after how many others the next begins. */
const burst = { length: 40, every: 1600 };
const keys = 40;

/**
 * Writes a day of events of a rule's log type as NDJSON, the same each time: the events of the rule's own tests with other users and
 * addresses, few of which match but in bursts; each says when it happened and when it arrived, one in a hundred twenty minutes late.
 */
export function writeDay(path, ruleFile, count, change) {
  const tests = (parse(readFileSync(ruleFile, 'utf8')).Tests ?? []).filter((test) => test.Log);
  const matching = tests.filter((test) => test.ExpectedResult).map((test) => test.Log);
  const other = tests.filter((test) => !test.ExpectedResult).map((test) => test.Log);
  const random = generator(20260105);
  const file = openSync(path, 'w');
  let lines = [];
  for (let i = 0; i < count; i++) {
    const time = start + Math.floor((i / count) * day);
    const isBurst = i % burst.every < burst.length;
    const key = isBurst ? Math.floor(i / burst.every) % keys : Math.floor(random() * keys);
    const from = random() < (isBurst ? 0.9 : 0.02) ? matching : other;
    const late = random() < 0.01 ? 20 * 60_000 : 0;
    const user = `user${Math.floor(random() * 300)}@example.com`;
    const event = change(from[i % from.length], { user, key, matches: from === matching });
    const arrived = time + 20_000 + Math.floor(random() * 120_000) + late;
    lines.push(JSON.stringify({ ...event, published: iso(time), p_parse_time: iso(arrived) }));
    if (lines.length === 1000 || i === count - 1) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  closeSync(file);
}

function iso(instant) {
  return new Date(instant).toISOString();
}

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
