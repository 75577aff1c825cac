import { extractedKey, keptByExtractors } from './extracted.ts';
import { isAddress } from './row-values.ts';
import type { Expression, RuleSyntax } from './syntax.ts';
import { walk } from './syntax.ts';
import { udmField } from './udm.ts';

/** What running a rule's text relies on that no cited page says, a sentence each, sorted: only what the text at hand touches. */
export function assumptionsIn(rule: RuleSyntax): readonly string[] {
  const found = new Set<string>();
  const nodes = [...rule.events, ...rule.outcome.map(({ value }) => value), rule.condition];
  for (const node of nodes) addFrom(node, false, found);
  const { match, options } = rule;
  if (match?.kind === 'over') {
    found.add('Hop windows start at whole multiples of a tenth of their length in event time.');
    found.add('Neighbouring windows of one key in which the condition holds give one detection.');
  }
  if (match) found.add('A rule over several events runs one block after the events, and again after 8 and 48 hours.');
  if (options.some(({ name }) => name === 'suppression_window'))
    found.add('A suppression window begins with the detection that it follows, and no key shares it with another.');
  return [...found].sort();
}

const byCall: Readonly<Record<string, string>> = {
  'arrays.length': 'A repeated field keeps each element of a list of the log, equal ones too.',
  'net.ip_in_range_cidr': 'net.ip_in_range_cidr is false on a text that is no address, the empty one included.',
  'cast.as_float': 'cast.as_float gives 0 for a text that is no number, without an error.',
  'cast.as_int': 'cast.as_int gives 0 for a text that is no number, without an error.',
  'strings.to_lower': "strings.to_lower changes letters outside ASCII as Python's lower() does.",
  'strings.to_upper': "strings.to_upper changes letters outside ASCII as Python's upper() does.",
  'strings.split': 'strings.split keeps empty pieces.',
  count_distinct: 'count_distinct counts the empty value of an unset field as a value.',
  'bytes.to_base64': 'metadata.id is the bytes of the event id.',
  'window.first': 'window.first takes the text that a function makes of the event.',
};

function addFrom(node: Expression, negated: boolean, found: Set<string>): void {
  switch (node.kind) {
    case 'not':
      addFrom(node.operand, !negated, found);
      return;
    case 'and':
    case 'or':
    case 'of':
      for (const operand of node.operands) addFrom(operand, negated, found);
      return;
    case 'group':
      addFrom(node.operand, negated, found);
      return;
    default:
      break;
  }
  const unequal = negated !== (node.kind === 'compare' && node.sign === '!=');
  for (const part of walk(node)) {
    if (part.kind === 'call') {
      const said = byCall[part.name];
      if (said !== undefined) found.add(said);
    }
    if ((part.kind === 'compare' && part.nocase) || part.kind === 'nocase')
      found.add("`nocase` compares as Python's lower() does.");
    if (part.kind !== 'path') continue;
    if (extractedKey({ path: part.steps }) !== undefined) found.add(keptByExtractors);
    if (part.modifier === 'any' && negated) found.add('`not any` holds where no element does, an empty list included.');
    if (part.modifier === 'all') found.add('`all` holds on an empty list.');
    if (isAddress(part.steps)) found.add('An ip field keeps each address as the log spells it, and no other text.');
    const keyed = part.steps.some(({ kind }) => kind === 'key');
    if (keyed && unequal && (udmField(part.steps)?.lists ?? 0) > 0)
      found.add('An event has one element of the message whose label is tested negatively, or each has the label.');
  }
}
