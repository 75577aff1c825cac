import { operatorsPage, reasonsPage, supportPage } from '../docs/pages.ts';
import { writeInside } from '../project/write-output.ts';
import type { GlobalOptions } from './session.ts';
import { codeFor, openSession } from './session.ts';
import { showFindings } from './show-findings.ts';
import { matrix } from './targets.ts';

/** `rulegen docs`: writes the generated pages of the documentation. */
export function runDocs(out: string, options: GlobalOptions): void {
  const session = openSession(options);
  const pages = {
    'operators.md': operatorsPage(),
    'reasons.md': reasonsPage(),
    'support.md': supportPage(matrix(session, 'markdown')),
  };
  for (const [name, text] of Object.entries(pages)) writeInside(out, name, text, session.findings.report);
  showFindings(
    session.findings.sorted,
    'text',
    session.terminal,
    {},
    `${Object.keys(pages).length} pages under ${out}.`,
  );
  process.exitCode = codeFor(session.findings.sorted);
}
