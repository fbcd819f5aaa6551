// A crosshair on a picture for those who have no mouse in their hand: arrows move it, enter asks, escape takes it away.
import { el } from "../lib/dom.js";

const SIZE = 21, SAY_MS = 350; // pixels; and how long it rests before a screen reader is told what is there
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Cross {
  /**
   * `move(at, way, fine)` is the next place, in units of the scene (`at` null: the first one), of which each is
   * `scale()` pixels; `here(at)` what there is, in words;
   * `show(at)` and `hide()` do what a pointer does that comes and goes; `ask(at)` puts the
   * question, `clear()` takes an answer
   * away and says whether there was one.
   */
  constructor(canvas, on) {
    Object.assign(this, { canvas, on, at: null });
    this.mark = el("div.cross", { "aria-hidden": "true", hidden: true });
    this.said = el("div.unseen", { role: "status", "aria-live": "polite" });
    canvas.addEventListener("keydown", (event) => this.onKey(event));
    canvas.addEventListener("blur", () => this.put(null));
    canvas.addEventListener("pointermove", () => this.put(null)); // the pointer has taken over
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    if (way) this.put(this.on.move(this.at, way, event.shiftKey));
    else if (event.key === "Enter" && this.at) this.on.ask(this.at);
    else if (event.key !== "Escape" || !this.leave()) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Take pin and crosshair away; false when there was neither. */
  leave() {
    const asked = this.on.clear(), stood = this.at !== null;
    this.put(null);
    this.say(asked || stood ? "Nothing is marked any more." : "", 0);
    return asked || stood;
  }

  /** Stand there; null: nowhere. */
  put(at) {
    if (!at && !this.at) return;
    this.at = at;
    this.mark.hidden = !at;
    if (!at) {
      this.on.hide();
      return this.say("", 0);
    }
    const [x, y] = at.map((place) => place * this.on.scale() - SIZE / 2);
    this.mark.style.transform = `translate(${x}px, ${y}px)`;
    this.on.show(at);
    this.say(this.on.here(at) ?? "", SAY_MS);
  }

  say(text, wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.said.textContent !== text && (this.said.textContent = text), wait);
  }
}
