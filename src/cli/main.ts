import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { toolVersion } from '../project/package-root.ts';
import type { DiffOptions } from './diff.ts';
import { exitCode } from './exit.ts';
import { formats } from './show-findings.ts';
import { endQuietlyOnClosedPipe } from './terminal.ts';

endQuietlyOnClosedPipe();

const examples = `
Examples:
  rulegen build                                  every rule, every target, into dist/
  rulegen build rules/okta --target spl kql      one folder, two targets
  rulegen build --release 2026-11          what is gone was switched off in an earlier release: now it is removed
  rulegen build --check                          in CI: fail where dist/ is out of date
  rulegen test --minimum-tests 2                 run the rules' own tests
  rulegen lint --format github                   findings as annotations
  rulegen verify rules/okta                      run the emitted texts on stored rows: do they answer as the rules do?
  rulegen match Okta.Support.Reset events.ndjson --why
                                                 which events match, row by row
  rulegen replay Okta.Password.Spray events.ndjson
                                                 alerts in time: the rule's beside those of each SIEM
  rulegen rows -t spl events.ndjson              what Splunk stores of each event
  rulegen diff --base origin/main                what a branch changes: texts, and which test events match
  rulegen explain Okta.Support.Reset -t kql      what each stage of the compiler makes of a rule
  rulegen import panther ../panther-analysis/rules --out rules
                                                 rules in Python become rules in YAML
  rulegen init detections                        a new repository of rules, with workflows that publish them
  rulegen new log-type Acme.Audit --from samples.ndjson
                                                 a schema from sample events, and mappings to fill in
  rulegen catalog --out site                     every rule as a page, with an index: open site/index.html
  rulegen targets --log-type Okta.SystemLog      which column each field is, and why

Exit codes: 0 good, 1 findings, 2 wrong usage or configuration, 3 a fault of rulegen.`;

