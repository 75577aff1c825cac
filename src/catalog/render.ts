import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { RuleFile } from '../project/discover.ts';
import { filesBelow, shownPath } from '../project/files.ts';
import { sha256 } from '../project/manifest.ts';
import type { Project } from '../project/open-project.ts';
import { packageRoot } from '../project/package-root.ts';
import { dropStaged, removeAbandonedParts } from '../project/write-output.ts';
import { slugsFor } from './anchors.ts';
import { isGood, type KeptEntry, readKept, stampOf, writeKept } from './cache.ts';
import { compareRules, corpusOf } from './corpus.ts';
import type { RuleFacts } from './facts.ts';
import { inputsOf } from './inputs.ts';
import { sharedCombinations } from './overview-pages.ts';
import { overviews } from './overviews.ts';
import { playgroundPage } from './playground-page.ts';
import type { Entry, EntryOptions } from './rule-entry.ts';
import { type SiteCounts, SiteFiles } from './site-files.ts';
import { slotParts } from './slot-parts.ts';
import { fillSlots } from './slots.ts';

/** What is asked of a catalogue. */
export interface CatalogOptions extends Omit<EntryOptions, 'slugs' | 'site'> {
  readonly name: string;
}

/** What a run did. */
export interface CatalogResult extends SiteCounts {
  readonly rules: number;
  readonly rendered: number;
  /** Errors of the rules that were rendered: they stand on their pages. */
  readonly errors: number;
  readonly whole: number;
  readonly partial: number;
  readonly none: number;
}

/** Makes the entries of files, in their order. */
export type MakeEntries = (files: readonly RuleFile[], options: EntryOptions) => Promise<readonly Entry[]>;

/** A rule's page as far as it is known before all rules are. */
interface Known {
  readonly file: RuleFile;
  readonly facts: RuleFacts;
  readonly own: string;
  readonly texts: readonly string[];
  /** The page with open slots; absent where the page of the last run stands. */
  readonly made: Entry | undefined;
  readonly kept: KeptEntry | undefined;
}

/** Renders the site. */
export async function renderCatalog(
  files: readonly RuleFile[],
  options: CatalogOptions,
  project: Project,
  make: MakeEntries,
  report: Report,
): Promise<CatalogResult> {
  const { out, name, ...rest } = options;
  removeAbandonedParts(out);
  const inputs = inputsOf(files, project, { name, ...rest });
  const slugs = slugsFor(files.map(({ path }) => ({ path, id: inputs.ids.get(path) ?? path })));
  const site = { name, hasPlayground: existsSync(join(assets, 'playground.html')) };
  const kept = readKept(out, inputs.shared);
  const pagePath = (file: RuleFile): string => `rules/${slugs.get(file.path)}.html`;
  const good = (file: RuleFile): KeptEntry | undefined => {
    const entry = kept[shownPath(file.path)];
    const isSame = isGood(entry, inputs.own.get(file.path), join(out, pagePath(file)), project.workspace.today);
    return isSame && entry.facts.slug === slugs.get(file.path) ? entry : undefined;
  };
  const stale = files.filter((file) => good(file) === undefined);
  const made = await make(stale, { ...rest, out, site, slugs: Object.fromEntries(slugs) });
  const entries = new Map(made.map((entry) => [entry.path, entry]));
  for (const one of made) one.told.forEach(report);
  const known = files.flatMap((file): Known[] => {
    const entry = entries.get(file.path);
    const had = entry === undefined ? good(file) : undefined;
    const facts = entry?.facts ?? had?.facts;
    const texts = entry?.texts.map(({ path }) => path) ?? had?.texts ?? [];
    return facts === undefined
      ? []
      : [{ file, facts, own: inputs.own.get(file.path) ?? '', texts, made: entry, kept: had }];
  });
  tellShared(known, report);
  const written = writeSite(known, { out, site }, project, report);
  writeKept(out, { shared: inputs.shared, entries: written.kept });
  const count = (wanted: RuleFacts['expressed']): number =>
    known.filter(({ facts }) => facts.expressed === wanted).length;
  return {
    rules: files.length,
    rendered: made.length,
    errors: made.reduce((sum, one) => sum + one.errors, 0),
    whole: count('whole'),
    partial: count('partial'),
    none: count('none'),
    ...written.counts,
  };
}

