// Which sample of one domain becomes which of another: an arrow for each, in the colour of the place it starts from.
import { positionColours } from "../lib/position.js";
import { blend } from "../lib/protocol.js";

/** The layers of points that start somewhere, and the array of the world that says where. */
export const WAYS = { translations: "translationsFrom", back_translations: "back_translationsFrom",
  translations_residuals: "translationsFrom", back_translations_residuals: "back_translationsFrom" };
export const STARTS = [...new Set(Object.values(WAYS))];

/** The colours of all that starts somewhere, made once for a world and a theme. */
export const tintsOf = (world, { dark }) => Object.fromEntries(STARTS.filter((key) => world[key]).map((key) =>
  [key, positionColours(world[key], { lightness: dark ? 0.78 : 0.6 })]));

/**
 * Arrows in pixels, from points x, y, x, y, … to others: {i, x0, y0, x1, y1, ux, uy, length}, `i` being the number of
 * the point and u the unit vector along it. What is no number is left out.
 */
export function arrowsBetween(from, to, frame, most = Infinity) {
  const out = [];
  for (let i = 0; i < Math.min(from.length, to.length, 2 * most); i += 2) {
    const x0 = frame.x(from[i]), y0 = frame.y(from[i + 1]), x1 = frame.x(to[i]), y1 = frame.y(to[i + 1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!Number.isFinite(length)) continue;
    const scale = length > 0 ? 1 / length : 0;
    out.push({ i: i / 2, x0, y0, x1, y1, ux: (x1 - x0) * scale, uy: (y1 - y0) * scale, length });
  }
  return out;
}

/** The three corners of an arrow's head; an arrow too short to have a direction points upwards. */
export function headOf({ x1, y1, ux, uy, length }, size) {
  const [dx, dy] = length > 0.5 ? [ux, uy] : [0, -1];
  return [[x1 + 0.5 * size * dx, y1 + 0.5 * size * dy],
    [x1 - 0.5 * size * dx - 0.45 * size * dy, y1 - 0.5 * size * dy + 0.45 * size * dx],
    [x1 - 0.5 * size * dx + 0.45 * size * dy, y1 - 0.5 * size * dy - 0.45 * size * dx]];
}

const LINES = 160; // more of them hide each other

/** A layer: a dot at each source, a thread, and a head where its translation lies. */
export const translation = (name) => (ctx, v) => {
  const from = v.world[WAYS[name]], landed = v.now[name], tints = v.tints?.[WAYS[name]];
  if (!from || !landed || !tints) return;
  const to = v.replay !== null && v.journey === name ? blend(from, landed, v.replay) : landed;
  const arrows = arrowsBetween(from, to, v.to, v.mini ? 60 : Infinity), { mini } = v;
  ctx.lineWidth = mini ? 0.8 : 1.2 * v.thin;
  ctx.globalAlpha = mini ? 0.8 : 0.5;
  for (const { i, x0, y0, x1, y1 } of arrows.slice(0, LINES)) {
    ctx.strokeStyle = tints[i];
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = v.palette.halo;
  ctx.lineWidth = mini ? 0.3 : 0.8;
  ctx.lineJoin = "round";
  for (const { i, x0, y0 } of arrows) {
    ctx.fillStyle = tints[i];
    ctx.beginPath();
    ctx.arc(x0, y0, mini ? 0.8 : 2.4, 0, 2 * Math.PI);
    if (!mini) ctx.stroke();
    ctx.fill();
  }
  for (const arrow of arrows) {
    ctx.fillStyle = tints[arrow.i];
    polygon(ctx, headOf(arrow, mini ? 3 : 8));
    if (!mini) ctx.stroke();
    ctx.fill();
  }
};

/** A layer: what is left when samples have been translated there and back. */
export const residual = (name) => (ctx, v) => {
  const from = v.world[WAYS[name]], to = v.now[name];
  if (!from || !to) return;
  const { mini } = v, arrows = arrowsBetween(from, to, v.to).map((arrow) => (mini ? longer(arrow) : arrow));
  for (const [colour, wide] of [[v.palette.halo, 3], [v.palette.ink, 1.4]]) {
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = wide * (mini ? 0.5 : v.thin);
    for (const arrow of arrows) {
      ctx.beginPath();
      ctx.moveTo(arrow.x0, arrow.y0);
      ctx.lineTo(arrow.x1, arrow.y1);
      ctx.stroke();
      if (arrow.length < 2) continue;
      polygon(ctx, headOf(arrow, Math.min(mini ? 2 : 6, arrow.length)));
      ctx.fill();
    }
  }
};

/** For a thumbnail, where no arrow in its own length would be seen. */
const longer = (arrow, by = 3) => ({ ...arrow, x1: arrow.x0 + by * (arrow.x1 - arrow.x0),
  y1: arrow.y0 + by * (arrow.y1 - arrow.y0), length: by * arrow.length });

function polygon(ctx, corners) {
  ctx.beginPath();
  corners.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](x, y));
  ctx.closePath();
}
