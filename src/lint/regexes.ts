import type { Span } from '../diagnostics/source.ts';
import type { Rule } from '../ir/rule.ts';
import { nodesOf, testsIn } from '../ir/walk.ts';
import type { RegexFlag } from '../regex/index.ts';

/** A literal regex of a rule. */
export interface PlacedRegex {
  readonly pattern: string;
  readonly flags: readonly RegexFlag[];
  readonly ignoreCase: boolean;
  readonly span: Span | undefined;
}

/** Every literal regex in a rule's conditions and values, once each. */
export function regexesIn(rule: Rule): PlacedRegex[] {
  const tests = new Set(nodesOf(rule).flatMap(testsIn));
  return [...tests].flatMap((test) =>
    test.operator !== 'regex'
      ? []
      : test.operands.flatMap((operand) =>
          operand.kind === 'literal' && typeof operand.value === 'string'
            ? [
                {
                  pattern: operand.value,
                  flags: test.flags,
                  ignoreCase: test.ignoreCase,
                  span: operand.span ?? test.span,
                },
              ]
            : [],
        ),
  );
}
