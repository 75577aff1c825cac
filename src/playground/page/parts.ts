/** What a part gives to those that need it. */
export type Exports = Record<string, unknown>;

/** Makes a part: `need` gives the parts that it named, `later` one that is loaded when asked for. */
export type Make = (
  need: (name: string) => Exports,
  module: { exports: Exports },
  later: (name: string) => Promise<Exports>,
) => void;

/**
 * Loads scripts that name what they need: classic ones, since a browser loads no module from a file. Each script calls `define`.
 */
export interface Parts {
  readonly define: (name: string, needs: readonly string[], make: Make) => void;
  readonly load: (name: string) => Promise<Exports>;
}

/** Parts of scripts beside this one, at `name` + `.js`. */
export function openParts(base: string): Parts {
  const defined = new Map<string, { readonly needs: readonly string[]; readonly make: Make }>();
  const made = new Map<string, Exports>();
  const fetched = new Map<string, Promise<void>>();

  const bring = (name: string): Promise<void> => {
    const known = fetched.get(name);
    if (known !== undefined) return known;
    const coming = (defined.has(name) ? Promise.resolve() : loadScript(`${base}${name}.js`)).then(async () => {
      await Promise.all((defined.get(name)?.needs ?? []).map(bring));
    });
    fetched.set(name, coming);
    // What could not be loaded may be asked for again.
    coming.catch(() => fetched.delete(name));
    return coming;
  };
  const need = (name: string): Exports => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const part = defined.get(name);
    if (part === undefined) throw new Error(`the part ${name} is not there`);
    const module = { exports: {} as Exports };
    made.set(name, module.exports);
    part.make(need, module, load);
    made.set(name, module.exports);
    return module.exports;
  };
  const load = async (name: string): Promise<Exports> => {
    await bring(name);
    return need(name);
  };
  return {
    define: (name, needs, make) => defined.set(name, { needs, make }),
    load,
  };
}

/** Loads a classic script. Rejects where that fails. */
export function loadScript(url: string): Promise<void> {
  return new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => done();
    script.onerror = () => fail(new Error(`${url} cannot be loaded`));
    document.head.append(script);
  });
}
