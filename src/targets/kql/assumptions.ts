import type { MappedRule } from '../../mapping/mapping.ts';
import type { KqlExpression, KqlQuery, KqlStage } from './ast.ts';
import { visit } from './map-expression.ts';

/** What the engine is taken to do without a page that says so, each a sentence. */
const assumptions: readonly (readonly [uses: (e: KqlExpression) => boolean, says: string])[] = [
  [
    (e) => e.kind === 'call' && e.name === 'tostring' && e.args[0]?.kind === 'path',
    'tostring() of a text inside dynamic gives the text as the log wrote it, date-like texts included.',
  ],
  [
    (e) => e.kind === 'call' && e.name === 'set_has_element',
    'set_has_element() compares types too: a number is no element of a list of texts.',
  ],
  [(e) => e.kind === 'call' && e.name === 'strcmp', 'strcmp() orders text by code point.'],
  [
    (e) => e.kind === 'call' && (e.name === 'make_list_if' || e.name === 'make_set'),
    'mv-apply keeps the order of the list, and make_list_if() the order of the rows.',
  ],
  [
    (e) => e.kind === 'call' && e.name === 'bag_has_key',
    'A key with an explicit null is kept in dynamic and told apart from an absent key.',
  ],
  [
    (e) => (e.kind === 'binary' && ['=~', '!~'].includes(e.operator)) || (e.kind === 'in' && e.ignoreCase),
    "Operators that ignore case fold letters as Python's lower() does.",
  ],
];

/** The assumptions that a query makes. */
export function assumptionsOf(query: KqlQuery, rule: MappedRule): readonly string[] {
  const expressions = query.stages.flatMap(expressionsOf);
  const found = new Set<string>();
  for (const expression of expressions)
    visit(expression, (part) => {
      for (const [uses, says] of assumptions) if (uses(part)) found.add(says);
    });
  const made = assumptions.map(([, says]) => says).filter((says) => found.has(says));
  const { lag } = rule.home;
  return lag.certainty === 'documented'
    ? made
    : [...made, `Events arrive within ${lag.minutes} minutes: the home's greatest lag is ${lag.certainty}.`];
}

function expressionsOf(stage: KqlStage): readonly KqlExpression[] {
  switch (stage.kind) {
    case 'where':
      return stage.conditions;
    case 'extend':
      return stage.columns.map((c) => c.value);
    case 'summarize':
      return [...stage.columns, ...stage.by].map((c) => c.value);
    case 'mv-apply':
      return [stage.item.value, ...stage.body.flatMap(expressionsOf)];
    case 'mv-expand':
      return [stage.item.value];
    case 'project-away':
    case 'sort':
      return [];
  }
}
