// The layers of the plane, back to front. Each draws one thing from what is shown now (`v.now`) and just before
// (`v.before`), and has a name so that it can be switched by that name.
import { levelLines } from "../lib/contour.js";
import { blend } from "../lib/protocol.js";
import { drawAxes } from "../lib/axes.js";
import { clamp, count } from "../lib/scales.js";
import { residual, translation } from "./translation.js";

/** A field of values from 0 to 1: one pixel a cell, drawn large and smooth. */
function fill(ctx, v, values, [rows, columns] = []) {
  if (!values) return;
  const image = v.scratch(columns, rows);
  const pixels = new Uint32Array(image.data.data.buffer);
  for (let i = 0; i < values.length; i++) pixels[i] = v.palette.table[(values[i] * 255 + 0.5) | 0];
  image.ctx.putImageData(image.data, 0, 0);
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = v.hurried ? "low" : "high";
  ctx.drawImage(image.canvas, v.area.left, v.area.top, v.area.side, v.area.side);
}

function strokeLevel(ctx, v, values, [rows, columns]) {
  const { left, top, side } = v.area;
  ctx.beginPath();
  for (const line of levelLines(values, columns, rows, 0.5)) {
    line.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](left + x * side, top + y * side));
  }
  ctx.stroke();
}

const field = (ctx, v) => fill(ctx, v, v.now.field, v.now.fieldShape);
const gap = (ctx, v) => fill(ctx, v, v.now.gap, v.now.gapShape);

/** What another discriminator says or would say, and where it could not decide. */
const otherField = (name) => (ctx, v) => {
  if (!v.now[name]) return;
  fill(ctx, v, v.now[name], v.now[`${name}Shape`]);
  ctx.strokeStyle = v.palette.line;
  ctx.lineWidth = 1.2 * v.thin;
  ctx.setLineDash([5, 3]);
  strokeLevel(ctx, v, v.now[name], v.now[`${name}Shape`]);
  ctx.setLineDash([]);
};

/** Where the decision line was before the last single step. */
function ghost(ctx, v) {
  if (!v.before?.field || !v.moved.judge) return;
  ctx.strokeStyle = v.palette.faint;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 4]);
  strokeLevel(ctx, v, v.before.field, v.now.fieldShape);
  ctx.setLineDash([]);
}

/** Where the discriminator is undecided. */
function line(ctx, v) {
  if (!v.now.field) return;
  ctx.strokeStyle = v.palette.line;
  ctx.lineWidth = 1.6 * v.thin;
  ctx.lineJoin = "round";
  strokeLevel(ctx, v, v.now.field, v.now.fieldShape);
}

/** Each fake's way in the last single step: a wedge that is thin where it came from. */
function trails(ctx, v) {
  if (!v.before?.fakes || !v.moved.maker || v.before.fakes.length !== v.now.fakes.length) return;
  const { before, now, to } = v;
  ctx.fillStyle = v.palette.fake;
  ctx.globalAlpha = 0.5;
  ctx.beginPath();
  for (let i = 0; i < now.fakes.length; i += 2) {
    const x0 = to.x(before.fakes[i]), y0 = to.y(before.fakes[i + 1]);
    const x1 = to.x(now.fakes[i]), y1 = to.y(now.fakes[i + 1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 0.7)) continue;
    const wide = Math.min(2.2, 0.8 + length / 10);
    const nx = (-(y1 - y0) / length) * wide, ny = ((x1 - x0) / length) * wide;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1 + nx, y1 + ny);
    ctx.lineTo(x1 - nx, y1 - ny);
    ctx.closePath();
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** A marker at each point, on whole pixels: copied, not filtered; drawn anew where lines are kept as lines. */
function stamp(ctx, v, points, sprite) {
  if (!points) return;
  if (v.vector) return trace(ctx, v, points, sprite);
  const { dpr } = v, size = sprite.width / dpr;
  ctx.imageSmoothingEnabled = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = v.to.x(points[i]) - size / 2, y = v.to.y(points[i + 1]) - size / 2;
    if (x > -size && y > -size && x < v.size && y < v.size) {
      ctx.drawImage(sprite, Math.round(x * dpr) / dpr, Math.round(y * dpr) / dpr, size, size);
    }
  }
}

function trace(ctx, v, points, { outline }) {
  for (let i = 0; i < points.length; i += 2) {
    const x = v.to.x(points[i]), y = v.to.y(points[i + 1]);
    if (!(x > 0 && y > 0 && x < v.size && y < v.size)) continue;
    ctx.save();
    ctx.translate(x, y);
    outline(ctx);
    ctx.restore();
  }
}

