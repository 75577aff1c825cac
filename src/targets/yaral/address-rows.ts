import { parseIp } from '../../ir/ip.ts';
import type { Scope } from '../../lower/lowering.ts';
import type { MappedTest } from '../../mapping/mapping.ts';
import type { YaralAnswer } from './answer.ts';
import { because, blurred, narrowed, widened } from './answer.ts';
import type { FieldTerm } from './ast.ts';
import { fieldsIn } from './build.ts';
import type { Subject } from './subject.ts';

/**
 * UDM keeps addresses alone in its `ip` fields, in its own spelling. A log may have a host name there (CloudTrail names the
 * service that called), so rows on the text, or on its absence, may answer otherwise.
 * https://docs.cloud.google.com/chronicle/docs/reference/udm-field-list
 */
export function asAddress(answer: YaralAnswer, subject: Subject, test: MappedTest, scope: Scope): YaralAnswer {
  if (!fieldsIn(subject.term).some(holdsAddresses)) return answer;
  const joins = test.operands.some((operand) => operand.kind !== 'literal');
  const unparsed = because('unparsed-value', test, scope, joins ? undefined : { type: 'address' });
  switch (test.operator) {
    case 'cidr':
    case 'ip_is':
    case 'is_true':
    case 'is_false':
      return answer;
    case 'is_null':
    case 'missing':
      return widened(answer, unparsed);
    case 'truthy':
    case 'type_is':
      return narrowed(answer, unparsed);
    case 'eq':
    case 'in':
    case 'has':
      return equality(answer, subject, test.operands, unparsed);
    case 'in_list':
      return equality(answer, subject, test.operands.slice(1), unparsed);
    case 'contains':
      return subject.fieldType === 'array'
        ? equality(answer, subject, test.operands, unparsed)
        : blurred(answer, unparsed);
    case 'starts_with':
    case 'ends_with':
    case 'wildcard':
    case 'regex':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return blurred(answer, unparsed);
  }
}

/** Equality with addresses is what the store can tell; with anything else, it cannot. */
function equality(
  answer: YaralAnswer,
  subject: Subject,
  operands: MappedTest['operands'],
  unparsed: ReturnType<typeof because>,
): YaralAnswer {
  const values = operands.map((operand) => (operand.kind === 'literal' ? operand.value : undefined));
  if (subject.term.kind === 'field' && values.every((value) => value === null || isAddress(value)))
    return values.includes(null) ? widened(answer, unparsed) : answer;
  return blurred(answer, unparsed);
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && parseIp(value) !== undefined;
}

/** A field of addresses. */
export function holdsAddresses({ path }: FieldTerm): boolean {
  const named = path.findLast((part) => part.kind !== 'index');
  return named?.kind === 'field' && (named.name === 'ip' || named.name === 'nat_ip');
}
