// One view's line to the kernel: hello and goodbye, commands and their answers, and sparse acknowledgements.
import { decode } from "./protocol.js";

const ACK_MS = 250; // a few times a second: an answer to every frame would cost the training a quarter of its speed
const IDLE_MS = 5000; // with nothing to draw for so long, say so: perhaps something was lost on the way
const SLOW_MS = 400; // a command that nobody has heard by now is waiting behind something

export class Channel {
  /**
   * `on` maps kinds of messages to functions; `onWaiting(bool)` says whether a command has been unheard for long,
   * `onDone()` that one has been carried out; `onCommand()` hears of each that is sent. A line for commands only is
   * `quiet`; one for pictures has its `pane`.
   */
  constructor(model, on, onWaiting, { pane = 0, quiet = false, onDone = () => {}, onCommand = () => {} } = {}) {
    Object.assign(this, { model, on, onWaiting, onDone, onCommand, pane, away: quiet, drawn: 0, acked: 0,
      spoke: performance.now(), sent: 0, heard: 0, done: 0, live: true });
    this.view = Math.random().toString(36).slice(2, 10);
    this.receive = (content, buffers) => {
      if (!this.on[content.kind] || (content.to && content.to !== this.view)) return;
      if (!quiet && (content.pane ?? 0) !== pane) return;
      this.note(content);
      this.on[content.kind](decode(content, buffers));
    };
    model.on("msg:custom", this.receive);
    this.pulse = quiet ? null : setInterval(() => this.ack(), ACK_MS);
  }

  post(message) {
    if (!this.live) return;
    try {
      this.model.send({ ...message, view: this.view, pane: this.pane });
    } catch {
      this.live = false; // the notebook has been closed, and its line to the kernel with it: nobody hears, for good
    }
  }

  hello() {
    this.away = false;
    this.post({ kind: "hello" });
  }

  goodbye() {
    this.away = true; // what is still on its way must not bring this view back
    this.post({ kind: "goodbye" });
  }

  /** Tells the kernel how far this view has drawn when there is news, and now and then that it is still here. */
  ack() {
    const now = performance.now();
    const idle = this.drawn === this.acked;
    if (this.away || (idle && now - this.spoke < IDLE_MS)) return;
    this.acked = this.drawn;
    this.spoke = now;
    this.post({ kind: "ack", seq: this.drawn, idle });
  }

  command(what, value = null) {
    this.sent += 1;
    this.post({ kind: "do", what, value, n: this.sent });
    this.onCommand();
    this.timer ??= setTimeout(() => {
      this.timer = null;
      if (this.heard < this.sent) this.onWaiting(true);
    }, SLOW_MS);
  }

  /** Commands that nobody has heard yet. */
  get unheard() {
    return this.sent - this.heard;
  }

  /** Commands that are not carried out yet. */
  get undone() {
    return this.sent - this.done;
  }

  /** What a message says about this view's commands. */
  note({ heard, done }) {
    this.noteHeard(heard?.[this.view]);
    const n = done?.[this.view] ?? 0;
    if (n <= this.done) return;
    this.done = n;
    this.onDone();
  }

  noteHeard(n = 0) {
    if (n <= this.heard) return;
    this.heard = n;
    if (this.unheard > 0) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.onWaiting(false);
  }

  stop() {
    this.goodbye();
    this.live = false;
    clearInterval(this.pulse);
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.receive);
  }
}
