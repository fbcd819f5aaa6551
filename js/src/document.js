// A run as a document: recorded frames, a handle and a play button; no kernel, no network.
import { Board } from "./scene/board.js";
import { button, el, isTyping, rename } from "./lib/dom.js";
import { gameOf, toneOf } from "./lib/game.js";
import { nearest } from "./timeline/moments.js";
import { frameOf, fromBase64, inflate, parse } from "./timeline/recording.js";
import { count } from "./lib/scales.js";
import { Timeline } from "./timeline/timeline.js";

const RUN_MS = 12000, FRAME_MS = 60; // playing all frames takes about so long, but no frame is shorter than this

class Player {
  constructor(host, recording) {
    this.recording = recording;
    this.moments = recording.moments;
    this.game = gameOf(recording.game);
    this.board = new Board(host, { game: this.game, height: () => 480, name: recording.title,
      onDrawn: (pane, frame) => this.onDrawn(pane, frame) });
    this.root = this.board.root;
    this.timeline = new Timeline({ go: (moment) => this.show(nearest(this.moments, moment)),
      grab: () => this.pause() });
    this.play = button(this.root, { name: "Play", key: "space", icon: "play", hint: "one frame after the other",
      tone: "play",
      onclick: () => this.toggle() });
    this.numbers = el("div.numbers");
    this.board.panel.prepend(el("div.controls", {}, el("div.buttons", {}, this.play), this.numbers));
    this.root.append(el("div.time", {}, this.timeline.node));
    this.board.followers.push(this.timeline);
    this.board.setTitles(recording.panes.map(({ title }) => title));
    this.timeline.setLanes(recording.panes.length);
    this.timeline.parted = recording.parted?.moment ?? null;
    this.board.setLayers(recording.panes[0].world.shown);
    recording.panes.forEach((pane, i) => this.board.onWorld(i, pane.world));
    // before the timeline: an arrow is one frame here
    this.root.addEventListener("keydown", (event) => this.onKey(event), true);
    this.show(nearest(this.moments, recording.here));
  }

  show(k) {
    this.k = k;
    const moment = this.moments[k];
    this.recording.panes.forEach((pane, i) => {
      const { game } = this.board.panes[i], frame = frameOf(pane, k, game);
      this.board.onFrame(i, frame);
      this.timeline.update(i, { ...pane.strip, moment: frame.moment, horizon: pane.horizon });
      if (i > 0) return;
      this.numbers.replaceChildren(...game.turns.map(({ name, title, colour }) =>
        el("span.number", { style: toneOf(colour) }, `${title} steps `, el("b", {}, count(frame.steps[name])))),
        el("span.number", {}, `frame ${k + 1} of ${this.moments.length}`));
      this.board.say(this.board.many ? this.recording.parted?.text ?? "" : frame.text);
    });
    this.timeline.wanted = moment;
    this.timeline.schedule();
    this.root.dataset.moment = moment;
  }

  onDrawn(pane, frame) {
    if (frame && pane.index === 0) this.root.dataset.seq = frame.seq;
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (event.key === " " && !event.target.closest("button")) this.toggle();
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") this.turn(event.key === "ArrowRight" ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  turn(by) {
    this.pause();
    this.show(Math.min(this.moments.length - 1, Math.max(0, this.k + by)));
  }

  toggle() {
    if (this.timer) return this.pause();
    if (this.k === this.moments.length - 1) this.show(0);
    const pause = Math.max(FRAME_MS, RUN_MS / this.moments.length);
    this.timer = setInterval(() => (this.k < this.moments.length - 1 ? this.show(this.k + 1) : this.pause()), pause);
    rename(this.play, "Pause", "pause");
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    rename(this.play, "Play", "play");
  }
}

const host = document.getElementById("run");
try {
  const block = await inflate(fromBase64(document.getElementById("recording").textContent));
  globalThis.ganlab = new Player(host, parse(block));
} catch (error) {
  host.textContent = `This recording could not be opened: ${error.message}`;
}
