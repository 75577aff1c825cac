/** A version of MITRE ATT&CK Enterprise that rules and artifacts are tagged in. */
export type AttackVersion = 18 | 19;

/** A tactic: `TA0001`, `Initial Access`, `initial-access`. */
export interface Tactic {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
}

type Row = readonly [letter: string, id: string, name: string, in19?: string];

/**
 * The tactics in the order of the matrix, each with the letter that stands for it in the technique tables. Version 19
 * renames TA0005 and adds TA0112 (https://attack.mitre.org/tactics/enterprise/).
 */
const rows: readonly Row[] = [
  ['r', 'TA0043', 'Reconnaissance'],
  ['w', 'TA0042', 'Resource Development'],
  ['i', 'TA0001', 'Initial Access'],
  ['x', 'TA0002', 'Execution'],
  ['p', 'TA0003', 'Persistence'],
  ['v', 'TA0004', 'Privilege Escalation'],
  ['e', 'TA0005', 'Defense Evasion', 'Stealth'],
  ['n', 'TA0112', '', 'Defense Impairment'],
  ['c', 'TA0006', 'Credential Access'],
  ['d', 'TA0007', 'Discovery'],
  ['m', 'TA0008', 'Lateral Movement'],
  ['l', 'TA0009', 'Collection'],
  ['k', 'TA0011', 'Command and Control'],
  ['o', 'TA0010', 'Exfiltration'],
  ['a', 'TA0040', 'Impact'],
];

const order = rows.map(([letter]) => letter).join('');
const byLetter: Readonly<Record<AttackVersion, ReadonlyMap<string, Tactic>>> = { 18: readRows(18), 19: readRows(19) };
const byId: Readonly<Record<AttackVersion, ReadonlyMap<string, Tactic>>> = { 18: index(18), 19: index(19) };

/** The tactic of that id, in any case; undefined where the version has none. */
export function tactic(id: string, version: AttackVersion = 18): Tactic | undefined {
  return byId[version].get(id.toUpperCase());
}

/** Every tactic id of a version, in the order of the matrix. */
export function tacticIds(version: AttackVersion): readonly string[] {
  return [...byId[version].keys()];
}

/** The tactics behind the letters of a technique table, in the order of the matrix. */
export function tacticsOfLetters(letters: string, version: AttackVersion): readonly Tactic[] {
  return [...letters]
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .flatMap((l) => byLetter[version].get(l) ?? []);
}

/** Puts tactics in the order of the matrix, each once. */
export function inMatrixOrder(tactics: Iterable<Tactic>, version: AttackVersion): readonly Tactic[] {
  const wanted = new Set([...tactics].map((t) => t.id));
  return [...byId[version].values()].filter((t) => wanted.has(t.id));
}

function readRows(version: AttackVersion): Map<string, Tactic> {
  const map = new Map<string, Tactic>();
  for (const [letter, id, name18, name19] of rows) {
    const name = version === 19 ? (name19 ?? name18) : name18;
    if (name !== '') map.set(letter, { id, name, shortName: name.toLowerCase().replaceAll(' ', '-') });
  }
  return map;
}

function index(version: AttackVersion): Map<string, Tactic> {
  return new Map([...byLetter[version].values()].map((t) => [t.id, t]));
}
