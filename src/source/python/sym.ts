import type { SourceFile, Span } from '../../diagnostics/source.ts';
import type { Quantifier, Test } from '../../ir/condition.ts';
import type { Value } from '../../ir/value.ts';
import type { BinaryOperator, NodeOf } from './nodes.ts';

/** Why a part of the Python has no form in the IR: the construct, the reason, the place. */
export interface Fault {
  readonly construct: string;
  readonly why: string;
  readonly span: Span | undefined;
}

/** A condition that could not be lifted, as a leaf of one that was. */
export interface Unlifted {
  readonly kind: 'unlifted';
  readonly fault: Fault;
}

/** A condition while lifting: it may still hold leaves that could not be lifted. Its values hold none. */
export type Cond =
  | { readonly kind: 'true' | 'false' }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Cond[] }
  | { readonly kind: 'not'; readonly operand: Cond }
  | Test
  | { readonly kind: 'quantifier'; readonly quantifier: Quantifier; readonly list: Value; readonly where: Cond }
  | Unlifted;

/** A set of Python types that a value may have, as bits. */
export type Types = number;
export const none: Types = 1;
export const bool: Types = 2;
export const int: Types = 4;
export const float: Types = 8;
export const str: Types = 16;
export const list: Types = 32;
export const dict: Types = 64;
export const number: Types = int | float;
export const anything: Types = 127;

/**
 * Where a value's containers come from. `event`: Panther's own read-only ones, which are no `list` or `dict`; `plain`:
 * from `json.loads`, real ones; `walk`: from `deep_walk`, a real list of the event's own values.
 */
export type Nature = 'event' | 'plain' | 'walk';

/** A Python value while lifting: known, or an expression over the event. */
export type Sym =
  | ConstSym
  | DataSym
  | BoolSym
  | ObjectSym
  | ChoiceSym
  | FunctionSym
  | ClassSym
  | ModuleSym
  | BuiltinSym
  | MethodSym
  | OpaqueSym
  | GeneratorSym
  | CarriedSym
  | UnboundSym
  | UnknownSym;

/** A constant: None, True, 5, 1.5, "text". */
export interface ConstSym {
  readonly kind: 'const';
  readonly value: null | boolean | bigint | number | string;
}

/** JSON data that depends on the event. Missing is None. */
export interface DataSym {
  readonly kind: 'data';
  readonly value: Value;
  readonly types: Types;
  readonly nature: Nature;
}

/** A real boolean that depends on the event. */
export interface BoolSym {
  readonly kind: 'bool';
  readonly when: Cond;
}

/** A list, tuple, set, dict or instance that the code itself made; its content is in the state. */
export interface ObjectSym {
  readonly kind: 'object';
  readonly id: number;
}

/** One of two values. */
export interface ChoiceSym {
  readonly kind: 'choice';
  readonly when: Cond;
  readonly then: Sym;
  readonly otherwise: Sym;
}

/** A function of the checkout: its code, the frame that it closes over, its defaults. */
export interface FunctionSym {
  readonly kind: 'function';
  readonly node: NodeOf<'FunctionDef'> | NodeOf<'Lambda'>;
  readonly scope: Scope;
  /** Defaults by parameter name, evaluated where the function was defined. */
  readonly defaults: ReadonlyMap<string, Sym>;
  /** The class that it was defined in, for `super()`. */
  readonly owner?: ClassSym | undefined;
}

/** A class of the checkout, or an exception of Python's own. */
export interface ClassSym {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly Sym[];
  readonly members: ReadonlyMap<string, Sym>;
}

/** A module: one of the checkout (its globals are a frame), or one that the library knows. */
export interface ModuleSym {
  readonly kind: 'module';
  readonly name: string;
  readonly members: (name: string) => Sym | undefined;
}

/** Something callable that is not of the checkout. `name` is how Python calls it: `len`, `re.search`, `str`. */
export interface BuiltinSym {
  readonly kind: 'builtin';
  readonly name: string;
  readonly call: Callable;
  /** For types: what `isinstance` asks. */
  readonly instances?: ((value: Sym, machine: Machine) => Cond | Fault) | undefined;
  /** Attributes, such as `datetime.now` of the class `datetime`. */
  readonly members?: ReadonlyMap<string, Sym> | undefined;
}

/** A method bound to its object. */
export interface MethodSym {
  readonly kind: 'method';
  readonly self: Sym;
  readonly name: string;
  readonly call: Callable;
}

