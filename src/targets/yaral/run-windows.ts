import type { Json } from '../../ir/json.ts';
import { firstNot } from '../sorted.ts';
import type { Runnable } from './run.ts';
import type { Detection } from './run-detections.ts';
import type { Instance } from './run-value.ts';

/** A copy of an event that a rule takes. */
export interface Member {
  /** Its place in the order of the stream. */
  readonly place: number;
  readonly time: number;
  /** When runs begin to see it. */
  readonly seen: number;
  readonly key: string;
  readonly instance: Instance;
}

/** One window of a key with what is known of it. */
interface Window {
  readonly start: number;
  /** In the order of the stream. */
  readonly members: Member[];
  /** Undefined where events came since it was judged. */
  judged: { readonly outcome: Readonly<Record<string, Json>>; readonly fires: boolean } | undefined;
}

/** Neighbouring windows in which the condition holds: one detection, with the outcome and the end of the first. */
interface Chain {
  readonly end: number;
  readonly outcome: Readonly<Record<string, Json>>;
  readonly windows: Window[];
}

/** The windows of one key over time: each is judged again only where events came to it. */
export class KeyWindows {
  /** The place of the first event that is there. */
  first = Number.POSITIVE_INFINITY;
  /** By start. */
  private readonly windows: Window[] = [];
  private readonly byStart = new Map<number, Window>();
  private readonly known = new Set<number>();
  private chains: readonly Chain[] | undefined;
  /** When the next detection ends that was not yet looked at. */
  private nextEnd = Number.POSITIVE_INFINITY;
  private readonly runnable: Runnable;
  private readonly key: string;
  private readonly length: number;
  private readonly step: number;

  constructor(runnable: Runnable, key: string, length: number, step: number) {
    this.runnable = runnable;
    this.key = key;
    this.length = length;
    this.step = step;
  }

  /** An event comes to be seen. */
  add(member: Member): void {
    this.first = Math.min(this.first, member.place);
    this.chains = undefined;
    const last = Math.floor(member.time / this.step) * this.step;
    for (let start = last; start > member.time - this.length; start -= this.step) {
      const { members } = this.windowAt(start);
      members.splice(
        firstNot(members, ({ place }) => place < member.place),
        0,
        member,
      );
    }
  }

  private windowAt(start: number): Window {
    const known = this.byStart.get(start);
    if (known) {
      known.judged = undefined;
      return known;
    }
    const window: Window = { start, members: [], judged: undefined };
    this.byStart.set(start, window);
    this.windows.splice(
      firstNot(this.windows, (other) => other.start < start),
      0,
      window,
    );
    return window;
  }

  /** The detections that end by an instant and not before another, and share no event with an earlier one. */
  newAt(at: number, since: number): readonly Detection[] {
    if (this.chains !== undefined && this.nextEnd > at) return [];
    this.chains ??= this.chain();
    this.nextEnd = Math.min(...this.chains.map(({ end }) => (end > at ? end : Number.POSITIVE_INFINITY)));
    const found: Detection[] = [];
    for (const chain of this.chains) {
      if (chain.end > at || chain.end < since || this.sharesKnown(chain)) continue;
      const sources = [...new Set(chain.windows.flatMap(sourcesIn))].sort((a, b) => a - b);
      for (const source of sources) this.known.add(source);
      found.push({ key: this.key, end: chain.end, sources, outcome: chain.outcome });
    }
    return found;
  }

  private chain(): readonly Chain[] {
    const chains: Chain[] = [];
    let before: number | undefined;
    for (const window of this.windows) {
      window.judged ??= this.runnable.judge(window.members.map(({ instance }) => instance));
      const { start, judged } = window;
      if (!judged.fires) continue;
      const isNeighbour = before !== undefined && start - before <= this.step && this.step < this.length;
      before = start;
      const last = chains.at(-1);
      if (isNeighbour && last) last.windows.push(window);
      else chains.push({ end: start + this.length, outcome: judged.outcome, windows: [window] });
    }
    return chains;
  }

  private sharesKnown({ windows }: Chain): boolean {
    return windows.some(({ members }) => members.some(({ instance }) => this.known.has(instance.position)));
  }
}

function sourcesIn({ members }: Window): readonly number[] {
  return members.map(({ instance }) => instance.position);
}
