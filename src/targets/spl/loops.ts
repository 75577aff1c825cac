import type { Fidelity, Reason } from '../../fidelity/reason.ts';
import { exact } from '../../fidelity/reason.ts';
import type { Condition } from '../../ir/condition.ts';
import type { Value } from '../../ir/value.ts';
import { nodesIn } from '../../ir/walk.ts';

/** That the list of a quantifier may be a text or object that the rule goes through too. `within`: the lists around it, outermost first. */
export function loopsIn(list: Value | undefined, within: readonly Value[]): Fidelity {
  if (list === undefined) return exact;
  const reasons = nodesIn(list).flatMap((node): readonly Reason[] => {
    const [of] = node.kind === 'call' && node.name === 'iterate' ? node.args : [];
    return of === undefined
      ? []
      : [{ code: 'loop-over-text', within: [], detail: { when: somewhere(isLoose(of), within) } }];
  });
  return { wider: reasons, narrower: reasons };
}

function isLoose(subject: Value): Condition {
  const operands = ['string', 'object'].map((value): Value => ({ kind: 'literal', value }));
  return { kind: 'test', subject, operator: 'type_is', operands, ignoreCase: false, flags: [] };
}

/** On some element of the lists around. */
function somewhere(condition: Condition, within: readonly Value[]): Condition {
  return within.reduceRight<Condition>(
    (where, list) => ({ kind: 'quantifier', quantifier: 'any', list, where }),
    condition,
  );
}
