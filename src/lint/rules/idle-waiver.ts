import type { Parameters } from '../../diagnostics/catalogue.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearNames } from '../../diagnostics/near.ts';
import { reasons } from '../../fidelity/reasons.ts';
import { printReference } from '../../ir/print.ts';
import type { Rule } from '../../ir/rule.ts';
import { nodesOf, referencesIn } from '../../ir/walk.ts';
import type { LintContext, LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';
import type { PlacedWaiver } from '../waivers.ts';
import { waiversOf } from '../waivers.ts';

/** Waivers of something that there is not: a target, a reason, a field that the rule does not read. */
export const idleWaiver: LintRule = {
  name: 'idle-waiver',
  doc: {
    what: 'A waiver that names no target, no reason that can be waived, or a field that the rule does not read.',
    why: 'It accepts nothing, while its author believes that it does.',
    bad: 'Waivers:\n  - Target: yarl\n    Code: row-dropped\n    Reason: The parser does not keep this field.',
    good: 'Waivers:\n  - Target: yaral\n    Code: row-dropped\n    Reason: The parser does not keep this field.',
  },
  check: (rule, context) =>
    waiversOf(rule, context).flatMap((waiver) =>
      problemsOf(waiver, rule, context).map((problem) =>
        diagnostic('idle-waiver', problem, placeIn(rule, waiver.span, 'Waivers')),
      ),
    ),
};

type Problem = Parameters<'idle-waiver'>;

function problemsOf(waiver: PlacedWaiver, rule: Rule, context: LintContext): Problem[] {
  const problems: Problem[] = [];
  const { target, code, field } = waiver;
  if (target !== '*' && !context.targetNames.includes(target)) {
    const near = nearNames(target, context.targetNames);
    problems.push({
      problem: `there is no target ${target}`,
      near,
      known: `Known: ${context.targetNames.join(', ')}.`,
    });
  }
  // In a rule file the reader has reported the code already.
  if (waiver.from === 'configuration') problems.push(...codeProblems(code));
  if (field !== undefined && !fieldsOf(rule).includes(field.trim())) {
    const near = nearNames(field, fieldsOf(rule));
    problems.push({
      problem: `the rule does not read ${field}`,
      near,
      known: 'Correct the field, or remove the waiver.',
    });
  }
  return problems;
}

function codeProblems(code: string): Problem[] {
  if (Object.hasOwn(reasons, code)) return [];
  const known = Object.keys(reasons);
  return [
    { problem: `there is no reason ${code}`, near: nearNames(code, known), known: `Known: ${known.join(', ')}.` },
  ];
}

function fieldsOf(rule: Rule): string[] {
  const uses = nodesOf(rule).flatMap((node) => [...referencesIn(node)]);
  return [
    ...new Set(
      uses.flatMap(({ reference, lists }) => [printReference(reference), printReference(reference, lists.length)]),
    ),
  ];
}
