import type { KqlNode } from './syntax.ts';

/** What running relies on without a page that says so. */
export const says = {
  dynamicTypes: 'A dynamic value compared with one of another type is unequal to it and has no order with it.',
  fold: "Operators that ignore case fold letters as Unicode's lower case does.",
  terms: 'Terms are made of the letters and digits of Unicode.',
  boolText: 'tostring() of a boolean gives true or false.',
  realText: 'tostring() of a real gives its shortest digits, without a point where it is whole.',
  dynamicText: 'tostring() of a text inside dynamic gives the text as the log wrote it, date-like texts included.',
  setTypes: 'set_has_element() compares types too: a number is no element of a list of texts.',
  codePoints: 'Texts are ordered by code point.',
  expandOrder: 'mv-apply and mv-expand keep the order of the list, and make_list() the order of the rows.',
  bagKeys: 'A key with an explicit null is kept in dynamic and told apart from an absent key.',
  looseAddresses: 'ipv4_*() take four decimal numbers, leading zeros included, and give null for all else.',
  ties: 'arg_min() and arg_max() take the first of equal rows.',
  anyRow: 'take, take_any() and their like take the first rows.',
  arrival: 'ingestion_time() is null once a row is projected or summarized.',
} as const;

const ofCalls: Readonly<Record<string, readonly string[]>> = {
  set_has_element: [says.setTypes],
  array_index_of: [says.setTypes],
  strcmp: [says.codePoints],
  bag_has_key: [says.bagKeys],
  bag_keys: [says.bagKeys],
  ipv4_is_in_range: [says.looseAddresses],
  ipv4_is_in_any_range: [says.looseAddresses],
  ipv4_is_private: [says.looseAddresses],
  ipv4_is_match: [says.looseAddresses],
  ipv4_compare: [says.looseAddresses],
  parse_ipv4: [says.looseAddresses],
};

/** What a call relies on. */
export function assumptionsOfCall(name: string, args: readonly KqlNode[]): readonly string[] {
  if (name !== 'tostring' && name !== 'strcat' && name !== 'strcat_delim') return ofCalls[name] ?? [];
  const types = new Set(args.flatMap((arg) => (arg.kind === 'literal' ? [] : [arg.type])));
  const dynamic = types.has('dynamic');
  return [
    ...(dynamic ? [says.dynamicText] : []),
    ...(dynamic || types.has('bool') ? [says.boolText] : []),
    ...(dynamic || types.has('real') ? [says.realText] : []),
  ];
}
