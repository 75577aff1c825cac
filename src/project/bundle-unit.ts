import type { BundleUnit } from '../targets/bundle.ts';
import type { ManifestUnit } from './manifest.ts';

/** A unit as bundles see it; nothing where it has no artifacts. Those that are not on disk when they are read are named to `missing`. */
export function bundleUnit(
  unit: ManifestUnit,
  folder: string,
  textAt: (path: string) => string | undefined,
  missing: (path: string) => void,
): readonly BundleUnit[] {
  const published = unit.status === 'refused' || unit.status === 'accepted' ? (unit.lastGood ?? []) : unit.artifacts;
  const read = (path: string): string | undefined => {
    const text = textAt(path);
    if (text === undefined) missing(path);
    return text;
  };
  const artifacts = published.map(({ path, kind }) => ({
    path: path.slice(folder.length + 1),
    kind,
    read: () => read(path),
  }));
  if (artifacts.length === 0) return [];
  return [
    {
      rule: unit.rule,
      version: unit.version ?? undefined,
      logType: unit.logType,
      home: unit.home,
      enabled: unit.enabled ?? true,
      alerting: unit.alerting ?? true,
      retired: unit.status === 'retired',
      artifacts,
    },
  ];
}
