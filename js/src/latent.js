// The latent explorer: a sheet that is a window into the latent space, a plane to drag, sliders, and what one keeps.
import { Channel } from "./lib/channel.js";
import { Condition } from "./explorer/condition.js";
import { el, isTyping, OWN_KEYS } from "./lib/dom.js";
import { Edits } from "./explorer/edits.js";
import { KERNEL_GONE, Presence, QUEUED, sayWhileWaiting, watchSize, widgetOf } from "./lib/entry.js";
import { gameOf, stepsOfSide } from "./lib/game.js";
import { Hand } from "./explorer/hand.js";
import { Kept } from "./explorer/kept.js";
import { Pad } from "./explorer/pad.js";
import { Pointer } from "./explorer/pointer.js";
import { count } from "./lib/scales.js";
import { Sheet } from "./explorer/sheet.js";
import { Sliders } from "./explorer/sliders.js";
import { Table } from "./explorer/table.js";
import { isDark, paletteFor, watchTheme } from "./lib/theme.js";
import { Tools } from "./explorer/tools.js";

const NARROW = 640, PANEL = 330, GAP = 24, EDGE = 4; // pixels
const GIVEN = 250; // pixels that what G is given needs, at the left
const SLOP = 4; // pixels that a press may wander and still be a click

export class LatentView {
  constructor(model, host) {
    Object.assign(this, { model, host, place: [0, 0], spacing: 1 });
    this.channel = new Channel(model, { scene: (world) => this.onWorld(world), frame: (frame) => this.onFrame(frame),
      note: (note) => this.onNote(note), answer: (message) => this.edits.show(message),
      thumbs: (map) => this.pad.lay(map), kept: (kept) => this.kept.show(kept),
      file: (file) => this.tools.onFile(file), tool: (message) => this.condition.hear(message) },
    (waiting) => this.hold(waiting ? QUEUED : null), { onDone: () => this.hand?.flush() });
    this.hand = new Hand(this.channel);
    this.build();
    this.watch();
    this.retheme();
    this.layout();
    this.channel.hello();
    this.endWait = sayWhileWaiting(() => this.last || this.gone, (text) => this.say(text));
  }

  build() {
    const begin = () => this.act("begin"), drag = (to, final) => this.move("drag", "", { to, final });
    this.canvas = el("canvas.canvas.latent-canvas", { tabindex: 0, role: "application",
      "aria-label": "Sheet of samples. Arrow keys move it, enter says what is known of this sample.", ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event), ondblclick: () =>
        this.act("view", this.view === "one" ? "sheet" : "one"),
      onkeydown: (event) => this.onSheetKey(event) });
    this.table = new Table((index) => this.act("pick", index));
    this.stage = el("div.stage.latent-stage", {}, this.canvas, this.table.node);
    this.pad = new Pad({ begin, move: drag });
    this.sliders = new Sliders({ begin, slide: (k, to, final) => this.move("slide", k, { k, to, final }),
      lock: (k) => this.act("lock", k) });
    this.sentence = el("p.sentence.latent-sentence", { role: "status", "aria-live": "polite" });
    this.caption = el("p.latent-caption");
    this.root = el("div.widget.latent", { tabindex: -1, role: "group",
      "aria-label": this.model.get("name") ?? "Latent explorer", ...OWN_KEYS });
    this.font = getComputedStyle(this.host).fontFamily || "sans-serif";
    this.sheet = new Sheet(this.canvas, this.font);
    this.pointer = new Pointer({ canvas: this.canvas, sheet: this.sheet, ask: (value) => this.point(value) });
    this.stage.append(this.pointer.tip, this.pointer.said);
    const move = (what, to, final) => this.move(what, "", { to, final }), act = (what, value) => this.act(what, value);
    this.kept = new Kept({ act, begin, move }, this.sheet.v);
    this.edits = new Edits({ act: (what, value) => this.act(what, value),
      say: (text, error) => this.say(text, error) });
    this.tools = new Tools({ root: this.root, act, begin, move, say: (text) => this.say(text), kept: this.kept,
      compare: this.edits.compare });
    this.density = el("button.button.button-small", { type: "button", "aria-pressed": "false", hidden: true,
      title: "Show or hide how often G makes a sample of each place, counted over 4,000 latents", ...OWN_KEYS,
      onclick: () => this.setDense(this.density.getAttribute("aria-pressed") === "false") },
    "Density of the fakes");
    this.legend = el("div.latent-legend", { hidden: true });
    this.condition = new Condition({ root: this.root, act: (what, value) => this.act(what, value),
      changed: () => this.layout() });
    const panel = el("div.latent-panel", {}, this.tools.moves, this.tools.views,
      el("div.latent-plane", {}, this.pad.canvas, this.tools.plane), this.tools.which, this.sliders.node,
        this.sentence);
    this.root.append(el("div.latent-top", {}, this.condition.node,
      el("div.latent-left", {}, this.stage, this.legend, this.caption), panel),
      this.tools.keeping, this.edits.node);
    this.host.classList.add("ganlab-host");
    this.host.append(this.root);
    this.pad.font = this.font;
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  watch() {
    this.presence = new Presence(this.model, this.root, { channels: () => [this.channel], layout: () => this.layout(),
      gone: () => this.kernelGone(), heard: { "change:height": () => this.layout() } });
    this.unwatch = [watchSize(this.host, () => this.layout()), watchTheme(() => this.retheme())];
  }

