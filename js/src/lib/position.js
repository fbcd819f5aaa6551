// A colour for a place: the direction from the middle as its hue, the distance as its saturation, all about equally
// light (Oklab, Ottosson 2020). The same as `position_colours` in the kernel.

/** sRGB, from 0 to 1, of a colour in Oklab. */
export function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s].map(encoded);
}

function encoded(light) {
  const x = Math.min(1, Math.max(0, light));
  return x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
}

/** The middle and half the size, along x and y, of points x, y, x, y, …; of none, of a square. */
function frameAround(points) {
  const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    if (!Number.isFinite(points[i] + points[i + 1])) continue;
    for (const k of [0, 1]) {
      low[k] = Math.min(low[k], points[i + k]);
      high[k] = Math.max(high[k], points[i + k]);
    }
  }
  const known = low[0] <= high[0];
  return { middle: [0, 1].map((k) => (known ? (low[k] + high[k]) / 2 : 0)),
    half: [0, 1].map((k) => (known ? Math.max((high[k] - low[k]) / 2, 1e-12) : 1)) };
}

/** A CSS colour for each of the points x, y, x, y, …; grey for what is no number. */
export function positionColours(points, { lightness = 0.62, chroma = 0.16 } = {}) {
  const { middle, half } = frameAround(points);
  return Array.from({ length: points.length / 2 }, (_, i) => {
    const x = (points[2 * i] - middle[0]) / half[0], y = (points[2 * i + 1] - middle[1]) / half[1];
    const far = Math.hypot(x, y), known = Number.isFinite(far) && far > 0;
    const strength = (chroma * Math.min(1, Math.sqrt(far))) / far;
    const rgb = fromOklab(known ? [lightness, strength * x, strength * y] : [lightness, 0, 0]);
    return `rgb(${rgb.map((c) => Math.round(255 * c)).join()})`;
  });
}
