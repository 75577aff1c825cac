import type { Field } from './log-type.ts';
import type { FieldKind } from './mapping.ts';

const indicators = [
  'actor_ids',
  'aws_account_ids',
  'aws_arns',
  'aws_instance_ids',
  'aws_tags',
  'cidrs',
  'domain_names',
  'emails',
  'ip_addresses',
  'mac_addresses',
  'md5_hashes',
  'mitre_attack_techniques',
  'serial_numbers',
  'sha1_hashes',
  'sha256_hashes',
  'trace_ids',
  'usernames',
];

/**
 * What Panther itself adds to every event: its standard fields, indicators and enrichment. No SIEM has them.
 * https://docs.panther.com/search/panther-fields
 */
export const pantherFields: readonly Field[] = [
  added('p_log_type', 'string', 'Log type of the event.'),
  added('p_event_time', 'timestamp', "The event's own time."),
  added('p_parse_time', 'timestamp', 'When Panther read the event.'),
  added('p_row_id', 'string', 'Id of the row in the data lake.'),
  added('p_schema_version', 'integer', "Version of Panther's schema."),
  added('p_source_id', 'string', 'Id of the log source.'),
  added('p_source_label', 'string', 'Name of the log source.'),
  added('p_source_file', 'json', 'File that the event came in.'),
  added('p_enrichment', 'json', 'What lookup tables know of the event.'),
  added('p_udm', 'json', 'Fields under the names of the data model.'),
  added('p_timeline', 'timestamp', 'Time that searches order by.'),
  added('p_alert_id', 'string', 'Alert of the event, in tables of alerts.'),
  added('p_alert_creation_time', 'timestamp', 'When that alert was opened.'),
  added('p_alert_update_time', 'timestamp', 'When that alert last changed.'),
  added('p_alert_context', 'json', 'Context of that alert.'),
  added('p_alert_severity', 'string', 'Severity of that alert.'),
  added('p_rule_id', 'string', 'Rule of that alert.'),
  added('p_rule_error', 'string', 'Error of that rule.'),
  added('p_rule_reports', 'json', 'Reports of that rule.'),
  added('p_rule_tags', 'json', 'Tags of that rule.'),
  added('p_rule_severity', 'string', 'Severity of that rule.'),
  ...indicators.map((name) => ({
    ...added(`p_any_${name}`, 'array', 'Values of that kind anywhere in the event.'),
    element: added('', 'string', ''),
  })),
];

function added(name: string, kind: FieldKind, description: string): Field {
  return { name, kind, fields: [], element: undefined, jsonText: false, description };
}
