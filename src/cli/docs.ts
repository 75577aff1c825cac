import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coveragePage, coverageTable, withCoverage } from '../docs/coverage.ts';
import { logTypePage } from '../docs/log-type-page.ts';
import { viewLogType } from '../docs/log-type-view.ts';
import { operatorsPage, reasonsPage, supportPage } from '../docs/pages.ts';
import { compileAll } from '../project/compile-all.ts';
import { knownLogTypes } from '../project/open-project.ts';
import { writeInside } from '../project/write-output.ts';
import type { GlobalOptions, Session } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { showFindings } from './show-findings.ts';
import { matrix } from './targets.ts';

/** `rulegen docs`: writes the generated pages of the documentation. */
export function runDocs(out: string, options: GlobalOptions): void {
  const session = openSession(options);
  const units = compileAll(session.project, session.findings.report);
  const targets = session.project.workspace.targets.map((target) => target.name);
  const pages = {
    'operators.md': operatorsPage(),
    'reasons.md': reasonsPage(),
    'support.md': supportPage(matrix(session, 'markdown')),
    'coverage.md': coveragePage(units, targets),
    ...logTypePages(session),
  };
  for (const [name, text] of Object.entries(pages)) writeInside(out, name, text, session.findings.report);
  const readme = join(session.project.root, 'README.md');
  if (existsSync(readme)) {
    const text = withCoverage(readFileSync(readme, 'utf8'), coverageTable(units, targets));
    writeInside(session.project.root, 'README.md', text, session.findings.report);
  }
  showFindings(
    session.findings.sorted,
    'text',
    session.terminal,
    {},
    `${Object.keys(pages).length} pages under ${out}.`,
  );
  process.exitCode = codeFor(session.findings.sorted);
}

/** A page for each log type, below `log-types/`. */
function logTypePages({ project }: Session): Readonly<Record<string, string>> {
  return Object.fromEntries(
    knownLogTypes(project.root).flatMap((name) => {
      const view = viewLogType(name, project.workspace);
      return view === undefined ? [] : [[`log-types/${name}.md`, logTypePage(view)]];
    }),
  );
}
