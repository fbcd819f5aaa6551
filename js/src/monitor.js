// The diversity monitor: the verdict, the modes and their light, what can be done, and the history of every figure.
import { Channel } from "./lib/channel.js";
import { Cures } from "./diversity/cures.js";
import { button, el, isTyping, OWN_KEYS, rename } from "./lib/dom.js";
import { KERNEL_GONE, Presence, QUEUED, sayWhileWaiting, watchSize, widgetOf } from "./lib/entry.js";
import { gameOf } from "./lib/game.js";
import { Figures } from "./diversity/figures.js";
import { History } from "./diversity/history.js";
import { Key, MapOfModes, Strip } from "./diversity/modes.js";
import { Latest } from "./timeline/moments.js";
import { dequantise } from "./lib/protocol.js";
import { isDark, paletteFor, watchTheme } from "./lib/theme.js";
import { Timeline } from "./timeline/timeline.js";
import { Verdict } from "./diversity/verdict.js";

const NARROW = 640; // pixels below which what stood side by side stands one above the other

/** A list as one says it, not longer than one reads. */
export const named = (names, most = 12) => (names.length > most
  ? `${names.slice(0, most).join(", ")} and ${names.length - most} more` : names.join(", "));

export class MonitorView {
  constructor(model, host) {
    Object.assign(this, { model, host, alive: true, playing: false });
    this.root = el("div.widget.monitor", { tabindex: -1, role: "group",
      "aria-label": model.get("name") ?? "Diversity monitor", ...OWN_KEYS });
    this.channel = new Channel(model, { scene: (world) => this.onWorld(world), frame: (frame) => this.onFrame(frame),
      note: (note) => this.onNote(note) },
      (waiting) => this.hold(waiting ? QUEUED : null), { onDone: () => this.onDone() });
    this.build();
    host.classList.add("ganlab-host");
    host.append(this.root);
    this.font = getComputedStyle(this.root).fontFamily || "sans-serif";
    this.timeline.setLanes(1);
    this.watch();
    this.retheme();
    this.channel.hello();
    this.endWait = sayWhileWaiting(() => this.frame || !this.alive, (text) => this.say(text));
  }

