import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/ir/path.ts';
import type { Field, LogType } from '../../src/mapping/log-type.ts';
import type { FoundField } from '../../src/mapping/log-type-lookup.ts';
import { findField } from '../../src/mapping/log-type-lookup.ts';
import { readLogType } from '../../src/source/log-type-file.ts';

const root = resolve(import.meta.dirname, '../..');
const data = resolve(root, '../shared/data/panther-log-fields.json');

/** Paths that public test logs hold and no event of the vendor does. */
const exceptions: Record<string, readonly RegExp[]> = {
  'Okta.SystemLog': [
    // A user agent split at its commas by hand.
    /^client\.userAgent\["like Gecko\) Chrome\/102\.0\.0\.0 Safari\/537\.36"\]$/,
    // An address and a version copied into the place by hand.
    /^request\.ipChain\[\]\.geographicalContext\.(ip|version)$/,
    // The behaviours of one log, pasted as a mapping.
    /^debugcontext\.debugData\.behaviors\["/,
  ],
  // A misspelt accessKeyId.
  'AWS.CloudTrail': [/^userIdentity\.accesKeyId$/],
  'GitHub.Audit': [],
  'GCP.AuditLog': [
    // Payloads pasted without their entry, and entries pasted into their payload.
    /^(authorizationInfo|methodName|serviceName|status)(\[\]\.(granted|permission|resource))?$/,
    /^proto[pP]ayload\.(receive[tT]imestamp|timestamp|severity|resource(\.type|\.labels(\.(dataset|organization|project)_id)?)?)$/,
    // A Kubernetes object beside the request, and names that another collector gave.
    /^protoPayload\.spec($|\.)/,
    /^protoPayload\.(at_type|requestURI)$/,
  ],
  'Amazon.EKS.Audit': [],
  'Databricks.Audit': [],
  'Duo.Administrator': [],
  'GSuite.ActivityEvent': [],
  'Slack.AuditLogs': [],
  'Auth0.Events': [],
  'Crowdstrike.FDREvent': [],
  // A record of the REST interface, pasted among those of the export; a key with a quote too many.
  'Azure.MonitorActivity': [/^operationName\.(localizedValue|value)$/, /^status(\.|$)/, /^\["tenantId\\""\]$/],
  'Azure.Audit': [],
  'OneLogin.Events': [],
  'Notion.AuditLogs': [],
};

/** Kinds that a test log shows where the schema says another, and why the schema is right. */
const otherKinds: Record<string, readonly RegExp[]> = {
  'Okta.SystemLog': [
    // Some exports turn these JSON or list-like texts into lists, objects, or one text.
    /^debug[cC]ontext\.debugData(\.behaviors|\.logOnlySecurityData)?$/,
  ],
  'AWS.CloudTrail': [
    // Booleans written as text, and requests as text, by hand or by an older exporter.
    /^(managementEvent|readOnly|sessionCredentialFromConsole)$/,
    // One log lists ARNs alone.
    /^resources$/,
  ],
  'GitHub.Audit': [
    // Numbers that Panther's older schema kept as text.
    /_id$/,
    /^data\.hook_id$/,
  ],
  'GCP.AuditLog': [
    // Objects that were written by hand as text.
    /^(resource|protoPayload\.(requestMetadata|resourceLocation))$/,
    /^protoPayload\.authorizationInfo\[\]\.granted$/,
  ],
  'Azure.MonitorActivity': [
    // A record of the REST interface, and a request that somebody opened for reading.
    /^operationName$/,
    /^properties\.requestbody$/,
  ],
  'Azure.Audit': [
    // Texts that some logs hold as numbers, and a number held as text.
    /^(level|operationversion|resulttype)$/,
    /^properties\.autonomousSystemNumber$/,
  ],
  // Ids as text, by hand.
  'OneLogin.Events': [/^event_type_id$/],
};

describe.skipIf(!existsSync(data))('paths seen in public test logs', () => {
  const logs = existsSync(data)
    ? (JSON.parse(readFileSync(data, 'utf8')) as Record<string, { fields: Record<string, string[]> }>)
    : {};
  describe.each(Object.keys(exceptions))('%s', (name) => {
    const path = `log-types/${name}.yml`;
    const type = readLogType({ path, text: readFileSync(resolve(root, path), 'utf8') }, () => {});
    const seen = Object.entries(logs[name]?.fields ?? {});

    test('are known', () => {
      if (type === undefined) throw new Error(`${path} cannot be read`);
      const allowed = exceptions[name] ?? [];
      const unknown = seen.map(([at]) => at).filter((at) => find(type, at) === undefined);
      expect(unknown.filter((at) => !allowed.some((pattern) => pattern.test(at)))).toEqual([]);
      for (const pattern of allowed)
        expect(
          unknown.some((at) => pattern.test(at)),
          String(pattern),
        ).toBe(true);
    });

    test('have the kind that the schema says', () => {
      if (type === undefined) throw new Error(`${path} cannot be read`);
      const allowed = otherKinds[name] ?? [];
      const different = seen.flatMap(([at, kinds]) => {
        const found = find(type, at);
        if (found === undefined || allowed.some((pattern) => pattern.test(at))) return [];
        const odd = kinds.filter((kind) => !fits(kind, found));
        return odd.length === 0 ? [] : [`${at}: ${odd.join(', ')} is no ${found.kind}`];
      });
      expect(different).toEqual([]);
    });
  });
});

/** Follows a path of the data file: `a.b`, `a[].b`, `a["odd key"]`. */
function find(type: LogType, text: string): FoundField | undefined {
  let at: LogType | Field = type;
  let path: Step[] = [];
  for (const [token] of text.matchAll(/\[\]|\["(?:[^"\\]|\\.)*"\]|[^.[\]]+/g)) {
    if (token !== '[]') {
      path.push(token.startsWith('[') ? (JSON.parse(token.slice(1, -1)) as string) : token);
      continue;
    }
    const list: FoundField | undefined = findField(at, path);
    if (list === undefined || list.field?.element === undefined) return list?.kind === 'array' ? undefined : list;
    at = list.field.element;
    path = [];
  }
  return findField(at, path);
}

function fits(seen: string, found: FoundField): boolean {
  if (seen === 'null' || found.kind === 'json' || found.kind === 'unknown') return true;
  switch (found.kind) {
    case 'string':
      return seen === 'string';
    case 'integer':
      return seen === 'integer';
    case 'float':
      return seen === 'integer' || seen === 'number';
    case 'boolean':
      return seen === 'boolean';
    case 'timestamp':
      return seen === 'string' || seen === 'integer' || seen === 'number';
    case 'object':
      return seen === 'object';
    case 'array':
      return seen.startsWith('list');
  }
}
