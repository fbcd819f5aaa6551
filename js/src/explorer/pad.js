// The small plane: where the spot lies among the seeds, or between two directions; dragged, or moved with arrow keys.
import { el, OWN_KEYS } from "../lib/dom.js";
import { clamp, short } from "../lib/scales.js";
import { channelColours } from "./picture.js";
import { fitted, mosaic } from "./sheet.js";

const UNIT = 30, BOX = 27; // pixels between two seeds, and of a thumbnail on one of them
const MOST = 400; // thumbnails that are remembered

/** Which place of the plane each thumbnail of a map belongs to: seeds by their numbers, cells of
 * a plane of directions by theirs. */
export function keysOf(n, corner) {
  const [i, j] = corner ?? [0, 0];
  return Array.from({ length: n * n }, (_, k) => `${i + (k % n)} ${j + n - 1 - Math.floor(k / n)}`);
}

/** From the pixels of a drag to a place: seeds are pulled along under the hand, directions follow the pointer. */
export function draggedTo({ seeds, from, start, now, side, spans }) {
  if (seeds) return [from[0] - (now[0] - start[0]) / UNIT, from[1] + (now[1] - start[1]) / UNIT];
  const part = [now[0] / side, 1 - now[1] / side];
  return part.map((t, i) => clamp(spans[i][0] + t * (spans[i][1] - spans[i][0]), ...spans[i]));
}

