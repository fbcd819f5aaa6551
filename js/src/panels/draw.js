// The drawer with a sheet and a brush: one draws the target, over what is imitated now and what G makes of it.
import { inked, Past, spelled, stroke } from "./brush.js";
import { button, el, icon, OWN_KEYS } from "../lib/dom.js";
import { Code } from "./export.js";
import { turnsPictures } from "../lib/game.js";
import { LETTERS } from "../scene/pane.js";
import { clamp, count, frameOf } from "../lib/scales.js";

const MOST = 380, FRESH = { width: 5, weight: 1, erase: false }; // pixels of the sheet; the brush at first
const SHAPES = [["target", "Target", "trace what is imitated now, to change it"], ["ring", "Ring", ""],
  ["moons", "Moons", ""], ["spiral", "Spiral", ""],
  ["blobs", "Blobs", "three blobs, one of them with a twentieth of the points"]];
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HINT =
  "Draw with the mouse, a pen or a finger. Keys: arrows move the brush, space paints, E erases, "
  + "[ and ] change the width, Ctrl+Z takes back.";

class Draw {
  constructor(desk) {
    Object.assign(this, { desk, pane: 0, worlds: [], now: [], version: -1, alive: true, size: 0, brush: { ...FRESH },
      at: null, held: null, key: false });
    this.me = Math.random().toString(36).slice(2, 10);
    this.past = new Past(new Uint8Array(64 * 64));
    this.canvas = el("canvas.draw-sheet", { tabindex: 0, role: "application", ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event),
      onpointermove: (event) => this.hover(event), onpointerleave: () => this.leave(),
        onkeydown: (event) => this.onKey(event),
      onkeyup: (event) => event.key === " " && this.lift(), onblur: () => this.lift(),
        oncontextmenu: (event) => event.preventDefault() });
    this.build();
    this.node = el("div.draw", {}, this.who, el("div.draw-top", {}, el("div.draw-left", {}, this.canvas, this.legend),
      this.side), this.code.node);
    this.describe();
  }

  build() {
    const { desk } = this, make = (spec) => button(desk.root, { tone: "draw.button-small", ...spec });
    this.who = el("div.segments.who", { role: "group", "aria-label": "Over whose picture", hidden: true });
    this.tools = [["Brush", false], ["Eraser", true]].map(([name, erase]) =>
      el("button.segment", { type: "button", "aria-pressed": String(!erase), ...OWN_KEYS,
      onclick: () => this.hold({ erase }) }, name));
    this.width = this.slider("Width", 1, 20, this.brush.width, (v) => `${v} cells`, (width) => this.hold({ width }));
    this.weight = this.slider("Ink", 5, 100, 100, (v) => `${v} %`, (v) => this.hold({ weight: v / 100 }));
    this.weight.node.title = "how often points fall there, beside what has full ink";
    this.undo = make({ name: "Undo stroke", icon: "undo", hint: "take back the last stroke",
      onclick: () => this.turn("undo") });
    this.redo = make({ name: "Redo stroke", icon: "redo", hint: "make it again", onclick: () => this.turn("redo") });
    this.clear = make({ name: "Clear", icon: "close", hint: "an empty sheet",
      onclick: () => this.put(new Uint8Array(this.past.sheet.length)) });
    this.shapes = SHAPES.map(([name, title, hint]) => el("button.chip",
      { type: "button", title: hint || `begin with ${title.toLowerCase()}`, "data-shape": name, ...OWN_KEYS,
      onclick: () => this.begin(name) }, title));
    this.letter = el("input.knob-field.draw-letter", { type: "text", maxlength: 2, placeholder: "letter",
      spellcheck: "false", autocomplete: "off", "aria-label": "Begin with a letter", ...OWN_KEYS,
      oninput: () => this.letter.value && this.begin([...this.letter.value].at(-1)),
        onkeydown: (event) => event.stopPropagation() });
    this.train = make({ name: "Train on this", icon: "play", hint: "a new GAN that imitates the drawing",
      tone: "play.button-small", onclick: () => this.start() });
    this.cost = el("p.hint.draw-cost");
    this.why = el("p.why", { role: "alert", hidden: true });
    this.code = new Code(desk, () => this.pane);
    this.legend = el("div.draw-legend", {}, el("span.item", {}, el("i.mark.mark-ink", { "aria-hidden": "true" }),
      "your drawing"),
      el("span.item", {}, el("i.mark.mark-real", { "aria-hidden": "true" }), "imitated now"),
        el("span.item", {}, el("i.mark.mark-fake", { "aria-hidden": "true" }), "fakes now"));
    const row = (name, ...nodes) => el("div.draw-row", { role: "group", "aria-label": name },
      el("span.knob-label", { "aria-hidden": "true" }, name), ...nodes);
    this.side = el("div.draw-side", {}, row("Draw with", el("div.segments", {}, ...this.tools)), this.width.node,
      this.weight.node, row("Steps", this.undo, this.redo, this.clear),
      row("Begin with", el("div.draw-shapes", {}, ...this.shapes, this.letter)), el("p.hint", {}, HINT), this.why,
      el("div.draw-go", {}, this.cost, el("div.row", {}, this.train, this.code.press)));
  }

  slider(name, min, max, value, words, turn) {
    const shown = el("output.draw-value", {}, words(value));
    const input = el("input.slider", { type: "range", min, max, step: 1, value, "aria-label": `${name} of the brush`,
      "aria-valuetext": words(value), ...OWN_KEYS,
      oninput: () => turn(Number(input.value)) });
    const show = (v) => {
      input.value = v;
      shown.textContent = words(v);
      input.setAttribute("aria-valuetext", words(v));
    };
    return { input, show, node: el("label.draw-row", {}, el("span.knob-label", {}, name), input, shown) };
  }

  get cells() {
    return Math.round(Math.sqrt(this.past.sheet.length));
  }

  hold(change) {
    Object.assign(this.brush, change);
    this.brush.width = clamp(this.brush.width, 1, 20);
    this.tools.forEach((tool, i) => tool.setAttribute("aria-pressed", String(this.brush.erase === (i === 1))));
    this.width.show(this.brush.width);
    this.weight.show(Math.round(100 * this.brush.weight));
    this.schedule();
  }

  // From the kernel

  world(pane, message) {
    this.worlds[pane] = message;
    this.now[pane] = message;
    if (pane === 0) this.adopt(message);
    this.describe();
    this.schedule();
  }

  frame(pane, part) {
    if (part.kept) this.now[pane] = part;
    if (pane !== this.pane) return;
    this.describe();
    this.schedule();
  }

  hear(message) {
    if (message.what === "sheet") this.adopt(message);
    else if (message.what === "code") this.code.show(message.code);
    else if (message.what === "started" && this.starting) this.started();
    else if (message.refused || message.what === "refused") this.refuse(message.text);
  }

  /** What lies on the sheet, as the kernel knows it: another page or a cell may have drawn. */
  adopt({ version, by, sheet }) {
    const news = version > this.version && by !== this.me && !this.held && !this.key;
    this.version = Math.max(version, this.version);
    if (!news || String(sheet) === String(this.past.sheet)) return;
    this.past.put(Uint8Array.from(sheet));
    this.changed();
  }

  started() {
    this.starting = false;
    this.desk.controls.start();
  }

  // From the hand

  start() {
    this.refuse(null);
    this.starting = true;
    this.desk.command("train", { pane: this.pane });
  }

  begin(name) {
    this.refuse(null);
    this.desk.command("stamp", { pane: this.pane, name });
  }

  /** The sheet is another one: show it, and tell the kernel. */
  send() {
    this.refuse(null);
    this.changed();
    this.desk.command("paint", { sheet: spelled(this.past.sheet), by: this.me });
  }

  put(sheet) {
    this.past.put(sheet);
    this.send();
  }

  turn(way) {
    if (!this.held && this.past[way]()) this.send();
  }

  where(event) {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.cells,
      ((event.clientY - box.top) / box.height) * this.cells];
  }

  /** What this pointer draws with: a pen's pressure makes it wider, its other end and the right button erase. */
  brushOf(event) {
    const pen = event.pointerType === "pen" && event.pressure > 0;
    return { ...this.brush, width: pen ? Math.max(1, this.brush.width * 2 * event.pressure) : this.brush.width,
      erase: this.brush.erase || Boolean(event.buttons & 34) };
  }

  grab(event) {
    if (!this.alive || this.held || (event.button !== 0 && event.button !== 2 && event.button !== 5)) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.past.begin();
    this.held = { id: event.pointerId, from: this.where(event), brush: this.brushOf(event) };
    this.lineTo(this.held.from);
    const move = (moved) => {
      if (moved.pointerId !== this.held.id) return;
      for (const one of moved.getCoalescedEvents?.() ?? [moved]) {
        this.held.brush = { ...this.brushOf(one), erase: this.held.brush.erase };
        this.lineTo(this.where(one));
      }
    };
    const up = (lifted) => {
      if (lifted.pointerId !== this.held.id) return;
      for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
        this.canvas.removeEventListener(name, listen);
      this.held = null;
      this.send();
    };
    for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
      this.canvas.addEventListener(name, listen);
  }

  lineTo(to) {
    stroke(this.past.sheet, this.cells, this.held.from, to, this.held.brush);
    this.held.from = this.at = to;
    this.inkStale = true;
    this.schedule();
  }

  hover(event) {
    if (this.held) return;
    this.at = this.where(event);
    this.schedule();
  }

  leave() {
    if (this.held || document.activeElement === this.canvas) return;
    this.at = null;
    this.schedule();
  }

  onKey(event) {
    const key = event.key.toLowerCase(), control = event.ctrlKey || event.metaKey;
    if (event.altKey || !this.keyed(key, event, control)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  keyed(key, event, control) {
    if (control) {
      if (key !== "z" && key !== "y") return false;
      this.turn(key === "y" || event.shiftKey ? "redo" : "undo");
    } else if (WAYS[event.key]) this.step(WAYS[event.key], event.shiftKey ? 5 : 1);
    else if (key === " ") this.press(event.repeat);
    else if (key === "e") this.hold({ erase: !this.brush.erase });
    else if (key === "[" || key === "]") this.hold({ width: this.brush.width + (key === "[" ? -1 : 1) });
    else return false;
    return true;
  }

  /** The brush goes on by some cells; with the space bar down it paints on its way. */
  step([dx, dy], far) {
    const from = this.middle(), to = [[from[0], dx], [from[1], dy]].map(([v, d]) =>
      clamp(v + d * far, 0.5, this.cells - 0.5));
    if (this.key) stroke(this.past.sheet, this.cells, from, to, this.brush);
    this.inkStale ||= this.key;
    this.at = to;
    this.describe();
    this.schedule();
  }

  /** Where the keys' brush is: in the middle of a cell. */
  middle() {
    const [x, y] = this.at ?? [this.cells / 2, this.cells / 2];
    return [x, y].map((v) => clamp(Math.floor(v) + 0.5, 0.5, this.cells - 0.5));
  }

  press(again) {
    if (again || this.key || this.held || !this.alive) return;
    this.key = true;
    this.at = this.middle();
    this.past.begin();
    stroke(this.past.sheet, this.cells, this.at, this.at, this.brush);
    this.inkStale = true;
    this.schedule();
  }

  /** The space bar is up again. */
  lift() {
    if (!this.key) return;
    this.key = false;
    this.send();
  }

  // On the page

  changed() {
    this.inkStale = true;
    this.describe();
    this.schedule();
  }

  refuse(why) {
    this.why.textContent = why ?? "";
    this.why.hidden = !why;
    if (why) this.starting = false;
  }

  describe() {
    if (this.inkStale !== false) this.ink = inked(this.past.sheet);
    const { ink = 0 } = this, all = this.past.sheet.length, [x, y] = this.middle().map(Math.ceil);
    this.canvas.dataset.ink = ink;
    const label =
      `Sheet, ${ink} of ${all} cells drawn; ${this.brush.erase ? "eraser" : "brush"} at column ${x}, row ${y}`;
    if (this.canvas.getAttribute("aria-label") !== label) this.canvas.setAttribute("aria-label", label);
    const { moments = 0, kept, data } = this.now[this.pane] ?? {};
    const past = moments ? `, with its ${count(moments)} moments,` : "";
    const text = ink ? `Training on it starts over: data ${data ?? ""} → drawing, with fresh networks. `
      + `The GAN of now${past} stays: as ${kept}.`
      : "Draw something, or begin with a shape: it will be a target that you can train on.";
    if (this.cost.textContent !== text) this.cost.textContent = text;
    this.enable();
  }

  enable() {
    const { alive, past } = this;
    this.train.disabled = this.clear.disabled = !alive || !this.ink;
    this.undo.disabled = !alive || !past.before.length;
    this.redo.disabled = !alive || !past.after.length;
    for (const control of [...this.tools, ...this.shapes, this.letter, this.width.input, this.weight.input,
      this.code.press]) control.disabled = !alive;
    const flat = (this.worlds[this.pane]?.shape ?? [2]).join() === "2";
    this.shapes[0].disabled ||= !flat;
    for (const item of [...this.legend.children].slice(1)) item.hidden = !flat;
  }

  titles(titles) {
    this.worlds.length = Math.min(this.worlds.length, titles.length);
    if (this.pane >= titles.length) this.pane = 0;
    this.who.hidden = titles.length < 2;
    this.who.replaceChildren(...titles.map((title, i) =>
      el("button.segment", { type: "button", title, "aria-pressed": String(i === this.pane),
      "aria-label": `Draw over ${LETTERS[i]}`, ...OWN_KEYS, onclick: () => this.choose(i) }, LETTERS[i])));
    this.schedule();
  }

  choose(pane) {
    this.pane = pane;
    [...this.who.children].forEach((press, i) => press.setAttribute("aria-pressed", String(i === pane)));
    this.changed();
  }

  setPalette(palette, font) {
    Object.assign(this, { palette, font, inkStale: true });
    this.schedule();
  }

  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }

  layout() {
    const width = this.node.clientWidth;
    if (!width) return;
    this.node.classList.toggle("ganlab-stacked", width < 640);
    const size = Math.floor(Math.min(MOST, width < 640 ? width : width - 300)), dpr = globalThis.devicePixelRatio || 1;
    this.node.style.setProperty("--ganlab-sheet", `${size}px`);
    if (size === this.size && dpr === this.dpr) return;
    Object.assign(this, { size, dpr });
    this.canvas.width = this.canvas.height = Math.round(size * dpr);
    this.schedule();
  }

  shown(now) {
    if (now) this.schedule();
  }

  schedule() {
    this.request ||= requestAnimationFrame(() => {
      this.request = 0;
      if (this.palette && this.size > 20 && this.canvas.isConnected) this.draw();
    });
  }

  draw() {
    const { palette, size, dpr } = this, ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, size, size);
    this.drawGrid(ctx);
    ctx.imageSmoothingEnabled = true;
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(this.inkImage(), 0, 0, size, size);
    this.drawPoints(ctx);
    this.drawBrush(ctx);
    this.canvas.dataset.drawn = String(this.version);
  }

  /** The ink as an image of one pixel a cell; faint ink is drawn stronger than it is, so that it is seen. */
  inkImage() {
    const { cells } = this;
    this.image ??= document.createElement("canvas");
    if (this.inkStale === false && this.image.width === cells) return this.image;
    this.image.width = this.image.height = cells;
    const ctx = this.image.getContext("2d"), data = ctx.createImageData(cells, cells);
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(this.palette.real.slice(i, i + 2), 16));
    this.past.sheet.forEach((ink, i) => data.data.set([r, g, b, 235 * Math.sqrt(ink / 255)], 4 * i));
    ctx.putImageData(data, 0, 0);
    this.inkStale = false;
    this.ink = inked(this.past.sheet);
    return this.image;
  }

  drawGrid(ctx) {
    ctx.strokeStyle = this.palette.grid;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (let k = 1; k < 8; k++) {
      const at = Math.round((k * this.size) / 8) + 0.5;
      ctx.moveTo(at, 0);
      ctx.lineTo(at, this.size);
      ctx.moveTo(0, at);
      ctx.lineTo(this.size, at);
    }
    ctx.stroke();
  }

  /** What is imitated now as circles, the fakes as triangles, both dim. */
  drawPoints(ctx) {
    const { palette, size } = this, world = this.worlds[this.pane], pane = this.desk.board.panes[this.pane];
    if (!world || world.shape.join() !== "2" || pane?.world?.mode !== "plane") return;
    const to = frameOf(world.extent, { left: 0, top: 0, side: size });
    const each = (points, mark) => {
      ctx.beginPath();
      for (let i = 0; i < (points?.length ?? 0); i += 2) {
        const x = to.x(points[i]), y = to.y(points[i + 1]);
        if (x > -4 && y > -4 && x < size + 4 && y < size + 4) mark(x, y);
      }
    };
    ctx.globalAlpha = 0.6;
    ctx.strokeStyle = palette.ink;
    each(pane.world.real, (x, y) => {
      ctx.moveTo(x + 2, y);
      ctx.arc(x, y, 2, 0, 7);
    });
    ctx.stroke();
    ctx.globalAlpha = 0.4;
    ctx.fillStyle = palette.fake;
    each(pane.lastFrame?.fakes, (x, y) => {
      ctx.moveTo(x, y - 3);
      ctx.lineTo(x + 2.6, y + 1.7);
      ctx.lineTo(x - 2.6, y + 1.7);
    });
    ctx.fill();
    ctx.globalAlpha = 1;
  }

  drawBrush(ctx) {
    const keys = document.activeElement === this.canvas;
    if (!this.at && !keys) return;
    const cell = this.size / this.cells, [x, y] = (this.at ?? this.middle()).map((v) => v * cell);
    const radius = Math.max(2.5, ((this.held?.brush ?? this.brush).width / 2) * cell);
    for (const [style, width] of [[this.palette.halo, 3.5], [this.palette.ink, 1.5]]) {
      ctx.strokeStyle = style;
      ctx.lineWidth = width;
      ctx.setLineDash(this.brush.erase && style === this.palette.ink ? [3, 3] : []);
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 7);
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }

  stop() {
    cancelAnimationFrame(this.request);
  }
}

export const draw = { name: "draw", title: "Draw", icon: "brush", hint: "draw a target of your own, and train on it",
  fits: (game) => !turnsPictures(game), make: (desk) => new Draw(desk) };
