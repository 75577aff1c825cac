import type { Publishing } from './config.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import type { Span } from './diagnostics/source.ts';
import { positionOf } from './diagnostics/source.ts';
import { matchesGlob } from './glob.ts';
import type { Exception, Rule } from './ir/rule.ts';

/**
 * A rule as an environment wants it on a target: with the exceptions that hold for it today. Without a target, with those that hold on all.
 * The rule itself where there are none. `today` is YYYY-MM-DD.
 */
export function withExceptions(rule: Rule, publishing: Publishing, target: string | undefined, today: string): Rule {
  const held = (publishing.exceptions ?? []).filter(
    (one) =>
      matchesGlob(one.rule, rule.id) &&
      !isExpired(one, today) &&
      (one.targets === undefined || (target !== undefined && one.targets.includes(target))),
  );
  return held.length === 0 ? rule : { ...rule, exceptions: held };
}

/** A rule with every exception that holds on some target: what all its texts together are asked about. */
export function withEveryException(rule: Rule, publishing: Publishing, today: string): Rule {
  const held = (publishing.exceptions ?? []).filter((one) => matchesGlob(one.rule, rule.id) && !isExpired(one, today));
  return held.length === 0 ? rule : { ...rule, exceptions: held };
}

/** Whether an exception's last day has passed. */
export function isExpired({ expires }: Pick<Exception, 'expires'>, today: string): boolean {
  return expires !== undefined && expires < today;
}

/** `exceptions/acme/okta.yml:3`. */
export function placeOfException({ path, span }: Exception): string {
  return `${path}:${positionOf(span.file, span.start).line}`;
}

/** A finding about a row of an exception says that it is one: the rule itself may be said. */
export function blamingException(found: Diagnostic, rule: Rule): Diagnostic {
  const owner = found.span && exceptionAt(found.span, rule);
  if (owner === undefined || found.code === 'target-limit') return found;
  const said = {
    rule: rule.id,
    place: placeOfException(owner),
    problem: found.message,
    target: found.target,
    fix: found.fix,
  };
  return diagnostic('exception-unsayable', said, { ...found, severity: found.severity });
}

/** The exception of a rule that holds a place. */
function exceptionAt({ file, start }: Span, rule: Rule): Exception | undefined {
  return rule.exceptions?.find(({ span }) => span.file.path === file.path && span.start <= start && start <= span.end);
}
