// A source of one's own for a generator: a sheet to draw lines or paint a map, a photograph, and what is made of it.
import { button, el, OWN_KEYS } from "../lib/dom.js";
import { spelled } from "./brush.js";
import { Easel } from "./easel.js";
import { rgbOf } from "./pen.js";

const MOST = 300, GAP = 12; // pixels: the side of a picture, and between two
const PATIENCE_MS = 3000; // without an answer, before a newer drawing is sent all the same
const MOST_MB = 7; // of a file: more does not fit into one message
const WIDTHS = { ink: [1, 12, 1.5], colour: [1, 20, 3], map: [1, 20, 6] }; // of the pen in cells: least, most, at first
const PAINTS = [["black", "#000000"], ["white", "#ffffff"], ["grey", "#808080"], ["red", "#d62728"],
  ["orange", "#e69f00"], ["yellow", "#f0e442"], ["green", "#009e73"], ["blue", "#0072b2"], ["sky blue", "#56b4e9"],
  ["brown", "#8c564b"]];
const HINT = "Draw with the mouse, a pen or a finger. Keys: arrows move the pen, space draws, Ctrl+Z takes back.";

export class Own {
  /**
   * `act(what, value)` asks the kernel: paint {sheet}, photo {name, content}, example {row}, clear. `stacked`: what
   * is made stands below the sheet, not beside it.
   */
  constructor({ root, act, stacked = false }) {
    Object.assign(this, { root, act, stacked, alive: true, alone: false, row: 0, version: -1, flying: false,
      stale: false, shown: [] });
    this.me = Math.random().toString(36).slice(2, 10);
    this.easel = new Easel(() => this.changed());
    this.photo = picture("Your photograph");
    this.results = [picture("What G makes of it"), picture("Translated back")];
    this.words = ["", "", ""].map(() => el("figcaption.own-word"));
    this.first = el("figure.own-picture", {}, this.words[0], this.easel.canvas, this.photo);
    this.figures = [this.first, ...this.results.map((canvas, i) => el("figure.own-picture", {}, this.words[i + 1],
      canvas))];
    this.build();
    this.node = el(stacked ? "div.own.own-stacked" : "div.own",
      { ondragover: (event) => this.onDrag(event), ondragleave: () => this.setDrop(false),
      ondrop: (event) => this.onDrop(event) }, el("div.own-pictures", {}, ...this.figures), this.said, this.why,
    el("div.own-tools", {}, ...this.rows));
    this.paintWords();
  }

  build() {
    const make = (spec) => button(this.root, { tone: "draw.button-small", ...spec });
    this.said = el("p.own-said", { "aria-live": "polite" });
    this.why = el("p.own-why", { role: "alert", hidden: true });
    this.inks = el("div.own-inks", { role: "radiogroup", "aria-label": "Draw with" });
    this.undo = make({ name: "Undo stroke", icon: "undo", hint: "take back the last stroke",
      onclick: () => this.easel.turn("undo") });
    this.redo = make({ name: "Redo stroke", icon: "redo", hint: "make it again",
      onclick: () => this.easel.turn("redo") });
    this.clear = make({ name: "Clear", icon: "close", hint: "an empty sheet", onclick: () => this.empty() });
    this.fill = make({ name: "Fill all", icon: "brush", hint: "the whole map in the class that is chosen",
      onclick: () => this.easel.fill(this.easel.colour) });
    this.example = make({ name: "Example", icon: "next",
      hint: "begin with a source that the picture shows; again: the next",
      onclick: () => this.begin() });
    this.file = el("input", { type: "file", accept: "image/*", hidden: true, "aria-label": "A photograph",
      onchange: () => this.onFile() });
    this.choose = make({ name: "A photo", icon: "camera", hint: "from a file; it can be dropped here, too",
      onclick: () => this.file.click() });
    this.value = el("output.own-value");
    this.slider = el("input.slider", { type: "range", min: 1, max: 20, step: 0.5, value: 1,
      "aria-label": "Width of the pen",
      ...OWN_KEYS, oninput: () => this.setWidth(Number(this.slider.value)) });
    const row = (name, ...nodes) => el("div.own-row", { role: "group", "aria-label": name },
      el("span.own-label", { "aria-hidden": "true" }, name), ...nodes);
    this.hint = el("p.own-hint", {}, HINT);
    this.drawing = [row("Draw with", this.inks), row("Width", this.slider, this.value),
      row("Steps", this.undo, this.redo, this.clear, this.fill)];
    this.rows = [...this.drawing, row("Begin with", this.example, this.choose, this.file), this.hint];
  }

