// What one does not need at every step, behind one press: a look ahead, the speed, the layers, the gauges, a name for a
// moment, the drawers. It stands beside the picture where there is room, else below.
import { button, el, icon, OWN_KEYS } from "../lib/dom.js";
import { Roving } from "../lib/roving.js";

const MARKS = [["tick", "a moment that is kept whole"], ["diamond", "something was changed"], ["flag", "has a name"]];

const section = (title, ...inside) => el("section.more-part", { "aria-label": title },
  el("h4.group-name", {}, title), ...inside);

let made = 0;

export class More {
  /**
   * `open()` says whether it is shown, `remember(open)` keeps that; `gauges(shown)` shows or hides the gauges; `wide`
   * nodes are as wide as the widget.
   */
  constructor({ root, controls, time, open, remember, gauges, wide = [] }) {
    Object.assign(this, { open, remember });
    this.press = button(root, { name: "More", hint: "a look ahead, speed, layers, gauges, drawers",
      tone: "more.button-small",
      onclick: () => this.remember(!this.open()) });
    this.press.append(icon("down"));
    this.layers = el("div.more-layers"); // the board fills these two
    this.gauges = el("div.more-gauges");
    this.gaugesPress = el("button.chip", { type: "button", "aria-pressed": "true", "data-layer": "truth", ...OWN_KEYS,
      title: "How far the game is from its end, in numbers",
      onclick: () => gauges(this.gaugesPress.getAttribute("aria-pressed") !== "true") }, "Shown");
    this.gaugesPart = section("Gauges", this.gauges);
    this.gaugesPart.firstChild.append(this.gaugesPress);
    const marks = el("div.legend.marks", {}, ...MARKS.map(([name, words]) => el("span.item", {},
      el(`i.mark.mark-${name}`, { "aria-hidden": "true" }), words)));
    this.side = el("div.more-side", {}, section("Layers", this.layers),
      section("Look ahead, and how fast", controls.ahead, controls.pace), this.gaugesPart,
      section("Name this moment", time.marking, marks));
    this.wide = el("div.more-wide", {}, ...wide);
    this.side.id = `ganlab-more-${(made += 1)}`;
    this.press.setAttribute("aria-controls", this.side.id);
    this.stops = new Roving(controls.ahead);
    this.follow();
  }

  /** Show it, or not, as `open()` says. */
  follow() {
    const shown = Boolean(this.open());
    this.press.setAttribute("aria-expanded", String(shown));
    this.side.hidden = this.wide.hidden = !shown;
  }

  /** What is shown in the picture has changed. */
  setShown(names) {
    const shown = names.includes("truth");
    this.gaugesPress.setAttribute("aria-pressed", String(shown));
    this.gaugesPress.textContent = shown ? "Shown" : "Show";
  }

  /** Whether there are gauges of what is shown. */
  offerGauges(some) {
    this.gaugesPart.hidden = !some;
  }

  setAlive(alive) {
    this.gaugesPress.disabled = !alive;
  }
}
