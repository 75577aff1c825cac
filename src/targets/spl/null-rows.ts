import type { ReasonCode } from '../../fidelity/reasons.ts';
import type { TypeName } from '../../ir/operators.ts';
import { typeNames } from '../../ir/operators.ts';
import type { Pair } from './build.ts';
import { atom, both, call, compare, either, isOneOf, negate, number, opposite, or, string } from './build.ts';
import type { Reading } from './reading.ts';
import { absence, blanks, containerCodes, seen, seesWhole } from './reading.ts';
import type { Row, SayRow } from './rows.ts';
import { literalsOf, neverRow } from './rows.ts';

const asText: readonly ReasonCode[] = ['type-as-text'];

/** `is_null`: the key is absent or JSON null, which extraction keeps as the text `null`. */
export const nullRow: SayRow = (subject) =>
  subject.always === true
    ? neverRow
    : {
        pair: absence(emptyList(subject) ?? subject),
        wider: [...nullCodes(subject), ...containerCodes(subject)],
        asksAbsence: true,
        read: seesWhole(subject) ? 'whole' : undefined,
      };

/** `missing`: JSON null is a field too, so the absent key alone leaves nothing. */
export const missingRow: SayRow = (subject) => {
  if (subject.always === true) return neverRow;
  const value = seen(emptyList(subject) ?? subject);
  const yes = or([call('isnull', value), ...(subject.fillers.length > 0 ? [isOneOf(value, subject.fillers)] : [])]);
  return {
    pair: { yes, no: negate(yes) },
    wider: [...(subject.fillers.length > 0 ? (['filler-value'] as const) : []), ...containerCodes(subject)],
    asksAbsence: true,
    read: seesWhole(subject) ? 'whole' : undefined,
  };
};

/** Python's truth, by the type that the log type gives the field: the texts "false" and "0" are true. */
export const truthyRow: SayRow = (subject) => {
  if (subject.always === true && subject.elements) return { pair: opposite(atom(call('isnull', subject.elements))) };
  const value = seen(emptyList(subject) ?? subject);
  if (subject.holds === 'number') return { pair: atom(compare(value, '!=', number(0n)), value) };
  if (subject.holds === 'text') return { pair: atom(compare(value, '!=', string('')), value) };
  const row = (falsy: readonly string[]): Row => ({
    pair: atom({ kind: 'not', operand: isOneOf(value, [...blanks(subject), ...falsy]) }, value),
    // The texts "false" and "0" are true to Python; where such texts count as false here, the row is narrower.
    wider: falsy.includes('false') ? [] : asText,
    narrower: [...nullCodes(subject), ...containerCodes(subject), ...(falsy.includes('false') ? asText : [])],
    read: seesWhole(subject) ? 'whole' : undefined,
  });
  switch (subject.kind) {
    case 'string':
    case 'timestamp':
      return row(['']);
    case 'boolean':
    case 'integer':
    case 'float':
      return row(['', '0', '0.0', 'false']);
    case 'array':
    case 'object':
      return row(['', '[]', '{}', 'false', '0']);
    case 'json':
    case 'unknown':
      return row(['', '[]', '{}', 'false', '0', '0.0']);
  }
};

/** `is_true` and `is_false`: booleans are kept as text. */
export function booleanRow(wanted: boolean): SayRow {
  return (subject) => {
    if (subject.holds === 'number' || subject.holds === 'text') return neverRow;
    if (subject.fillers.includes(String(wanted))) return { ...neverRow, narrower: ['filler-value'] };
    return { pair: atom(compare(subject.ast, '==', string(String(wanted))), subject.ast), wider: asText };
  };
}

/** `type_is`, as far as text tells: a text that reads as a number or boolean counts as one. */
export const typeRow: SayRow = (subject, test) => {
  const types = (literalsOf(test) ?? []).filter((name): name is TypeName => typeNames.some((t) => t === name));
  if (types.length === 0) return neverRow;
  if (subject.always === true) return types.includes('list') ? { pair: opposite(neverRow.pair) } : neverRow;
  if (subject.holds === 'number' || subject.holds === 'text') {
    const fits = subject.holds === 'text' ? ['string'] : ['number', 'integer'];
    return types.some((type) => fits.includes(type)) ? { pair: opposite(absence(subject)) } : neverRow;
  }
  const rows: Row[] = [];
  for (const type of types) {
    const row = typed(subject, type);
    if ('unsupported' in row) return row;
    rows.push(row);
  }
  const [only, ...more] = rows;
  if (only !== undefined && more.length === 0) return only;
  return {
    pair: either(rows.map((row) => row.pair)),
    wider: rows.flatMap((row) => row.wider ?? []),
    narrower: rows.flatMap((row) => row.narrower ?? []),
    read: rows.every((row) => row.read === 'whole') ? 'whole' : undefined,
  };
};

const numberPattern = '^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?\\z';

function typed(subject: Reading, type: TypeName): Row | { readonly unsupported: string } {
  const { ast, whole } = subject;
  const present = opposite(absence({ ...subject, kind: 'string' }));
  const matches = (pattern: string): Pair => atom(call('match', ast, string(pattern)), ast);
  const isBoolean = atom(isOneOf(ast, ['true', 'false']), ast);
  switch (type) {
    case 'number':
      return { pair: matches(numberPattern), wider: asText };
    case 'integer':
      return { pair: matches('^-?(0|[1-9][0-9]*)\\z'), wider: asText };
    case 'boolean':
      return { pair: isBoolean, wider: asText };
    case 'null':
      return { pair: atom(compare(ast, '==', string('null')), ast), wider: ['null-stored-as-text'] };
    case 'string':
      return {
        pair: both([present, opposite(isBoolean), opposite(matches(numberPattern)), ...notContainer(subject)]),
        narrower: [...asText, ...nullCodes(subject)],
      };
    case 'list':
    case 'object': {
      if (whole === undefined) return { unsupported: `extraction keeps no ${type} whole` };
      const opens = atom(call('match', whole, string(type === 'list' ? '^\\s*\\[' : '^\\s*\\{')), whole);
      return {
        pair: both([...(ast === whole || ast.kind !== 'field' ? [] : [atom(call('isnull', ast))]), opens]),
        wider: ast.kind === 'call' ? asText : [],
        read: 'whole',
      };
    }
  }
}

/** A value read out of JSON may be a list or object, as JSON text. */
export function notContainer(subject: Reading): Pair[] {
  if (subject.ast.kind === 'field') return [];
  return [opposite(atom(call('match', subject.ast, string('^\\s*[\\[{]')), subject.ast))];
}

/** A computed list is absent where it has no element: there is no other sign of it. */
function emptyList(subject: Reading): Reading | undefined {
  if (subject.holds !== 'list' || subject.whole !== undefined || subject.elements === undefined) return undefined;
  return { ...subject, ast: subject.elements, holds: 'text' };
}

function nullCodes(subject: Reading): ReasonCode[] {
  return [
    ...(blanks(subject).includes('null') ? (['null-stored-as-text'] as const) : []),
    ...(subject.fillers.length > 0 ? (['filler-value'] as const) : []),
  ];
}
