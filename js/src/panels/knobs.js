// From a knob's value to the place of its slider and back, and numbers as a person writes them.

export const PLACES = 1000; // of a slider

/** A number with so many significant digits, and no more zeros than needed. */
export const rounded = (v, digits = 2) => (v === 0 ? 0 : Number(v.toPrecision(digits)));

/** How a field shows a value: 0.0002, 2e-7, 128; nothing for what is empty. */
export function written(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  return String(Number(value.toPrecision(6)));
}

/** How a slider runs: the share of its way at which a value lies, and the value at a share. */
const SCALES = {
  linear: {
    share: (v, low, high) => (v - low) / (high - low),
    value: (t, low, high) => rounded(low + t * (high - low), 2),
  },
  log: {
    share: (v, low, high) => (v > 0 ? Math.log(v / low) / Math.log(high / low) : 0),
    value: (t, low, high) => rounded(low * (high / low) ** t),
  },
  decay: { // evenly in the decimals of 1 - v: 0.9, 0.99, 0.999
    share: (v, low, high) => -Math.log10(1 - Math.min(v, high)) / -Math.log10(1 - high),
    value: (t, low, high) => (t === 0 ? 0 : 1 - rounded(10 ** (t * Math.log10(1 - high)))),
  },
};

/** Where on its slider a value stands, 0 to PLACES; beyond its ends it stands at an end. */
export function placeOf({ scale, low, high }, value) {
  const t = (SCALES[scale] ?? SCALES.linear).share(Number(value), low, high);
  return Math.round(PLACES * Math.min(1, Math.max(0, Number.isFinite(t) ? t : 0)));
}

/** The value at a place of the slider, as round as the place is exact. */
export function valueAt({ scale, low, high, kind }, place) {
  const t = place / PLACES;
  const v = (SCALES[scale] ?? SCALES.linear).value(t, low, high);
  return kind === "whole" ? Math.round(v) : Number(v.toPrecision(6));
}

/** Which way one key press moves a slider: by one of its places that make a difference. */
export function stepOf({ kind, low, high, scale }) {
  return kind === "whole" && scale === "linear" ? PLACES / (high - low) : PLACES / 100;
}

/** What would be changed: the wishes without those that are so already. */
export const wished = (wishes, values) => Object.fromEntries(Object.entries(wishes)
  .filter(([name, value]) => String(value ?? "") !== String(values[name] ?? "")));
