// Bundles the playground into classic scripts that run from a file, without eval: one part for each chunk, loaded by script tags.

import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';

const source = 'src/playground';
const entry = 'main';
/** Scripts of vendors that the runner of a target requires, in order: they set globals. */
const vendors = {
  kql: ['bridge.min.js', 'Kusto.Language.Bridge.min.js'].map((file) => `@kusto/language-service-next/${file}`),
};
/** Node's own modules that the engine takes, and what stands in for them; any other ends the build. */
const shims = {
  name: 'shims',
  setup({ onResolve }) {
    onResolve({ filter: /^node:(crypto|module)$/ }, ({ path }) => ({
      path: join(process.cwd(), source, 'shim', `${path.slice('node:'.length)}.ts`),
    }));
  },
};
const common = { bundle: true, platform: 'browser', target: 'es2022', minify: true, write: false, logLevel: 'warning' };

/** Writes `playground.html`, `playground.css` and the scripts below `playground/`. */
export async function buildSite(folder) {
  const scripts = join(folder, 'playground');
  rmSync(scripts, { recursive: true, force: true });
  mkdirSync(scripts, { recursive: true });
  const { parts, packages } = await chunks();
  const first = closure(entry, parts);
  const loader = await build({ ...common, entryPoints: [`${source}/page/loader.ts`], format: 'iife' });
  const texts = [...parts].map(([name, part]) => [name, define(name, part)]);
  const inFirst = texts.filter(([name]) => first.has(name)).map(([, text]) => text);
  const starts = `rulegenParts.load(${JSON.stringify(entry)});\n`;
  writeFileSync(join(scripts, 'playground.js'), [loader.outputFiles[0].text, ...inFirst, starts].join(''));
  for (const [name, text] of texts) if (!first.has(name)) writeFileSync(join(scripts, `${name}.js`), text);
  for (const name of ['playground.html', 'playground.css']) copyFileSync(`${source}/page/${name}`, join(folder, name));
  for (const [target, files] of Object.entries(vendors))
    writeFileSync(
      join(scripts, `vendor-${target}.js`),
      files.map((file) => readFileSync(join('node_modules', file), 'utf8')).join('\n'),
    );
  const foreign = [...packages, ...Object.values(vendors).flat().map(packageOf)];
  writeFileSync(join(scripts, 'licenses.txt'), [...new Set(foreign)].sort().map(licenseOf).join('\n'));
}

/** The chunks of the page by name, each as CommonJS with what it needs. */
async function chunks() {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: { [entry]: `${source}/page/main.ts` },
    inject: [`${source}/shim/buffer.ts`],
    define: { 'import.meta.url': '"playground"' },
    plugins: [shims],
    splitting: true,
    format: 'esm',
    outdir: 'site',
    metafile: true,
  });
  const nameOf = (path) => partName(path, metafile.outputs[`site/${basename(path)}`].entryPoint);
  const made = outputFiles.map(async ({ path, text }) => {
    const { imports } = metafile.outputs[`site/${basename(path)}`];
    const needs = imports.filter(({ kind }) => kind === 'import-statement').map((one) => nameOf(one.path));
    const { code } = await transform(text, {
      format: 'cjs',
      target: 'es2022',
      minify: true,
      supported: { 'dynamic-import': true },
    });
    return [nameOf(path), { code: named(code, nameOf), needs }];
  });
  const packages = Object.keys(metafile.inputs)
    .filter((path) => path.includes('node_modules/'))
    .map(packageOf);
  return { parts: new Map(await Promise.all(made)), packages };
}

function define(name, { code, needs }) {
  return `rulegenParts.define(${JSON.stringify(name)},${JSON.stringify(needs)},(need,module,later)=>{${code}});\n`;
}

/** Imports of a chunk, by the names of the parts. */
function named(code, nameOf) {
  return code.replace(/\b(require|import)\("\.\/([^"]+\.js)"\)/g, (_, kind, path) => {
    return `${kind === 'import' ? 'later' : 'need'}("${nameOf(path)}")`;
  });
}

/** The package that a file is of: `@scope/name` or `name`. */
function packageOf(path) {
  return /^(?:.*node_modules\/)?((?:@[^/]+\/)?[^/]+)/.exec(path)[1];
}

/** Whose a package is, and under which terms it comes along. */
function licenseOf(name) {
  const folder = join('node_modules', name);
  const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const by = typeof author === 'object' ? author.name : (author ?? 'its authors');
  const path = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].map((file) => join(folder, file)).find(existsSync);
  const terms = path === undefined ? '' : `\n${readFileSync(path, 'utf8').trim()}\n`;
  return `${name} ${version}, ${by}: ${license}\n${terms}`;
}

/** A part and all that it needs before it runs. */
function closure(name, parts, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const needed of parts.get(name).needs) closure(needed, parts, found);
  return found;
}

/** `runner-kql` for what `src/targets/kql/runner.ts` gives; a chunk that several share keeps its own name. */
function partName(path, entryPoint) {
  const [, target] = /targets\/([^/]+)\/runner\.ts$/.exec(entryPoint ?? '') ?? [];
  return target === undefined ? basename(path, '.js') : `runner-${target}`;
}
