// The layers of the plane, back to front. Each draws one thing from what is shown now (`v.now`) and just before
// (`v.before`), and has a name so that it can be switched by that name.
import { levelLines } from "./contour.js";
import { axisTicks, short } from "./scales.js";

/** The discriminator's field: one pixel a cell, drawn large and smooth. */
function field(ctx, v) {
  const values = v.now.field;
  if (!values) return;
  const [rows, columns] = v.now.fieldShape;
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

/** Where the decision line was before the last single step. */
function ghost(ctx, v) {
  if (!v.before?.field || !v.moved.d) return;
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
  ctx.lineWidth = 1.6;
  ctx.lineJoin = "round";
  strokeLevel(ctx, v, v.now.field, v.now.fieldShape);
}

/** Each fake's way in the last single step: a wedge that is thin where it came from. */
function trails(ctx, v) {
  if (!v.before?.fakes || !v.moved.g || v.before.fakes.length !== v.now.fakes.length) return;
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

/** A marker at each point, on whole pixels: copied, not filtered. */
function stamp(ctx, v, points, sprite) {
  if (!points) return;
  const { dpr } = v, size = sprite.width / dpr;
  ctx.imageSmoothingEnabled = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = v.to.x(points[i]) - size / 2, y = v.to.y(points[i + 1]) - size / 2;
    if (x > -size && y > -size && x < v.size && y < v.size) {
      ctx.drawImage(sprite, Math.round(x * dpr) / dpr, Math.round(y * dpr) / dpr, size, size);
    }
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

const real = (ctx, v) => ctx.drawImage(v.sprites.reals, 0, 0, v.size, v.size);
const fake = (ctx, v) => stamp(ctx, v, v.now.fakes, v.sprites.fake);

/** Ticks and names of both axes, outside the plot. */
function axes(ctx, v) {
  const [x0, x1, y0, y1] = v.world.extent;
  const { left, top, side } = v.area;
  ctx.strokeStyle = v.palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
  ctx.fillStyle = v.palette.faint;
  ctx.font = `10.5px ${v.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  for (const t of axisTicks(x0, x1, 5)) {
    const x = v.to.x(t);
    ctx.fillRect(x, top + side, 1, 4);
    if (x > left + 8 && x < left + side - 8) ctx.fillText(short(t), x, top + side + 6);
  }
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const t of axisTicks(y0, y1, 5)) {
    const y = v.to.y(t);
    ctx.fillRect(left - 4, y, 4, 1);
    if (y > top + 5 && y < top + side - 5) ctx.fillText(short(t), left - 6, y);
  }
}

export const LAYERS = [
  { name: "field", draw: field, clipped: true },
  { name: "ghost", draw: ghost, clipped: true },
  { name: "line", draw: line, clipped: true },
  { name: "real", draw: real, clipped: true },
  { name: "trails", draw: trails, clipped: true },
  { name: "fake", draw: fake, clipped: true },
  { name: "axes", draw: axes },
];

/** One marker, drawn once and stamped thousands of times. */
export function marker(shape, colour, halo, dpr) {
  const radius = shape === "circle" ? 3 : 3.7;
  const canvas = document.createElement("canvas");
  const size = Math.ceil((radius + 2) * 2 * dpr);
  canvas.width = canvas.height = size;
  const ctx = canvas.getContext("2d");
  ctx.scale(dpr, dpr);
  ctx.translate(size / dpr / 2, size / dpr / 2);
  ctx.beginPath();
  if (shape === "circle") ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  else {
    for (let k = 0; k < 3; k++) ctx.lineTo(radius * Math.sin((k * 2 * Math.PI) / 3), 0.6 - radius * Math.cos((k * 2 * Math.PI) / 3));
    ctx.closePath();
  }
  ctx.lineJoin = "round";
  ctx.strokeStyle = halo;
  ctx.lineWidth = 1.8;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill();
  return canvas;
}
