// What one can do with time: take back, do again, fork, name a moment; and the timeline between them.
import { button, el, isTyping, OWN_KEYS } from "../lib/dom.js";
import { BranchList } from "./branches.js";
import { stepsOf } from "../lib/game.js";
import { count } from "../lib/scales.js";
import { Latest } from "./moments.js";
import { Timeline } from "./timeline.js";

const ACTS = [
  { what: "undo", name: "Undo", key: "Z", icon: "undo", hint: "take back what was done last" },
  { what: "redo", name: "Redo", key: "Y", icon: "redo", hint: "do again what was taken back" },
  { what: "fork", name: "Fork", key: "⇧F", icon: "fork", hint: "an independent twin of this GAN at this moment" },
];

/** What a key does, with control or without; null: nothing. */
function actOf({ key, shiftKey, ctrlKey, metaKey }) {
  const pressed = key.toLowerCase();
  if (pressed === "z") return shiftKey ? "redo" : "undo";
  if (pressed === "y") return "redo";
  return pressed === "f" && shiftKey && !ctrlKey && !metaKey ? "fork" : null;
}

/** "steps taken: D 580, G 572": why a moment has another number than the steps of each. */
export function stepsText(game, steps) {
  const taken = stepsOf(game, steps);
  return `steps taken: ${game.turns.map(({ name, title }) => `${title} ${count(taken[name])}`).join(", ")}`;
}

export class TimeBar {
  /** `many()` is how many GANs there are: with several, each is forked at its own title. */
  constructor(channel, controls, { root, many = () => 1 }) {
    Object.assign(this, { channel, controls, many, alive: true, can: {} });
    const make = (act) => button(root, { ...act, tone: "time.button-small", onclick: () => this.command(act.what) });
    this.acts = Object.fromEntries(ACTS.map((act) => [act.what, make(act)]));
    this.field = el("input.field", { type: "text", maxlength: 60, placeholder: "name this moment",
      "aria-label": "Name of this moment",
      ...OWN_KEYS, onkeydown: (event) => this.onFieldKey(event) });
    this.mark = button(root, { name: "Mark", icon: "flag", hint: "give this moment the name in the field",
      tone: "time.button-small",
      onclick: () => this.name() });
    this.scrub = new Latest((where) => controls.command("scrub", where), () => channel.undone);
    this.timeline = new Timeline({ go: (to, exact, name) => this.scrub.wish({ to, exact, name }),
      grab: () => controls.halt() });
    this.marking = el("div.marking", {}, this.field, this.mark); // where there is room for it
    const { undo, redo, fork } = this.acts;
    this.node = el("div.time", { role: "group", "aria-label": "Time" }, undo, redo, this.timeline.node, fork);
    root.addEventListener("keydown", (event) => this.onKey(event));
    const visit = (pane, { number }, to = null) => this.visit({ pane, branch: number, to });
    this.timeline.visit = visit;
    this.besidePress = button(root, { name: "Show beside", icon: "beside",
      hint: "the twin that was forked last, beside this "
      + "GAN: both are stepped and played together", tone: "time.button-small.beside-press",
      onclick: () => controls.command("beside") });
    this.branches = new BranchList({ root, visit,
      beside: (pane, { number }) => controls.command("beside", { pane, branch: number }) });
    this.acts.fork.before(this.besidePress); // where room is kept for it: a fork moves neither the rail nor itself
    this.acts.fork.after(this.branches.press);
    this.node.append(this.branches.node);
    this.enable();
  }

  /** Go to another branch. */
  visit(where) {
    this.controls.halt();
    if (this.channel.undone < 2) this.controls.command("visit", where);
  }

  /** How many twins are kept that are not shown. */
  setBeside(n) {
    this.waiting = n;
    this.enable();
  }

  command(what, value = null) {
    if (!this.acts[what].disabled && this.channel.undone < 2) this.controls.command(what, value);
  }

  name() {
    this.controls.command("mark", this.field.value);
    this.field.value = "";
  }

  onFieldKey(event) {
    if (event.key === "Enter") this.name();
    else if (event.key === "Escape") this.field.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  onKey(event) {
    if (event.altKey || isTyping(event)) return;
    const what = actOf(event);
    if (!what || (what === "fork" && event.repeat)) return;
    event.preventDefault();
    event.stopPropagation();
    this.command(what);
  }

  /** The kernel has done something; `undone` commands are still on their way. */
  onDone(undone) {
    this.scrub.flush();
    if (undone === 0 && !this.scrub.waiting) this.timeline.settled();
  }

  update(lane, { time, strip, playing, steps }) {
    const counts = steps ? { steps: stepsText(this.controls.game, steps) } : {};
    if (time) this.timeline.update(lane, { ...time, ...strip, ...counts }, playing);
    if (strip) this.branches.update(lane, strip);
    if (!time || lane > 0) return;
    this.can = time;
    this.enable();
  }

  setAlive(alive) {
    this.alive = alive;
    this.timeline.setAlive(alive);
    this.branches.setAlive(alive);
    this.enable();
  }

  enable() {
    const { undo, redo, fork } = this.acts;
    undo.disabled = !this.alive || !this.can.undo;
    redo.disabled = !this.alive || !this.can.redo;
    fork.disabled = !this.alive;
    fork.hidden = this.many() > 1;
    this.besidePress.hidden = !this.waiting || this.many() > 3;
    this.besidePress.disabled = !this.alive;
    this.mark.disabled = this.field.disabled = !this.alive;
  }
}
