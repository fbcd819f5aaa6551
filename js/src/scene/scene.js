// The stage: a canvas that shows the last frame, moves from one computed state to the next, and explains itself.
import { images } from "./images.js";
import { phase } from "./phase.js";
import { plane } from "./plane.js";
import { blend } from "../lib/protocol.js";
import { ease } from "../lib/scales.js";
import { strip } from "./strip.js";
import { translated } from "./translated.js";
import { WAYS } from "./translation.js";

const MODES = { plane, images, strip, phase, translated };
const MOVE_MS = 200, REPLAY_MS = 1600;
const BASE = ["fakes", "field", "tiles", "fakeScores", "realScores"];
const BLENDED = [...BASE, "best", "gap", "sheet", "sheetShade", "push", "climb", "next", "source_field", "here",
  ...Object.keys(WAYS)];

export class Scene {
  constructor(canvas, { font, onDrawn = () => {} }) {
    this.canvas = canvas;
    this.ctx = canvas.getContext("2d");
    this.onDrawn = onDrawn;
    this.v = { font, size: 0, dpr: 1, palette: null, world: null, now: null, before: null, moved: {}, shown: new Set(),
      replay: null, journey: null, thin: 1, closeup: null, asks: false, titles: {} };
    this.v.scratch = scratchpad();
    this.target = null;
    this.started = 0;
    this.request = 0;
    this.calm = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");
  }

  setWorld(world) {
    Object.assign(this.v, { world, now: null, before: null, moved: {}, closeup: null });
    this.target = null;
    this.prepare();
  }

  /** Names of the layers that are drawn. */
  setShown(names) {
    this.v.shown = new Set(names);
    this.schedule();
  }

  /** From noise or another domain to data, once; `name` is one of JOURNEYS, `more` are arrays of layers that are not in
   * the frame. */
  replay(name, more = {}) {
    this.v.journey = name;
    this.more = more;
    this.replaying = performance.now();
    this.schedule();
  }

  setPalette(palette) {
    this.v.palette = palette;
    this.prepare();
  }

  resize(size, dpr = globalThis.devicePixelRatio || 1) {
    if (size === this.v.size && dpr === this.v.dpr) return;
    Object.assign(this.v, { size, dpr });
    this.canvas.width = this.canvas.height = Math.round(size * dpr);
    this.prepare();
  }

  prepare() {
    if (!this.v.world || !this.v.palette || !(this.v.size > 40)) return;
    MODES[this.v.world.mode].prepare(this.v);
    this.schedule();
  }

  /** Shows a frame; `animate` moves there from what is on the canvas now and leaves trails of the way. */
  show(frame, animate) {
    const from = this.target; // a move in progress is cut short: its end is where the next one starts
    this.target = frame;
    const moves = animate && from && sameShape(from, frame);
    this.v.before = moves ? from : null;
    this.v.moved = moves ? frame.moved : {};
    this.started = moves && !this.calm?.matches ? performance.now() : -Infinity;
    this.late = { keys: [] };
    if (frame.playing) this.schedule();
    else this.drawNow(); // somebody waits for it
  }

  /** Parts of the frame that is shown have come now: if it is still on its way, they begin theirs here. */
  complete(keys) {
    this.late = { keys, from: this.way(performance.now()) };
    this.schedule();
  }

  /** How far a move has come, from 0 to 1. */
  way(now) {
    return Math.min(1, Math.max(0, (now - this.started) / MOVE_MS));
  }

  drawNow() {
    cancelAnimationFrame(this.request);
    this.draw(performance.now());
  }

  /** The same moment, computed again: shown at once, beside the trails that are there. */
  refresh(frame) {
    if (this.v.before && sameShape(this.target, frame)) frame.moved = this.target.moved;
    else Object.assign(this.v, { before: null, moved: {} });
    this.target = frame;
    this.schedule();
  }

  /** What a phase of slow motion is about, from spotlight.js; null: nothing. */
  setSpot(spot) {
    if (!spot && !this.v.spot) return;
    this.v.spot = spot;
    this.schedule();
  }

  schedule() {
    this.request ||= requestAnimationFrame((at) => this.draw(at));
  }

  draw(at) {
    this.request = 0;
    const { v } = this;
    if (!v.world || !v.palette || !(v.size > 40)) return;
    const t = this.way(Math.max(at, performance.now()));
    v.hurried = Boolean(this.target?.playing);
    v.now = this.target ? this.between(t) : {};
    v.replay = this.replayed();
    if (v.replay !== null) v.now = { ...this.more, ...v.now };
    this.ctx.setTransform(v.dpr, 0, 0, v.dpr, 0, 0);
    this.ctx.clearRect(0, 0, v.size, v.size);
    MODES[v.world.mode].draw(this.ctx, v);
    this.onDrawn(this.target, t >= 1);
    if (t < 1 || v.replay !== null) this.schedule();
  }

  /** How far a replay has come, from 0 to 1, standing a moment at both ends; null when there is none. */
  replayed() {
    if (this.replaying === undefined) return null;
    const t = (performance.now() - this.replaying) / REPLAY_MS;
    if (t >= 1.15) this.replaying = undefined;
    return t >= 1.15 ? null : swing(Math.min(1, Math.max(0, (t - 0.12) / 0.88)));
  }

  between(t) {
    const now = { ...this.target };
    const { keys, from } = this.late ?? { keys: [] };
    const since = (key) => (keys.includes(key) && from < 1 ? Math.max(0, (t - from) / (1 - from)) : t);
    if (t < 1 && this.v.before) for (const key of BLENDED) if (now[key] && this.v.before[key])
      now[key] = blend(this.v.before[key], now[key], ease(since(key)));
    return now;
  }

  /** What a click on that pixel asks the kernel, if anything. */
  ask(px, py) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].ask?.(this.v, px, py) ?? null : null;
  }

  /** The picture as it stands, drawn once more on a canvas of its own with so many pixels to each of the page. */
  print(dpr) {
    const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
    canvas.width = canvas.height = Math.round(this.v.size * dpr);
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    return this.paint(ctx, dpr) ? canvas : null;
  }

  /** The picture as it stands on a context; `vector`: one that keeps lines as lines. Whether there was one. */
  paint(ctx, dpr, vector = false) {
    const { world, palette, size } = this.v;
    if (!world || !palette || !(size > 40)) return false;
    const v = { ...this.v, dpr, vector, now: this.target ? this.between(1) : {}, replay: null, hurried: false,
      scratch: scratchpad() };
    MODES[world.mode].prepare(v);
    MODES[world.mode].draw(ctx, v);
    return true;
  }

  /** Where a crosshair goes from there (null: where it begins), one way, perhaps in small steps. */
  move(at, way, fine) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].move(this.v, at, way, fine) : null;
  }

  describe(px, py) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].describe(this.v, px, py) : null;
  }

  stop() {
    cancelAnimationFrame(this.request);
  }
}

const swing = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);
const sameShape = (a, b) => BASE.every((key) => (a[key]?.length ?? 0) === (b[key]?.length ?? 0));

/** One small canvas that is reused for every image of the same size. */
export function scratchpad() {
  let kept = null;
  return (width, height) => {
    if (kept?.canvas.width !== width || kept.canvas.height !== height) {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      const ctx = canvas.getContext("2d");
      kept = { canvas, ctx, data: ctx.createImageData(width, height) };
    }
    return kept;
  };
}
