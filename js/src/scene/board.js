// The board: the pictures of one GAN or several side by side, one sentence, the curves, and room for what acts on them.
import { drawCurves } from "../lib/curves.js";
import { el, OWN_KEYS, write } from "../lib/dom.js";
import { watchSize } from "../lib/entry.js";
import { gameOf } from "../lib/game.js";
import { LETTERS, Pane } from "./pane.js";
import { isDark, paletteFor, watchTheme } from "../lib/theme.js";

// pixels; below NARROW what stood side by side stands one above the other
const NARROW = 600, PANEL = 310, GAP = 24, EDGE = 4;
const SLIM = 420; // of a telephone
const BESIDE = 1120, MORE = 340; // from this width on there is room for one more column, and how wide it is
const STAGE = 560; // on the whole screen marks and letters grow with a picture that is larger than this
const LEAST = 250; // pixels that one of several pictures needs
const PAIR = 280; // pixels that each of two pictures needs to have the panel beside them
const SAY_MS = 500; // the sentence changes at most this often while it plays
const DASHES = [[], [6, 4], [2, 3], [9, 3, 2, 3]];

/** How many of n pictures stand in a row of that width. */
export function perRow(n, width) {
  const fit = Math.max(1, Math.min(n, Math.floor((width + GAP) / (LEAST + GAP))));
  return n === 4 && fit === 3 ? 2 : fit;
}

/** Pixels that are left for each of two pictures with the panel beside them. */
const roomOfPair = (width) => (width - PANEL - 2 * GAP) / 2;

/** Pixels that each of n pictures may be wide. */
function roomFor(n, width, { row, narrow, full, more, abreast }) {
  if (abreast) return roomOfPair(width);
  if (n > 1) return row > 1 ? (width - GAP * (row - 1)) / row : Math.min(width, 340);
  if (narrow) return width;
  return full ? width - GAP - PANEL : Math.min(width * 0.52, width - GAP - PANEL - (more ? GAP + MORE : 0));
}

export class Board {
  constructor(host, { game = gameOf(), height = () => 420, name = "GAN stepper", onDrawn = () => {},
    actionsFor = () => [], onLayers, onColumns, onAsk } = {}) {
    Object.assign(this, { host, game, height, onDrawn, actionsFor, onColumns, onAsk,
      onLayers: onLayers ?? ((names) => this.setLayers(names)), panes: [], parted: "" });
    this.sentence = el("p.sentence", { role: "status", "aria-live": "polite" });
    this.curves = el("canvas.curves", { role: "img", "aria-label": "Losses" });
    this.scenes = el("div.scenes");
    this.panel = el("div.panel", {}, this.sentence, this.curves);
    this.top = el("div.top", {}, this.scenes, this.panel);
    this.band = el("div.band"); // what belongs to a single picture and is wider than it
    this.rooms = { layers: this.band, gauges: this.panel }; // where these stand, unless somebody has another place
    this.root = el("div.widget.stepper", { tabindex: -1, role: "group", "aria-label": name, ...OWN_KEYS }, this.top,
      this.band);
    host.classList.add("ganlab-host");
    host.append(this.root);
    this.tint();
    this.font = getComputedStyle(this.root).fontFamily || "sans-serif";
    this.followers = []; // what else has colours and a width: {setPalette, layout}
    const onResize = () => this.layout();
    globalThis.addEventListener("resize", onResize); // of the window: there may be less room from top to bottom
    this.undo = [watchTheme(() => this.retheme()), watchSize(host, onResize),
      () => globalThis.removeEventListener("resize", onResize)];
  }

  get many() {
    return this.panes.length > 1;
  }

  /** Another game is played, in all pictures but those that show one of their own. */
  setGame(game) {
    this.game = game;
    for (const pane of this.panes) if (!pane.ownGame) pane.setGame(game);
    this.tint();
    this.paintCurves();
  }

  /** What stands outside of the pictures has the colours of the game, too. */
  tint() {
    for (const who of ["maker", "judge"]) this.root.style.setProperty(`--ganlab-${who}`,
      `var(--ganlab-${this.game[who].colour})`);
  }

  /** As many pictures as there are titles; those that stay keep what they show. */
  setTitles(titles) {
    while (this.panes.length > titles.length) {
      const pane = this.panes.pop();
      pane.scene.stop();
      pane.node.remove();
    }
    while (this.panes.length < titles.length) {
      const index = this.panes.length;
      const pane = new Pane(index, { font: this.font, game: this.game, commonGame: () => this.game,
        onDrawn: this.onDrawn, actions: this.actionsFor(index), onLayers: this.onLayers, onColumns: this.onColumns,
          onAsk: this.onAsk });
      if (this.layers) pane.setShown(this.layers);
      pane.sentence = el("p.pane-sentence");
      pane.node.append(pane.sentence);
      this.panes.push(pane);
      this.scenes.append(pane.node);
    }
    titles.forEach((title, i) => this.panes[i].setTitle(title));
    this.root.classList.toggle("ganlab-many", this.many);
    this.retheme();
    this.layout();
  }

