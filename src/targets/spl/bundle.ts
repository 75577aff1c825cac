import type { Bundle, BundleFile, BundleFinding, BundleInput, Member } from '../bundle.ts';
import { checkSearches } from './app-checks.ts';
import { type AppMacros, appMacros, isFilter } from './app-macros.ts';
import { type AppSearch, appSearches } from './app-searches.ts';
import { lookupFiles } from './lookups.ts';
import { type AppOptions, readAppOptions } from './options.ts';
import { writeConf } from './write-conf.ts';

/**
 * An app of Splunk with all searches, as a folder and as the package that is made of it.
 * https://dev.splunk.com/enterprise/docs/developapps/createapps/appanatomy
 */
export function bundle(input: BundleInput): Bundle {
  const searches = appSearches(input.units);
  if (searches.length === 0) return { files: [], findings: [] };
  const options = readAppOptions(input.options);
  const macros = appMacros(input.units, searches);
  const members = membersOf(input, options, searches, macros);
  const files = members.map((file) => ({ ...file, path: `${options.id}/${file.path}` }));
  const app = { path: `${options.id}.tgz`, kind: 'splunk-app', content: files };
  return { files: [...files, app], findings: findingsOf(searches, macros) };
}

type TextFile = BundleFile & Member;

function membersOf(
  { author, environment, lists, render }: BundleInput,
  options: AppOptions,
  searches: readonly AppSearch[],
  macros: AppMacros,
): readonly TextFile[] {
  const description = `Detections as scheduled searches: ${searches.length}${environment === undefined ? '' : ` for ${environment}`}.`;
  const texts = { ...options, author: author ?? '', description };
  const lookups = lookupFiles(lists);
  const readme = {
    ...texts,
    macros: macros.stanzas.length > 0,
    lookups: lookups.length > 0,
    sources: macros.stanzas.filter((stanza) => !isFilter(stanza)).map(({ name }) => name),
    elsewhere: macros.elsewhere,
    searches: searches.map(({ name, settings }) => shownName(name, settings.get('disabled')?.value === 'true')),
  };
  const conf = (name: string, content: string): TextFile => ({
    path: `default/${name}`,
    kind: `app-${name}`,
    content,
  });
  const saved = [...new Set(searches.map(({ text }) => text.trimEnd()))].join('\n\n');
  return [
    { path: 'README.md', kind: 'app-readme', content: render('README.md', readme) },
    conf('app.conf', render('app.conf', texts)),
    ...(macros.stanzas.length > 0 ? [conf('macros.conf', writeConf(macros.stanzas))] : []),
    conf('savedsearches.conf', `${saved}\n`),
    ...lookups,
    { path: 'metadata/default.meta', kind: 'app-default.meta', content: render('default.meta', {}) },
  ];
}

function shownName(name: string, off: boolean): string {
  return `\`${name.replaceAll('`', "'")}\`${off ? ' (switched off)' : ''}`;
}

function findingsOf(searches: readonly AppSearch[], macros: AppMacros): readonly BundleFinding[] {
  const renamed = searches.filter((search) => search.renamed);
  return [
    ...checkSearches(searches),
    ...renamed.map(
      ({ name, unit }): BundleFinding => ({
        severity: 'warning',
        says: `several searches would have one name in the app: this one is "${name}".`,
        rule: unit.rule,
      }),
    ),
    ...macros.disputed.map(
      (name): BundleFinding => ({
        severity: 'warning',
        says: `the macro ${name} has several definitions in the app; the first one stands.`,
      }),
    ),
    ...(macros.elsewhere.length === 0 ? [] : [undefinedMacros(macros.elsewhere)]),
  ];
}

function undefinedMacros(names: readonly string[]): BundleFinding {
  return { severity: 'info', says: `searches name macros that another app must define: ${names.join(', ')}.` };
}
