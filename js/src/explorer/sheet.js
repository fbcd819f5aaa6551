// A sheet of samples on a canvas: images, curves, or points of the plane; where each
// lies, and which one is under a hand.
import { dequantise } from "../lib/protocol.js";
import { frameOf } from "../lib/scales.js";
import { drawAxes, plotWithin } from "../lib/axes.js";
import { channelColours } from "./picture.js";

const FRAME = 5; // pixels around the sample at the spot

/** Where the tiles of a sheet lie: as large as fits, in the middle; `gap` pixels apart,
 * with room for the frame around each. */
export function layout(size, rows, columns, [height, width]) {
  const alone = rows * columns === 1, between = size / columns > 40 ? 3 : 2;
  const gap = alone ? 0 : between, inner = alone ? size : size - 2 * FRAME;
  const fit = Math.min((inner - gap * (columns - 1)) / columns, ((inner - gap * (rows - 1)) / rows) * (width / height));
  const w = Math.max(1, Math.floor(fit)), h = Math.max(1, Math.floor((fit * height) / width));
  const left = Math.floor((size - columns * (w + gap) + gap) / 2),
    top = Math.floor((size - rows * (h + gap) + gap) / 2);
  return { w, h, gap, rows, columns, left, top, at: (i) =>
    ({ x: left + (i % columns) * (w + gap), y: top + Math.floor(i / columns) * (h + gap) }) };
}

/** The size of a picture that fills a square box as far as its proportions let it. */
export function fitted(box, width, height) {
  const scale = box / Math.max(width, height);
  return { w: Math.max(1, width * scale), h: Math.max(1, height * scale) };
}

/** Which tile lies at a point; -1: none. */
export function tileAt({ w, h, gap, rows, columns, left, top }, px, py) {
  const c = Math.floor((px - left + gap / 2) / (w + gap)), r = Math.floor((py - top + gap / 2) / (h + gap));
  return c < 0 || r < 0 || c >= columns || r >= rows ? -1 : r * columns + c;
}

/** Grey or colour bytes of all tiles as one RGBA mosaic without gaps. */
export function mosaic(tiles, [n, height, width, channels], columns, out) {
  const across = columns * width;
  for (let k = 0, at = 0; k < n; k++) {
    const x0 = (k % columns) * width, y0 = Math.floor(k / columns) * height;
    for (let y = 0; y < height; y++) {
      for (let x = 0, to = 4 * ((y0 + y) * across + x0); x < width; x++, at += channels, to += 4) {
        out[to] = tiles[at];
        out[to + 1] = tiles[channels === 3 ? at + 1 : at];
        out[to + 2] = tiles[channels === 3 ? at + 2 : at];
        out[to + 3] = 255;
      }
    }
  }
  return out;
}

function paintTiles(ctx, v) {
  const { frame, places } = v, shape = frame.tiles.shape, [, height, width] = shape;
  const across = frame.columns * width, down = frame.rows * height;
  if (v.pad.width !== across || v.pad.height !== down || !v.image) {
    Object.assign(v.pad, { width: across, height: down });
    v.image = v.padCtx.createImageData(across, down);
  }
  if (shape[0] < frame.rows * frame.columns) v.image.data.fill(0);
  mosaic(frame.tiles, shape, frame.columns, v.image.data);
  v.padCtx.putImageData(v.image, 0, 0);
  ctx.imageSmoothingEnabled = places.w * v.dpr < 3 * width && places.w * v.dpr !== width; // large pixels stay pixels
  ctx.imageSmoothingQuality = frame.hurried ? "low" : "high"; // while the hand moves the next picture is on its way
  for (let k = 0; k < shape[0]; k++) {
    const { x, y } = places.at(k);
    ctx.drawImage(v.pad, (k % frame.columns) * width, Math.floor(k / frame.columns) * height, width, height, x, y,
      places.w, places.h);
  }
}

function paintCurves(ctx, v) {
  const { frame, places, palette } = v, [n, channels, length] = frame.lines.shape;
  const colours = channelColours(palette);
  for (let k = 0; k < n; k++) {
    const { x, y } = places.at(k);
    ctx.fillStyle = palette.paper;
    ctx.fillRect(x, y, places.w, places.h);
    for (let c = 0; c < channels; c++) {
      ctx.strokeStyle = colours[c % 3];
      ctx.lineWidth = places.w > 200 ? 1.8 : 1.1;
      ctx.beginPath();
      const from = (k * channels + c) * length;
      for (let i = 0; i < length; i++) {
        ctx.lineTo(x + 2 + (i / Math.max(length - 1, 1)) * (places.w - 4),
          y + places.h - 2 - (frame.lines[from + i] / 65535) * (places.h - 4));
      }
      ctx.stroke();
    }
  }
}

