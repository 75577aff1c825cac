import { isOpenLogType } from '../config.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearNames } from '../diagnostics/near.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Rule } from '../ir/rule.ts';
import type { Node } from '../ir/walk.ts';
import { nodesOf, testsIn } from '../ir/walk.ts';
import type { Workspace } from '../workspace.ts';

/** Findings about names that a rule uses and the project does not have: log types and lists. */
export function unknownNames(
  rule: Rule | undefined,
  logTypes: readonly string[],
  workspace: Pick<Workspace, 'logType' | 'lists' | 'config'>,
): Diagnostic[] {
  if (!rule) return [];
  const place = { span: rule.spans.get('LogTypes') ?? rule.spans.get('RuleID'), rule: rule.id };
  const missing = rule.logTypes.filter(
    (name) => workspace.logType(name) === undefined && !isOpenLogType(workspace.config, name),
  );
  return [
    ...(rule.logTypes.length === 0
      ? [diagnostic('scheduled-rule', {}, { ...place, span: rule.spans.get('ScheduledQueries') })]
      : []),
    ...missing.map((name) => diagnostic('unknown-log-type', { name, near: nearNames(name, logTypes) }, place)),
    ...unknownLists(nodesOf(rule), rule.id, workspace, place.span),
  ];
}

/** Findings about lists that parts of a rule name and the project does not have. */
export function unknownLists(
  nodes: readonly Node[],
  rule: string,
  { lists }: Pick<Workspace, 'lists'>,
  otherwise: Span | undefined,
): Diagnostic[] {
  return listsIn(nodes)
    .filter(({ name }) => !lists.has(name))
    .map(({ name, span }) => {
      const near = nearNames(name, [...lists.keys()]);
      return diagnostic('unknown-list', { name, near }, { span: span ?? otherwise, rule });
    });
}

function listsIn(nodes: readonly Node[]): { name: string; span: Span | undefined }[] {
  return nodes
    .flatMap(testsIn)
    .filter((test) => test.operator === 'in_list')
    .flatMap((test) => test.operands)
    .flatMap((o) => (o.kind === 'literal' && typeof o.value === 'string' ? [{ name: o.value, span: o.span }] : []));
}
