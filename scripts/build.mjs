// Bundles the command line and the library into lib/: one small chunk a command, so that a command loads only what it runs.

import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { buildSite } from './site.mjs';

const { metafile } = await build({
  entryPoints: {
    main: 'src/cli/main.ts',
    index: 'src/index.ts',
    'verify-worker': 'src/cli/verify-worker.ts',
    'file-worker': 'src/cli/file-worker.ts',
    'replay-worker': 'src/cli/replay-worker.ts',
  },
  outdir: 'lib',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: true,
  logLevel: 'warning',
  metafile: true,
  // 31 MB, required by the proof of KQL alone.
  external: ['@kusto/language-service-next'],
  // Packages written as CommonJS call require() inside the bundle.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

// What an earlier build left goes last, so that a command that runs meanwhile finds its chunks.
const made = new Set(['site', ...Object.keys(metafile.outputs).map((path) => basename(path))]);
for (const name of readdirSync('lib')) if (!made.has(name)) rmSync(`lib/${name}`, { recursive: true });

await buildSite('lib/site');

// What the pages of a catalogue load: copied into each site.
await build({
  entryPoints: { catalog: 'src/catalog/client/catalog.ts', style: 'src/catalog/client/catalog.css' },
  entryNames: '[name]',
  outdir: 'lib/site',
  bundle: true,
  format: 'iife',
  target: 'es2022',
  minify: true,
  logLevel: 'warning',
});

// The package's own data files are read once here, with the readers that were just bundled.
execFileSync(process.execPath, ['bin/rulegen.js', 'snapshots'], { stdio: 'inherit' });
