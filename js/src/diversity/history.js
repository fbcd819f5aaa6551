// Histories of the figures, one above the other over one axis of time, each against the band in which real data lies.
import { el } from "../lib/dom.js";
import { colourOfFigure } from "../lib/game.js";
import { momentAt, nearest, placeOf } from "../timeline/moments.js";
import { clamp, count, short } from "../lib/scales.js";
import { stretches, toneColour } from "../lib/tones.js";
import { bandText } from "./verdict.js";

const EDGE = 12, ROW = 35, TITLE = 15, RIBBON = 28; // pixels; the edge is that of the timeline, so that both line up

/** The rows of a trace: its moments, and one array of values a figure. */
export function readTrace(trace) {
  const [rows, n] = trace?.shape ?? [0, 0];
  return { moments: n ? trace.subarray(0, n) : new Float32Array(0),
    values: Array.from({ length: Math.max(0, rows - 1) }, (_, i) => trace.subarray((i + 1) * n, (i + 2) * n)) };
}

/** The range of a history: all of its values and the band, with air; in decades where it is logarithmic. */
export function spanOf(values, band, log) {
  const all = [...values, ...(band ?? [])].filter((v) => Number.isFinite(v) && (!log || v > 0))
    .map((v) => (log ? Math.log10(v) : v));
  if (!all.length) return [0, 1];
  let lo = Math.min(...all), hi = Math.max(...all);
  const least = log ? 0.5 : Math.max(1e-3, 0.02 * Math.abs(hi));
  if (hi - lo < least) [lo, hi] = [(lo + hi - least) / 2, (lo + hi + least) / 2];
  const air = 0.06 * (hi - lo);
  return [lo - air, hi + air];
}

/** Where a value lies compared with a band: "", "▲" above it, "▼" below. */
export function besides(value, band) {
  if (!band || !Number.isFinite(value)) return "";
  if (value > band[1]) return "▲";
  return value < band[0] ? "▼" : "";
}

/** Whether nobody looked between two moments. */
export const crosses = (unseen, from, to) => (unseen ?? []).some(([a, b]) => a < to && b > from);

export class History {
  constructor() {
    this.canvas = el("canvas.history", { role: "img", "aria-label": "History of the figures" });
    this.node = el("div.history-box", { onpointermove: (event) => this.onMove(event),
      onpointerleave: () => this.onMove(null) }, this.canvas);
  }

  setWorld(world, game) {
    this.world = world;
    const figures = world.figures.map((figure, i) => ({ ...figure, i, called: colourOfFigure(game, figure) }));
    this.shown = figures.filter(({ main }) => main);
    this.canvas.style.height = `${RIBBON + this.shown.length * ROW}px`;
  }

  onMove(event) {
    this.pointed = event && this.frame ? event.clientX - this.canvas.getBoundingClientRect().left : null;
    this.paint();
  }

  update(frame) {
    this.frame = frame;
    this.trace = readTrace(frame.trace);
    this.paint();
  }

  get horizon() {
    const { time, now = 0 } = this.frame;
    return Math.max(time?.horizon ?? now, this.trace.moments.at(-1) ?? 0, 1);
  }

