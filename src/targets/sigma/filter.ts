import type { MappedRule } from '../../mapping/mapping.ts';
import { uuidOf } from '../../uuid.ts';
import { exceptionLines } from '../exception-lines.ts';
import type { Settings } from '../target.ts';
import type { SigmaExpression } from './ast.ts';
import type { ConditionExpression } from './condition.ts';
import type { Detection, Selection } from './detection.ts';
import { layOut } from './detection.ts';
import type { SigmaDocument, SigmaFilter } from './document.ts';
import { logsourceOf } from './logsource.ts';
import type { Head } from './metadata.ts';
import type { Profile } from './options.ts';
import type { SaidParts } from './say-condition.ts';
import { oneLine, titleWith } from './title.ts';

/** The filter of a rule: only what `passes` says of the events that `base` finds is left. */
export function filterOf(
  head: Head,
  base: Pick<SigmaDocument, 'id'>,
  { passes, rows }: Pick<SaidParts, 'passes' | 'rows'>,
  mapped: MappedRule,
  settings: Settings,
  profile: Profile,
): SigmaFilter {
  const { definition: _, ...logsource } = logsourceOf(mapped.home);
  return {
    title: titleWith(head.title, ' - Filter', profile),
    id: uuidOf(`urn:uuid:${settings.uuid}#filter`),
    description: linesOf(mapped).map(oneLine).join('\n'),
    date: head.date,
    modified: head.modified,
    logsource,
    rule: base.id,
    detection: layOutFilter(passes),
    rows,
  };
}

function linesOf({ rule }: MappedRule): readonly string[] {
  const own = rule.filter.kind === 'true' ? [] : ['InlineFilters of the rule'];
  return [`What is taken from ${rule.id}.`, ...own, ...exceptionLines(rule)];
}

/**
 * An expression as the searches and the condition of a filter. The first is called `selection`, which the schema demands; the condition names
 * each, since pySigma gives them other names and leaves patterns as they are.
 */
function layOutFilter(expression: SigmaExpression): Detection {
  const { selections, condition } = layOut(expression);
  const found: Selection[] = [];
  const add = (maps: Selection['maps']): ConditionExpression => {
    const name = found.length === 0 ? 'selection' : `selection_${found.length + 1}`;
    found.push({ name, maps });
    return { kind: 'name', name };
  };
  const read = (one: ConditionExpression): ConditionExpression => {
    switch (one.kind) {
      case 'name':
        return add(selections.flatMap(({ name, maps }) => (name === one.name ? maps : [])));
      case 'of': {
        const prefix = one.pattern.slice(0, -1);
        const meant = selections.filter(({ name }) => name.startsWith(prefix)).map(({ maps }) => maps);
        // Any map of a list is enough, as any of the searches is.
        return one.quantity === '1' ? add(meant.flat()) : { kind: 'and', operands: meant.map(add) };
      }
      case 'and':
      case 'or':
        return { ...one, operands: one.operands.map(read) };
      case 'not':
        return { kind: 'not', operand: read(one.operand) };
    }
  };
  const whole = read(condition);
  return { selections: found, condition: whole };
}
