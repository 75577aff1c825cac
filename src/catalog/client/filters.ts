/** One rule as the data of the index has it. */
export interface IndexRule {
  /** Everything that is searched, in small letters. */
  readonly q: string;
  readonly l: readonly string[];
  readonly a: readonly string[];
  readonly s: string;
  /** Outcomes in the order of the targets. */
  readonly o: readonly string[];
  readonly x: readonly string[];
}

/** The data of the index. */
export interface CatalogIndex {
  readonly targets: readonly string[];
  readonly rules: readonly IndexRule[];
}

/** What is chosen, by the name of the filter; `q` holds the words to search. Empty texts choose nothing. */
export type Choice = Readonly<Record<string, string>>;

/** For each rule whether it fits every choice. */
export function fitting({ rules, targets }: CatalogIndex, choice: Choice): boolean[] {
  const words = (choice['q'] ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const at = targets.indexOf(choice['target'] ?? '');
  const wanted = (name: string): string => choice[name] ?? '';
  return rules.map((rule) => {
    const outcomes = at < 0 ? rule.o : rule.o.slice(at, at + 1);
    return (
      words.every((word) => rule.q.includes(word)) &&
      (wanted('logtype') === '' || rule.l.includes(wanted('logtype'))) &&
      (wanted('platform') === '' || rule.l.some((type) => type.split('.')[0] === wanted('platform'))) &&
      (wanted('tactic') === '' || rule.a.includes(wanted('tactic'))) &&
      (wanted('technique') === '' || rule.a.includes(wanted('technique'))) &&
      (wanted('severity') === '' || rule.s === wanted('severity')) &&
      (wanted('fidelity') === ''
        ? at < 0 || outcomes.some((one) => one !== 'refused')
        : outcomes.includes(wanted('fidelity'))) &&
      (wanted('status') === '' || rule.x.includes(wanted('status')))
    );
  });
}
