import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { compileRule } from '../../src/compile.ts';
import type { Condition } from '../../src/ir/condition.ts';
import { targets } from '../../src/targets/index.ts';
import { event } from '../support/forms.ts';
import { open } from '../support/project.ts';
import { ruleWith } from '../support/rules.ts';
import { mixedGroups, tokensOf } from '../support/text-checks.ts';

const project = open();

/** A tree without its rows: each leaf becomes a row of its own. */
type Shape = 'row' | readonly ['not', Shape] | readonly ['and' | 'or', Shape, Shape];

function shapes(depth: number): Shape[] {
  if (depth === 1) return ['row'];
  const below = shapes(depth - 1);
  const joined = (['and', 'or'] as const).flatMap((kind) =>
    below.flatMap((left) => below.map((right): Shape => [kind, left, right])),
  );
  return ['row', ...below.map((of): Shape => ['not', of]), ...joined];
}

const fields = [
  ['eventType'],
  ['actor', 'alternateId'],
  ['actor', 'displayName'],
  ['client', 'userAgent', 'rawUserAgent'],
] as const;

function grow(shape: Shape, next: { leaf: number }): Condition {
  if (shape === 'row') {
    const path = fields[next.leaf % fields.length] ?? ['eventType'];
    next.leaf += 1;
    const operands = [{ kind: 'literal', value: `value ${next.leaf}` }] as const;
    return { kind: 'test', subject: event(...path), operator: 'eq', operands, ignoreCase: false, flags: [] };
  }
  if (shape[0] === 'not') return { kind: 'not', operand: grow(shape[1], next) };
  return { kind: shape[0], operands: [grow(shape[1], next), grow(shape[2], next)] };
}

/** The parts of an artifact in which `and` and `or` decide. */
function expressions(target: string, content: string): string[] {
  if (target === 'sigma')
    return parseAllDocuments(content).map((doc) => String(doc.getIn(['detection', 'condition']) ?? ''));
  if (target === 'yaral') return [/\n {2}events:\n([\s\S]*?)\n\n/.exec(content)?.[1] ?? ''];
  return [content];
}

describe.each(targets)('$name', (target) => {
  const workspace = { ...project.workspace, targets: [target] };
  const trees = shapes(3).map((shape) => ({ name: JSON.stringify(shape), condition: grow(shape, { leaf: 0 }) }));

  test.each(trees)('$name is said whole, and brackets decide', ({ condition }) => {
    const rule = ruleWith(condition, 'Okta.SystemLog');
    const [unit] = compileRule({ rule, folder: '' }, project.config.base, undefined, workspace);
    if (unit?.status !== 'built') throw new Error(unit?.diagnostics.map((d) => d.message).join('\n') ?? 'no unit');
    const leaves = JSON.stringify(condition).match(/value \d/g) ?? [];
    for (const artifact of unit.artifacts) {
      if (!/\.(ya?ml|spl|kql|yaral)$/.test(artifact.path)) continue;
      for (const leaf of leaves) expect(artifact.content).toContain(leaf);
      if (target.name === 'kql' && artifact.path.endsWith('.yaml')) continue;
      for (const text of expressions(target.name, artifact.content))
        expect(mixedGroups(tokensOf(text, target.name)), text).toBe(0);
    }
  });
});
