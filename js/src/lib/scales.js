// From the data's units to pixels and to words.
import { ticks } from "d3-array";

export const clamp = (x, lo, hi) => Math.min(hi, Math.max(lo, x));
export const ease = (t) => 1 - (1 - t) ** 3;

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
const LARGE = 1e6, SMALL = 1e-3; // sizes from which on, and below which, a power of ten is written
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

// How numbers are written for people; ganlab/backend/numerals.py writes them in the kernel by the same rules.

/** A number with commas between thousands, a true minus, and no minus before a nought. */
function written(text) {
  const [whole, part] = text.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = part ? `${grouped}.${part}` : grouped;
  return text.startsWith("-") && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

const endless = (v) => (v > 0 ? "∞" : `${MINUS}∞`);
const raised = (power) => (power < 0 ? "⁻" : "") + [...String(Math.abs(power))].map((k) => RAISED[k]).join("");

/** A number as a person writes it: three significant digits, a real minus sign, no trailing noise. */
export const short = (v) => inDigits(v, 3);

/** A number with some significant digits; a whole part is written in full. */
export function inDigits(v, digits) {
  if (Number.isNaN(v)) return "not a number";
  if (!Number.isFinite(v)) return endless(v);
  const size = Math.abs(v);
  if (size > 0 && (size >= LARGE || size < SMALL)) {
    const [mantissa, power] = v.toExponential(1).split("e");
    return `${written(mantissa.replace(/\.0$/, ""))}×10${raised(Number(power))}`;
  }
  return size >= 10 ** digits ? count(v) : written(String(Number(v.toPrecision(digits))));
}

/** A number with that many decimals. */
export function decimals(v, many) {
  return Number.isFinite(v) ? written(v.toFixed(many)) : short(v);
}

/** A number of fixed width, for places where digits change many times a second. */
export function fixed(v) {
  const size = Math.abs(v);
  if (!(size < LARGE)) return short(v);
  return decimals(v, 3 - [10, 100, 1000].filter((least) => size >= least).length);
}

/** A whole number: "2,316". */
export const count = (n) => decimals(n, 0);

/** A share in percent: "50 %". */
export const percent = (share, many = 0) => `${decimals(100 * share, many)} %`;

/** Rounds a second: whole numbers where they are large, one digit where a tenth matters. */
export function rateText(r) {
  if (!(r > 0)) return "–";
  return r >= 10 ? count(r) : decimals(r, 1);
}

/** The texts of evenly spaced ticks: as many decimals as tell them apart; millions and tiny ones with one power. */
export function tickTexts(ticks) {
  const most = Math.max(...ticks.map(Math.abs)), step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : most;
  if (!(most > 0 && step > 0)) return ticks.map(short);
  const finest = Math.floor(Math.log10(step) + 1e-9), power = Math.floor(Math.log10(most) + 1e-9);
  const places = step / 10 ** finest % 1 > 1e-6 ? 1 : 0; // a step of 2.5 has one more digit
  if (most < LARGE && most >= 0.01) return ticks.map((t) => decimals(t, Math.max(0, places - finest)));
  return ticks.map((t) => (Math.abs(t) < step / 2 ? "0"
    : `${decimals(t / 10 ** power, Math.max(0, power - finest + places))}×10${raised(power)}`));
}