function dots(ctx, points, to, radius, triangle) {
  ctx.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    const x = to.x(points[i]), y = to.y(points[i + 1]);
    if (!(x > -20 && y > -20 && x < 4000 && y < 4000)) continue;
    if (triangle) {
      ctx.moveTo(x, y - 1.3 * radius);
      ctx.lineTo(x + 1.2 * radius, y + 0.8 * radius);
      ctx.lineTo(x - 1.2 * radius, y + 0.8 * radius);
      ctx.closePath();
    } else {
      ctx.moveTo(x + radius, y);
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  ctx.fill();
}

/** The net that the generator makes of a piece of its latent plane: neighbours stay joined. */
function net(ctx, points, rows, columns, to) {
  ctx.beginPath();
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
    const i = 2 * (r * columns + c);
    for (const [dr, dc] of [[0, 1], [1, 0]]) {
      if (r + dr >= rows || c + dc >= columns) continue;
      const j = 2 * ((r + dr) * columns + c + dc);
      ctx.moveTo(to.x(points[i]), to.y(points[i + 1]));
      ctx.lineTo(to.x(points[j]), to.y(points[j + 1]));
    }
  }
  ctx.stroke();
}

function paintPoints(ctx, v) {
  const { frame, world, palette, size } = v,
    area = plotWithin(size, world.extent, { family: v.font, titled: world.columns_named?.length === 2 }),
    to = frameOf(world.extent, area);
  const points = dequantise(frame.points, v.wide);
  ctx.fillStyle = palette.paper;
  ctx.fillRect(area.left, area.top, area.side, area.side);
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.side, area.side);
  ctx.clip();
  if (frame.density) haze(ctx, v, area);
  if (world.realPoints) {
    ctx.globalAlpha = 0.55;
    ctx.fillStyle = palette.real;
    dots(ctx, world.realPoints, to, 2.4, false);
    ctx.globalAlpha = 1;
  }
  if (frame.rows > 1 && frame.view === "sheet") {
    ctx.strokeStyle = palette.fake;
    ctx.globalAlpha = 0.45;
    ctx.lineWidth = 1;
    net(ctx, points, frame.rows, frame.columns, to);
    ctx.globalAlpha = 1;
  }
  ctx.fillStyle = palette.fake;
  dots(ctx, points, to, frame.rows > 1 ? 3 : 6, true);
  if (frame.here !== null) {
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(to.x(points[2 * frame.here]), to.y(points[2 * frame.here + 1]), 9, 0, 2 * Math.PI);
    ctx.stroke();
  }
  if (v.told) pointOut(ctx, v, to);
  ctx.restore();
  v.to = to;
  v.spots = Array.from({ length: points.length / 2 }, (_, i) => [to.x(points[2 * i]), to.y(points[2 * i + 1])]);
  axes(ctx, v, area, to);
}

/** How often G makes what: a haze in the colour of the fakes, denser where more of them land. */
function haze(ctx, { frame: { density }, palette }, { left, top, side }) {
  const [rows, columns] = density.shape, canvas = document.createElement("canvas");
  Object.assign(canvas, { width: columns, height: rows });
  const pen = canvas.getContext("2d"), image = pen.createImageData(columns, rows);
  const rgb = [1, 3, 5].map((i) => parseInt(palette.fake.slice(i, i + 2), 16));
  density.forEach((code, k) => image.data.set([...rgb, 0.75 * code], 4 * k));
  pen.putImageData(image, 0, 0);
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = "high";
  ctx.drawImage(canvas, left, top, side, side);
}