export class Pad {
  /** `on` has begin(), move([x, y], final). */
  constructor(on) {
    this.on = on;
    this.canvas = el("canvas.pad", { tabindex: 0, role: "application", "aria-label": "Plane", ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event), onkeydown: (event) => this.onKey(event) });
    Object.assign(this, { place: [0, 0], seeds: true, spans: [[-3, 3], [-3, 3]], names: null, side: 0, palette: null,
      held: null, thumbs: new Map(), look: 0, cells: 0 });
  }

  /** A map has come: small pictures of seeds, or of the cells between two directions. */
  lay({ n, corner, look, tiles, lines }) {
    const keys = keysOf(n, corner), all = tiles && document.createElement("canvas");
    if (look !== this.look || this.thumbs.size > MOST) this.thumbs.clear();
    this.look = look;
    this.cells = corner ? 0 : n;
    if (tiles) {
      const [, height, width] = tiles.shape;
      Object.assign(all, { width: n * width, height: n * height });
      const ctx = all.getContext("2d"), image = ctx.createImageData(all.width, all.height);
      mosaic(tiles, tiles.shape, n, image.data);
      ctx.putImageData(image, 0, 0);
      keys.forEach((key, k) => this.thumbs.set(key, { all, left: (k % n) * width, top: Math.floor(k / n) * height,
        width, height }));
    } else {
      const [, channels, length] = lines.shape, one = channels * length;
      keys.forEach((key, k) => this.thumbs.set(key, { values: lines.subarray(k * one, (k + 1) * one), channels,
        length }));
    }
    this.draw();
  }

  /** A thumbnail with its middle at a point; false where there is none. */
  thumb(ctx, key, x, y) {
    const one = this.thumbs.get(key), { palette } = this;
    if (!one) return false;
    if (one.all) {
      const { w, h } = fitted(BOX, one.width, one.height);
      ctx.imageSmoothingEnabled = w < 3 * one.width; // large pixels stay pixels
      ctx.drawImage(one.all, one.left, one.top, one.width, one.height, x - w / 2, y - h / 2, w, h);
      return true;
    }
    ctx.fillStyle = palette.paper;
    ctx.fillRect(x - BOX / 2, y - BOX / 2, BOX, BOX);
    channelColours(palette).slice(0, one.channels).forEach((colour, c) => {
      ctx.strokeStyle = colour;
      ctx.beginPath();
      for (let i = 0; i < one.length; i++) {
        ctx.lineTo(x + ((i + 0.5) / one.length - 0.5) * (BOX - 4),
          y + (0.5 - one.values[c * one.length + i] / 65535) * (BOX - 4));
      }
      ctx.stroke();
    });
    return true;
  }

  set({ place, axes, directions }) {
    if (axes) {
      const plane = JSON.stringify(axes.map((k) => directions[k] ?? k));
      if (plane !== this.plane) this.thumbs.clear();
      this.plane = plane;
      this.seeds = axes[0] === "seeds";
      this.names = this.seeds ? null : axes.map((k) => directions[k].name);
      this.spans = this.seeds ? [[-3, 3], [-3, 3]] : axes.map((k) => directions[k].span);
    }
    if (!axes && (this.held || (place[0] === this.place[0] && place[1] === this.place[1]))) return;
    if (place && !this.held) this.place = place;
    const [x, y] = this.place.map((v) => short(v));
    this.canvas.setAttribute("aria-label", this.seeds ? `Random plane, at ${x}, ${y}`
      : `Plane of ${this.names.join(" and ")}, at ${x}, ${y}`);
    this.draw();
  }

  resize(side) {
    const dpr = globalThis.devicePixelRatio || 1;
    if (side === this.side && dpr === this.dpr) return;
    Object.assign(this, { side, dpr });
    this.canvas.width = this.canvas.height = Math.round(side * dpr);
    this.draw();
  }

  where(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.held = { from: this.place, start: this.where(event) };
    this.on.begin();
    const go = (final) => (moved) => {
      this.place = draggedTo({ ...this, ...this.held, now: this.where(moved) });
      this.on.move(this.place, final);
      if (final) end();
      this.draw();
    };
    const move = go(false), up = go(true);
    const end = () => {
      this.held = null;
      for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
        this.canvas.removeEventListener(name, listen);
    };
    for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
      this.canvas.addEventListener(name, listen);
    if (!this.seeds) move(event);
  }

  onKey(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 0.5 : 0.1;
    if (!event.repeat) this.on.begin();
    this.place = this.place.map((v, i) => (this.seeds ? v + step * way[i]
      : clamp(v + step * way[i], ...this.spans[i])));
    this.on.move(this.place, true);
    this.draw();
    event.preventDefault();
    event.stopPropagation();
  }

  draw() {
    const { palette, side } = this;
    if (!palette || !(side > 20)) return;
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(this.dpr, 0, 0, this.dpr, 0, 0);
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, side, side);
    ctx.font = `10.5px ${this.font}`;
    (this.seeds ? this.drawSeeds : this.drawAxes).call(this, ctx);
  }

  drawSeeds(ctx) {
    const { palette, side, place: [px, py] } = this, middle = side / 2, reach = Math.ceil(middle / UNIT) + 1;
    ctx.strokeStyle = palette.grid;
    const x0 = Math.round(px), y0 = Math.round(py);
    ctx.beginPath();
    for (let k = -reach; k <= reach; k++) {
      const x = middle + (x0 + k - px) * UNIT, y = middle - (y0 + k - py) * UNIT;
      ctx.moveTo(x, 0);
      ctx.lineTo(x, side);
      ctx.moveTo(0, y);
      ctx.lineTo(side, y);
    }
    ctx.stroke();
    for (let i = x0 - reach; i <= x0 + reach; i++) for (let j = y0 - reach; j <= y0 + reach; j++) {
      const x = middle + (i - px) * UNIT, y = middle - (j - py) * UNIT;
      if (this.thumb(ctx, `${i} ${j}`, x, y)) continue;
      ctx.fillStyle = palette.faint;
      ctx.beginPath();
      ctx.arc(x, y, 2.6, 0, 2 * Math.PI);
      ctx.fill();
    }
    this.cross(ctx, middle, middle);
  }

  drawAxes(ctx) {
    const { palette, side, spans, place, names } = this;
    const at = place.map((v, i) => ((v - spans[i][0]) / (spans[i][1] - spans[i][0])) * side);
    ctx.strokeStyle = palette.grid;
    ctx.beginPath();
    for (let k = 1; k < 6; k++) {
      ctx.moveTo((k * side) / 6, 0);
      ctx.lineTo((k * side) / 6, side);
      ctx.moveTo(0, (k * side) / 6);
      ctx.lineTo(side, (k * side) / 6);
    }
    ctx.stroke();
    const pictured = this.thumbs.size > 0, cell = side / this.cells;
    for (let i = 0; i < this.cells; i++) for (let j = 0; j < this.cells; j++)
      this.thumb(ctx, `${i} ${j}`, (i + 0.5) * cell, side - (j + 0.5) * cell);
    ctx.fillStyle = pictured ? palette.ink : palette.faint;
    ctx.strokeStyle = palette.halo;
    ctx.lineWidth = 3;
    for (const [name, align, x, y] of [[names[0], "right", side - 5, side / 2 - 5],
      [names[1], "left", side / 2 + 5, 12]]) {
      ctx.textAlign = align;
      if (pictured) ctx.strokeText(name, x, y);
      ctx.fillText(name, x, y);
    }
    ctx.lineWidth = 1;
    this.cross(ctx, clamp(at[0], 4, side - 4), clamp(side - at[1], 4, side - 4));
  }

  /** The spot: a disc, or a ring where the picture below should be seen. */
  cross(ctx, x, y) {
    const { palette } = this, pictured = this.thumbs.size > 0;
    ctx.beginPath();
    ctx.arc(x, y, 6.5, 0, 2 * Math.PI);
    ctx.fillStyle = palette.fake;
    for (const [colour, width] of pictured ? [[palette.halo, 5.5], [palette.fake, 2.5]] : [[palette.halo, 2.5]]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.stroke();
    }
    if (!pictured) ctx.fill();
    ctx.lineWidth = 1;
  }
}
