// The layers of a scene as cards: a small live picture and a word each. A press shows or hides a layer; of layers
// that fill the whole ground one is chosen, or none.
import { el, OWN_KEYS } from "../lib/dom.js";
import { isDrawn, JOURNEYS, LAYERS, marker, sheetOf } from "./layers.js";
import { Roving } from "../lib/roving.js";
import { frameOf } from "../lib/scales.js";
import { scratchpad } from "./scene.js";
import { translated } from "./translated.js";

const SIDE = 44; // pixels
const EVERY_MS = 400; // while it plays, thumbnails follow at this pace
const GROUND = { real: [], fake: [], field: [], line: [], best: [], gap: [], sheet: [], push: ["fake"], climb: ["fake"],
  next: ["fake"] };
const NONE = "none"; // of a choice

export class Cards {
  /** `toggle(name)` shows or hides a layer; `replay(name)` plays a layer's points from where they begin. */
  constructor({ toggle, replay }) {
    Object.assign(this, { toggle, replay, cards: new Map(), shown: new Set(), scratch: scratchpad(),
      paintedAt: -Infinity });
    this.node = el("div.cards", { role: "toolbar", "aria-label": "Layers" });
    this.stops = new Roving(this.node);
  }

  /** The layers that there are: {name, word, hint, group}; those of a group exclude each other. */
  offer(layers, world) {
    this.world = world;
    this.sprites = null;
    const laid = layers.filter(({ name }) => name !== "truth"); // which is no layer: numbers beside the picture
    const rivals = laid.filter(({ group }) => group), choice = rivals.length > 1 ? rivals : [];
    this.cards = new Map(laid.map((layer) => [layer.name, this.card(layer, choice.includes(layer))]));
    const nodesOf = (some) => some.map(({ name }) => this.cards.get(name).node);
    this.none = this.card({ name: NONE, word: "None", hint: "nothing behind the points" }, true);
    this.node.replaceChildren(
      el("div.card-set", {}, ...nodesOf(laid.filter((layer) => !choice.includes(layer)))),
      ...(choice.length ? [el("div.card-set.card-choice", { role: "radiogroup", "aria-label": "Behind the points" },
        el("span.card-choice-word", { "aria-hidden": "true" }, "Behind the points, one of"), ...nodesOf(choice),
        this.none.node)] : []));
    this.rivals = choice.map(({ name }) => name);
    this.node.hidden = !this.cards.size;
    this.stops.refresh();
  }

  card({ name, word, hint }, oneOf) {
    const canvas = el("canvas.thumb", { "aria-hidden": "true" });
    const again = name in JOURNEYS ? { onpointerenter: () => this.replay(name),
      onfocus: (event) => event.target.matches(":focus-visible") && this.replay(name) } : {};
    const kind = oneOf ? { role: "radio", "aria-checked": "false" } : { "aria-pressed": "false" };
    const node = el("button.card", { type: "button", "aria-label": word, ...kind, title: `${word}: ${hint}`,
      "data-layer": name, ...OWN_KEYS, onclick: () => (oneOf ? this.choose(name) : this.toggle(name)), ...again },
    canvas, el("span.card-word", { "aria-hidden": "true" }, word));
    return { node, canvas, oneOf };
  }

  /** Of the layers that exclude each other show this one, or none. */
  choose(name) {
    const now = this.rivals.find((rival) => this.shown.has(rival)) ?? NONE;
    if (name !== now) this.toggle(name === NONE ? now : name);
  }

  setShown(names) {
    this.shown = new Set(names);
    for (const [name, { node, oneOf }] of this.cards)
      node.setAttribute(oneOf ? "aria-checked" : "aria-pressed", String(this.shown.has(name)));
    this.none?.node.setAttribute("aria-checked", String(!this.rivals.some((name) => this.shown.has(name))));
  }

  setAlive(alive) {
    for (const press of this.node.querySelectorAll("button")) press.disabled = !alive;
    this.stops.refresh();
  }

  /** The thumbnails of what a scene shows (`v`), and of what a glance has brought of the rest;
   * `must`: now, not when it is time. */
  paint(v, glance, must) {
    if (!this.cards.size || !this.node.offsetParent || !["plane", "translated"].includes(v.world?.mode) || !v.now
      || !v.palette || v.replay !== null) return;
    const now = performance.now();
    if (!must && now - this.paintedAt < EVERY_MS) return;
    this.paintedAt = now;
    if (v.world.mode === "translated") return this.paintPatches(v);
    const small = this.smaller(v, glance);
    for (const [name, { canvas }] of this.cards) if (must || moves(name, v.now)) this.paintOne(canvas, name, small);
    if (must && this.none.node.isConnected) this.paintOne(this.none.canvas, NONE, small);
  }

  /** Pictures have one layer. */
  paintPatches(v) {
    const card = this.cards.get("patches");
    if (card) translated.thumb(this.blank(card.canvas, v), { ...v, scratch: this.scratch }, SIDE);
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

  blank(canvas, { dpr, palette }) {
    const side = Math.round(SIDE * dpr);
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, SIDE, SIDE);
    return ctx;
  }

  paintOne(canvas, name, small) {
    const ctx = this.blank(canvas, small);
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
