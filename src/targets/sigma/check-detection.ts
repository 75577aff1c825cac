import type { Blame } from './check.ts';
import type { ConditionExpression } from './condition.ts';
import { namesIn, namesMeant } from './parse-condition.ts';
import type { Item, ItemValue, ReadRule } from './syntax.ts';

/** Holds the detection of a rule to the specification and to SigmaHQ's conventions. */
export function checkDetection(
  rule: Pick<ReadRule, 'searches' | 'condition' | 'place'>,
  portable: boolean,
  blame: Blame,
): void {
  const names = [...rule.searches.keys()];
  const used = namesIn(rule.condition, names);
  for (const [name, { place }] of rule.searches)
    if (!used.includes(name)) blame('error', `dangling_detection: the condition never uses ${name}`, place);
  for (const name of used)
    if (!names.includes(name)) blame('error', `dangling_condition: there is no ${name}`, rule.place);
  for (const pattern of patternsIn(rule.condition)) {
    if (namesMeant(pattern, names).length === 0)
      blame('error', `dangling_condition: nothing fits ${pattern}`, rule.place);
    if (portable && (pattern === 'them' || !pattern.endsWith('*')))
      blame('warning', `sigmahq_missing_asterisk_condition: ${pattern}`, rule.place);
  }
  for (const search of rule.searches.values())
    if (search.kind === 'maps') for (const item of search.maps.flat()) checkItem(item, portable, blame);
}

function patternsIn(condition: ConditionExpression): readonly string[] {
  switch (condition.kind) {
    case 'name':
      return [];
    case 'of':
      return [condition.pattern];
    case 'and':
    case 'or':
      return condition.operands.flatMap(patternsIn);
    case 'not':
      return patternsIn(condition.operand);
  }
}

function checkItem(item: Item, portable: boolean, blame: Blame): void {
  const { modifiers, values, place } = item;
  const has = (name: Item['modifiers'][number]): boolean => modifiers.includes(name);
  const error = (message: string): void => blame('error', `${message}: ${item.text}`, place);
  const first = modifiers.findIndex((m) => m === 're' || m === 'cidr' || m === 'exists');
  if (first > 0) error('invalid_modifier_combinations');
  if (has('all') && values.length < 2) error('sigmahq_invalid_all_modifier');
  if (values.length > 1 && values.some((value) => value.kind === 'plain' && value.value === null))
    error('null_in_value_list');
  const flags = modifiers.filter((m) => m === 'i' || m === 'm' || m === 's');
  if (flags.length > 0 && !has('re')) error('invalid_modifier_combinations');
  const raw = has('re') || has('cidr') || has('fieldref');
  if (raw && values.some((value) => value.kind === 'plain')) error('a number where text is wanted');
  if (hasDuplicates(values, raw || has('cased'))) error('sigmahq_field_duplicate_value');
  if (!portable) return;
  const texts = values.flatMap((value) => (value.kind === 'text' ? [value.text] : []));
  if (has('cased') || has('exists') || has('neq')) blame('warning', `not portable: ${item.text}`, place);
  if (texts.some((text) => /[\u0000-\u001f]/.test(text))) error('control_character');
  if (!raw && texts.some((text) => /(?<!\\)(?:\\\\)*\*\*/.test(text)))
    blame('warning', `double_wildcard: ${item.text}`, place);
  if (has('re') && texts.some((text) => /\(\?[=!<>]/.test(text))) error('regex with lookaround or atomic groups');
}

/** Values that are one where case is ignored. */
function hasDuplicates(values: readonly ItemValue[], exactly: boolean): boolean {
  const marks = values.map((value) =>
    value.kind === 'plain' ? `p${String(value.value)}` : `t${exactly ? value.text : value.text.toLowerCase()}`,
  );
  return new Set(marks).size < marks.length;
}
