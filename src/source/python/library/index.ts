import type { ModuleSym } from '../sym.ts';
import { abcModule, numbersModule, typingModule } from './abstract.ts';
import { base64Module, binasciiModule } from './base64.ts';
import { copyModule } from './copy.ts';
import { fnmatchModule } from './fnmatch.ts';
import { functoolsModule } from './functools.ts';
import { ipaddressModule } from './ip/index.ts';
import { itertoolsModule } from './itertools.ts';
import { jsonDecoderModule, jsonModule } from './json.ts';
import { mathModule } from './math.ts';
import { operatorModule } from './operator.ts';
import { otherModules } from './outside.ts';
import { pantherModules } from './panther.ts';
import { reModule } from './re/index.ts';
import { timeModules } from './time/index.ts';
import { urlModules } from './url.ts';
import { difflibModule, shlexModule } from './words.ts';

export { builtins } from './builtins.ts';
export { exceptionBases } from './exceptions.ts';

const modules: ReadonlyMap<string, ModuleSym> = new Map(
  [
    ...[abcModule, numbersModule, typingModule, fnmatchModule, functoolsModule, ipaddressModule],
    ...[jsonModule, jsonDecoderModule, reModule, ...pantherModules],
    ...[base64Module, binasciiModule, shlexModule, difflibModule, ...timeModules, ...urlModules],
    ...[copyModule, itertoolsModule, mathModule, operatorModule, ...otherModules],
  ].map((module) => [module.name, module]),
);

/** A module of Python's library, or of Panther's runtime, that rulegen knows; undefined for any other. */
export function libraryModule(name: string): ModuleSym | undefined {
  return modules.get(name);
}
