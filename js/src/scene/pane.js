// One GAN's picture: its title, its scene, its legend, and what it has told about its past.
import { el, OWN_KEYS, tipLeft, write } from "../lib/dom.js";
import { gameOf, hasMoved, isAfter, movedBetween, sameSteps, stepsOf, tinted } from "../lib/game.js";
import { dequantise, unit } from "../lib/protocol.js";
import { Roving } from "../lib/roving.js";
import { count } from "../lib/scales.js";
import { Cards } from "./cards.js";
import { Columns } from "./columns.js";
import { Cross } from "./cross.js";
import { Lens } from "./lens.js";
import { Scene } from "./scene.js";
import { STARTS, WAYS } from "./translation.js";
import { Truth } from "./truth.js";

export const LETTERS = "ABCD";
const CARDS_MS = 40; // after the picture
// what may come after the frame that it belongs to
const LATE = ["truth", "best", "bestShape", "gap", "gapShape", "next"];
const OTHER_GROUNDS = ["best", "gap", "source_field"]; // instead of the discriminator's field
const EVERYTHING = ["real", "fake", "field", "line"]; // of a scene that does not say what it offers

export class Pane {
  /**
   * `onDrawn(pane, frame, final)` is called when a frame is on the canvas; `actions` are nodes beside the title;
   * `onLayers(names)` is asked to show these layers.
   */
  constructor(index, { font, game, commonGame = () => game, onDrawn, actions = [], onLayers = () => {},
    onColumns = () => {}, onAsk = null }) {
    Object.assign(this, { index, onLayers, onAsk, game, commonGame });
    this.canvas = el("canvas.canvas", { role: "img", "aria-label": "Scene" });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.stage = el("div.stage", { onpointermove: (event) => this.onHover(event),
      onpointerleave: () => this.hideTip() },
      this.canvas, this.tip);
    if (onAsk) this.stage.append(...this.takeCross());
    this.lens = new Lens({ close: () => this.setCloseup(null) });
    this.canvas.addEventListener("click", (event) => this.onClick(event));
    this.columns = new Columns(onColumns);
    this.caption = el("p.caption");
    this.legend = el("div.legend", { role: "group", "aria-label": "What the picture shows" });
    this.stops = new Roving(this.legend);
    this.name = el("span.pane-name");
    const tools = el("div.head-tools", { role: "toolbar", "aria-label": `Picture ${LETTERS[index]}` }, ...actions);
    this.head = el("div.head", {}, el("span.letter", { "aria-hidden": "true" }, LETTERS[index]), this.name, tools);
    this.headStops = new Roving(tools);
    this.cards = new Cards({ toggle: (name) => this.toggle(name),
      replay: (name) => this.scene.replay(name, this.glance) });
    this.truth = new Truth();
    this.node = el("section.left", {}, this.head, this.stage, this.legend, this.lens.node);
    this.scale = 1;
    this.scene = new Scene(this.canvas, { font, onDrawn: (frame, final) => this.onDrawn(frame, final, onDrawn) });
    this.shown = [...EVERYTHING];
    this.glance = {};
    this.rows = {};
    this.setGame(game);
  }

  setTitle(title) {
    if (this.name.textContent !== title) Object.assign(this.name, { textContent: title, title });
    this.node.setAttribute("aria-label", `${LETTERS[this.index]}: ${title}`);
  }

  /** Another game is played here. */
  setGame(game) {
    this.game = game;
    this.scene.v.titles = { maker: game.maker.title, judge: game.judge.title };
    for (const who of ["maker", "judge"]) this.node.style.setProperty(`--ganlab-${who}`,
      `var(--ganlab-${game[who].colour})`);
    if (this.palette) this.setPalette(this.palette);
    if (this.world) this.writeLegend();
  }

  /** A picture of so many pixels along each edge, whose marks and letters are `scale` times as large as on the page. */
  resize(size, scale = 1) {
    this.scale = scale;
    this.scene.resize(size / scale, scale * (globalThis.devicePixelRatio || 1));
  }

