// Measures whole processes: `npm run bench [build] [tenants] [proof] [replay] [rules…]` prints medians of several runs. Needs a build (npm run build).
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { writeDay } from './generated-day.mjs';

const root = resolve(import.meta.dirname, '..');
const bin = join(root, 'bin/rulegen.js');
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const wants = (part) =>
  process.argv.includes(part) || !['build', 'tenants', 'proof', 'replay'].some((one) => process.argv.includes(one));
const sources = readdirSync(join(root, 'rules'), { recursive: true })
  .filter((name) => name.endsWith('.yml') && !name.endsWith('.rulegen.yml'))
  .filter((name) => /^Condition:/m.test(readFileSync(join(root, 'rules', name), 'utf8')))
  .sort()
  .map((name) => readFileSync(join(root, 'rules', name), 'utf8'));
const scratch = mkdtempSync(join(tmpdir(), 'rulegen-bench-'));

/** Runs node with the peak memory of the process appended by a preload. */
function run(args, cwd) {
  const probe = join(scratch, 'probe.cjs');
  writeFileSync(
    probe,
    "process.on('exit', () => { const u = process.resourceUsage(); require('node:fs').writeFileSync(process.env.BENCH_OUT, JSON.stringify({ cpu: (u.userCPUTime + u.systemCPUTime) / 1000, rss: u.maxRSS / 1024 })); });",
  );
  const out = join(scratch, 'usage.json');
  const began = performance.now();
  const ran = spawnSync(process.execPath, ['--require', probe, ...args], {
    cwd,
    env: { ...process.env, BENCH_OUT: out },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = performance.now() - began;
  if (ran.status !== 0) console.error(`  exit code ${ran.status}: ${ran.stdout.trim().split('\n').at(-1)}`);
  return { wall, ...JSON.parse(readFileSync(out, 'utf8')) };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Prints the medians of several runs; `before` is not measured. */
function measure(label, times, args, cwd = scratch, before = () => {}) {
  const runs = Array.from({ length: times }, () => {
    before();
    return run(args, cwd);
  });
  const middle = (key) => median(runs.map((one) => one[key]));
  const column = (key) => middle(key).toFixed(0).padStart(8);
  console.log(`${label.padEnd(34)}${column('wall')} ms ${column('cpu')} ms CPU ${column('rss')} MB`);
  return { wall: middle('wall'), cpu: middle('cpu') };
}

/** A project of `count` rules, ours with numbered ids. */
function project(count) {
  const folder = join(scratch, String(count));
  if (existsSync(join(root, 'lists'))) cpSync(join(root, 'lists'), join(folder, 'lists'), { recursive: true });
  mkdirSync(folder, { recursive: true });
  // What is accepted of a rule is accepted of its numbered copies.
  if (existsSync(join(root, 'rulegen.yml'))) {
    const config = readFileSync(join(root, 'rulegen.yml'), 'utf8');
    writeFileSync(join(folder, 'rulegen.yml'), config.replace(/(\brule: *)["']?([\w.-]+)["']?/g, '$1"$2.N*"'));
  }
  for (let i = 0; i < count; i++) {
    const inside = join(folder, 'rules', String(Math.floor(i / 100)));
    mkdirSync(inside, { recursive: true });
    const text = sources[i % sources.length].replace(/^RuleID: *"?([^"\n]+)"?/m, `RuleID: $1.N${i}`);
    writeFileSync(join(inside, `r${i}.yml`), text);
  }
  return folder;
}

/** The events of our rules' own tests over and over, as NDJSON of about that many bytes; gives how many there are. */
function writeEvents(path, bytes, logType) {
  const tests = sources.map((text) => parse(text)).filter((rule) => rule.LogTypes.includes(logType));
  const lines = tests.flatMap((rule) =>
    (rule.Tests ?? []).flatMap((test) => (test.Log ? `${JSON.stringify(test.Log)}\n` : [])),
  );
  const block = lines.join('');
  const file = openSync(path, 'w');
  let count = 0;
  for (let written = 0; written < bytes; count += lines.length) written += writeSync(file, block);
  closeSync(file);
  return count;
}

function measureBuilds() {
  measure('node -e 0', 9, ['-e', '0']);
  measure('rulegen --version', 9, [bin, '--version']);
  const one = project(1);
  const clean = (folder) => () => rmSync(join(folder, 'dist'), { recursive: true, force: true });
  measure('one rule, every target, cold', 7, [bin, 'build'], one, clean(one));
  for (const size of sizes.length > 0 ? sizes : [1000, 2000, 4000]) {
    const folder = project(size);
    measure(`${size} rules, every target, cold`, 3, [bin, 'build'], folder, clean(folder));
    measure(`${size} rules, nothing changed`, 3, [bin, 'build'], folder);
  }
}

/** Environments that differ in what tenants do: switched-off rules, severities, schedule, macros. */
function addEnvironments(folder, count) {
  const environments = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `tenant-${i}`,
      {
        except: [`*.N${i}`],
        disabled: [`*.N*${i}`],
        ...(i % 2 === 0 && { severity: { [`*.N${i + 1}*`]: 'Low' } }),
        ...(i % 5 === 0 && { everyMinutes: 30 }),
        ...(i % 3 === 0 && { options: { spl: { index_macro: `tenant_${i}` } } }),
      },
    ]),
  );
  const path = join(folder, 'rulegen.yml');
  const config = existsSync(path) ? parse(readFileSync(path, 'utf8')) : {};
  writeFileSync(path, stringify({ ...config, environments }));
}

function measureTenants() {
  const folder = project(sizes[0] ?? 300);
  addEnvironments(folder, 30);
  const clean = () => rmSync(join(folder, 'dist'), { recursive: true, force: true });
  measure('30 environments, cold', 1, [bin, 'build'], folder, clean);
  measure('30 environments, nothing changed', 3, [bin, 'build'], folder);
}

function measureProof() {
  for (const size of sizes.length > 0 ? sizes : [1000])
    measure(`${size} rules, verify, every target`, 1, [bin, 'verify'], project(size));
  const events = join(scratch, 'events.ndjson');
  const rule = 'Okta.Support.Reset';
  const count = writeEvents(events, 40e6, 'Okta.SystemLog');
  const ask = (...more) => [bin, 'match', rule, events, '--summary', ...more];
  const alone = measure(`match, ${count} events, 40 MB`, 3, ask(), root);
  for (const target of ['sigma', 'spl', 'kql', 'yaral']) {
    const asked = measure(`  and the text of ${target}`, 3, ask('-t', target), root);
    console.log(
      `${''.padEnd(34)}${Math.round((count / (asked.cpu - alone.cpu)) * 1000).toLocaleString('en')} events/s of CPU time`,
    );
  }
  for (const megabytes of [100, 400]) {
    writeEvents(events, megabytes * 1e6, 'Okta.SystemLog');
    const { wall } = measure(`match over ${megabytes} MB of NDJSON`, 1, ask(), root);
    console.log(`${''.padEnd(34)}${(statSync(events).size / 1000 / wall).toFixed(0)} MB/s`);
  }
}

/** Rules whose alerts are replayed, and how another user and another key come into their events. */
const replays = [
  {
    rule: 'rules/okta/okta_password_spray.yml',
    change: (event, { user, key, matches }) => ({
      ...event,
      actor: { ...event.actor, alternateId: user },
      client: matches ? { ...event.client, ipAddress: `81.2.69.${100 + key}` } : event.client,
    }),
  },
  {
    rule: 'rules/okta/okta_support_reset.yml',
    change: (event, { key }) => ({ ...event, target: [{ type: 'User', alternateId: `user${key}@example.com` }] }),
  },
];

function measureReplays() {
  const count = sizes[0] ?? 100_000;
  const events = join(scratch, 'day.ndjson');
  for (const { rule, change } of replays) {
    writeDay(events, join(root, rule), count, change);
    const ask = (...targets) => [bin, 'replay', rule, events, '--format', 'json', '-t', ...targets];
    measure(`${rule.split('/').at(-1)}, match`, 1, [bin, 'match', rule, events, '--summary'], root);
    for (const target of ['sigma', 'spl', 'kql', 'yaral']) {
      const { wall } = measure(`  a day of ${count}, ${target}`, 1, ask(target), root);
      console.log(`${''.padEnd(34)}${Math.round((count / wall) * 1000).toLocaleString('en')} events/s`);
    }
    measure(`  a day of ${count}, all four`, 1, ask('sigma', 'spl', 'kql', 'yaral'), root);
  }
}

try {
  console.log(`${''.padEnd(34)}    wall        CPU time       peak memory   (medians)`);
  if (wants('build')) measureBuilds();
  if (wants('tenants')) measureTenants();
  if (wants('proof')) measureProof();
  if (wants('replay')) measureReplays();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
