// The Stepper: step D, step G, play; the scene; the curves; one sentence about what just happened.
import { Channel } from "./channel.js";
import { Controls } from "./controls.js";
import { drawCurves } from "./curves.js";
import { el, OWN_KEYS } from "./dom.js";
import { dequantise, unit } from "./protocol.js";
import { count } from "./scales.js";
import { Scene } from "./scene.js";
import { isDark, paletteFor, watchTheme } from "./theme.js";

const NARROW = 600, PANEL = 310, GAP = 24, EDGE = 4; // pixels; below this width the two columns stand one above the other
const SAY_MS = 500; // the sentence changes at most this often while it plays

class View {
  constructor(model, host) {
    this.model = model;
    this.host = host;
    this.build();
    this.channel = new Channel(model, {
      scene: (message) => this.onScene(message),
      frame: (message) => this.onFrame(message),
      note: (message) => this.onNote(message),
    }, (waiting) => this.onWaiting(waiting));
    this.controls = new Controls(this.channel, { root: this.root });
    this.panel.prepend(this.controls.node);
    this.scene = new Scene(this.canvas, { font: getComputedStyle(this.root).fontFamily || "sans-serif",
      onDrawn: (frame, final) => this.onDrawn(frame, final) });
    this.watch();
    this.channel.hello();
  }

  build() {
    this.canvas = el("canvas.canvas", { role: "img", "aria-label": "Scene" });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.stage = el("div.stage", { onpointermove: (event) => this.onHover(event), onpointerleave: () => this.hideTip() }, this.canvas, this.tip);
    this.legend = el("div.legend");
    this.sentence = el("p.sentence", { role: "status", "aria-live": "polite" });
    this.curves = el("canvas.curves", { role: "img", "aria-label": "Losses" });
    this.panel = el("div.panel", {}, this.sentence, this.curves);
    this.root = el("div.stepper", { tabindex: -1, role: "group", "aria-label": "GAN stepper", ...OWN_KEYS },
      el("div.left", {}, this.stage, this.legend), this.panel);
    this.host.classList.add("ganlab-host");
    this.host.append(this.root);
  }

  watch() {
    this.undo = [watchTheme(() => this.retheme())];
    const resize = new ResizeObserver(() => this.layout());
    resize.observe(this.host);
    const seen = new IntersectionObserver(([entry]) => this.setSeen(entry.isIntersecting && !document.hidden));
    seen.observe(this.root);
    const onVisibility = () => this.setSeen(!document.hidden);
    const onLeave = () => this.channel.goodbye();
    document.addEventListener("visibilitychange", onVisibility);
    globalThis.addEventListener("pagehide", onLeave);
    const onGone = () => this.kernelGone();
    const onHeight = () => this.layout();
    for (const name of ["comm_live_update", "comm:close"]) this.model.on(name, onGone);
    this.model.on("change:height", onHeight);
    this.undo.push(() => {
      resize.disconnect();
      seen.disconnect();
      document.removeEventListener("visibilitychange", onVisibility);
      globalThis.removeEventListener("pagehide", onLeave);
      for (const name of ["comm_live_update", "comm:close"]) this.model.off(name, onGone);
      this.model.off("change:height", onHeight);
    });
    this.retheme();
    this.layout();
  }

  /** Out of sight, a view costs nothing; back in sight it asks for what it missed. */
  setSeen(seen) {
    if (seen === this.seen) return;
    const first = this.seen === undefined;
    this.seen = seen;
    if (!seen) this.channel.goodbye();
    else if (!first) this.channel.hello();
    if (seen) this.layout();
  }

  retheme() {
    const dark = isDark(this.host);
    this.root.dataset.theme = dark ? "dark" : "light";
    this.palette = paletteFor(dark);
    this.scene.setPalette(this.palette);
    this.paintCurves();
  }

  layout() {
    const width = this.host.clientWidth - 2 * EDGE;
    if (!(width > 0)) return;
    const narrow = width < NARROW;
    this.root.classList.toggle("ganlab-narrow", narrow);
    const wanted = this.model.get("height") ?? 420;
    const size = Math.floor(Math.min(wanted, narrow ? width : Math.min(width * 0.52, width - GAP - PANEL)));
    this.root.style.setProperty("--ganlab-size", `${size}px`);
    this.scene.resize(size);
    this.paintCurves();
  }

  onScene(world) {
    this.world = { ...world, names: world.names ?? null };
    if (world.mode === "plane") this.world.real = dequantise(world.real, world.within);
    this.scene.setWorld(this.world);
    this.lastSteps = null;
    this.curveRows = {};
    this.canvas.setAttribute("aria-label", world.caption);
    this.writeLegend();
  }