  /** Whether what is made of it is shown elsewhere. */
  setAlone(alone) {
    this.alone = alone;
    this.paintWords();
  }

  /** What is drawn now: {sides, channels, kind, paper, ink, classes, colours, anySize, source, title} or {why}. */
  setPaper(paper) {
    const same = JSON.stringify(paper) === JSON.stringify(this.paper);
    if (same) return;
    this.paper = paper;
    this.refuse(paper.why ?? null);
    for (const one of [...this.drawing, this.hint, this.first]) one.hidden = Boolean(paper.why);
    if (paper.why) return this.enable();
    this.easel.setPaper(paper);
    this.choose.hidden = paper.kind === "map";
    this.fill.hidden = paper.kind !== "map";
    const [least, most, first] = WIDTHS[paper.kind], [wide] = paper.sides;
    Object.assign(this.slider, { min: least, max: Math.min(most, wide) });
    this.setWidth(paper.kind === "ink" ? Math.max(first, Math.round(wide / 21) / 1) : Math.min(first, wide / 3));
    this.offerInks();
    this.version = -1;
    this.showPhoto(null);
    this.results.forEach((canvas) => delete canvas.dataset.version);
    this.paintWords();
    this.layout();
    this.enable();
  }

  /** Pen and rubber, the classes of a map, or colours. */
  offerInks() {
    const { kind, channels, ink, paper, classes, colours } = this.paper, all = (byte) => new Array(channels).fill(byte);
    const inks = { ink: [["Pen", all(ink), null], ["Rubber", all(paper), null]],
      map: (classes ?? []).map((name, k) => [name, [k], colours[k]]),
      colour: PAINTS.map(([name, colour]) => [name, rgbOf(colour), colour]) }[kind];
    this.inks.replaceChildren(...inks.map(([name, bytes, colour], i) => {
      const style = colour && `--ganlab-swatch: ${colour}`;
      const press = el("button.own-ink", { type: "button", role: "radio", "aria-checked": "false", style, title: name,
        "aria-label": name, ...OWN_KEYS, onclick: () => this.setInk(i) },
      colour ? el("i.own-swatch", { "aria-hidden": "true" }) : null, kind === "colour" ? null : name);
      press.bytes = bytes;
      return press;
    }));
    const usual = kind === "map" ? inks.findIndex(([, [byte]]) => byte !== paper) : 0;
    this.setInk(Math.max(0, usual));
  }

  setInk(i) {
    [...this.inks.children].forEach((press, k) => press.setAttribute("aria-checked", String(k === i)));
    this.easel.colour = this.inks.children[i].bytes;
  }

  setWidth(width) {
    this.easel.width = width;
    this.slider.value = width;
    this.value.textContent = `${width} cells`;
    this.slider.setAttribute("aria-valuetext", `${width} cells`);
    this.easel.draw();
  }

  // From the hand

  /** The sheet is another one: the kernel is told, but of the newest alone while an answer is awaited. */
  changed() {
    this.refuse(null);
    this.showPhoto(null);
    this.enable();
    if (this.flying) this.stale = true;
    else this.send();
  }

