import type { Code, Parameters } from './catalogue.ts';
import { catalogue } from './catalogue.ts';
import type { Span } from './source.ts';

export type Severity = 'error' | 'warning' | 'info';

/** One finding: what is wrong, why it matters, how to mend it, and where. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** Absent only where the finding belongs to no file, such as an unwritable output folder. */
  readonly span?: Span | undefined;
  /** The RuleID that the finding is about, where there is one. */
  readonly rule?: string | undefined;
  /** The target that the finding is about, where there is one. */
  readonly target?: string | undefined;
}

/** Receives findings. Every stage that may report takes one. */
export type Report = (diagnostic: Diagnostic) => void;

/** Where a finding belongs, beyond its code and parameters. */
export interface Place {
  readonly span?: Span | undefined;
  readonly rule?: string | undefined;
  readonly target?: string | undefined;
  readonly severity?: Severity | undefined;
}

/** Makes a diagnostic from the catalogue; a wrong code or a missing parameter does not compile. */
export function diagnostic<C extends Code>(code: C, parameters: Parameters<C>, place: Place = {}): Diagnostic {
  const entry = catalogue[code];
  // The catalogue's entries are functions of their own parameters; the index type loses that pairing.
  const say = (text: unknown): string =>
    typeof text === 'function' ? (text as (p: Parameters<C>) => string)(parameters) : String(text);
  return {
    code,
    severity: place.severity ?? entry.severity,
    message: say(entry.message),
    why: say(entry.why),
    fix: say(entry.fix),
    ...(place.span ? { span: place.span } : {}),
    ...(place.rule !== undefined ? { rule: place.rule } : {}),
    ...(place.target !== undefined ? { target: place.target } : {}),
  };
}

/** A finding as another thread can be given it: its span may work out where it is when it is asked, which data cannot. */
export function findingAsData(found: Diagnostic): Diagnostic {
  const { span } = found;
  return span === undefined ? found : { ...found, span: { file: span.file, start: span.start, end: span.end } };
}