/** An object of a library that has no form in JSON: a compiled regex, an address, a time. */
export interface OpaqueSym {
  readonly kind: 'opaque';
  /** Python's name of its type: `re.Pattern`, `ipaddress.IPv4Address`, `datetime`. */
  readonly type: string;
  readonly parts: Readonly<Record<string, Sym>>;
  readonly behaviour: Behaviour;
}

/** How a library's object answers Python's operators and attributes; what is absent raises TypeError or AttributeError. */
export interface Behaviour {
  /** Two objects of the type become one: each of its parts is one of the two. */
  readonly joins?: true;
  readonly attribute?: (machine: Machine, self: OpaqueSym, name: string, span: Span) => Sym | undefined;
  /** `needle in self`. */
  readonly contains?: (machine: Machine, self: OpaqueSym, needle: Sym, span: Span) => Cond;
  readonly truthy?: (machine: Machine, self: OpaqueSym) => Cond;
  /** What `==` and `<` compare: numbers or texts. Two objects compare where they have the same type and both have one. */
  readonly key?: (machine: Machine, self: OpaqueSym) => Sym;
  /** `str(self)`. */
  readonly text?: (machine: Machine, self: OpaqueSym, span: Span) => Sym;
  /** `self + other`, `other - self` … : undefined where the operator does not apply. */
  readonly operate?: (
    machine: Machine,
    self: OpaqueSym,
    operator: BinaryOperator,
    other: Sym,
    reflected: boolean,
    span: Span,
  ) => Sym | undefined;
  readonly iterate?: (machine: Machine, self: OpaqueSym, span: Span) => Sym;
  readonly subscript?: (machine: Machine, self: OpaqueSym, index: Sym, span: Span) => Sym;
}

/** A generator: what it yields is evaluated when something goes through it. */
export interface GeneratorSym {
  readonly kind: 'generator';
  readonly run: (machine: Machine, body: (machine: Machine, value: Sym) => Flow) => Flow;
}

/** What a variable holds at the start of a turn of a loop that is not the first, and what has been added to it since. */
export interface CarriedSym {
  readonly kind: 'carried';
  readonly key: string;
  readonly added: readonly Sym[];
}

/** A variable that is not set on this way through the code. */
export interface UnboundSym {
  readonly kind: 'unbound';
  readonly name: string;
}

/** A value that could not be lifted. Whatever is made of it cannot either. */
export interface UnknownSym {
  readonly kind: 'unknown';
  readonly fault: Fault;
}

export type FrameId = number;

/** Where names are looked up: a function's own, the functions around it, the module. */
export interface Scope {
  readonly frame: FrameId;
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  /** The names that are its own; those of a module are all that are set in it. */
  readonly names: ReadonlySet<string>;
  /** Names that `global` or `nonlocal` sends elsewhere. */
  readonly sent: ReadonlyMap<string, 'global' | 'nonlocal'>;
  readonly outer: Scope | undefined;
  readonly module: Scope | undefined;
  readonly file: SourceFile;
  /** For methods: the class and the object, for `super()`. */
  readonly method?: { readonly owner: ClassSym; readonly self: Sym } | undefined;
}

/** Arguments of a call, already evaluated. */
export interface Args {
  readonly positional: readonly Sym[];
  readonly named: ReadonlyMap<string, Sym>;
}

/** What a call does. It may raise (`machine.raise`), change objects (`machine.objects`), and answers the value. */
export type Callable = (machine: Machine, args: Args, span: Span) => Sym;

/** How a block of statements ends: where it returns (and what), breaks out of the loop, or goes on with the next element. */
export interface Flow {
  readonly returned: Cond;
  readonly value: Sym | undefined;
  readonly broke: Cond;
  readonly continued: Cond;
}

/** One way in which the code raises, in order of evaluation: the first whose condition holds is what happens. */
export interface Raise {
  readonly when: Cond;
  /** Python's name of the exception, or the class of the checkout. */
  readonly type: string | ClassSym;
  /** What had been written since the surrounding `try`, at that point. */
  readonly written?: ReadonlyMap<string, Written> | undefined;
}

/** A loop over the elements of a list of the event; `element` is the number that references to its element carry. */
export interface Loop {
  readonly list: Value;
  readonly element: number;
}

/** Elements of a list: one value, or one for every turn of the loops, where the condition holds. */
export interface Segment {
  readonly loops: readonly Loop[];
  readonly when: Cond;
  readonly value: Sym;
}

