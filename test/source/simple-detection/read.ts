import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { positionOf } from '../../../src/diagnostics/source.ts';
import type { Condition } from '../../../src/ir/condition.ts';
import { printCondition } from '../../../src/ir/print.ts';
import { Cursor } from '../../../src/source/cursor.ts';
import { readExpressions } from '../../../src/source/simple-detection.ts';
import { readYaml } from '../../../src/source/yaml.ts';

/** Match expressions read from YAML: the condition, as a table too, and each finding as `line:column code`. */
export function readDetection(text: string): {
  readonly condition: Condition;
  readonly table: string;
  readonly found: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const document = readYaml({ path: 'a.yml', text }, (d) => diagnostics.push(d));
  if (!document) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  const condition = readExpressions(new Cursor(document), (d) => diagnostics.push(d));
  const found = diagnostics.map((d) => {
    const at = d.span && positionOf(d.span.file, d.span.start);
    return `${at?.line}:${at?.column} ${d.code}`;
  });
  return { condition, table: printCondition(condition), found, diagnostics };
}
