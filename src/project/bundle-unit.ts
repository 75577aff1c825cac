import type { BundleUnit } from '../targets/bundle.ts';
import type { ManifestUnit } from './manifest.ts';

/** A unit as bundles see it; nothing where it has no artifacts. Those that are not on disk are named to `missing` and left out. */
export function bundleUnit(
  unit: ManifestUnit,
  folder: string,
  textAt: (path: string) => string | undefined,
  missing: (path: string) => void,
): readonly BundleUnit[] {
  const published = unit.status === 'refused' || unit.status === 'accepted' ? (unit.lastGood ?? []) : unit.artifacts;
  const artifacts = published.flatMap(({ path, kind }) => {
    const content = textAt(path);
    if (content === undefined) missing(path);
    return content === undefined ? [] : [{ path: path.slice(folder.length + 1), kind, content }];
  });
  if (artifacts.length === 0) return [];
  return [
    {
      rule: unit.rule,
      version: unit.version ?? undefined,
      logType: unit.logType,
      home: unit.home,
      enabled: unit.enabled ?? true,
      alerting: unit.alerting ?? true,
      retired: isRetired(unit),
      artifacts,
    },
  ];
}

function isRetired({ status }: { readonly status: string }): boolean {
  return status === 'retired';
}
