// One sample as a small picture: an image, a curve, or a point among the real ones.
import { el } from "../lib/dom.js";
import { frameOf } from "../lib/scales.js";

const SIDE = 40; // pixels

/** Sample k of some that came together ({tiles}, {lines} or {points}), as a canvas; `v` is the sheet's. */
export function pictureOf({ tiles, lines, points }, k, v) {
  if (tiles) return imageOf(tiles, k);
  const canvas = el("canvas.picture", { "aria-hidden": "true" }), dpr = globalThis.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(SIDE * dpr);
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.fillStyle = v.palette.paper;
  ctx.fillRect(0, 0, SIDE, SIDE);
  if (lines) drawCurve(ctx, lines, k, v.palette);
  else if (points) drawPoint(ctx, points.subarray(2 * k, 2 * k + 2), v);
  return canvas;
}

function imageOf(tiles, k) {
  const [, height, width, channels] = tiles.shape, canvas = el("canvas.picture", { "aria-hidden": "true" });
  Object.assign(canvas, { width, height });
  const ctx = canvas.getContext("2d"), image = ctx.createImageData(width, height);
  for (let i = 0, at = k * height * width * channels; i < height * width; i++, at += channels) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = tiles[channels === 3 ? at + c : at];
    image.data[4 * i + 3] = 255;
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}

/** The colours of a curve's channels: none of them means real or fake. */
export const channelColours = (palette) => [palette.fake, palette.ink, palette.time];

function drawCurve(ctx, lines, k, palette) {
  const [, channels, length] = lines.shape, colours = channelColours(palette);
  for (let c = 0; c < channels; c++) {
    const from = (k * channels + c) * length;
    ctx.strokeStyle = colours[c % colours.length];
    ctx.beginPath();
    for (let i = 0; i < length; i++)
      ctx.lineTo(2 + (i / Math.max(length - 1, 1)) * (SIDE - 4), SIDE - 2 - (lines[from + i] / 65535) * (SIDE - 4));
    ctx.stroke();
  }
}

function drawPoint(ctx, [x, y], { world, palette }) {
  const to = frameOf(world.extent, { left: 0, top: 0, side: SIDE });
  ctx.fillStyle = palette.real;
  ctx.globalAlpha = 0.4;
  for (let i = 0; i < (world.realPoints?.length ?? 0); i += 8)
    ctx.fillRect(to.x(world.realPoints[i]) - 0.5, to.y(world.realPoints[i + 1]) - 0.5, 1.2, 1.2);
  ctx.globalAlpha = 1;
  const [px, py] = [to.x(x), to.y(y)].map((at) => Math.min(SIDE - 4, Math.max(4, at)));
  ctx.fillStyle = palette.fake;
  ctx.beginPath();
  ctx.moveTo(px, py - 4.5);
  ctx.lineTo(px + 4, py + 3);
  ctx.lineTo(px - 4, py + 3);
  ctx.fill();
}
