import { exact, unite } from '../../fidelity/reason.ts';
import type { Json } from '../../ir/json.ts';
import { isList } from '../../ir/json.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { MappedValue } from '../../mapping/mapping.ts';
import type { KqlExpression } from './ast.ts';
import { and, binary, call, long, not, or, path, text } from './build.ts';
import type { Cell, Reader } from './cell.ts';
import { computedCell, hasType, isRefused, present, refuse, textCell } from './cell.ts';
import { asColumn, stored } from './costs.ts';
import { walk } from './gather.ts';
import {
  readChain,
  readFind,
  readItem,
  readIterate,
  readJoin,
  readKeys,
  readList,
  readRange,
  readUnique,
  readZip,
} from './list-functions.ts';
import { readArithmetic, readInteger } from './number-functions.ts';
import { hasTypeIn, numberTypes, sayMissing, sayNull } from './presence.ts';
import { sliceList, sliceText } from './slice.ts';
import { readSplit, readWords } from './split-functions.ts';
import {
  mapText,
  readGroup,
  readIpText,
  readMatches,
  readReplace,
  readRepr,
  readStrip,
  readUrlDecode,
} from './text-functions.ts';
import { textView } from './text-view.ts';
import { asDynamic, choose } from './unify.ts';
import { pythonText } from './values.ts';

type Call = Extract<MappedValue, { kind: 'call' }>;
type Read = (value: MappedValue) => Cell | Unsupported;

/** A function of the rule as KQL. */
export function readCall(value: Call, reader: Reader, read: Read): Cell | Unsupported {
  const cells: Cell[] = [];
  const values = value.name === 'deep_walk' ? value.args.filter((_, i) => i !== 1) : value.args;
  for (const arg of values) {
    const cell = read(arg);
    if (isRefused(cell)) return cell;
    cells.push(cell);
  }
  const [first, second, third] = cells;
  if (first === undefined) return value.name === 'list' ? readList(cells) : refuse(`${value.name} has no argument`);
  const constants = cells.slice(1).map((cell) => cell.constant);
  switch (value.name) {
    case 'default':
    case 'if_missing':
      return second === undefined ? first : readDefault(value.name, first, second, reader);
    case 'len':
      return lengthOf(first, reader);
    case 'lower':
      return mapText(first, reader, (subject) => call('tolower', subject));
    case 'upper':
      return mapText(first, reader, (subject) => call('toupper', subject));
    case 'trim':
      return mapText(first, reader, (subject) => call('trim', { kind: 'regex', pattern: '\\s+' }, subject));
    case 'split':
    case 'rsplit':
      return readSplit(value.name, first, constants, reader);
    case 'words':
      return readWords(first, second?.constant, reader);
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return readStrip(value.name, first, second?.constant, reader);
    case 'replace':
      return readReplace(first, constants, reader);
    case 'url_decode':
      return readUrlDecode(first, reader);
    case 'ip_text':
      return second === undefined ? readIpText(first) : refuse('`ip_text` of a version has no form in KQL');
    case 'repr':
      return readRepr(first, reader);
    case 'regex_all':
      return readMatches(first, constants, reader);
    case 'regex_group':
      return readGroup(first, constants, reader);
    case 'iterate':
      return readIterate(first, reader);
    case 'item': {
      if (second === undefined) return refuse('`item` wants a key');
      const found = readItem(first, second, reader);
      return third === undefined || isRefused(found) ? found : readDefault('if_missing', found, third, reader);
    }
    case 'join':
      return readJoin(first, second?.constant, reader);
    case 'unique':
      return readUnique(first);
    case 'chain':
      return readChain(cells);
    case 'list':
      return readList(cells);
    case 'range':
      return readRange(cells);
    case 'zip':
      return readZip(cells);
    case 'keys':
      return readKeys(first);
    case 'find':
      return second === undefined ? refuse('`find` wants what to look for') : readFind(first, second, reader);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return second === undefined
        ? refuse(`\`${value.name}\` wants two numbers`)
        : readArithmetic(value.name, first, second, reader);
    case 'to_integer':
      return second === undefined ? readInteger(first, reader) : refuse('`to_integer` of a base has no form in KQL');
    case 'parse_json':
      return parsed(first, reader);
    case 'to_number':
      return toNumber(first, reader);
    case 'str':
      return joined([first], reader);
    case 'concat':
      return joined(cells, reader);
    case 'slice':
      if ([second, third].some((bound) => bound !== undefined && bound.constant === undefined))
        return refuse('`slice` wants constant bounds');
      return slice(first, second?.constant, third?.constant, reader);
    case 'deep_walk':
      return deepWalk(first, constantOf(value.args[1]), second);
    default:
      return refuse(`\`${value.name}\` has no form in KQL`);
  }
}

function constantOf(value: MappedValue | undefined): Json | undefined {
  return value?.kind === 'literal' ? value.value : undefined;
}

function readDefault(name: 'default' | 'if_missing', first: Cell, second: Cell, reader: Reader): Cell {
  if (first.constant !== undefined) return first.constant === null && name === 'default' ? second : first;
  const fidelity = unite([stored(first, reader), second.fidelity]);
  if (first.type === 'string' && first.presence === 'nonempty' && second.type === 'string')
    return textCell(call('coalesce', first.expr, second.expr), second.presence, fidelity);
  if (reader.light && first.type === 'dynamic' && second.type === 'string')
    return textCell(call('coalesce', call('tostring', first.expr), second.expr), second.presence, fidelity);
  const plain = first.field === 'string' && first.type === 'dynamic' ? { ...first, onlyText: true as const } : first;
  const asText = second.type === 'string' && name === 'default' ? plain : first;
  const gone = name === 'default' ? sayNull(first, reader) : sayMissing(first, reader);
  const lossy = name === 'if_missing' && first.keyed === undefined ? [...(gone.wider ?? [])] : [];
  const cell = choose(gone.ast, second, asText);
  return { ...cell, fidelity: unite([fidelity, { wider: lossy, narrower: lossy }]) };
}

