import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile, homesOf, sentinelTables } from './harness.ts';
import { bind } from './microsoft.ts';

const root = new URL('../../../', import.meta.url);
const folders = readdirSync(new URL('rules/', root));
const files = folders.flatMap((folder) =>
  readdirSync(new URL(`rules/${folder}/`, root))
    .filter((name) => name.endsWith('.yml') && !name.includes('.rulegen.'))
    .map((name) => `rules/${folder}/${name}`),
);
const lists = new Map(
  readdirSync(new URL('lists/', root)).map((name) => [
    name.replace(/\.txt$/, ''),
    readFileSync(new URL(`lists/${name}`, root), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  ]),
);

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** The rules that are written whole in one file; the others need their sidecar. */
const whole = files.filter((path) => /^(Condition|Detection):/m.test(read(path)));

describe.skipIf(sentinelTables === undefined)('every query binds against the published table', () => {
  const homes = ['Okta.SystemLog', 'AWS.CloudTrail', 'GitHub.Audit'].flatMap((logType) =>
    homesOf(logType).map((home) => ({ logType, home: home.name })),
  );

  it.each(homes)('$logType in $home', ({ logType, home }) => {
    let built = 0;
    for (const path of whole.filter((p) => read(p).includes(logType))) {
      const made = compile(read(path), { home, lists });
      if (made.compiled.refusals.length > 0) continue;
      built += 1;
      const columns = sentinelTables?.[home] ?? {};
      const [kqlFile, yamlFile] = made.artifacts;
      const result = bind(kqlFile?.content ?? '', home, columns);
      expect(result.findings, path).toEqual([]);
      const document = parse(yamlFile?.content ?? '');
      const named: string[] = [
        ...Object.values<string>(document.customDetails ?? {}),
        ...document.entityMappings.flatMap((e: { fieldMappings: { columnName: string }[] }) =>
          e.fieldMappings.map((f) => f.columnName),
        ),
      ];
      for (const column of named) expect(result.columns, `${path}: ${column}`).toHaveProperty([column]);
      expect(document.query.length, path).toBeLessThanOrEqual(10_000);
    }
    expect(built).toBeGreaterThan(0);
  });
});

describe('the rule that the project started from', () => {
  it('reads as its author would have written it', () => {
    const made = compile(read('rules/okta/okta_support_reset.yml'), { lists });
    expect(made.text.split('| mv-apply')[0]).toBe(
      [
        'OktaV2_CL',
        '| where ingestion_time() > ago(15m)',
        '| where EventOriginalType in (',
        '        "user.account.reset_password", "user.mfa.factor.update", "system.mfa.factor.deactivate",',
        '        "user.mfa.attempt_bypass"',
        '    )',
        '    and OriginalActorAlternateId == "system@okta.com"',
        '    and TransactionId == "unknown"',
        '    and isempty(HttpUserAgent)',
        '    and isempty(SrcGeoCountry)',
        '',
      ].join('\n'),
    );
    expect(made.compiled.fidelity.narrower).toEqual([]);
    expect(made.compiled.fidelity.wider.map((r) => r.code)).toEqual(['null-stored-as-empty', 'null-stored-as-empty']);
  });
});
