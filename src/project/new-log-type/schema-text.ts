import { Document, isMap, type YAMLMap, YAMLSeq } from 'yaml';
import type { Inferred, InferredField } from './infer.ts';

/** The text of `log-types/<name>.yml`: one field a line where nothing is below it, what to look at in comments. */
export function schemaText(name: string, fields: readonly InferredField[], events: number): string {
  const document = new Document({
    schema: name,
    description: `Events of ${name}, their fields inferred from samples.`,
    fields: [],
  });
  document.commentBefore = [
    ' yaml-language-server: $schema=../node_modules/rulegen/schemas/log-type.schema.json',
    ` Inferred from ${events} sample ${events === 1 ? 'event' : 'events'}. A key that no sample has is unknown until it is added here: compare`,
    " with the vendor's page, name it under referenceURL, and look at every field with a comment.",
  ].join('\n');
  document.set('fields', listOf(fields, document));
  return document.toString({ lineWidth: 140 });
}

function listOf(fields: readonly InferredField[], document: Document): YAMLSeq {
  const list = new YAMLSeq();
  for (const field of fields) list.add(fieldNode(field, document));
  return list;
}

function fieldNode(field: InferredField, document: Document): YAMLMap {
  const node = document.createNode({ name: field.name }) as YAMLMap; // an object becomes a map
  fill(node, field, document);
  if (field.isEventTime) node.set('isEventTime', true);
  return settle(node, field);
}

function fill(node: YAMLMap, made: Inferred, document: Document): void {
  node.set('type', made.type);
  if (made.jsonText) node.set('jsonText', true);
  if (made.timeFormat !== undefined && (made.type === 'timestamp' || isOwnTime(made)))
    node.set('timeFormats', document.createNode([made.timeFormat], { flow: true }));
  if (made.fields.length > 0) node.set('fields', listOf(made.fields, document));
  if (made.element === undefined) return;
  const element = document.createNode({}) as YAMLMap; // an object becomes a map
  fill(element, made.element, document);
  node.set('element', settle(element, made.element));
}

/** On one line where nothing else is inside. */
function settle(node: YAMLMap, made: Inferred): YAMLMap {
  const nested = node.items.some(({ value }) => isMap(value)) || made.fields.length > 0;
  if (!nested || (made.element !== undefined && made.element.fields.length === 0 && made.element.element === undefined))
    node.flow = true;
  if (made.notes.length > 0) node.comment = ` ${made.notes.join('; ')}`;
  return node;
}

function isOwnTime(made: Inferred): boolean {
  return 'isEventTime' in made && made.isEventTime === true;
}
