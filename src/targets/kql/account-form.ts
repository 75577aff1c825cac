import type { MappedValue } from '../../mapping/mapping.ts';

/** How a log writes an account: `name@suffix`, a bare login, or something else (an ARN, an id) that has no such parts. */
export type AccountForm = 'address' | 'login' | 'other';

const addresses = /^(alternate_?id|upn|user_?principal_?name|(\w+_)?e_?mail(_?address)?)$/i;
const logins = /^(actor|user|login|user_?name|(\w+_)(login|user|user_?name))$/i;

/** The form of an account by the field of the log that names it: by the last key of its path. */
export function accountForm(value: MappedValue): AccountForm {
  const key = lastKey(value);
  if (key === undefined) return 'other';
  if (addresses.test(key)) return 'address';
  return logins.test(key) ? 'login' : 'other';
}

function lastKey(value: MappedValue): string | undefined {
  const isKey = (step: string | number): step is string => typeof step === 'string';
  switch (value.kind) {
    case 'at':
      return value.steps.findLast(isKey);
    case 'reference':
      return 'path' in value.to.source ? value.to.source.path.findLast(isKey) : undefined;
    case 'literal':
    case 'call':
    case 'if':
    case 'first':
    case 'map':
    case 'lookup':
      return undefined;
  }
}
