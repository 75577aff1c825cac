import type { Reason, ReasonDetail } from '../../fidelity/reason.ts';
import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { Said, Scope, Unsupported } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { YaralExpression } from './ast.ts';
import { or } from './build.ts';

/** A row's answer in YARA-L. */
export type YaralAnswer = Said<YaralExpression> | Unsupported;

/** A reason on a row. */
export function because(code: ReasonCode, test: MappedTest, scope: Scope, detail?: ReasonDetail): Reason {
  return { code, test: test.origin, within: scope.within, detail };
}

/** Any of the answers: their disjunction with all their reasons, or the first refusal. */
export function anyOf(answers: readonly YaralAnswer[]): YaralAnswer {
  const said: Said<YaralExpression>[] = [];
  for (const answer of answers) {
    if ('unsupported' in answer) return answer;
    said.push(answer);
  }
  if (said.length === 0) return { unsupported: 'a row without operands never holds, which YARA-L has no row for' };
  return {
    ast: or(said.map((s) => s.ast)),
    wider: distinct(said.flatMap((s) => s.wider ?? [])),
    narrower: distinct(said.flatMap((s) => s.narrower ?? [])),
  };
}

/** The answer with more reasons. */
export function widened(answer: YaralAnswer, ...reasons: readonly Reason[]): YaralAnswer {
  return 'unsupported' in answer ? answer : { ...answer, wider: distinct([...(answer.wider ?? []), ...reasons]) };
}

/** The answer with more reasons to miss. */
export function narrowed(answer: YaralAnswer, ...reasons: readonly Reason[]): YaralAnswer {
  return 'unsupported' in answer ? answer : { ...answer, narrower: distinct([...(answer.narrower ?? []), ...reasons]) };
}

/** The answer with reasons in both directions. */
export function blurred(answer: YaralAnswer, ...reasons: readonly Reason[]): YaralAnswer {
  if ('unsupported' in answer) return answer;
  return {
    ast: answer.ast,
    wider: distinct([...(answer.wider ?? []), ...reasons]),
    narrower: distinct([...(answer.narrower ?? []), ...reasons]),
  };
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter((r, i) => reasons.findIndex((s) => s.code === r.code) === i);
}
