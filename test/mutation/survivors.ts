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
    targets: ['spl', 'kql', 'yaral'],
    kind: /mapping/,
    what: /./,
    why: 'a column that holds the same value in the events that are made, or another of the columns that a row asks',
  },
  {
    targets: ['kql'],
    kind: /case|contains|literal/,
    what: /./,
    why: 'a row that only narrows what a JSON test beside it decides, or a text whose case no declared value has',
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
    what: /dedup_key/,
    why: 'the key of an event without the field: declared where it is counted, else one alert either way',
  },
  {
    targets: ['spl', 'kql', 'yaral', 'sigma'],
    kind: /null/,
    what: /null|empty/,
    why: 'missing and null are one in the row',
  },
  {
    targets: ['sigma'],
    kind: /./,
    what: /'?LOCKED, OUT|'c'|db8:40|http:|\.disabled_for_new_repos|userIdentity.userName/,
    why: 'implied by another row of the rule',
  },
  {
    targets: ['yaral'],
    kind: /forget the case|mind the case/,
    what: /./,
    why: 'the field holds a closed set of values, or another row fixes the case',
  },
  {
    targets: ['yaral'],
    kind: /all for any|any for all/,
    what: /./,
    why: 'the repeated field holds one value in every row',
  },
];

/** Why a mutant survived; what verification has no event for says so. */
export function whySurvived(target: string, kind: string, what: string): string {
  const found = classes.find((c) => c.targets.includes(target) && c.kind.test(kind) && c.what.test(what));
  return found?.why ?? 'not told apart by any event that is made';
}
