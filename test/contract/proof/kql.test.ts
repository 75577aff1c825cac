import { proveTarget } from './prove-target.ts';

proveTarget('kql');
