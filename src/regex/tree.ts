/**
 * A Python regex, read. Flags are resolved: every node says what it means by itself. Groups without a number are gone:
 * the tree is their structure.
 */
export type RegexNode =
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly RegexNode[]; readonly at: number }
  | Character
  | Anchor
  | Group
  | Repeat
  | Look
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | {
      readonly kind: 'back-reference';
      readonly group: number;
      readonly ignoreCase: boolean;
      readonly ascii: boolean;
    }
  | { readonly kind: 'conditional'; readonly group: number; readonly yes: RegexNode; readonly no: RegexNode };

/** What matches exactly one character. */
export type Character = Literal | Any | CharacterSet;

/** How letters and classes are taken: `ascii` is Python's `re.ASCII`. */
interface Taken {
  readonly ignoreCase: boolean;
  readonly ascii: boolean;
}

export interface Literal extends Taken {
  readonly kind: 'literal';
  /** A code point. */
  readonly code: number;
}

/** `.`; with `newline` (DOTALL) it matches a line feed too. */
export interface Any {
  readonly kind: 'any';
  readonly newline: boolean;
}

/** `[…]`, `\d`, `\w`, `\s`. Without items and not negated it never matches. */
export interface CharacterSet extends Taken {
  readonly kind: 'set';
  readonly negated: boolean;
  readonly items: readonly SetItem[];
}

export type SetItem = CharacterRange | CharacterClass;

/** Code points, both ends included. */
export interface CharacterRange {
  readonly kind: 'range';
  readonly from: number;
  readonly to: number;
}

export interface CharacterClass {
  readonly kind: 'class';
  readonly name: ClassName;
  readonly negated: boolean;
}

export type ClassName = 'digit' | 'word' | 'space';

/** `final` is `$` without MULTILINE: the end of the text, or before a line feed that ends it. */
export interface Anchor {
  readonly kind: 'anchor';
  readonly where: 'text-start' | 'text-end' | 'final' | 'line-start' | 'line-end' | 'word-edge' | 'not-word-edge';
  readonly ascii: boolean;
}

/** A capturing group. */
export interface Group {
  readonly kind: 'group';
  readonly index: number;
  readonly name: string | undefined;
  readonly body: RegexNode;
}

export interface Repeat {
  readonly kind: 'repeat';
  readonly body: RegexNode;
  readonly min: number;
  /** Infinity where there is no bound. */
  readonly max: number;
  readonly mode: 'greedy' | 'lazy' | 'possessive';
  /** UTF-16 offset of the quantifier in the pattern. */
  readonly at: number;
}

export interface Look {
  readonly kind: 'look';
  readonly direction: 'ahead' | 'behind';
  readonly negated: boolean;
  readonly body: RegexNode;
}

/** A regex and what its groups are. */
export interface Regex {
  readonly node: RegexNode;
  /** Number of capturing groups. */
  readonly groups: number;
}

/** Why a text is no Python regex, in Python's words, and the UTF-16 offset where. */
export interface RegexError {
  readonly error: string;
  readonly at: number;
}

/** The node's direct parts. */
export function partsOf(node: RegexNode): readonly RegexNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'choice':
      return node.branches;
    case 'group':
    case 'repeat':
    case 'look':
    case 'atomic':
      return [node.body];
    case 'conditional':
      return [node.yes, node.no];
    case 'literal':
    case 'any':
    case 'set':
    case 'anchor':
    case 'back-reference':
      return [];
  }
}

/** Whether the node or anything below it satisfies the test. */
export function someNode(node: RegexNode, test: (node: RegexNode) => boolean): boolean {
  return test(node) || partsOf(node).some((part) => someNode(part, test));
}

/** Flags beside ignoring case: the anchoring (`re.match`, `re.fullmatch`), then MULTILINE, DOTALL, VERBOSE, ASCII. */
export type RegexFlag = 'match' | 'full' | 'm' | 's' | 'x' | 'a';
