import type { Config, Publishing } from './config.ts';
import type { Template } from './envelope/formats.ts';
import type { Json } from './ir/json.ts';
import type { Rule } from './ir/rule.ts';
import type { DataModel, LogType, Mapping } from './mapping/log-type.ts';
import type { Target } from './targets/target.ts';

/** Everything that compiling needs beside the rules, in memory. */
export interface Workspace {
  readonly targets: readonly Target[];
  readonly logType: (name: string) => LogType | undefined;
  readonly model: (logType: string) => DataModel | undefined;
  readonly mapping: (target: string, logType: string) => Mapping | undefined;
  /** The log types that a target has mappings for, for suggestions. */
  readonly mapped: (target: string) => readonly string[];
  readonly lists: ReadonlyMap<string, readonly Json[]>;
  readonly template: (target: string, name: string) => Template;
  readonly config: Config;
  /** YYYY-MM-DD: decides only whether a waiver has expired. */
  readonly today: string;
}

/** A rule with the folder that it stands in, below its rules folder (`""` at the top). */
export interface PlacedRule {
  readonly rule: Rule;
  readonly folder: string;
  /** Another rule's file name would be the same: this one's gets a mark. */
  readonly marked?: boolean | undefined;
}

/** The workspace as an environment sees it: with its own lists. */
export function inEnvironment(workspace: Workspace, { lists }: Publishing): Workspace {
  return lists === undefined ? workspace : { ...workspace, lists };
}
