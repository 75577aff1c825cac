import type { Json } from './json.ts';
import { isList, isNumber, isObject } from './json.ts';
import type { OperandKind } from './operators.ts';
import { ipKinds, typeNames } from './operators.ts';

/**
 * Whether a JSON value may stand as one operand of an operator: the operand itself, or one entry of its list.
 * What does not fit can still be compared with, as `const(JSON)` after the operator's `_field` spelling.
 */
export function operandFits(kind: OperandKind, value: Json): boolean {
  switch (kind) {
    case 'none':
      return false;
    case 'scalar':
    case 'scalars':
      return !isList(value) && !isObject(value);
    case 'text':
      return typeof value === 'string';
    case 'ordered':
      return typeof value === 'string' || isNumber(value);
    case 'ip-kind':
      return ipKinds.some((known) => known === value);
    case 'type':
      return typeNames.some((known) => known === value);
    case 'list-name':
      return typeof value === 'string' && value !== '';
  }
}

/** What an operator takes as one operand, in words for messages. */
export function operandWords(kind: OperandKind): string {
  switch (kind) {
    case 'none':
      return 'nothing';
    case 'scalar':
    case 'scalars':
      return 'one text, number, boolean or null';
    case 'text':
      return 'a text in double quotes';
    case 'ordered':
      return 'a number or a text in double quotes';
    case 'ip-kind':
      return `one of ${ipKinds.map((k) => `"${k}"`).join(', ')}`;
    case 'type':
      return `one of ${typeNames.map((k) => `"${k}"`).join(', ')}`;
    case 'list-name':
      return 'the name of a list in double quotes';
  }
}
