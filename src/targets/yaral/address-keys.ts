import type { Reason } from '../../fidelity/reason.ts';
import type { Condition, Test } from '../../ir/condition.ts';
import type { Reference } from '../../ir/path.ts';
import type { Value } from '../../ir/value.ts';
import { keySources } from '../../lower/key-sources.ts';
import type { MappedValue } from '../../mapping/mapping.ts';

/** Declared of keys that read addresses: of a text that is none (a host name, an address with a port) UDM keeps nothing, so such keys are one. */
export function addressKeys(keys: readonly MappedValue[]): readonly Reason[] {
  return (keySources(keys)?.fields ?? []).flatMap((field): Reason[] => {
    if (field.kind !== 'reference' || field.to.kind !== 'column' || !isAddress(field.to.column.name)) return [];
    return [{ code: 'unparsed-value', within: [], detail: { when: isNoAddress(field.to.source) } }];
  });
}

function isAddress(column: string): boolean {
  return /\.(nat_)?ip$/.test(column);
}

function isNoAddress(source: Reference): Condition {
  const anywhere = ['0.0.0.0/0', '::/0'].map((value): Value => ({ kind: 'literal', value }));
  return { kind: 'and', operands: [row(source, 'truthy'), { kind: 'not', operand: row(source, 'cidr', anywhere) }] };
}

function row(source: Reference, operator: 'truthy' | 'cidr', operands: readonly Value[] = []): Test {
  return { kind: 'test', subject: { kind: 'reference', to: source }, operator, operands, ignoreCase: false, flags: [] };
}
