import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../src/diagnostics/source.ts';
import { readPythonDataModel } from '../../../src/source/python/data-model.ts';
import type { PythonModule } from '../../../src/source/python/modules.ts';

const module: PythonModule = { name: 'm', file: { path: 'm.py', text: '' }, body: [] };
const text = `AnalysisType: datamodel
DataModelID: Some.Model
LogTypes:
  - Some.Log
Filename: m.py
Enabled: true
Mappings:
  - Name: user
    Path: $.actor.name
  - Name: kind
    Method: get_kind
`;

function read(changed: string, logType = 'Some.Log') {
  return readPythonDataModel({ path: 'm.yml', text: changed }, logType, (name) =>
    name === 'm.py' ? module : undefined,
  );
}

describe('a data model with Python', () => {
  it('has paths, methods, and the Python beside it', () => {
    const model = read(text);
    if (model === undefined || 'fault' in model) throw new Error('not read');
    expect([...model.mappings]).toEqual([
      ['user', { path: '$.actor.name' }],
      ['kind', { method: 'get_kind' }],
    ]);
    expect(model.module).toBe(module);
  });

  it.each([
    ['another log type', text, 'Other.Log'],
    ['one that is switched off', text.replace('true', 'false'), 'Some.Log'],
    ['another kind of file', text.replace('datamodel', 'rule'), 'Some.Log'],
  ])('is none: %s', (_, changed, logType) => {
    expect(read(changed, logType)).toBeUndefined();
  });

  it.each([
    ['a mapping with both', text.replace('    Path: $.actor.name', '    Path: a\n    Method: b'), 8],
    ['a mapping with neither', text.replace('    Path: $.actor.name\n', ''), 8],
    ['broken YAML', text.replace('[', '').replace('$.actor.name', '[a'), 10],
  ])('is a fault: %s', (_, changed, line) => {
    const fault = read(changed);
    if (fault === undefined || !('fault' in fault)) throw new Error('read');
    expect(positionOf(fault.file, fault.span.start).line).toBe(line);
  });
});
