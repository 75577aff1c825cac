import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { precompileTemplate } from '../envelope/envelope.ts';
import { packageRoot } from '../project/package-root.ts';
import { targets } from '../targets/index.ts';
import { examples } from './examples.ts';
import type { Example, Pack, PackedLogType } from './packed.ts';

/** Writes the package's own data as scripts beside the playground's: one for each log type, one for the templates, one for the rest. */
export function writePack(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const logTypes = namesIn('log-types', '.yml');
  for (const name of logTypes) writePart(folder, name, JSON.stringify(packLogType(name)));
  const lists = Object.fromEntries(
    namesIn('lists', '.txt').map((name) => [name, textOf('lists', `${name}.txt`) ?? '']),
  );
  const pack: Pack = { logTypes, lists, examples: examples.flatMap(readExample), vendors: vendorsIn(folder) };
  writePart(folder, 'pack', JSON.stringify(pack));
  writePart(folder, 'templates', `{${targets.flatMap(({ name }) => templatesOf(name)).join(',')}}`);
}

/** The vendors' scripts that the build has put there. */
function vendorsIn(folder: string): Pack['vendors'] {
  const found = targets.map(
    ({ name }) => [name, statSync(join(folder, `vendor-${name}.js`), { throwIfNoEntry: false })] as const,
  );
  return Object.fromEntries(found.flatMap(([name, stat]) => (stat ? [[name, Math.round(stat.size / 1e6)]] : [])));
}

function packLogType(name: string): PackedLogType {
  const mappings = targets.map((target) => [target.name, textOf('targets', target.name, `${name}.yaml`)]);
  return {
    schema: textOf('log-types', `${name}.yml`) ?? '',
    model: textOf('data-models', `${name}.yml`),
    mappings: Object.fromEntries(mappings.filter(([, text]) => text !== undefined)),
  };
}

/** A package without its rules has no such example. */
function readExample({ title, path }: (typeof examples)[number]): readonly Example[] {
  const rule = textOf(...path.split('/'));
  const python = textOf(...path.replace(/\.yml$/, '.py').split('/'));
  return rule === undefined ? [] : [{ title, rule: withoutSchema(rule), python: python ?? '' }];
}

/** The line for editors leads nowhere on a page. */
function withoutSchema(rule: string): string {
  return rule.replace(/^# yaml-language-server:.*\n/, '');
}

function templatesOf(target: string): readonly string[] {
  return namesIn(join('templates', target), '.hbs').map((name) => {
    const path = `templates/${target}/${name}.hbs`;
    const made = precompileTemplate(path, textOf('templates', target, `${name}.hbs`) ?? '');
    return `${JSON.stringify(`${target}/${name}`)}:${made}`;
  });
}

/** `expression` is one of JavaScript. */
function writePart(folder: string, name: string, expression: string): void {
  const define = `rulegenParts.define(${JSON.stringify(`data-${name}`)},[],(need,module)=>{module.exports=${expression}});\n`;
  writeFileSync(join(folder, `data-${name}.js`), define);
}

function namesIn(folder: string, ending: string): readonly string[] {
  const path = join(packageRoot, folder);
  if (!existsSync(path)) return [];
  const names = readdirSync(path).filter((name) => name.endsWith(ending));
  return names.map((name) => name.slice(0, -ending.length)).sort();
}

function textOf(...parts: readonly string[]): string | undefined {
  const path = join(packageRoot, ...parts);
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : undefined;
}
