import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Home } from '../../src/mapping/mapping.ts';
import { sigma } from '../../src/targets/sigma/index.ts';
import { columns, mappingFiles as files, mappingOf } from '../support/mappings.ts';
import { root } from '../support/project.ts';

const shared = resolve(root, '../shared/data');

describe.skipIf(!existsSync(join(shared, 'sentinel-tables.json')))('against the vendors own lists', () => {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(shared, name), 'utf8'));
  const homesOf = (target: string): Home[] =>
    files.filter((f) => f.target === target).flatMap((f) => [...mappingOf(f).homes]);

  test('Sentinel columns exist with that type', () => {
    const { tables } = json('sentinel-tables.json') as { tables: Record<string, Record<string, string>> };
    const types: Record<string, string> = { string: 'string', int: 'int', real: 'real', bool: 'bool' };
    for (const home of homesOf('kql')) {
      const name = String(home.source['table']);
      const table = tables[name] ?? newerTables[name];
      expect(table, home.name).toBeDefined();
      expect(table?.[String(home.source['time'])]).toBe('datetime');
      for (const column of columns(home)) {
        // An int of ours is Kusto's int or long.
        const type = table?.[column.name] === 'long' ? 'int' : table?.[column.name];
        expect(type, `${home.name}.${column.name}`).toBe(types[column.type] ?? column.type);
      }
    }
  });

  test('UDM paths exist, with their types, repetition and enum values', () => {
    const schema = json('udm-schema.json') as UdmSchema;
    for (const home of homesOf('yaral')) {
      for (const column of columns(home)) {
        const found = udmField(schema, column.name);
        expect(found, column.name).toBeDefined();
        expect(column.repeated, column.name).toBe(found?.repeated);
        expect(column.type, column.name).toBe(found?.type);
        if (column.type === 'enum' && column.values)
          for (const value of Object.values(column.values)) expect(found?.values, column.name).toContain(value);
      }
      for (const entry of home.fields.values()) {
        if (!entry.presence) continue;
        const values = udmField(schema, entry.presence.column.name)?.values;
        expect(values).toContain(entry.presence.absent);
        expect(values).toContain(entry.presence.present);
      }
    }
  });

  test('the Okta mapping says what the parser page says', () => {
    const page = json('okta-udm-mapping.json') as {
      fields: Record<string, { udm: { path: string }[]; enriched?: boolean }>;
    };
    const home = homesOf('yaral').find((h) => h.name === 'OKTA');
    const compared = Object.entries(page.fields).filter(([path]) => home?.fields.has(path));
    expect(compared.length).toBeGreaterThan(50);
    for (const [path, { udm, enriched }] of compared) {
      const entry = home?.fields.get(path);
      for (const column of entry?.columns ?? []) {
        if (path.endsWith('.behaviors')) continue;
        expect(
          udm.map((u) => u.path),
          path,
        ).toContain(column.name);
        expect(column.enriched, path).toBe(enriched === true);
      }
    }
  });

  test('documented names of Splunk are in the field lists of their source types, where there is a list', () => {
    const lists = json('splunk-fields.json') as Record<string, string[]>;
    // Read by a published search, beyond the events that the list was made from.
    const searched = new Set(['objectRef.name']);
    const covered = homesOf('spl').flatMap((home) => {
      const { sourcetype } = home.source;
      const types = (Array.isArray(sourcetype) ? sourcetype : [sourcetype]).map(String);
      const known = types.flatMap((type) => lists[type] ?? []);
      if (known.length === 0) return [];
      const documented = columns(home).filter(({ certainty }) => certainty === 'documented');
      const strange = documented.map(({ name }) => name).filter((name) => !known.includes(name) && !searched.has(name));
      expect(strange, types.join()).toEqual([]);
      return documented.length > 3 ? types : [];
    });
    expect(covered).toEqual(expect.arrayContaining(['aws:cloudtrail', 'azure:monitor:aad', 'mscs:azure:audit']));
  });

  test('documented names of Sigma are those of its rules, where the log source is one of theirs', () => {
    const { logTypes } = json('sigma-logsource-fields.json') as { logTypes: SigmaSource[] };
    // Taken from rules beyond the counted sample.
    const others = new Set(['sourceIPAddress', 'requestParameters.userName', 'objectRef.subresource', 'resultType']);
    const covered = files
      .filter(({ target }) => target === 'sigma')
      .map(mappingOf)
      .flatMap((mapping) => {
        const known = logTypes.find(({ logType }) => logType === mapping.logType);
        const sources = [known, ...(known?.alternatives ?? [])].filter((one) => one?.sigmaFields !== undefined);
        return mapping.homes.flatMap((home) => {
          const same = sources.find((one) => isSource(home, one?.logsource ?? {}));
          if (same?.sigmaFields === undefined) return [];
          const names = new Set([...same.sigmaFields.map(([name]) => name), ...others]);
          const documented = columns(home).filter(({ certainty }) => certainty === 'documented');
          expect(
            documented.map(({ name }) => name).filter((name) => !names.has(name)),
            home.name,
          ).toEqual([]);
          return documented.length > 0 ? [mapping.logType] : [];
        });
      });
    expect(covered).toEqual(
      expect.arrayContaining(['AWS.CloudTrail', 'Okta.SystemLog', 'GCP.AuditLog', 'GitHub.Audit']),
    );
  });

  test('where Sigma has no log source, the generic one has the proposed name', () => {
    const { logTypes } = json('sigma-logsource-fields.json') as { logTypes: (SigmaSource & { basis: string })[] };
    const proposed = logTypes.filter(({ basis }) => basis === 'proposed');
    expect(proposed.length).toBeGreaterThan(50);
    for (const { logType: name, logsource } of proposed)
      expect(sigma.generic({ logType: name, schema: undefined, options: {} }).source, name).toMatchObject(logsource);
  });
});

