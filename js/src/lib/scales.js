// From the data's units to pixels and to words.
import { ticks } from "d3-array";

export const clamp = (x, lo, hi) => Math.min(hi, Math.max(lo, x));
export const ease = (t) => 1 - (1 - t) ** 3;

/** The square that is left for the plot when the axes have taken their margins. */
export function plotArea(size, { left = 30, bottom = 20, rest = 4 } = {}) {
  const side = size - Math.max(left, bottom) - rest;
  return { left, top: rest, side };
}

/** Functions between [x0, x1, y0, y1] in the data's units and the pixels of a plot area, y upwards. */
export function frameOf([x0, x1, y0, y1], { left, top, side }) {
  const kx = side / (x1 - x0);
  const ky = side / (y1 - y0);
  return {
    x: (v) => left + (v - x0) * kx,
    y: (v) => top + (y1 - v) * ky,
    invert: (px, py) => [x0 + (px - left) / kx, y1 - (py - top) / ky],
  };
}

/** A range with air in it for a curve, stable while the values stay inside. */
export function niceRange(lo, hi, lines = 3) {
  if (!(Number.isFinite(lo) && Number.isFinite(hi))) return { lo: 0, hi: 1, ticks: [0, 1] };
  if (hi - lo < 1e-9) [lo, hi] = [lo - Math.max(0.05, Math.abs(lo) * 0.05), hi + Math.max(0.05, Math.abs(hi) * 0.05)];
  const at = ticks(lo, hi, lines);
  const step = at.length > 1 ? at[1] - at[0] : hi - lo;
  const low = Math.floor(lo / step + 1e-9) * step;
  const high = Math.ceil(hi / step - 1e-9) * step;
  const steps = Math.round((high - low) / step);
  return { lo: low, hi: high, ticks: Array.from({ length: steps + 1 }, (_, i) => low + i * step) };
}

export const axisTicks = (lo, hi, count) => ticks(lo, hi, count);

const MINUS = "\u2212";
/** A number as a person writes it: three significant digits, a real minus sign, no trailing noise. */
export const short = (v) => inDigits(v, 3);

export function inDigits(v, digits) {
  if (Number.isNaN(v)) return "not a number";
  if (!Number.isFinite(v)) return v > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(v);
  let text = size >= 1e5 || (size > 0 && size < 1e-3) ? v.toExponential(1) : String(Number(v.toPrecision(digits)));
  return text.replace("-", MINUS);
}

/** A number of fixed width, for places where digits change many times a second. */
export function fixed(v) {
  if (!Number.isFinite(v)) return short(v);
  const size = Math.abs(v);
  if (size >= 1e4) return v.toExponential(2).replace("-", MINUS);
  return v.toFixed(3 - [10, 100, 1000].filter((least) => size >= least).length).replace("-", MINUS);
}

export const count = (n) => Math.round(n).toLocaleString("en-US").replaceAll(",", "\u2009");

/** Rounds a second: whole numbers where they are large, one digit where a tenth matters. */
export function rateText(r) {
  if (!(r > 0)) return "–";
  return r >= 10 ? count(r) : r.toFixed(1);
}
