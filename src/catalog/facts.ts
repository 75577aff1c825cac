import type { Outcome } from '../docs/coverage.ts';
import type { Conjunct } from './conjuncts.ts';
import type { Indicator } from './indicators.ts';

/** A tactic or technique with its name; the name is the id where no version of ATT&CK knows it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A tactic with the techniques that the rule names under it; none: no specific technique. */
export interface AttackRow {
  readonly tactic: Named;
  readonly techniques: readonly Named[];
}

/** How much of a rule its rows say. `whole`, `partial` (it also runs logic that is no filter), `none` (its Python is the detection). */
export type Expressed = 'whole' | 'partial' | 'none';

/** What the catalogue knows of one rule across pages: plain data, kept between runs. */
export interface RuleFacts {
  readonly id: string;
  readonly title: string;
  /** File name of its page without ending. */
  readonly slug: string;
  /** Where the rule file is, as the user would name it. */
  readonly path: string;
  readonly description: string;
  readonly logTypes: readonly string[];
  readonly severity: string;
  readonly enabled: boolean;
  readonly status: string;
  readonly tags: readonly string[];
  readonly attack: readonly AttackRow[];
  readonly expressed: Expressed;
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly actions: readonly string[];
  readonly indicators: readonly Indicator[];
  readonly conjuncts: readonly Conjunct[];
  /** Own tests: how many there are, and how many the rule fails. */
  readonly tests: { readonly all: number; readonly failed: number };
  /** The first day after which a waiver or an exception of it no longer holds. */
  readonly goodUntil?: string | undefined;
}
