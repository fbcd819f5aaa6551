// A hand's moves on their way to the kernel: at most two at a time, and a third replaces the one that waits.

export const AHEAD = 2; // one is being drawn while the next is on its way: more would only be old

export class Hand {
  /** `channel` has `undone`, how many commands have no answer yet, and `command(what, value)`. */
  constructor(channel) {
    this.channel = channel;
    this.waiting = new Map();
  }

  /** A position of something that moves on and on; only the newest of each `what` and `key` matters. */
  move(what, key, value) {
    const name = `${what} ${key}`;
    this.waiting.delete(name); // the newest goes last
    this.waiting.set(name, [what, value]);
    this.flush();
  }

  /** Something that must not be left out: after all that the hand did before. */
  act(what, value = null) {
    for (const [moved, where] of this.waiting.values()) this.channel.command(moved, where);
    this.waiting.clear();
    this.channel.command(what, value);
  }

  /** An answer has come: there may be room for what waits. */
  flush() {
    for (const [name, [what, value]] of this.waiting) {
      if (this.channel.undone >= AHEAD) return;
      this.waiting.delete(name);
      this.channel.command(what, value);
    }
  }
}
