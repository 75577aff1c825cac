import type { Artifact } from './target.ts';

/** A rule as it runs in a SIEM, or as we would publish it, in a form in which both can be compared. */
export interface DeployedRule {
  /** By what the SIEM knows it: a UUID in lower case, or its name where that is all. */
  readonly id: string;
  readonly name: string;
  /** Its text, one line each. */
  readonly query: string;
  /** What else is set, by the SIEM's own keys, each value in one way of writing it. */
  readonly settings: Readonly<Record<string, string>>;
  /** The file that it was read from. */
  readonly path: string;
}

/** A file of an export. */
export interface ExportFile {
  /** Below the folder of the export, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** How a target's exports are read, and what we would publish beside them. */
export interface DeployedReader {
  /** The rules among files of an export; files of other kinds are none of its business. `unread`: those that should be and cannot. */
  readonly read: (files: readonly ExportFile[]) => DeployedRules;
  /** A unit as it would be deployed. */
  readonly own: (unit: OwnUnit) => readonly DeployedRule[];
}

export interface DeployedRules {
  readonly rules: readonly DeployedRule[];
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}

/** What we publish of a rule. */
export interface OwnUnit {
  readonly artifacts: readonly Artifact[];
  readonly enabled: boolean;
  readonly alerting: boolean;
}

/** A text without what no SIEM minds: spaces at line ends, empty lines around it. */
export function plainText(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** The values of a document by their path: `incidentConfiguration.groupingConfiguration.enabled`. Lists are written whole. */
export function flatSettings(value: unknown, path = ''): Readonly<Record<string, string>> {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
    // What is empty is what is not there.
    return text === '' || text === '[]' ? {} : { [path]: text };
  }
  const parts = Object.entries(value).map(([key, item]) => flatSettings(item, path === '' ? key : `${path}.${key}`));
  return Object.assign({}, ...parts) as Record<string, string>; // each part is such a record
}
