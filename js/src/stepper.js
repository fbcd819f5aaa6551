// The Stepper, and the Lab of several GANs: step D, step G, play; the scenes; the curves; time; one sentence.
import { Begin } from "./panels/begin.js";
import { Board } from "./scene/board.js";
import { Channel } from "./lib/channel.js";
import { charts } from "./panels/charts.js";
import { Controls } from "./panels/controls.js";
import { mini } from "./lib/dom.js";
import { draw } from "./panels/draw.js";
import { Drawers, partFor } from "./panels/drawers.js";
import { exports, keep } from "./panels/export.js";
import { KERNEL_GONE, Presence, QUEUED, roomAround, sayWhileWaiting, widgetOf } from "./lib/entry.js";
import { gameOf } from "./lib/game.js";
import { Help } from "./panels/help.js";
import { More } from "./panels/more.js";
import { png } from "./panels/print.js";
import { round } from "./panels/round.js";
import { Screen } from "./panels/screen.js";
import { settings } from "./panels/settings.js";
import { source } from "./panels/source.js";
import { TimeBar } from "./timeline/timebar.js";

const DRAWERS = [round, charts, settings, source, draw, exports]; // from left to right
const GLANCE_MS = 350; // of rest, before the hidden layers are asked for
const LEAST = 240, GAPS = 28; // pixels: the smallest picture, and what stands between the rows
const UNDER = 190; // pixels that the buttons and the sentence take under a picture in a narrow widget

class View {
  constructor(model, host) {
    this.model = model;
    const game = gameOf(model.get("game"));
    this.board = new Board(host, { game, height: (how) => this.height(how), name: model.get("name") ?? "GAN stepper",
      onDrawn: (pane, frame, final) => this.onDrawn(pane, frame, final), actionsFor: (index) => this.actionsFor(index),
      onLayers: (names) => this.wish("layers", names), onColumns: (view) => this.wish("columns", view),
      onAsk: (pane, question) => this.controls.command("closeup", { pane, ...question }) });
    this.board.setLayers(model.get("layers") ?? []);
    this.root = this.board.root;
    this.channels = [];
    this.glanced = {};
    this.lead = new Channel(model, { note: (note) => this.onNote(note), tool: (message) => this.onTool(message) },
      (waiting) => this.onWaiting(waiting),
      { quiet: true, onDone: () => this.onDone(), onCommand: () => this.noGlance() });
    this.controls = new Controls(this.lead, { root: this.root, game });
    this.time = new TimeBar(this.lead, this.controls, { root: this.root, many: () => this.board.panes.length });
    this.board.panel.prepend(this.controls.node);
    this.help = new Help(this.root, () => this.board.panes[0]?.world?.layers ?? [], game);
    this.screen = new Screen(host, this.root, () => this.board.layout());
    this.camera = mini("Save picture", "camera", "What is shown now, as a PNG file", () => this.savePicture());
    this.drawers = new Drawers(DRAWERS, { root: this.root, more: [this.camera, this.help.press],
      board: this.board, controls: this.controls, channel: this.lead, timeline: this.time.timeline,
      open: () => model.get("open_drawers") ?? [], remember: (names) => this.wish("open_drawers", names) });
    this.more = new More({ root: this.root, controls: this.controls, time: this.time,
      open: () => this.opened, remember: (open) => this.open(open), wide: [this.drawers.node],
      gauges: (shown) => this.wish("layers", shown ? [...this.board.layers, "truth"]
        : this.board.layers.filter((name) => name !== "truth")) });
    this.board.rooms = this.more;
    this.begin = new Begin({ start: (wishes) => this.controls.command("begin.start", { pane: 0, wishes }),
      ask: () => this.controls.command("begin.pictures"), fail: (text) => this.board.say(text, true),
      more: [this.screen.press, this.more.press] });
    this.root.append(this.time.node, this.begin.node, this.more.side, this.more.wide);
    this.board.followers.push(this.time.timeline, this.begin, this.drawers);
    this.watch();
    this.onTitles();
    this.time.setBeside(model.get("beside") ?? 0);
    this.time.timeline.resized = () => this.board.layout();
    this.onMore();
    this.endWait = sayWhileWaiting(() => this.board.panes[0]?.lastFrame || this.gone, (text) => this.board.say(text));
  }

  /** Whether what is behind "More" is shown: as is wished, and while a drawer is open. */
  get opened() {
    return Boolean(this.model.get("more")) || (this.model.get("open_drawers") ?? []).length > 0;
  }

