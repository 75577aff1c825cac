import type { Flag } from '../../ir/operators.ts';
import type { Said, Unsupported } from '../../lower/lowering.ts';
import type { RegexNode } from '../../regex/index.ts';
import {
  matcher,
  parseRegex,
  RegexGaveUp,
  translateRegex,
  wildcardMatches,
  wildcardToNode,
  wildcardToRegex,
} from '../../regex/index.ts';
import type { KqlExpression } from './ast.ts';
import { binary, bool, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { because, refuse } from './cell.ts';
import { mayMatchScalar } from './scalar-text.ts';
import type { Traits } from './text-view.ts';
import { beginsOther, endsOther, insideOther, looksOther, sayText } from './text-view.ts';

type Answer = Said<KqlExpression> | Unsupported;

/** The text begins with the other. */
export function sayStart(cell: Cell, value: string, ignoreCase: boolean, reader: Reader): Answer {
  const traits: Traits = { onEmpty: value === '', onOther: beginsOther(value) ? 'yes' : 'no' };
  return sayText(cell, reader, traits, (subject) =>
    value === '' ? bool(true) : binary(subject, ignoreCase ? 'startswith' : 'startswith_cs', text(value)),
  );
}

/** The text ends with the other. */
export function sayEnd(cell: Cell, value: string, ignoreCase: boolean, reader: Reader): Answer {
  const traits: Traits = { onEmpty: value === '', onOther: endsOther(value) ? 'yes' : 'no' };
  return sayText(cell, reader, traits, (subject) =>
    value === '' ? bool(true) : binary(subject, ignoreCase ? 'endswith' : 'endswith_cs', text(value)),
  );
}

/** The whole text matches a pattern of Python's `fnmatchcase`: said without a regex where it is a start, an end or a part. */
export function sayWildcard(cell: Cell, pattern: string, ignoreCase: boolean, reader: Reader): Answer {
  const plain = /^(\**)([^*?[]*)(\**)$/.exec(pattern);
  const [, before = '', part = '', after = ''] = plain ?? [];
  const ascii = !ignoreCase || /^[\x00-\x7f]*$/.test(part);
  if (plain && ascii && !(ignoreCase && /[ksKS]/.test(part))) {
    if (before === '' && after === '') return sayWhole(cell, part, ignoreCase, reader);
    if (before === '') return sayStart(cell, part, ignoreCase, reader);
    if (after === '') return sayEnd(cell, part, ignoreCase, reader);
    const operator = ignoreCase ? 'contains' : 'contains_cs';
    const onOther = insideOther(part) ? 'yes' : 'composites';
    return sayText(cell, reader, { onEmpty: part === '', onOther }, (subject) =>
      part === '' ? bool(true) : binary(subject, operator, text(part)),
    );
  }
  return sayMatch(
    cell,
    wildcardToRegex(pattern, { to: 'rust', ignoreCase }),
    { onEmpty: wildcardMatches(pattern, '', ignoreCase), onOther: onOther(wildcardToNode(pattern, ignoreCase)) },
    reader,
  );
}

function sayWhole(cell: Cell, value: string, ignoreCase: boolean, reader: Reader): Answer {
  const traits: Traits = { onEmpty: value === '', onOther: looksOther(value) ? 'yes' : 'no' };
  return sayText(cell, reader, traits, (subject) => binary(subject, ignoreCase ? '=~' : '==', text(value)));
}

/** Python's regex in Rust's syntax. */
export function sayRegex(
  cell: Cell,
  pattern: string,
  flags: readonly Flag[],
  ignoreCase: boolean,
  reader: Reader,
): Answer {
  const translated = translateRegex(pattern, { flags, ignoreCase, to: 'rust' });
  if ('groups' in translated && translated.groups > 16)
    return refuse(`\`matches regex\` takes at most 16 groups, and this has ${translated.groups}: write \`(?:…)\``);
  const regex = parseRegex(pattern, flags, ignoreCase);
  const other = 'error' in regex ? 'yes' : onOther(regex.node);
  return sayMatch(cell, translated, { onEmpty: matchesEmpty(pattern, flags, ignoreCase), onOther: other }, reader);
}

type Translation = ReturnType<typeof wildcardToRegex> | ReturnType<typeof translateRegex>;

function onOther(node: RegexNode): Traits['onOther'] {
  return mayMatchScalar(node) ? 'yes' : 'composites';
}

function sayMatch(cell: Cell, translated: Translation, traits: Traits, reader: Reader): Answer {
  if ('unsupported' in translated) return translated;
  const said = sayText(cell, reader, traits, (subject) =>
    binary(subject, 'matches regex', { kind: 'regex', pattern: translated.pattern }),
  );
  if ('unsupported' in said || translated.differs === undefined) return said;
  const reason = reader.because('regex-dialect');
  return because(said, [reason], [reason]);
}

function matchesEmpty(pattern: string, flags: readonly Flag[], ignoreCase: boolean): boolean {
  const compiled = matcher(pattern, flags, ignoreCase);
  if (!('matches' in compiled)) return true;
  try {
    return compiled.matches('');
  } catch (error) {
    if (error instanceof RegexGaveUp) return true;
    throw error;
  }
}