/** Rules that share a RuleID have a page each, but a build takes neither. */
function tellShared(known: readonly Known[], report: Report): void {
  const paths = new Map<string, string[]>();
  for (const { facts } of known) paths.set(facts.id, [...(paths.get(facts.id) ?? []), facts.path]);
  for (const [id, [, other, ...more]] of paths)
    if (other !== undefined)
      for (const path of [other, ...more]) report(diagnostic('duplicate-rule', { id, other: path }, { rule: id }));
}

/** The client's files, made by the build of the package. */
const assets = join(packageRoot, 'lib', 'site');

function writeSite(
  known: readonly Known[],
  { out, site }: Pick<EntryOptions, 'out' | 'site'>,
  project: Project,
  report: Report,
): { readonly counts: SiteCounts; readonly kept: Readonly<Record<string, KeptEntry>> } {
  const store = new SiteFiles(out, report);
  const corpus = corpusOf(known.map(({ facts }) => facts).sort(compareRules));
  const pages = overviews(corpus, project, site);
  const copied = existsSync(assets)
    ? filesBelow(assets, ['']).map((path) => path.slice(assets.length + 1).replaceAll('\\', '/'))
    : [];
  const paths = known.flatMap((one) => [`rules/${one.facts.slug}.html`, ...one.texts]);
  store.claim([...paths, ...pages.map(({ path }) => path), ...copied]);
  const listed = new Set(sharedCombinations(corpus).map(([key]) => key));
  const kept: Record<string, KeptEntry> = {};
  for (const one of known) {
    const { facts, made } = one;
    const path = `rules/${facts.slug}.html`;
    const parts = slotParts(facts, corpus, listed);
    const digest = sha256(JSON.stringify(parts));
    for (const text of made?.texts ?? []) settle(store, text, report);
    for (const text of made === undefined ? one.texts : []) store.keep(text, 'unchanged');
    if (one.kept?.parts === digest) store.keep(path, 'unchanged');
    else {
      const page = fillSlots(open(one, join(out, path)), parts);
      if (page !== undefined) store.write(path, page);
      if (made !== undefined) dropStaged(made.page);
    }
    const stamp = stampOf(join(out, path));
    if (stamp !== undefined)
      kept[shownPath(one.file.path)] = { own: one.own, facts, stamp, parts: digest, texts: one.texts };
  }
  for (const page of pages) store.write(page.path, page.content);
  for (const path of copied) {
    const text = readFileSync(join(assets, path), 'utf8');
    store.write(path, path === 'playground.html' ? playgroundPage(text, site) : text);
  }
  store.close();
  return { counts: store.counts, kept };
}

/** A page with its slots open or filled from before: what this run made, else what stands. */
function open({ made }: Known, path: string): string {
  if (made?.page.outcome === 'failed') return '';
  const from = made?.page.outcome === 'staged' ? made.page.part : path;
  return existsSync(from) ? readFileSync(from, 'utf8') : '';
}

/** Puts a text beside a page in its place. */
function settle(store: SiteFiles, text: Entry['texts'][number], report: Report): void {
  if (text.outcome === 'unchanged') store.keep(text.path, 'unchanged');
  else if (text.outcome === 'staged' && store.isOurs(text.path))
    store.write(text.path, readFileSync(text.part, 'utf8'));
  else if (text.outcome === 'staged')
    report(diagnostic('catalog-foreign-file', { path: shownPath(join(text.out, text.path)) }));
  dropStaged(text);
}
