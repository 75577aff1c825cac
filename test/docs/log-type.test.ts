import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/compile.ts';
import { logTypePage } from '../../src/docs/log-type-page.ts';
import { logTypeText } from '../../src/docs/log-type-text.ts';
import { viewLogType } from '../../src/docs/log-type-view.ts';
import type { Mapping } from '../../src/mapping/log-type.ts';
import { knownLogTypes } from '../../src/project/open-project.ts';
import { readLogType } from '../../src/source/log-type-file.ts';
import { readMapping } from '../../src/source/mapping-file.ts';
import { open, root } from '../support/project.ts';

const schema = readLogType(
  {
    path: 'A.B.yml',
    text: 'schema: A.B\ndescription: What the tests ask for.\nfields:\n  - { name: a, type: string }\n  - { name: b, type: int }\n  - { name: c, type: string }\n',
  },
  fail,
);
const texts: Readonly<Record<string, string>> = {
  kql: `logType: A.B
sources:
  ONE: { title: The first page, url: 'https://example.com/1' }
  TWO: { title: The second page, url: 'https://example.com/2' }
homes:
  Table_CL:
    title: A connector
    default: true
    source: { table: Table_CL, time: TimeGenerated, ingestion: true }
    certainty: documented
    cite: ONE
    lag: { minutes: 5, certainty: guessed, cite: TWO }
    fields:
      a: { column: ColumnOfA, enriched: true }
      b: { column: B, type: int, certainty: inferred, cite: TWO }
      c: { none: The connector drops it. }
`,
  spl: `logType: A.B
sources:
  ONE: { title: The first page, url: 'https://example.com/1' }
noHome: { because: No add-on is known., cite: ONE }
`,
};

function fail(found: { readonly message: string }): never {
  throw new Error(found.message);
}

const project = open('rulegen.yml');
const workspace: Workspace = {
  ...project.workspace,
  logType: (name) => (name === 'A.B' ? schema : undefined),
  mapping: (target): Mapping | undefined =>
    texts[target] === undefined ? undefined : readMapping({ path: 'A.B.yaml', text: texts[target] }, target, fail),
};

function view() {
  const made = viewLogType('A.B', workspace);
  if (made === undefined) throw new Error('there is no view');
  return made;
}

describe('a log type for the terminal', () => {
  test('columns, certainty, and each citation once', () => {
    const text = logTypeText(view(), 100);
    expect(text).toContain(
      '  Table_CL (default): A connector; table Table_CL, time TimeGenerated; lag 5 min (guessed)\n\n' +
        '    a  ColumnOfA (enriched)  documented [1]\n' +
        '    b  B                     int  inferred [2]\n' +
        '    no column: c\n',
    );
    expect(text).toContain('No home is known: No add-on is known. [1]');
    expect(text.match(/The second page/g)).toHaveLength(1);
  });

  test('no line is wider than a narrow terminal, but for addresses', () => {
    const made = viewLogType('GitHub.Audit', project.workspace);
    const lines = made ? logTypeText(made, 80).split('\n') : [];
    expect(lines.length).toBeGreaterThan(200);
    expect(lines.filter((line) => line.length > 80 && !/^ *https:/.test(line))).toEqual([]);
  });

  test('what there is not', () => {
    expect(viewLogType('C.D', workspace)).toBeUndefined();
  });
});

test('a page shows each field beside its column, certainty and citation', () => {
  const page = logTypePage(view());
  expect(page).toContain('| `a` | `ColumnOfA (enriched)` [1] |');
  expect(page).toContain('| `b` | `B` ~ [2] |');
  expect(page).toContain('**spl**: no home is known. No add-on is known. [1] The generic one stands in.');
  expect(page).toContain(
    '| kql | Table_CL (default) | A connector | table Table_CL, time TimeGenerated | 5 min, guessed |',
  );
});

test.each(knownLogTypes(project.root))('docs/log-types/%s.md is what `npm run docs` writes', (name) => {
  const made = viewLogType(name, project.workspace);
  expect(readFileSync(`${root}/docs/log-types/${name}.md`, 'utf8')).toBe(made && logTypePage(made));
});
