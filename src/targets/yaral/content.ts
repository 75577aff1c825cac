import { topScope } from '../../lower/lower-condition.ts';
import type { Unsupported } from '../../lower/lowering.ts';
import type { MappedCondition, MappedValue } from '../../mapping/mapping.ts';
import type { Assignment, FieldTerm, YaralExpression, YaralTerm } from './ast.ts';
import { call, compare, fieldsIn, mapFields, plainField } from './build.ts';
import { textTerm } from './functions.ts';
import type { Names } from './names.ts';
import { lowering } from './operators.ts';
import { pathOf, printPath } from './path.ts';
import { printTerm } from './print.ts';
import type { Subject } from './subject.ts';
import { firstElement, listsOf } from './subject.ts';
import { udmField } from './udm.ts';
import { sayCondition, sayValue } from './values.ts';

/**
 * Says values for the `outcome` section. A repeated field cannot stand there by itself, so its first element is given to a
 * placeholder in `events`, which the outcome may then use. https://docs.cloud.google.com/chronicle/docs/yara-l/outcome-syntax
 */
export class Content {
  private readonly given = new Map<string, Assignment>();
  private readonly reused = new Map<string, Assignment>();
  private readonly grouped: boolean;
  private readonly names: Names;
  private readonly shared: ReadonlyMap<string, readonly string[]>;

  /**
   * `grouped`: the rule has a `match` section, so that everything of an event must be aggregated. `shared`: columns into which
   * several fields of the log write, so that no one value can be taken from them.
   */
  constructor(grouped: boolean, names: Names, shared: ReadonlyMap<string, readonly string[]>) {
    this.grouped = grouped;
    this.shared = shared;
    this.names = names;
  }

  /** The placeholders that the values said so far need. */
  get placeholders(): readonly Assignment[] {
    return [...this.given.values()];
  }

  /** Placeholders that the rule has anyway. */
  reuse(placeholders: readonly Assignment[]): void {
    for (const placeholder of placeholders) this.reused.set(printTerm(placeholder.value), placeholder);
  }

  /** One text of one event. */
  text(value: MappedValue): YaralTerm | Unsupported {
    const subject = say(value);
    if ('unsupported' in subject) return subject;
    const term = textTerm(subject);
    return 'unsupported' in term ? term : this.single(term);
  }

  /** A text as an outcome: of the first event of a group. Parts of a joined text that cannot be said are left out, each with its reason. */
  shownText(value: MappedValue): YaralTerm | (Unsupported & { readonly term?: YaralTerm }) {
    const whole = this.text(value);
    if (!('unsupported' in whole)) return this.ofFirst(whole);
    if (value.kind !== 'call' || value.name !== 'concat') return whole;
    const args = value.args.filter((arg) => !('unsupported' in this.text(arg)));
    const part = args.some((arg) => arg.kind !== 'literal') ? this.text({ ...value, args }) : whole;
    return 'unsupported' in part ? whole : { ...whole, term: this.ofFirst(part) };
  }

  private ofFirst(term: YaralTerm): YaralTerm {
    if (!this.grouped) return term;
    return call('window.first', [plainField('metadata.event_timestamp.seconds'), term]);
  }

  /** A value as an outcome: all values of a repeated field, or of a group of events. */
  output(value: MappedValue): YaralTerm | Unsupported {
    const time = timeOf(value);
    const subject: Subject | Unsupported = time ?? say(value);
    if ('unsupported' in subject) return subject;
    const term = subject.type === 'bool' ? textTerm(subject) : subject.term;
    if ('unsupported' in term) return term;
    if (term.kind === 'field' && listsOf(term) > 0) return call('array_distinct', [{ ...term, modifier: 'none' }]);
    const single = this.single(term);
    return this.grouped && !('unsupported' in single) && readsEvent(single) ? call('array_distinct', [single]) : single;
  }

  /** A number chosen by conditions, the first that holds: the greatest of a group. */
  choice(
    cases: readonly { readonly when: MappedCondition; readonly then: YaralTerm }[],
    otherwise: YaralTerm,
  ): { readonly term: YaralTerm; readonly refused: readonly string[] } {
    const refused: string[] = [];
    let term = otherwise;
    for (const { when, then } of [...cases].reverse()) {
      const condition = this.condition(when);
      if ('unsupported' in condition) refused.unshift(condition.unsupported);
      else term = { kind: 'if', condition, then, otherwise: term };
    }
    return { term: this.grouped ? call('max', [term]) : term, refused };
  }

  private condition(condition: MappedCondition): YaralExpression | Unsupported {
    const said = sayCondition(condition, lowering);
    if ('unsupported' in said) return said;
    return needsCopies(said.ast) ? noCopies : this.singleFields(said.ast);
  }

  private single(term: YaralTerm): YaralTerm | Unsupported {
    return needsCopies(term) ? noCopies : this.singleFields(term);
  }

