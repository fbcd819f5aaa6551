// The controls: three steps, play and pause, reset, the speed; their keys; the numbers beside them.
import { el, icon, OWN_KEYS } from "./dom.js";
import { count, rateText } from "./scales.js";

export const SPEEDS = [1, 2, 5, 10, 30, 100, null]; // rounds a second; null: as fast as it goes
const STEPS = [
  { what: "step_d", name: "Step D", key: "D", icon: "judge", hint: "the discriminator learns", tone: "d" },
  { what: "step_g", name: "Step G", key: "G", icon: "forge", hint: "the generator learns", tone: "g" },
  { what: "step", name: "Step both", key: "B", icon: "both", hint: "one whole round", tone: "both" },
];
const AHEAD = 2; // steps that may wait for their answer: a key held down must not fill a queue

export const speedText = (speed) => (speed === null ? "as fast as it goes" : speed === 1 ? "1 round a second" : `${speed} rounds a second`);
export const speedIndex = (speed) => {
  const i = SPEEDS.findIndex((s) => s !== null && speed !== null && s >= speed);
  return i < 0 ? SPEEDS.length - 1 : i;
};

export class Controls {
  constructor(channel, { root }) {
    this.channel = channel;
    this.root = root;
    this.playing = false;
    this.alive = true;
    this.build();
    root.addEventListener("keydown", (event) => this.onKey(event));
  }

  build() {
    const steps = STEPS.map((step) => this.button({ ...step, onclick: () => this.step(step.what) }));
    this.play = this.button({ name: "Play", key: "space", icon: "play", hint: "train round after round", tone: "play",
      onclick: () => this.toggle() });
    this.reset = this.button({ name: "Reset", key: "R", icon: "reset", hint: "back to the start, same seed", tone: "reset",
      onclick: () => this.command("reset") });
    this.slider = el("input.slider", { type: "range", min: 0, max: SPEEDS.length - 1, step: 1, value: SPEEDS.length - 1,
      "aria-label": "Speed", ...OWN_KEYS, oninput: () => this.onSpeed() });
    this.speedLabel = el("output.speed-value", {}, speedText(null));
    this.numbers = { d: el("b", {}, "0"), g: el("b", {}, "0"), rate: el("b", {}, "–") };
    const number = (tone, label, value, after = "") => el(`span.number.${tone}`, {}, label, value, after);
    this.node = el("div.controls", {},
      el("div.buttons", { role: "group", "aria-label": "Training" }, ...steps, this.play, this.reset),
      el("label.speed", {}, el("span", {}, "Speed"), this.slider, this.speedLabel),
      el("div.numbers", {}, number("d", "D steps ", this.numbers.d), number("g", "G steps ", this.numbers.g),
        number("rate", "", this.numbers.rate, " rounds/s")));
    this.buttons = [...steps, this.play, this.reset];
  }

  button({ name, key, icon: picture, hint, tone, onclick }) {
    const shortcut = key === "space" ? "Space" : key;
    return el(`button.button.tone-${tone}`, { type: "button", "aria-label": name, "aria-keyshortcuts": shortcut, title: `${name}: ${hint} (${key})`,
      ...OWN_KEYS, onclick,
      // A press with the pointer leaves the focus on the widget, so that the next space plays instead of pressing again.
      onpointerdown: (event) => { event.preventDefault(); this.root.focus({ preventScroll: true }); } },
    icon(picture), el("span.name", { "aria-hidden": "true" }, name), el("kbd.key", { "aria-hidden": "true" }, key));
  }

  step(what) {
    if (this.channel.unheard < AHEAD) this.command(what);
  }

  toggle() {
    this.command(this.playing ? "pause" : "play", this.playing ? null : SPEEDS[this.slider.value]);
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
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches?.("input:not([type=range]), textarea, select, [contenteditable]");
    if (typing) return;
    const pressed = event.key.toLowerCase();
    const focusedButton = event.target.closest?.("button");
    if (pressed === " " && focusedButton) return; // a button that was reached with the keyboard answers to space itself
    const step = STEPS.find(({ key }) => key.toLowerCase() === pressed);
    if (step) this.step(step.what);
    else if (event.repeat) return;
    else if (pressed === " ") this.toggle();
    else if (pressed === "r") this.command("reset");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What the kernel says is so: counters, whether it plays and how fast. */
  update({ steps, playing, rate, speed }) {
    this.numbers.d.textContent = count(steps[0]);
    this.numbers.g.textContent = count(steps[1]);
    this.numbers.rate.textContent = playing ? rateText(rate) : "–";
    if (playing !== this.playing) this.showPlaying(playing);
    if (speed !== undefined && document.activeElement !== this.slider) {
      this.slider.value = speedIndex(speed);
      this.speedLabel.textContent = speedText(speed);
    }
  }

  showPlaying(playing) {
    this.playing = playing;
    const name = playing ? "Pause" : "Play";
    this.play.setAttribute("aria-label", name);
    this.play.title = playing ? "Pause: stop after this round (space)" : "Play: train round after round (space)";
    this.play.querySelector(".ganlab-name").textContent = name;
    this.play.querySelector("svg").replaceWith(icon(playing ? "pause" : "play"));
  }

  setAlive(alive) {
    this.alive = alive;
    for (const control of [...this.buttons, this.slider]) control.disabled = !alive;
  }
}
