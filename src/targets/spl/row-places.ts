import type { NativePart } from '../../mapping/native.ts';
import type { Store } from '../runner.ts';

/** Places of a store's events are remembered up to this number: keys may be data. */
const mostRemembered = 20_000;

/** A place in the events of a store, with what extraction calls it. */
export interface NamedPlace {
  /** Of the key as JSON writes it before its value, as UTF-8. */
  readonly labelBytes: number;
  /** Undefined for the event itself. */
  readonly name: string | undefined;
  readonly below: (key: string) => NamedPlace;
  /** Of the elements, where the place holds a list. */
  readonly inside: NamedPlace;
}

class KnownPlace implements NamedPlace {
  readonly labelBytes: number;
  readonly name: string | undefined;
  private readonly known = new Map<string, NamedPlace>();
  private elements: NamedPlace | undefined;
  private readonly parts: readonly NativePart[];
  private readonly places: Places;

  constructor(parts: readonly NativePart[], places: Places) {
    places.count += 1;
    const last = parts.at(-1);
    this.parts = parts;
    this.places = places;
    this.labelBytes = last === undefined ? 0 : Buffer.byteLength(`${JSON.stringify(last.key)}: `);
    this.name = last === undefined ? undefined : places.nameOf(parts);
  }

  below(key: string): NamedPlace {
    const known = this.known.get(key);
    if (known) return known;
    const made = new KnownPlace([...this.parts, { key, list: false }], this.places);
    this.known.set(key, made);
    return made;
  }

  get inside(): NamedPlace {
    const last = this.parts.at(-1);
    if (last === undefined) return this;
    const element = last.list ? { key: `${last.key}{}`, list: true } : { ...last, list: true };
    this.elements ??= new KnownPlace([...this.parts.slice(0, -1), element], this.places);
    return this.elements;
  }
}

class Places {
  count = 0;
  root: NamedPlace;
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
    this.root = new KnownPlace([], this);
  }

  nameOf(parts: readonly NativePart[]): string {
    return this.store.nativeName(parts, this.store.home.native?.prefix ?? '');
  }
}

const known = new WeakMap<Store, Places>();

/** The root of a store's places. Nothing but names is remembered, and not without end. */
export function placesOf(store: Store): NamedPlace {
  const places = known.get(store);
  if (places !== undefined && places.count < mostRemembered) return places.root;
  const made = new Places(store);
  known.set(store, made);
  return made.root;
}
