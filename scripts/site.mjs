// Bundles the playground into classic scripts that run from a file, without eval: one part for each chunk, loaded by script tags.

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';

const source = 'src/playground';
const entry = 'main';
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
  const parts = await chunks();
  const first = closure(entry, parts);
  const loader = await build({ ...common, entryPoints: [`${source}/page/loader.ts`], format: 'iife' });
  const texts = [...parts].map(([name, part]) => [name, define(name, part)]);
  const inFirst = texts.filter(([name]) => first.has(name)).map(([, text]) => text);
  const starts = `rulegenParts.load(${JSON.stringify(entry)});\n`;
  writeFileSync(join(scripts, 'playground.js'), [loader.outputFiles[0].text, ...inFirst, starts].join(''));
  for (const [name, text] of texts) if (!first.has(name)) writeFileSync(join(scripts, `${name}.js`), text);
  for (const name of ['playground.html', 'playground.css']) copyFileSync(`${source}/page/${name}`, join(folder, name));
  const { resolve } = createRequire(import.meta.url);
  copyFileSync(resolve('@kusto/language-service-next/bridge.min.js'), join(scripts, 'kusto-bridge.js'));
  copyFileSync(
    resolve('@kusto/language-service-next/Kusto.Language.Bridge.min.js'),
    join(scripts, 'kusto-language.js'),
  );
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
  return new Map(await Promise.all(made));
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