  send() {
    Object.assign(this, { flying: true, stale: false });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.landed(), PATIENCE_MS);
    this.act("paint", { sheet: spelled(this.easel.sheet), by: this.me });
  }

  landed() {
    clearTimeout(this.timer);
    this.flying = false;
    if (this.stale) this.send();
  }

  begin() {
    this.refuse(null);
    this.act("example", { row: this.row });
    this.row += 1;
  }

  empty() {
    this.refuse(null);
    this.stale = false;
    this.easel.put(this.blankSheet());
    this.act("clear", {});
  }

  blankSheet() {
    const { paper, sides: [wide, tall], channels } = this.paper;
    return new Uint8Array(wide * tall * channels).fill(paper);
  }

  onDrag(event) {
    if (!event.dataTransfer?.types.includes("Files") || !this.canTakePhotos) return;
    event.preventDefault();
    this.setDrop(true);
  }

  get canTakePhotos() {
    return this.alive && this.paper && !this.paper.why;
  }

  setDrop(on) {
    this.node.classList.toggle("ganlab-dropping", on);
  }

  onDrop(event) {
    this.setDrop(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file || !this.canTakePhotos) return;
    event.preventDefault();
    this.take(file);
  }

  onFile() {
    const [file] = this.file.files;
    this.file.value = "";
    if (file) this.take(file);
  }

  async take(file) {
    this.refuse(null);
    if (file.size > MOST_MB * 1e6) return this.refuse(`${file.name} has ${(file.size / 1e6).toFixed(1)} MB; `
      + `at most ${MOST_MB} MB can be sent: make it smaller first.`);
    this.act("photo", { name: file.name, content: spelled(new Uint8Array(await file.arrayBuffer())) });
  }

  // From the kernel

  /** What lies on the kernel's sheet: {version, by, text, sheet?, ownSource?, ownMade?, ownBack?}. */
  lies(message) {
    const { version, by, text, sheet } = message;
    if (version < this.version) return;
    const mine = by === this.me;
    if (mine) this.landed();
    const busy = this.easel.held || this.easel.key || this.stale || (this.flying && !mine);
    if (sheet && !mine && !busy && String(sheet) !== String(this.easel.sheet)) this.easel.put(Uint8Array.from(sheet));
    if (!sheet && !message.ownMade && !mine && !busy && this.version >= 0) this.easel.put(this.blankSheet());
    this.version = version;
    this.said.textContent = text ?? "";
    this.showPhoto(message.ownMade && !sheet ? message.ownSource : null);
    this.made(message, version);
    this.enable();
  }

  /** What G makes of it at this moment of the training; older news is of no interest. */
  made(message, version = message.own?.version) {
    if (!this.paper || this.paper.why || (version ?? -1) < this.version) return;
    const found = [message.ownMade, message.ownBack];
    this.results.forEach((canvas, i) => {
      if (found[i]) paint(canvas, found[i]);
      canvas.hidden = !found[i];
      canvas.dataset.version = found[i] ? version : "";
    });
    const backs = Boolean(found[1]);
    if (backs === this.backs) return;
    this.backs = backs;
    this.layout();
  }

  /** Why a wish was not granted; null: nothing is wrong. */
  refuse(why) {
    this.why.textContent = why ?? "";
    this.why.hidden = !why;
  }

  refused(text) {
    this.refuse(text);
    this.flying = this.stale = false;
  }

  // On the page

  showPhoto(pixels) {
    this.easel.canvas.hidden = Boolean(pixels);
    this.photo.hidden = !pixels;
    if (pixels) paint(this.photo, pixels);
    this.fit();
  }

  paintWords() {
    const { source = "source", title = "" } = this.paper ?? {};
    ["yours", title, `→ ${source}`].forEach((word, i) => { this.words[i].textContent = i ? word
      : `yours: ${source}`; });
    this.figures[1].hidden = this.alone;
    this.figures[2].hidden = this.alone || !this.backs;
  }

  layout() {
    const width = this.node.clientWidth;
    if (!width) return;
    this.paintWords();
    const beside = this.backs ? 3 : 2, n = this.stacked ? 1 : beside;
    this.size = Math.floor(Math.min(MOST, (width - GAP * (n - 1)) / n));
    this.easel.resize(this.size - 2);
    this.fit();
  }

  /** Every picture as large as its box lets it, whatever its proportions. */
  fit() {
    if (!this.size) return;
    for (const canvas of [this.photo, ...this.results]) {
      const scale = (this.size - 2) / Math.max(canvas.width, canvas.height);
      canvas.style.width = `${Math.round(canvas.width * scale)}px`;
      canvas.style.height = `${Math.round(canvas.height * scale)}px`;
      canvas.style.imageRendering = scale > 2 ? "pixelated" : "auto";
    }
  }

  setPalette(palette) {
    this.easel.setPalette(palette);
  }

  setAlive(alive) {
    this.alive = this.easel.alive = alive;
    this.enable();
  }

  enable() {
    const able = this.alive && Boolean(this.paper) && !this.paper.why, { past } = this.easel;
    for (const press of [this.example, this.choose, this.fill, this.clear, this.slider,
      ...this.inks.children]) press.disabled = !able;
    this.undo.disabled = !able || !past.before.length;
    this.redo.disabled = !able || !past.after.length;
  }

  stop() {
    clearTimeout(this.timer);
  }
}

const picture = (name) => el("canvas.own-made", { role: "img", "aria-label": name, hidden: true });

/** One picture (1, height, width, 1 or 3 channels) on a canvas of its own size. */
function paint(canvas, pixels) {
  const [, height, width, channels] = pixels.shape, ctx = canvas.getContext("2d");
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const data = ctx.createImageData(width, height);
  for (let i = 0, at = 0; i < 4 * height * width; i += 4, at += channels) {
    for (let k = 0; k < 3; k++) data.data[i + k] = pixels[at + (channels === 3 ? k : 0)];
    data.data[i + 3] = 255;
  }
  ctx.putImageData(data, 0, 0);
}
