// What lies under the pointer: the kernel is asked when the hand stops, and the answer is shown in the picture.
import { el, tipLeft } from "../lib/dom.js";

const STILL_MS = 120; // that a pointer rests before something is asked
const AWAY = 14; // pixels between the pointer and what is said

export class Pointer {
  /** `ask(value)` asks the kernel; `sheet` knows what lies where, and draws what the answer points at. */
  constructor({ canvas, sheet, ask }) {
    Object.assign(this, { canvas, sheet, ask });
    this.tip = el("div.tip.latent-tip", { "aria-hidden": "true" });
    canvas.addEventListener("pointermove", (event) => this.moved(event));
    canvas.addEventListener("pointerleave", () => this.leave());
    canvas.addEventListener("pointerdown", () => this.leave());
  }

  moved(event) {
    const box = this.canvas.getBoundingClientRect();
    this.place = [event.clientX - box.left, event.clientY - box.top];
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
    this.sheet.point(told);
  }

  hide() {
    if (!this.asked) return;
    this.asked = null;
    this.tip.classList.remove("ganlab-shown");
    this.sheet.point(null);
  }

  leave() {
    clearTimeout(this.timer);
    this.hide();
  }

  stop() {
    clearTimeout(this.timer);
  }
}