/** Tables that came after the reference data, with the columns that their connector's table file declares. */
const newerTables: Record<string, Record<string, string>> = {
  DatabricksAudit_CL: {
    ...Object.fromEntries(
      [
        ...[
          'SchemaVersion',
          'AuditLevel',
          'AccountId',
          'OrgId',
          'WorkspaceId',
          'ShardName',
          'ServiceName',
          'ActionName',
        ],
        ...['RequestId', 'SessionId', 'SourceIPAddress', 'UserAgent', 'UserEmail', 'UserSubjectName'],
        'ResponseErrorMessage',
      ].map((column) => [column, 'string']),
    ),
    TimeGenerated: 'datetime',
    EventTime: 'datetime',
    UserIdentity: 'dynamic',
    RequestParams: 'dynamic',
    ResponseStatusCode: 'int',
    ResponseResult: 'dynamic',
  },
};

interface SigmaSource {
  logType: string;
  logsource: Record<string, string>;
  sigmaFields?: [string, number][];
  alternatives?: Omit<SigmaSource, 'alternatives'>[];
}

function isSource({ source }: Home, wanted: Record<string, string>): boolean {
  return ['category', 'product', 'service'].every((key) => source[key] === wanted[key]);
}

interface UdmSchema {
  records: Record<string, Record<string, { kind: string; type: string; repeated: boolean }>>;
  enums: Record<string, unknown>;
}

/** A UDM path by the schema: the neutral type, whether anything on the way repeats, the values of an enum. Labels are read by key: one value. */
function udmField(
  schema: UdmSchema,
  path: string,
): { type: string; repeated: boolean; values: readonly string[] } | undefined {
  const [dotted = '', label] = path.split('["');
  if (label !== undefined) {
    const labels = /^(additional|extracted)\.fields$/.test(dotted) || udmRecord(schema, dotted) === 'label';
    return labels ? { type: 'string', repeated: false, values: [] } : undefined;
  }
  const coordinates = /\.region_coordinates\.(latitude|longitude)$/.test(dotted);
  const keys = (coordinates ? dotted.replace(/\.\w+$/, '') : dotted).split('.');
  let record = 'udm';
  let repeated = false;
  for (const [i, key] of keys.entries()) {
    const field = schema.records[record]?.[key];
    if (field === undefined) return undefined;
    repeated ||= field.repeated;
    if (i < keys.length - 1) {
      if (field.kind !== 'rec') return undefined;
      record = field.type;
      continue;
    }
    if (coordinates) return field.type === 'latLng' ? { type: 'real', repeated, values: [] } : undefined;
    if (field.kind === 'enum') return { type: 'enum', repeated, values: enumNames(schema, field.type) };
    return { type: neutral[field.type] ?? field.type, repeated, values: [] };
  }
  return undefined;
}

const neutral: Record<string, string> = {
  string: 'string',
  bool: 'bool',
  int32: 'int',
  int64: 'int',
  uint64: 'int',
  float: 'real',
  double: 'real',
  timestamp: 'datetime',
};

function udmRecord(schema: UdmSchema, path: string): string | undefined {
  let record = 'udm';
  for (const key of path.split('.')) {
    const field = schema.records[record]?.[key];
    if (field?.kind !== 'rec') return undefined;
    record = field.type;
  }
  return record;
}

function enumNames(schema: UdmSchema, name: string): readonly string[] {
  const values = schema.enums[name];
  return (Array.isArray(values) ? values : Object.keys((values ?? {}) as object)).map((v: unknown) =>
    typeof v === 'object' && v !== null && 'name' in v ? String(v.name) : String(v),
  );
}
