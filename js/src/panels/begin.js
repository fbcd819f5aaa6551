// With what a training begins: the data, as small pictures to choose from, the recipe and the seed. A choice starts
// over; the GAN of before is kept, and undo brings it back.
import { el, OWN_KEYS, write } from "../lib/dom.js";
import { Roving } from "../lib/roving.js";
import { paintBars, paintPoints, paintTiles } from "./thumbs.js";

const SQUARE = [-1, 1, -1, 1], OWN = "by hand";
let made = 0;

export class Begin {
  /**
   * `start(wishes)` starts over with {data, recipe, seed}, of which some are given; `ask()` asks for the pictures,
   * `fail(text)` says why one cannot; `more` are nodes at the end of the row.
   */
  constructor({ start, ask, fail, more = [] }) {
    Object.assign(this, { ask, fail, start, alive: true, thumbs: {}, now: null });
    const id = `ganlab-begin-${(made += 1)}`;
    this.sets = el("div.targets", { role: "radiogroup", "aria-labelledby": `${id}-data` });
    this.stops = new Roving(this.sets);
    this.recipe = el("select.list.begin-recipe", { "aria-label": "Recipe", ...OWN_KEYS,
      onchange: () => this.turn({ recipe: this.recipe.value }) });
    this.seed = el("input.knob-field.begin-seed", { type: "text", inputmode: "numeric", autocomplete: "off",
      spellcheck: "false", "aria-label": "Seed", ...OWN_KEYS, onchange: () => this.turn({ seed: this.seed.value }),
      onkeydown: (event) => this.onKey(event) });
    this.called = el("span.begin-called", { "aria-hidden": "true" });
    this.data = el("div.begin-data", {}, el("span.begin-word", { id: `${id}-data` }, "Data"), this.sets, this.called);
    this.choices = el("div.begin-choices", { role: "group", "aria-label": "With what the training begins",
      hidden: true },
      this.data, el("label.begin-pair", {}, el("span.begin-word", {}, "Recipe"), this.recipe),
      el("label.begin-pair", {}, el("span.begin-word", {}, "Seed"), this.seed));
    this.node = el("div.begin", {}, el("div.begin-row", {}, this.choices, el("span.begin-more", {}, ...more)));
  }

  onKey(event) {
    if (event.key === "Escape") {
      this.seed.value = this.now?.seed ?? "";
      this.seed.blur();
    } else if (event.key !== "Enter") return;
    else this.seed.blur(); // which is a change
    event.preventDefault();
    event.stopPropagation();
  }

  turn(wishes) {
    const [[name, value]] = Object.entries(wishes);
    if (!this.alive || String(value) === String(this.now?.[name])) return;
    this.start(wishes);
  }

  /** What the kernel says: {data, recipe, seed, sets, recipes}; `sets` is empty where a game brings its own data. */
  world(message) {
    this.now = message;
    this.choices.hidden = this.alone === false;
    this.data.hidden = !message.sets.length;
    const names = message.sets.join();
    if (names !== this.names) this.build(message.sets, names);
    for (const press of this.sets.children) press.setAttribute("aria-checked",
      String(press.dataset.set === message.data));
    this.stops.refresh();
    write(this.called, message.data);
    this.recipe.replaceChildren(...message.recipes.map((name) => el("option", { value: name }, name || OWN)));
    this.recipe.value = message.recipe;
    this.seed.value = String(message.seed);
    if (!this.asked && message.sets.length) this.asked = this.ask() ?? true;
  }

  build(sets, names) {
    this.names = names;
    this.asked = sets.every((name) => this.thumbs[name]);
    this.sets.replaceChildren(...sets.map((name) => el("button.target", { type: "button", role: "radio",
      "aria-checked": "false", "aria-label": name, title: name, "data-set": name, ...OWN_KEYS,
      onclick: () => this.turn({ data: name }) }, el("canvas.target-picture", { "aria-hidden": "true" }))));
    this.enable();
    this.paint();
  }

  /** Pictures have come: arrays `points.NAME`, `tiles.NAME` or `bars.NAME`; or why one cannot start over. */
  hear(message) {
    if (message.refused) return this.refuse(message.text);
    for (const [key, array] of Object.entries(message)) {
      const [, kind, name] = /^(points|tiles|bars)\.(.+)$/.exec(key) ?? [];
      if (kind) this.thumbs[name] = { kind, array };
    }
    this.paint();
  }

  refuse(text) {
    if (this.now) this.world(this.now);
    this.fail(text);
  }

  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    this.paint();
  }

  paint() {
    if (!this.palette) return;
    for (const press of this.sets.children) {
      const { kind, array } = this.thumbs[press.dataset.set] ?? {}, canvas = press.firstChild;
      if (kind === "points") paintPoints(canvas, this.palette, array, { within: SQUARE, extent: SQUARE,
        colour: this.palette.real, shape: "circle", radius: 1 });
      if (kind === "tiles") paintTiles(canvas, this.palette, array);
      if (kind === "bars") paintBars(canvas, this.palette, [{ bars: array, colour: this.palette.real }]);
    }
  }

  /** Only one GAN is shown: of several, each has its own beginning, in the drawer of settings. */
  setAlone(alone) {
    this.alone = alone;
    this.choices.hidden = !alone || !this.now;
  }

  layout() {
    this.paint();
  }

  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }

  enable() {
    for (const control of [...this.sets.children, this.recipe, this.seed]) control.disabled = !this.alive;
  }
}
