import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';

/** The command as it is installed. */
export const bin = resolve(import.meta.dirname, '..', '..', 'bin', 'rulegen.js');

/** A folder of files that a command runs in. */
export interface Scratch {
  readonly root: string;
  readonly path: (name: string) => string;
  readonly write: (files: Readonly<Record<string, string | Buffer>>) => void;
  readonly read: (name: string) => string;
  readonly remove: (name: string) => void;
  /** Every file below a folder, sorted; none where there is no such folder. */
  readonly list: (folder: string) => readonly string[];
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>, input?: string) => Ran;
}

/** What a process left behind. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A temporary folder with these files, removed after the tests of the file. */
export function scratch(files: Readonly<Record<string, string | Buffer>> = {}): Scratch {
  const root = mkdtempSync(join(tmpdir(), 'rulegen-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const path = (name: string): string => join(root, name);
  const write: Scratch['write'] = (more) => {
    for (const [name, content] of Object.entries(more)) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
    }
  };
  write(files);
  return {
    root,
    path,
    write,
    read: (name) => readFileSync(path(name), 'utf8'),
    remove: (name) => rmSync(path(name), { recursive: true }),
    list: (folder) => {
      try {
        return readdirSync(path(folder), { recursive: true, withFileTypes: true })
          .filter((item) => item.isFile())
          .map((item) => join(item.parentPath, item.name).slice(root.length + 1))
          .sort();
      } catch {
        return [];
      }
    },
    run: (args, env = {}, input = '') => {
      const ran = spawnSync(process.execPath, [bin, ...args], {
        cwd: root,
        encoding: 'utf8',
        timeout: 30_000,
        input,
        env: { PATH: process.env['PATH'] ?? '', ...env },
      });
      return { code: ran.status, out: ran.stdout, err: ran.stderr };
    },
  };
}

/** The text of a rule file over Okta's log. */
export function ruleText(id: string, condition = 'eventType eq "a.b"', more = ''): string {
  const rows = condition.split('\n').map((row) => `  ${row}`);
  return `AnalysisType: rule
RuleID: ${id}
Enabled: true
LogTypes: [Okta.SystemLog]
Severity: High
Condition: |
${rows.join('\n')}
${more}`;
}