  build() {
    this.verdict = new Verdict();
    this.map = new MapOfModes();
    this.strip = new Strip();
    this.key = new Key();
    this.history = new History();
    this.figures = new Figures();
    this.cures = new Cures(this.root, { apply: (key) => this.command("remedies.apply", key) });
    this.scrub = new Latest((where) => this.command("scrub", where), () => this.channel.undone);
    this.timeline = new Timeline({ go: (to, exact, name) => this.scrub.wish({ to, exact, name }),
      grab: () => this.playing && this.command("pause"),
      visit: (pane, { number }, to) => this.command("visit", { pane, branch: number, to }) });
    const make = (spec) => button(this.root, spec);
    this.play = make({ name: "Play", key: "space", icon: "play", hint: "train round after round",
      tone: "time.button-small", onclick: () => this.toggle() });
    this.undoing = make({ name: "Undo", key: "Z", icon: "undo", hint: "take back what was done last",
      tone: "time.button-small", onclick: () => this.command("undo") });
    this.pausing = el("input.check", { type: "checkbox", "aria-label": "Pause on alarm", ...OWN_KEYS, onchange: () => {
      this.model.set("pause_on_alarm", this.pausing.checked);
      this.model.save_changes();
    } });
    this.missing = el("p.missing");
    this.said = el("p.said", { role: "status", "aria-live": "polite" });
    this.controls = el("div.vigil", { role: "group", "aria-label": "Training" }, this.play, this.undoing,
      el("label.choice", {}, this.pausing, "Pause on alarm"), this.said);
    this.head = el("div.monitor-head", {}, el("div.monitor-main", {}, this.verdict.node, this.cures.first),
      this.map.node);
    this.root.append(this.head, el("div.cells", {}, this.strip.node, this.key.node, this.missing), this.controls,
      el("div.past", {}, this.history.node, this.timeline.node),
      this.cures.all, this.figures.node);
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  watch() {
    const onSwitch = () => { this.pausing.checked = this.model.get("pause_on_alarm"); };
    onSwitch();
    this.presence = new Presence(this.model, this.root, { channels: () => [this.channel], layout: () => this.layout(),
      gone: () => this.kernelGone(), heard: { "change:pause_on_alarm": onSwitch } });
    this.unwatch = [watchSize(this.host, () => this.layout()), watchTheme(() => this.retheme())];
  }

  retheme() {
    const dark = isDark(this.host);
    this.root.dataset.theme = dark ? "dark" : "light";
    this.palette = paletteFor(dark);
    this.timeline.setPalette(this.palette, this.font);
    this.paint();
  }

  layout() {
    const width = this.host.clientWidth;
    if (!(width > 0)) return;
    this.root.classList.toggle("ganlab-narrow", width < NARROW);
    this.timeline.layout();
    this.paint();
  }

  onWorld(world) {
    if (world.look === "map") world.real = dequantise(world.real, world.within);
    this.world = world;
    this.frame = null;
    this.strip.faces = null;
    this.verdict.setWorld(world);
    this.history.setWorld(world, gameOf(world.game ?? this.model.get("game")));
    this.figures.setWorld(world);
    this.key.setWorld(world);
    this.map.node.hidden = world.look !== "map";
    this.strip.node.hidden = !world.names.length;
    this.history.node.hidden = !world.figures.length;
    this.timeline.node.hidden = this.play.hidden = this.undoing.hidden = this.pausing.parentNode.hidden = world.stream;
    this.root.classList.toggle("ganlab-stream", world.stream);
  }

  onFrame(frame) {
    if (!this.world) return;
    if (frame.fakes) frame.fakes = dequantise(frame.fakes, this.world.within);
    this.frame = frame;
    this.update(frame);
    this.verdict.update(frame);
    this.cures.update(frame, this.world.stream);
    this.figures.update(frame);
    if (this.world.figures.length) this.history.update(frame);
    this.root.dataset.tone = frame.verdict.tone;
    this.say(frame.text, frame.error);
    this.describe(frame);
    this.paint();
    this.channel.drawn = frame.seq;
    Object.assign(this.root.dataset, { seen: frame.seq, seq: frame.seq, verdict: frame.verdict.name });
  }

  onNote(note) {
    this.update(note);
    if (note.text !== undefined) this.say(note.text, note.error);
  }

  update({ time, strip, playing }) {
    if (time) {
      this.timeline.update(0, { ...time, ...strip });
      this.can = time;
    }
    if (playing !== undefined && playing !== this.playing) this.showPlaying(playing);
    this.enable();
  }

  /** What a screen reader says of the pictures. */
  describe({ live, missing, looks }) {
    const { names, units } = this.world;
    const all = missing.length ? `Missing: ${named(missing)}.` : `None of the ${names.length} ${units} is missing.`;
    const said = looks ? all : "";
    if (this.missing.textContent !== said) this.missing.textContent = this.missing.title = said;
    const lost = missing.length ? `; missing: ${missing.join(", ")}` : "";
    const text = `${live ?? "no"} of ${names.length} ${units} live${lost}`;
    for (const { canvas } of [this.map, this.strip]) canvas.setAttribute("aria-label", text);
  }

  paint() {
    const { world, frame, palette } = this;
    if (!world || !frame || !palette) return;
    if (world.look === "map" && frame.light) this.map.paint(world, frame.fakes, frame.light, palette);
    if (world.names.length && frame.light) this.strip.paint(world, frame.light, palette, this.font);
    if (world.figures.length) this.history.paint(palette, this.font);
  }

  say(text = "", error = false) {
    this.saying = { text, error };
    if (!this.held) this.tell(text, error);
  }

  /** Another sentence takes the place for a while; null gives it back. */
  hold(text) {
    if (!this.alive) return;
    this.held = text;
    this.root.classList.toggle("ganlab-waiting", Boolean(text));
    if (text) this.tell(text);
    else this.tell(this.saying?.text, this.saying?.error);
  }

  tell(text = "", error = false) {
    if (this.said.textContent !== text) this.said.textContent = text;
    this.said.classList.toggle("ganlab-error", Boolean(error));
  }

  toggle() {
    this.command(this.playing ? "pause" : "play");
  }

  command(what, value = null) {
    if (this.alive && !this.world?.stream) this.channel.command(what, value);
  }

  onDone() {
    this.scrub.flush();
    if (this.channel.undone === 0 && !this.scrub.waiting) this.timeline.settled();
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || event.repeat
      || event.target.matches?.("summary, input")) return;
    const pressed = event.key.toLowerCase();
    if (event.target.closest?.("button") && (pressed === " " || pressed === "enter")) return;
    if (pressed === " ") this.toggle();
    else if (pressed === "z" && this.can?.undo) this.command("undo");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  showPlaying(playing) {
    this.playing = playing;
    rename(this.play, playing ? "Pause" : "Play", playing ? "pause" : "play");
  }

  enable() {
    this.play.disabled = this.pausing.disabled = !this.alive;
    this.undoing.disabled = !this.alive || !this.can?.undo;
  }

  kernelGone() {
    if (!this.alive) return;
    this.hold(null);
    this.alive = this.channel.live = false;
    this.cures.setAlive(false);
    this.timeline.setAlive(false);
    this.showPlaying(false);
    this.enable();
    this.root.classList.add("ganlab-gone");
    this.say(KERNEL_GONE, true);
  }

  stop() {
    this.endWait();
    this.presence.stop();
    for (const unwatch of this.unwatch) unwatch();
    this.channel.stop();
    this.timeline.stop();
  }
}

export default widgetOf(MonitorView);
