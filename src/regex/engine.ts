/**
 * The engines that targets run: Rust's `regex` crate (https://docs.rs/regex/latest/regex/#syntax), RE2
 * (https://github.com/google/re2/wiki/Syntax), PCRE without UCP (https://www.pcre.org/current/doc/html/pcre2pattern.html) and
 * JavaScript with the flag `u`.
 */
export type Engine = 'rust' | 're2' | 'pcre' | 'js';

/** What an engine lacks, or says in its own way. */
export interface EngineFacts {
  readonly name: string;
  /** Look-around; PCRE also has back-references, atomic groups and conditions. */
  readonly looks: boolean;
  readonly backtracks: boolean;
  /** Groups with flags of their own: `(?i:…)`. */
  readonly scopedFlags: boolean;
  /** Sets inside sets. */
  readonly nestedSets: boolean;
  /** `\p{…}` is the way to say Python's classes; without it the engine's own classes stand in, and differ outside ASCII. */
  readonly properties: boolean;
  /** The greatest product of counts of nested repeats. */
  readonly mostRepeats: number;
  readonly textEnd: string;
  readonly lineStart: string;
  readonly lineEnd: string;
  /** Never matches. */
  readonly never: string;
  /** A code point by number. */
  readonly byNumber: (hex: string) => string;
  readonly groupName: (name: string) => string;
  /** Python's Unicode classes, inside a set. */
  readonly classes: Readonly<Record<'digit' | 'word' | 'space', string>>;
  /** Python's classes under its ASCII flag, inside a set. */
  readonly asciiClasses: Readonly<Record<'digit' | 'word' | 'space', string>>;
}

const asciiRanges = { digit: '0-9', word: '0-9A-Za-z_', space: '\\t-\\r ' } as const;
const lettersAndNumbers = '\\p{L}\\p{N}_';
const braced = (hex: string): string => (hex.length > 2 ? `\\x{${hex}}` : `\\x${hex.padStart(2, '0')}`);
const pythonName = (name: string): string => `?P<${name}>`;

export const engines: Readonly<Record<Engine, EngineFacts>> = {
  rust: {
    name: "Rust's regex",
    looks: false,
    backtracks: false,
    scopedFlags: true,
    nestedSets: true,
    properties: true,
    mostRepeats: Number.POSITIVE_INFINITY,
    textEnd: '\\z',
    lineStart: '(?m:^)',
    lineEnd: '(?m:$)',
    never: '(?s:\\z.)',
    byNumber: braced,
    groupName: pythonName,
    classes: { digit: '\\d', word: lettersAndNumbers, space: '\\s\\x1c-\\x1f' },
    asciiClasses: asciiRanges,
  },
  re2: {
    name: 'RE2',
    looks: false,
    backtracks: false,
    scopedFlags: true,
    nestedSets: false,
    properties: true,
    mostRepeats: 1000,
    textEnd: '\\z',
    lineStart: '(?m:^)',
    lineEnd: '(?m:$)',
    never: '[^\\x00-\\x{10ffff}]',
    byNumber: braced,
    groupName: pythonName,
    classes: { digit: '\\p{Nd}', word: lettersAndNumbers, space: '\\s\\x0b\\x1c-\\x1f\\x85\\p{Z}' },
    asciiClasses: { digit: '\\d', word: '\\w', space: '\\s\\x0b' },
  },
  pcre: {
    name: 'PCRE',
    looks: true,
    backtracks: true,
    scopedFlags: true,
    nestedSets: false,
    properties: false,
    mostRepeats: 65535,
    textEnd: '\\z',
    // PCRE's own multiline ^ does not match after a line feed that ends the text.
    lineStart: '(?<![^\\n])',
    lineEnd: '(?![^\\n])',
    never: '(?!)',
    byNumber: braced,
    groupName: pythonName,
    classes: { digit: '\\d', word: '\\w', space: '\\s' },
    asciiClasses: { digit: '\\d', word: '\\w', space: '\\s' },
  },
  js: {
    name: 'JavaScript',
    looks: true,
    backtracks: false,
    scopedFlags: false,
    nestedSets: false,
    properties: true,
    mostRepeats: Number.POSITIVE_INFINITY,
    textEnd: '$',
    lineStart: '(?<![^\\n])',
    lineEnd: '(?![^\\n])',
    never: '[]',
    byNumber: (hex) => `\\u{${hex}}`,
    groupName: (name) => `?<${name}>`,
    classes: { digit: '\\p{Nd}', word: lettersAndNumbers, space: '\\t-\\r\\x1c-\\x20\\x85\\p{Z}' },
    asciiClasses: asciiRanges,
  },
};