  /** Show what is behind "More"; or close it, with its drawers, which come back with it. */
  open(more) {
    const drawers = this.model.get("open_drawers") ?? [];
    this.model.set("more", more);
    this.wish("open_drawers", more ? this.kept ?? drawers : []);
    this.kept = more ? null : drawers;
    if (more && this.screen.full) this.more.side.scrollIntoView({ block: "nearest" }); // it is below the picture
  }

  /** Of the scene, in pixels: what is wished, or less where that is more than can be seen at once. */
  height({ narrow, full, n, abreast } = {}) {
    const wished = this.model.get("height") ?? 420, room = full ? this.board.host.clientHeight - 32
      : roomAround(this.board.host);
    if (n > 1 && !abreast) return full ? Math.max(260, 0.5 * room) : wished;
    if (full && !narrow) return Math.max(LEAST, room); // everything else stands beside it
    const { node, stage, truth } = this.board.panes[0] ?? {};
    const legend = node && !full ? node.offsetHeight - stage.offsetHeight // on the whole screen it stands beside
      - (n > 1 ? truth.node.offsetHeight : 0) : 0; // the gauges of several stand under each, and may be scrolled to
    const under = narrow ? UNDER : this.time.timeline.node.offsetHeight + this.begin.node.offsetHeight + GAPS + legend;
    return Math.max(LEAST, full ? room - under : Math.min(wished, room - under));
  }

  async savePicture() {
    keep(this.board, await png(this.board));
  }

  /** Set a trait, here and in the kernel. */
  wish(trait, value) {
    this.model.set(trait, value);
    this.model.save_changes();
  }

  /** Other layers are shown than before, whoever said so. */
  onLayers() {
    this.board.setLayers(this.model.get("layers"));
    this.more.setShown(this.board.layers);
    this.glanced = {};
  }

  /** What is behind "More" is shown, or no longer. */
  onMore() {
    this.root.classList.toggle("ganlab-opened", this.opened);
    this.more.follow();
    this.drawers.follow();
    this.board.layout();
    this.onDone(); // the thumbnails of hidden layers are wanted now
  }

  /** A tool in the kernel speaks: of what a training begins with, or to a drawer. */
  onTool(message) {
    if (message.tool === "begin") this.begin.hear(message);
    else this.drawers.hear(message);
  }

  /** A picture has come to rest: ask for one look at the layers that it does not show. */
  wantGlance(pane, frame) {
    clearTimeout(pane.glanceTimer);
    if (frame.playing || this.gone || !this.opened || this.glanced[pane.index] === frame.seq) return;
    pane.glanceTimer = setTimeout(() => {
      this.glanced[pane.index] = frame.seq;
      this.channels[pane.index]?.post({ kind: "glance" });
    }, GLANCE_MS);
  }

  /** Something has been asked for: nobody looks around meanwhile. */
  noGlance() {
    for (const pane of this.board.panes) clearTimeout(pane.glanceTimer);
  }

  actionsFor(index) {
    const small = (name, picture, hint, what) => mini(name, picture, hint,
      () => this.controls.command(what, index));
    const letter = "ABCD"[index];
    return [small(`Fork ${letter}`, "fork", `Fork: a twin of ${letter} at this moment, beside it`, "fork"),
      small(`Close ${letter}`, "close", `Take ${letter} off the bench; the GAN itself stays`, "drop")];
  }

  /** Another game is played than before. */
  onGame() {
    const game = gameOf(this.model.get("game"));
    this.board.setGame(game);
    this.controls.setGame(game);
    this.help.game = game;
    this.drawers.onGame();
  }

  /** There are other GANs on the bench than before. */
  onTitles() {
    const titles = this.model.get("titles") ?? [""];
    const moved = titles.length < this.channels.length; // one has gone, and those behind it have another place
    this.board.setTitles(titles);
    this.time.timeline.setLanes(titles.length);
    this.time.branches.setLanes(titles.length);
    this.time.enable();
    this.begin.setAlone(titles.length === 1);
    while (this.channels.length > titles.length) this.channels.pop().stop();
    while (this.channels.length < titles.length) this.join(this.channels.length);
    if (moved) this.channels.forEach((channel) => channel.hello());
    this.drawers.onTitles(titles);
    this.onParted();
  }