  retheme() {
    const dark = isDark(this.host);
    this.root.dataset.theme = dark ? "dark" : "light";
    this.sheet.v.palette = this.pad.palette = paletteFor(dark);
    this.condition.own.setPalette(this.pad.palette);
    this.sheet.draw();
    this.pad.draw();
    this.kept.draw();
  }

  /** Have said what lies under the pointer. */
  point(value) {
    if (!this.gone) this.channel.post({ kind: "point", value });
  }

  /** Show or hide the density of the fakes. */
  setDense(on) {
    this.density.setAttribute("aria-pressed", String(on));
    this.act("density", on);
  }

  /** What the marks in a picture of points mean; the density can be switched there. */
  writeLegend({ sort, dense, real }) {
    this.legend.hidden = sort !== "points";
    this.density.hidden = !dense;
    const item = (kind, words) =>
      el("span.latent-item", {}, el(`i.latent-mark-${kind}`, { "aria-hidden": "true" }), words);
    this.legend.replaceChildren(...[real ? item("real", "real") : null, item("fake", "samples"),
      item("here", "this sample"), this.density].filter(Boolean));
  }

  layout() {
    const width = this.host.clientWidth - 2 * EDGE;
    if (!(width > 0)) return;
    const { there, plane } = this.condition, given = there ? GIVEN + GAP : 0, panel = plane ? 0 : GAP + PANEL;
    const narrow = width < NARROW + given;
    this.root.classList.toggle("ganlab-narrow", narrow);
    this.root.classList.toggle("ganlab-sources-only", Boolean(there && plane));
    const size = Math.floor(Math.min(this.model.get("height") ?? 460, narrow ? width : width - given - panel));
    this.root.style.setProperty("--ganlab-size", `${size}px`);
    this.sheet.resize(size);
    this.pad.resize(150);
    if (there) this.condition.own.layout();
  }

  act(what, value = null) {
    if (this.gone) return;
    this.root.dataset.rest = "false";
    this.hand.act(what, value);
  }

  move(what, key, value) {
    if (this.gone) return;
    this.root.dataset.rest = "false";
    this.hand.move(what, key, value);
  }

