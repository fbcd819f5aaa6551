// Drawers: a row of buttons, each of which opens what one does not need at every step. What is closed is not built, not
// told anything and not drawn; which are open is remembered in the widget.
import { button, el, icon, OWN_KEYS } from "./dom.js";

/** The names after one more press on one of them: those that are open, in the order in which they were opened. */
export const toggled = (open, name) => (open.includes(name) ? open.filter((other) => other !== name) : [...open, name]);

/** What a message brings for one drawer: its part of the header, and the arrays `name.array` under their short names. */
export function partFor(name, message) {
  const part = message.tools?.[name];
  if (!part) return null;
  const own = Object.entries(message).filter(([key]) => key.startsWith(`${name}.`)).map(([key, array]) => [key.slice(name.length + 1), array]);
  return { ...part, ...Object.fromEntries(own) };
}

let made = 0;

export class Drawers {
  /**
   * `entries` are {name, title, icon, hint, make}; `make(desk)` is called when the drawer opens for the first time.
   * `open()` gives the names of those that are open now, `remember(names)` keeps them.
   */
  constructor(entries, { root, board, controls, channel, open, remember, more = [] }) {
    Object.assign(this, { entries, root, board, controls, channel, open, remember, built: new Map(), alive: true });
    const id = `ganlab-drawers-${(made += 1)}`;
    this.rooms = new Map();
    this.buttons = entries.map(({ name, title, icon: picture, hint }) => {
      const press = button(root, { name: title, icon: picture, hint, tone: "drawer.button-small", onclick: () => this.remember(toggled(this.open(), name)) });
      press.setAttribute("aria-controls", `${id}-${name}`);
      press.setAttribute("aria-expanded", "false");
      press.append(icon("down"));
      this.rooms.set(name, el("section.drawer", { id: `${id}-${name}`, "aria-label": title, hidden: true }));
      return press;
    });
    this.bar = el("div.drawerbar", { role: "group", "aria-label": "Drawers" }, ...this.buttons, el("span.drawerbar-more", {}, ...more));
    this.node = el("div.drawers", {}, this.bar, ...this.rooms.values());
    this.follow();
  }

  /** Show what is open, in the order in which it was opened. */
  follow() {
    const open = this.open();
    this.entries.forEach(({ name }, i) => {
      const room = this.rooms.get(name), now = open.includes(name);
      this.buttons[i].setAttribute("aria-expanded", String(now));
      if (room.hidden !== now) return;
      if (now && !this.built.has(name)) this.build(name);
      room.hidden = !now;
      this.built.get(name)?.shown?.(now);
      if (now) this.dress(this.built.get(name));
    });
    this.node.append(...open.filter((name) => this.rooms.has(name) && this.node.lastChild !== this.rooms.get(name)).map((name) => this.rooms.get(name)));
  }

  build(name) {
    const entry = this.entries.find((one) => one.name === name);
    const { root, board, controls } = this;
    const drawer = entry.make({ root, board, controls, many: () => board.panes.length,
      command: (what, value = null) => this.controls.command(`${name}.${what}`, value),
      act: (what, value = null) => this.controls.command(what, value) });
    this.built.set(name, drawer);
    this.rooms.get(name).append(drawer.node);
    drawer.setAlive?.(this.alive);
  }

  dress(drawer) {
    if (this.palette) drawer.setPalette?.(this.palette, this.font);
    drawer.layout?.();
  }

  *opened() {
    for (const [name, drawer] of this.built) if (!this.rooms.get(name).hidden) yield [name, drawer];
  }

  onWorld(pane, message) {
    for (const [name, drawer] of this.opened()) {
      const part = partFor(name, message);
      if (part) drawer.world?.(pane, part);
    }
  }

  onFrame(pane, message) {
    for (const [name, drawer] of this.opened()) drawer.frame?.(pane, partFor(name, message) ?? {}, message);
  }

  /** A tool speaks to its drawer. */
  hear(message) {
    const drawer = this.built.get(message.tool);
    if (!drawer) return;
    if (message.what === "world") drawer.world?.(message.pane, message);
    else drawer.hear?.(message);
  }

  /** There are other GANs than before. */
  onTitles(titles) {
    for (const drawer of this.built.values()) drawer.titles?.(titles);
  }

  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    for (const [, drawer] of this.opened()) drawer.setPalette?.(palette, font);
  }

  layout() {
    for (const [, drawer] of this.opened()) drawer.layout?.();
  }

  setAlive(alive) {
    this.alive = alive;
    for (const drawer of this.built.values()) drawer.setAlive?.(alive);
  }

  stop() {
    for (const drawer of this.built.values()) drawer.stop?.();
  }
}
