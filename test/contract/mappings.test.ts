import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unknownKeys } from '../../src/mapping/check-fields.ts';
import { parseFieldKey } from '../../src/mapping/field-key.ts';
import type { Field } from '../../src/mapping/log-type.ts';
import { findField } from '../../src/mapping/log-type-lookup.ts';
import type { Home } from '../../src/mapping/mapping.ts';
import { readDataModel } from '../../src/source/data-model-file.ts';
import { columns, mappingFiles as files, logType, mappingOf, source, strictly } from '../support/mappings.ts';
import { root } from '../support/project.ts';

describe.each(files)('$path', (file) => {
  test('is valid, names a known log type and every field that it maps', () => {
    const mapping = mappingOf(file);
    const type = logType(mapping.logType);
    expect(unknownKeys(mapping, type)).toEqual([]);
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
    const { homes, noHome } = mappingOf(file);
    if (noHome) expect(noHome.cite).toMatch(/\S/);
    for (const home of homes) {
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