/** Entries of a dict: one key, or one for every turn of the loops, where the condition holds. Later ones win. */
export interface Entry {
  readonly loops: readonly Loop[];
  readonly when: Cond;
  readonly key: Sym;
  readonly value: Sym;
}

/** The content of an object that the code made. */
export type Content = ListContent | DictContent | InstanceContent;

export interface ListContent {
  readonly kind: 'list';
  readonly type: 'list' | 'tuple' | 'set' | 'frozenset';
  readonly segments: readonly Segment[];
  /** A loop that is running fills it: what it held before is not known here. */
  readonly filling?: true | undefined;
}

export interface DictContent {
  readonly kind: 'dict';
  readonly entries: readonly Entry[];
  /** A dict of the module that an event has changed: how many entries it has by itself. Others may come from earlier events. */
  readonly own?: number | undefined;
  /** A mapping of the event whose entries come before the others: `{**event.get("x")}`. */
  readonly filling?: true | undefined;
}

export interface InstanceContent {
  readonly kind: 'instance';
  readonly of: ClassSym;
  readonly fields: ReadonlyMap<string, Sym>;
}

/** What can be written: a variable (by frame and name) or an object's content. */
export type Written = { readonly variable: Sym } | { readonly content: Content };

/** The partial evaluator: the state that the code has reached, and what it has raised on the way. See `machine.ts`. */
export interface Machine {
  readonly terms: import('./terms.ts').Terms;
  /** The content of an object. */
  readonly contentOf: (object: ObjectSym) => Content;
  readonly setContent: (object: ObjectSym, content: Content) => void;
  readonly make: (content: Content) => ObjectSym;
  readonly variable: (frame: FrameId, name: string) => Sym | undefined;
  readonly setVariable: (frame: FrameId, name: string, value: Sym) => void;
  readonly newFrame: () => FrameId;
  /** Notes that the code raises here where the condition holds. What follows is under the assumption that it does not. */
  readonly raise: (when: Cond, type: Raise['type']) => void;
  /** Evaluates both ways and joins what they leave behind; the answer of the way that is taken. */
  readonly branch: <A, B>(when: Cond, then: () => A, otherwise: () => B) => readonly [A | undefined, B | undefined];
  /** Runs and answers apart what was raised and written; nothing of it is kept. */
  readonly apart: <A>(run: () => A, isTry?: boolean) => Apart<A>;
  /** Writes what a run apart has written. */
  readonly keep: (written: ReadonlyMap<string, Written>) => void;
  /** The types that a value may have here, by what has been asked on the way. */
  readonly typesHere: (value: Value) => Types;
  /** What was last written under a key; undefined where nothing was. */
  readonly written: (key: string) => Written | undefined;
  /** A value that cannot be lifted; a condition on it refuses the rule, and so does getting there. */
  readonly unknown: (construct: string, why: string, span: Span | undefined) => UnknownSym;
  /** Counts one step; false when the budget of the rule is used up. */
  readonly step: () => boolean;
  readonly call: (callee: Sym, args: Args, span: Span) => Sym;
  readonly importModule: (name: string, span: Span) => Sym;
  /** An attribute; undefined where there is none (nothing is raised). */
  readonly attribute: (sym: Sym, name: string, span: Span) => Sym | undefined;
  /** Python's truth, asking `__bool__` and `__len__` of the code's own classes. */
  readonly truth: (sym: Sym) => Cond;
  /** `event.udm(…)`: a field of the data model of the event's log type. */
  readonly udm: (args: Args, span: Span) => Sym;
  /** Whether an exception may be caught here. */
  readonly inTry: () => boolean;
  /** Ends loading: what the modules hold now outlives each event. */
  readonly seal: () => void;
  /** Variables of modules that have been read as the module set them, and set by the code itself: state between events. */
  readonly leaks: () => readonly Fault[];
  /** The statement that is running. */
  readonly place: { span: Span | undefined };
  /** Loops over lists of the event that are running, outermost first, by their element's number. */
  readonly running: number[];
  /** Functions that are running, outermost first. */
  readonly calls: FunctionSym[];
  /** Runs as if nothing had been decided yet: what it writes holds on every way. */
  readonly atStart: <A>(run: () => A) => A;
}

export interface Apart<A> {
  readonly answer: A;
  readonly raises: readonly Raise[];
  readonly written: ReadonlyMap<string, Written>;
}
