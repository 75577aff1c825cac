import { kqlLines, kqlMutators } from './kql-mutants.ts';
import { testFaults } from './test-faults.ts';

testFaults({ target: 'kql', ending: '.kql', lines: kqlLines, mutators: kqlMutators, least: 0.85 });
