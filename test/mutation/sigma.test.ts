import { sigmaLines, sigmaMutators } from './sigma-mutants.ts';
import { testFaults } from './test-faults.ts';

testFaults({ target: 'sigma', ending: '.yml', lines: sigmaLines, mutators: sigmaMutators, least: 0.97 });
