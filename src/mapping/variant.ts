import type { Home } from './mapping.ts';

/** A further home that a target makes of each default home of a log type: the same store, set up to keep more. Never a default. */
export interface Variant {
  /** The name by which it is chosen. */
  readonly name: string;
  readonly make: (home: Home) => Pick<Home, 'title' | 'native' | 'fields'>;
}

/** The variants of a log type's default homes; none where a home of the mapping file has that name. */
export function variantsOf(homes: readonly Home[], variant: Variant | undefined): readonly Home[] {
  if (variant === undefined || homes.some(({ name }) => name === variant.name)) return [];
  const defaults = homes.filter((home) => home.default);
  return defaults.map((home) => ({
    ...home,
    ...variant.make(home),
    name: defaults.length > 1 ? `${variant.name}-${home.name}` : variant.name,
    chosenAs: variant.name,
    default: false,
  }));
}
