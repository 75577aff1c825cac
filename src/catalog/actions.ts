import type { Condition } from '../ir/condition.ts';
import { rowsOf } from './indicators.ts';

/**
 * The last keys of the fields by which logs name what was done: AWS's `eventName`, Okta's `eventType`, Azure's `operationName`,
 * Google's `methodName`, Kubernetes' `verb`, and their like; without case and underscores.
 */
const operationKeys: ReadonlySet<string> = new Set(
  'eventname eventtype eventaction operation operationname operationtype methodname method verb action actionname activity activitytype activitydisplayname eventtypename eventtypeid eventid eventsimplename apioperation apicall command'.split(
    ' ',
  ),
);

/** Fields of that kind whose last key says too little by itself, by log type. */
const ownFields: Readonly<Record<string, ReadonlySet<string>>> = {
  'GSuite.ActivityEvent': new Set(['name', 'events[].name']),
  'Auth0.Events': new Set(['data.type']),
  'GitLab.API': new Set(['path']),
  'Notion.AuditLogs': new Set(['event.type']),
};

/** The platform of a log type: what stands before its first dot. */
export function platformOf(logType: string): string {
  return logType.split('.')[0] ?? logType;
}

/** The operations that a rule asks for, as `platform value`, sorted: rows that want one of some constants on a field that names operations. */
export function actionsOf(condition: Condition, logTypes: readonly string[]): readonly string[] {
  const values = new Set<string>();
  for (const { test, field, positive } of rowsOf(condition)) {
    if (!positive || (test.operator !== 'eq' && test.operator !== 'in') || !namesOperation(field, logTypes)) continue;
    for (const operand of test.operands)
      if (operand.kind === 'literal' && typeof operand.value === 'string' && operand.value !== '')
        values.add(operand.value);
  }
  const platforms = new Set(logTypes.map(platformOf));
  return [...platforms].flatMap((platform) => [...values].map((value) => `${platform} ${value}`)).sort();
}

function namesOperation(field: string, logTypes: readonly string[]): boolean {
  if (logTypes.some((logType) => ownFields[logType]?.has(field))) return true;
  const last = field.slice(field.lastIndexOf('.') + 1).replace(/\)$/, '');
  return operationKeys.has(last.toLowerCase().replaceAll('_', ''));
}
