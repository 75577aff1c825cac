import type { MappedTest } from '../../mapping/mapping.ts';
import type { RegexNode } from '../../regex/index.ts';
import { parseRegex, wildcardToNode } from '../../regex/index.ts';
import type { SearchTerm } from './ast.ts';

/** A text that every match of a pattern holds, and where. */
export interface Fixed {
  readonly text: string;
  readonly around: SearchTerm['around'];
}

/** A regex as what must follow what: a character, any text (`gap`), a letter that is more than two (`kin`), or an end of the text. */
type Token = string | 'gap' | 'kin' | 'start' | 'end';

/** More alternatives make slow searches. */
const mostAlternatives = 40;

/** Shorter texts anywhere in a value choose nothing. */
const shortest = 4;

/**
 * The texts one of which every match of a `wildcard` or `regex` row holds: the beginning of the value where it is fixed, else its
 * longest fixed part. Undefined where an alternative has none. `isSafe`: whether the search can ask for a character.
 */
export function fixedTexts(
  test: MappedTest,
  patterns: readonly string[],
  isSafe: (text: string) => boolean,
): readonly Fixed[] | undefined {
  const found: Fixed[] = [];
  for (const pattern of patterns) {
    const alternatives = alternativesOf(test, pattern);
    for (const tokens of alternatives ?? []) {
      const fixed = fixedIn(tokens, isSafe);
      if (fixed === undefined) return undefined;
      if (!found.some(({ text, around }) => text === fixed.text && around === fixed.around)) found.push(fixed);
    }
    if (alternatives === undefined || found.length > mostAlternatives) return undefined;
  }
  return found;
}

function alternativesOf(test: MappedTest, pattern: string): readonly (readonly Token[])[] | undefined {
  if (test.operator === 'wildcard')
    return expand(wildcardToNode(pattern, test.ignoreCase))?.map((tokens) => ['start', ...tokens, 'end']);
  const regex = parseRegex(
    pattern,
    test.flags.filter((flag) => flag !== 'match' && flag !== 'full'),
    test.ignoreCase,
  );
  if ('error' in regex) return undefined;
  const isWhole = test.flags.includes('full');
  const before: Token[] = isWhole || test.flags.includes('match') ? ['start'] : [];
  return expand(regex.node)?.map((tokens) => [...before, ...tokens, ...(isWhole ? (['end'] as const) : [])]);
}

/** Undefined where there are too many alternatives. */
function expand(node: RegexNode): readonly (readonly Token[])[] | undefined {
  switch (node.kind) {
    case 'sequence': {
      let all: readonly (readonly Token[])[] = [[]];
      for (const item of node.items) {
        const parts = expand(item) ?? [['gap']];
        if (all.length * parts.length > mostAlternatives) return undefined;
        all = all.flatMap((head) => parts.map((part) => [...head, ...part]));
      }
      return all;
    }
    case 'choice': {
      const branches = node.branches.flatMap((branch) => expand(branch) ?? [['gap' as const]]);
      return branches.length > mostAlternatives ? undefined : branches;
    }
    case 'group':
    case 'atomic':
      return expand(node.body);
    case 'repeat': {
      if (node.min === 0) return [['gap']];
      const once = expand(node.body);
      return node.max === 1 ? once : once?.map((tokens) => [...tokens, 'gap']);
    }
    case 'literal':
      return [[node.ignoreCase && hasKin(node.code, node.ascii) ? 'kin' : String.fromCodePoint(node.code)]];
    case 'anchor':
      return [node.where === 'text-start' ? ['start'] : node.where === 'text-end' ? ['end'] : []];
    case 'look':
      return [[]];
    case 'any':
    case 'set':
    case 'back-reference':
    case 'conditional':
      return [['gap']];
  }
}

/** Ignoring case, Python takes some characters outside ASCII for i, k and s: the search may not. */
function hasKin(code: number, ascii: boolean): boolean {
  return !ascii && /[iks]/i.test(String.fromCodePoint(code));
}

function fixedIn(tokens: readonly Token[], isSafe: (text: string) => boolean): Fixed | undefined {
  const runs: { text: string; first: boolean; last: boolean }[] = [];
  let run = { text: '', first: false, last: false };
  for (const token of [...tokens, 'gap'] as const) {
    if (token.length <= 2 && isSafe(`x${token}x`)) run.text += token;
    else {
      runs.push({ ...run, last: token === 'end' });
      run = { text: '', first: token === 'start', last: false };
    }
  }
  const usable = runs.filter(({ text }) => text.trim() === text && isSafe(text));
  const prefix = usable.find(({ first }) => first);
  if (prefix) return { text: prefix.text, around: prefix.last ? 'none' : 'after' };
  // A word without some of its letters reads badly and chooses little.
  if (tokens.includes('kin')) return undefined;
  const longest = usable.reduce((best, { text }) => (text.length > best.length ? text : best), '');
  if (longest.length < shortest) return undefined;
  return { text: longest, around: usable.some(({ text, last }) => text === longest && last) ? 'before' : 'both' };
}
