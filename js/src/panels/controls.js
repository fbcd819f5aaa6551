// The controls: a step of each side and of all, play and pause, reset, and the numbers; behind "More" what a step would
// do, and the speed; the keys of all of them.
import { button, el, isTyping, OWN_KEYS, rename, write } from "../lib/dom.js";
import { gameOf, stepsOf, toneOf } from "../lib/game.js";
import { count, rateText } from "../lib/scales.js";

export const SPEEDS = [1, 2, 5, 10, 30, 100, null]; // rounds a second; null: as fast as it goes
const AHEAD = 2; // steps that a key held down may have on their way; each press of its own counts

export function speedText(speed) {
  if (speed === null) return "as fast as it goes";
  return speed === 1 ? "1 round a second" : `${speed} rounds a second`;
}

export function speedIndex(speed) {
  const i = SPEEDS.findIndex((s) => s !== null && speed !== null && s >= speed);
  return i < 0 ? SPEEDS.length - 1 : i;
}

/** The buttons that take steps: one for each side of a game, and one for a whole round where there are several. */
export function stepsIn({ sides }) {
  const steps = sides.map(({ name, title, key, noun, verb, icon, colour }) =>
    ({ what: `step_${name}`, name: `Step ${title}`,
    key: key?.toUpperCase(), icon, hint: `the ${noun} ${verb}`, colour }));
  const all = { what: "step", name: sides.length === 2 ? "Step both" : "Step all", key: "B", icon: "both",
    hint: "one whole round" };
  return sides.length > 1 ? [...steps, all] : steps;
}

/** The buttons that preview a turn. */
export function looksIn({ turns }) {
  return turns.map(({ name, title, noun, key }, i) => ({ turn: name, title, name: `Preview ${title}`,
    key: key && turns.findIndex((turn) => turn.key === key) === i ? `⇧${key.toUpperCase()}` : null,
    hint: `what a step of the ${noun} would do; nothing changes` }));
}

