// A sheet that one draws on with mouse, pen, finger or keys. It knows cells and colours, and nothing of what is drawn.
import { el, OWN_KEYS } from "../lib/dom.js";
import { clamp } from "../lib/scales.js";
import { Past } from "./brush.js";
import { blank, pixelsOf, Stroke, touched } from "./pen.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Easel {
  /** `changed(final)` is called when the sheet is another one; `final`: the hand has let go. */
  constructor(changed) {
    Object.assign(this, { changed, alive: true, size: 0, width: 1.5, colour: [0], at: null, held: null, key: null,
      paper: { sides: [1, 1], channels: 1, kind: "ink", colours: [] }, ground: [255] });
    this.past = new Past(blank([1, 1], [255]));
    this.canvas = el("canvas.own-sheet", { tabindex: 0, role: "application", ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event), onpointermove: (event) => this.hover(event),
      onpointerleave: () => this.leave(), onkeydown: (event) => this.onKey(event),
      onkeyup: (event) => event.key === " " && this.lift(), onfocus: () => this.draw(),
      onblur: () => { this.lift(); this.draw(); }, oncontextmenu: (event) => event.preventDefault() });
    this.image = document.createElement("canvas");
  }

  get sheet() {
    return this.past.sheet;
  }

  /** Cells that are not as on an empty sheet. */
  get touched() {
    return touched(this.sheet, this.ground);
  }

  /** Another kind of sheet: {sides: [wide, tall], channels, kind, paper, ink, colours}. */
  setPaper(paper) {
    this.paper = paper;
    this.ground = new Array(paper.channels).fill(paper.paper);
    this.colour = new Array(paper.channels).fill(paper.ink);
    this.past = new Past(blank(paper.sides, this.ground));
    [this.image.width, this.image.height] = paper.sides;
    this.resize(this.size);
    this.show();
  }

  /** Another sheet lies there, whoever put it; nobody is told. */
  put(sheet) {
    this.past.put(sheet);
    this.show();
  }

  /** The whole sheet in one colour. */
  fill(colour) {
    this.put(blank(this.paper.sides, colour));
    this.changed(true);
  }

  turn(way) {
    if (this.held || !this.past[way]()) return;
    this.show();
    this.changed(true);
  }

  get hard() {
    return this.paper.kind === "map";
  }

  begin(at) {
    this.stroke = new Stroke(this.sheet, this.paper.sides, this.colour, { width: this.width, hard: this.hard });
    this.past.begin();
    this.line(at, at);
  }

  line(from, to) {
    this.past.sheet = this.stroke.line(from, to).sheet;
    this.at = to;
    this.show();
    this.changed(false);
  }

  where(event) {
    const box = this.canvas.getBoundingClientRect(), [wide, tall] = this.paper.sides;
    return [((event.clientX - box.left) / box.width) * wide, ((event.clientY - box.top) / box.height) * tall];
  }

  grab(event) {
    if (!this.alive || this.held || event.button !== 0) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.held = { id: event.pointerId, from: this.where(event) };
    this.begin(this.held.from);
    const move = (moved) => {
      if (moved.pointerId !== this.held.id) return;
      for (const one of moved.getCoalescedEvents?.() ?? [moved]) {
        const to = this.where(one);
        this.line(this.held.from, to);
        this.held.from = to;
      }
    };
    const up = (lifted) => {
      if (lifted.pointerId !== this.held.id) return;
      for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
        this.canvas.removeEventListener(name, listen);
      this.held = null;
      this.changed(true);
    };
    for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
      this.canvas.addEventListener(name, listen);
  }

  hover(event) {
    if (this.held) return;
    this.at = this.where(event);
    this.draw();
  }

  leave() {
    if (this.held || document.activeElement === this.canvas) return;
    this.at = null;
    this.draw();
  }

  onKey(event) {
    const control = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
    if (event.altKey || !this.alive) return;
    if (control && key === "z") this.turn(event.shiftKey ? "redo" : "undo");
    else if (control && key === "y") this.turn("redo");
    else if (!control && WAYS[event.key]) this.step(WAYS[event.key], event.shiftKey ? 5 : 1);
    else if (!control && key === " ") this.press(event.repeat);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Where the keys' pen is: in the middle of a cell. */
  middle() {
    const { sides } = this.paper, at = this.at ?? sides.map((side) => side / 2);
    return at.map((v, k) => clamp(Math.floor(v) + 0.5, 0.5, sides[k] - 0.5));
  }

  /** The pen goes on by some cells; with the space bar down it draws on its way. */
  step([dx, dy], far) {
    const from = this.middle(), { sides } = this.paper;
    const to = [from[0] + dx * far, from[1] + dy * far].map((v, k) => clamp(v, 0.5, sides[k] - 0.5));
    if (this.key) this.line(from, to);
    this.at = to;
    this.show();
  }

  press(again) {
    if (again || this.key || this.held) return;
    this.key = true;
    this.begin(this.middle());
  }

  /** The space bar is up again. */
  lift() {
    if (!this.key) return;
    this.key = false;
    this.changed(true);
  }

  /** The sheet on a canvas of one pixel a cell, and that on the page. */
  show() {
    const ctx = this.image.getContext("2d"), data = ctx.createImageData(this.image.width, this.image.height);
    pixelsOf(this.sheet, this.paper, data.data);
    ctx.putImageData(data, 0, 0);
    const [x, y] = this.middle().map(Math.ceil), [wide, tall] = this.paper.sides;
    this.canvas.setAttribute("aria-label",
      `Sheet of ${wide} × ${tall} cells, ${this.touched} of them drawn; pen at column ${x}, row ${y}`);
    this.canvas.dataset.touched = this.touched;
    this.draw();
  }

  setPalette(palette) {
    this.palette = palette;
    this.draw();
  }

  /** As large as fits a box of that side. */
  resize(size) {
    const [wide, tall] = this.paper.sides, scale = size / Math.max(wide, tall), dpr = globalThis.devicePixelRatio || 1;
    Object.assign(this, { size, dpr });
    [wide, tall].forEach((side, k) => {
      const name = k ? "height" : "width";
      this.canvas.style[name] = `${Math.round(side * scale)}px`;
      this.canvas[name] = Math.max(1, Math.round(side * scale * dpr));
    });
    this.draw();
  }

  draw() {
    if (!this.palette || this.size < 20) return;
    const { canvas, palette, dpr } = this, ctx = canvas.getContext("2d"), [wide] = this.paper.sides;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.image, 0, 0, canvas.width, canvas.height);
    const keys = document.activeElement === canvas;
    if (!this.at && !keys) return;
    const cell = canvas.width / wide, [x, y] = (this.at ?? this.middle()).map((v) => v * cell);
    for (const [style, thick] of [[palette.halo, 3.5], [palette.ink, 1.5]]) {
      Object.assign(ctx, { strokeStyle: style, lineWidth: thick * dpr });
      ctx.beginPath();
      ctx.arc(x, y, Math.max(2.5 * dpr, (this.width / 2) * cell), 0, 7);
      ctx.stroke();
    }
  }
}
