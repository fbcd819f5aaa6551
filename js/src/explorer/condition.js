// What the explored generator is given: a source that is chosen, drawn, painted or dropped, at the left of the sheet.
import { el, OWN_KEYS } from "../lib/dom.js";
import { Own } from "../panels/own.js";

export class Condition {
  /**
   * `act(what, value)` asks the kernel for "source.paint", "source.photo", …; `changed()` hears that it came or went.
   */
  constructor({ root, act, changed }) {
    Object.assign(this, { act, changed, ways: [], to: null });
    this.turns = el("div.condition-ways", { role: "group", "aria-label": "Which way", hidden: true });
    this.own = new Own({ root, stacked: true, act: (what, value) => this.act(`source.${what}`,
      { to: this.to, ...value }) });
    this.node = el("div.condition", { role: "group", "aria-label": "What G is given", hidden: true }, this.turns,
      this.own.node);
  }

  get there() {
    return !this.node.hidden;
  }

  /** The world of an explorer, which may say what there is to be given. */
  setWorld({ source, ...arrays }) {
    this.node.hidden = !source;
    this.plane = Boolean(source?.plane);
    if (!source) return this.changed();
    Object.assign(this, { ways: source.ways, to: source.turned });
    this.turns.hidden = this.ways.length < 2;
    this.turns.replaceChildren(...this.ways.map(({ to, title }) => el("button.button.button-small.tab",
      { type: "button",
      "aria-pressed": String(to === this.to), ...OWN_KEYS, onclick: () => this.turn(to) }, title)));
    this.own.setAlone(!this.plane); // the sheet shows it
    this.own.setPaper(this.way());
    const own = Object.entries(arrays).filter(([key]) => key.startsWith("source."));
    if (source.version > 0) this.own.lies({ ...source, ...Object.fromEntries(own.map(([key, value]) => [key.slice(7),
      value])) });
    this.changed();
  }

  way() {
    return this.ways.find(({ to }) => to === this.to);
  }

  turn(to) {
    this.to = to;
    [...this.turns.children].forEach((press, i) => press.setAttribute("aria-pressed", String(this.ways[i].to === to)));
    this.own.version = -1;
    this.own.setPaper(this.way());
    this.act("source.turn", { to });
  }

  hear(message) {
    if (message.what === "lies") this.own.lies(message);
    else if (message.what === "refused") this.own.refused(message.text);
  }

  frame(frame) {
    if (this.there && frame.own) this.own.made(frame);
  }

  stop() {
    this.own.stop();
  }
}
