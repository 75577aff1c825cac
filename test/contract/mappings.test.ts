import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Step } from '../../src/ir/path.ts';
import { parseFieldKey } from '../../src/mapping/field-key.ts';
import type { Field, LogType, Mapping } from '../../src/mapping/log-type.ts';
import { findField } from '../../src/mapping/log-type-lookup.ts';
import type { Column, FieldEntry, Home } from '../../src/mapping/mapping.ts';
import { readDataModel } from '../../src/source/data-model-file.ts';
import { readLogType } from '../../src/source/log-type-file.ts';
import { readMapping } from '../../src/source/mapping-file.ts';

const root = resolve(import.meta.dirname, '../..');
const shared = resolve(root, '../shared/data');

function source(path: string): { path: string; text: string } {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

function strictly<T>(read: (report: (d: Diagnostic) => void) => T | undefined): T {
  const found: Diagnostic[] = [];
  const value = read((d) => found.push(d));
  expect(found.map((d) => `${d.code}: ${d.message}`)).toEqual([]);
  if (value === undefined) throw new Error('nothing was read');
  return value;
}

function logType(name: string): LogType {
  return strictly((report) => readLogType(source(`log-types/${name}.yml`), report));
}

const files = readdirSync(join(root, 'targets'), { withFileTypes: true })
  .filter((folder) => folder.isDirectory())
  .flatMap((folder) =>
    readdirSync(join(root, 'targets', folder.name))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({ target: folder.name, path: `targets/${folder.name}/${file}` })),
  );

function mappingOf({ target, path }: { target: string; path: string }): Mapping {
  return strictly((report) => readMapping(source(path), target, report));
}

/** Every column that an entry names, its branches' included. */
function columnsOf(entry: FieldEntry): readonly Column[] {
  const inside = entry.where.flatMap((branch) => [...branch.fields.values()].flatMap(columnsOf));
  return [...entry.columns, ...inside, ...(entry.presence ? [entry.presence.column] : [])];
}

const columns = (home: Home): readonly Column[] => [...home.fields.values()].flatMap(columnsOf);

/** Follows a mapping key through the schema: list crossings go into elements. */
function isKnown(type: LogType, key: string, from: LogType | Field = type): boolean {
  const parts = parseFieldKey(key) ?? [];
  let at: LogType | Field = from;
  let path: Step[] = [];
  for (const part of parts) {
    path.push(part.step);
    if (!part.list) continue;
    const list = findField(at, path);
    if (list === undefined) return false;
    if (list.open || list.kind === 'json' || list.field?.jsonText) return true;
    if (list.field?.element === undefined) return false;
    at = list.field.element;
    path = [];
  }
  return path.length === 0 || findField(at, path) !== undefined;
}

describe.each(files)('$path', (file) => {
  test('is valid, names a known log type and every field that it maps', () => {
    const mapping = mappingOf(file);
    const type = logType(mapping.logType);
    const unknown = mapping.homes.flatMap((home) => [...home.fields.keys()].filter((key) => !isKnown(type, key)));
    expect(unknown).toEqual([]);
    for (const home of mapping.homes) {
      for (const [key, entry] of home.fields) {
        const element = findField(
          type,
          (parseFieldKey(key) ?? []).map((part) => part.step),
        )?.field?.element;
        for (const branch of entry.where)
          for (const inner of branch.fields.keys()) expect(element && isKnown(type, inner, element), inner).toBe(true);
      }
    }
  });

  test('spells keys in the case of the log type', () => {
    const mapping = mappingOf(file);
    const type = logType(mapping.logType);
    for (const home of mapping.homes) {
      for (const key of home.fields.keys()) {
        const steps = (parseFieldKey(key) ?? []).filter((part) => !part.list).map((part) => part.step);
        if ((parseFieldKey(key) ?? []).some((part) => part.list)) continue;
        expect(findField(type, steps)?.canonical).toEqual(steps);
      }
    }
  });

  test('cites every column and home', () => {
    for (const home of mappingOf(file).homes) {
      for (const column of columns(home)) expect(column.cite, column.name).toMatch(/\S/);
      expect(home.lag.cite).toMatch(/\S/);
      expect(home.lag.minutes).toBeGreaterThan(0);
    }
  });

  test('answers every field of the log type that has columns elsewhere: mapped, native or said to be absent', () => {
    const mapping = mappingOf(file);
    const leaves = leavesOf(logType(mapping.logType).fields);
    for (const home of mapping.homes) {
      if (home.native || file.target === 'yaral') continue;
      expect(
        leaves.filter((path) => !isAnswered(home, path)),
        home.name,
      ).toEqual([]);
    }
  });
});

function leavesOf(fields: readonly Field[], prefix = ''): string[] {
  return fields.flatMap((field) => {
    const path = `${prefix}${/^[A-Za-z_][\w-]*$/.test(field.name) ? field.name : `\`${field.name}\``}`;
    return field.kind === 'object' && field.fields.length > 0 ? leavesOf(field.fields, `${path}.`) : [path];
  });
}

/** The field or an object above it has an entry, or a column holds whole events. */
function isAnswered(home: Home, path: string): boolean {
  const keys = path.split('.');
  return home.fields.has('') || keys.some((_, i) => home.fields.has(keys.slice(0, i + 1).join('.')));
}

describe('rules as common as the first one have columns in every default home', () => {
  const wanted: Record<string, string[]> = {
    'Okta.SystemLog': [
      'eventType',
      'actor.alternateId',
      'transaction.id',
      'client.userAgent.rawUserAgent',
      'client.geographicalContext.country',
      'client.ipAddress',
      'outcome.result',
    ],
    'AWS.CloudTrail': ['eventName', 'eventSource', 'errorCode', 'userIdentity.arn', 'sourceIPAddress', 'userAgent'],
    'GitHub.Audit': ['action', 'actor', 'repo', 'org', 'user', 'actor_ip'],
  };
  test.each(files)('$path', (file) => {
    const mapping = mappingOf(file);
    const home = mapping.homes.find((h) => h.default);
    for (const path of wanted[mapping.logType] ?? []) {
      const entry = home?.fields.get(path);
      const usable = entry?.columns.some((column) => column.certainty !== 'guessed');
      expect(usable || (entry === undefined && home?.native !== undefined), path).toBe(true);
    }
  });
});

test('every log type has a mapping for every target, and a data model whose paths it knows', () => {
  const names = readdirSync(join(root, 'log-types')).map((file) => file.replace(/\.yml$/, ''));
  const targets = [...new Set(files.map((file) => file.target))];
  for (const name of names) {
    for (const target of targets) expect(files.map((f) => f.path)).toContain(`targets/${target}/${name}.yaml`);
    const type = logType(name);
    const model = strictly((report) => readDataModel(source(`data-models/${name}.yml`), report));
    expect(model.logType).toBe(name);
    expect(model.names.size).toBeGreaterThan(5);
    // A data model's path is matched exactly, so its case must be the log's own.
    for (const [, path] of model.names) expect(findField(type, path)?.canonical).toEqual(path);
  }
});

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

  test("Splunk's field list of CloudTrail holds the names that the add-on gives", () => {
    const known = (json('splunk-fields.json') as Record<string, string[]>)['aws:cloudtrail'] ?? [];
    const home = homesOf('spl').find((h) => h.source['sourcetype'] === 'aws:cloudtrail');
    const documented = columns(home as Home).filter((column) => column.certainty === 'documented');
    for (const column of documented) expect(known, column.name).toContain(column.name);
    expect(documented.length).toBeGreaterThan(3);
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
