// One view's line to the kernel: hello and goodbye, commands and their answers, and sparse acknowledgements.
import { decode } from "./protocol.js";

const ACK_MS = 250; // a few times a second: an answer to every frame would cost the training a quarter of its speed
const IDLE_MS = 5000; // with nothing to draw for so long, say so: perhaps something was lost on the way
const SLOW_MS = 400; // a command that nobody has heard by now is waiting behind something

export class Channel {
  /** `on` maps kinds of messages to functions; `onWaiting(bool)` says whether a command has been unheard for long. */
  constructor(model, on, onWaiting) {
    Object.assign(this, { model, on, onWaiting, drawn: 0, acked: 0, spoke: performance.now(), sent: 0, heard: 0, live: true });
    this.view = Math.random().toString(36).slice(2, 10);
    this.receive = (content, buffers) => {
      if (!this.on[content.kind] || (content.to && content.to !== this.view)) return;
      this.noteHeard(content.heard?.[this.view]);
      this.on[content.kind](decode(content, buffers));
    };
    model.on("msg:custom", this.receive);
    this.pulse = setInterval(() => this.ack(), ACK_MS);
  }

  post(message) {
    if (this.live) this.model.send({ ...message, view: this.view });
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
    this.timer ??= setTimeout(() => {
      this.timer = null;
      if (this.heard < this.sent) this.onWaiting(true);
    }, SLOW_MS);
  }

  get unheard() {
    return this.sent - this.heard;
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
