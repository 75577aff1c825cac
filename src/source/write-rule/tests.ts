import type { ParsedNode } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import { printVisibly } from '../../ir/syntax.ts';
import type { OpenMapping, PlacedPair, Splice } from '../yaml-edit.ts';
import { lineEnd, lineStart, placeMapping, trimEnd } from '../yaml-edit.ts';

/** A test that replaces names of the Python: what a table has not. */
interface MockedTest {
  readonly name: string;
  readonly item: ParsedNode;
  readonly mocks: PlacedPair;
  /** The key after `Mocks`, where there is one. */
  readonly next: PlacedPair | undefined;
  readonly first: boolean;
  readonly flow: boolean;
  /** The replaced names. */
  readonly names: readonly string[];
}

/** The names of the tests with mocks. */
export function namesOfMocked(open: OpenMapping): string[] {
  return mockedTests(open).map(({ name }) => name);
}

/** Takes the mocks out of tests, and whole tests out where `leftOut` has their names; a comment says so in their place. */
export function withoutMocks(open: OpenMapping, leftOut: ReadonlySet<string>): Splice[] {
  const inBraces = sequenceOf(open)?.flow === true;
  return mockedTests(open).map((test) => {
    const names = test.names.length === 0 ? '' : ` (${test.names.join(', ')})`;
    if (!leftOut.has(test.name))
      return cutMocks(open.text, test, `# Mocks${names} taken out: without them the result is the same.`);
    const comment = `# The test ${printVisibly(test.name)} is left out: it replaces parts of the Python${names}.`;
    return cutTest(open, test, comment, inBraces);
  });
}

function sequenceOf(open: OpenMapping): { readonly items: readonly ParsedNode[]; readonly flow: boolean } | undefined {
  const value = open.pairs.find(({ key }) => key === 'Tests')?.value;
  return isSeq(value) ? { items: value.items as ParsedNode[], flow: value.flow === true } : undefined; // parsed
}

function mockedTests(open: OpenMapping): MockedTest[] {
  return (sequenceOf(open)?.items ?? []).flatMap((item): MockedTest[] => {
    if (!isMap(item)) return [];
    const { pairs, flow } = placeMapping(open.text, item);
    const at = pairs.findIndex(({ key }) => key === 'Mocks');
    const mocks = pairs[at];
    if (mocks === undefined || !isSeq(mocks.value) || mocks.value.items.length === 0) return [];
    const name = pairs.find(({ key }) => key === 'Name')?.value;
    const names = mocks.value.items.flatMap((one) => {
      const object: unknown = isMap(one) ? one.get('objectName') : undefined;
      return typeof object === 'string' ? [object.replace(/[^\w.]/g, '?')] : [];
    });
    const written = isScalar(name) ? (typeof name.value === 'string' ? name.value : (name.source ?? '')) : '';
    const next = pairs[at + 1];
    return [{ name: written.trim(), item, mocks, next, first: at === 0, flow, names: [...new Set(names)] }];
  });
}

/** A comment in the place of the key `Mocks`. */
function cutMocks(text: string, { mocks, next, first, flow }: MockedTest, comment: string): Splice {
  const margin = ' '.repeat(mocks.start - lineStart(text, mocks.start));
  const put = `${apart(text, mocks.start)}${comment}\n${margin}`;
  if (next !== undefined && (first || flow)) return { start: mocks.start, end: next.start, text: put };
  if (flow) return { start: mocks.start, end: mocks.end, text: put };
  return { start: mocks.start, end: lineEnd(text, mocks.end), text: `${comment}\n` };
}

/** A comment in the place of a test. */
function cutTest({ text }: OpenMapping, { item }: MockedTest, comment: string, inBraces: boolean): Splice {
  const [start, end] = item.range;
  const last = trimEnd(text, start, end);
  const dash = inBraces ? null : /(?<=^|\n)([ \t]*)-\s*$/.exec(text.slice(0, start));
  if (dash !== null) return { start: dash.index, end: lineEnd(text, last), text: `${dash[1]}${comment}\n` };
  const comma = /^\s*,/.exec(text.slice(last, last + 200))?.[0].length ?? 0;
  const margin = ' '.repeat(start - lineStart(text, start));
  return { start, end: last + comma, text: `${apart(text, start)}${comment}\n${margin}` };
}

/** A comment begins after white space only. */
function apart(text: string, at: number): string {
  return at === 0 || /\s/.test(text[at - 1] ?? '') ? '' : ' ';
}
