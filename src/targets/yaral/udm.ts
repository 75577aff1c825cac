import type { PathPart } from './ast.ts';
import { udmEnums } from './udm-enums.ts';
import { udmMessages } from './udm-messages.ts';

/** The type of a field of the Unified Data Model, as far as expressions care. `struct` and `labels` are read by key. */
export type UdmType =
  | 'string'
  | 'int'
  | 'float'
  | 'bool'
  | 'bytes'
  | 'timestamp'
  | 'latlng'
  | 'enum'
  | 'labels'
  | 'struct'
  | 'message';

/** What the model says about a path from the event. */
export interface UdmField {
  readonly type: UdmType;
  /** How many steps of the path are lists. A key read ends the list that it is read from. */
  readonly lists: number;
  /** The first step that is a list of messages, as a dotted path; undefined where none is. */
  readonly repeatedMessage: string | undefined;
  /** The names of an enum by number; the first is what an unset field reads as. */
  readonly names: readonly string[];
}

interface Entry {
  readonly type: UdmType;
  readonly repeated: boolean;
  /** The message or enum that it names. */
  readonly of: string;
}

/** What the model says about a path, or undefined where it has no such path. */
export function udmField(path: readonly PathPart[]): UdmField | undefined {
  const { messages, enums } = readModel();
  let at: Entry = { type: 'message', repeated: false, of: 'udm' };
  let lists = 0;
  let repeatedMessage: string | undefined;
  const walked: string[] = [];
  for (const part of path) {
    if (part.kind === 'index') {
      if (!at.repeated) return undefined;
      lists -= 1;
      at = { ...at, repeated: false };
    } else if (part.kind === 'key') {
      if (at.type !== 'labels' && at.type !== 'struct') return undefined;
      if (at.repeated) lists -= 1;
      at = { type: 'string', repeated: false, of: '' };
    } else {
      const next = fieldOf(at, part.name, messages);
      if (next === undefined) return undefined;
      walked.push(part.name);
      at = next;
      if (next.repeated) {
        lists += 1;
        if (next.type === 'message') repeatedMessage ??= walked.join('.');
      }
    }
  }
  return { type: at.type, lists, repeatedMessage, names: enums.get(at.of) ?? [] };
}

function fieldOf(
  at: Entry,
  name: string,
  messages: ReadonlyMap<string, ReadonlyMap<string, Entry>>,
): Entry | undefined {
  if (at.type === 'timestamp')
    return name === 'seconds' || name === 'nanos' ? { type: 'int', repeated: false, of: '' } : undefined;
  if (at.type === 'latlng')
    return name === 'latitude' || name === 'longitude' ? { type: 'float', repeated: false, of: '' } : undefined;
  if (at.type === 'labels')
    return name === 'key' || name === 'value' ? { type: 'string', repeated: false, of: '' } : undefined;
  if (at.type === 'struct') return name === 'fields' ? at : undefined;
  return at.type === 'message' ? messages.get(at.of)?.get(name) : undefined;
}

interface Model {
  readonly messages: ReadonlyMap<string, ReadonlyMap<string, Entry>>;
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

let model: Model | undefined;

/** Reads the tables on first use. */
function readModel(): Model {
  model ??= {
    messages: new Map(paragraphs(udmMessages).map(([name, words]) => [name, new Map(words.map(readEntry))])),
    enums: new Map(paragraphs(udmEnums)),
  };
  return model;
}

function paragraphs(table: string): [string, string[]][] {
  return table
    .trim()
    .split(/\n(?! )/)
    .map((paragraph) => {
      const [name = '', ...words] = paragraph.split(/\s+/);
      return [name.slice(0, -1), words];
    });
}

function readEntry(word: string): [string, Entry] {
  const [, name = '', list, mark, of = ''] = /^(\w+)(\[\])?(?:([@#:])(\w+))?$/.exec(word) ?? [];
  const repeated = list !== undefined;
  if (mark === '@') return [name, { type: 'message', repeated, of }];
  if (mark === '#') return [name, { type: 'enum', repeated, of }];
  // The table's type words are those of `UdmType`.
  return [name, { type: mark === ':' ? (of as UdmType) : 'string', repeated, of: '' }];
}
