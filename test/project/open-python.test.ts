import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openPython } from '../../src/project/open-python.ts';
import { pythonAround } from '../../src/project/python-checkout.ts';
import { scratch } from '../support/command-line.ts';

const model = (logType: string): string =>
  `AnalysisType: datamodel\nDataModelID: ${logType}\nLogTypes: [${logType}]\nFilename: m.py\nMappings:\n  - { Name: user, Path: a }\n`;

const outside = scratch({ 'secret.py': 'SECRET = 1\n', 'global_helpers/far.py': '' });
const folder = scratch({
  'global_helpers/helpers.py': 'A = 1\n',
  'global_helpers/parts/__init__.py': '',
  'global_helpers/parts/one.py': '',
  'global_helpers/broken.py': 'def f(:\n',
  'rules/a/rule.yml': '',
  'rules/a/rule.py': 'X = 1\n',
  'rules/a/own.py': 'OWN = "a"\n',
  'rules/b/own.py': 'OWN = "b"\n',
  'rules/a/helpers.py': 'A = 2\n',
  'lib/unique.py': '',
  'lib/twice.py': '',
  'other/twice.py': '',
  'shared/said.py': 'SAID = 1\n',
  'shared/said.yml': 'AnalysisType: global\nGlobalID: said\nFilename: said.py\n',
  'other/said.py': 'SAID = 2\n',
  'shared/file_name.py': '',
  'shared/x.yml': 'AnalysisType: "global"\nGlobalID: "by_id"\nFilename: "file_name.py"\n',
  'data_models/a.yml': model('Some.Log'),
  'data_models/deep/b.yml': model('Deep.Log'),
  'data_models/deep/m.py': 'def f(e):\n    return 1\n',
  'data_models/c.yml': model('Twice.Log'),
  'data_models/d.yml': model('Twice.Log'),
  'elsewhere/e.yml': model('Else.Log'),
});
symlinkSync(outside.path('secret.py'), folder.path('lib/secret.py'));
symlinkSync(outside.path('global_helpers'), folder.path('linked'));

const python = openPython(folder.path('rules/a/rule.yml'));

function found(name: string, from = python): string | undefined {
  const module = from.sources.module(name);
  if (module === undefined) return undefined;
  return 'fault' in module ? `fault: ${module.fault}` : module.file.path.split('/').slice(-3).join('/');
}

describe('modules of a checkout', () => {
  it.each([
    ['a helper, before a file of the same name beside the rule', 'helpers', /global_helpers\/helpers\.py$/],
    ['a package', 'parts', /parts\/__init__\.py$/],
    ['a part of a package', 'parts.one', /parts\/one\.py$/],
    ['what a YAML file says is a helper, before another of its name', 'said', /shared\/said\.py$/],
    ['a helper under its id', 'by_id', /shared\/file_name\.py$/],
    ['a file beside the rule', 'own', /a\/own\.py$/],
    ['a file anywhere, where there is one only', 'unique', /lib\/unique\.py$/],
  ])('%s', (_, name, path) => {
    expect(found(name)).toMatch(path);
  });

  it('are looked for from the rule that imports them', () => {
    expect(found('own', openPython(folder.path('rules/b/x.yml')))).toMatch(/b\/own\.py$/);
  });

  it('are read once', () => {
    expect(python.sources.module('helpers')).toBe(openPython(folder.path('rules/b/x.yml')).sources.module('helpers'));
  });

  it('that several files could be are a fault that names them', () => {
    expect(found('twice')).toMatch(
      /^fault: several files could be the module twice: .*lib\/twice\.py, .*other\/twice\.py$/,
    );
  });

  it('that cannot be read are a fault', () => {
    expect(found('broken')).toMatch(/^fault: /);
  });

  it.each(['json', 'boto3', 'dateutil.parser', 'secret', 'far', '../secret', 'lib/unique', '', 'own.py'])(
    '%j is none of the checkout',
    (name) => {
      expect(found(name)).toBeUndefined();
    },
  );
});

describe('the Python beside a rule', () => {
  it('is found by its name, and no file beyond the checkout', () => {
    expect(python.beside('rule.py')).toMatchObject({ name: 'rule' });
    expect(python.beside('../b/own.py')).toMatchObject({ name: 'own' });
    expect(python.beside('../../../secret.py')).toBeUndefined();
    expect(python.beside(outside.path('secret.py'))).toBeUndefined();
    expect(python.beside('none.py')).toBeUndefined();
    expect(python.neighbours()).toEqual(expect.arrayContaining(['rule.py', 'own.py']));
  });

  it('is the folder alone where no checkout is around it', () => {
    const alone = scratch({ 'x/rule.yml': '', 'x/rule.py': '', 'y/other.py': '' });
    const around = openPython(alone.path('x/rule.yml'));
    expect(around.beside('rule.py')).toMatchObject({ name: 'rule' });
    expect(around.sources.module('other')).toBeUndefined();
  });
});

describe('data models of a checkout', () => {
  it('are found by log type, in any folder below data_models, with the Python beside them', () => {
    expect(python.sources.dataModel('Some.Log')).toMatchObject({ logType: 'Some.Log', module: undefined });
    expect(python.sources.dataModel('Deep.Log')).toMatchObject({ logType: 'Deep.Log', module: { name: 'm' } });
    expect(python.sources.dataModel('Some')).toBeUndefined();
    expect(python.sources.dataModel('Else.Log')).toBeUndefined();
  });

  it('of which there are two for a log type are a fault', () => {
    expect(python.sources.dataModel('Twice.Log')).toMatchObject({ fault: expect.stringContaining('are both') });
  });

  it('come from rulegen itself where the checkout has none', () => {
    expect(python.sources.dataModel('Okta.SystemLog')).toMatchObject({ logType: 'Okta.SystemLog' });
    expect(python.sources.dataModel('../data-models/Okta.SystemLog')).toBeUndefined();
  });
});

describe('what a build must look at', () => {
  it('is all Python of the checkout, and the YAML that says what it is', () => {
    const names = pythonAround([folder.path('rules/a/rule.yml')]).map((path) => path.split('/').slice(-2).join('/'));
    expect(names).toEqual(expect.arrayContaining(['a/rule.py', 'global_helpers/helpers.py', 'data_models/a.yml']));
    expect(names).not.toContain('elsewhere/e.yml');
  });

  it('is nothing for rules without Python beside them', () => {
    expect(pythonAround([folder.path('elsewhere/x.yml')])).toEqual([]);
  });
});
