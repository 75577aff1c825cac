import { expect, it } from 'vitest';
import { compileRule } from '../../src/compile.ts';
import { ruleOf } from '../lint/context.ts';
import { open } from '../support/project.ts';

const { workspace, config } = open('rulegen.yml');

function certaintyOf(logType: string, condition: string, target: string): string | undefined {
  const rule = ruleOf(
    `AnalysisType: rule\nRuleID: A.Rule\nDisplayName: A Rule\nEnabled: true\nSeverity: Low\nLogTypes: [${logType}]\nCondition: ${JSON.stringify(condition)}\n`,
  );
  const [unit] = compileRule({ rule, folder: '' }, { ...config.base, targets: [target] }, undefined, workspace);
  return unit?.certainty;
}

it('is that of the least sure column that matches rest on', () => {
  expect(certaintyOf('Okta.SystemLog', 'eventType eq "user.session.start"', 'kql')).toBe('documented');
  expect(certaintyOf('Okta.SystemLog', 'eventType eq "a"\noutcome.result eq "FAILURE"', 'yaral')).toBe('inferred');
  expect(certaintyOf('Notion.AuditLogs', 'event.type eq "user.login"', 'kql')).toBe('generic');
});