  /** Repeated fields become placeholders of their first element. */
  private singleFields<N extends YaralTerm | YaralExpression>(node: N): N | Unsupported {
    const ambiguous = this.ambiguous(node);
    if (ambiguous !== undefined) return { unsupported: ambiguous };
    const keyed = fieldsIn(node).find((field) => listsOf(field) > 0 && firstElement(field) === undefined);
    if (keyed && !this.grouped)
      return {
        unsupported: `${printPath(keyed.path)} may stand in several elements, of which YARA-L cannot take the first`,
      };
    return mapFields(node, (field) => {
      const first = listsOf(field) > 0 ? firstElement(field) : undefined;
      return first ? { kind: 'variable', name: this.placeholder(first) } : { ...field, modifier: 'none' };
    });
  }

  /** Why no one value can be taken from the columns that a node reads, where several fields of the log share one of them. */
  ambiguous(node: YaralTerm | YaralExpression): string | undefined {
    for (const { path } of fieldsIn(node)) {
      const fields = this.shared.get(printPath(path));
      if (fields) return `${printPath(path)} holds ${fields.join(' and ')}, and whose value is the first is not known`;
    }
    return undefined;
  }

  private placeholder(field: FieldTerm): string {
    const mark = printTerm(field);
    const known = this.reused.get(mark);
    if (known) return known.name;
    const given = this.given.get(mark) ?? { name: this.names.take(`first_${nameOf(field)}`), value: field };
    this.given.set(mark, given);
    return given.name;
  }
}

/** A name for what a field holds: its path with underscores, as Google's rules name their outcomes. */
export function nameOf(field: FieldTerm): string {
  return field.path.map((part) => (part.kind === 'field' ? part.name : part.kind === 'key' ? part.key : '')).join('_');
}

/** Whether a text can never be empty. */
export function neverEmpty(term: YaralTerm): boolean {
  if (term.kind === 'text') return term.value !== '';
  if (term.kind === 'if') return neverEmpty(term.then) && neverEmpty(term.otherwise);
  return (
    term.kind === 'call' &&
    (term.name === 'strings.concat' || term.name === 'strings.coalesce') &&
    term.args.some(neverEmpty)
  );
}

/** A value in the target's own way, outside any quantifier. */
export function say(value: MappedValue): Subject | Unsupported {
  return sayValue(value, { scope: topScope, condition: (condition) => sayCondition(condition, lowering) });
}

/** A timestamp is shown in seconds. */
function timeOf(value: MappedValue): Subject | undefined {
  if (value.kind !== 'reference' || value.to.kind !== 'column') return undefined;
  const path = pathOf(value.to.column);
  if (path === undefined || udmField(path)?.type !== 'timestamp') return undefined;
  const term: FieldTerm = { kind: 'field', path: [...path, { kind: 'field', name: 'seconds' }], modifier: 'none' };
  return { term, type: 'int', fieldType: 'integer', many: false, element: false, names: [], absentAs: [] };
}

function readsEvent(term: YaralTerm): boolean {
  return fieldsIn(term).length > 0 || hasVariable(term);
}

function hasVariable(node: YaralTerm | YaralExpression): boolean {
  switch (node.kind) {
    case 'variable':
      return true;
    case 'call':
      return node.args.some(hasVariable);
    case 'if':
      return hasVariable(node.condition) || hasVariable(node.then) || hasVariable(node.otherwise);
    case 'compare':
      return hasVariable(node.left) || hasVariable(node.right);
    case 'predicate':
      return hasVariable(node.call);
    case 'and':
    case 'or':
      return node.operands.some(hasVariable);
    case 'not':
    case 'same-element':
      return hasVariable(node.operand);
    case 'field':
    case 'table':
    case 'text':
    case 'int':
    case 'float':
    case 'bool':
    case 'regex':
    case 'raw':
    case 'count':
    case 'exists':
      return false;
  }
}

/** Rows about the copies of an event, or about the length of a list, have no place in the outcome. */
function needsCopies(node: YaralTerm | YaralExpression): boolean {
  switch (node.kind) {
    case 'same-element':
      return true;
    case 'and':
    case 'or':
      return node.operands.some(needsCopies);
    case 'not':
      return needsCopies(node.operand);
    case 'compare':
      return needsCopies(node.left) || needsCopies(node.right);
    case 'predicate':
      return needsCopies(node.call);
    case 'call':
      return node.name === 'arrays.length' || node.args.some(needsCopies);
    case 'if':
      return needsCopies(node.condition) || needsCopies(node.then) || needsCopies(node.otherwise);
    case 'field':
      return node.modifier === 'all';
    case 'table':
    case 'text':
    case 'int':
    case 'float':
    case 'bool':
    case 'regex':
    case 'raw':
    case 'variable':
    case 'count':
    case 'exists':
      return false;
  }
}

const noCopies: Unsupported = { unsupported: 'a condition on several elements of a list has no place in the outcome' };

/** The fallback for events without a key: the event's own id, so that they neither vanish nor silence each other. */
export function withEventId(term: YaralTerm): YaralTerm {
  const id = call('bytes.to_base64', [plainField('metadata.id')]);
  const parts = term.kind === 'call' && term.name === 'strings.coalesce' ? term.args : [term];
  return call('strings.coalesce', [...parts, id]);
}

/** A placeholder's row, as an expression. */
export function binding({ name, value }: Assignment): YaralExpression {
  return compare({ kind: 'variable', name }, '=', value);
}
