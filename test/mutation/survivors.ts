interface Class {
  readonly targets: readonly string[];
  readonly kind: RegExp;
  readonly what: RegExp;
  readonly why: string;
}

/** Why mutants survive, by what they look like: the first that fits. */
const classes: readonly Class[] = [
  {
    targets: ['spl'],
    kind: /null guard/,
    what: /errorCode/,
    why: 'the add-on writes "success" where the log has no error',
  },
  {
    targets: ['spl'],
    kind: /parentheses|or for and/,
    what: /./,
    why: 'the base search asks the rows beside it as well, so that precedence changes nothing',
  },
  {
    targets: ['spl'],
    kind: /anchor|case|literal/,
    what: /match\([^"]*"\^\[0-9/,
    why: 'the shape of an address is asked only before cidrmatch, which is false on any other text',
  },
  {
    targets: ['spl'],
    kind: /forget an anchor|forget the case/,
    what: /match\(/,
    why: 'the base search holds the same words with their ends, and the events that differ in case alone are not matched by it either',
  },
  {
    targets: ['spl'],
    kind: /forget the case/,
    what: /=="?(null|true|false)/,
    why: 'numbers, booleans and null are stored in small letters',
  },
  {
    targets: ['spl'],
    kind: /literal/,
    what: /"(null|\[\]|\{\}|false|0|0\.0|)x?"/,
    why: 'one of the texts that stand for a missing or empty value; the declared reasons excuse the few events that have them',
  },
  {
    targets: ['spl'],
    kind: /literal/,
    what: /^\(?[a-z_]+( IN |=)|^`/,
    why: 'a term of the base search whose wildcard still takes the events',
  },
  {
    targets: ['spl'],
    kind: /drop a default/,
    what: /"\(empty\)"/,
    why: 'the default around it takes its place: the key is "(empty)" instead of "None"',
  },
  { targets: ['spl'], kind: /drop a default/, what: /./, why: 'no stream lacks one field alone of a key of several' },
  {
    targets: ['kql'],
    kind: /drop a default/,
    what: /./,
    why: 'a text column is never null: the key has "" in place of "None", and no other event has that',
  },
  {
    targets: ['sigma'],
    kind: /./,
    what: /'?LOCKED, OUT|'c'|db8:40|http:|\.disabled_for_new_repos|userIdentity.userName/,
    why: 'implied by another row of the rule',
  },
  {
    targets: ['yaral'],
    kind: /all for any/,
    what: /./,
    why: 'no event that is made gives the repeated field two values of which one alone fits',
  },
];

/** Why a mutant survived; what verification has no event for says so. */
export function whySurvived(target: string, kind: string, what: string): string {
  const found = classes.find((c) => c.targets.includes(target) && c.kind.test(kind) && c.what.test(what));
  return found?.why ?? 'not told apart by any event that is made';
}
