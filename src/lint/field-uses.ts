import { nearNames } from '../diagnostics/near.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Step } from '../ir/path.ts';
import { printPath, printReference } from '../ir/print.ts';
import type { Rule } from '../ir/rule.ts';
import type { Value } from '../ir/value.ts';
import type { ReferenceUse } from '../ir/walk.ts';
import { nodesIn, referencesIn, testsIn } from '../ir/walk.ts';
import type { LogType } from '../mapping/log-type.ts';
import type { FoundField, Root } from '../mapping/log-type-lookup.ts';
import { findField, nearPaths } from '../mapping/log-type-lookup.ts';
import type { LintContext } from './lint-rule.ts';
import { effectsIn, type ReadNode, readNodes } from './read-nodes.ts';

/** A place where a rule reads a field that the schema can be asked about. */
export interface FieldUse {
  /** As the rule writes it. */
  readonly field: string;
  /** The keys that were looked up, below the event or the element of a list. */
  readonly path: readonly Step[];
  /** What the first log type that has it knows; undefined where none has it. */
  readonly found: FoundField | undefined;
  /** The key alone is asked for: `"key" in event`. */
  readonly asksForKey: boolean;
  /** What a missing field does here, a clause. */
  readonly effect: string;
  /** Paths that may be meant. */
  readonly near: () => readonly string[];
  readonly span: Span | undefined;
  /** The rule's keys where the finding belongs if there is no span. */
  readonly keys: readonly string[];
}

/** Every path on the event that a rule reads, as it is written: what can be said of log types without a schema. */
export function pathsRead(rule: Rule): Pick<FieldUse, 'path' | 'found' | 'effect' | 'span' | 'keys'>[] {
  return readNodes(rule).flatMap((read) =>
    [...referencesIn(read.node)].flatMap(({ reference, value }) =>
      reference.scope === 'event'
        ? [
            {
              path: reference.path,
              found: undefined,
              effect: read.effect,
              span: value.span ?? read.span,
              keys: read.keys,
            },
          ]
        : [],
    ),
  );
}

/** Whether the rule's log types all have a schema, so that its fields can be looked up. */
export function hasSchemas(rule: Rule, context: LintContext): boolean {
  return rule.logTypes.length > 0 && rule.logTypes.every((name) => context.logType(name) !== undefined);
}

/** Every field that a rule reads, where all its log types have a schema. Panther's own `p_` fields are left out. */
export function usesOf(rule: Rule, context: LintContext): FieldUse[] {
  const logTypes = rule.logTypes.map(context.logType);
  const schemas = logTypes.filter((logType) => logType !== undefined);
  if (schemas.length === 0 || schemas.length < logTypes.length) return [];
  return readNodes(rule).flatMap((read) => [...usesIn(read, schemas, context), ...usesBelowFirst(read, schemas)]);
}

function usesIn(read: ReadNode, schemas: readonly LogType[], context: LintContext): FieldUse[] {
  const effects = effectsIn(read.node);
  const asked = new Set(testsIn(read.node).flatMap((test) => (test.operator === 'missing' ? [test.subject] : [])));
  return [...referencesIn(read.node)].flatMap((use): FieldUse[] => {
    const { reference, value } = use;
    const rest = {
      asksForKey: asked.has(value),
      effect: effects.get(value) ?? read.effect,
      span: value.span ?? read.span,
      keys: read.keys,
    };
    const field = printReference(reference);
    if (reference.scope === 'model') return modelUse(field, reference.name, schemas, context, rest);
    const { path } = reference;
    if (path.length === 0 || (typeof path[0] === 'string' && path[0].startsWith('p_'))) return [];
    const roots = schemas.flatMap((schema) => rootOf(use, schema) ?? []);
    if (roots.length < schemas.length) return [];
    const found = roots.map((root) => findField(root, path)).find((f) => f !== undefined);
    return [{ field, path, found, near: () => nearIn(roots, path), ...rest }];
  });
}

/** `first(list, …).key`: the key is looked up on the list's element. */
function usesBelowFirst(read: ReadNode, schemas: readonly LogType[]): FieldUse[] {
  return [...nodesIn(read.node)].flatMap((node): FieldUse[] => {
    if (node.kind !== 'at' || node.of.kind !== 'first') return [];
    const { list } = node.of;
    const roots = schemas.flatMap((schema) => elementRoot(list, [], schema) ?? []);
    if (roots.length < schemas.length) return [];
    const path = node.steps;
    const found = roots.map((root) => findField(root, path)).find((f) => f !== undefined);
    const field = printPath(path);
    return [
      {
        field,
        path,
        found,
        asksForKey: false,
        effect: read.effect,
        near: () => nearIn(roots, path),
        span: node.span ?? read.span,
        keys: read.keys,
      },
    ];
  });
}

/** Where the reference's path starts in a schema; undefined where the schema cannot say. */
function rootOf({ reference, lists }: ReferenceUse, schema: LogType): Root | undefined {
  switch (reference.scope) {
    case 'model':
      return undefined;
    case 'event':
      return schema;
    case 'element': {
      const list = lists[reference.depth];
      return list && elementRoot(list, lists.slice(reference.depth + 1), schema);
    }
  }
}

function elementRoot(list: Value, lists: readonly Value[], schema: LogType): Root | undefined {
  if (list.kind !== 'reference' || list.to.scope === 'model') return undefined;
  const root = rootOf({ reference: list.to, value: list, lists }, schema);
  return root && findField(root, list.to.path)?.field?.element;
}

function modelUse(
  field: string,
  name: string,
  schemas: readonly LogType[],
  context: LintContext,
  rest: Pick<FieldUse, 'asksForKey' | 'effect' | 'span' | 'keys'>,
): FieldUse[] {
  const models = schemas.map((schema) => context.model(schema.name)?.names ?? new Map<string, readonly Step[]>());
  if (models.some((names) => names.has(name))) return [];
  const known = models.flatMap((names) => [...names.keys()]);
  return [{ field, path: [], found: undefined, near: () => nearNames(name, known).map((n) => `udm(${n})`), ...rest }];
}

function nearIn(roots: readonly Root[], path: readonly Step[]): readonly string[] {
  return [...new Set(roots.flatMap((root) => nearPaths({ fields: root.fields }, path)))].slice(0, 3);
}
