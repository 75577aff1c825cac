import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  attackAt,
  checkAttack,
  parseAttackPair,
  tactic,
  tacticIds,
  tacticsOf,
  technique,
  techniqueIds,
} from '../../src/attack/index.ts';

const data = new URL('../../../shared/data/attack.json', import.meta.url);

interface Published {
  tactics: Record<string, { name: string; shortname: string }>;
  techniques: Record<string, { name: string; tactics: string[]; status: string }>;
}

describe.skipIf(!existsSync(data))('the tables against the published data of 18.1', () => {
  const published = existsSync(data)
    ? (JSON.parse(readFileSync(data, 'utf8')) as Published)
    : { tactics: {}, techniques: {} };

  it('has every tactic', () => {
    expect([...tacticIds(18)].sort()).toEqual(Object.keys(published.tactics).sort());
    for (const [id, { name, shortname }] of Object.entries(published.tactics))
      expect(tactic(id)).toEqual({ id, name, shortName: shortname });
  });

  it('has every technique with its name, tactics and status', () => {
    expect([...techniqueIds()].sort()).toEqual(Object.keys(published.techniques).sort());
    for (const [id, want] of Object.entries(published.techniques)) {
      const found = technique(id);
      expect([found?.name, found?.status, found?.tactics.map((t) => t.shortName).sort()]).toEqual([
        want.name,
        want.status,
        [...want.tactics].sort(),
      ]);
    }
  });
});

describe('versions', () => {
  const ids = (pairs: Parameters<typeof attackAt>[0], version: 18 | 19) => {
    const { tactics, techniques, omitted } = attackAt(pairs, version);
    return [tactics.map((t) => t.shortName), techniques.map((t) => t.id), omitted];
  };

  it('keeps a pair that no version changed', () => {
    const pair = [{ tactic: 'TA0001', technique: 'T1199' }];
    expect(ids(pair, 18)).toEqual([['initial-access'], ['T1199'], []]);
    expect(ids(pair, 19)).toEqual(ids(pair, 18));
  });

  it('names TA0005 by version', () => {
    expect(tactic('TA0005')?.name).toBe('Defense Evasion');
    expect(tactic('ta0005', 19)).toEqual({ id: 'TA0005', name: 'Stealth', shortName: 'stealth' });
    expect(tactic('TA0112')).toBeUndefined();
    expect(tactic('TA0112', 19)?.shortName).toBe('defense-impairment');
  });

  it.each([
    ['T1562.001', ['defense-impairment'], ['T1685']],
    ['T1562.008', ['defense-impairment'], ['T1685.002']],
    ['T1562', ['defense-impairment'], ['T1685']],
    ['T1070.001', ['defense-impairment'], ['T1685.005']],
    ['T1027.004', ['stealth'], ['T1027.004']],
    ['T1550.001', ['lateral-movement'], ['T1550.001']],
    ['T1548', ['privilege-escalation'], ['T1548']],
    ['T1556.006', ['defense-impairment'], ['T1556.006']],
    ['T1656', ['stealth'], ['T1684.001']],
    ['T1078', ['stealth'], ['T1078']],
  ])('moves Defense Evasion of %s', (id, tactics, techniques) => {
    expect(ids([{ tactic: 'TA0005', technique: id }], 19)).toEqual([tactics, techniques, []]);
  });

  it('keeps the author’s other tactic of a technique that moved', () => {
    expect(ids([{ tactic: 'TA0006', technique: 'T1556' }], 19)).toEqual([['credential-access'], ['T1556'], []]);
  });

  it('leaves out a technique without a known successor but keeps its tactic', () => {
    const [tactics, techniques, omitted] = ids([{ tactic: 'TA0005', technique: 'T1562.009' }], 19);
    expect([tactics, techniques]).toEqual([['defense-impairment'], []]);
    expect(omitted).toEqual(['T1562.009 (revoked, no successor known in ATT&CK 19)']);
  });

  it('writes ids of version 19 in version 18', () => {
    expect(ids([{ tactic: 'TA0112', technique: 'T1685.002' }], 18)).toEqual([['defense-evasion'], ['T1562.008'], []]);
    expect(ids([{ tactic: 'TA0005', technique: 'T1684' }], 18)[2]).toEqual(['T1684 (no technique of ATT&CK 18)']);
  });

  it('follows a revoked id to its successor in both versions', () => {
    const pair = [{ tactic: 'TA0003', technique: 'T1547.011' }];
    expect(ids(pair, 18)).toEqual([['persistence'], ['T1647'], []]);
    expect(ids(pair, 19)).toEqual(ids(pair, 18));
    expect(ids([{ tactic: 'TA0010', technique: 'T1002' }], 18)).toEqual([['exfiltration'], [], ['T1002 (revoked)']]);
  });

  it('orders and merges', () => {
    const pairs = [
      { tactic: 'TA0040', technique: 'T1531' },
      { tactic: 'TA0001', technique: 'T1199' },
      { tactic: 'TA0001', technique: 'T1078' },
      { tactic: 'TA0040', technique: 'T1531' },
    ];
    expect(ids(pairs, 18)).toEqual([['initial-access', 'impact'], ['T1078', 'T1199', 'T1531'], []]);
  });

  it('gives every active technique of 19 at least one tactic of 19', () => {
    const known = new Set(tacticIds(19));
    for (const id of techniqueIds()) {
      const tactics = tacticsOf(id, 19);
      expect(tactics.length, id).toBeGreaterThan(0);
      expect(tactics.every((t) => known.has(t.id))).toBe(true);
    }
    expect(tacticsOf('T9999', 19)).toEqual([]);
  });
});

