import { sha256 } from '../project/manifest.ts';

/** The anchor of a combination on the page of indicators. */
export function combinationAnchor(key: string): string {
  return `c-${sha256(key).slice(0, 10)}`;
}

/** File names for rules by their ids: what is no letter or digit becomes `-`; of ids that would share a name each gets a mark of its own path. */
export function slugsFor(
  rules: readonly { readonly path: string; readonly id: string }[],
): ReadonlyMap<string, string> {
  const plain = new Map(rules.map(({ path, id }) => [path, slugOf(id)]));
  const counts = new Map<string, number>();
  for (const slug of plain.values()) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  return new Map(
    rules.map(({ path, id }) => {
      const slug = plain.get(path) ?? '';
      const shared = slug === '' || (counts.get(slug) ?? 0) > 1 || slugOf(id).length < id.length - longestCut;
      return [path, shared ? `${slug === '' ? 'rule' : slug}-${sha256(path).slice(0, 8)}` : slug];
    }),
  );
}

const longestSlug = 100;
const longestCut = 40;

function slugOf(id: string): string {
  return id
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '');
}
