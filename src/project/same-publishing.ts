import type { Environment, Publishing } from '../config.ts';
import { matchesGlob } from '../glob.ts';

/**
 * What of an environment's publishing can concern one rule on one target. A rule that is compiled with this alone gives the same units
 * in every environment where it is equal.
 */
export function concerning(
  { name: _name, span: _span, ...publishing }: Publishing & Partial<Environment>,
  rule: string,
  target: string,
): Publishing {
  const names = (glob: string): boolean => matchesGlob(glob, rule);
  const isHere = (one: { readonly rule: string; readonly target: string }): boolean =>
    names(one.rule) && matchesGlob(one.target, target);
  // The first pattern that fits counts.
  const first = <T>(byGlob: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(
      Object.entries(byGlob)
        .filter(([glob]) => names(glob))
        .slice(0, 1)
        .map(([, value]) => [rule, value]),
    );
  return {
    ...publishing,
    targets: [target],
    homes: only(publishing.homes, target),
    options: only(publishing.options, target),
    guessed: publishing.guessed.filter((name) => name === target),
    only: publishing.only && (publishing.only.some(names) ? [rule] : []),
    except: publishing.except.some(names) ? [rule] : [],
    disabled: publishing.disabled.some(names) ? [rule] : [],
    severity: first(publishing.severity),
    schedule: first(publishing.schedule),
    waivers: publishing.waivers.filter(isHere),
    acceptedRefusals: publishing.acceptedRefusals.filter(isHere),
    ...(publishing.exceptions && { exceptions: publishing.exceptions.filter((one) => names(one.rule)) }),
  };
}

/** Gives publishings a text that two share only if they are equal. What has a place in a file, and each table of lists, is known by its identity. */
export function publishingKeys(): (publishing: Publishing) => string {
  const numbers = new Map<object, number>();
  const numberOf = (one: object): number => {
    const known = numbers.get(one) ?? numbers.size;
    numbers.set(one, known);
    return known;
  };
  const short = (_key: string, value: unknown): unknown =>
    value instanceof Map || (typeof value === 'object' && value !== null && 'span' in value)
      ? { number: numberOf(value) }
      : typeof value === 'bigint'
        ? { bigint: String(value) }
        : value;
  return (publishing) => JSON.stringify(publishing, short);
}

function only<T>(all: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const found = all[key];
  return found === undefined ? {} : { [key]: found };
}
