import type { Log, Result } from 'sarif';
import { catalogue } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import { positionOf } from './source.ts';

/** A finding as plain data: what `--format json` prints, and what the manifest keeps. */
export interface PlainFinding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly rule?: string;
  readonly target?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A finding without its source text. */
export function plainFinding(found: Diagnostic): PlainFinding {
  const { code, severity, message, why, fix, rule, target, span } = found;
  const start = span && positionOf(span.file, span.start);
  const end = span && positionOf(span.file, Math.max(span.start, span.end));
  return {
    code,
    severity,
    message,
    why,
    fix,
    ...(rule === undefined ? {} : { rule }),
    ...(target === undefined ? {} : { target }),
    ...(span && start && end
      ? { file: span.file.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
      : {}),
  };
}

/** GitHub Actions workflow commands: one annotation a finding. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function printGithub(found: readonly Diagnostic[]): string {
  return found
    .map((one) => {
      const plain = plainFinding(one);
      const level = one.severity === 'info' ? 'notice' : one.severity;
      const place =
        plain.file === undefined
          ? ''
          : `file=${property(plain.file)},line=${plain.line},endLine=${plain.endLine},col=${plain.column},`;
      return `::${level} ${place}title=${property(`rulegen ${plain.code}`)}::${data(`${one.message}\nWhy: ${one.why}\nFix: ${one.fix}`)}`;
    })
    .join('\n');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A SARIF 2.1.0 log of the findings. */
export function printSarif(found: readonly Diagnostic[], version: string): string {
  const used = [...new Set(found.map((one) => one.code))].sort();
  const log: Log = {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: {
          driver: {
            name: 'rulegen',
            version,
            rules: used.map((id) => ({ id, defaultConfiguration: { level: levelOf(catalogue[id].severity) } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: found.map(sarifResult),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function sarifResult(one: Diagnostic): Result {
  const plain = plainFinding(one);
  const result: Result = {
    ruleId: one.code,
    level: levelOf(one.severity),
    message: { text: `${one.message} ${one.why} ${one.fix}` },
  };
  if (plain.file === undefined) return result;
  const region = {
    startLine: plain.line ?? 1,
    startColumn: plain.column ?? 1,
    endLine: plain.endLine ?? 1,
    endColumn: plain.endColumn ?? 1,
  };
  return { ...result, locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(plain.file) }, region } }] };
}

function levelOf(severity: Diagnostic['severity']): 'error' | 'warning' | 'note' {
  return severity === 'info' ? 'note' : severity;
}
