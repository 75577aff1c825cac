import type { SourceFile, Span } from '../../diagnostics/source.ts';
import type { Expr, NodeOf, PlacedNode, Stmt } from './nodes.ts';
import { spanOf } from './parse.ts';
import type { Machine, Scope, Sym } from './sym.ts';

const places = new WeakMap<PlacedNode, Span>();

/** Where a node stands; counted out only when it is asked for. */
export function placeOf(scope: Scope, node: PlacedNode): Span {
  const known = places.get(node);
  if (known !== undefined) return known;
  const place = new Place(scope.file, node);
  places.set(node, place);
  return place;
}

/** A span that few ask for. */
class Place implements Span {
  readonly file: SourceFile;
  readonly #node: PlacedNode;
  #found: Span | undefined;

  constructor(file: SourceFile, node: PlacedNode) {
    this.file = file;
    this.#node = node;
  }

  get start(): number {
    return this.#span().start;
  }

  get end(): number {
    return this.#span().end;
  }

  #span(): Span {
    this.#found ??= spanOf(this.file, this.#node);
    return this.#found;
  }
}

/** The scope of a module. Every name that is set in it is its own. */
export function moduleScope(machine: Machine, file: SourceFile): Scope {
  return {
    frame: machine.newFrame(),
    kind: 'module',
    names: new Set(),
    sent: new Map(),
    outer: undefined,
    module: undefined,
    file,
  };
}

const namesOf = new WeakMap<object, Pick<Scope, 'names' | 'sent'>>();

/** The scope of a call of a function, or of a class body. */
export function innerScope(
  machine: Machine,
  kind: 'function' | 'class',
  node: NodeOf<'FunctionDef'> | NodeOf<'Lambda'> | NodeOf<'ClassDef'>,
  outer: Scope,
  method?: Scope['method'],
): Scope {
  let own = namesOf.get(node);
  if (own === undefined) {
    own = ownNames(node);
    namesOf.set(node, own);
  }
  return {
    frame: machine.newFrame(),
    kind,
    ...own,
    outer,
    module: outer.module ?? outer,
    file: outer.file,
    ...(method ? { method } : {}),
  };
}

/** The scope of a comprehension: its targets. */
export function comprehensionScope(machine: Machine, targets: readonly Expr[], outer: Scope): Scope {
  const names = new Set<string>();
  for (const target of targets) collectTargets(target, names);
  return {
    frame: machine.newFrame(),
    kind: 'comprehension',
    names,
    sent: new Map(),
    outer,
    module: outer.module ?? outer,
    file: outer.file,
    ...(outer.method ? { method: outer.method } : {}),
  };
}

function ownNames(node: NodeOf<'FunctionDef'> | NodeOf<'Lambda'> | NodeOf<'ClassDef'>): Pick<Scope, 'names' | 'sent'> {
  const names = new Set<string>();
  const sent = new Map<string, 'global' | 'nonlocal'>();
  if (node.nodeType !== 'ClassDef') {
    const { posonlyargs, args, vararg, kwonlyargs, kwarg } = node.args;
    for (const arg of [...posonlyargs, ...args, ...kwonlyargs, vararg, kwarg]) if (arg) names.add(arg.arg);
  }
  if (node.nodeType === 'Lambda') collectWalrus(node.body, names);
  else for (const statement of node.body) collectStatement(statement, names, sent);
  for (const name of sent.keys()) names.delete(name);
  return { names, sent };
}

