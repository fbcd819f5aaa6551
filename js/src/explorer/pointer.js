// What lies under the pointer: the kernel is asked when the hand stops, and the answer is shown in the picture.
import { el, tipLeft, write } from "../lib/dom.js";

const STILL_MS = 120; // that a pointer rests before something is asked
const AWAY = 14; // pixels between the pointer and what is said

export class Pointer {
  /** `ask(value)` asks the kernel; `sheet` knows what lies where, and draws what the answer points at. */
  constructor({ canvas, sheet, ask }) {
    Object.assign(this, { canvas, sheet, ask });
    this.tip = el("div.tip.latent-tip", { "aria-hidden": "true" });
    this.said = el("p.unseen", { role: "status" }); // what a key has asked for, for a screen reader
    canvas.addEventListener("pointermove", (event) => this.moved(event));
    canvas.addEventListener("pointerleave", () => this.leave());
    canvas.addEventListener("pointerdown", () => this.leave());
  }

  /** The keys on the sheet: enter asks for the sample in the ring, escape takes the answer away. Whether it was one. */
  onKey(key) {
    if (key === "Enter") return this.here();
    const told = this.asked || this.timer;
    if (this.aloud || key === "Escape") this.leave(); // any other key leads away from the sample in the ring
    return key === "Escape" && Boolean(told);
  }

  /** Ask for the sample in the ring, as a pointer does that rests on it. */
  here() {
    this.leave();
    const ring = this.sheet.ringed;
    if (!ring) return false;
    Object.assign(this, { place: ring, aloud: true });
    this.rest();
    if (!this.asked) write(this.said, "This sample lies outside the picture.");
    return true;
  }

  /** Another picture is there: what was said of the one before is no longer true, so it is asked anew. */
  renew() {
    if (!this.asked && !this.timer) return;
    this.hide();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.aloud ? this.here() : this.rest()), STILL_MS);
  }

  moved(event) {
    const box = this.canvas.getBoundingClientRect();
    this.place = [event.clientX - box.left, event.clientY - box.top];
    this.aloud = false;
    this.hide();
    clearTimeout(this.timer);
    if (event.buttons) return;
    this.timer = setTimeout(() => this.rest(), STILL_MS);
  }

  rest() {
    this.asked = this.sheet.pointed(...this.place);
    if (this.asked) this.ask(this.asked);
  }

  /** The kernel has answered: the lines appear if the pointer still rests there. */
  show(told) {
    const same = this.asked && (told.index === this.asked.index && String(told.at) === String(this.asked.at));
    if (!same || !told.lines.length) return;
    const [x, y] = this.place, { clientWidth: width, clientHeight: height } = this.canvas;
    this.tip.textContent = told.lines.join("\n");
    const down = y > height / 2 ? `calc(${y - AWAY}px - 100%)` : `${y + AWAY}px`;
    this.tip.style.transform = `translate(${tipLeft(x, AWAY, width)}, ${down})`;
    this.tip.classList.add("ganlab-shown");
    if (this.aloud) write(this.said, told.lines.join(", "));
    this.sheet.point(told);
  }

  hide() {
    if (!this.asked) return;
    this.asked = null;
    write(this.said, "");
    this.tip.classList.remove("ganlab-shown");
    this.sheet.point(null);
  }

  leave() {
    clearTimeout(this.timer);
    this.timer = null;
    this.hide();
  }

  stop() {
    clearTimeout(this.timer);
  }
}
