// Generated from schemas/ by scripts/generate.mjs.
/** What a schema says is wrong: the part of ajv's error objects that is used. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
  /** The schema around the failed keyword. */
  readonly parentSchema?: Readonly<Record<string, unknown>> | undefined;
}

/** Checks plain JSON (`forSchema`) against a schema; `errors` are those of the last call. */
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null | undefined;
}
/** schemas/config.schema.json */
export const config: Validator;
/** schemas/data-model.schema.json */
export const dataModel: Validator;
/** schemas/exceptions.schema.json */
export const exceptions: Validator;
/** schemas/log-type.schema.json */
export const logType: Validator;
/** schemas/mapping.schema.json */
export const mapping: Validator;
/** schemas/rule.schema.json */
export const rule: Validator;
/** schemas/sidecar.schema.json */
export const sidecar: Validator;
