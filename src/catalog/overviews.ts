import { operators } from '../ir/operators.ts';
import type { Project } from '../project/open-project.ts';
import { attackPage, navigatorLayer } from './attack-page.ts';
import type { Corpus } from './corpus.ts';
import type { Site } from './frame.ts';
import { indexData, indexPage } from './index-page.ts';
import { indicatorsPage, overlapsPage, type Support, supportPage } from './overview-pages.ts';
import type { SiteFile } from './text-block.ts';

/** The pages and data files that are about all rules. */
export function overviews(corpus: Corpus, project: Project, site: Site): readonly SiteFile[] {
  const { rules } = corpus;
  const shown = new Set(rules.flatMap((rule) => Object.keys(rule.outcomes)));
  const targets = project.workspace.targets
    .filter(({ name }) => shown.has(name))
    .map(({ name, title }) => ({ name, title }));
  return [
    { path: 'index.html', content: indexPage(rules, targets, site) },
    { path: 'index-data.js', content: indexData(rules, targets) },
    { path: 'attack.html', content: attackPage(rules, site) },
    { path: 'attack-layer.json', content: navigatorLayer(rules, site.name) },
    { path: 'indicators.html', content: indicatorsPage(corpus, site) },
    { path: 'overlaps.html', content: overlapsPage(corpus, site) },
    { path: 'support.html', content: supportPage(supportOf(corpus, project, targets), rules, targets, site) },
  ];
}

function supportOf({ rules }: Corpus, { workspace }: Project, shown: readonly { readonly name: string }[]): Support {
  const targets = workspace.targets.filter(({ name }) => shown.some((one) => one.name === name));
  const names = [...Object.keys(operators), 'any', 'all', 'none', 'one'] as Parameters<
    (typeof targets)[number]['says']
  >[0][]; // keys of the constant table, and the quantifiers
  const logTypes = [...new Set(rules.flatMap((rule) => rule.logTypes))].sort();
  return {
    operators: names.map((name) => ({ name, says: targets.map((target) => target.says(name)) })),
    logTypes: logTypes.map((name) => ({
      name,
      homes: targets.map((target) =>
        (workspace.mapping(target.name, name)?.homes ?? []).filter((home) => home.default).map((home) => home.name),
      ),
    })),
  };
}
