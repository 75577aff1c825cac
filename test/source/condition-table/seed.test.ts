import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { printCondition, printRow } from '../../../src/ir/print.ts';
import { bare, tableOf } from './placed.ts';

const seedTable = `eventType in ["user.account.reset_password", "user.mfa.factor.update", "system.mfa.factor.deactivate", "user.mfa.attempt_bypass"]
actor.alternateId eq "system@okta.com"
transaction.id eq "unknown"
userAgent.rawUserAgent is_null
client.geographicalContext.country is_null`;

test('the table of the rule that the project started from', () => {
  const path = (...steps: string[]) => ({ kind: 'reference', to: { scope: 'event', path: steps } });
  const row = (subject: unknown, operator: string, ...operands: string[]) => ({
    kind: 'test',
    subject,
    operator,
    operands: operands.map((value) => ({ kind: 'literal', value })),
    ignoreCase: false,
    flags: [],
  });
  expect(bare(tableOf(seedTable))).toEqual({
    kind: 'and',
    operands: [
      row(
        path('eventType'),
        'in',
        'user.account.reset_password',
        'user.mfa.factor.update',
        'system.mfa.factor.deactivate',
        'user.mfa.attempt_bypass',
      ),
      row(path('actor', 'alternateId'), 'eq', 'system@okta.com'),
      row(path('transaction', 'id'), 'eq', 'unknown'),
      row(path('userAgent', 'rawUserAgent'), 'is_null'),
      row(path('client', 'geographicalContext', 'country'), 'is_null'),
    ],
  });
  expect(printRow(tableOf(seedTable))).toBe(seedTable.replaceAll('\n', ' and '));
  expect(bare(tableOf(printCondition(tableOf(seedTable))))).toEqual(bare(tableOf(seedTable)));
});

const page = new URL('../../../../shared/seed/okta-support-reset-page.txt', import.meta.url);
test.skipIf(!existsSync(page))('it is the table that the page publishes', () => {
  const [, published] = /\nCondition\n([\s\S]*?)\nIndicators\n/.exec(readFileSync(page, 'utf8')) ?? [];
  expect(published).toBe(seedTable);
});
