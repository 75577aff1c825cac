/** Standard output for many lines: written in large pieces, never faster than the reader takes them. */
export interface Output {
  readonly write: (text: string) => void;
  /** Enough is held to be written: `drain` is due. */
  readonly full: () => boolean;
  /** Writes what is held and waits until it went out. */
  readonly drain: () => Promise<void>;
}

const enough = 1 << 16;

/** Opens standard output. `eager`: someone waits at the other end of a live stream, each line goes out at once. */
export function openOutput(eager: boolean): Output {
  let held: string[] = [];
  let size = 0;
  return {
    write: (text) => {
      held.push(text, '\n');
      size += text.length + 1;
    },
    full: () => size > (eager ? 0 : enough),
    drain: async () => {
      const text = held.join('');
      held = [];
      size = 0;
      if (text !== '' && !process.stdout.write(text)) await new Promise((done) => process.stdout.once('drain', done));
      // A closed pipe is told between two turns of the event loop.
      await new Promise((done) => setImmediate(done));
    },
  };
}
