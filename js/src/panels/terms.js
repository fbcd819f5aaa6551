// The terms of a loss: the curve of each, and beside it the knob of its weight.
import { columns, polyline, rangeOf } from "../lib/curves.js";
import { el } from "../lib/dom.js";
import { fixed } from "../lib/scales.js";
import { Knob } from "./settings.js";

const TALL = 38, PAD = 3; // pixels of a curve

export class Terms {
  /** `weigh(term, value)` asks for another weight. */
  constructor(weigh) {
    Object.assign(this, { weigh, rows: new Map(), alive: true });
    this.title = el("h4.terms-title", {}, "Terms of the loss, and their weights");
    this.list = el("div.terms-list");
    this.node = el("section.terms", { "aria-label": "Terms of the loss", hidden: true }, this.title, this.list);
  }

  /**
   * `terms` of {name, label, curve, value, knob}, and their curves by name; `whose` GAN they are of, where there are
   * several.
   */
  show(terms, curves, whose = "") {
    this.node.hidden = !terms.length;
    this.title.textContent = `Terms of ${whose ? `${whose}'s` : "the"} loss, and their weights`;
    const names = terms.map(({ name }) => name).join();
    if (names !== this.names) this.build(terms, names);
    for (const { name, curve, value } of terms) {
      const row = this.rows.get(name), { data } = row;
      row.data = curves[curve] ?? columns([]);
      row.data = row.data.n ? row.data : data ?? row.data;
      row.knob?.show(value);
    }
    this.draw();
  }

  build(terms, names) {
    this.names = names;
    this.rows = new Map(terms.map(({ name, label, knob: spec }) => {
      const knob = spec && new Knob({ ...spec, label: `Weight of ${label}` }, (value) => {
        knob.refuse(null);
        this.weigh(name, value);
      });
      const canvas = el("canvas.terms-curve", { role: "img", "aria-label": `Curve of ${label}` });
      const now = el("b.terms-now");
      const node = el("div.terms-row", { "data-term": name }, el("span.terms-name", {}, label, " ", now), canvas,
        knob ? knob.node : el("span.terms-fixed", {}, "no weight of its own"));
      return [name, { node, canvas, now, knob, data: null }];
    }));
    this.list.replaceChildren(...[...this.rows.values()].map(({ node }) => node));
    this.setAlive(this.alive);
  }

  refuse(name, why) {
    this.rows.get(name)?.knob?.refuse(why);
  }

  setPalette(palette, colour) {
    Object.assign(this, { palette, colour });
    this.draw();
  }

  setAlive(alive) {
    this.alive = alive;
    for (const { knob } of this.rows.values()) knob?.enable(alive);
  }

  draw() {
    if (!this.palette || this.node.hidden) return;
    for (const row of this.rows.values()) drawCurve(row, this.palette, this.palette[this.colour] ?? this.palette.ink);
  }
}

function drawCurve({ canvas, now, data }, palette, colour) {
  const width = canvas.clientWidth, dpr = globalThis.devicePixelRatio || 1;
  if (!(width > 20)) return;
  Object.assign(canvas, { width: Math.round(width * dpr), height: Math.round(TALL * dpr) });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.fillStyle = palette.grid;
  ctx.fillRect(0, TALL - 1, width, 1);
  const end = data?.n ? data.mean.findLastIndex(Number.isFinite) : -1;
  now.textContent = end < 0 ? "" : fixed(data.mean[end]);
  if (end < 0) return;
  const { lo, hi } = rangeOf(data), first = data.step[0], last = Math.max(data.step[data.n - 1], first + 1);
  const px = data.step.map((step) => PAD + ((step - first) / (last - first)) * (width - 2 * PAD));
  const y = (v) => TALL - PAD - ((v - lo) / (hi - lo || 1)) * (TALL - 2 * PAD);
  Object.assign(ctx, { strokeStyle: colour, lineWidth: 1.6, lineJoin: "round" });
  polyline(ctx, px, data.mean, y);
}