  /** Everything in the colours of the page. */
  retheme() {
    const dark = isDark(this.host);
    this.root.dataset.theme = dark ? "dark" : "light";
    this.palette = paletteFor(dark);
    for (const pane of this.panes) pane.setPalette(this.palette);
    for (const follower of this.followers) follower.setPalette(this.palette, this.font);
    this.paintCurves();
  }

  layout() {
    const width = this.host.clientWidth - 2 * (parseFloat(getComputedStyle(this.root).paddingLeft) || EDGE);
    if (!(width > 0)) return;
    const narrow = width < NARROW, n = this.panes.length, row = perRow(n, width);
    const full = this.root.classList.contains("ganlab-full"), beside = !narrow && !full && n === 1 && width >= BESIDE;
    const abreast = !full && n === 2 && roomOfPair(width) >= PAIR;
    for (const [name, on] of Object.entries({ narrow, slim: width < SLIM, beside, abreast, wide: !narrow && n === 1 }))
      this.root.classList.toggle(`ganlab-${name}`, on);
    this.arrange();
    const more = beside && this.root.classList.contains("ganlab-opened");
    const room = roomFor(n, width, { row, narrow, full, more, abreast });
    const size = Math.floor(Math.min(this.height({ narrow, full, n, abreast }), room));
    this.scale = full ? Math.max(1, size / STAGE) : 1;
    this.root.style.setProperty("--ganlab-size", `${size}px`);
    this.root.style.setProperty("--ganlab-scale-up", this.scale);
    const shared = n > 1 && row > 1 ? "1fr" : "100%", column = abreast ? `${size}px` : shared;
    this.scenes.style.gridTemplateColumns = `repeat(${row}, ${column})`;
    for (const pane of this.panes) pane.resize(size, this.scale);
    for (const follower of this.followers) follower.layout(this.scale);
    this.paintCurves();
  }

  /** What all pictures show, by name. */
  setLayers(names) {
    this.layers = names;
    for (const pane of this.panes) pane.setShown(names);
  }

  /** One choice of layers for all pictures; the gauges of one picture in their room, of several below each. */
  arrange() {
    if (this.panes.length === this.arranged) return;
    this.arranged = this.panes.length;
    this.panes.forEach(({ node, caption, cards, columns, truth }, i) => {
      if (i > 0) for (const other of [caption, cards.node, columns.node]) other.remove(); // all show the same layers
      else this.rooms.layers.append(caption, cards.node, columns.node);
      (this.many ? node : this.rooms.gauges).append(truth.node);
    });
  }

  onWorld(index, world) {
    this.panes[index]?.setWorld(world);
  }

  onFrame(index, frame) {
    const pane = this.panes[index];
    if (!pane?.world) return;
    if (pane.setFrame(frame)) this.paintCurves();
    if (this.many && !this.tooSoon(pane, frame) && frame.text !== undefined) write(pane.sentence, frame.text);
    if (this.many) pane.sentence.classList.toggle("ganlab-error", Boolean(frame.error));
  }

  tooSoon(pane, { playing, error }) {
    const now = performance.now();
    if (playing && !error && now - (pane.saidAt ?? -Infinity) < SAY_MS) return true;
    pane.saidAt = now;
    return false;
  }

  paintCurves() {
    if (!this.palette || !this.curves.clientWidth) return;
    const lanes = this.game.curves.map(({ title, turn, colour }) => ({ name: title, colour: this.palette[colour],
      series: this.panes.map(({ rows, last }, i) => ({ ...rows[turn], last: last?.[turn], dash: DASHES[i],
        letter: LETTERS[i], colour: this.palette[i % 2 ? "ink" : colour] })) }));
    const { scale = 1 } = this; // drawn smaller and shown larger
    drawCurves(this.curves, lanes, { palette: this.palette, font: this.font, width: this.curves.clientWidth / scale,
      height: this.curves.clientHeight / scale, dpr: scale * (globalThis.devicePixelRatio || 1) });
  }

  /** Puts a sentence into the status line; while it plays, not more often than one can read. */
  say(text, error = false, throttled = false) {
    const now = performance.now();
    if (throttled && now - (this.saidAt ?? -Infinity) < SAY_MS) return;
    this.saidAt = now;
    this.saying = { text, error };
    if (this.held) return;
    write(this.sentence, text);
    this.sentence.classList.toggle("ganlab-error", Boolean(error));
  }

  /** Another sentence takes the place for a while; null gives it back. */
  hold(text) {
    this.held = text;
    this.root.classList.toggle("ganlab-waiting", Boolean(text));
    if (text) write(this.sentence, text);
    else if (this.saying) this.say(this.saying.text, this.saying.error);
  }

  stop() {
    for (const undo of this.undo) undo();
    for (const pane of this.panes) pane.scene.stop();
  }
}