  paint(palette = this.palette, font = this.font) {
    Object.assign(this, { palette, font });
    const width = this.canvas.clientWidth, height = this.canvas.clientHeight;
    if (!this.frame || !this.world || !palette || !(width > 60) || !height) return;
    const dpr = globalThis.devicePixelRatio || 1, w = Math.round(width * dpr), h = Math.round(height * dpr);
    if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, width, height);
    this.area = { left: EDGE, right: width - EDGE };
    const now = this.frame.time?.moment ?? this.frame.now ?? 0;
    const at = this.pointed === null || this.pointed === undefined ? now
      : momentAt(this.pointed, this.horizon, this.area);
    this.ribbon(ctx, now, at);
    this.shown.forEach((figure, i) => this.row(ctx, figure, RIBBON + i * ROW, now, at));
    this.unseen(ctx, height);
    this.lines(ctx, height, now, at);
  }

  x(moment) {
    return placeOf(moment, this.horizon, this.area);
  }

  /** What it was called, when. */
  ribbon(ctx, now, at) {
    const { palette, font } = this;
    ctx.font = `11px ${font}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    for (const [from, to, tone, name] of stretches(this.frame.story, now)) {
      const x = this.x(from), wide = Math.max(2, this.x(to) - x);
      ctx.fillStyle = toneColour(tone, palette.dark);
      ctx.globalAlpha = tone === "learning" ? 0.35 : 0.9;
      ctx.fillRect(x, 16, wide, 6);
      ctx.globalAlpha = 1;
      if (ctx.measureText(name).width + 6 < wide) ctx.fillText(name, x, 8);
    }
    if (at === now) return;
    const said = `at ${count(at)}`, half = ctx.measureText(said).width / 2;
    ctx.textAlign = "center";
    const x = clamp(this.x(at), half + 2, this.area.right - half);
    ctx.fillStyle = palette.paper;
    ctx.fillRect(x - half - 3, 0, 2 * half + 6, 15);
    ctx.fillStyle = palette.ink;
    ctx.fillText(said, x, 8);
  }

  /** Grey, where nobody looked: there is no line, and what it was called there is not known. */
  unseen(ctx, height) {
    const { palette, font } = this;
    ctx.font = `11px ${font}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    for (const [from, to] of this.frame.unseen ?? []) {
      const x = this.x(from), wide = this.x(to) - x, said = "nobody looked";
      if (wide < 3) continue;
      ctx.fillStyle = palette.paper;
      ctx.fillRect(x, 15, wide, 8);
      ctx.globalAlpha = 0.55;
      ctx.fillStyle = palette.grid;
      ctx.fillRect(x, 15, wide, height - 15);
      ctx.globalAlpha = 1;
      if (ctx.measureText(said).width + 10 > wide) continue;
      ctx.fillStyle = palette.faint;
      ctx.fillText(said, x + wide / 2, 19);
    }
  }

  row(ctx, { i, label, band, log, called }, top, now, at) {
    const { palette, font } = this, { left, right } = this.area, { moments } = this.trace,
      values = this.trace.values[i] ?? [];
    const [lo, hi] = spanOf(values, band, log), low = top + ROW - 4, high = top + TITLE;
    const y = (v) => clamp(low - (((log ? Math.log10(Math.max(v, 1e-30)) : v) - lo) / (hi - lo)) * (low - high), high,
      low);
    const colour = palette[called] ?? palette.fake, ink = palette[`${called}Text`] ?? colour; // of lines, of letters
    ctx.fillStyle = palette.grid;
    ctx.fillRect(left, low, right - left, 1);
    if (band) {
      ctx.fillStyle = palette.real;
      ctx.globalAlpha = 0.26;
      const up = y(band[1]), down = y(band[0]);
      ctx.fillRect(left, Math.min(up, down - 2), right - left, Math.max(2, down - up));
      ctx.globalAlpha = 1;
    }
    this.line(ctx, moments, values, y, colour, now);
    const value = at === now ? this.frame.table?.[2 * i] ?? NaN : this.valueAt(i, at);
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.font = `600 11.5px ${font}`;
    ctx.fillStyle = ink;
    ctx.fillText(label, left + 4, top + 1);
    const wide = ctx.measureText(label).width;
    ctx.textAlign = "right";
    const said = Number.isFinite(value) ? `${short(value)} ${besides(value, band)}`.trim() : "–";
    ctx.fillStyle = palette.ink;
    ctx.fillText(said, right - 4, top + 1);
    if (!band) return;
    const used = ctx.measureText(said).width + 10;
    ctx.font = `11px ${font}`;
    const known = `real ${bandText(...band)}`, end = right - Math.max(used + 4, 62);
    ctx.fillStyle = palette.faint;
    if (end - ctx.measureText(known).width > left + 14 + wide) ctx.fillText(known, end, top + 1);
  }

  line(ctx, moments, values, y, colour, now) {
    for (const [future, alpha, thick] of [[true, 0.3, 1.2], [false, 1, 1.6]]) {
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.globalAlpha = alpha;
      ctx.lineWidth = thick;
      ctx.beginPath();
      let pen = false, last = null;
      for (let k = 0; k < moments.length; k++) {
        // a figure that is measured less often has gaps, which are bridged
        if (moments[k] > now !== future || !Number.isFinite(values[k])) continue;
        const x = this.x(moments[k]), v = y(values[k]);
        const apart = last && crosses(this.frame.unseen, last[2], moments[k]);
        ctx[pen && !apart ? "lineTo" : "moveTo"](x, v);
        pen = true;
        last = [x, v, moments[k]];
      }
      ctx.stroke();
      if (last && !future) {
        ctx.beginPath();
        ctx.arc(last[0], last[1], 2.4, 0, 2 * Math.PI);
        ctx.fill();
      }
    }
    ctx.globalAlpha = 1;
  }

  /** The value that was measured last before a moment. */
  valueAt(i, moment) {
    const { moments, values } = this.trace;
    let k = nearest(moments, moment);
    while (k > 0 && (moments[k] > moment || !Number.isFinite(values[i][k]))) k -= 1;
    return k >= 0 ? values[i]?.[k] ?? NaN : NaN;
  }

  lines(ctx, height, now, at) {
    const { verdict } = this.frame, { palette } = this;
    if (verdict.tone === "alarm" && this.frame.looks) {
      ctx.strokeStyle = toneColour("alarm", palette.dark);
      ctx.lineWidth = 1.2;
      ctx.setLineDash([4, 3]);
      ctx.beginPath();
      ctx.moveTo(this.x(verdict.since), 16);
      ctx.lineTo(this.x(verdict.since), height);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    ctx.fillStyle = palette.ink;
    ctx.globalAlpha = 0.5;
    ctx.fillRect(this.x(now) - 0.5, 16, 1, height);
    if (at !== now) ctx.fillRect(this.x(at) - 0.5, 16, 1, height);
    ctx.globalAlpha = 1;
  }
}
