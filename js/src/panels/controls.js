// The controls: three steps, play and pause, reset, what a step would do, the speed; their keys; the numbers.
import { button, el, isTyping, OWN_KEYS, rename, write } from "../lib/dom.js";
import { count, rateText } from "../lib/scales.js";

export const SPEEDS = [1, 2, 5, 10, 30, 100, null]; // rounds a second; null: as fast as it goes
const STEPS = [
  { what: "step_d", name: "Step D", key: "D", icon: "judge", hint: "the discriminator learns", tone: "d" },
  { what: "step_g", name: "Step G", key: "G", icon: "forge", hint: "the generator learns", tone: "g" },
  { what: "step", name: "Step both", key: "B", icon: "both", hint: "one whole round", tone: "both" },
];
const LOOKS = [
  { phase: "d", name: "Preview D", key: "⇧D", hint: "what a step of the discriminator would do; nothing changes" },
  { phase: "g", name: "Preview G", key: "⇧G", hint: "what a step of the generator would do; nothing changes" },
];
const AHEAD = 2; // steps that a key held down may have on their way; each press of its own counts

export const speedText = (speed) => (speed === null ? "as fast as it goes" : speed === 1 ? "1 round a second"
  : `${speed} rounds a second`);
export const speedIndex = (speed) => {
  const i = SPEEDS.findIndex((s) => s !== null && speed !== null && s >= speed);
  return i < 0 ? SPEEDS.length - 1 : i;
};

export class Controls {
  constructor(channel, { root }) {
    Object.assign(this, { channel, root, playing: false, alive: true, phase: null });
    this.build();
    root.addEventListener("keydown", (event) => this.onKey(event));
  }

  build() {
    const make = (spec) => button(this.root, spec);
    this.steps = STEPS.map((step) => make({ ...step, onclick: () => this.step(step.what) }));
    this.play = make({ name: "Play", key: "space", icon: "play", hint: "train round after round", tone: "play",
      onclick: () => this.toggle() });
    this.reset = make({ name: "Reset", key: "R", icon: "reset", hint: "back to the start, same seed", tone: "reset",
      onclick: () => this.command("reset") });
    this.looks =
      LOOKS.map((look) => make({ ...look, tone: `look.button-small.look-${look.phase}`,
        onclick: () => this.look(look.phase) }));
    this.accept = make({ name: "Accept", key: "enter", hint: "take the step that is shown", tone: "accept.button-small",
      onclick: () => this.command("accept") });
    this.discard = make({ name: "Discard", key: "esc", hint: "back to how it is", tone: "discard.button-small",
      onclick: () => this.command("preview", null) });
    this.slider = el("input.slider", { type: "range", min: 0, max: SPEEDS.length - 1, step: 1, value: SPEEDS.length - 1,
      "aria-label": "Speed", "aria-valuetext": speedText(null), ...OWN_KEYS, oninput: () => this.onSpeed() });
    this.speedLabel = el("output.speed-value", {}, speedText(null));
    this.numbers = { d: el("b", {}, "0"), g: el("b", {}, "0"), rate: el("b", {}, "–") };
    const number = (tone, label, value, after = "") => el(`span.number.${tone}`, {}, label, value, after);
    this.node = el("div.controls", {},
      el("div.buttons", { role: "group", "aria-label": "Training" }, ...this.steps, this.play, this.reset),
      el("div.looks", { role: "group", "aria-label": "What a step would do" }, ...this.looks, this.accept,
        this.discard),
      el("label.speed", {}, el("span", {}, "Speed"), this.slider, this.speedLabel),
      el("div.numbers", {}, number("d", "D steps ", this.numbers.d), number("g", "G steps ", this.numbers.g),
        number("rate", "", this.numbers.rate, " rounds/s")));
    this.showPhase(null);
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

  look(phase) {
    if (!this.playing && this.channel.undone < AHEAD) this.command("preview", this.phase === phase ? null : phase);
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
    const step = STEPS.find(({ key }) => key.toLowerCase() === pressed);
    if (step && !shift) this.step(step.what, again);
    else if (again) return false;
    else if (step && pressed !== "b") this.look(pressed);
    else if (pressed === " ") this.toggle();
    else if (pressed === "r") this.command("reset");
    else if (pressed === "enter" && this.phase) this.command("accept");
    else if (pressed === "escape" && this.phase) this.command("preview", null);
    else return false;
    return true;
  }

  /** What the kernel says is so: counters, whether it plays and how fast, and whether a step is being looked at. */
  update({ steps, playing, rate, speed, preview }) {
    this.writeNumber("d", count(steps[0]));
    this.writeNumber("g", count(steps[1]));
    this.writeNumber("rate", playing ? rateText(rate) : "–");
    if (playing !== this.playing) this.showPlaying(playing);
    if (preview !== undefined && preview !== this.phase) this.showPhase(preview);
    if (speed !== undefined && document.activeElement !== this.slider) {
      this.showSpeed(speed);
    }
  }

  /** A number in a box of its own width, so that nothing around it is laid out again while it counts. */
  writeNumber(which, text) {
    const box = this.numbers[which], wide = `${Math.max(text.length, which === "rate" ? 5 : 3)}ch`;
    write(box, text);
    if (box.style.width !== wide) box.style.width = wide;
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
    this.looks.forEach((look, i) => look.setAttribute("aria-pressed", String(LOOKS[i].phase === phase)));
    this.enable();
  }

  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }

  enable() {
    for (const control of [...this.steps, this.play, this.reset, this.slider]) control.disabled = !this.alive;
    for (const look of this.looks) look.disabled = !this.alive || this.playing;
    for (const answer of [this.accept, this.discard]) answer.disabled = !this.alive || !this.phase;
  }
}
