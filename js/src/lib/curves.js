// Both losses over time, one lane each. The kernel sends at most a few hundred buckets (step, lowest, highest, mean),
// however long the training was; what is drawn is the band between the extremes and a smooth line through the means.
import { axisFont, ticksWithin, widest } from "./axes.js";
import { clamp, fixed, niceRange, tickTexts } from "./scales.js";

const FOOT = 18, HEAD = 22; // pixels below all lanes, for the steps, and above each, for its name
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

/** The range that shows several curves. */
function sharedRange(all) {
  const ranges = all.filter(({ n }) => n).map(rangeOf);
  if (!ranges.length) return niceRange(NaN, NaN);
  return ranges.length === 1 ? ranges[0] : niceRange(Math.min(...ranges.map(({ lo }) => lo)),
    Math.max(...ranges.map(({ hi }) => hi)));
}

/** The steps from the first to the last that any of several curves has. */
export function stepsOf(all) {
  const some = all.filter(({ n }) => n);
  if (!some.length) return { first: 0, last: 0 };
  return { first: Math.min(1, ...some.map(({ step }) => step[0])),
    last: Math.max(...some.map(({ step, n }) => step[n - 1])) };
}

/** What there is to draw in a lane: its curves, whether there is anything in them, their range and steps. */
function planOf(lane) {
  const curves =
    lane.series.map((series) => ({ ...series, data: columns(series.rows), coming: columns(series.future) }));
  const all = curves.flatMap(({ data, coming }) => [data, coming]);
  return { curves, known: all.some(({ n }) => n), range: sharedRange(all), steps: stepsOf(all) };
}

/** The ticks that have room in a lane of some height, and their texts. */
function ticksFor({ range, known }, height) {
  const every = Math.ceil((range.ticks.length - 1) / Math.max(1, Math.floor(height / 15))) || 1; // 15 px for each text
  const at = range.ticks.filter((_, i) => i % every === 0);
  return { at, texts: known ? tickTexts(at) : [] };
}

function drawLane(ctx, { curves, range, at, texts, steps: { first, last } }, room) {
  const { palette, font, top, height, left, right } = room, base = top + height;
  const x = (s) => (last > first ? left + ((s - first) / (last - first)) * (right - left) : left);
  const y = (v) => clamp(base - ((v - range.lo) / (range.hi - range.lo)) * height, top, base);
  ctx.font = axisFont(font);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  at.forEach((t, i) => {
    ctx.fillStyle = palette.grid;
    ctx.fillRect(left, Math.round(y(t)), right - left, 1);
    ctx.fillStyle = palette.faint;
    if (texts.length) ctx.fillText(texts[i], left - 6, clamp(y(t), top + 3, base - 3));
  });
  const ends = curves.map((curve) => drawCurve(ctx, curve, x, y)).filter(Boolean);
  ctx.globalAlpha = 1;
  ctx.textAlign = "left";
  if (curves.length < 2) return;
  for (const { at, place, letter, colour } of apart(ends, 11)) {
    ctx.fillStyle = colour;
    ctx.fillText(letter, at + 6, place);
  }
}

/** The steps below a lane. */
function drawSteps(ctx, { first, last }, { palette, font, top, height, left, right, width }) {
  if (!(last > 1)) return;
  const base = top + height;
  ctx.font = axisFont(font);
  ctx.fillStyle = palette.faint;
  ctx.textBaseline = "top";
  ctx.textAlign = "right";
  ctx.fillText("step", left - 6, base + 5);
  const { at, texts } = ticksWithin(first, last, { side: right - left, font: ctx.font, whole: true });
  ctx.textAlign = "center";
  at.forEach((step, i) => {
    const half = ctx.measureText(texts[i]).width / 2, x = left + ((step - first) / (last - first)) * (right - left);
    ctx.fillRect(x, base, 1, 4);
    ctx.fillText(texts[i], clamp(x, left + half - 4, width - half - 1), base + 5);
  });
}

/** Labels with a wish `place` each, moved so that no two are closer than `gap`. */
export function apart(labels, gap) {
  const sorted = [...labels].sort((a, b) => a.place - b.place);
  for (let i = 1; i < sorted.length; i++) {
    const near = gap - (sorted[i].place - sorted[i - 1].place);
    if (near > 0) for (let k = 0; k < sorted.length; k++) sorted[k].place += k < i ? -near / 2 : near / 2;
  }
  return sorted;
}

/** One curve: what is recorded of its future pale, its past with the band of its extremes,
 * its end as a dot; where that is. */
function drawCurve(ctx, { data, coming, colour, dash = [], letter, alone }, x, y) {
  ctx.fillStyle = ctx.strokeStyle = colour;
  ctx.lineJoin = "round";
  ctx.setLineDash(dash);
  if (coming.n) {
    const px = coming.step.map(x);
    ctx.globalAlpha = 0.28;
    ctx.lineWidth = 1.4;
    polyline(ctx, px, smooth(px, coming.mean), y);
  }
  if (!data.n) return null;
  const px = data.step.map(x), means = smooth(px, data.mean), end = data.n - 1;
  ctx.globalAlpha = alone ? 0.22 : 0.1;
  band(ctx, px, data, y);
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.8;
  polyline(ctx, px, means, y);
  ctx.setLineDash([]);
  if (data.n < 40) for (let i = 0; i < data.n; i++) dot(ctx, px[i], y(data.mean[i]), 2);
  if (!Number.isFinite(means[end])) return null;
  dot(ctx, px[end], y(means[end]), 3);
  return { at: px[end], place: y(means[end]), letter, colour };
}

export function band(ctx, px, { low, high, n }, y) {
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

export function polyline(ctx, px, values, y) {
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

/**
 * Draws the lanes into a canvas of CSS size width × height, each under its name and its last values. A lane is
 * {name, colour, series}; a series {rows, future, last, colour, dash, letter}.
 */
export function drawCurves(canvas, lanes, { palette, font, width, height, dpr }) {
  const w = Math.round(width * dpr), h = Math.round(height * dpr);
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const plans = lanes.map(planOf), [{ steps }] = plans;
  const alike = plans.every((plan) => plan.steps.first === steps.first && plan.steps.last === steps.last);
  const each = (height - (alike ? FOOT : 0)) / lanes.length, tall = each - HEAD - 8 - (alike ? 0 : FOOT);
  for (const plan of plans) Object.assign(plan, ticksFor(plan, tall));
  const left = Math.max(34, Math.ceil(widest(plans.flatMap(({ texts }) => texts), axisFont(font))) + 8);
  const right = width - (lanes.some(({ series }) => series.length > 1) ? 20 : 8);
  lanes.forEach((lane, i) => {
    const title = i * each, alone = lane.series.length === 1;
    ctx.font = `600 12px ${font}`;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.fillStyle = lane.colour;
    ctx.fillText(lane.name, 0, title + 3);
    ctx.textAlign = "right";
    const values = lane.series.filter(({ last }) => last !== null && last !== undefined)
      .map(({ last, letter }) => (alone ? fixed(last) : `${letter} ${fixed(last)}`));
    ctx.fillText(values.join("   "), width - 8, title + 3);
    const curves = plans[i].curves.map((one) => ({ ...one, alone }));
    const room = { palette, font, top: title + HEAD, height: tall, left, right, width };
    drawLane(ctx, { ...plans[i], curves }, room);
    if (!alike || i === lanes.length - 1) drawSteps(ctx, plans[i].steps, room);
  });
}
