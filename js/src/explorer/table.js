// Samples that are rows of numbers: a table, the row at the spot marked.
import { el, OWN_KEYS } from "../lib/dom.js";
import { short } from "../lib/scales.js";

export class Table {
  constructor(onPick) {
    this.onPick = onPick;
    this.node = el("div.rows", { hidden: true });
  }

  setWorld({ sort, shape, columns_named: names }) {
    if (sort !== "table") return;
    this.names = names ?? Array.from({ length: shape[0] }, (_, k) => `x${k + 1}`);
    this.body = el("tbody");
    this.node.replaceChildren(el("table.row-table", {},
      el("thead", {}, el("tr", {}, el("th"), ...this.names.map((name) => el("th", {}, name)))), this.body));
    this.count = -1;
  }

  draw({ rows_shown: values, here }) {
    const [n, d] = values.shape;
    if (n !== this.count) {
      this.count = n;
      this.cells = [];
      this.body.replaceChildren(...Array.from({ length: n }, (_, i) => {
        const cells = Array.from({ length: d }, () => el("td"));
        this.cells.push(cells);
        return el("tr", {},
          el("td", {}, el("button.mini", { type: "button", "aria-label": `Pick row ${i + 1}`, ...OWN_KEYS,
            onclick: () => this.onPick(i) }, String(i + 1))), ...cells);
      }));
    }
    this.cells.forEach((cells, i) => {
      cells[0].parentNode.classList.toggle("ganlab-here", i === here);
      cells.forEach((cell, k) => { cell.textContent = short(values[i * d + k]); });
    });
  }
}
