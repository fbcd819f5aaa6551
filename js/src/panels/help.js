// What the keys do and what the signs on the picture mean, on a sheet that is called with "?".
import { el, icon, isTyping, mini, OWN_KEYS } from "../lib/dom.js";
import { looksIn } from "./controls.js";

/** What the keys do that belong to the whole widget. */
export function keysIn(game) {
  const steps = game.sides.filter(({ key }) => key)
    .map(({ key, noun }) => [key.toUpperCase(), `a step of the ${noun}`]);
  const looks = looksIn(game).filter(({ key }) => key)
    .map(({ key, title }) => [key, `what a step of ${title} would do`]);
  return [["space", "play, pause"], ...steps,
    ...(game.sides.length > 1 ? [["B", `${game.sides.length === 2 ? "both" : "all"}: one round`]] : []), ...looks,
    ["enter", "accept the previewed step"], ["esc", "discard it"], ["R", "reset: back to the first moment"],
    ["Z", "undo"], ["Y", "redo"], ["⇧F", "fork: a twin at this moment"],
    ["F", "the whole screen; esc gives it back"], ["?", "this list"]];
}

const pictureKeys = ({ maker }) => [["← ↑ ↓ →", "a crosshair; with ⇧ in small steps"],
  ["enter", `ask there: can ${maker.title} make this?`], ["esc", "take pin and crosshair away"]];
const TIME_KEYS = [["← →", "one moment; with ⇧ ten"], ["page up", "the next change or named moment"],
  ["page down", "the one before"], ["home", "the first moment"], ["end", "the last that is recorded"]];
const SIGNS = [["diamond", "on the timeline: something was changed there"], ["flag", "a moment that has a name"]];

const WITHOUT_MARK = new Set(["field", "best", "gap", "source_field"]);

const rowsOf = (rows) => rows.flatMap(([key, what]) => [el("dt", {}, el("kbd.key", {}, key)), el("dd", {}, what)]);

export class Help {
  /** `layers()` are those that the picture offers now: {name, word, hint}; `game` is what is played. */
  constructor(root, layers, game) {
    Object.assign(this, { root, layers, game });
    this.press = mini("Help", "help", "What the keys do and what is what (?)", () => this.toggle());
    for (const [name, value] of Object.entries({ "aria-haspopup": "dialog", "aria-expanded": "false",
      "aria-keyshortcuts": "?" })) this.press.setAttribute(name, value);
    this.signs = el("dl.help-signs");
    const close = mini("Close help", "close", "Close (esc)", () => this.toggle(false));
    close.autofocus = true;
    this.keys = el("dl.help-keys");
    this.pictureKeys = el("dl.help-keys");
    const table = (title, list) => el("section", {}, el("h3", {}, title), list);
    const timeKeys = el("dl.help-keys", {}, ...rowsOf(TIME_KEYS));
    this.node = el("dialog.help", { "aria-label": "Keys, and what is on the picture", ...OWN_KEYS,
      onclick: (event) => event.target === this.node && this.toggle(false),
      onkeydown: (event) => this.onKeyInside(event), onclose: () => this.onClose() },
    el("div.help-sheet", {}, el("div.help-head", {}, el("h2", {}, "Keys, and what is on the picture"), close),
      el("div.help-columns", {}, table("While the focus is in this widget", this.keys),
        el("div", {}, table("On the picture", this.pictureKeys), table("On the timeline", timeKeys)),
        el("section", {}, el("h3", {}, "What is what"), this.signs))));
    root.append(this.node);
    root.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.toggle();
  }

  /** While the sheet is open, keys are its own: nothing behind it moves. */
  onKeyInside(event) {
    event.stopPropagation();
    if (event.key !== "?" && event.key !== "Escape") return;
    event.preventDefault();
    this.toggle(false);
  }

  write() {
    this.keys.replaceChildren(...rowsOf(keysIn(this.game)));
    this.pictureKeys.replaceChildren(...rowsOf(pictureKeys(this.game)));
    const sign = (name) => {
      if (name === "truth") return icon("finish");
      return WITHOUT_MARK.has(name) ? el("i.scale") : el(`i.mark.mark-${name}`);
    };
    const rows = this.layers().map(({ name, word, hint }) => [sign(name), word, hint]);
    const more = SIGNS.map(([name, hint]) => [el(`i.help-${name}`), name[0].toUpperCase() + name.slice(1), hint]);
    this.signs.replaceChildren(...[...rows, ...more].flatMap(([mark, word, hint]) =>
      [el("dt", {}, el("span.help-mark", { "aria-hidden": "true" }, mark), word), el("dd", {}, hint)]));
  }

  toggle(open = !this.node.open) {
    if (open === this.node.open) return;
    if (!open) return this.node.close();
    this.write();
    this.before = document.activeElement;
    this.node.showModal();
    this.press.setAttribute("aria-expanded", "true");
  }

  onClose() {
    this.press.setAttribute("aria-expanded", "false");
    (this.before?.isConnected ? this.before : this.root).focus({ preventScroll: true });
  }
}
