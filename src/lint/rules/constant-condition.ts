import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Condition, Test } from '../../ir/condition.ts';
import { contextOf, evaluate } from '../../ir/evaluate.ts';
import { meaningOf, normalize } from '../../ir/normalize.ts';
import { printRow, printValue } from '../../ir/print.ts';
import type { Rule } from '../../ir/rule.ts';
import { wholeCondition } from '../../ir/rule.ts';
import { nodesIn } from '../../ir/walk.ts';
import { assumeSchema } from '../../mapping/assume-schema.ts';
import { leaveOut } from '../../mapping/leave-out.ts';
import { contradiction } from '../implies.ts';
import type { Join } from '../joins.ts';
import { allNodes, joinsIn, rowsBySubject } from '../joins.ts';
import type { LintContext, LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Conditions that hold on every event, or on none. */
export const constantCondition: LintRule = {
  name: 'constant-condition',
  doc: {
    what: 'A condition or a part of it that holds on every event or on none: rows on one field that exclude each other, a condition joined with its own negation, a comparison of constants, lower-cased text compared with capitals.',
    why: 'What never holds is a blind spot that looks like a detection; what always holds selects nothing.',
    bad: 'Condition: |\n  eventType eq "user.session.start"\n  eventType eq "user.session.end"',
    good: 'Condition: eventType in ["user.session.start", "user.session.end"]',
  },
  check: (rule, context) => {
    const whole = wholeCondition(rule);
    const folded = normalize(whole);
    if (folded.kind === 'true' || folded.kind === 'false') {
      const parameters = { what: 'The condition', value: folded.kind === 'true', because: '' };
      const severity = whole.kind === 'true' ? 'warning' : 'error';
      return [
        diagnostic('constant-condition', parameters, {
          ...placeIn(rule, whole.span, 'Condition', 'Detection'),
          severity,
        }),
      ];
    }
    // Code that is general has branches that an event of this rule never takes: only what is left at the end counts.
    if (rule.python !== undefined) return neverMatches(rule, context);
    return [
      ...allNodes(rule).flatMap((node) => (node.kind === 'test' ? constantRow(node, rule) : [])),
      ...joinsIn(rule).flatMap((join) => [...constantPart(join, rule), ...excluding(join, rule, context)]),
    ];
  },
};

/** A lifted rule of which the schemas of all its log types leave nothing. */
function neverMatches(rule: Rule, context: LintContext): Diagnostic[] {
  const left = rule.logTypes.map((name) => leaveOut(rule, assumeSchema(context.logType(name), name)).rule.condition);
  if (left.length === 0 || left.some((condition) => condition.kind !== 'false')) return [];
  const because = `: no event of ${rule.logTypes.join(' or ')} passes`;
  const place = placeIn(rule, undefined, 'RuleID');
  return [diagnostic('constant-condition', { what: 'The condition', value: false, because }, place)];
}

function constantRow(test: Test, rule: Rule): Diagnostic[] {
  const constant = ![...nodesIn(test)].some((node) => node.kind === 'reference') && test.operator !== 'in_list';
  const never = isOtherCase(test) || normalize(test).kind === 'false';
  if (!constant && !never) return [];
  const value = !never && evaluate(test, contextOf({}));
  const because = isOtherCase(test)
    ? `: ${printValue(test.subject)} never gives such letters`
    : constant
      ? ': it reads nothing of the event'
      : ': its list is empty';
  return [finding(rule, test, printRow(test), value, because)];
}

/** `lower(x) eq "A"`: every operand has a letter that the function never gives. */
function isOtherCase(test: Test): boolean {
  const { subject, operands, operator } = test;
  const onText = ['eq', 'in', 'starts_with', 'ends_with', 'contains'].includes(operator) && !test.ignoreCase;
  if (subject.kind !== 'call' || !onText || operands.length === 0) return false;
  if (subject.name !== 'lower' && subject.name !== 'upper') return false;
  const give = subject.name === 'lower' ? 'toLowerCase' : 'toUpperCase';
  return operands.every((o) => o.kind === 'literal' && typeof o.value === 'string' && o.value[give]() !== o.value);
}

/** A part that folds to a constant, or stands beside its own negation. */
function constantPart(join: Join, rule: Rule): Diagnostic[] {
  const folded = join.parts.map((part) => normalize(part));
  const plain = new Set(folded.map(meaningOf));
  return join.parts.flatMap((part, i): Diagnostic[] => {
    const fold = folded[i];
    if (fold === undefined) return [];
    if ((part.kind === 'and' || part.kind === 'or') && (fold.kind === 'true' || fold.kind === 'false'))
      return [finding(rule, part, printRow(part), fold.kind === 'true', '')];
    if (fold.kind !== 'not' || !plain.has(meaningOf(fold.operand))) return [];
    const text = `${printRow(fold.operand)} ${join.kind} ${printRow(part)}`;
    return fold.operand.kind === 'test' && rowsDecide(join, fold.operand)
      ? []
      : [finding(rule, part, text, join.kind === 'or', ': one is the negation of the other')];
  });
}

/** Whether the rows on one subject already show the contradiction. */
function rowsDecide(join: Join, test: Test): boolean {
  const subject = meaningOf(test.subject);
  const rows = rowsBySubject(join).find((group) => group.some((row) => meaningOf(row.test.subject) === subject));
  return rows !== undefined && contradiction(rows, new Map()) !== undefined;
}

function excluding(join: Join, rule: Rule, context: LintContext): Diagnostic[] {
  return rowsBySubject(join).flatMap((rows): Diagnostic[] => {
    const clash = contradiction(rows, context.lists);
    const last = clash?.at(-1);
    if (clash === undefined || last === undefined) return [];
    const text = clash.map((row) => printRow(row.part)).join(` ${join.kind} `);
    const subject = printValue(last.test.subject);
    const because =
      join.kind === 'and'
        ? `: no value of ${subject} satisfies ${clash.length === 2 ? 'both' : 'them all'}`
        : `: every value of ${subject} satisfies one of them`;
    return [finding(rule, last.part, text, join.kind === 'or', because)];
  });
}

function finding(rule: Rule, node: Condition, text: string, value: boolean, because: string): Diagnostic {
  const place = placeIn(rule, node.span, 'Condition', 'Detection');
  return diagnostic('constant-condition', { what: `\`${text}\``, value, because }, place);
}
