import type { TokenRule } from './colour.ts';

/** A run of letters that no rule marks, and of blanks: taken whole, so that nothing inside it is looked at. */
const word: TokenRule = ['', /[\p{L}\p{N}_]+|\s+/uy];
const doubleQuoted: TokenRule = ['s', /"(?:[^"\\\n]|\\.)*"/y];
const singleQuoted: TokenRule = ['s', /'(?:[^'\\\n]|\\.)*'/y];
const numbers: TokenRule = ['n', /\d+(?:\.\d+)?(?:[smhd]\b)?\b/y];

/** Which parts of a text are comments, strings, keywords, numbers and names, by language. */
export const languages = {
  yaml: [
    ['c', /#[^\n]*/y],
    [
      'f',
      /(?<=^[ \t]*(?:- +)*)(?:"(?:[^"\\\n]|\\.)*"|[\p{L}_][\p{L}\p{N}_.&/-]*(?: [\p{L}\p{N}_&.-]+)*)(?=:(?:\s|$))/muy,
    ],
    ['f', /"(?:[^"\\\n]|\\.)*"(?=\s*:)/y],
    doubleQuoted,
    ['s', /(?<=[\s[,:])'(?:[^'\n]|'')*'/y],
    ['k', /(?<![\p{L}\p{N}_.-])(?:true|false|null|yes|no)(?![\p{L}\p{N}_.-])/uy],
    ['n', /(?<![\p{L}\p{N}_.:/-])\d+(?:\.\d+)?(?![\p{L}\p{N}_.:/-])/uy],
    word,
  ],
  python: [
    ['c', /#[^\n]*/y],
    ['s', /[rbfuRBFU]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?''')/y],
    ['s', /[rbfuRBFU]{0,2}(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y],
    [
      'k',
      /\b(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|False|finally|for|from|global|if|import|in|is|lambda|None|nonlocal|not|or|pass|raise|return|True|try|while|with|yield)\b/y,
    ],
    ['f', /\b[A-Za-z_]\w*(?=\()/y],
    numbers,
    word,
  ],
  spl: [
    ['c', /```[\s\S]*?```/y],
    doubleQuoted,
    ['f', /'(?:[^'\\\n]|\\.)*'/y],
    ['k', /(?<=\|\s*)[a-z]+\b/y],
    ['k', /\b(?:AND|OR|NOT|IN|BY|AS|by|as|where|true|false)\b/y],
    ['k', /`[^`\n]*`/y],
    ['f', /\b[a-z_]+(?=\()/y],
    numbers,
    word,
  ],
  kql: [
    ['c', /\/\/[^\n]*/y],
    ['s', /[hH]?@?"(?:[^"\\\n]|\\.)*"/y],
    ['s', /[hH]?@'[^'\n]*'/y],
    singleQuoted,
    ['k', /(?<=\|\s*)[a-z][a-z-]*\b/y],
    [
      'k',
      /\b(?:let|and|or|not|in|has|contains|contains_cs|startswith|startswith_cs|endswith|endswith_cs|has_any|matches|regex|by|on|kind|true|false|null|dynamic|between)\b~?/y,
    ],
    ['f', /\b[a-zA-Z_]\w*(?=\()/y],
    numbers,
    word,
  ],
  yaral: [
    ['c', /\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
    doubleQuoted,
    ['s', /`[^`]*`/y],
    ['s', /(?<=[=,(]\s*)\/(?:[^/\\\n]|\\.)+\//y],
    ['f', /[$#%][\w.]+/y],
    [
      'k',
      /\b(?:rule|meta|events|match|outcome|condition|options|and|or|not|nocase|over|in|any|all|before|after|if|true|false)\b/y,
    ],
    ['f', /\b[a-z_]+(?:\.[a-z_]+)*(?=\()/y],
    numbers,
    word,
  ],
  conf: [['c', /^[#;][^\n]*/my], ['k', /^\[[^\]\n]*\]/my], ['f', /^[\w.:-]+(?=\s*=)/my], doubleQuoted, word],
  table: [
    doubleQuoted,
    ['f', /`(?:[^`\\\n]|\\.)*`/y],
    ['k', /(?<![\w.-])(?:and|or|not|any|all|none|one|true|false|null)(?![\w.-])/y],
    [
      'n',
      /(?<=[\w\])`"] )(?:not_)?i?(?:eq|ne|in|contains|has|starts_with|ends_with|wildcard|regex|lt|lte|gt|gte|cidr|ip_is|is_null|is_not_null|missing|exists|truthy|falsy|is_true|is_false|type_is|in_list)(?:_any)?(?:_field)?(?![\w.-])/y,
    ],
    ['f', /\b[a-z_]+(?=\()/y],
    word,
  ],
} satisfies Readonly<Record<string, readonly TokenRule[]>>;
