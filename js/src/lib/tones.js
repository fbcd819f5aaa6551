// The five tones of a verdict: each has a colour, a shape and a word, so that nobody needs to tell red from green.

const LIGHT = { good: "#00795A", learning: "#5B6370", off: "#8A5A00", alarm: "#B3261E", unknown: "#5B6370" };
const DARK = { good: "#3CCBA0", learning: "#A9B1BB", off: "#F2C14E", alarm: "#FF8A80", unknown: "#A9B1BB" };

export const toneColour = (tone, dark) => (dark ? DARK : LIGHT)[tone] ?? (dark ? DARK : LIGHT).unknown;

/** The shape of a tone: a tick, a rising line, a wave, a triangle, a circle. */
export const SHAPES = { good: "well", learning: "rising", off: "wave", alarm: "warning", unknown: "circle" };

/**
 * The verdicts as stretches of time, in order: [[from, to, tone, name], ...], up to `end`. What set in before the one
 * that was told earlier cuts it short.
 */
export function stretches(story, end) {
  const out = [];
  for (const [since, tone, name] of story) {
    while (out.length && out.at(-1)[0] >= since) out.pop();
    if (out.length) out.at(-1)[1] = since;
    out.push([since, end, tone, name]);
  }
  return out.filter(([from, to]) => to >= from);
}
