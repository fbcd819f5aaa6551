// The cells: where they lie or what they look like, and how much of its fair share each gets.
import { el } from "../lib/dom.js";
import { clamp, frameOf } from "../lib/scales.js";

export const TOP = 2; // fair shares that a bar can show
export const LOST = 0.2; // of a fair share: below, a cell counts as missing

/** The radius of a disc whose area stands for a share: `fair` is the radius of a fair one. */
export const discOf = (light, fair) => fair * Math.sqrt(clamp(Number.isFinite(light) ? light : 0, 0, 4));

/** Radii of the fair rings: the areas follow the shares, no two neighbours overlap, none is larger than `most`. */
export function rings(centres, fair, most) {
  let gap = Infinity;
  for (let i = 0; i < centres.length; i++) {
    for (let j = 0; j < i; j++)
      gap = Math.min(gap, Math.hypot(centres[i][0] - centres[j][0], centres[i][1] - centres[j][1]));
  }
  const largest = Math.max(...fair, 1e-12), base = clamp(gap * 0.42, 5, most);
  return fair.map((share) => Math.max(3, base * Math.sqrt(share / largest)));
}

/** Where k bars stand in a width: their pitch, and as many rows as are needed to keep them at least `least` wide. */
export function pitchOf(k, width, least = 9, most = 110) {
  return clamp(width / Math.max(k, 1), least, most);
}

const short = (name) => name.replace(/^(mode|cluster|class|k|region|piece) /, "");

const SIGNS = [["fair", "fair share"], ["bar", "share of the samples"],
  ["lost", "missing: less than a fifth of its fair share"]];
const SIGNS_OF_MAP = [["real", "real sample"], ["fake", "sample of G"], ["ring", "fair share"],
  ["disc", "share of the samples, by area"]];

/** What the signs of the strip mean and, where there is one, those of the map. */
export class Key {
  constructor() {
    this.node = el("p.key-of-modes");
  }

  setWorld({ look, names }) {
    this.node.hidden = !names.length;
    const signs = look === "map" ? [...SIGNS_OF_MAP, ...SIGNS.slice(1)] : SIGNS;
    this.node.replaceChildren(...signs.map(([name, words]) => el("span.sign", {},
      el(`i.sign-${name}`, { "aria-hidden": "true" }), words)));
  }
}

class Drawn {
  constructor(kind, label) {
    this.canvas = el(`canvas.${kind}`, { role: "img", "aria-label": label });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.node = el(`div.${kind}-box`, { onpointermove: (event) => this.onMove(event),
      onpointerleave: () => this.tip.classList.remove("ganlab-shown") },
      this.canvas, this.tip);
  }

  /** A context in CSS pixels of the node's size. */
  context(width, height) {
    const dpr = globalThis.devicePixelRatio || 1, w = Math.round(width * dpr), h = Math.round(height * dpr);
    if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, width, height);
    return ctx;
  }

  onMove(event) {
    const box = this.canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    const i = this.world && this.light ? this.cellAt(x, y) : -1;
    if (i < 0) return this.tip.classList.remove("ganlab-shown");
    const light = this.light[i];
    const fair = `${(100 * this.world.fair[i]).toFixed(1)} % of real data`;
    const said = Number.isFinite(light) ? `${light.toFixed(2)} of its fair share (${fair})` : "not measured";
    this.tip.textContent = `${this.world.names[i]}\n${said}`;
    this.tip.style.transform =
      `translate(${x > box.width / 2 ? `calc(${x - 10}px - 100%)` : `${x + 12}px`}, ${Math.max(0, y - 46)}px)`;
    this.tip.classList.add("ganlab-shown");
  }
}

/** The plane: a ring is what a mode should get, the disc in it what it gets, by area;
 * small triangles are the last samples. */
export class MapOfModes extends Drawn {
  constructor() {
    super("map", "Map of the modes");
  }

  paint(world, fakes, light, palette) {
    Object.assign(this, { world, light });
    const width = this.canvas.clientWidth, height = this.canvas.clientHeight;
    if (!width || !palette) return;
    const ctx = this.context(width, height), side = Math.min(width, height);
    const to = frameOf(world.extent, { left: (width - side) / 2, top: (height - side) / 2, side });
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, width, height);
    ctx.fillStyle = palette.real;
    ctx.globalAlpha = 0.28;
    for (let i = 0; i < world.real.length; i += 2) ctx.fillRect(to.x(world.real[i]) - 1, to.y(world.real[i + 1]) - 1, 2,
      2);
    ctx.globalAlpha = 1;
    this.places = world.fair.map((_, i) => [to.x(world.centres[2 * i]), to.y(world.centres[2 * i + 1])]);
    this.radii = rings(this.places, world.fair, side * 0.085);
    this.places.forEach(([x, y], i) => {
      const lost = !(light[i] >= LOST);
      ctx.globalAlpha = 0.42;
      ctx.fillStyle = palette.fake;
      disc(ctx, x, y, discOf(light[i], this.radii[i]));
      ctx.globalAlpha = 1;
      ctx.strokeStyle = palette.real;
      ctx.lineWidth = 1.8;
      ctx.setLineDash(lost ? [3, 3] : []);
      ctx.beginPath();
      ctx.arc(x, y, this.radii[i], 0, 2 * Math.PI);
      ctx.stroke();
      ctx.setLineDash([]);
      if (lost) cross(ctx, x, y, Math.min(6, this.radii[i] * 0.5), palette.ink);
    });
    ctx.fillStyle = palette.fake;
    for (let i = 0; fakes && i < fakes.length; i += 2) { // what lies outside is shown at the border
      triangle(ctx, clamp(to.x(fakes[i]), 3, width - 3), clamp(to.y(fakes[i + 1]), 3, height - 3), 2.6);
    }
  }

  cellAt(x, y) {
    return (this.places ?? []).findIndex(([cx, cy], i) => Math.hypot(x - cx, y - cy) <= this.radii[i] + 3);
  }
}