function day(text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  if (!Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${text}T`)) return text;
  throw new InvalidArgumentError('It must be a day, such as 2026-01-31.');
}

function count(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, such as 2.');
}

function name(text: string): string {
  if (/^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u.test(text) && text.trim() === text) return text;
  throw new InvalidArgumentError('It must be a name on one line, such as 2026-01-31 or a commit.');
}

/** Milliseconds. */
function duration(text: string): number {
  const [, amount, unit] = /^(\d{1,6}(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
  const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
  if (amount !== undefined && unit !== undefined) return Math.round(Number(amount) * (seconds[unit] ?? 1) * 1000);
  throw new InvalidArgumentError('It must be a number with a unit, such as 90s, 5m or 2h.');
}

const program = new Command('rulegen')
  .description(
    'One detection rule in; Sigma, Splunk SPL, Sentinel KQL and SecOps YARA-L out: exact, declared different, or refused.',
  )
  .version(toolVersion(), '-V, --version', 'print the version')
  .option('--config <file>', 'configuration file (default: rulegen.yml of the working folder)')
  .addOption(
    new Option('--today <date>', 'the day on which waivers are judged, YYYY-MM-DD (default: today)')
      .env('RULEGEN_TODAY')
      .argParser(day),
  )
  .showHelpAfterError('(rulegen --help lists the commands and their options)')
  .configureHelp({ showGlobalOptions: true })
  .addHelpText('after', examples)
  .exitOverride();

const format = (): Option =>
  new Option('--format <format>', 'how findings are printed').choices([...formats]).default('text');

program
  .command('build')
  .description('compile rules and write their artifacts and the manifest')
  .argument('[paths...]', 'rule files, folders or globs (default: the rules folders)')
  .option('-t, --target <name...>', 'only these targets')
  .option('-e, --environment <name...>', 'only these environments of the configuration')
  .option('-o, --out <folder>', 'output folder (default: dist)')
  .option('--check', 'write nothing; fail where what is on disk differs')
  .option('--verify', 'run every text first; refuse those that differ from their rule undeclared')
  .option('--release <name>', 'the release that is built: what an earlier one published switched off is removed', name)
  .option('--strict', 'fail on warnings too')
  .addOption(format())
  .action(async (paths: string[], options: object) =>
    (await import('./build.ts')).runBuild(paths, { ...program.opts(), ...options }),
  );

program
  .command('test')
  .description("run rules' own tests against their meaning")
  .argument('[paths...]', 'rule files, folders or globs (default: the rules folders)')
  .option('--minimum-tests <count>', 'fail rules with fewer tests, or with tests in one direction only', count)
  .option('--report <file>', 'write what became of each rule to a file (.json or .md)')
  .addOption(new Option('--format <format>', 'how results are printed').choices([...formats, 'junit']).default('text'))
  .action(async (paths: string[], options: object) =>
    (await import('./test.ts')).runTest(paths, { ...program.opts(), ...options }),
  );

program
  .command('lint')
  .description('look for rules that are wrong though they build')
  .argument('[paths...]', 'rule files, folders or globs (default: the rules folders)')
  .option('--strict', 'fail on warnings too')
  .option('--rules', 'list the lint rules')
  .addOption(format())
  .action(async (paths: string[], options: object) =>
    (await import('./lint.ts')).runLint(paths, { ...program.opts(), ...options }),
  );

program
  .command('verify')
  .description('read the emitted texts back, run them on stored rows, and compare with what the rules mean')
  .argument('[paths...]', 'rule files, folders or globs (default: the rules folders)')
  .option('-t, --target <name...>', 'only these targets')
  .option('-e, --environment <name>', 'an environment of the configuration')
  .option(
    '--events <file>',
    'run on these events (JSON, JSON array, NDJSON; - reads standard input) instead of cases of our own',
  )
  .addOption(new Option('--format <format>', 'how verdicts are printed').choices([...formats, 'junit']).default('text'))
  .action(async (paths: string[], options: object) =>
    (await import('./verify.ts')).runVerify(paths, { ...program.opts(), ...options }),
  );

program
  .command('match')
  .description('say which events a rule matches: by its meaning, or by the emitted texts')
  .argument('[rule]', 'a rule file, or a RuleID of the rules folders (with --batch: where the rules are)')
  .argument('[events...]', 'files of events: JSON, JSON array, NDJSON; - reads standard input')
  .option('-t, --target <name...>', 'ask the emitted texts of these targets too')
  .option('-e, --environment <name>', 'an environment of the configuration')
  .option('--why', 'show how each row answered, with the values that it saw')
  .option('--summary', "count alerts a day, after the rule's grouping, threshold and window")
  .option('--batch <file>', 'NDJSON of {"rule_id", "event_id", "event"}: one answer a line for each target')
  .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
  .action(async (rule: string | undefined, events: string[], options: object) =>
    (await import('./match.ts')).runMatch(rule, events, { ...program.opts(), ...options }),
  );

program
  .command('replay')
  .description(
    "run events in time through a rule and its texts' own schedules: which alerts, when, and why they differ",
  )
  .argument('<rule>', 'a rule file, or a RuleID of the rules folders')
  .argument('<events...>', 'files of events: JSON, JSON array, NDJSON; - reads standard input')
  .option('-t, --target <name...>', 'only the texts of these targets')
  .option('-e, --environment <name>', 'an environment of the configuration')
  .addOption(
    new Option('--delay <duration>', 'how long after it happened an event without p_parse_time arrived: 90s, 5m, 2h')
      .argParser(duration)
      .default(60_000, '1m'),
  )
  .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
  .action(async (rule: string, events: string[], options: object) =>
    (await import('./replay.ts')).runReplay(rule, events, { ...program.opts(), ...options }),
  );

program
  .command('rows')
  .description('print what a SIEM stores of each event: sample data to ingest')
  .argument('<events...>', 'files of events: JSON, JSON array, NDJSON; - reads standard input')
  .requiredOption('-t, --target <name>', 'the target whose rows')
  .option('-l, --log-type <name>', "the events' log type (default: their own p_log_type)")
  .option('--home <name>', 'the home of the log type in that SIEM (default: the configured one)')
  .option('-e, --environment <name>', 'an environment of the configuration')
  .option('--enriched', "with what the SIEM's own enrichment fills")
  .addOption(
    new Option('--format <format>', 'ndjson, or json for one array').choices(['ndjson', 'json']).default('ndjson'),
  )
  .action(async (events: string[], options: object) =>
    (await import('./rows.ts')).runRows(events, { ...program.opts(), ...options }),
  );

program
  .command('diff')
  .description('show what a change of the rules does to what is published, and to which test events match')
  .option('-b, --base <name>', 'a commit, a folder with rules, or a folder with artifacts and their manifest', 'HEAD')
  .option('-d, --deployed <folder>', 'compare with an export of what runs instead; nothing is asked of a SIEM')
  .option('--strict', 'with --deployed: fail on what runs and is none of the rules too')
  .option('-t, --target <name...>', 'only these targets')
  .option('-e, --environment <name...>', 'only these environments of the configuration')
  .addOption(
    new Option('--format <format>', 'text, markdown (a comment on a pull request) or json')
      .choices(['text', 'markdown', 'json'])
      .default('text'),
  )
  .addHelpText(
    'after',
    `
Examples:
  rulegen diff                                   what is not committed yet
  rulegen diff --base origin/main --format markdown > comment.md
                                                 what a branch changes
  rulegen diff --base dist                       against the artifacts of the last build
  rulegen diff --deployed export -t spl          drift: savedsearches.conf files that were taken from Splunk

A change of logic without a later Version fails it (exit code 1).`,
  )
  .action(async (options: object) =>
    (await import('./diff.ts')).runDiff({ ...program.opts(), ...options } as DiffOptions),
  );

program
  .command('explain')
  .description('show what stands between two stages of the compiler for one rule')
  .argument('<rule>', 'a rule file, or a RuleID of the rules folders')
  .addOption(
    new Option('-s, --stage <stage>', 'which stage').choices(['ir', 'mapped', 'ast', 'text', 'all']).default('all'),
  )
  .option('-t, --target <name...>', 'only these targets')
  .option('-e, --environment <name>', 'an environment of the configuration')
  .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
  .action(async (rule: string, options: object) =>
    (await import('./explain.ts')).runExplain(rule, { ...program.opts(), ...options }),
  );

program
  .command('init')
  .description(
    'lay a new repository of rules down: configuration, a rule, editor settings, workflows; nothing is overwritten',
  )
  .argument('[folder]', 'where to', '.')
  .option('--from <spec>', 'what npm installs rulegen from: a version, a git URL, a tarball (default: this version)')
  .addHelpText(
    'after',
    `
Examples:
  rulegen init detections && cd detections && npm install && npx rulegen build
  rulegen init                                   into a repository that is there: what it has is kept`,
  )
  .action(async (folder: string, options: { from?: string }) => (await import('./init.ts')).runInit(folder, options));

program
  .command('new')
  .description('begin something new: a log type from sample events')
  .command('log-type')
  .description('infer a schema from sample events, and begin a mapping for each target; nothing is overwritten')
  .argument('<name>', 'name of the log type, as rules list it under LogTypes: Acme.Audit')
  .requiredOption('--from <file...>', 'sample events: JSON, JSON array, NDJSON; - reads standard input')
  .option('-o, --out <folder>', 'where log-types/ and targets/ are (default: the folder of the configuration)')
  .option('--dry-run', 'print the texts, write nothing')
  .addOption(format())
  .action(async (name: string, options: object) =>
    (await import('./new.ts')).runNewLogType(name, { ...program.opts(), ...options }),
  );

program
  .command('targets')
  .description('print the support matrix: operators × targets, log types × targets')
  .option('--log-type <name>', "print a log type's mapping with certainty and citation")
  .addOption(
    new Option('--format <format>', 'text, markdown or json').choices(['text', 'markdown', 'json']).default('text'),
  )
  .action(async (options: object) => (await import('./targets.ts')).runTargets({ ...program.opts(), ...options }));

program
  .command('import')
  .description('write the rules of a Panther repository as YAML without Python: the condition as a table')
  .addArgument(new Argument('<source>', 'what the rules are written for').choices(['panther']))
  .argument('<folder>', 'the repository, or a folder of it')
  .requiredOption('-o, --out <folder>', 'where the rules go, in folders as they stand there')
  .option('--partial', 'leave out what cannot be lifted of a condition: a loss that each target must waive')
  .option('--report <file>', 'write every rule with its status and reasons (.json or .md)')
  .option('--force', 'overwrite files that differ')
  .addOption(format())
  .action(async (_source: string, folder: string, options: object) =>
    (await import('./import.ts')).runImport(folder, { ...program.opts(), ...options }),
  );

program
  .command('catalog')
  .description('render a static site: a page for each rule, an index with search, ATT&CK, indicators, overlaps')
  .argument('[paths...]', 'rule files, folders or globs (default: the rules folders)')
  .option('-o, --out <folder>', 'folder of the site', 'site')
  .option('-t, --target <name...>', 'only these targets')
  .option('-e, --environment <name>', "show this environment's artifacts (default: the configuration's first)")
  .option('--name <text>', 'name of the site', 'Detection rules')
  .option('--verify', "run the texts of every target on the rules' tests, the slow ones too")
  .addOption(format())
  .addHelpText(
    'after',
    `
Examples:
  rulegen catalog                                the rules of the configuration into site/; open site/index.html
  rulegen catalog rules/okta --out okta-site     one folder
  rulegen catalog ../panther-analysis/rules      a repository of rules in Python
  rulegen catalog --verify                       with what Sentinel's text answers on each test, too`,
  )
  .action(async (paths: string[], options: object) =>
    (await import('./catalog.ts')).runCatalog(paths, { ...program.opts(), ...options }),
  );

program
  .command('snapshots', { hidden: true })
  .description('part of npm run build: read the data files of the package once')
  .action(async () => (await import('./snapshots.ts')).runSnapshots());

program
  .command('docs', { hidden: true })
  .description('write the generated pages of the documentation')
  .argument('<folder>', 'where to')
  .action(async (out: string, options: object) =>
    (await import('./docs.ts')).runDocs(out, { ...program.opts(), ...options }),
  );

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCode.good : exitCode.usage;
  else {
    process.stderr.write(
      `rulegen itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nThis is a fault of rulegen; please report it.\n`,
    );
    process.exitCode = exitCode.fault;
  }
}