  /** A press on the sheet: a click picks a sample, a drag pulls the plane along. */
  grab(event) {
    if (event.button !== 0) return;
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    const start = [event.clientX, event.clientY], from = this.place, per = this.spacing / this.sheet.pitch;
    let dragging = false;
    const to = (e) => [from[0] - (e.clientX - start[0]) * per, from[1] + (e.clientY - start[1]) * per];
    const move = (e) => {
      if (!dragging && Math.hypot(e.clientX - start[0], e.clientY - start[1]) < SLOP) return;
      if (!dragging) this.act("begin");
      dragging = true;
      this.root.classList.add("ganlab-dragging");
      this.move("drag", "", { to: to(e), final: false });
    };
    const up = (e) => {
      for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
        this.canvas.removeEventListener(name, listen);
      this.root.classList.remove("ganlab-dragging");
      const taken = e.type === "pointercancel"; // a finger that goes up or down scrolls the page
      if (dragging) return this.move("drag", "", { to: taken ? from : to(e), final: true });
      const box = this.canvas.getBoundingClientRect(), index = this.sheet.at(e.clientX - box.left, e.clientY - box.top);
      if (e.type === "pointerup" && index >= 0 && this.view !== "one") this.act("pick", index);
    };
    for (const [name, listen] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
      this.canvas.addEventListener(name, listen);
  }

  onSheetKey(event) {
    if (!this.pointer.onKey(event.key)) return this.pad.onKey(event);
    event.preventDefault();
    return event.stopPropagation();
  }

  onKey(event) {
    if (isTyping(event) || event.altKey) return;
    const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if ((event.ctrlKey || event.metaKey) && !undo) return;
    if (event.target.closest?.("button") && (event.key === " " || event.key === "Enter")) return;
    if (undo) this.act("undo");
    else if (!this.tools.onKey(event.key.toLowerCase())) return;
    event.preventDefault();
    event.stopPropagation();
  }

  onWorld(world) {
    this.sheet.setWorld(world);
    this.world = world;
    const table = world.sort === "table";
    this.canvas.hidden = table;
    this.table.node.hidden = !table;
    this.table.setWorld(world);
    this.tools.setWorld(world);
    this.edits.setWorld(world);
    this.writeLegend(world);
    this.condition.setWorld(world);
    this.onRail(world);
    const { called, dims, sort, shape } = world, size = shape.slice(-2).join(" × ");
    const made = { points: `points with ${shape[0]} coordinate${shape[0] > 1 ? "s" : ""}`,
      table: `rows of ${shape[0]} columns`, image: `images of ${size} pixels` }[sort] ?? `${sort}s of ${size} values`;
    const from = world.source ? `a picture and noise of size ${dims}` : `latents of size ${dims}`;
    this.about = world.source?.plane ? `${called}: at the right of each picture what G makes of it.`
      : `${called}: G makes ${made} from ${from}.`;
    this.caption.textContent = this.about;
  }

  onRail(rail) {
    this.rail = rail;
    this.sliders.setDirections(rail.directions);
    this.pad.set({ axes: rail.axes, directions: rail.directions });
    this.tools.setRail(rail, this.world);
    if (this.last) this.sliders.set(this.last.values, this.last.locked);
  }

  onFrame(frame) {
    if (!this.world) return;
    this.last = frame;
    if (frame.rows_shown !== undefined) this.table.draw(frame);
    else this.sheet.draw(frame);
    this.pointer.renew();
    const { place, spacing, view, values, locked } = frame;
    const idle = this.channel.undone === 0 && this.hand.waiting.size === 0;
    Object.assign(this, { place, spacing, view });
    if (idle || !this.pad.held) this.pad.set({ place });
    this.sliders.set(values, locked);
    this.tools.update(frame);
    this.condition.frame(frame);
    const game = gameOf(this.model.get("game")), { maker } = game;
    const steps = count(stepsOfSide(game, frame.steps, maker));
    const trained = frame.steps ? ` ${maker.title} has taken ${steps} steps.` : "";
    const said = `${this.about}${trained}`;
    if (this.caption.textContent !== said) this.caption.textContent = said;
    this.say(frame.text, frame.error);
    this.channel.drawn = frame.seq;
    this.root.dataset.seq = frame.seq; // for tests and the curious: which frame is on the canvas,
    this.root.dataset.done = this.channel.done; // how many of this view's commands it includes,
    this.root.dataset.rest = String(idle && !frame.hurried); // and whether nothing is on its way
  }

  onNote(note) {
    if (note.rail) this.onRail(note.rail);
    if (note.pointed) this.pointer.show(note.pointed);
    if (note.looking !== undefined) this.edits.setLooking(note.looking);
    if (note.text !== undefined) this.say(note.text, note.error);
  }

  say(text = "", error = false) {
    this.saying = { text, error };
    if (this.held) return;
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
    this.sentence.classList.toggle("ganlab-error", Boolean(error));
  }

  hold(text) {
    if (this.gone) return;
    this.held = text;
    this.root.classList.toggle("ganlab-waiting", Boolean(text));
    if (text) this.sentence.textContent = text;
    else if (this.saying) this.say(this.saying.text, this.saying.error);
  }

  kernelGone() {
    if (this.gone) return;
    this.hold(null);
    this.say(KERNEL_GONE, true);
    this.gone = true;
    this.channel.live = false;
    this.root.classList.add("ganlab-gone");
    for (const control of this.root.querySelectorAll("button, input, select")) control.disabled = true;
  }

  stop() {
    this.endWait();
    this.presence.stop();
    for (const unwatch of this.unwatch) unwatch();
    this.tools.stop();
    this.pointer.stop();
    this.condition.stop();
    this.channel.stop();
  }
}

export default widgetOf(LatentView);
