// The drawer of curves: lanes that one chooses, over all steps or a stretch of them;
// hover for values, drag for a stretch.
import { axisFont, ticksWithin, widest } from "../lib/axes.js";
import { apart, band, columns, polyline, rangeOf, smooth } from "../lib/curves.js";
import { button, el, OWN_KEYS } from "../lib/dom.js";
import { colourOfCurve } from "../lib/game.js";
import { nearest } from "../timeline/moments.js";
import { LETTERS } from "../scene/pane.js";
import { clamp, count, fixed, niceRange, short, tickTexts } from "../lib/scales.js";
import { Terms } from "./terms.js";

const LEFT = 40, TOP = 22, LANE = 118, BETWEEN = 12, AXIS = 22; // pixels
const SAMPLE = 16; // pixels of a curve's line before its name
const LEAST = 6; // pixels that a hand must move to mean a stretch
const DASHES = [[], [6, 4], [2, 3], [9, 3, 2, 3], [12, 4], [1, 4]];

/** Rows with logarithms for values; what has none is a gap. */
export function logarithms({ n, step, low, high, mean }) {
  const log = (values) => values.map((v) => (v > 0 ? Math.log10(v) : NaN));
  return { n, step, low: log(low), high: log(high), mean: log(mean) };
}

/** Ticks at powers of ten, as many as there is room for; values are logarithms. */
export function decades(lo, hi, most = 4) {
  const [a, b] = [Math.floor(lo), Math.ceil(hi)];
  const every = Math.max(1, Math.ceil((b - a) / most));
  return Array.from({ length: Math.floor((b - a) / every) + 1 }, (_, i) => a + i * every);
}

/** The stretch from one pixel to another on an axis; null if it is too short to be meant. */
export function stretch(a, b, { left, right, first, last }) {
  const [from, to] = [Math.min(a, b), Math.max(a, b)].map((x) => first
    + ((clamp(x, left, right) - left) / (right - left)) * (last - first));
  return Math.abs(a - b) < LEAST || to - from < 1 ? null : [Math.floor(from), Math.ceil(to)];
}

class Charts {
  constructor(desk) {
    Object.assign(this, { desk, panes: [], lanes: null, chosen: [], span: null, log: false, at: null, drag: null });
    this.chips = el("div.row.chips", { role: "group", "aria-label": "Which curves" });
    const make = (spec) => button(desk.root, { tone: "curves.button-small", ...spec });
    this.logButton = make({ name: "Log", hint: "logarithmic values", onclick: () => this.setLog(!this.log) });
    this.logButton.setAttribute("aria-pressed", "false");
    this.out = make({ name: "Whole training", icon: "reset", hint: "all steps again (double click)",
      onclick: () => this.zoom(null) });
    this.canvas = el("canvas.charts", { role: "img", "aria-label": "Curves",
      onpointerdown: (event) => this.onDown(event), onpointermove: (event) => this.onMove(event),
      onpointerup: (event) => this.onUp(event), onpointercancel: () => this.letGo(), onpointerleave: () => this.leave(),
        ondblclick: () => this.zoom(null) });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.hint = el("p.hint");
    this.terms = []; // of each GAN
    this.termsRoom = el("div.terms-room");
    this.node = el("div.curves-room", {}, el("div.row", {}, this.chips,
      el("span.row.chips-more", {}, this.logButton, this.out)),
      el("div.charts-stage", {}, this.canvas, this.tip), this.hint, this.termsRoom);
    this.shown();
  }

  world(pane, message) {
    const rows = Object.fromEntries(Object.entries(message).filter(([key]) => key.startsWith("rows."))
      .map(([key, values]) => [key.slice(5), columns(values)]));
    this.panes[pane] = { rows, lanes: message.lanes };
    if (pane === 0) Object.assign(this, { lanes: message.lanes, chosen: message.chosen, span: message.span });
    this.writeChips();
    this.showTerms(pane, message.terms ?? [], rows);
    this.schedule();
  }

