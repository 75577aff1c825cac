import type { Compiled, Instance, Moment, Scalar } from './run-value.ts';
import { listValue, scalar, textOf } from './run-value.ts';

const names = [
  'max',
  'min',
  'sum',
  'count',
  'count_distinct',
  'array',
  'array_distinct',
  'window.first',
  'window.last',
] as const;
type Aggregate = (typeof names)[number];

/** Whether a function makes one value of the events of a group. */
export function isAggregate(name: string): name is Aggregate {
  return names.some((known) => known === name);
}

/** Lists are cut at this length. https://docs.cloud.google.com/chronicle/docs/yara-l/outcome-syntax */
const longestList = 1000;

/** A function over all copies of all events of a group. */
export function aggregate(name: Aggregate, args: readonly Compiled[]): Compiled {
  const [first, second] = args;
  const none = scalar('int', () => 0n);
  const of = first ?? none;
  const numeric = of.type === 'float' ? 'float' : 'int';
  const values = (moment: Moment): readonly Scalar[] => overGroup(moment, (at) => of.all(at)).flat();
  switch (name) {
    case 'max':
    case 'min':
      return scalar(numeric, (moment) => extreme(values(moment), name === 'max') ?? 0n);
    case 'sum':
      return numeric === 'float'
        ? scalar('float', (moment) => values(moment).reduce<number>((a, b) => a + Number(b), 0))
        : scalar('int', (moment) => values(moment).reduce<bigint>((a, b) => a + (typeof b === 'bigint' ? b : 0n), 0n));
    case 'count':
      return scalar('int', (moment) => BigInt(values(moment).length));
    case 'count_distinct':
      return scalar('int', (moment) => BigInt(new Set(values(moment)).size));
    case 'array':
      return listValue((moment) => values(moment).slice(0, longestList));
    case 'array_distinct':
      return listValue((moment) => [...new Set(values(moment))].slice(0, longestList));
    case 'window.first':
    case 'window.last': {
      const shown = second ?? none;
      return scalar('string', (moment) => {
        const found = overGroup(moment, (at) => ({ by: Number(of.get(at)), value: shown.get(at) }));
        const sorted = found.toSorted((a, b) => a.by - b.by);
        return textOf((name === 'window.first' ? sorted[0] : sorted.at(-1))?.value ?? '');
      });
    }
  }
}

function extreme(values: readonly Scalar[], greatest: boolean): Scalar | undefined {
  let found: Scalar | undefined;
  for (const value of values) if (found === undefined || value > found === greatest) found = value;
  return found;
}

function overGroup<T>(moment: Moment, read: (at: Moment) => T): readonly T[] {
  const { event, chosen, position } = moment;
  const found = moment.group.map((instance) => {
    moveTo(moment, instance);
    return read(moment);
  });
  moveTo(moment, { event, chosen, position });
  return found;
}

/** Moves a moment to one copy of one event. */
export function moveTo(moment: Moment, { event, chosen, position }: Instance): void {
  moment.event = event;
  moment.chosen = chosen;
  moment.position = position;
}
