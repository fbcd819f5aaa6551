// Drawers: a row of buttons, each of which opens what one does not need at every step. What is closed is not built, not
// told anything and not drawn; which are open is remembered in the widget.
import { button, el, icon, OWN_KEYS } from "../lib/dom.js";

/** The names after one more press on one of them: those that are open, in the order in which they were opened. */
export const toggled = (open, name) => (open.includes(name) ? open.filter((other) => other !== name) : [...open, name]);

/** What a message brings for one drawer: its part of the header, and the arrays
 * `name.array` under their short names. */
export function partFor(name, message) {
  const part = message.tools?.[name];
  if (!part) return null;
  const own = Object.entries(message).filter(([key]) => key.startsWith(`${name}.`))
    .map(([key, array]) => [key.slice(name.length + 1), array]);
  return { ...part, ...Object.fromEntries(own) };
}

let made = 0;

export class Drawers {
  /**
   * `entries` are {name, title, icon, hint, make, fits}; `make(desk)` is called when the drawer opens for the first
   * time,
   * `fits(game)` says whether it is of use where that game is played (if missing: always).
   * `open()` gives the names of those that are open now, `remember(names)` keeps them.
   */
  constructor(entries, { root, board, controls, channel, timeline, open, remember, more = [] }) {
    Object.assign(this, { entries, root, board, controls, channel, timeline, open, remember, built: new Map(),
      alive: true });
    const id = `ganlab-drawers-${(made += 1)}`;
    this.rooms = new Map();
    this.buttons = entries.map(({ name, title, icon: picture, hint }) => {
      const press = button(root, { name: title, icon: picture, hint, tone: "drawer.button-small",
        onclick: () => this.remember(toggled(this.open(), name)) });
      press.setAttribute("aria-controls", `${id}-${name}`);
      press.setAttribute("aria-expanded", "false");
      press.append(icon("down"));
      this.rooms.set(name, el("section.drawer", { id: `${id}-${name}`, "aria-label": title, hidden: true }));
      return press;
    });
    this.bar = el("div.drawerbar", { role: "group", "aria-label": "Drawers" }, ...this.buttons,
      el("span.drawerbar-more", {}, ...more));
    this.node = el("div.drawers", {}, this.bar, ...this.rooms.values());
    this.follow();
  }

  /** Show what is open, in the order in which it was opened. */
  follow() {
    const open = this.open();
    this.entries.forEach(({ name }, i) => {
      const room = this.rooms.get(name), now = open.includes(name) && this.fits(this.entries[i]);
      this.buttons[i].setAttribute("aria-expanded", String(now));
      this.buttons[i].hidden = !this.fits(this.entries[i]);
      if (room.hidden !== now) return;
      if (now && !this.built.has(name)) this.build(name);
      room.hidden = !now;
      this.tell(name, "shown", now);
      if (now) this.dress(name);
    });
    this.node.append(...open.filter((name) => this.rooms.has(name) && this.node.lastChild !== this.rooms.get(name))
      .map((name) => this.rooms.get(name)));
  }

  fits({ fits = () => true }) {
    return fits(this.board.game);
  }

  build(name) {
    const entry = this.entries.find((one) => one.name === name);
    const { root, board, controls, timeline } = this;
    const drawer = entry.make({ root, board, controls, timeline, many: () => board.panes.length,
      command: (what, value = null) => this.controls.command(`${name}.${what}`, value),
      act: (what, value = null) => this.controls.command(what, value) });
    this.built.set(name, drawer);
    this.rooms.get(name).append(drawer.node);
    drawer.setAlive?.(this.alive);
  }

  /** Call a drawer's method, if it has it. What goes wrong there is reported, and neither the
   * picture nor other drawers suffer. */
  tell(name, method, ...given) {
    try {
      this.built.get(name)?.[method]?.(...given);
    } catch (error) {
      globalThis.reportError(error);
    }
  }

  dress(name) {
    if (this.palette) this.tell(name, "setPalette", this.palette, this.font);
    this.tell(name, "layout");
  }

  *opened() {
    for (const name of this.built.keys()) if (!this.rooms.get(name).hidden) yield name;
  }

  onWorld(pane, message) {
    for (const name of this.opened()) {
      const part = partFor(name, message);
      if (part) this.tell(name, "world", pane, part);
    }
  }

  onFrame(pane, message) {
    for (const name of this.opened()) this.tell(name, "frame", pane, partFor(name, message) ?? {}, message);
  }

  /** A tool speaks to its drawer. */
  hear(message) {
    if (message.what === "world") this.tell(message.tool, "world", message.pane, message);
    else this.tell(message.tool, "hear", message);
  }

  /** There are other GANs than before. */
  onTitles(titles) {
    for (const name of this.built.keys()) this.tell(name, "titles", titles);
  }

  /** Another game is played than before: `desk.board.game`. */
  onGame() {
    this.follow();
    for (const name of this.built.keys()) this.tell(name, "setGame");
  }

  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    for (const name of this.opened()) this.tell(name, "setPalette", palette, font);
  }

  layout() {
    for (const name of this.opened()) this.tell(name, "layout");
  }

  setAlive(alive) {
    this.alive = alive;
    for (const name of this.built.keys()) this.tell(name, "setAlive", alive);
  }

  stop() {
    for (const name of this.built.keys()) this.tell(name, "stop");
  }
}