  /** One line to the kernel for each picture: each may fall behind on its own. */
  join(pane) {
    const channel = new Channel(this.model, {
      scene: (world) => this.onWorld(pane, world),
      frame: (frame) => this.onFrame(pane, frame),
      closeup: (message) => this.board.panes[pane]?.setCloseup(message),
      glance: (message) => this.board.panes[pane]?.setGlance(message),
      late: (message) => this.board.panes[pane]?.setLate(message),
    }, () => {}, { pane });
    this.channels.push(channel);
    if (this.presence.seen !== false) channel.hello();
  }

  onWorld(pane, world) {
    this.board.onWorld(pane, world);
    if (pane === 0) this.more.offerGauges((world.layers ?? []).some(({ name }) => name === "truth"));
    this.tellBegin(pane, world);
    this.drawers.onWorld(pane, world);
  }

  tellBegin(pane, message) {
    const part = partFor("begin", message);
    if (part?.sets && pane === 0) this.begin.world(part);
  }

  onParted() {
    const { text = "", moment = null } = this.model.get("parted") ?? {};
    Object.assign(this.time.timeline, { parted: moment });
    this.time.timeline.schedule();
    if (this.board.many && !this.gone) this.board.say(text);
  }

  watch() {
    const heard = { "change:height": () => this.board.layout(), "change:titles": () => this.onTitles(),
      "change:beside": () => this.time.setBeside(this.model.get("beside") ?? 0),
      "change:parted": () => this.onParted(), "change:layers": () => this.onLayers(),
      "change:open_drawers": () => this.onMore(), "change:more": () => this.onMore(),
        "change:game": () => this.onGame() };
    this.presence = new Presence(this.model, this.root, { channels: () => this.channels, gone: () => this.kernelGone(),
      layout: () => this.board.layout(), heard });
  }

  onFrame(pane, frame) {
    if (pane === 0 && !this.laid) { // now everything around the picture is there, and has its height
      this.laid = true;
      this.board.layout();
      this.onParted(); // what is said of several, in the place of what they waited for
    }
    this.board.onFrame(pane, frame);
    this.time.update(pane, frame);
    this.tellBegin(pane, frame);
    this.drawers.onFrame(pane, frame);
    this.lead.note(frame);
    if (pane > 0) return;
    this.controls.update(frame);
    if (!this.board.many) this.board.say(frame.text, frame.error, frame.playing && !frame.error);
  }

  onNote(note) {
    for (const pane of note.again ?? []) this.channels[pane]?.hello(); // another GAN is shown there
    if (note.steps && !note.pane) this.controls.update(note);
    if (note.time) this.time.update(note.pane ?? 0, note);
    if (note.text !== undefined) this.board.say(note.text, note.error, note.playing && !note.error);
    else if (this.board.many && this.board.saying?.error) this.onParted();
  }

  onDrawn(pane, frame, final) {
    if (!frame) return;
    const places = [pane.node, ...(pane.index === 0 ? [this.root] : [])];
    const rests = final && !frame.late;
    this.channels[pane.index].drawn = frame.seq;
    if (rests) this.wantGlance(pane, frame);
    for (const { dataset } of places) {
      dataset.seen = frame.seq; // for tests and for the curious: the frame on the canvas
      if (rests) dataset.seq = frame.seq; //    ... and the one that has come to rest, with all that it shows
    }
  }

  onDone() {
    for (const pane of this.board.panes) if (pane.lastFrame && !pane.lastFrame.late)
      this.wantGlance(pane, pane.lastFrame);
    this.time.onDone(this.lead.undone);
  }

  onWaiting(waiting) {
    if (!this.gone) this.board.hold(waiting ? QUEUED : null);
  }

  kernelGone() {
    if (this.gone) return;
    this.gone = true;
    for (const channel of [this.lead, ...this.channels]) channel.live = false;
    this.controls.setAlive(false);
    this.controls.showPlaying(false);
    for (const part of [this.time, this.begin, this.more, this.drawers, ...this.board.panes]) part.setAlive(false);
    this.root.classList.add("ganlab-gone");
    this.board.hold(null);
    this.board.say(KERNEL_GONE, true);
  }

  stop() {
    this.endWait();
    this.presence.stop();
    for (const channel of [this.lead, ...this.channels]) channel.stop();
    this.board.stop();
    this.time.timeline.stop();
    this.drawers.stop();
    this.screen.stop();
  }
}

export default widgetOf(View);