  /** Where a pointer is on the canvas, in the units of the scene. */
  placeOf({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    return [(clientX - box.left) / this.scale, (clientY - box.top) / this.scale];
  }

  setPalette(palette) {
    this.palette = palette;
    this.scene.setPalette(tinted(palette, this.game));
  }

  setWorld(message) {
    this.ownGame = Boolean(message.game); // another one than the widget's trait says
    if (message.game) this.setGame(gameOf(message.game));
    else if (this.game !== this.commonGame()) this.setGame(this.commonGame());
    this.world = { ...message, names: message.names ?? null };
    if (message.mode === "plane") for (const key of ["real", "sheetFrom", "fakesFrom", ...STARTS]) if (message[key])
      this.world[key] = dequantise(message[key], message.within);
    this.glance = {};
    this.scene.setWorld(this.world);
    Object.assign(this, { lastFrame: null, rows: {} });
    this.canvas.setAttribute("aria-label", this.onAsk ? `${message.caption} Arrow keys move a crosshair.`
      : message.caption);
    this.cards.offer(message.layers ?? [], this.world);
    this.columns.offer(message.columns, message.view);
    this.scene.v.asks = Boolean(this.onAsk) && ["plane", "images", "translated"].includes(message.mode);
    this.lens.clear();
    this.setShown(this.shown);
  }

  /** What is drawn, by name. */
  setShown(names) {
    this.shown = names;
    this.scene.setShown(names);
    this.cards.setShown(names);
    this.truth.node.hidden = !names.includes("truth") || !this.truth.known;
    if (this.world) this.writeLegend();
  }

  /** Show a layer that is hidden, hide one that is shown; of a group, one is shown. */
  toggle(name) {
    const group = this.world.layers?.find((layer) => layer.name === name)?.group;
    const rivals = group ? this.world.layers.filter((layer) => layer.group === group).map((layer) => layer.name) : [];
    this.onLayers(this.shown.includes(name) ? this.shown.filter((other) => other !== name)
      : [...this.shown.filter((other) => !rivals.includes(other)), name]);
  }

  onClick(event) {
    if (this.onAsk) this.ask(this.placeOf(event));
  }

  ask([x, y]) {
    const question = this.scene.ask(x, y);
    this.setCloseup(null);
    if (question) this.onAsk(this.index, question);
  }

  /** What the keyboard needs to do all that a pointer does: the canvas takes the focus. */
  takeCross() {
    for (const [name, value] of Object.entries({ tabindex: 0, role: "application", "aria-roledescription": "picture",
      ...OWN_KEYS })) this.canvas.setAttribute(name, value);
    this.cross = new Cross(this.canvas, {
      move: (at, way, fine) => this.scene.move(at, way, fine),
      here: ([x, y]) => this.scene.describe(x, y)?.replaceAll("\n", ", ").replace("click:", "enter:"),
      scale: () => this.scale, show: ([x, y]) => this.showTip(x, y), hide: () => this.hideTip(),
      ask: (at) => this.ask(at),
      clear: () => this.clearCloseup() });
    return [this.cross.mark, this.cross.said];
  }

  /** Takes the answer away; whether there was one. */
  clearCloseup() {
    if (!this.closeup) return false;
    this.setCloseup(null);
    return true;
  }

  /** The answer to a click; null takes it away. */
  setCloseup(message) {
    const gone = message && this.lastFrame && (this.lastFrame.playing
      || !sameSteps(this.game, message.steps, this.lastFrame.steps));
    this.closeup = this.scene.v.closeup = gone ? null : message;
    this.hideTip();
    if (this.closeup?.tiles) this.lens.show(message, this.scene.v.palette);
    else this.lens.clear();
    this.scene.schedule();
  }

  /** One look at the layers that are hidden, for their thumbnails. */
  setGlance(message) {
    this.glance = this.readLayers(message, {});
    this.cards.paint(this.scene.v, this.glance, true);
  }

  onDrawn(frame, final, tell) {
    tell(this, frame, final);
    clearTimeout(this.cardsTimer);
    if (final && !frame?.playing) this.cardsTimer = setTimeout(() => this.cards.paint(this.scene.v, this.glance, true),
      CARDS_MS);
    else this.cards.paint(this.scene.v, this.glance, false);
  }

  /** What the last frame has left for later: until it comes, that of the frame before is shown. */
  setLate(message) {
    const frame = this.lastFrame;
    if (!frame || message.seq !== frame.seq) return;
    this.readLayers(message, {});
    if (message.truth) this.showTruth(message.truth);
    const come = LATE.filter((key) => message[key] !== undefined);
    for (const key of come) frame[key] = message[key];
    frame.late = false;
    this.scene.complete(come);
  }

  /** Shows a frame; true when it brought curves. */
  setFrame(frame) {
    if (frame.axes !== this.world.axes) return false; // of another view of the same points
    const before = this.lastFrame;
    this.read(frame, before);
    this.lastFrame = frame;
    const moved = movedBetween(this.game, before, frame), each = Object.values(moved);
    const { maker, judge } = this.game;
    frame.moved = { maker: hasMoved(this.game, moved, maker), judge: hasMoved(this.game, moved, judge) };
    const slow = !frame.playing || (frame.speed !== null && frame.speed <= 2);
    // what was looked at has been taken
    const accepted = before?.preview && !frame.preview && isAfter(this.game, before, frame);
    // for another view, or after a `set`
    const again = before && each.every((n) => n === 0) && !frame.preview && !before.preview;
    if (again || accepted) this.scene.refresh(frame);
    else this.scene.show(frame, !frame.scrubbed && slow && each.every((n) => n >= 0 && n <= 20));
    this.node.classList.toggle("ganlab-previewing", Boolean(frame.preview));
    this.writeOutside(frame.outside);
    this.writePassing();
    const { curves } = this.game;
    if (!curves.some(({ turn }) => frame[`${turn}_curve`])) return false;
    this.rows = Object.fromEntries(curves.map(({ turn }) =>
      [turn, { rows: frame[`${turn}_curve`], future: frame[`${turn}_future`] }]));
    this.last = frame.losses;
    return true;
  }

  /** From codes to numbers. */
  read(frame, before) {
    frame.steps = stepsOf(this.game, frame.steps);
    if (this.world.mode === "plane") frame.fakes = dequantise(frame.fakes, this.world.within);
    if (frame.field) frame.fieldShape = frame.field.shape;
    // of another moment
    if (this.closeup && (frame.playing || !sameSteps(this.game, this.closeup.steps, frame.steps)))
      this.setCloseup(null);
    this.readLayers(frame, before ?? {});
    if (frame.truth && frame.truth !== before?.truth) this.showTruth(frame.truth);
    for (const key of ["field", "fakeScores", "realScores"]) if (frame[key]) frame[key] = unit(frame[key]);
  }

  showTruth(rows) {
    this.truth.show(rows);
    this.truth.node.hidden = !this.shown.includes("truth");
  }

  /** The layers of a message; those that the kernel did not renew this time are still those of the frame before. */
  readLayers(message, before) {
    for (const key of ["sheet", "push", "climb", "next", ...Object.keys(WAYS)]) if (message[key])
      message[key] = dequantise(message[key], this.world.within);
    for (const key of ["best", "gap", "source_field", "sheetShade"]) {
      if (!message[key]) continue;
      message[`${key}Shape`] = message[key].shape;
      message[key] = unit(message[key]);
    }
    for (const name of message.kept ?? []) for (const key of [name, `${name}Shape`]) if (before[key])
      message[key] = before[key];
    return message;
  }

  writeLegend() {
    const { counts, mode, caption, field, layers = [] } = this.world;
    const { maker: G, judge } = this.scene.v.titles, nouns = { real: "real", fake: "fake", judge, ...this.world.nouns };
    const D = nouns.judge;
    const mark = (kind) => el(`i.mark.mark-${kind}`, { "aria-hidden": "true" });
    const item = (kind, ...words) => el("span.item", {}, mark(kind), ...words);
    this.outside = el("span");
    const offered = new Set(layers.map((layer) => layer.name));
    const word = (name, ...inside) => {
      if (!offered.has(name)) return el("span.item", {}, ...inside);
      const on = this.shown.includes(name), { word, hint } = layers.find((layer) => layer.name === name);
      return el("button.item.word", { type: "button", "data-layer": name, "aria-pressed": String(on),
        title: `${on ? "Hide" : "Show"}: ${word}. ${hint}`, ...OWN_KEYS,
        onclick: () => this.toggle(name) }, ...inside);
    };
    const titled = (name) => layers.find((layer) => layer.name === name)?.word ?? "";
    const scale = (low, high) => [low, el("i.scale", { "aria-hidden": "true" }), high];
    const framed = item("frame", `frame and number: ${D}'s probability that the image is real, in percent`);
    const own = { images: [framed], translated: [framed],
      phase: [item("vector", "one step of both"), item("path", "the training so far"), item("start", "beginning"),
        item("here", "now"), this.world.rest ? item("rest", "equilibrium") : null] };
    const items = own[mode]
      ?? [word("real", mark("real"), `${count(counts.real)} ${nouns.real}`),
        word("fake", mark("fake"), `${count(counts.fake)} ${nouns.fake}`, this.outside),
        field ? word("line", mark("line"), mode === "strip" ? `output of ${D}` : "decision boundary") : null,
        field && mode === "plane" && !OTHER_GROUNDS.some((name) => this.shown.includes(name))
          ? word("field", ...scale(`${D}: fake`, "real")) : null];
    const extra = { patches: scale(`a patch, ${D}: fake`, "real"), best: scale(`${D}*: fake`, "real"),
      gap: scale(`${D} < ${D}*`, `${D} > ${D}*`),
      sheet: [mark("sheet"), "generator manifold"],
      push: [mark("push"), `gradient of ${G}'s loss`],
      climb: [mark("climb"), `gradient of ${D}`], next: [mark("next"), `after ${G}'s next step`],
      source_field: scale(`${titled("source_field").replace(/^Output of /, "")}: fake`, "real"),
      ...Object.fromEntries(Object.keys(WAYS).map((name) => [name, [mark(name), titled(name)]])) };
    for (const [name, inside] of Object.entries(extra)) if (offered.has(name) && this.shown.includes(name))
      items.push(word(name, ...inside));
    this.passing = { ghost: item("ghost", "before the step"), trails: item("trails", "way in the step"),
      crowds: item("crowds", "in one place") };
    const focused = this.legend.contains(document.activeElement) ? document.activeElement.dataset.layer : null;
    this.legend.classList.toggle("ganlab-flush", mode === "images" || mode === "translated");
    this.legend.replaceChildren(...items.filter(Boolean), ...Object.values(this.passing));
    write(this.caption, caption);
    this.stops.refresh();
    if (focused) this.legend.querySelector(`[data-layer="${focused}"]`)?.focus();
    this.writeOutside(this.lastFrame?.outside);
    this.writePassing();
  }

  /**
   * What the picture shows of the last step alone, and of fakes that lie on one spot, is in the legend while it does.
   */
  writePassing() {
    const { moved, before, now } = this.scene.v, shows = (name) => this.shown.includes(name);
    const there = { ghost: shows("line") && moved.judge && before?.field, trails: shows("fake") && moved.maker
      && before?.fakes,
      crowds: shows("fake") && (this.lastFrame ?? now)?.crowds?.length };
    for (const [name, item] of Object.entries(this.passing ?? {})) item.classList.toggle("ganlab-passed", !there[name]);
  }

  writeOutside(n) {
    const text = n ? ` (${count(n)} outside)` : "";
    if (this.outside) write(this.outside, text);
  }

  /** What a press asks of the kernel can be pressed, or not. */
  setAlive(alive) {
    for (const part of [this.head, this.legend, this.columns.node]) {
      for (const press of part.querySelectorAll("button, select")) press.disabled = !alive;
    }
    this.cards.setAlive(alive);
    if (!alive) this.onAsk = null;
  }

  onHover(event) {
    this.showTip(...this.placeOf(event));
  }

  /** Says what lies there. */
  showTip(x, y) {
    const text = this.scene.describe(x, y), { scale } = this, [px, py] = [x * scale, y * scale];
    if (!text) return this.hideTip();
    this.tip.textContent = this.cross?.at ? text.replace("click:", "enter:") : text;
    const left = tipLeft(px, 13, this.canvas.clientWidth, 0.6);
    this.tip.style.transform = `translate(${left}, ${Math.max(0, py - 44)}px)`;
    this.tip.classList.add("ganlab-shown");
  }

  hideTip() {
    this.tip.classList.remove("ganlab-shown");
  }
}
