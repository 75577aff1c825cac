import { testFaults } from './test-faults.ts';
import { yaralLines, yaralMutators } from './yaral-mutants.ts';

testFaults({ target: 'yaral', ending: '.yaral', lines: yaralLines, mutators: yaralMutators, least: 0.88 });
