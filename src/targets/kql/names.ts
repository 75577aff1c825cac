/** Gives out column names, each once. */
export interface Names {
  readonly fresh: (wanted: string) => string;
  readonly isTaken: (name: string) => boolean;
  /** Names that go on from here apart. */
  readonly fork: () => Names;
}

/** Columns that every table may have, whatever its mapping names. */
const common = ['TimeGenerated', 'TenantId', 'Type', 'SourceSystem', '_ResourceId', '_IsBillable', '_BilledSize'];

/** Names that do not hide any of the columns. */
export function namesBeside(columns: Iterable<string>): Names {
  return namesAfter(new Set([...common, ...columns]));
}

function namesAfter(taken: Set<string>): Names {
  return {
    fork: () => namesAfter(new Set(taken)),
    isTaken: (name) => taken.has(name),
    fresh: (wanted) => {
      let name = wanted;
      for (let n = 2; taken.has(name); n++) name = `${wanted}${n}`;
      taken.add(name);
      return name;
    },
  };
}