export class Controls {
  constructor(channel, { root, game = gameOf() }) {
    Object.assign(this, { channel, root, game, playing: false, alive: true, phase: null });
    this.node = el("div.controls");
    this.ahead = el("div.looks", { role: "group", "aria-label": "What a step would do" });
    this.pace = el("label.speed");
    this.build();
    root.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Another game is played: it has other buttons. */
  setGame(game) {
    this.game = game;
    this.build();
    this.showPlaying(this.playing);
  }

  build() {
    const make = (spec) => button(this.root, spec);
    this.keys = stepsIn(this.game);
    this.previews = looksIn(this.game);
    this.steps = this.keys.map(({ colour, ...step }) => make({ ...step, tone: colour ? "side" : "both",
      style: colour ? toneOf(colour) : null, onclick: () => this.step(step.what) }));
    this.play = make({ name: "Play", key: "space", icon: "play", hint: "train round after round", tone: "play",
      onclick: () => this.toggle() });
    this.reset = make({ name: "Reset", key: "R", icon: "reset", hint: "back to the start, same seed", tone: "reset",
      onclick: () => this.command("reset") });
    this.looks = this.previews.map((look) => make({ ...look, tone: "look.button-small",
      onclick: () => this.look(look.turn) }));
    this.accept = make({ name: "Accept", key: "enter", hint: "take the step that is shown", tone: "accept.button-small",
      onclick: () => this.command("accept") });
    this.discard = make({ name: "Discard", key: "esc", hint: "back to how it is", tone: "discard.button-small",
      onclick: () => this.command("preview", null) });
    this.slider = el("input.slider", { type: "range", min: 0, max: SPEEDS.length - 1, step: 1, value: SPEEDS.length - 1,
      "aria-label": "Speed", "aria-valuetext": speedText(null), ...OWN_KEYS, oninput: () => this.onSpeed() });
    this.speedLabel = el("output.speed-value", {}, speedText(null));
    this.counts = Object.fromEntries(this.game.turns.map(({ name }) => [name, el("b", {}, "0")]));
    this.rate = el("b", {}, "–");
    const numbers = this.game.turns.map(({ name, title, colour }) => el("span.number", { "data-turn": name,
      style: toneOf(colour) }, `${title} steps `, this.counts[name]));
    const columns = 2 * Math.max(3, this.steps.length), looks = this.looks.length;
    this.node.replaceChildren(
      el("div.buttons", { role: "group", "aria-label": "Training",
        style: `--ganlab-steps: ${columns}; --ganlab-play: ${columns - 2}` }, ...this.steps, this.play, this.reset),
      this.answers = el("div.looks", { role: "group", "aria-label": "The step that is shown", hidden: true },
        this.accept, this.discard),
      el("div.numbers", {}, ...numbers, el("span.number.rate", {}, this.rate, " rounds/s")));
    this.ahead.replaceChildren(...this.looks);
    this.ahead.style.setProperty("--ganlab-looks", looks > 4 ? 3 : looks);
    this.pace.replaceChildren(el("span", {}, "Speed"), this.slider, this.speedLabel);
    this.showPhase(this.phase);
  }

  step(what, again = false) {
    if (!again || this.channel.undone < AHEAD) this.command(what);
  }

  toggle() {
    this.command(this.playing ? "pause" : "play", this.playing ? null : SPEEDS[this.slider.value]);
  }

  /** Go on, if it stands still. */
  start() {
    if (!this.playing) this.toggle();
  }

  /** Stand still, if it does not. */
  halt() {
    if (this.playing) this.command("pause");
  }

  /** Preview a turn; once more: no longer. */
  look(turn) {
    if (!this.playing && this.channel.undone < AHEAD) this.command("preview", this.phase === turn ? null : turn);
  }

  onSpeed() {
    this.speedLabel.textContent = speedText(SPEEDS[this.slider.value]);
    this.slider.setAttribute("aria-valuetext", this.speedLabel.textContent);
    this.command("speed", SPEEDS[this.slider.value]);
  }

  command(what, value = null) {
    if (this.alive) this.channel.command(what, value);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const pressed = event.key.toLowerCase();
    const focusedButton = event.target.closest?.("button");
    // a button that was reached with the keyboard answers itself
    if (focusedButton && (pressed === " " || pressed === "enter")) return;
    if (!this.act(pressed, event.shiftKey, event.repeat)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Does what a key stands for; whether it stands for anything. */
  act(pressed, shift, again) {
    const step = this.keys.find(({ key }) => key?.toLowerCase() === pressed);
    const turn = this.game.turns.find(({ key }) => key === pressed);
    if (step && !shift) this.step(step.what, again);
    else if (again) return false;
    else if (turn && shift) this.look(turn.name);
    else if (pressed === " ") this.toggle();
    else if (pressed === "r") this.command("reset");
    else if (pressed === "enter" && this.phase) this.command("accept");
    else if (pressed === "escape" && this.phase) this.command("preview", null);
    else return false;
    return true;
  }

  /** What the kernel says is so: counters, whether it plays and how fast, and whether a step is being looked at. */
  update({ steps, playing, rate, speed, preview }) {
    for (const [name, n] of Object.entries(stepsOf(this.game, steps))) writeNumber(this.counts[name], count(n), 3);
    writeNumber(this.rate, playing ? rateText(rate) : "–", 5);
    if (playing !== this.playing) this.showPlaying(playing);
    if (preview !== undefined && preview !== this.phase) this.showPhase(preview);
    if (speed !== undefined && document.activeElement !== this.slider) {
      this.showSpeed(speed);
    }
  }

  showSpeed(speed) {
    const at = String(speedIndex(speed)), words = speedText(speed);
    if (this.slider.value !== at) this.slider.value = at;
    if (this.speedLabel.textContent === words) return;
    write(this.speedLabel, words);
    this.slider.setAttribute("aria-valuetext", words);
  }

  showPlaying(playing) {
    this.playing = playing;
    this.root.classList.toggle("ganlab-playing", playing);
    this.play.title = playing ? "Pause: stop after this round (space)" : "Play: train round after round (space)";
    rename(this.play, playing ? "Pause" : "Play", playing ? "pause" : "play");
    this.enable();
  }

  showPhase(phase) {
    this.phase = phase;
    this.looks.forEach((look, i) => look.setAttribute("aria-pressed", String(this.previews[i].turn === phase)));
    this.enable();
  }

  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }

  enable() {
    if (!this.phase && this.answers.contains(document.activeElement)) // who answered with a key goes on with keys
      this.root.focus({ preventScroll: true });
    for (const control of [...this.steps, this.play, this.reset, this.slider]) control.disabled = !this.alive;
    for (const look of this.looks) look.disabled = !this.alive || this.playing;
    for (const answer of [this.accept, this.discard]) answer.disabled = !this.alive || !this.phase;
    this.answers.hidden = !this.phase;
  }
}

/** A number in a box of its own width, so that nothing around it is laid out again while it counts. */
function writeNumber(box, text, least) {
  const wide = `${Math.max(text.length, least)}ch`;
  write(box, text);
  if (box.style.width !== wide) box.style.width = wide;
}
