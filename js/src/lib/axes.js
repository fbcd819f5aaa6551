// Axes: ticks, their texts and titles, and the room that these take, so that nothing is cut off at any range.
import { axisTicks, tickTexts } from "./scales.js";

const TEXT = 11, TICK = 4, GAP = 2; // pixels: height of letters, length of a tick, between tick and text
const LINE = 15; // pixels: a line of text
const APART = 12; // pixels at least between two texts on an axis

let ruler = null; // a canvas that measures texts

/** The pixels that the widest of some texts takes. */
export function widest(texts, font) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = font;
  return Math.max(0, ...texts.map((text) => ruler.measureText(text).width));
}

export const axisFont = (family) => `${TEXT}px ${family}`;

/** Ticks of a range, with their texts; `whole` leaves out what lies between two whole numbers. */
export function ticksOf(lo, hi, many = 5, whole = false) {
  const at = axisTicks(lo, hi, many).filter((t) => !whole || Number.isInteger(t));
  return { at, texts: tickTexts(at) };
}

/** As many ticks of a range as have room for their texts side by side. */
export function ticksWithin(lo, hi, { side, font, many = 5, whole = false }) {
  for (let count = many; count > 1; count--) {
    const ticks = ticksOf(lo, hi, count, whole);
    if (widest(ticks.texts, font) + APART <= side / Math.max(1, ticks.at.length - 1)) return ticks;
  }
  return ticksOf(lo, hi, 1, whole);
}

/** The square that is left for a plot within a square canvas when ticks, texts and titles have their room. */
export function plotWithin(size, [, , y0, y1], { family, titled = false, rest = 6 }) {
  const texts = Math.ceil(widest(ticksOf(y0, y1).texts, axisFont(family)));
  const left = Math.max(30, texts + TICK + GAP + 2) + (titled ? LINE : 0);
  const bottom = TICK + GAP + LINE + (titled ? LINE : 0);
  return { left, top: rest, side: size - Math.max(left, bottom) - rest };
}

/** Draws the frame of a plot with ticks, texts and perhaps titles outside of it. Titles are {text, colour}. */
export function drawAxes(ctx, { area: { left, top, side }, to, extent: [x0, x1, y0, y1], palette, family, titles }) {
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
  ctx.fillStyle = palette.faint;
  ctx.font = axisFont(family);
  ctx.textBaseline = "top";
  const across = ticksWithin(x0, x1, { side, font: ctx.font }), up = ticksOf(y0, y1);
  const end = ctx.canvas.width / ctx.getTransform().a;
  let free = left - LINE; // where the next text may begin
  across.at.forEach((t, i) => {
    const x = to.x(t), half = ctx.measureText(across.texts[i]).width / 2;
    ctx.fillRect(x, top + side, 1, TICK);
    const middle = Math.min(x, end - half - 1);
    if (middle - half < free) return;
    free = middle + half + APART / 2;
    ctx.textAlign = "center";
    ctx.fillText(across.texts[i], middle, top + side + TICK + GAP);
  });
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  up.at.forEach((t, i) => {
    const y = to.y(t);
    ctx.fillRect(left - TICK, y, TICK, 1);
    ctx.fillText(up.texts[i], left - TICK - GAP, Math.max(TEXT / 2, y));
  });
  if (titles) drawTitles(ctx, { left, top, side, family }, titles);
}

/** Titles: below the horizontal axis, and beside the vertical one, upwards. */
function drawTitles(ctx, { left, top, side, family }, [across, up]) {
  ctx.font = `600 ${TEXT}px ${family}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.fillStyle = across.colour;
  ctx.fillText(across.text, left + side / 2, top + side + TICK + GAP + LINE, side);
  ctx.save();
  ctx.translate(1, top + side / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.fillStyle = up.colour;
  ctx.fillText(up.text, 0, 0, side);
  ctx.restore();
}
