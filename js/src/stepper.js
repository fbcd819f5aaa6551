// The Stepper, and the Lab of several GANs: step D, step G, play; the scenes; the curves; time; one sentence.
import { Board } from "./scene/board.js";
import { Channel } from "./lib/channel.js";
import { charts } from "./panels/charts.js";
import { Controls } from "./panels/controls.js";
import { mini } from "./lib/dom.js";
import { draw } from "./panels/draw.js";
import { Drawers } from "./panels/drawers.js";
import { download, exports } from "./panels/export.js";
import { KERNEL_GONE, Presence, QUEUED, widgetOf } from "./lib/entry.js";
import { gameOf } from "./lib/game.js";
import { Help } from "./panels/help.js";
import { png } from "./panels/print.js";
import { round } from "./panels/round.js";
import { Screen } from "./panels/screen.js";
import { settings } from "./panels/settings.js";
import { TimeBar } from "./timeline/timebar.js";

const DRAWERS = [round, charts, settings, draw, exports]; // from left to right
const GLANCE_MS = 350; // of rest, before the hidden layers are asked for
const BELOW = 322; // pixels that a widget on the whole screen needs beside its picture, from top to bottom

class View {
  constructor(model, host) {
    this.model = model;
    const game = gameOf(model.get("game"));
    this.board = new Board(host, { game, height: () => this.height(), name: model.get("name") ?? "GAN stepper",
      onDrawn: (pane, frame, final) => this.onDrawn(pane, frame, final), actionsFor: (index) => this.actionsFor(index),
      onLayers: (names) => this.wish("layers", names), onColumns: (view) => this.wish("columns", view),
      onAsk: (pane, question) => this.controls.command("closeup", { pane, ...question }) });
    this.board.setLayers(model.get("layers") ?? []);
    this.root = this.board.root;
    this.channels = [];
    this.glanced = {};
    this.lead = new Channel(model, { note: (note) => this.onNote(note), tool: (message) => this.drawers.hear(message) },
      (waiting) => this.onWaiting(waiting),
      { quiet: true, onDone: () => this.onDone(), onCommand: () => this.noGlance() });
    this.controls = new Controls(this.lead, { root: this.root, game });
    this.time = new TimeBar(this.lead, this.controls, { root: this.root, many: () => this.board.panes.length });
    this.board.panel.prepend(this.controls.node);
    this.help = new Help(this.root, () => this.board.panes[0]?.world?.layers ?? [], game);
    this.screen = new Screen(host, this.root, () => this.board.layout());
    this.camera = mini("Save picture", "camera", "What is shown now, as a PNG file", () => this.savePicture());
    this.drawers = new Drawers(DRAWERS, { root: this.root, more: [this.camera, this.screen.press, this.help.press],
      board: this.board, controls: this.controls, channel: this.lead, timeline: this.time.timeline,
      open: () => model.get("open_drawers") ?? [], remember: (names) => this.remember(names) });
    this.root.append(this.time.node, this.drawers.node);
    this.board.followers.push(this.time.timeline, this.drawers);
    this.watch();
    this.onTitles();
    this.time.setBeside(model.get("beside") ?? 0);
    this.time.timeline.resized = () => this.board.layout();
  }

  /** Of the scene, in pixels: as is wished, or as much as the whole screen has room for. */
  height() {
    if (!this.screen?.full) return this.model.get("height") ?? 420;
    const tall = this.board.host.clientHeight;
    return Math.max(260, this.board.many ? 0.5 * tall : tall - BELOW);
  }

  async savePicture() {
    const saved = await png(this.board);
    if (!saved) return;
    download(saved.blob, saved.name);
    this.board.say(`Saved as ${saved.name}, where this browser puts its downloads.`);
  }

  remember(names) {
    this.wish("open_drawers", names);
  }

  /** Set a trait, here and in the kernel. */
  wish(trait, value) {
    this.model.set(trait, value);
    this.model.save_changes();
  }

  /** Other layers are shown than before, whoever said so. */
  onLayers() {
    this.board.setLayers(this.model.get("layers"));
    this.glanced = {};
  }

  /** A picture has come to rest: ask for one look at the layers that it does not show. */
  wantGlance(pane, frame) {
    clearTimeout(pane.glanceTimer);
    if (frame.playing || this.gone || this.glanced[pane.index] === frame.seq) return;
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
    this.drawers.onWorld(pane, world);
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
      "change:open_drawers": () => this.drawers.follow(), "change:game": () => this.onGame() };
    this.presence = new Presence(this.model, this.root, { channels: () => this.channels, gone: () => this.kernelGone(),
      layout: () => this.board.layout(), heard });
  }

  onFrame(pane, frame) {
    this.board.onFrame(pane, frame);
    this.time.update(pane, frame);
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
    this.time.setAlive(false);
    this.drawers.setAlive(false);
    this.root.classList.add("ganlab-gone");
    this.board.hold(null);
    this.board.say(KERNEL_GONE, true);
  }

  stop() {
    this.presence.stop();
    for (const channel of [this.lead, ...this.channels]) channel.stop();
    this.board.stop();
    this.time.timeline.stop();
    this.drawers.stop();
    this.screen.stop();
  }
}

export default widgetOf(View);
