export type { AttackPair, AttackTags, Technique } from './attack.ts';
export { attackAt, tacticsOf, technique, techniqueIds } from './attack.ts';
export type { AttackProblem } from './check-attack.ts';
export { checkAttack, parseAttackPair } from './check-attack.ts';
export type { AttackVersion, Tactic } from './tactics.ts';
export { tactic, tacticIds } from './tactics.ts';
