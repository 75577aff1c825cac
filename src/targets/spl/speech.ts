import type { Lowering } from '../../lower/lowering.ts';
import type { SplExpression } from './ast.ts';

/** What saying rows and values depends on beside themselves. */
export interface Speech {
  /** Read fields from the raw event instead of relying on automatic extraction. */
  readonly raw: boolean;
  /** The rule names a path without parse_json, so the log holds objects where the log type says that a text holds JSON. */
  readonly plainPath?: boolean;
  /** The lowering itself, for conditions inside values. */
  readonly lowering: () => Lowering<SplExpression>;
}
