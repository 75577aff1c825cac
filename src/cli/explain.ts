import { existsSync } from 'node:fs';
import { mapOnto } from '../compile.ts';
import type { Publishing } from '../config.ts';
import { visible } from '../diagnostics/code-frame.ts';
import { nearNames } from '../diagnostics/near.ts';
import { withExceptions } from '../exceptions.ts';
import { gate } from '../gate.ts';
import { normalize } from '../ir/normalize.ts';
import { printCondition, printTemplate, printValue } from '../ir/print.ts';
import { type Rule, wholeCondition } from '../ir/rule.ts';
import { assumeSchema } from '../mapping/assume-schema.ts';
import type { Left } from '../mapping/leave-out.ts';
import { leaveOut } from '../mapping/leave-out.ts';
import { rulesOf } from '../project/build.ts';
import { liftFindings } from '../project/check-lift.ts';
import { unknownChoices } from '../project/choices.ts';
import { filesOf } from '../project/find-rule.ts';
import type { Project } from '../project/open-project.ts';
import { readRuleFile } from '../project/read-rules.ts';
import { placesOf } from '../unit-places.ts';
import { settingsFor } from '../unit-settings.ts';
import { inEnvironment } from '../workspace.ts';
import { exitCode } from './exit.ts';
import { plainNode, plainText } from './plain-node.ts';
import type { GlobalOptions } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { showFindings } from './show-findings.ts';

interface Options extends GlobalOptions {
  readonly stage: 'ir' | 'mapped' | 'ast' | 'text' | 'all';
  readonly target?: string[];
  readonly environment?: string;
  readonly format: 'text' | 'json';
}

/** One stage of the compiler for one target and home. */
interface Stage {
  readonly stage: 'ir' | 'mapped' | 'ast' | 'text';
  readonly target: string | null;
  readonly home: string | null;
  readonly text: string;
  readonly data: unknown;
}

/** `rulegen explain`. */
export function runExplain(name: string, options: Options): void {
  const { project, findings, terminal, broken } = openSession(options);
  const environments = options.environment === undefined ? [] : [options.environment];
  unknownChoices({ targets: options.target ?? [], environments }, project).forEach(findings.report);
  if (broken || findings.count('error') > 0) {
    showFindings(findings.sorted, 'text', terminal, {}, '');
    process.exitCode = exitCode.usage;
    return;
  }
  const paths = existsSync(name) ? [name] : [];
  const files = rulesOf(paths, project, findings.report);
  const all = (paths.length > 0 ? files : filesOf(name, files)).map((file) => readRuleFile(file, false));
  const read = all.filter((one) => paths.length > 0 || one.rule?.id === name);
  for (const one of read)
    for (const found of [...one.diagnostics, ...liftFindings(one, false, project.workspace)]) findings.report(found);
  const publishing = project.config.environments.find((e) => e.name === options.environment) ?? project.config.base;
  const stages = read.flatMap(({ rule, folder }) =>
    rule ? stagesOf(rule, folder ?? '', publishing, project, options) : [],
  );
  if (read.length === 0) {
    const ids = all.flatMap((one) => one.rule?.id ?? []);
    const near = nearNames(name, ids).map((id) => `"${id}"`);
    const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
    terminal.note(`There is no rule file and no rule with the id "${visible(name)}".${hint}`);
  }
  if (options.format === 'json') terminal.print(plainText(stages));
  else
    showFindings(findings.sorted, 'text', terminal, {}, stages.map((s) => textOf(s, terminal.paint.bold)).join('\n\n'));
  process.exitCode = read.length === 0 ? exitCode.usage : codeFor(findings.sorted);
}

function textOf(stage: Stage, bold: (text: string) => string): string {
  const where = [stage.stage, stage.target, stage.home].filter((part) => part !== null).join(' · ');
  return `${bold(`── ${where}`)}\n${stage.text}`;
}

function stagesOf(given: Rule, folder: string, publishing: Publishing, project: Project, options: Options): Stage[] {
  const workspace = inEnvironment(project.workspace, publishing);
  const wanted = (stage: Stage['stage']): boolean => options.stage === 'all' || options.stage === stage;
  const stages: Stage[] = wanted('ir') ? [irStage(withExceptions(given, publishing, undefined, workspace.today))] : [];
  const names = options.target ?? publishing.targets;
  for (const target of workspace.targets.filter((t) => names.includes(t.name))) {
    const rule = withExceptions(given, publishing, target.name, workspace.today);
    const leftOn = (logType: string): Left => leaveOut(rule, assumeSchema(workspace.logType(logType), logType));
    for (const at of placesOf(rule, target, publishing, workspace, leftOn)) {
      if ('problem' in at) continue;
      const { logType, home } = at;
      const place = { target: target.name, home: home.name };
      const mapped = mapOnto(rule, at, publishing, workspace, leftOn(logType));
      const { rule: _rule, home: _home, ...shown } = mapped;
      if (wanted('mapped'))
        stages.push({
          ...place,
          stage: 'mapped',
          data: plainNode(shown),
          text: plainText({ condition: plainNode(mapped.condition) }),
        });
      const compiled = target.compile(
        mapped,
        settingsFor({ rule, folder }, target, logType, home, publishing, at.apart),
      );
      if (wanted('ast'))
        stages.push({
          ...place,
          stage: 'ast',
          data: plainNode(compiled.ast),
          text: plainText(plainNode(compiled.ast ?? null)),
        });
      if (!wanted('text')) continue;
      const { lines } = gate(rule, target.name, compiled, publishing, workspace.today);
      const fidelity = lines.map(
        (l) =>
          `${l.direction}${l.scope === 'alert' ? ' (alert)' : ''}: ${l.code}${l.row === undefined ? '' : ` on ${l.row}`}: ${l.says}`,
      );
      const refused = compiled.refusals.map((r) => `refused: ${r.row}: ${r.why}`);
      const data = {
        text: compiled.text ?? null,
        fidelity: lines,
        refusals: compiled.refusals.map(({ row, why }) => ({ row, why })),
        notes: compiled.notes,
        limits: compiled.limits ?? [],
        assumptions: compiled.assumptions,
      };
      stages.push({
        ...place,
        stage: 'text',
        data,
        text: [
          compiled.text ?? '',
          '',
          ...refused,
          ...fidelity,
          ...compiled.notes.map((n) => `note: ${n}`),
          ...(compiled.limits ?? []).map((limit) => `limit: ${limit.says}`),
        ]
          .join('\n')
          .trim(),
      });
    }
  }
  return stages;
}

function irStage(rule: Rule): Stage {
  const condition = normalize(wholeCondition(rule));
  const { alert } = rule;
  const text = [
    printCondition(condition),
    '',
    `title     ${printTemplate(alert.title)}`,
    `key       ${printValue(alert.key)} (${alert.keyedBy})`,
    `threshold ${alert.threshold} in ${alert.windowMinutes} min${alert.distinct ? `, distinct ${printValue(alert.distinct)}` : ''}`,
    ...alert.severity.cases.map(
      (c) => `severity  ${c.severity} if ${printCondition(c.when).replaceAll('\n', ' and ')}`,
    ),
    `severity  ${alert.severity.otherwise}`,
    ...alert.outputs.map((o) => `output    ${o.name} = ${printValue(o.value)}`),
  ].join('\n');
  return { stage: 'ir', target: null, home: null, text, data: plainNode({ condition, alert }) };
}
