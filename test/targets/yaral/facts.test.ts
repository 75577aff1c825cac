import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { functionFacts } from '../../../src/targets/yaral/check-functions.ts';
import { udmField } from '../../../src/targets/yaral/udm.ts';

interface UdmFacts {
  readonly kind: 'rec' | 'enum' | 'scalar';
  readonly type: string;
  readonly repeated: boolean;
}

interface Schema {
  readonly records: Readonly<Record<string, Readonly<Record<string, UdmFacts>>>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

const data = new URL('../../../../shared/data/', import.meta.url);
const has = existsSync(data);
const facts = (name: string): unknown => JSON.parse(readFileSync(new URL(name, data), 'utf8'));

test.skipIf(!has)('the functions of rules are those that the facts list', () => {
  const known = facts('yaral-functions.json') as {
    readonly name: string;
    readonly minArgs: number;
    readonly maxArgs: number | null;
    readonly rules: boolean;
  }[];
  const inRules = new Map(known.filter((f) => f.rules).map((f) => [f.name, [f.minArgs, f.maxArgs ?? Infinity]]));
  for (const [name, { least, most }] of functionFacts) expect([name, inRules.get(name)]).toEqual([name, [least, most]]);
});

test.skipIf(!has)('every field of the model has the type, the lists and the names that the facts give', () => {
  const schema = facts('udm-schema.json') as Schema;
  let fields = 0;
  const visit = (record: string, path: readonly string[], lists: number): void => {
    for (const [name, field] of Object.entries(schema.records[record] ?? {})) {
      const here = [...path, name];
      const known = udmField(here.map((part) => ({ kind: 'field', name: part })));
      if (known === undefined) continue;
      fields += 1;
      const depth = lists + (field.repeated ? 1 : 0);
      expect([here.join('.'), known.lists]).toEqual([here.join('.'), depth]);
      const names = field.kind === 'enum' ? schema.enums[field.type] : undefined;
      if (names) {
        expect([here.join('.'), known.names[0]]).toEqual([here.join('.'), names[0]]);
        expect(new Set(known.names)).toEqual(new Set(names));
      }
      if (known.type === 'message' && here.length < 4) visit(field.type, here, depth);
    }
  };
  visit('udm', [], 0);
  expect(fields).toBeGreaterThan(500);
});
