import { splLines, splMutators } from './spl-mutants.ts';
import { testFaults } from './test-faults.ts';

testFaults({ target: 'spl', ending: '.spl', lines: splLines, mutators: splMutators, least: 0.82 });
