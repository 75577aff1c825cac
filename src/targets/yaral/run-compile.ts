import { compileRe2 } from './re2.ts';
import { aggregate, isAggregate } from './run-aggregates.ts';
import { calculation } from './run-arithmetic.ts';
import { compareBy } from './run-compare.ts';
import type { Argument } from './run-functions.ts';
import { functions, zoned } from './run-functions.ts';
import type { Slots } from './run-path.ts';
import { compilePath } from './run-path.ts';
import type { Compiled, Moment, Scalar, Truth } from './run-value.ts';
import { listValue, scalar, textOf } from './run-value.ts';
import type { Call, Expression, Path } from './syntax.ts';
import { bare, walk } from './syntax.ts';
import { Unreadable } from './tokens.ts';

/** The section that an expression stands in, and what its names mean. */
export interface Section {
  readonly event: string;
  readonly slots: Slots;
  /** Lists that are asked without a modifier make copies: so only in `events`. */
  readonly copies: boolean;
  readonly placeholders: ReadonlyMap<string, Compiled>;
  /** The texts of columns of data tables, by `table.column`. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
  /** Outcome variables by position. */
  readonly outcomes: readonly string[];
}

/** Compiles a row to a question. Throws `Unreadable` for what has no model. */
export function compileTruth(node: Expression, section: Section): Truth {
  switch (node.kind) {
    case 'and': {
      const parts = node.operands.map((operand) => compileTruth(operand, section));
      return (moment) => parts.every((part) => part(moment));
    }
    case 'or': {
      const parts = node.operands.map((operand) => compileTruth(operand, section));
      return (moment) => parts.some((part) => part(moment));
    }
    case 'not': {
      const operand = compileTruth(node.operand, section);
      return (moment) => !operand(moment);
    }
    case 'group':
      return compileTruth(node.operand, section);
    case 'of': {
      const parts = node.operands.map((operand) => compileTruth(operand, section));
      const wanted = node.how === 'any' ? 1 : node.how === 'all' ? parts.length : node.how;
      return (moment) => parts.filter((part) => part(moment)).length >= wanted;
    }
    case 'compare':
    case 'nocase':
    case 'call':
    case 'path':
    case 'bool':
      return overElements(node, section);
    case 'in':
      return compileIn(node, section);
    case 'arithmetic':
    case 'string':
    case 'raw':
    case 'regex':
    case 'int':
    case 'float':
    case 'count':
      throw new Unreadable('a value where a row belongs', node.place);
  }
}

/** A row with `any` or `all`: asked of each value of that field. */
function overElements(node: Expression, section: Section): Truth {
  const modified = [...walk(node)].filter((part) => part.kind === 'path' && part.modifier !== undefined);
  const [field, ...more] = modified;
  const row = compileAtom(node, section);
  if (field?.kind !== 'path') return row;
  if (more.length > 0) throw new Unreadable('two fields with a modifier in one row', node.place);
  const { all } = compilePath(field.steps, section.slots, false);
  const isAny = field.modifier === 'any';
  return (moment) => {
    const before = moment.one;
    let answer = !isAny;
    for (const value of all(moment)) {
      moment.one = value;
      if (row(moment) === isAny) {
        answer = isAny;
        break;
      }
    }
    moment.one = before;
    return answer;
  };
}

function compileAtom(node: Expression, section: Section): Truth {
  switch (node.kind) {
    case 'compare':
      return compileComparison(node, section);
    case 'nocase': {
      const operand = bare(node.operand);
      if (operand.kind !== 'call') throw new Unreadable('nocase after no comparison', node.place);
      return asTruth(compileCall(operand, node, section, true));
    }
    case 'path': {
      if (node.variable === section.event && node.steps.length === 0) return (moment) => moment.group.length > 0;
      return asTruth(compileValue(node, section));
    }
    default:
      return asTruth(compileValue(node, section));
  }
}

function asTruth({ get }: Compiled): Truth {
  return (moment) => get(moment) === true;
}

/** A row on a column of a data table, whose texts are compared by the case of their letters. */
function compileIn(node: Extract<Expression, { kind: 'in' }>, section: Section): Truth {
  const entries = section.tables.get(node.list);
  if (node.how !== 'plain' || entries === undefined)
    throw new Unreadable(`the list %${node.list}, whose entries the rule does not hold`, node.place);
  const seen = (value: string): string => (node.nocase ? value.toLowerCase() : value);
  const values = new Set(entries.map(seen));
  const { get } = compileValue(node.left, section);
  return (moment) => values.has(seen(textOf(get(moment))));
}

