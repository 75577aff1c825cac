import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Needs } from '../targets/target.ts';
import type { Pending } from './build-file.ts';

/** Reports stores that would have to be set up to keep more fields than they can, for all rules of an environment together. */
export function tooManyNeeds(pending: readonly { readonly entry: Asking }[], report: Report): void {
  const asked = new Map<string, { readonly needs: Needs; readonly target: string; readonly fields: Set<string> }>();
  for (const { entry } of pending) {
    const { environment, target, needs } = entry;
    if (needs === undefined) continue;
    const key = JSON.stringify([environment, target, needs.of]);
    const all = asked.get(key) ?? { needs, target, fields: new Set() };
    asked.set(key, all);
    for (const field of needs.fields) all.fields.add(field);
  }
  for (const { needs, target, fields } of asked.values())
    if (fields.size > needs.atMost)
      report(diagnostic('too-many-needs', { of: needs.of, count: fields.size, limit: needs.atMost }, { target }));
}

type Asking = Pick<Pending['entry'], 'environment' | 'target' | 'needs'>;
