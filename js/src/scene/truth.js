// The truth beside the scene: a few figures, each on a scale with the place where the game would end.
import { el, OWN_KEYS, write } from "../lib/dom.js";
import { Roving } from "../lib/roving.js";

export class Truth {
  constructor() {
    this.node = el("div.truth", { role: "group", "aria-label": "How far the game is from its equilibrium",
      hidden: true });
    this.stops = new Roving(this.node, ".ganlab-figure");
    this.rows = [];
    this.known = false;
  }

  /** Rows of {name, text, note, help, good, at, also, goal, upto}; places are from 0 to 1,
   * and null where there is no scale. */
  show(rows) {
    this.known = true;
    while (this.rows.length < rows.length) this.rows.push(this.add());
    while (this.rows.length > rows.length) this.rows.pop().node.remove();
    this.stops.refresh();
    rows.forEach((row, i) => {
      const told = JSON.stringify(row);
      if (this.rows[i].told !== told) this.write(this.rows[i], row);
      this.rows[i].told = told;
    });
  }

  add() {
    const parts = { name: el("span.figure-name"), text: el("b.figure-text"), note: el("span.figure-note"),
      zone: el("i.zone"), goal: el("i.goal"),
      at: el("i.at"), also: el("i.also") };
    const bar = el("div.figure-bar", { "aria-hidden": "true" }, parts.zone, parts.goal, parts.also, parts.at);
    const node = el("div.figure", { tabindex: 0, ...OWN_KEYS }, el("div.figure-head", {}, parts.name, parts.text), bar,
      parts.note);
    this.node.append(node);
    return { node, bar, ...parts };
  }

  write(parts, { name, text, note, help, good = false, at = null, also = null, goal = null, upto = null }) {
    write(parts.name, name);
    write(parts.text, text);
    write(parts.note, note);
    parts.node.title = help;
    parts.node.setAttribute("aria-label", `${name}: ${text}; ${note}. ${help}`);
    parts.node.classList.toggle("ganlab-good", good);
    parts.bar.style.visibility = at === null ? "hidden" : "visible";
    for (const [key, place] of Object.entries({ at, also, goal })) {
      parts[key].hidden = place === null;
      parts[key].style.left = `${100 * (place ?? 0)}%`;
    }
    parts.at.classList.toggle("ganlab-round", also !== null);
    parts.zone.hidden = upto === null;
    parts.zone.style.width = `${100 * (upto ?? 0)}%`;
  }
}
