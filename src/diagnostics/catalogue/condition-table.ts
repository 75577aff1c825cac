import { didYouMean, entry } from '../entry.ts';

/** Codes about condition tables, and the values and titles written in their grammar. */
export const conditionTableCatalogue = {
  'table-empty': entry<{ what: 'condition' | 'value' }>({
    severity: 'error',
    message: (p) => `The ${p.what} is empty.`,
    why: 'What it should say cannot be guessed: nothing, or everything.',
    fix: (p) =>
      p.what === 'value'
        ? 'Name a field, such as `actor.id`.'
        : 'Write at least one row, such as `eventType eq "user.session.start"`; `true` matches every event.',
  }),
  'table-unexpected': entry<{ found: string; expected: string; fix: string }>({
    severity: 'error',
    message: (p) => `Unexpected ${p.found}: expected ${p.expected}.`,
    why: 'A row is a field, an operator and what the operator takes; rows are joined by new lines, `and` and `or`.',
    fix: (p) => p.fix,
  }),
  'table-unclosed': entry<{ open: string; where: string }>({
    severity: 'error',
    message: (p) => `This ${p.open} is not closed ${p.where}.`,
    why: 'Where it would end cannot be guessed.',
    fix: (p) => `Close it, or remove the ${p.open}.`,
  }),
  'table-quotes': entry<{ open: string; proper: string }>({
    severity: 'error',
    message: (p) => `A text stands between double quotes, not between ${p.open}.`,
    why: 'Texts are written as in JSON, so that every character has one way of being escaped.',
    fix: (p) => `Write ${p.proper}.`,
  }),
  'table-escape': entry<{ found: string; problem: string; fix: string }>({
    severity: 'error',
    message: (p) => `\`${p.found}\` inside quotes ${p.problem}.`,
    why: 'Texts and quoted keys are written as in JSON, so that every character has one way of being escaped.',
    fix: (p) => p.fix,
  }),
  'table-literal': entry<{ found: string; problem: string; fix: string }>({
    severity: 'error',
    message: (p) => `\`${p.found}\` ${p.problem}.`,
    why: 'Constants are JSON: a text in double quotes, a number, true, false, null, a list or an object.',
    fix: (p) => p.fix,
  }),
  'table-too-deep': entry<{ limit: number }>({
    severity: 'error',
    message: (p) => `The condition is nested more than ${p.limit} levels deep.`,
    why: 'No detection needs that; a reader would run out of stack.',
    fix: 'Flatten it.',
  }),
  'table-word': entry<{ found: string; write: string }>({
    severity: 'error',
    message: (p) => `The table has no \`${p.found}\`.`,
    why: 'It is written in words, each with one meaning, so that no reader takes one language for another.',
    fix: (p) => `Write \`${p.write}\`.`,
  }),
  'table-unknown-operator': entry<{ word: string; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `There is no operator ${p.word}.`,
    why: 'A row is a field, an operator and what the operator takes.',
    fix: (p) => didYouMean(p.near, 'See the table of operators in the documentation.'),
  }),
  'table-unknown-function': entry<{ name: string; near: readonly string[] }>({
    severity: 'error',
    message: (p) => `There is no function "${p.name}".`,
    why: 'A word right in front of `(` is the name of a function.',
    fix: (p) => didYouMean(p.near, 'See the list of functions in the documentation.'),
  }),
  'table-key': entry<{ found: string; quoted: string }>({
    severity: 'error',
    message: (p) => `\`${p.found}\` is no bare path.`,
    why: 'A bare key is made of letters, digits, `_` and `-` and does not begin with a digit; any other stands between backticks.',
    fix: (p) => `Put each odd key between backticks: ${p.quoted}`,
  }),
  'table-reserved-word': entry<{ word: string; fix: string }>({
    severity: 'error',
    message: (p) => `\`${p.word}\` is a word of the table and cannot begin a path bare.`,
    why: 'and, or, not, true, false, null, any, all, none and one have a meaning of their own.',
    fix: (p) => p.fix,
  }),
  'table-missing-operator': entry<{ subject: string }>({
    severity: 'error',
    message: (p) => `${p.subject} has no operator behind it.`,
    why: 'A row says something about a field: `field eq "x"`, `field truthy`, `field is_null`.',
    fix: 'Say on the same line what must hold for it.',
  }),
  'table-missing-operand': entry<{ operator: string; expected: string }>({
    severity: 'error',
    message: (p) => `\`${p.operator}\` has nothing to compare with.`,
    why: (p) => `On the same line it takes ${p.expected}.`,
    fix: (p) => `Write ${p.expected} behind it.`,
  }),
  'table-missing-condition': entry<{ where: string }>({
    severity: 'error',
    message: (p) => `A condition is missing ${p.where}.`,
    why: '`and` and `or` join two conditions; `not` and parentheses hold one.',
    fix: 'Write the condition, or remove the word.',
  }),
  'table-operand': entry<{ operator: string; expected: string; found: string; fix: string }>({
    severity: 'error',
    message: (p) => `\`${p.operator}\` takes ${p.expected}, not ${p.found}.`,
    why: 'A row whose operand has another type could never hold.',
    fix: (p) => p.fix,
  }),
  'table-flags': entry<{ problem: string; fix: string }>({
    severity: 'error',
    message: (p) => p.problem,
    why: 'Flags in brackets change how a regular expression is read: i, m, s, x, a, match, full.',
    fix: (p) => p.fix,
  }),
  'table-arguments': entry<{ name: string; problem: string; usage: string }>({
    severity: 'error',
    message: (p) => `\`${p.name}(…)\`: ${p.problem}.`,
    why: 'Each function takes its own number and kinds of arguments.',
    fix: (p) => `Write it as ${p.usage}`,
  }),
  'table-element': entry<{ found: string; fix: string }>({
    severity: 'error',
    message: (p) => `\`${p.found}\` is no element here.`,
    why: '`@` is the element that the nearest any, all, none, one or `first` speaks of, `@1` that of the next one around it.',
    fix: (p) => p.fix,
  }),
  'table-quantifier': entry<{ quantifier: string; problem: string }>({
    severity: 'error',
    message: (p) => `\`${p.quantifier}\` ${p.problem}.`,
    why: 'A quantifier takes a list and, in parentheses, what must hold for its elements.',
    fix: (p) => `Write it on one line as \`${p.quantifier} list (\`, then the rows about one element, then \`)\`.`,
  }),
  'table-path': entry<{ found: string; problem: string; fix: string }>({
    severity: 'error',
    message: (p) => `\`${p.found}\` ${p.problem}.`,
    why: 'A path is made of keys and whole-number indexes, without spaces: `a.b[0].c`, `a[-1]`.',
    fix: (p) => p.fix,
  }),
  'table-duplicate-key': entry<{ key: string }>({
    severity: 'error',
    message: (p) => `The key ${p.key} stands twice in this object.`,
    why: 'One of the two would be lost without a word.',
    fix: 'Keep one of them.',
  }),
  'table-template': entry<{ problem: string; fix: string }>({
    severity: 'error',
    message: (p) => p.problem,
    why: 'In a title, `{value}` stands for a value of the event; `{{` and `}}` are braces.',
    fix: (p) => p.fix,
  }),
};
