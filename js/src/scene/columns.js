// Through which columns a table is seen: two of them, or the plane in which it varies most.
import { el, OWN_KEYS } from "../lib/dom.js";

export class Columns {
  /** `choose(view)` is asked for [across, up] or "pca". */
  constructor(choose) {
    this.choose = choose;
    const select = (name) => el("select.field.column",
      { "aria-label": name, ...OWN_KEYS, onchange: () => this.pick() });
    this.across = select("Across");
    this.up = select("Up");
    this.plane = el("button.button.button-small", { type: "button", "aria-pressed": "false",
      title: "The plane in which the columns vary most together (principal components)",
      ...OWN_KEYS, onclick: () => this.choose(this.view === "pca" ? this.pair : "pca") }, "Principal plane");
    this.node = el("div.columns", { hidden: true }, el("label", {}, "Across ", this.across),
      el("label", {}, "up ", this.up), this.plane);
    this.pair = [0, 1];
  }

  offer(names, view) {
    this.node.hidden = !names || names.length < 3;
    if (this.node.hidden) return;
    this.view = view;
    if (view !== "pca") this.pair = [...view];
    for (const [i, select] of [this.across, this.up].entries()) {
      select.replaceChildren(...names.map((name, k) =>
        el("option", { value: k, disabled: k === this.pair[1 - i] }, name)));
      select.value = String(this.pair[i]);
    }
    this.plane.setAttribute("aria-pressed", String(view === "pca"));
  }

  pick() {
    this.choose([Number(this.across.value), Number(this.up.value)]);
  }
}
