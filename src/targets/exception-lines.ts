import type { Rule } from '../ir/rule.ts';

/** The exceptions that a text holds, a line each: `exception exceptions/acme/okta.yml: the vendor's robot (IT, until 2027-01-31)`. */
export function exceptionLines({ exceptions = [] }: Rule): readonly string[] {
  return exceptions.map(({ path, reason, owner, expires }) => {
    const facts = [...(owner === undefined ? [] : [owner]), ...(expires === undefined ? [] : [`until ${expires}`])];
    return `exception ${path}: ${reason}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
  });
}
