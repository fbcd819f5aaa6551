// The drawer for a source of one's own: what is drawn there is translated by all GANs that are shown.
import { el, OWN_KEYS } from "../lib/dom.js";
import { turnsPictures } from "../lib/game.js";
import { LETTERS } from "../scene/pane.js";
import { Own } from "./own.js";

const alike = (a, b) => a && b && a.kind === b.kind && String(a.sides) === String(b.sides) && a.channels === b.channels;

class Source {
  constructor(desk) {
    Object.assign(this, { desk, pane: 0, worlds: [], to: null });
    this.who = el("div.segments.who", { role: "group", "aria-label": "What which GAN makes of it", hidden: true });
    this.ways = el("div.segments.who", { role: "group", "aria-label": "Which way", hidden: true });
    this.own = new Own({ root: desk.root, act: (what, value) => this.act(what, value) });
    this.node = el("div.source", {}, el("div.row", {}, this.ways, this.who), this.own.node);
  }

  get way() {
    const ways = this.worlds[this.pane]?.ways ?? [];
    return ways.find(({ to }) => to === this.to) ?? ways[0];
  }

  /** Every GAN that can is asked for its answer. */
  act(what, value) {
    const { way } = this;
    this.worlds.forEach((world, pane) => {
      const same = world?.ways.find(({ to }) => to === way?.to);
      if (pane === this.pane || alike(same, way)) this.desk.command(what, { pane, to: way.to, ...value });
    });
  }

  world(pane, message) {
    this.worlds[pane] = message;
    if (pane !== this.pane) return;
    if (message.way) this.to = message.way;
    this.offer();
    if (message.version > 0) this.own.lies(message);
    else if (this.way && this.own.version > 0 && this.own.easel.touched) this.own.send(); // another GAN plays here now
  }

  offer() {
    const { ways = [] } = this.worlds[this.pane] ?? {};
    this.ways.hidden = ways.length < 2;
    this.ways.replaceChildren(...ways.map(({ to, title }) => el("button.segment", { type: "button", ...OWN_KEYS,
      "aria-pressed": String(to === this.way.to), onclick: () => this.turn(to) }, title)));
    if (this.way) this.own.setPaper(this.way);
  }

  /** The other way: an empty sheet of the other domain. */
  turn(to) {
    this.to = to;
    this.own.version = -1;
    this.desk.command("clear", { pane: this.pane });
    this.offer();
  }

  frame(pane, part, frame) {
    if (pane === this.pane) this.own.made(frame);
  }

  hear(message) {
    if (message.pane !== this.pane) return;
    if (message.what === "lies") this.own.lies(message);
    else if (message.what === "refused") this.own.refused(message.text);
  }

  titles(titles) {
    this.worlds.length = Math.min(this.worlds.length, titles.length);
    if (this.pane >= titles.length) this.pane = 0;
    this.who.hidden = titles.length < 2;
    this.who.replaceChildren(...titles.map((title, i) => el("button.segment", { type: "button", title,
      "aria-pressed": String(i === this.pane), "aria-label": `What ${LETTERS[i]} makes of it`, ...OWN_KEYS,
      onclick: () => this.choose(i) }, LETTERS[i])));
  }

  choose(pane) {
    this.pane = pane;
    [...this.who.children].forEach((press, i) => press.setAttribute("aria-pressed", String(i === pane)));
    this.own.version = -1;
    this.offer();
    const frame = this.desk.board.panes[pane]?.lastFrame;
    if (frame?.own) this.own.made(frame);
  }

  setPalette(palette) {
    this.own.setPalette(palette);
  }

  setAlive(alive) {
    this.own.setAlive(alive);
    for (const press of [...this.ways.children, ...this.who.children]) press.disabled = !alive;
  }

  layout() {
    this.own.layout();
  }

  shown(now) {
    if (now) this.own.layout();
  }

  stop() {
    this.own.stop();
  }
}

export const source = { name: "source", title: "Your own", icon: "brush", fits: turnsPictures,
  hint: "draw lines, paint a map or drop a photo, and see what G makes of it while it learns",
    make: (desk) => new Source(desk) };