/** One bar a cell, as high as its share; a line at what is fair; the face of each cell
 * above it where there are images. */
export class Strip extends Drawn {
  constructor() {
    super("strip", "Share of each mode");
  }

  get heightWanted() {
    return this.world?.look === "images" ? 122 : 72;
  }

  paint(world, light, palette, font) {
    Object.assign(this, { world, light });
    const k = world.names.length, width = this.canvas.clientWidth;
    this.canvas.style.height = `${this.heightWanted}px`;
    if (!width || !palette || !k) return;
    const ctx = this.context(width, this.heightWanted), faces = world.look === "images" ? 46 : 0;
    this.pitch = pitchOf(k, width - 24);
    this.left = 12;
    const top = faces + 4, base = this.heightWanted - 20, tall = base - top, fairAt = base - tall / TOP;
    const bar = Math.max(3, Math.min(64, this.pitch * 0.68));
    ctx.font = `11px ${font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    for (let i = 0; i < k; i++) {
      const x = this.left + (i + 0.5) * this.pitch, lost = !(light[i] >= LOST);
      ctx.fillStyle = palette.grid;
      ctx.fillRect(x - bar / 2, top, bar, tall);
      ctx.fillStyle = palette.fake;
      const high = (tall * clamp(Number.isFinite(light[i]) ? light[i] : 0, 0, TOP)) / TOP;
      ctx.fillRect(x - bar / 2, base - high, bar, high);
      if (light[i] > TOP) arrow(ctx, x, top + 2, palette.paper);
      if (lost) {
        ctx.strokeStyle = palette.faint;
        ctx.setLineDash([3, 3]);
        ctx.lineWidth = 1;
        ctx.strokeRect(x - bar / 2 + 0.5, top + 0.5, bar - 1, tall - 1);
        ctx.setLineDash([]);
        cross(ctx, x, (top + base) / 2, Math.min(6, bar / 3), palette.ink);
      }
      if (faces) this.face(ctx, i, x, bar, lost);
      const name = short(world.names[i]);
      if (ctx.measureText(name).width < this.pitch - 2) {
        ctx.fillStyle = lost ? palette.ink : palette.faint;
        ctx.fillText(name, x, base + 4);
      }
    }
    ctx.fillStyle = palette.real;
    ctx.fillRect(this.left, Math.round(fairAt) - 1, k * this.pitch, 2);
  }

  face(ctx, i, x, bar, lost) {
    const [, height, width, channels] = this.world.shape, size = Math.min(42, Math.max(bar, this.pitch - 6));
    this.faces ??= new Map();
    if (!this.faces.has(i)) this.faces.set(i, faceOf(this.world.tiles, i, width, height, channels));
    ctx.imageSmoothingEnabled = width > size;
    ctx.globalAlpha = lost ? 0.45 : 1;
    ctx.drawImage(this.faces.get(i), x - size / 2, 44 - size, size, size);
    ctx.globalAlpha = 1;
  }

  cellAt(x) {
    const i = Math.floor((x - this.left) / this.pitch);
    return i >= 0 && i < this.world.names.length ? i : -1;
  }
}

function faceOf(tiles, i, width, height, channels) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const ctx = canvas.getContext("2d"), image = ctx.createImageData(width, height);
  for (let p = 0, at = i * width * height * channels; p < width * height; p++, at += channels) {
    image.data.set([tiles[at], tiles[channels === 3 ? at + 1 : at], tiles[channels === 3 ? at + 2 : at], 255], 4 * p);
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}

function disc(ctx, x, y, r) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fill();
}

function triangle(ctx, x, y, r) {
  ctx.beginPath();
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + r, y + 0.7 * r);
  ctx.lineTo(x - r, y + 0.7 * r);
  ctx.fill();
}

function arrow(ctx, x, y, colour) {
  ctx.fillStyle = colour;
  triangle(ctx, x, y + 4, 4);
}

function cross(ctx, x, y, r, colour) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (const s of [-1, 1]) {
    ctx.moveTo(x - r, y - s * r);
    ctx.lineTo(x + r, y + s * r);
  }
  ctx.stroke();
}