describe('checkAttack', () => {
  it('accepts good pairs, of either version and any case', () => {
    for (const text of ['TA0001:T1199', 'TA0005:T1562.001', 'TA0112:T1685', 'ta0001:t1199', 'TA0001'])
      expect(checkAttack(text), text).toEqual([]);
  });

  it('reads a malformed text as the nearest pair', () => {
    expect(parseAttackPair('TA003:T1556')).toBeUndefined();
    expect(checkAttack('TA003:T1556')).toEqual([
      { kind: 'malformed', text: 'TA003:T1556', near: expect.arrayContaining(['TA0003:T1556']) },
    ]);
    expect(checkAttack('Initial Access')).toEqual([{ kind: 'malformed', text: 'Initial Access', near: [] }]);
    expect(checkAttack('T1199')).toEqual([{ kind: 'malformed', text: 'T1199', near: ['TA0001:T1199'] }]);
  });

  it('names unknown ids with near ones', () => {
    expect(checkAttack('TA0099:T1199')).toEqual([{ kind: 'unknown-tactic', id: 'TA0099', near: expect.any(Array) }]);
    expect(checkAttack('TA0007:T1201.007')).toEqual([
      { kind: 'unknown-technique', id: 'T1201.007', near: expect.arrayContaining(['T1201']) },
    ]);
  });

  it('tells revoked and deprecated ids and a tactic that the technique does not serve', () => {
    expect(checkAttack('TA0003:T1108')).toEqual([{ kind: 'deprecated', id: 'T1108', name: 'Redundant Access' }]);
    expect(checkAttack('TA0010:T1002')).toEqual([{ kind: 'revoked', id: 'T1002', name: 'Data Compressed' }]);
    expect(checkAttack('TA0006:T1199')).toEqual([
      {
        kind: 'mismatch',
        tactic: 'TA0006',
        technique: 'T1199',
        name: 'Trusted Relationship',
        serves: [tactic('TA0001')],
      },
    ]);
  });

  it('survives names of object properties', () => {
    expect(technique('constructor')).toBeUndefined();
    expect(attackAt([{ tactic: 'constructor', technique: '__proto__' }], 19).omitted).toHaveLength(2);
  });
});