  showTerms(pane, terms, rows) {
    while (this.terms.length <= pane) {
      const of = this.terms.length;
      this.terms.push(new Terms((term, value) => this.desk.command("weigh", { pane: of, term, value })));
      this.termsRoom.append(this.terms[of].node);
      this.dressTerms();
    }
    this.terms[pane].show(terms, rows, this.panes.length > 1 ? LETTERS[pane] : "");
  }

  dressTerms() {
    this.terms.forEach((terms, pane) => {
      const { maker } = this.desk.board.panes[pane]?.game ?? this.desk.board.game;
      if (this.palette) terms.setPalette(this.palette, maker.colour);
      terms.setAlive(this.alive !== false);
    });
  }

  hear({ what, pane, term, text }) {
    if (what === "refused") this.terms[pane]?.refuse(term, text);
  }

  frame(pane, part) {
    if (part.lanes) this.world(pane, part);
  }

  titles(titles) {
    this.panes.length = Math.min(this.panes.length, titles.length);
    for (const { node } of this.terms.splice(titles.length)) node.remove();
    this.schedule();
  }

  writeChips() {
    const there = Object.entries(this.lanes).filter(([name, { curves }]) => curves.length
      || this.chosen.includes(name));
    const text = there.map(([name]) => name).join();
    if (text !== this.chipText) {
      this.chipText = text;
      this.chips.replaceChildren(...there.map(([name, { title }]) =>
        el("button.chip", { type: "button", "data-lane": name, "aria-pressed": "false", ...OWN_KEYS,
        onclick: () => this.desk.command("turn", name) }, title)));
    }
    for (const chip of this.chips.children) chip.setAttribute("aria-pressed",
      String(this.chosen.includes(chip.dataset.lane)));
    this.out.disabled = !this.span || this.alive === false;
    this.hint.textContent = this.span ? `Steps ${count(this.span[0])} to ${count(this.span[1])} of each network.`
      : "By steps of each network. Drag over a stretch to look closer.";
  }

  zoom(span) {
    this.desk.command("zoom", span);
  }