function lengthOf(cell: Cell, reader: Reader): Cell | Unsupported {
  const missing: KqlExpression = { kind: 'null', type: 'long' };
  if (cell.type === 'dynamic' && !cell.onlyText) {
    const { expr } = cell;
    if (cell.field === 'array') return computedCell(call('array_length', expr), 'long', 'integer', cell.fidelity);
    const length = call(
      'case',
      hasType(expr, 'string'),
      call('strlen', call('tostring', expr)),
      hasType(expr, 'array'),
      call('array_length', expr),
      hasType(expr, 'dictionary'),
      call('array_length', call('bag_keys', expr)),
      missing,
    );
    return computedCell(length, 'long', 'integer', cell.fidelity);
  }
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const length = call('iff', view.guard ?? present(cell), call('strlen', view.text), missing);
  const counted = computedCell(length, 'long', 'integer', asColumn(cell, reader));
  return view.guard === undefined ? { ...counted, length: call('strlen', view.text) } : counted;
}

/** `parse_json` gives a text back that is no JSON: it is JSON only where it stands in quotes. */
function parsed(cell: Cell, reader: Reader): Cell | Unsupported {
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const json = call('parse_json', view.text);
  const quoted = binary(view.text, 'matches regex', { kind: 'regex', pattern: '^\\s*"' });
  const isJson = or(not(hasType(json, 'string')), quoted);
  const guard = and(...(view.guard ? [view.guard] : []), isJson);
  const value = call('iff', guard, json, { kind: 'null', type: 'dynamic' });
  // A path into the value needs no guard: inside a mere text there is nothing.
  const inner = view.guard === undefined || cell.onlyText || cell.field === 'string' ? json : value;
  return {
    ...computedCell(value, 'dynamic', 'json', asColumn(cell, reader)),
    inside: { expr: inner, fidelity: cell.fidelity },
  };
}

function toNumber(cell: Cell, reader: Reader): Cell | Unsupported {
  if (cell.type === 'long' || cell.type === 'real') return cell;
  if (cell.type === 'dynamic' && !cell.onlyText) {
    const readable = hasTypeIn(cell.expr, [...numberTypes, text('string')]);
    const value = call('iff', readable, call('toreal', cell.expr), { kind: 'null', type: 'real' });
    return computedCell(value, 'real', 'float', cell.fidelity);
  }
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  return computedCell(call('toreal', view.text), 'real', 'float', cell.fidelity);
}

/** Python's `str()` of each, one after the other. */
function joined(cells: readonly Cell[], reader: Reader): Cell {
  const written = cells.map((cell) => pythonText(cell, reader.light));
  const [only, ...more] = written;
  const expr =
    only !== undefined && more.length === 0 ? only.expr : call('strcat', ...written.map((part) => part.expr));
  const reason = reader.because('unparsed-value');
  const lossy = cells.some((cell, i) => written[i]?.exact === false && cell.presence !== 'nonempty');
  const fidelities = cells.map((cell) => stored(cell, reader));
  return textCell(expr, 'always', unite([...fidelities, lossy ? { wider: [reason], narrower: [reason] } : exact]));
}

function slice(cell: Cell, from: Json | undefined, to: Json | undefined, reader: Reader): Cell | Unsupported {
  const [start, end] = [from, to].map((bound) => (typeof bound === 'bigint' ? Number(bound) : undefined));
  const list = cell.type === 'dynamic' && !cell.onlyText;
  const view = textView(cell, reader);
  if ('unsupported' in view) return view;
  const piece = sliceText(view.text, start, end);
  const asText: Cell =
    view.guard === undefined
      ? { ...textCell(piece, 'nonempty', asColumn(cell, reader)), base: cell.base ?? cell.expr }
      : textCell(piece, view.guard, cell.fidelity);
  if (!list || cell.field === 'string') return asText;
  const items = sliceList(cell.expr, start, end);
  const asList = computedCell(items, 'dynamic', 'array', cell.fidelity);
  if (cell.field === 'array') return asList;
  const value = call(
    'case',
    hasType(cell.expr, 'string'),
    path(call('pack_array', piece), [0]),
    hasType(cell.expr, 'array'),
    items,
    { kind: 'null', type: 'dynamic' },
  );
  return computedCell(value, 'dynamic', 'unknown', cell.fidelity);
}

function deepWalk(cell: Cell, keys: Json | undefined, otherwise: Cell | undefined): Cell | Unsupported {
  if (cell.type !== 'dynamic') return refuse('`deep_walk` wants an object or a list, and the column holds neither');
  if (!isList(keys)) return refuse('`deep_walk` wants its keys as a constant list');
  const names = keys.filter((key) => typeof key === 'string');
  const found = walk(cell.expr, names);
  const size = call('array_length', found);
  const none: KqlExpression = { kind: 'null', type: 'dynamic' };
  const missing = otherwise === undefined ? none : asDynamic(otherwise);
  const value = call(
    'case',
    binary(size, '==', long(0)),
    missing,
    binary(size, '==', long(1)),
    path(found, [0]),
    found,
  );
  return computedCell(value, 'dynamic', 'unknown', unite([cell.fidelity, otherwise?.fidelity ?? exact]));
}
