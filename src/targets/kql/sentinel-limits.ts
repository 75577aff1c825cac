import type { Limit } from '../target.ts';

const model =
  'https://github.com/Azure/Azure-Sentinel/tree/master/.script/tests/detectionTemplateSchemaValidation/Models';

/** Limits of an analytics rule of Sentinel, with the page or the check of Microsoft's repository that states each. */
export const limits = {
  /** UTF-8 bytes of a rule's or alert's name. */
  nameBytes: { most: 256, source: 'https://learn.microsoft.com/azure/sentinel/sentinel-service-limits' },
  description: { most: 5000, source: `${model}/AnalyticsTemplateInternalModelBase.cs` },
  query: { most: 10_000, source: 'https://learn.microsoft.com/azure/sentinel/create-analytics-rules' },
  details: { most: 20, source: 'https://learn.microsoft.com/azure/sentinel/sentinel-service-limits' },
  detailKey: { most: 20, source: `${model}/ScheduledTemplateInternalModel.cs` },
  entities: { most: 10, source: 'https://learn.microsoft.com/azure/sentinel/sentinel-service-limits' },
  identifiers: { most: 3, source: `${model}/ScheduledTemplateInternalModel.cs` },
  placeholders: { most: 3, source: `${model}/AlertDetailsOverride.cs` },
  schedule: { most: 14 * 24 * 60, source: 'https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview' },
  grouping: { most: 7 * 24 * 60, source: 'https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview' },
  techniques: { source: `${model}/ModelValidationAttributes/KillChainTechniquesHelper.cs` },
  nrt: { most: 50, source: 'https://learn.microsoft.com/azure/sentinel/near-real-time-rules' },
} as const satisfies Readonly<Record<string, { readonly most?: number; readonly source: string }>>;

/** A limit that the rule meets, as a build reports it. */
export function limit(
  name: keyof typeof limits,
  says: string,
  severity: Limit['severity'] = 'warning',
  key?: string,
): Limit {
  return { says, source: limits[name].source, severity, ...(key === undefined ? {} : { key }) };
}

/** UTF-8 bytes of a text. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The text, or as much of its start as fits with `…` behind it. */
export function cutBytes(text: string, most: number): string {
  if (bytesOf(text) <= most) return text;
  const room = most - bytesOf('…');
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > room) break;
    kept += character;
  }
  return `${kept}…`;
}
