// Every figure as value, floor and z; and what the cells are.
import { el, OWN_KEYS } from "../lib/dom.js";
import { short } from "../lib/scales.js";
import { besides } from "./history.js";
import { bandText } from "./verdict.js";

/** A z-score as one says it: whole numbers where they are large. */
export function zText(z) {
  if (!Number.isFinite(z)) return "–";
  const size = Math.abs(z);
  return `${z < 0 ? "\u2212" : "+"}${size >= 1000 ? "1000 or more" : size.toFixed(size >= 10 ? 0 : 1)}`;
}

export class Figures {
  constructor() {
    this.body = el("tbody");
    this.regime = el("p.regime");
    this.node = el("details.more", {}, el("summary.summary", { ...OWN_KEYS }, "Every figure against real data"),
      this.regime,
      el("div.table-box", {}, el("table.table", {}, el("thead", {}, el("tr", {},
        ...["figure", "value", "real data", "z", "what it is"].map((name) => el("th", { scope: "col" }, name)))),
          this.body)));
    this.node.addEventListener("toggle", () => this.update(this.last));
  }

  setWorld(world) {
    this.world = world;
    this.node.hidden = !world.figures.length;
    const looks = `A look takes ${world.n} samples, every ${world.every} ${world.stream ? "steps" : "moments"}`;
    const means = "values are means of the last three looks, real data is the middle 98 % of single looks";
    this.regime.textContent = world.regime ? `${world.regime} ${looks}; ${means}.` : "";
    this.cells = world.figures.map(({ label, words, band }) =>
      ({ value: el("td.cipher"), z: el("td.cipher"), label, words, band }));
    this.body.replaceChildren(...this.cells.map(({ value, z, label, words, band }) =>
      el("tr", {}, el("th", { scope: "row" }, label), value,
      el("td.cipher", {}, band ? bandText(...band) : "–"), z, el("td.words", {}, words))));
  }

  update(frame) {
    this.last = frame;
    if (!frame?.table || !this.node.open) return;
    this.cells.forEach(({ value, z, band }, i) => {
      const [v, score] = frame.table.subarray(2 * i, 2 * i + 2);
      value.textContent = Number.isFinite(v) ? `${short(v)} ${besides(v, band)}`.trim() : "–";
      z.textContent = zText(score);
      z.classList.toggle("ganlab-far", Math.abs(score) >= 5);
    });
  }
}
