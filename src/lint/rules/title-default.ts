import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { evaluate } from '../../ir/evaluate.ts';
import { pythonText } from '../../ir/python-text.ts';
import { readValue } from '../../ir/read-value.ts';
import { wholeCondition } from '../../ir/rule.ts';
import type { Value } from '../../ir/value.ts';
import { nodesIn } from '../../ir/walk.ts';
import { contextFor } from '../context-for.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Titles that show a placeholder on every event that should match. */
export const titleDefault: LintRule = {
  name: 'title-default',
  doc: {
    what: "A title that shows the same placeholder on each of the rule's positive tests (two or more), so that what it stands for is never found.",
    why: 'Whoever is paged reads a title that names nobody, and the path behind it is most often wrong.',
    bad: 'AlertTitle: "Reset of {default(target[0].alternateId, \\"<UNKNOWN>\\")}"   # no test has target[0].alternateId',
    good: 'AlertTitle: "Reset of {default(target[0].displayName, \\"<UNKNOWN>\\")}"',
  },
  check: (rule, context) => {
    const words = placeholdersIn(rule.alert.title);
    if (words.length === 0 || !context.withTests) return [];
    const whole = wholeCondition(rule);
    const titles = rule.tests
      .filter((test) => test.expected && test.under === undefined)
      .map((test) => contextFor(rule, test.log, context))
      .filter((one) => evaluate(whole, one))
      .map((one) => pythonText(readValue(rule.alert.title, one)));
    if (titles.length < 2) return [];
    return words
      .filter((word) => titles.every((title) => title.includes(word)))
      .map((word): Diagnostic => {
        const parameters = { word, count: titles.length };
        return diagnostic(
          'title-default',
          parameters,
          placeIn(rule, rule.alert.title.span, 'AlertTitle', 'DisplayName'),
        );
      });
  },
};

/** Texts in angle brackets that the title shows where a value is missing. */
function placeholdersIn(title: Value): string[] {
  const defaults = [...nodesIn(title)].flatMap((node): Value[] => {
    if (node.kind === 'call' && (node.name === 'default' || node.name === 'if_missing')) return node.args.slice(1);
    return node.kind === 'if' ? [node.then, node.otherwise] : [];
  });
  const texts = defaults.flatMap((one) => (one.kind === 'literal' && typeof one.value === 'string' ? [one.value] : []));
  return [...new Set(texts)].filter((text) => /^[<[].+[>\]]$/.test(text));
}
