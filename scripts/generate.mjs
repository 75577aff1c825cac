// Compiles schemas/*.schema.json to plain validators: src/generated/validators.js, with its types.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ending = '.schema.json';
/** Schemas of what rulegen prints, for those who read it: nothing is read with them here. */
const printed = ['diff', 'drift', 'match', 'match-batch', 'match-batch-case', 'replay', 'verify'];

/** The generated files, by path below the repository: a test compares them with what is committed. */
export async function generate() {
  const names = readdirSync(join(root, 'schemas'))
    .filter((name) => name.endsWith(ending) && !printed.includes(name.slice(0, -ending.length)))
    .sort();
  const ajv = new Ajv.default({
    allErrors: true,
    verbose: true,
    strictTypes: false,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  // What editors show for a failed pattern or alternative; `schemaDiagnostics` shows it too.
  ajv.addVocabulary(['patternErrorMessage', 'errorMessage', 'markdownDescription', 'defaultSnippets']);
  addFormats.default(ajv);
  const exported = {};
  for (const name of names) {
    ajv.addSchema(JSON.parse(readFileSync(join(root, 'schemas', name), 'utf8')), name);
    exported[camelCase(name.slice(0, -ending.length))] = name;
  }
  const bundled = await build({
    stdin: { contents: standalone.default(ajv, exported), resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    legalComments: 'none',
    banner: { js: '// Generated from schemas/ by scripts/generate.mjs.' },
  });
  const types = [
    '// Generated from schemas/ by scripts/generate.mjs.',
    "/** What a schema says is wrong: the part of ajv's error objects that is used. */",
    'export interface SchemaError {',
    '  readonly instancePath: string;',
    '  readonly schemaPath: string;',
    '  readonly keyword: string;',
    '  readonly params: Readonly<Record<string, unknown>>;',
    '  readonly message?: string | undefined;',
    '  /** The schema around the failed keyword. */',
    '  readonly parentSchema?: Readonly<Record<string, unknown>> | undefined;',
    '}',
    '',
    '/** Checks plain JSON (`forSchema`) against a schema; `errors` are those of the last call. */',
    'export interface Validator {',
    '  (data: unknown): boolean;',
    '  errors?: readonly SchemaError[] | null | undefined;',
    '}',
    ...Object.entries(exported).map(([name, file]) => `/** schemas/${file} */\nexport const ${name}: Validator;`),
    '',
  ].join('\n');
  return {
    'src/generated/validators.js': bundled.outputFiles[0].text,
    'src/generated/validators.d.ts': types,
  };
}

function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = await generate();
  mkdirSync(join(root, 'src', 'generated'), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
}
