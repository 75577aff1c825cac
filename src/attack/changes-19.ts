/**
 * What version 19 of ATT&CK Enterprise (April 2026) changed for techniques that had Defense Evasion, as far as it is known:
 * ids from SigmaHQ's migration (https://github.com/SigmaHQ/sigma/pull/5966) and
 * https://github.com/elastic/detection-rules (`attack_v18_to_v19.yaml`), tactics from the tags of SigmaHQ's rules after it.
 *
 * © 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.
 */

/** Techniques of version 19 that version 18 lacks: id, letters of its tactics (`tactics.ts`), name, and the id of version 18 nearest to it. */
export const newTechniques: readonly (readonly [id: string, letters: string, name: string, before?: string])[] = [
  ['T1684', 'e', 'Social Engineering'],
  ['T1684.001', 'e', 'Impersonation', 'T1656'],
  ['T1685', 'n', 'Disable or Modify Tools', 'T1562.001'],
  ['T1685.001', 'n', 'Disable or Modify Windows Event Log', 'T1562.002'],
  ['T1685.002', 'n', 'Disable or Modify Cloud Log', 'T1562.008'],
  ['T1685.004', 'n', 'Disable or Modify Linux Audit System', 'T1562.012'],
  ['T1685.005', 'n', 'Clear Windows Event Logs', 'T1070.001'],
  ['T1685.006', 'n', 'Clear Linux or Mac System Logs', 'T1070.002'],
  ['T1686', 'n', 'Disable or Modify System Firewall', 'T1562.004'],
  ['T1686.001', 'n', 'Cloud Firewall', 'T1562.007'],
  ['T1686.003', 'n', 'Windows Host Firewall', 'T1562.004'],
  ['T1687', 'n', 'Exploitation for Defense Impairment'],
  ['T1689', 'n', 'Downgrade Attack', 'T1562.010'],
  ['T1690', 'n', 'Impair Command History Logging', 'T1562.003'],
];

/** Ids of version 18 that version 19 revoked, with the id that takes their place; empty where none is known. */
export const replaced: Readonly<Record<string, string>> = {
  'T1070.001': 'T1685.005',
  'T1070.002': 'T1685.006',
  'T1547.011': 'T1647',
  T1562: 'T1685',
  'T1562.001': 'T1685',
  'T1562.002': 'T1685.001',
  'T1562.003': 'T1690',
  'T1562.004': 'T1686',
  'T1562.006': 'T1685',
  'T1562.007': 'T1686.001',
  'T1562.008': 'T1685.002',
  'T1562.009': '',
  'T1562.010': 'T1689',
  'T1562.011': '',
  'T1562.012': 'T1685.004',
  'T1562.013': '',
  T1656: 'T1684.001',
};

/**
 * Letters of the tactics in version 19, for techniques whose Defense Evasion became something else than Stealth alone; a
 * sub-technique that is not listed follows its parent. Techniques that are not here keep their other tactics, and TA0005
 * with its new name.
 */
export const tactics19: Readonly<Record<string, string>> = {
  T1112: 'pn',
  T1127: 'xe',
  T1197: 'xpe',
  T1207: 'n',
  T1222: 'n',
  T1484: 'vn',
  T1548: 'v',
  T1550: 'm',
  T1553: 'n',
  T1556: 'pnc',
  T1562: 'n',
  T1574: 'xpve',
  'T1574.001': 'xe',
  T1578: 'n',
};