function compileComparison(node: Extract<Expression, { kind: 'compare' }>, section: Section): Truth {
  const left = compileValue(node.left, section);
  const right = bare(node.right);
  if (right.kind === 'regex') {
    const regex = compileRe2(right.value.replace(/\\\//g, '/'), node.nocase);
    if ('refused' in regex) return () => false;
    return node.sign === '!='
      ? (moment) => !regex.finds(textOf(left.get(moment)))
      : (moment) => regex.finds(textOf(left.get(moment)));
  }
  const other = compileValue(node.right, section);
  const names = left.type === 'enum' ? left.names : other.type === 'enum' ? other.names : [];
  if (names.length > 0 && node.sign !== '=' && node.sign !== '!=') {
    const rank = (value: Scalar): number => names.indexOf(textOf(value));
    return compareBy(
      node.sign,
      (m) => rank(left.get(m)),
      (m) => rank(other.get(m)),
    );
  }
  if (!node.nocase) return compareBy(node.sign, left.get, other.get);
  const fold = (value: Scalar): Scalar => (typeof value === 'string' ? value.toLowerCase() : value);
  return compareBy(
    node.sign,
    (m) => fold(left.get(m)),
    (m) => fold(other.get(m)),
  );
}

/** Compiles an expression with a value. */
export function compileValue(node: Expression, section: Section): Compiled {
  switch (node.kind) {
    case 'string':
    case 'raw':
    case 'regex':
    case 'int':
    case 'float':
    case 'bool': {
      const { value } = node;
      return scalar(typeOf(value), () => value);
    }
    case 'group':
      return compileValue(node.operand, section);
    case 'path':
      return compileReference(node, section);
    case 'count':
      if (node.name !== section.event) throw new Unreadable(`#${node.name}`, node.place);
      return scalar('int', (moment) => BigInt(new Set(moment.group.map((instance) => instance.position)).size));
    case 'arithmetic':
      return calculation(node.sign, compileValue(node.left, section), compileValue(node.right, section));
    case 'call':
      return compileCall(node, node, section, false);
    case 'and':
    case 'or':
    case 'not':
    case 'compare':
    case 'in':
    case 'nocase':
    case 'of':
      return scalar('bool', compileTruth(node, section));
  }
}

function typeOf(value: Scalar): Compiled['type'] {
  switch (typeof value) {
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    default:
      return 'string';
  }
}

function compileReference(node: Path & Expression, section: Section): Compiled {
  if (node.variable === section.event) {
    const read = compilePath(node.steps, section.slots, section.copies && node.modifier === undefined);
    if (node.modifier === undefined) return read;
    return { ...read, get: (moment) => moment.one ?? read.get(moment) };
  }
  const placeholder = section.placeholders.get(node.variable);
  if (placeholder && node.steps.length === 0) return placeholder;
  const outcome = section.outcomes.indexOf(node.variable);
  // A name that nothing defines is the checker's to report.
  if (outcome === -1 && node.steps.length === 0) return scalar('string', () => '');
  if (outcome === -1 || node.steps.length > 0)
    throw new Unreadable(
      node.steps.length > 0 ? `a second event variable $${node.variable}` : `$${node.variable}`,
      node.place,
    );
  const all = (moment: Moment): readonly Scalar[] => {
    const value = moment.outcomes[outcome] ?? '';
    return typeof value === 'object' ? value : [value];
  };
  return { type: 'string', names: [], get: (moment) => all(moment)[0] ?? '', all };
}

function compileCall(node: Call, at: Expression, section: Section, nocase: boolean): Compiled {
  const { name } = node;
  if (name === 'if') return compileIf(node, at, section);
  if (name.startsWith('re.')) return compileRegexCall(node, at, section, nocase);
  if (isAggregate(name)) {
    const args = node.args.map((arg) => compileValue(arg, { ...section, copies: false }));
    return aggregate(name, args);
  }
  const row = functions[name];
  if (row === undefined || (zoned.has(name) && node.args.length > 1))
    throw new Unreadable(`the function ${name}`, at.place);
  const takesLists = name.startsWith('arrays.');
  const args = node.args.map((arg) => compileValue(arg, takesLists ? { ...section, copies: false } : section));
  const fold = (value: Argument): Argument => (nocase && typeof value === 'string' ? value.toLowerCase() : value);
  const values = (moment: Moment): readonly Argument[] =>
    args.map((arg, i) => fold(arg.type === 'list' || (takesLists && i === 0) ? arg.all(moment) : arg.get(moment)));
  if (row.returns === 'list')
    return listValue((moment) => {
      const list = row.call(values(moment));
      return typeof list === 'object' ? list : [list];
    });
  return scalar(row.returns, (moment) => {
    const value = row.call(values(moment));
    return typeof value === 'object' ? '' : value;
  });
}

function compileIf(node: Call, at: Expression, section: Section): Compiled {
  const [condition, then, otherwise] = node.args;
  if (condition === undefined || then === undefined) throw new Unreadable('an if without a value', at.place);
  const asked = compileTruth(condition, section);
  const yes = compileValue(then, section);
  const no = otherwise ? compileValue(otherwise, section) : scalar(yes.type, () => (yes.type === 'int' ? 0n : 0));
  return scalar(yes.type, (moment) => (asked(moment) ? yes.get(moment) : no.get(moment)), yes.names);
}

function compileRegexCall(node: Call, at: Expression, section: Section, nocase: boolean): Compiled {
  const [of, pattern, by] = node.args;
  const source = pattern && bare(pattern);
  if (of === undefined || (source?.kind !== 'raw' && source?.kind !== 'string' && source?.kind !== 'regex'))
    throw new Unreadable(`${node.name} without a constant pattern`, at.place);
  const subject = compileValue(of, section);
  const regex = compileRe2(source.kind === 'regex' ? source.value.replace(/\\\//g, '/') : source.value, nocase);
  if ('refused' in regex)
    return scalar(node.name === 're.regex' ? 'bool' : 'string', () => (node.name === 're.regex' ? false : ''));
  const text = (moment: Moment): string => textOf(subject.get(moment));
  switch (node.name) {
    case 're.regex':
      return scalar('bool', (moment) => regex.finds(text(moment)));
    case 're.capture':
      return scalar('string', (moment) => regex.captures(text(moment))[0] ?? '');
    case 're.capture_all':
      return listValue((moment) => regex.captures(text(moment)));
    case 're.replace': {
      if (by === undefined) throw new Unreadable('re.replace without a replacement', at.place);
      const replacement = compileValue(by, section);
      return scalar('string', (moment) => regex.replace(text(moment), textOf(replacement.get(moment))));
    }
    default:
      throw new Unreadable(`the function ${node.name}`, at.place);
  }
}
