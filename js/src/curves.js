// Both losses over time, one lane each. The kernel sends at most a few hundred buckets (step, lowest, highest, mean),
// however long the training was; what is drawn is the band between the extremes and a smooth line through the means.
import { clamp, fixed, niceRange, short } from "./scales.js";

const SMOOTH_PX = 4; // the width of the smoothing kernel, in pixels: the same at every length of training

/** Gaussian-weighted running mean of `values` at positions `x` (pixels, ascending); gaps (NaN) are skipped. */
export function smooth(x, values, width = SMOOTH_PX) {
  const out = new Float64Array(values.length).fill(NaN);
  for (let i = 0, first = 0; i < x.length; i++) {
    while (x[i] - x[first] > 3 * width) first++;
    let sum = 0, weight = 0;
    for (let j = first; j < x.length && x[j] - x[i] <= 3 * width; j++) {
      if (!Number.isFinite(values[j])) continue;
      const w = Math.exp(-0.5 * ((x[j] - x[i]) / width) ** 2);
      sum += w * values[j];
      weight += w;
    }
    if (weight > 0 && Number.isFinite(values[i])) out[i] = sum / weight;
  }
  return out;
}

/** Columns of a curve that came as rows (step, low, high, mean). */
export function columns(rows) {
  const n = (rows?.length ?? 0) / 4;
  const pick = (k) => Float64Array.from({ length: n }, (_, i) => rows[4 * i + k]);
  return { n, step: pick(0), low: pick(1), high: pick(2), mean: pick(3) };
}

/** The range that shows a curve: all of it, unless a few wild values would flatten the rest. */
export function rangeOf({ low, high }) {
  const values = [...low, ...high].filter(Number.isFinite).sort((a, b) => a - b);
  if (!values.length) return niceRange(0, 1);
  const at = (q) => values[Math.round(q * (values.length - 1))];
  const [lo, hi] = [values[0], values.at(-1)];
  const [a, b] = [at(0.02), at(0.98)];
  const room = Math.max(3 * (b - a), 1e-9);
  return niceRange(Math.max(lo, a - room), Math.min(hi, b + room));
}

function drawLane(ctx, lane, { palette, font, top, height, width }) {
  const left = 40, right = width - 8, base = top + height;
  const data = columns(lane.rows);
  const range = rangeOf(data);
  const last = data.n ? data.step[data.n - 1] : 0;
  const first = data.n ? Math.min(data.step[0], 1) : 0;
  const x = (s) => (last > first ? left + ((s - first) / (last - first)) * (right - left) : left);
  const y = (v) => clamp(base - ((v - range.lo) / (range.hi - range.lo)) * height, top, base);
  ctx.font = `10.5px ${font}`;
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  const every = Math.ceil((range.ticks.length - 1) / Math.max(1, Math.floor(height / 15))) || 1; // labels need 15 px each
  range.ticks.forEach((t, i) => {
    if (i % every) return;
    ctx.fillStyle = palette.grid;
    ctx.fillRect(left, Math.round(y(t)), right - left, 1);
    ctx.fillStyle = palette.faint;
    if (data.n) ctx.fillText(short(t), left - 6, clamp(y(t), top + 3, base - 3));
  });
  if (!data.n) return;
  const px = data.step.map(x);
  ctx.fillStyle = ctx.strokeStyle = lane.colour;
  ctx.globalAlpha = 0.22;
  band(ctx, px, data, y);
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.8;
  ctx.lineJoin = "round";
  polyline(ctx, px, smooth(px, data.mean), y);
  if (data.n < 40) for (let i = 0; i < data.n; i++) dot(ctx, px[i], y(data.mean[i]), 2);
  if (Number.isFinite(data.mean[data.n - 1])) dot(ctx, px[data.n - 1], y(smooth(px, data.mean)[data.n - 1]), 3);
}

function band(ctx, px, { low, high, n }, y) {
  for (let i = 0; i < n; ) {
    let end = i;
    while (end < n && Number.isFinite(low[end])) end++;
    ctx.beginPath();
    for (let k = i; k < end; k++) ctx.lineTo(px[k], y(high[k]) - 0.5);
    for (let k = end - 1; k >= i; k--) ctx.lineTo(px[k], y(low[k]) + 0.5);
    ctx.fill();
    i = end + 1;
  }
}

function polyline(ctx, px, values, y) {
  ctx.beginPath();
  let pen = false;
  values.forEach((v, i) => {
    if (Number.isFinite(v)) ctx[pen ? "lineTo" : "moveTo"](px[i], y(v));
    pen = Number.isFinite(v);
  });
  ctx.stroke();
}

function dot(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}

/** Draws the lanes into a canvas of CSS size width × height, each under its name and its last value. */
export function drawCurves(canvas, lanes, { palette, font, width, height, dpr }) {
  const w = Math.round(width * dpr), h = Math.round(height * dpr);
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const each = height / lanes.length;
  lanes.forEach((lane, i) => {
    const title = i * each;
    ctx.font = `600 12px ${font}`;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.fillStyle = lane.colour;
    ctx.fillText(lane.name, 0, title + 3);
    ctx.textAlign = "right";
    if (lane.last !== null && lane.last !== undefined) ctx.fillText(fixed(lane.last), width - 8, title + 3);
    drawLane(ctx, lane, { palette, font, top: title + 22, height: each - 34, width });
  });
}
