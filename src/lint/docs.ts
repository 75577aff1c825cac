import { catalogue } from '../diagnostics/catalogue.ts';
import type { LintRule } from './lint-rule.ts';
import { lintRules } from './rules.ts';

/** `docs/lint.md`: every lint rule with what it looks for, why, and an example. */
export function printLintDocs(): string {
  const head = [
    '# Lint rules',
    '',
    'What `rulegen lint` looks for: rules that are wrong though they build. This page is generated from the lint rules.',
    '',
    'Give a lint rule another level in `rulegen.yml`, or switch it off everywhere:',
    '',
    '```yaml',
    'lint:',
    '  untested-row: off',
    '  field-case: error',
    '```',
    '',
    'Switch it off in one rule file (or its sidecar), with the reason:',
    '',
    '```yaml',
    'Suppress:',
    '  - Lint: no-selective-term',
    '    Reason: The log has few events a day.',
    '```',
    '',
    'A suppression of an unknown lint rule (`unknown-lint`), one that suppresses nothing (`idle-suppression`) and one',
    'without a reason (`suppression-reason`) are findings themselves.',
    '',
  ];
  const table = ['| lint rule | level |', '|---|---|', ...lintRules.map(tableRow), ''];
  return [...head, ...table, ...lintRules.flatMap(section)].join('\n');
}

function tableRow(lint: LintRule): string {
  return `| [${lint.name}](#${lint.name}) | ${catalogue[lint.name].severity} |`;
}

function section({ name, doc }: LintRule): string[] {
  const fence = (text: string): string[] => ['```yaml', ...text.split('\n'), '```', ''];
  return [
    `## ${name}`,
    '',
    doc.what,
    '',
    doc.why,
    '',
    'Reported:',
    '',
    ...fence(doc.bad),
    'Instead:',
    '',
    ...fence(doc.good),
  ];
}
