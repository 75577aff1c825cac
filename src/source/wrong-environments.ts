import type { Config, WrongEnvironment } from '../config.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { Cursor } from './cursor.ts';

/** Findings of a configuration: those of the whole, and those that stand within one of its environments. */
export interface SortedFindings {
  readonly general: readonly Diagnostic[];
  readonly wrong: readonly WrongEnvironment[];
}

/** Sorts findings by the environment that they stand in. Warnings make none wrong. */
export function byEnvironment(found: readonly Diagnostic[], environments: Cursor): SortedFindings {
  const places = environments.keys.map((name) => {
    const { keySpan, span } = environments.get(name);
    return { name, start: keySpan.start, end: Math.max(keySpan.end, span.end) };
  });
  const general: Diagnostic[] = [];
  const wrong = new Map<string, Diagnostic[]>();
  for (const one of found) {
    const at = one.severity === 'error' ? one.span?.start : undefined;
    const place = places.find(({ start, end }) => at !== undefined && start <= at && at <= end);
    if (place === undefined) general.push(one);
    else wrong.set(place.name, [...(wrong.get(place.name) ?? []), one]);
  }
  return { general, wrong: [...wrong].map(([name, findings]) => ({ name, findings })) };
}

/** A configuration without its wrong environments. Where none is left, it is itself wrong: then all is reported. */
export function withoutWrong(config: Config, wrong: readonly WrongEnvironment[], report: Report): Config {
  if (wrong.length === 0) return config;
  const environments = config.environments.filter(({ name }) => !wrong.some((one) => one.name === name));
  if (environments.length > 0)
    return { ...config, environments, wrongEnvironments: [...(config.wrongEnvironments ?? []), ...wrong] };
  for (const { findings } of wrong) findings.forEach(report);
  return config;
}