/** A line from the place under the pointer to the nearest real sample, and a ring around the mode's centre. */
function pointOut(ctx, { told: { at, near, mode }, palette }, to) {
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = palette.ink;
  if (near) {
    ctx.beginPath();
    ctx.moveTo(to.x(at[0]), to.y(at[1]));
    ctx.lineTo(to.x(near[0]), to.y(near[1]));
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(to.x(near[0]), to.y(near[1]), 5, 0, 2 * Math.PI);
    ctx.stroke();
  }
  if (!mode) return;
  ctx.strokeStyle = palette.real;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  ctx.arc(to.x(mode[0]), to.y(mode[1]), 16, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.setLineDash([]);
}

function axes(ctx, { world: { extent, columns_named: names }, palette, font: family }, area, to) {
  const titles = names?.length === 2 && names.map((text) => ({ text, colour: palette.faint }));
  drawAxes(ctx, { area, to, extent, palette, family, titles });
}

export class Sheet {
  constructor(canvas, font) {
    this.canvas = canvas;
    this.ctx = canvas.getContext("2d");
    const pad = document.createElement("canvas");
    this.v = { font, size: 0, dpr: 1, pad, padCtx: pad.getContext("2d"), frame: null, world: null, palette: null,
      places: null, spots: null };
  }

  setWorld(world) {
    const wide = world.extent && [2 * world.extent[0] - world.extent[1], 2 * world.extent[1] - world.extent[0],
      2 * world.extent[2] - world.extent[3], 2 * world.extent[3] - world.extent[2]];
    if (world.real) world.realPoints = dequantise(world.real, wide);
    Object.assign(this.v, { world, wide, frame: null });
  }

  resize(size, dpr = globalThis.devicePixelRatio || 1) {
    if (size === this.v.size && dpr === this.v.dpr) return;
    Object.assign(this.v, { size, dpr });
    this.canvas.width = this.canvas.height = Math.round(size * dpr);
    this.draw();
  }

  draw(frame = this.v.frame) {
    const { v, ctx } = this;
    if (!frame || !v.world || !v.palette || !(v.size > 40)) return;
    v.frame = frame;
    v.places = layout(v.size, frame.rows, frame.columns, v.world.sort === "image" ? v.world.shape.slice(1) : [3, 4]);
    v.spots = null;
    ctx.setTransform(v.dpr, 0, 0, v.dpr, 0, 0);
    ctx.clearRect(0, 0, v.size, v.size);
    if (frame.tiles) paintTiles(ctx, v);
    else if (frame.lines) paintCurves(ctx, v);
    else if (frame.points) paintPoints(ctx, v);
    if (!frame.points && frame.here !== null && frame.rows * frame.columns > 1) this.ring(v.places.at(frame.here));
  }

  /** A frame around the sample at the spot. */
  ring({ x, y }) {
    const { ctx, v } = this, { w, h } = v.places;
    for (const [colour, width, out] of [[v.palette.paper, 5, 2.5], [v.palette.fake, 3, 2]]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.strokeRect(x - out, y - out, w + 2 * out, h + 2 * out);
    }
  }

  /** What a pointer at a place of the canvas points at: a place of the plane, or one of the samples. */
  pointed(px, py) {
    const { v } = this, { world, to } = v;
    if (!v.frame) return null;
    if (world.sort === "points" && world.shape[0] === 2) {
      const at = to?.invert(px, py), [x0, x1, y0, y1] = world.extent;
      return at && at[0] >= x0 && at[0] <= x1 && at[1] >= y0 && at[1] <= y1 ? { at } : null;
    }
    const index = this.at(px, py);
    return index >= 0 && index < v.frame.rows * v.frame.columns ? { index } : null;
  }

  /** Where the sample in the ring is drawn; null where none is. */
  get ringed() {
    const { frame, places, spots } = this.v, i = frame?.here;
    if (i === null || i === undefined || !places) return null;
    if (spots) return spots[i];
    const { x, y } = places.at(i);
    return [x + places.w / 2, y + places.h / 2];
  }

  /** Draw what is known of the place under the pointer; null: nothing more. */
  point(told) {
    this.v.told = told?.at ? told : null;
    if (this.v.frame?.points) this.draw();
  }

  /** Which sample lies under a point of the canvas; -1: none. */
  at(px, py) {
    const { v } = this;
    if (!v.places) return -1;
    if (!v.spots) return tileAt(v.places, px, py);
    const far = v.spots.map(([x, y]) => Math.hypot(x - px, y - py)), near = Math.min(...far);
    return near < 14 ? far.indexOf(near) : -1;
  }

  /** Pixels from one sample to its neighbour. */
  get pitch() {
    const { places, size } = this.v;
    if (!places || this.v.spots) return size / 8;
    return places.rows * places.columns === 1 ? places.w : places.w + places.gap;
  }
}