function collectStatement(node: Stmt, names: Set<string>, sent: Map<string, 'global' | 'nonlocal'>): void {
  const all = (nodes: readonly Stmt[]): void => {
    for (const one of nodes) collectStatement(one, names, sent);
  };
  switch (node.nodeType) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
      names.add(node.name);
      return;
    case 'Assign':
      for (const target of node.targets) collectTargets(target, names);
      break;
    case 'AugAssign':
    case 'AnnAssign':
      collectTargets(node.target, names);
      break;
    case 'For':
    case 'AsyncFor':
      collectTargets(node.target, names);
      all(node.body);
      all(node.orelse);
      break;
    case 'While':
    case 'If':
      all(node.body);
      all(node.orelse);
      break;
    case 'With':
    case 'AsyncWith':
      for (const item of node.items) if (item.optional_vars) collectTargets(item.optional_vars, names);
      all(node.body);
      break;
    case 'Try':
    case 'TryStar':
      for (const part of [node.body, node.orelse, node.finalbody]) all(part);
      for (const handler of node.handlers) {
        if (handler.name !== undefined) names.add(handler.name);
        all(handler.body);
      }
      break;
    case 'Match':
      for (const one of node.cases) {
        collectWalrus(one.pattern, names);
        all(one.body);
      }
      break;
    case 'Import':
      for (const alias of node.names) names.add(alias.asname ?? alias.name.split('.')[0] ?? alias.name);
      return;
    case 'ImportFrom':
      for (const alias of node.names) names.add(alias.asname ?? alias.name);
      return;
    case 'Global':
      for (const name of node.names) sent.set(name, 'global');
      return;
    case 'Nonlocal':
      for (const name of node.names) sent.set(name, 'nonlocal');
      return;
    case 'Delete':
      for (const target of node.targets) collectTargets(target, names);
      return;
    default:
      break;
  }
  collectWalrus(node, names);
}

/** Names that a target of an assignment sets. */
export function collectTargets(target: Expr, names: Set<string>): void {
  if (target.nodeType === 'Name') names.add(target.id);
  else if (target.nodeType === 'Tuple' || target.nodeType === 'List')
    for (const one of target.elts) collectTargets(one, names);
  else if (target.nodeType === 'Starred') collectTargets(target.value, names);
}

/** Names that `:=` and patterns set inside a node, functions and classes left aside. */
function collectWalrus(node: unknown, names: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) collectWalrus(one, names);
    return;
  }
  if (!('nodeType' in node)) return;
  switch (node.nodeType) {
    case 'Lambda':
    case 'FunctionDef':
    case 'ClassDef':
      return;
    case 'NamedExpr':
      if ('target' in node && typeof node.target === 'object' && node.target !== null && 'id' in node.target)
        names.add(String(node.target.id));
      break;
    case 'MatchAs':
    case 'MatchStar':
      if ('name' in node && typeof node.name === 'string') names.add(node.name);
      break;
    case 'MatchMapping':
      if ('rest' in node && typeof node.rest === 'string') names.add(node.rest);
      break;
    default:
      break;
  }
  for (const value of Object.values(node)) if (typeof value === 'object') collectWalrus(value, names);
}

/** The scope in which a name is set from here. */
export function ownerOf(machine: Machine, scope: Scope, name: string): Scope {
  const sent = scope.sent.get(name);
  if (sent === 'global') return scope.module ?? scope;
  if (sent === 'nonlocal') return enclosing(machine, scope.outer, name) ?? scope;
  return scope;
}

function enclosing(machine: Machine, scope: Scope | undefined, name: string): Scope | undefined {
  for (let at = scope; at !== undefined; at = at.outer) {
    if (at.kind === 'class') continue;
    const sent = at.sent.get(name);
    if (sent === 'global') return at.module ?? at;
    if (at.kind === 'module' ? machine.variable(at.frame, name) !== undefined : at.names.has(name)) return at;
  }
  return undefined;
}

/** What a name stands for; undefined where it stands for nothing (then Python looks among its built-ins). */
export function lookupName(machine: Machine, scope: Scope, name: string): Sym | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (at.sent.get(name) === 'global') return machine.variable((at.module ?? at).frame, name);
    if (at.kind === 'class') {
      const own = at === scope ? machine.variable(at.frame, name) : undefined;
      if (own !== undefined) return own;
      continue;
    }
    if (at.kind === 'module') return machine.variable(at.frame, name);
    if (at.names.has(name)) return machine.variable(at.frame, name) ?? { kind: 'unbound', name };
  }
  return undefined;
}
