import type { YaralExpression, YaralQuery, YaralTerm } from './ast.ts';
import { extractedKey, keptByExtractors } from './extracted.ts';
import { listsOf } from './subject.ts';

/** What a rule relies on that no cited page says, a sentence each. */
export function assumptionsOf(query: YaralQuery): readonly string[] {
  const found = new Set<string>();
  for (const row of query.events) addExpression(row, false, found);
  for (const { value } of [...query.placeholders, ...query.outcome]) addTerm(value, false, found);
  const joints = query.events.length - 1 + query.events.reduce((sum, row) => sum + jointsIn(row), 0);
  if (joints > manyJoints)
    found.add(`The service runs a rule with ${joints} \`and\` and \`or\`: it limits them without a figure.`);
  return [...found].sort();
}

/** From how many `and` and `or` on the limit is worth a word; Google's longest community rules have a few dozen. */
const manyJoints = 40;

function jointsIn(node: YaralExpression): number {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.length - 1 + node.operands.reduce((sum, operand) => sum + jointsIn(operand), 0);
    case 'not':
    case 'same-element':
      return jointsIn(node.operand);
    case 'compare':
    case 'predicate':
    case 'exists':
      return 0;
  }
}

const byCall: Readonly<Record<string, string>> = {
  'arrays.length': 'A repeated field keeps each element of a list of the log, equal ones too.',
  'net.ip_in_range_cidr': 'net.ip_in_range_cidr is false on a text that is no address, the empty one included.',
  'cast.as_float': 'cast.as_float is asked after the row beside it has found a number, or gives 0 without an error.',
  'strings.to_lower': "strings.to_lower changes letters outside ASCII as Python's lower() does.",
  'strings.to_upper': "strings.to_upper changes letters outside ASCII as Python's upper() does.",
  'window.first': 'window.first takes the text that a function makes of the event.',
  'bytes.to_base64': 'metadata.id is the bytes of the event id.',
};

function addExpression(node: YaralExpression, negated: boolean, found: Set<string>): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) addExpression(operand, negated, found);
      return;
    case 'not':
      addExpression(node.operand, !negated, found);
      return;
    case 'same-element':
      addExpression(node.operand, negated, found);
      return;
    case 'compare': {
      if (node.nocase) found.add("`nocase` compares as Python's lower() does.");
      const unequal = negated !== (node.operator === '!=');
      addTerm(node.left, unequal, found);
      addTerm(node.right, unequal, found);
      return;
    }
    case 'predicate':
      addTerm(node.call, negated, found);
      return;
    case 'exists':
      return;
  }
}

function addTerm(term: YaralTerm, negated: boolean, found: Set<string>): void {
  switch (term.kind) {
    case 'field':
      if (extractedKey(term) !== undefined) found.add(keptByExtractors);
      if (negated && term.modifier === 'any')
        found.add('`not any` holds where no element does, an empty list included.');
      if (negated && term.path.some((part) => part.kind === 'key') && listsOf(term) > 0)
        found.add('An event has one element of the message whose label is tested negatively, or each has the label.');
      return;
    case 'call': {
      const said = byCall[term.name];
      if (said !== undefined) found.add(said);
      for (const arg of term.args) addTerm(arg, negated, found);
      return;
    }
    case 'if':
      addExpression(term.condition, false, found);
      addTerm(term.then, false, found);
      addTerm(term.otherwise, false, found);
      return;
    case 'text':
    case 'int':
    case 'float':
    case 'bool':
    case 'regex':
    case 'raw':
    case 'variable':
    case 'count':
      return;
  }
}