  setLog(log) {
    this.log = log;
    this.logButton.setAttribute("aria-pressed", String(log));
    this.schedule();
  }

  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    this.dressTerms();
    this.schedule();
  }

  layout() {
    for (const terms of this.terms) terms.draw();
    this.schedule();
  }

  shown() {
    for (const terms of this.terms) terms.draw();
    this.schedule();
  }

  setAlive(alive) {
    this.alive = alive;
    for (const press of [this.logButton, this.out, ...this.chips.children]) press.disabled = !alive;
    this.dressTerms();
  }

  schedule() {
    this.request ||= requestAnimationFrame(() => this.draw());
  }

  /** What is drawn in each lane: {title, range, series}. */
  plan() {
    return this.chosen.map((lane) => {
      const { title, range } = this.lanes[lane];
      const series = this.panes.flatMap(({ rows, lanes }, pane) =>
        lanes[lane].curves.map(({ name, label, colour }, k) => ({ name, pane, k,
        colour: colour ?? colourOfCurve(this.desk.board.panes[pane]?.game ?? this.desk.board.game, name),
        label: this.panes.length > 1 ? `${LETTERS[pane]} ${label}` : label,
          data: this.log && !range ? logarithms(rows[name] ?? columns([])) : rows[name] ?? columns([]) })));
      return { title, fixed: range, log: this.log && !range, series: series.filter(({ data }) => data.n) };
    });
  }

  draw() {
    this.request = 0;
    const width = this.canvas.parentElement.clientWidth;
    if (!this.palette || !this.lanes || !(width > 120)) return;
    const drawn = this.plan(), height = drawn.length * (TOP + LANE + BETWEEN) + AXIS,
      dpr = globalThis.devicePixelRatio || 1;
    this.canvas.style.height = `${height}px`;
    if (this.canvas.width !== Math.round(width * dpr) || this.canvas.height !== Math.round(height * dpr)) {
      Object.assign(this.canvas, { width: Math.round(width * dpr), height: Math.round(height * dpr) });
    }
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const all = drawn.flatMap(({ series }) => series.map(({ data }) => data));
    const [first, last] = this.span ?? [1, Math.max(2, ...all.map(({ step, n }) => step[n - 1]))];
    for (const lane of drawn) Object.assign(lane, this.rangeFor(lane));
    const names = drawn.flatMap(({ series }) => series.map(({ label }) => label));
    const left = Math.max(LEFT, widest(drawn.flatMap(({ texts }) => texts), axisFont(this.font)) + 8);
    const room = Math.min(0.4 * width, widest(names, axisFont(this.font)) + SAMPLE + 16);
    this.axis = { left, right: width - Math.max(20, room), first, last };
    this.drawn = drawn;
    drawn.forEach((lane, i) => this.drawLane(ctx, lane, i * (TOP + LANE + BETWEEN)));
    this.drawAxis(ctx, height);
    this.drawHand(ctx, height - AXIS);
    this.canvas.dataset.drawn = (Number(this.canvas.dataset.drawn) || 0) + 1;
    this.canvas.dataset.span = `${first} ${last}`;
  }

  x(step) {
    const { left, right, first, last } = this.axis;
    return left + ((step - first) / (last - first)) * (right - left);
  }

  drawLane(ctx, { title, log, series, lo, hi, ticks, texts }, at) {
    const { palette, font } = this, { left, right } = this.axis, top = at + TOP, base = top + LANE;
    ctx.font = `600 12px ${font}`;
    Object.assign(ctx, { textAlign: "left", textBaseline: "top", fillStyle: palette.ink });
    ctx.fillText(log ? `${title}, log` : title, 0, at + 3);
    const y = (v) => clamp(base - ((v - lo) / (hi - lo)) * LANE, top, base);
    ctx.font = axisFont(font);
    Object.assign(ctx, { textAlign: "right", textBaseline: "middle" });
    ticks.forEach((t, i) => {
      ctx.fillStyle = palette.grid;
      ctx.fillRect(left, Math.round(y(t)), right - left, 1);
      ctx.fillStyle = palette.faint;
      ctx.fillText(texts[i], left - 6, y(t));
    });
    if (!series.length) {
      ctx.textAlign = "left";
      ctx.fillText("nothing recorded here yet", left + 8, (top + base) / 2);
    }
    const ends = series.map((one) => this.drawCurve(ctx, one, y)).filter(Boolean);
    ctx.textAlign = "left";
    for (const { place, text, colour, dash } of apart(ends, 13)) {
      Object.assign(ctx, { fillStyle: colour, strokeStyle: colour, lineWidth: 1.6 });
      ctx.setLineDash(dash);
      ctx.beginPath();
      ctx.moveTo(right + 6, place);
      ctx.lineTo(right + 6 + SAMPLE, place);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.fillStyle = this.palette.ink; // which can be read in any colour of the line
      ctx.fillText(text, right + SAMPLE + 11, place, this.canvas.clientWidth - right - SAMPLE - 12);
    }
  }

  /** The range of a lane, its ticks and their texts. */
  rangeFor({ fixed: range, log, series }) {
    if (!range && !series.length) return { lo: 0, hi: 1, ticks: [], texts: [] };
    const ranges = range ? [{ lo: range[0], hi: range[1] }] : series.map(({ data }) => rangeOf(data));
    const lo = Math.min(...ranges.map((r) => r.lo)), hi = Math.max(...ranges.map((r) => r.hi));
    if (!log) {
      const nice = niceRange(lo, hi, 4);
      return { ...nice, texts: tickTexts(nice.ticks) };
    }
    const ticks = decades(lo, hi);
    const texts = ticks.map((t) => short(10 ** t));
    return { lo: ticks[0], hi: Math.max(ticks.at(-1), ticks[0] + 1, hi), ticks, texts };
  }

  drawCurve(ctx, { name, pane, k, label, data, colour: called }, y) {
    const colour = this.palette[called] ?? this.palette.ink, many = name.includes(".");
    const px = data.step.map((s) => this.x(s)), means = data.n > 60 ? smooth(px, data.mean, 2) : data.mean;
    Object.assign(ctx, { fillStyle: colour, strokeStyle: colour, lineJoin: "round", lineWidth: 1.6 });
    ctx.save();
    ctx.beginPath();
    ctx.rect(this.axis.left, 0, this.axis.right - this.axis.left + 1, this.canvas.clientHeight);
    ctx.clip();
    ctx.globalAlpha = many ? 0.06 : 0.16;
    band(ctx, px, data, y);
    ctx.globalAlpha = 1;
    const dash = DASHES[(many ? k : pane) % DASHES.length];
    ctx.setLineDash(dash);
    polyline(ctx, px, means, y);
    ctx.restore();
    ctx.setLineDash([]);
    const end = means.findLastIndex(Number.isFinite);
    return end < 0 ? null : { place: y(means[end]), text: label, colour, dash };
  }

  drawAxis(ctx, height) {
    const { left, right, first, last } = this.axis;
    const top = height - AXIS - BETWEEN + 2;
    Object.assign(ctx, { fillStyle: this.palette.faint, textAlign: "right", textBaseline: "top" });
    ctx.font = axisFont(this.font);
    ctx.fillText("step", left - 6, top + 6);
    ctx.textAlign = "center";
    const { at } = ticksWithin(first, last, { side: right - left, font: ctx.font, many: 6, whole: true });
    for (const t of at) {
      ctx.fillRect(this.x(t), top, 1, 4);
      ctx.fillText(count(t), clamp(this.x(t), left + 8, right - 4), top + 6);
    }
  }

  drawHand(ctx, bottom) {
    const { left, right } = this.axis;
    ctx.fillStyle = this.palette.faint;
    if (this.drag) {
      const [a, b] = [this.drag.from, this.drag.to].map((x) => clamp(x, left, right)).sort((p, q) => p - q);
      ctx.globalAlpha = 0.25;
      ctx.fillRect(a, 0, b - a, bottom);
      ctx.globalAlpha = 1;
    } else if (this.at !== null) ctx.fillRect(Math.round(clamp(this.at, left, right)), 0, 1, bottom - BETWEEN);
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  onDown(event) {
    if (event.button !== 0 || !this.axis) return;
    const [x] = this.place(event);
    this.canvas.setPointerCapture(event.pointerId);
    this.drag = { from: x, to: x };
  }

  onMove(event) {
    if (!this.axis) return;
    const [x, y] = this.place(event);
    if (this.drag) this.drag.to = x;
    this.at = x;
    this.explain(x, y);
    this.schedule();
  }

  onUp() {
    if (!this.drag) return;
    const span = stretch(this.drag.from, this.drag.to, this.axis);
    this.letGo();
    if (span) this.zoom(span);
  }

  letGo() {
    this.drag = null;
    this.schedule();
  }

  leave() {
    this.at = null;
    this.tip.classList.remove("ganlab-shown");
    this.schedule();
  }

  /** The values under the hand, of the lane that it is in. */
  explain(x, y) {
    const { left, right, first, last } = this.axis, lane = this.drawn[Math.floor(y / (TOP + LANE + BETWEEN))];
    const inside = lane && x >= left && x <= right;
    this.tip.classList.toggle("ganlab-shown", Boolean(inside));
    if (!inside) return;
    const step = first + ((x - left) / (right - left)) * (last - first);
    const value = (v) => fixed(lane.log ? 10 ** v : v);
    const lines = lane.series.map(({ label, data }) => {
      const i = nearest(data.step, step), spread = data.high[i] - data.low[i] > 1e-9;
      return `${label}  ${value(data.mean[i])}${spread ? `  (${value(data.low[i])} to ${value(data.high[i])})` : ""}`;
    });
    this.tip.textContent = [`step ${count(step)}`, ...lines].join("\n");
    const side = x > (left + right) / 2 ? `calc(${x - 14}px - 100%)` : `${x + 14}px`;
    this.tip.style.transform = `translate(${side}, ${Math.max(0, y - 20)}px)`;
  }

  stop() {
    cancelAnimationFrame(this.request);
  }
}

export const charts = { name: "curves", title: "Curves", icon: "curves",
  hint: "losses, discriminator output, penalties, gradient norms", make: (desk) => new Charts(desk) };