  onFrame(frame) {
    if (!this.world) return;
    if (this.world.mode === "plane") frame.fakes = dequantise(frame.fakes, this.world.within);
    if (frame.field) frame.fieldShape = frame.field.shape;
    for (const key of ["field", "fakeScores", "realScores"]) if (frame[key]) frame[key] = unit(frame[key]);
    const before = this.lastSteps;
    frame.moved = before ? { d: frame.steps[0] - before[0], g: frame.steps[1] - before[1] } : {};
    this.lastSteps = frame.steps;
    const { d = 0, g = 0 } = frame.moved;
    const slow = !frame.playing || (frame.speed !== null && frame.speed <= 2);
    const again = before && d === 0 && g === 0; // the same moment once more, for another view or after a `set`
    if (again) this.scene.refresh(frame);
    else this.scene.show(frame, slow && Math.min(d, g) >= 0 && Math.max(d, g) <= 20);
    if (frame.d_curve) {
      Object.assign(this, { curveRows: { d: frame.d_curve, g: frame.g_curve }, last: frame.losses });
      this.paintCurves();
    }
    this.onNote(frame);
    this.writeOutside(frame.outside);
  }

  onNote(note) {
    if (note.steps) this.controls.update(note);
    if (note.text !== undefined) this.say(note.text, note.error, note.playing && !note.error);
  }

  onDrawn(frame, final) {
    if (!frame) return;
    this.channel.drawn = frame.seq;
    this.root.dataset.seen = frame.seq; // for tests and for the curious: the frame on the canvas
    if (final) this.root.dataset.seq = frame.seq; //                       ... and the one that has come to rest
  }

  paintCurves() {
    if (!this.palette || !this.curves.clientWidth) return;
    const rows = this.curveRows ?? {};
    const last = this.last ?? {};
    drawCurves(this.curves, [
      { name: "D loss", colour: this.palette.d, rows: rows.d, last: last.d },
      { name: "G loss", colour: this.palette.g, rows: rows.g, last: last.g },
    ], { palette: this.palette, font: this.scene.v.font, width: this.curves.clientWidth, height: this.curves.clientHeight,
      dpr: globalThis.devicePixelRatio || 1 });
  }

  writeLegend() {
    const { counts, mode, caption, field } = this.world;
    const item = (kind, ...words) => el("span.item", {}, el(`i.mark.mark-${kind}`, { "aria-hidden": "true" }), ...words);
    this.outside = el("span");
    const items = mode === "images" ? [item("bar", "bar: how real D finds the image")]
      : [item("real", `${count(counts.real)} real`), item("fake", `${count(counts.fake)} fake`, this.outside),
        field ? item("line", mode === "strip" ? "D: how likely real" : "D undecided") : null];
    const scale = field && mode === "plane" ? el("span.item", {}, "D says fake", el("i.scale", { "aria-hidden": "true" }), "real") : null;
    this.legend.classList.toggle("ganlab-flush", mode === "images");
    this.legend.replaceChildren(...[...items, scale].filter(Boolean), el("span.caption", {}, caption));
  }

  writeOutside(n) {
    const text = n ? ` (${count(n)} outside the picture)` : "";
    if (this.outside && this.outside.textContent !== text) this.outside.textContent = text;
  }

  /** Puts a sentence into the status line; while it plays, not more often than one can read. */
  say(text, error = false, throttled = false) {
    const now = performance.now();
    if (throttled && now - (this.saidAt ?? -Infinity) < SAY_MS) return;
    this.saidAt = now;
    this.saying = { text, error };
    if (this.waiting) return;
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
    this.sentence.classList.toggle("ganlab-error", Boolean(error));
  }

  onWaiting(waiting) {
    if (this.gone) return;
    this.waiting = waiting;
    this.root.classList.toggle("ganlab-waiting", waiting);
    if (waiting) this.sentence.textContent = "Queued: the kernel is busy and will do this as soon as it can.";
    else if (this.saying) this.say(this.saying.text, this.saying.error);
  }

  kernelGone() {
    if (this.gone) return;
    this.gone = true;
    this.channel.live = false;
    this.controls.setAlive(false);
    this.controls.showPlaying(false);
    this.root.classList.add("ganlab-gone");
    this.waiting = false;
    this.say("Kernel gone: run the cell again.", true);
  }

  onHover(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    const text = this.scene.describe(x, y);
    if (!text) return this.hideTip();
    this.tip.textContent = text;
    this.tip.style.transform = `translate(${x > box.width * 0.6 ? `calc(${x - 12}px - 100%)` : `${x + 14}px`}, ${Math.max(0, y - 44)}px)`;
    this.tip.classList.add("ganlab-shown");
  }

  hideTip() {
    this.tip.classList.remove("ganlab-shown");
  }

  stop() {
    for (const undo of this.undo) undo();
    this.channel.stop();
    this.scene.stop();
  }
}

export default {
  render({ model, el: host }) {
    const view = new View(model, host);
    return () => view.stop();
  },
};
