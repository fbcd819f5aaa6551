// The sliders: one for each direction, with a lock and a value; while a hand holds one, only the hand moves it.
import { el, icon, OWN_KEYS } from "../lib/dom.js";
import { clamp, short } from "../lib/scales.js";

export class Sliders {
  /** `on` has begin(), slide(k, value, final), lock(k). */
  constructor(on) {
    this.on = on;
    this.node = el("div.sliders", { role: "group", "aria-label": "Directions" });
    this.rows = [];
    this.directions = null;
    this.held = null;
  }

  /** The same directions again, as after coming back into view, leave the row that a hand holds. */
  setDirections(directions) {
    const same = JSON.stringify(directions);
    if (same === this.directions) return;
    this.directions = same;
    this.held = null;
    this.rows = directions.map(({ name, span }, k) => this.row(name, span, k));
    this.node.replaceChildren(...this.rows.map(({ node }) => node));
  }

  row(name, [low, high], k) {
    const input = el("input.slider", { type: "range", min: low, max: high, step: (high - low) / 600, value: 0,
      "aria-label": name, ...OWN_KEYS,
      onpointerdown: () => this.hold(k), onkeydown: (event) => !event.repeat && event.key.startsWith("Arrow")
        && this.on.begin(),
      oninput: () => this.moved(k, false), onchange: () => this.moved(k, true), onpointerup: () => this.free(),
        onpointercancel: () => this.free() });
    const value = el("output.slider-value", { "aria-hidden": "true" }, "0");
    const lock = el("button.mini.lock", { type: "button", "aria-label": `Lock ${name}`, "aria-pressed": "false",
      title: `Lock ${name}: nothing moves it`,
      ...OWN_KEYS, onclick: () => this.on.lock(k) }, icon("unlocked"));
    const node = el("div.slider-row", {}, lock, el("span.slider-name", { title: name, "aria-hidden": "true" }, name),
      input, value);
    return { node, input, value, lock, name };
  }

  hold(k) {
    this.held = k;
    this.on.begin();
  }

  free() {
    this.held = null;
  }

  moved(k, final) {
    const { input, value } = this.rows[k];
    this.rows[k].told = undefined;
    value.textContent = short(Number(Number(input.value).toFixed(2)));
    this.on.slide(k, Number(input.value), final);
    if (final) this.free();
  }

  /** What the kernel says the values are; a row that it has said the same of is left alone: the page lays
   * out and paints whatever is touched. */
  set(values, locked) {
    this.rows.forEach((row, k) => {
      const { input, value, lock, name, node } = row;
      if (k !== this.held && values[k] !== undefined && values[k] !== row.told) {
        row.told = values[k];
        input.value = clamp(values[k], Number(input.min), Number(input.max));
        const said = short(Number(values[k].toFixed(2)));
        value.textContent = said;
        input.setAttribute("aria-valuetext", said);
      }
      const shut = locked.includes(name);
      if ((lock.getAttribute("aria-pressed") === "true") !== shut) {
        lock.setAttribute("aria-pressed", String(shut));
        lock.replaceChildren(icon(shut ? "locked" : "unlocked"));
        input.disabled = shut;
        node.classList.toggle("ganlab-shut", shut);
      }
    });
  }
}
