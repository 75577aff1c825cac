import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainNode, plainText } from '../../src/cli/plain-node.ts';
import { plainPaint } from '../../src/diagnostics/code-frame.ts';
import { printTerminal } from '../../src/diagnostics/print-terminal.ts';
import { normalize } from '../../src/ir/normalize.ts';
import { wholeCondition } from '../../src/ir/rule.ts';
import type { Unit } from '../../src/unit.ts';
import { compileFile, open, root } from '../support/project.ts';

/** Everything that a case's rule gives: path below the case's folder → content. */
export function outputsOf(name: string): ReadonlyMap<string, string> {
  const folder = `test/golden/${name}`;
  const own = existsSync(join(root, folder, 'rulegen.yml'));
  const project = open(own ? `${folder}/rulegen.yml` : undefined);
  const { placed, units, found } = compileFile(`${folder}/rule.yml`, project);
  const outputs = new Map<string, string>();
  if (placed) {
    const { rule } = placed;
    const ir = { condition: normalize(wholeCondition(rule)), alert: rule.alert, lifecycle: rule.lifecycle };
    outputs.set('ir.json', `${plainText(plainNode(ir))}\n`);
  }
  for (const unit of units) {
    const folder = unit.environment === undefined ? unit.target : `${unit.environment}/${unit.target}`;
    for (const artifact of unit.artifacts) {
      const path = `${folder}/${artifact.path}`;
      if (outputs.has(path)) throw new Error(`two artifacts ${path}`);
      outputs.set(path, artifact.content);
    }
  }
  const findings = found.length === 0 ? 'no findings' : printTerminal(found, plainPaint, 110);
  outputs.set('diagnostics.txt', `${[...units.map(tellUnit), findings].join('\n\n').replace(/[ \t]+$/gm, '')}\n`);
  return outputs;
}

/** What a unit came to: its status, how it differs, what it cannot carry and what it relies on. */
function tellUnit(unit: Unit): string {
  const where = [unit.environment, unit.target, unit.logType, unit.home].filter((part) => part !== undefined && part !== '');
  const lines = unit.fidelity.map(
    (l) =>
      `${l.direction}${l.scope === 'alert' ? ' (alert)' : ''}: ${l.code}${l.row === undefined ? '' : ` on ${l.row}`}${l.waived === undefined ? '' : ` (waived: ${l.waived})`}`,
  );
  const more = [...lines, ...unit.notes.map((n) => `note: ${n}`), ...unit.assumptions.map((a) => `assumes: ${a}`)];
  return [`── ${where.join(' · ')}: ${unit.status}`, ...more.map((line) => `   ${line}`)].join('\n');
}

/** The files of a case that are no expected outputs: the rule, its sidecar, its configuration, its own log types and mappings. */
export function isInput(path: string): boolean {
  return ['rule.yml', 'rule.rulegen.yml', 'rulegen.yml'].includes(path) || /^(log-types|targets)\//.test(path);
}

/** A file of a case. */
export function readCase(name: string, path: string): string {
  return readFileSync(join(root, 'test/golden', name, path), 'utf8');
}
