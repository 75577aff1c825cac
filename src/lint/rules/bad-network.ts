import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearNames } from '../../diagnostics/near.ts';
import { parseNetwork, printNetwork } from '../../ir/ip.ts';
import { ipKinds } from '../../ir/operators.ts';
import { nodesOf, testsIn } from '../../ir/walk.ts';
import type { LintRule } from '../lint-rule.ts';
import { placeIn } from '../lint-rule.ts';

/** Networks and kinds of addresses that no address can be in. */
export const badNetwork: LintRule = {
  name: 'bad-network',
  doc: {
    what: 'An operand of `cidr` that is no network, or has bits beyond its prefix, and an operand of `ip_is` that is no kind of address.',
    why: "The row never holds, or the network is another than it seems; Python's `ip_network` refuses both.",
    bad: 'Condition: client.ipAddress cidr "10.0.0.300/8"',
    good: 'Condition: client.ipAddress cidr "10.0.0.0/8"',
  },
  check: (rule) =>
    [...new Set(nodesOf(rule).flatMap(testsIn))].flatMap((test) => {
      if (test.operator !== 'cidr' && test.operator !== 'ip_is') return [];
      return test.operands.flatMap((operand): Diagnostic[] => {
        if (operand.kind !== 'literal') return [];
        const text = typeof operand.value === 'string' ? operand.value : '';
        const problem = test.operator === 'cidr' ? networkProblem(text) : kindProblem(text);
        if (problem === undefined) return [];
        const { severity, ...texts } = problem;
        const place = placeIn(rule, operand.span ?? test.span, 'Condition', 'Detection');
        return [diagnostic('bad-network', { network: JSON.stringify(text), ...texts }, { ...place, severity })];
      });
    }),
};

interface Problem {
  readonly problem: string;
  readonly fix: string;
  readonly severity: 'error' | 'warning';
}

function networkProblem(text: string): Problem | undefined {
  const network = parseNetwork(text);
  if (network === undefined)
    return {
      problem: 'is no network',
      fix: 'Write an address and a prefix length: "10.0.0.0/8", "2001:db8::/32".',
      severity: 'error',
    };
  if (parseNetwork(text, true) !== undefined) return undefined;
  const meant = printNetwork(network);
  return { problem: `has bits beyond its prefix; it means ${meant}`, fix: `Write "${meant}".`, severity: 'warning' };
}

function kindProblem(text: string): Problem | undefined {
  if (ipKinds.some((kind) => kind === text)) return undefined;
  const [near] = nearNames(text, ipKinds);
  const known = `One of: ${ipKinds.join(', ')}.`;
  const fix = near === undefined ? known : `Did you mean "${near}"? ${known}`;
  return { problem: 'is no kind of address', fix, severity: 'error' };
}
