import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { compileRule } from '../../src/compile.ts';
import { compileTemplate } from '../../src/envelope/envelope.ts';
import { EnvelopeError } from '../../src/envelope/formats.ts';
import type { Operator } from '../../src/ir/operators.ts';
import type { Column } from '../../src/mapping/mapping.ts';
import { targets } from '../../src/targets/index.ts';
import type { Artifact } from '../../src/targets/target.ts';
import { event } from '../support/forms.ts';
import { open, root } from '../support/project.ts';
import { ruleWith } from '../support/rules.ts';
import { strayConfLines, tokensOf } from '../support/text-checks.ts';
import { bind } from '../targets/kql/microsoft.ts';

const project = open();

const nasty = [
  '"',
  "'",
  '`',
  '```',
  '\\',
  'C:\\x\\',
  '\\\\srv\\share\\*',
  '$x$',
  '$',
  '|',
  '"| delete',
  '*',
  '?',
  '%',
  'a\nb',
  '\r',
  '\t',
  '{{x}}',
  '{x}',
  '[x]',
  '(',
  ')',
  '#',
  '//',
  '/*',
  '*/',
  ', ',
  '=',
  'a: b',
  '- a',
  '\u2028',
  '\u202e',
  '',
  ' ',
  '\u0000',
  '\ud83d\ude00',
  'null',
  'true',
  '0',
  '~',
  'AND',
];

const rows: readonly (readonly [Operator, boolean])[] = [
  ['eq', false],
  ['eq', true],
  ['in', false],
  ['contains', false],
  ['contains', true],
  ['starts_with', false],
  ['ends_with', false],
  ['regex', false],
];

const quoteRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function columnTypes(columns: Iterable<Column>): Record<string, string> {
  const types = { string: 'string', enum: 'string', int: 'long', real: 'real', bool: 'bool', datetime: 'datetime' };
  const named: Record<string, string> = { TimeGenerated: 'datetime' };
  for (const { name, type } of columns) named[name] = type === 'dynamic' ? 'dynamic' : types[type];
  return named;
}

const okta = project.workspace.mapping('kql', 'Okta.SystemLog')?.homes.find((home) => home.default);
const kqlColumns = columnTypes([...(okta?.fields.values() ?? [])].flatMap((entry) => entry.columns));

/** Reads an artifact back as its format; throws, or fails the test, where it cannot be. */
function readBack({ path, content }: Artifact): void {
  if (path.endsWith('.kql')) expect(bind(content, String(okta?.source['table']), kqlColumns).findings).toEqual([]);
  if (path.endsWith('.spl')) tokensOf(content, 'spl');
  if (path.endsWith('.yaral')) tokensOf(content, 'yaral');
  if (path.endsWith('.conf')) expect(strayConfLines(content)).toEqual([]);
  if (/\.ya?ml$/.test(path)) {
    for (const document of parseAllDocuments(content)) {
      expect(document.errors).toEqual([]);
      expect(document.warnings).toEqual([]);
    }
  }
}

describe.each(targets)('$name', (target) => {
  const workspace = { ...project.workspace, targets: [target] };

  test.each(rows)('takes hostile text in %s, ignoring case: %s', (operator, ignoreCase) => {
    let built = 0;
    for (const [i, text] of nasty.entries()) {
      const value = operator === 'regex' ? quoteRegex(text) : text;
      const row = {
        kind: 'test',
        subject: event('actor', 'displayName'),
        operator,
        operands: (operator === 'in' ? [value, 'other'] : [value]).map((v) => ({ kind: 'literal', value: v }) as const),
        ignoreCase,
        flags: [],
      } as const;
      for (const condition of [i % 4 === 0 ? ({ kind: 'not', operand: row } as const) : row]) {
        const rule = ruleWith(condition, 'Okta.SystemLog');
        const hostile = {
          ...rule,
          displayName: `A ${text} name`,
          metadata: { ...rule.metadata, description: text, runbook: text },
        };
        const title = { kind: 'literal', value: text } as const;
        const [unit] = compileRule(
          { rule: { ...hostile, alert: { ...rule.alert, title } }, folder: '' },
          project.config.base,
          undefined,
          workspace,
        );
        expect(unit?.diagnostics.map((d) => d.code).filter((code) => code !== 'unsupported-row')).toEqual([]);
        if (unit?.status === 'built') built += 1;
        for (const artifact of unit?.artifacts ?? []) readBack(artifact);
      }
    }
    // Some values have no spelling somewhere; most have one everywhere.
    expect(built).toBeGreaterThan(nasty.length / 2);
  });
});

describe('templates', () => {
  const folders = readdirSync(join(root, 'templates'));

  test.each(folders)('those of %s load, and a bare expression added to them is refused', (folder) => {
    for (const file of readdirSync(join(root, 'templates', folder))) {
      const text = readFileSync(join(root, 'templates', folder, file), 'utf8');
      compileTemplate(file, text);
      for (const bare of ['{{title}}', '{{{title}}}', '{{#if x}}{{title}}{{/if}}', '{{> other}}'])
        expect(() => compileTemplate(file, `${text}\n${bare}\n`)).toThrow(EnvelopeError);
    }
  });

  test('every target with templates is a target', () => {
    const names = targets.map((target) => target.name);
    expect(folders.filter((folder) => !names.includes(folder))).toEqual([]);
  });
});
