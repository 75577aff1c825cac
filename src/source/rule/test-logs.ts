import type { Report } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import type { Json } from '../../ir/json.ts';
import { parseJsonAt } from '../../ir/parse-json.ts';
import type { YamlDocument } from '../yaml.ts';
import { readYaml } from '../yaml.ts';

/**
 * Reads a rule file whose tests have logs. Most logs are JSON, which is read ten times as fast as YAML; nothing inside them
 * has a place then. Where that does not work out the file is read as the YAML that it is.
 */
export function readWithLogs(file: SourceFile, text: string, report: Report): YamlDocument | undefined {
  const { rest, logs } = takeLogs(text);
  const quick = logs.size === 0 ? undefined : readYaml(file, () => {}, rest, logs);
  return quick ?? readYaml(file, report, text);
}

/** A text without the logs that are JSON, an empty mapping of the same length in place of each, and these by their offsets. */
export function takeLogs(text: string): { readonly rest: string; readonly logs: ReadonlyMap<number, Json> } {
  const logs = new Map<number, Json>();
  const parts: string[] = [];
  let from = 0;
  const log = /^ +(?:- +)?Log: *(?:\r?\n *)?\{/gm;
  for (let match = log.exec(text); match !== null; match = log.exec(text)) {
    const start = log.lastIndex - 1;
    const end = readLog(text, start, logs);
    if (end === undefined) continue;
    parts.push(text.slice(from, start + 1), ' '.repeat(end - start - 2));
    from = end - 1;
    log.lastIndex = end;
  }
  return { rest: logs.size === 0 ? text : parts.join('') + text.slice(from), logs };
}

/** Where the JSON ends that starts at an offset; undefined where YAML must read it. Tabs are not everywhere white space to YAML. */
function readLog(text: string, start: number, logs: Map<number, Json>): number | undefined {
  try {
    const { value, end } = parseJsonAt(text, start, true);
    if (text.slice(start, end).includes('\t')) return undefined;
    logs.set(start, value);
    return end;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
