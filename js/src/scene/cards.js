// The layers of a scene as cards: a small live picture and a word each; a press shows or hides the layer.
import { el, OWN_KEYS } from "../lib/dom.js";
import { isDrawn, JOURNEYS, LAYERS, marker, sheetOf } from "./layers.js";
import { frameOf } from "../lib/scales.js";
import { scratchpad } from "./scene.js";

const SIDE = 44; // pixels
const EVERY_MS = 400; // while it plays, thumbnails follow at this pace
const GROUND = { real: [], fake: [], field: [], line: [], best: [], gap: [], sheet: [], push: ["fake"], climb: ["fake"],
  next: ["fake"], truth: [] };

export class Cards {
  /** `toggle(name)` shows or hides a layer; `replay(name)` plays a layer's points from where they begin. */
  constructor({ toggle, replay }) {
    Object.assign(this, { toggle, replay, cards: new Map(), shown: new Set(), scratch: scratchpad(),
      paintedAt: -Infinity });
    this.node = el("div.cards", { role: "group", "aria-label": "What is shown" });
  }

  offer(layers, world) {
    this.world = world;
    this.sprites = null;
    this.cards = new Map(layers.map(({ name, word, hint }) => {
      const canvas = name === "truth" ? null : el("canvas.thumb", { "aria-hidden": "true" });
      const again = name in JOURNEYS ? { onpointerenter: () => this.replay(name),
        onfocus: (event) => event.target.matches(":focus-visible") && this.replay(name) } : {};
      const node = el("button.card", { type: "button", "aria-label": word, "aria-pressed": "false",
        title: `${word}: ${hint}`, "data-layer": name, ...OWN_KEYS,
        onclick: () => this.toggle(name), ...again }, canvas ?? truthSign(),
          el("span.card-word", { "aria-hidden": "true" }, word));
      return [name, { node, canvas }];
    }));
    this.node.replaceChildren(...[...this.cards.values()].map(({ node }) => node));
    this.node.hidden = !this.cards.size;
  }

  setShown(names) {
    this.shown = new Set(names);
    for (const [name, { node }] of this.cards) node.setAttribute("aria-pressed", String(this.shown.has(name)));
  }

  /** The thumbnails of what a scene shows (`v`), and of what a glance has brought of the rest;
   * `must`: now, not when it is time. */
  paint(v, glance, must) {
    if (!this.cards.size || v.world?.mode !== "plane" || !v.now || !v.palette || v.replay !== null) return;
    const now = performance.now();
    if (!must && now - this.paintedAt < EVERY_MS) return;
    this.paintedAt = now;
    const small = this.smaller(v, glance);
    for (const [name, { canvas }] of this.cards) if (canvas && (must || moves(name, v.now)))
      this.paintOne(canvas, name, small);
  }

  smaller(v, glance) {
    const { dpr, palette } = v, area = { left: 0, top: 0, side: SIDE };
    const small = { ...v, now: { ...glance, ...v.now }, size: SIDE, area, to: frameOf(v.world.extent, area),
      before: null, moved: {}, mini: true, hurried: true,
      thin: 0.7, scratch: this.scratch };
    if (this.sprites?.palette !== palette || this.sprites.dpr !== dpr) {
      const dot = marker("circle", palette.real, palette.real, dpr, { radius: 0.8 });
      const fake = marker("triangle", palette.fake, palette.fake, dpr, { radius: 1.1 });
      this.sprites = { palette, dpr, fake, ghost: marker("triangle", palette.fake, palette.halo, dpr,
        { radius: 1.2, hollow: true }),
        reals: sheetOf(small, v.world.real, dot) };
    }
    return Object.assign(small, { sprites: this.sprites });
  }

  paintOne(canvas, name, small) {
    const side = Math.round(SIDE * small.dpr);
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(small.dpr, 0, 0, small.dpr, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = small.palette.paper;
    ctx.fillRect(0, 0, SIDE, SIDE);
    const shown = new Set([name]);
    for (const layer of LAYERS) {
      const ground = GROUND[name]?.includes(layer.name);
      if (layer.name === "axes" || layer.of || !(ground || isDrawn(layer, { shown, replay: null }))) continue;
      ctx.save();
      ctx.globalAlpha = ground ? 0.45 : 1;
      layer.draw(ctx, small);
      ctx.restore();
    }
  }
}

/** Whether a thumbnail follows the frames; of what is hidden, the last glance shows, and the real points never move. */
const moves = (name, now) => Boolean(now[{ fake: "fakes", line: "field" }[name] ?? name]);

/** What stands for the figures: a scale with a mark on it. */
function truthSign() {
  return el("span.thumb.truthsign", { "aria-hidden": "true" }, el("i"), el("i"), el("i"));
}
