import { topScope } from '../../lower/lower-condition.ts';
import type { MappedEntity } from '../../mapping/mapping.ts';
import type { AccountForm } from './account-form.ts';
import { accountForm } from './account-form.ts';
import type { KqlAlert, KqlExpression } from './ast.ts';
import { call, path, text } from './build.ts';
import { isRefused } from './cell.ts';
import { some, visit } from './map-expression.ts';
import { readerAt } from './operators.ts';
import { plainText, readValue } from './values.ts';

type Entities = KqlAlert['entities'];

/**
 * The entities of an alert and the columns that identify them. https://learn.microsoft.com/azure/sentinel/entities-reference
 * One that must be looked for in a list is left out, unless what the rule reads anyway (`others`) reads that column too: no
 * event is gone through for the entity's sake.
 */
export function readEntities(
  entities: readonly MappedEntity[],
  others: readonly KqlExpression[],
  add: (wanted: string, value: KqlExpression) => string,
): { readonly entities: Entities; readonly notes: readonly string[] } {
  const found: Entities[number][] = [];
  const notes: string[] = [];
  const reader = readerAt(topScope, undefined, true);
  const read = new Set(others.flatMap(columnsIn));
  for (const { role, type, value } of entities) {
    const cell = readValue(value, reader);
    if (isRefused(cell)) continue;
    const isSought = some(cell.expr, (part) => part.kind === 'gathered');
    if (isSought && !columnsIn(cell.expr).some((column) => read.has(column))) continue;
    const name = role.slice(0, 1).toUpperCase() + role.slice(1);
    const whole = (suffix: string): string => add(`${name}${suffix}`, plainText(cell));
    switch (type) {
      case 'account': {
        const column = whole('Account');
        // Columns of one `extend` do not see each other, so each part reads the value itself.
        const part = (index: number): KqlExpression =>
          call('tostring', path(call('split', plainText(cell), text('@')), [index]));
        found.push({ type: 'Account', fields: accountFields(accountForm(value), column, part, name, add) });
        break;
      }
      case 'ip':
        found.push({ type: 'IP', fields: [{ identifier: 'Address', column: whole('Address') }] });
        break;
      case 'host':
        found.push({ type: 'Host', fields: [{ identifier: 'HostName', column: whole('Host') }] });
        break;
      case 'url':
        found.push({ type: 'URL', fields: [{ identifier: 'Url', column: whole('Url') }] });
        break;
      case 'mailbox':
        found.push({ type: 'Mailbox', fields: [{ identifier: 'MailboxPrimaryAddress', column: whole('Mailbox') }] });
        break;
      case 'cloud-resource':
        notes.push('a cloud resource is no entity that Sentinel knows outside Azure: it is left out.');
        break;
    }
  }
  return { entities: found, notes };
}

function accountFields(
  form: AccountForm,
  column: string,
  part: (index: number) => KqlExpression,
  name: string,
  add: (wanted: string, value: KqlExpression) => string,
): Entities[number]['fields'] {
  switch (form) {
    case 'address':
      return [
        { identifier: 'FullName', column },
        { identifier: 'Name', column: add(`${name}Name`, part(0)) },
        { identifier: 'UPNSuffix', column: add(`${name}UPNSuffix`, part(1)) },
      ];
    case 'login':
      return [{ identifier: 'Name', column }];
    case 'other':
      return [{ identifier: 'FullName', column }];
  }
}

function columnsIn(e: KqlExpression): readonly string[] {
  const names: string[] = [];
  visit(e, (part) => {
    if (part.kind === 'column') names.push(part.name);
  });
  return names;
}
