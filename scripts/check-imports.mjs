// Checks that imports run one way: a module may import its own layer's folder and any layer below it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', 'src');

/** Layers from the top; a folder may import from folders of lower layers, from itself, and from those listed beside it. */
const layers = [
  ['cli'],
  ['index'],
  ['catalog', 'playground'],
  ['project'],
  ['verify'],
  ['docs'],
  ['compile'],
  ['gate', 'exceptions', 'unit-places', 'unit-settings'],
  ['workspace'],
  ['source', 'lint', 'targets'],
  ['lower'],
  ['mapping'],
  ['fidelity'],
  ['unit', 'config'],
  ['uuid', 'glob'],
  ['regex', 'attack', 'print', 'envelope', 'ir', 'generated'],
  ['diagnostics'],
];
/** Sideways or upward imports that are allowed, each for a reason. */
const allowed = new Set([
  'ir→regex', // the reference meaning of `regex` runs our own matcher
  'fidelity→mapping', // types only: a reason names the mapped row
  'mapping→fidelity',
  'unit→targets', // types only: a unit holds artifacts, and what proving them needs
  'unit→fidelity',
  'unit→mapping',
  'source→config',
  'generated→source', // types only: the validators' shape
  'source→generated',
  'lint→config',
  'playground→catalog', // the same words and colours for what a rule becomes
]);

const layerOf = new Map(layers.flatMap((names, depth) => names.map((name) => [name, depth])));
const problems = [];
for (const file of walk(root)) {
  const from = homeOf(file);
  const text = readFileSync(file, 'utf8');
  for (const match of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
    const target = resolve(dirname(file), match[1]);
    const to = homeOf(target);
    const name = relative(root, file);
    if (from === 'targets' && to === 'targets') {
      const [, mine] = relative(root, file).split(sep);
      const [, theirs, inside] = relative(root, target).split(sep);
      if (inside !== undefined && theirs !== mine && mine !== 'index.ts')
        problems.push(`${name}: a target imports another target (${match[1]})`);
      continue;
    }
    if (from === to || allowed.has(`${from}→${to}`)) continue;
    if (!layerOf.has(from)) problems.push(`${name}: ${from} is in no layer`);
    else if (!layerOf.has(to)) problems.push(`${name}: ${to} is in no layer (${match[1]})`);
    else if (layerOf.get(to) <= layerOf.get(from)) problems.push(`${name}: ${from} may not import ${to} (${match[1]})`);
  }
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log('imports run one way');

function* walk(folder) {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) yield* walk(path);
    else if (path.endsWith('.ts')) yield path;
  }
}

function homeOf(file) {
  const [first] = relative(root, file).split(sep);
  return first.replace(/\.ts$/, '');
}