/** The real points never move: they are stamped once for a size and a theme. */
export function sheetOf(v, points, sprite) {
  const sheet = document.createElement("canvas");
  sheet.width = sheet.height = Math.round(v.size * v.dpr);
  const ctx = sheet.getContext("2d");
  ctx.scale(v.dpr, v.dpr);
  stamp(ctx, v, points, sprite);
  return sheet;
}

/** The generator's map of its noise: cells as dark as they are dense, and the lattice between them. */
function sheet(ctx, v) {
  const points = v.now.sheet;
  if (!points) return;
  const m = Math.round(Math.sqrt(points.length / 2)), cells = v.world.sheetCells, pieces = (m - 1) / cells;
  const from = v.replay === null ? null : v.world.sheetFrom, skip = from ? (Math.sqrt(from.length / 2) - 1) / (m - 1)
    : 1;
  const fromWidth = skip * (m - 1) + 1, t = v.replay ?? 1;
  const at = (row, column) => {
    const i = 2 * (row * m + column), j = from ? 2 * (row * skip * fromWidth + column * skip) : 0;
    const x = from ? from[j] + (points[i] - from[j]) * t : points[i],
      y = from ? from[j + 1] + (points[i + 1] - from[j + 1]) * t : points[i + 1];
    return [v.to.x(x), v.to.y(y)];
  };
  const places = Array.from({ length: m }, (_, r) => Array.from({ length: m }, (_, c) => at(r, c)));
  if (!v.mini || v.now.sheetShade) shadeCells(ctx, v, places, cells, pieces, t);
  ctx.strokeStyle = v.palette.maker;
  ctx.globalAlpha = v.mini ? 0.7 : 0.55;
  ctx.lineWidth = 0.9 * v.thin;
  ctx.lineJoin = "round";
  ctx.beginPath();
  const every = v.mini ? 2 * pieces : pieces;
  for (let k = 0; k < m; k += every) {
    places[k].forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](x, y));
    for (let i = 0; i < m; i++) ctx[i ? "lineTo" : "moveTo"](...places[i][k]);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function shadeCells(ctx, v, places, cells, pieces, t) {
  const shade = v.now.sheetShade;
  ctx.fillStyle = v.palette.maker;
  for (let r = 0; r < cells; r++) {
    for (let c = 0; c < cells; c++) {
      const alpha = 0.6 * shade[r * cells + c] * Math.min(1, t);
      if (!(alpha > 0.02)) continue;
      ctx.globalAlpha = alpha;
      ctx.beginPath();
      for (let i = 0; i <= pieces; i++) ctx.lineTo(...places[r * pieces][c * pieces + i]);
      for (let i = 1; i <= pieces; i++) ctx.lineTo(...places[r * pieces + i][(c + 1) * pieces]);
      for (let i = pieces - 1; i >= 0; i--) ctx.lineTo(...places[(r + 1) * pieces][c * pieces + i]);
      for (let i = pieces - 1; i > 0; i--) ctx.lineTo(...places[r * pieces + i][c * pieces]);
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}

/** An arrow from each of the first fakes to a tip. */
function arrows(ctx, v, tips, colour) {
  if (!tips || !v.now.fakes) return;
  const { to, thin } = v, head = 4.5 * (v.mini ? 0.45 : 1);
  // a halo first, so that they read on any ground
  for (const [style, width] of [[v.palette.halo, 2.6], [colour, 1.5]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width * (v.mini ? 0.6 : thin);
    ctx.lineCap = "round";
    ctx.beginPath();
    for (let i = 0; i < Math.min(tips.length, v.mini ? 60 : Infinity); i += 2) {
      const x0 = to.x(v.now.fakes[i]), y0 = to.y(v.now.fakes[i + 1]), far = v.mini ? 2.2 : 1;
      const x1 = x0 + far * (to.x(tips[i]) - x0), y1 = y0 + far * (to.y(tips[i + 1]) - y0);
      const length = Math.hypot(x1 - x0, y1 - y0);
      if (!(length > 0.8)) continue;
      const size = Math.min(head, length * 0.5), ux = ((x1 - x0) / length) * size, uy = ((y1 - y0) / length) * size;
      ctx.moveTo(x0, y0);
      ctx.lineTo(x1, y1);
      ctx.moveTo(x1 - ux - 0.6 * uy, y1 - uy + 0.6 * ux);
      ctx.lineTo(x1, y1);
      ctx.lineTo(x1 - ux + 0.6 * uy, y1 - uy - 0.6 * ux);
    }
    ctx.stroke();
  }
}

const push = (ctx, v) => arrows(ctx, v, v.now.push, v.palette.maker);
const climb = (ctx, v) => arrows(ctx, v, v.now.climb, v.palette.judge);

/** Where the fakes land with the generator's next step: hollow, with a thread from where they are. */
function next(ctx, v) {
  const landed = v.now.next, { fakes } = v.now;
  if (!landed || !fakes) return;
  const { to, sprites } = v;
  ctx.strokeStyle = v.palette.fake;
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = 1 * v.thin;
  ctx.beginPath();
  for (let i = 0; i < landed.length; i += 2) {
    ctx.moveTo(to.x(fakes[i]), to.y(fakes[i + 1]));
    ctx.lineTo(to.x(landed[i]), to.y(landed[i + 1]));
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  stamp(ctx, v, landed, sprites.ghost);
}

function real(ctx, v) {
  if (v.vector) stamp(ctx, v, v.world.real, v.sprites.real);
  else ctx.drawImage(v.sprites.reals, 0, 0, v.size, v.size);
}

const fake = (ctx, v) => stamp(ctx, v, underway(v), v.sprites.fake);

/** Where fakes lie on one another: how many there are, beside the one that is seen. */
function crowds(ctx, v) {
  if (v.mini || v.replay !== null) return;
  ctx.font = `600 11px ${v.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const { left, top, side } = v.area, taken = []; // of two labels that meet, the one of more fakes stays
  for (const [x, y, n] of v.now.crowds ?? []) {
    const text = `×${count(n)}`, wide = ctx.measureText(text).width + 8, px = v.to.x(x), py = v.to.y(y);
    const bx = clamp(px + 7, left + 2, left + side - wide - 2), by = clamp(py - 17, top + 2, top + side - 18);
    if (taken.some((one) => Math.abs(one.bx - bx) < Math.max(one.wide, wide) && Math.abs(one.by - by) < 16)) continue;
    taken.push({ bx, by, wide });
    ctx.fillStyle = v.palette.ink;
    ctx.beginPath();
    ctx.roundRect(bx, by, wide, 16, 8);
    ctx.fill();
    ctx.fillStyle = v.palette.paper;
    ctx.fillText(text, bx + 4, by + 8.5);
  }
}

/** The fakes; in a replay, on their way from the noise. */
function underway({ now, replay, world }) {
  const { fakes } = now;
  return replay === null || !world.fakesFrom || !fakes ? fakes : blend(world.fakesFrom, fakes, replay);
}

/** A place that was asked for, and the nearest that the generator comes to it. */
function pin(ctx, v) {
  const { at, made, yes, tag: said } = v.closeup ?? {};
  if (!at || v.mini) return;
  const [x, y, u, w] = [v.to.x(at[0]), v.to.y(at[1]), v.to.x(made[0]), v.to.y(made[1])];
  const far = Math.hypot(u - x, w - y);
  for (const [style, width] of [[v.palette.halo, 4.5], [v.palette.ink, 2]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(x, y, 8, 0, 2 * Math.PI);
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      ctx.moveTo(x + 8 * dx, y + 8 * dy);
      ctx.lineTo(x + 13 * dx, y + 13 * dy);
    }
    ctx.stroke();
    if (far < 9) continue;
    ctx.setLineDash(style === v.palette.ink ? [4, 4] : []);
    ctx.beginPath();
    ctx.moveTo(x + ((u - x) / far) * 8, y + ((w - y) / far) * 8);
    ctx.lineTo(u, w);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.drawImage(v.sprites.made, u - v.sprites.made.width / 2 / v.dpr, w - v.sprites.made.height / 2 / v.dpr,
    v.sprites.made.width / v.dpr, v.sprites.made.height / v.dpr);
  tag(ctx, v, said ?? `${v.titles.maker} ${yes ? "can" : "cannot"}`, x, y);
}

/** A few words in a box beside a place. */
function tag(ctx, v, text, x, y) {
  ctx.font = `600 11.5px ${v.font}`;
  const wide = ctx.measureText(text).width + 12, { left, top, side } = v.area;
  const bx = x + 18 + wide > left + side ? x - 18 - wide : x + 18,
    by = Math.max(top + 4, Math.min(y - 10, top + side - 24));
  ctx.fillStyle = v.palette.ink;
  ctx.beginPath();
  ctx.roundRect(bx, by, wide, 20, 5);
  ctx.fill();
  ctx.fillStyle = v.palette.paper;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, bx + 6, by + 10.5);
}

/** Ticks of both axes, and their names where the data have some. */
function axes(ctx, v) {
  const { area, to, palette, font: family, world: { extent, names } } = v;
  const titles = names?.map((text) => ({ text, colour: palette.faint }));
  drawAxes(ctx, { area, to, extent, palette, family, titles });
}

/** Back to front; `of` is the name by which a layer is switched where that is another one's. */
export const LAYERS = [
  { name: "field", draw: field, clipped: true },
  { name: "best", draw: otherField("best"), clipped: true },
  { name: "gap", draw: gap, clipped: true },
  { name: "source_field", draw: otherField("source_field"), clipped: true },
  { name: "sheet", draw: sheet, clipped: true },
  { name: "ghost", of: "line", draw: ghost, clipped: true },
  { name: "line", draw: line, clipped: true },
  { name: "real", draw: real, clipped: true },
  { name: "trails", of: "fake", draw: trails, clipped: true },
  { name: "next", draw: next, clipped: true },
  { name: "fake", draw: fake, clipped: true },
  { name: "back_translations", draw: translation("back_translations"), clipped: true },
  { name: "translations", draw: translation("translations"), clipped: true },
  { name: "back_translations_residuals", draw: residual("back_translations_residuals"), clipped: true },
  { name: "translations_residuals", draw: residual("translations_residuals"), clipped: true },
  { name: "climb", draw: climb, clipped: true },
  { name: "push", draw: push, clipped: true },
  { name: "crowds", of: "fake", draw: crowds, clipped: true },
  { name: "pin", draw: pin, clipped: true },
  { name: "axes", draw: axes },
];
/** What is replayed when a layer's card is pointed at, and what is drawn then in full strength. */
export const JOURNEYS = { sheet: ["sheet", "fake", "axes"], translations: ["translations", "axes"],
  back_translations: ["back_translations", "axes"] };
const PASSING = ["trails", "ghost", "crowds"]; // which belong to the moment, not to a replay
const GROUNDS = new Set(["field", "best", "gap", "source_field"]), MAPS = ["translations", "back_translations"];

/** Whether a layer is drawn now; what a replay is about is, whatever else is shown. */
export function isDrawn({ name, of }, { shown, replay, journey }) {
  if (name === "axes" || name === "pin") return true;
  if (replay === null) return shown.has(of ?? name);
  return JOURNEYS[journey].includes(name) || (!PASSING.includes(name) && shown.has(of ?? name));
}

/** How strongly: what a replay, or a map in many colours, is not about steps back. */
export function strength({ name }, { replay, journey, shown, now }) {
  if (replay !== null) return JOURNEYS[journey].includes(name) ? 1 : 0.25;
  return GROUNDS.has(name) && MAPS.some((map) => shown.has(map) && now[map]) ? 0.4 : 1;
}

/** One marker, drawn once and stamped thousands of times; `outline` draws it anew around the origin of a context. */
export function marker(shape, colour, halo, dpr, { radius = shape === "circle" ? 3 : 3.7, hollow = false } = {}) {
  const canvas = document.createElement("canvas");
  const size = Math.ceil((radius + 2) * 2 * dpr);
  canvas.width = canvas.height = size;
  canvas.outline = (ctx) => drawMarker(ctx, { shape, colour, halo, radius, hollow });
  const ctx = canvas.getContext("2d");
  ctx.scale(dpr, dpr);
  ctx.translate(size / dpr / 2, size / dpr / 2);
  canvas.outline(ctx);
  return canvas;
}

function drawMarker(ctx, { shape, colour, halo, radius, hollow }) {
  ctx.beginPath();
  if (shape === "circle") ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  else {
    for (let k = 0; k < 3; k++) ctx[k ? "lineTo" : "moveTo"](radius * Math.sin((k * 2 * Math.PI) / 3),
      0.6 - radius * Math.cos((k * 2 * Math.PI) / 3));
    ctx.closePath();
  }
  ctx.lineJoin = "round";
  ctx.strokeStyle = hollow ? colour : halo;
  const rim = radius < 2 ? 0.7 : 1.8;
  ctx.lineWidth = hollow ? 1.3 : rim;
  ctx.fillStyle = hollow ? halo : colour;
  if (hollow) ctx.fill();
  ctx.stroke();
  if (!hollow) ctx.fill();
}
