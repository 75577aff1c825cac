import { fileURLToPath } from 'node:url';
import { loadPyodide } from 'pyodide';

/** Python functions called with one text and answering one text. */
export type AskPython = (module: string, name: string, request: string) => string;

/** Where the folder `test/python` stands inside that Python. */
const mounted = '/tests';

/** The path of a file of `test/python`, as that Python sees it. */
export function pathInPython(path: string): string {
  return `${mounted}/${path}`;
}

/** Starts a real CPython that sees the modules of this folder. */
export async function startPython(): Promise<AskPython> {
  const python = await loadPyodide();
  python.mountNodeFS(mounted, fileURLToPath(new URL('..', import.meta.url)));
  python.runPython(`
import sys
sys.dont_write_bytecode = True
sys.path[:0] = ["${mounted}/support", "${mounted}/fixtures/global_helpers"]
import panther_event
panther_event.install()
`);
  return (module, name, request) => {
    const called: (text: string) => unknown = python.runPython(`import ${module}\n${module}.${name}`);
    const answer = called(request);
    if (typeof answer !== 'string') throw new Error(`${module}.${name} answers no text`);
    return answer;
  };
}
