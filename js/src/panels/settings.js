// The drawer of settings: every knob that the kernel tells us of, where it stands, and
// what is wrong with a wish. What can be
// turned while it trains is turned at once; the rest waits below until the person says that it may start over.
import { button, el, icon, OWN_KEYS } from "../lib/dom.js";
import { Code } from "./export.js";
import { PLACES, placeOf, stepOf, valueAt, wished, written } from "./knobs.js";
import { LETTERS } from "../scene/pane.js";
import { count } from "../lib/scales.js";

const WEIGHT = { kind: "number", scale: "log", low: 1e-3, high: 100 };
const DEPTHS = ["Basic", "Advanced"]; // the few settings that come first, or all of them
const FEW = 3; // choices that stand side by side instead of in a list

/** A row: the knob's name, what turns it, and room for what is wrong. */
export class Knob {
  /** `turn(value)` is called when a person has chosen something. */
  constructor(spec, turn) {
    Object.assign(this, { spec, turn, value: undefined });
    this.why = el("p.why", { role: "alert", hidden: true });
    this.controls = this.build();
    this.node = el(`div.knob.knob-${spec.kind}${spec.part && spec.field === "anneal" ? ".knob-sub" : ""}`,
      { title: spec.help },
      el("span.knob-label", { "aria-hidden": "true" }, spec.label), ...this.controls, this.why);
  }

  build() {
    const { kind, choices, scale, name } = this.spec;
    if (kind === "switch") return [this.buildSwitch()];
    if (kind === "choice") return [choices.length > 1 && choices.length <= FEW && name !== "arch" ? this.buildButtons()
      : this.buildList()];
    if (kind === "penalty") return this.buildPenalties();
    return scale ? [this.buildSlider(), this.buildField()] : [this.buildField()];
  }

  buildSwitch() {
    this.switch = el("button.switch", { type: "button", role: "switch", "aria-checked": "false",
      "aria-label": this.spec.label, ...OWN_KEYS,
      onclick: () => this.turn(this.switch.getAttribute("aria-checked") !== "true") },
        el("i.switch-dot", { "aria-hidden": "true" }));
    return this.switch;
  }

  buildButtons() {
    this.options = this.spec.choices.map((choice) => el("button.segment",
      { type: "button", "aria-pressed": "false", ...OWN_KEYS,
      onclick: () => this.turn(choice) }, choice));
    return el("div.segments", { role: "group", "aria-label": this.spec.label }, ...this.options);
  }

  buildList() {
    this.list = el("select.list", { "aria-label": this.spec.label, ...OWN_KEYS,
      onchange: () => this.turn(this.list.value) });
    this.setChoices(this.spec.choices);
    return this.list;
  }

  setChoices(choices) {
    const empty = this.spec.empty || "by hand";
    this.list?.replaceChildren(...choices.map((choice) => el("option", { value: choice }, choice || empty)));
    if (this.value !== undefined) this.show(this.value);
  }

  buildSlider() {
    this.slider = el("input.slider", { type: "range", min: 0, max: PLACES, step: stepOf(this.spec),
      "aria-label": `${this.spec.label}, slider`, ...OWN_KEYS,
      oninput: () => { this.field.value = written(this.at()); }, onchange: () => this.turn(this.at()) });
    return this.slider;
  }

  at() {
    return valueAt(this.spec, Number(this.slider.value));
  }

  buildField() {
    this.field = el("input.knob-field", { type: "text", inputmode: "decimal", spellcheck: "false", autocomplete: "off",
      "aria-label": this.spec.label,
      placeholder: this.spec.empty, ...OWN_KEYS, onchange: () => this.turn(this.field.value),
        onkeydown: (event) => this.onKey(event) });
    return this.field;
  }

  onKey(event) {
    if (event.key === "Escape") {
      this.refuse(null);
      this.show(this.value, true);
      this.field.blur();
    } else if (event.key !== "Enter") return;
    event.stopPropagation();
  }

  buildPenalties() {
    this.weights = el("div.weights");
    this.add = el("select.list", { "aria-label": "Add a penalty", ...OWN_KEYS,
      onchange: () => this.turn([...this.value, [this.add.value, "default"]]) });
    return [this.add, this.weights];
  }

  /** Shows where it stands; a field that somebody is writing in is left alone, unless it must. */
  show(value, must = false) {
    this.value = value;
    this.switch?.setAttribute("aria-checked", String(value === true));
    for (const option of this.options ?? []) option.setAttribute("aria-pressed", String(option.textContent === value));
    if (this.list) this.showInList(String(value ?? ""));
    if (this.slider && (must || document.activeElement !== this.slider))
      this.slider.value = placeOf(this.spec, value ?? this.spec.low);
    if (this.slider) this.slider.setAttribute("aria-valuetext", written(value) || this.spec.empty);
    if (this.field && (must || !this.writing())) this.field.value = written(value);
    if (this.weights) this.showPenalties(value);
  }

  showInList(text) {
    if (![...this.list.options].some((option) => option.value === text))
      this.list.append(el("option", { value: text }, text || "your own"));
    this.list.value = text;
  }

  writing() {
    return document.activeElement === this.field && this.field.value !== written(this.value);
  }

  showPenalties(pairs) {
    const free = this.spec.choices.filter((name) => !pairs.some(([other]) => other === name));
    this.add.replaceChildren(el("option", { value: "" }, pairs.length ? "add …" : "none; add …"),
      ...free.map((name) => el("option", { value: name }, name)));
    const names = pairs.map(([name]) => name).join();
    if (names !== this.shown) {
      this.shown = names;
      this.rows = pairs.map(([name], i) => this.weightOf(name, i));
      this.weights.replaceChildren(...this.rows.map(({ node }) => node));
    }
    this.rows.forEach((row, i) => row.knob.show(pairs[i][1]));
  }

  weightOf(name, i) {
    const turn = (weight) => this.turn(this.value.map((pair, k) => (k === i ? [name, weight] : pair)));
    const knob = new Knob({ ...WEIGHT, name, label: name, help: `weight of ${name}` }, turn);
    knob.field.setAttribute("aria-label", `Weight of ${name}`);
    knob.slider.setAttribute("aria-label", `Weight of ${name}, slider`);
    const away = el("button.mini", { type: "button", "aria-label": `Remove ${name}`, title: `Remove ${name}`,
      ...OWN_KEYS,
      onclick: () => this.turn(this.value.filter((_, k) => k !== i)) }, icon("close"));
    knob.node.append(away);
    return { knob, node: knob.node };
  }

  /** Says why a wish was not granted; null: nothing is wrong. */
  refuse(why) {
    this.why.textContent = why ?? "";
    this.why.hidden = !why;
    this.node.classList.toggle("ganlab-refused", Boolean(why));
    this.field?.setAttribute("aria-invalid", String(Boolean(why)));
  }

  get refused() {
    return !this.why.hidden;
  }

  enable(able) {
    for (const control of this.node.querySelectorAll("button, select, input")) control.disabled = !able;
  }
}

class Settings {
  constructor(desk) {
    Object.assign(this, { desk, pane: 0, said: [], specs: [], wishes: {}, alive: true, knobs: null, all: false });
    const make = (spec) => button(desk.root, { tone: "settings.button-small", ...spec });
    this.who = el("div.segments.who", { role: "group", "aria-label": "Whose settings", hidden: true });
    this.depth = el("div.segments.who", { role: "group", "aria-label": "Which settings" },
      ...DEPTHS.map((name) => el("button.segment", { type: "button", "aria-pressed": String(name === DEPTHS[0]),
        ...OWN_KEYS, onclick: () => this.showDepth(name) }, name)));
    this.live = el("div.knobs");
    this.over = el("div.knobs");
    this.go = make({ name: "Start over with it", icon: "reset", hint: "build a new GAN; the one of now is kept",
      tone: "accept.button-small",
      onclick: () => desk.command("start", { pane: this.pane, wishes: this.wishes }) });
    this.cancel = make({ name: "Cancel", hint: "leave everything as it is", onclick: () => this.forget() });
    this.asked = el("p.asked");
    this.confirm = el("div.confirm", { role: "group", "aria-label": "Start over?", "aria-live": "polite",
      hidden: true }, this.asked,
      el("div.row", {}, this.go, this.cancel));
    this.code = new Code(desk, () => this.pane);
    this.kept = el("div.row.kept", { role: "group", "aria-label": "GANs that are kept" });
    this.node = el("div.settings", {}, el("div.row", {}, this.depth, this.who), this.live,
      el("h4.over", {}, "These start over", el("span.over-hint", {},
        "they build a new GAN, and wait until you say so")), this.over, this.confirm,
      el("div.row.foot", {}, this.code.press, this.kept), this.code.node);
  }

  get now() {
    return this.said[this.pane];
  }

  world(pane, message) {
    this.specs[pane] = message.knobs;
    if (pane === this.pane) this.fit();
    this.hearValues(pane, message);
  }

  frame(pane, part) {
    if (part.values) this.hearValues(pane, part);
  }

  hear(message) {
    if (message.what === "values") this.hearValues(message.pane, message);
    else if (message.what === "plan") this.hearPlan(message);
    else if (message.what === "started") this.restart();
    else if (message.what === "code") this.code.show(message.code);
  }

  /** The knobs of the GAN whose settings are shown: games have settings of their own. */
  fit() {
    const specs = this.specs[this.pane], names = specs?.map(({ name }) => name).join();
    if (!specs || names === this.built) return;
    this.built = names;
    this.wishes = {};
    this.confirm.hidden = true;
    for (const room of [this.live, this.over]) room.replaceChildren();
    this.build(specs);
  }

  build(specs) {
    this.knobs = new Map();
    const groups = new Map();
    for (const spec of specs) {
      const knob = new Knob(spec, (value) => this.turn(spec, value));
      this.knobs.set(spec.name, knob);
      if (!groups.has(spec.group)) {
        groups.set(spec.group, el("section.group", { "aria-label": spec.group }, el("h4.group-name", {}, spec.group)));
        (spec.live ? this.live : this.over).append(groups.get(spec.group));
      }
      groups.get(spec.group).append(knob.node);
    }
    this.enable();
  }

  turn(spec, value) {
    const knob = this.knobs.get(spec.name);
    knob.refuse(null);
    if (!this.alive) return;
    if (spec.live) return this.desk.command("set", { pane: this.pane, knob: spec.name, value });
    this.wishes = wished({ ...this.wishes, [spec.name]: value }, this.now.values);
    knob.show(value);
    this.mark();
    if (Object.keys(this.wishes).length) this.desk.command("plan", { pane: this.pane, wishes: this.wishes });
    else this.forget();
  }

  hearValues(pane, { values, unused, choices, kept, refused, why }) {
    this.said[pane] = { values, unused, choices, kept };
    if (pane !== this.pane || !this.knobs) return;
    if (refused) this.knobs.get(refused).refuse(why);
    this.write(refused);
  }

  /** Every knob to where it stands, but those that wait for the person. */
  write(refused) {
    const { values, unused, choices, kept } = this.now;
    for (const [name, knob] of this.knobs) {
      if (choices[name] && String(choices[name]) !== String(knob.choices))
        knob.setChoices((knob.choices = choices[name]));
      knob.node.hidden = unused.includes(name) || !(this.all || knob.spec.basic);
      if (name in this.wishes) continue;
      const moved = JSON.stringify(values[name]) !== JSON.stringify(knob.value);
      if (moved && knob.refused && name !== refused) knob.refuse(null);
      if (!knob.refused || moved) knob.show(values[name], moved);
    }
    for (const group of this.node.querySelectorAll(".ganlab-group"))
      group.hidden = [...group.querySelectorAll(".ganlab-knob")].every((knob) => knob.hidden);
    this.writeKept(kept);
  }

  /** Show the few settings that come first, or all of them. */
  showDepth(name) {
    this.all = name === DEPTHS[1];
    for (const press of this.depth.children) press.setAttribute("aria-pressed", String(press.textContent === name));
    if (this.now) this.write();
  }

  writeKept(kept) {
    const text = JSON.stringify(kept);
    if (text === this.keptText) return;
    this.keptText = text;
    const back = kept.map(({ name, text: what }, i) =>
      button(this.desk.root, { name: `Show ${name}`, tone: "kept.button-small", hint: what,
      onclick: () => this.desk.command("show", { pane: this.pane, kept: i }) }));
    back.forEach((press, i) => press.append(el("span.kept-what", { "aria-hidden": "true" }, kept[i].text)));
    this.kept.replaceChildren(...back);
    this.enable();
  }

  hearPlan({ text, moments, kept, refused }) {
    if (!Object.keys(this.wishes).length) return;
    const appears = this.confirm.hidden;
    this.confirm.hidden = false;
    this.confirm.classList.toggle("ganlab-refused", Boolean(refused));
    this.go.hidden = Boolean(refused);
    const past = moments ? `, with its ${count(moments)} moments,` : "";
    this.asked.textContent = refused ? text
      : `This starts over: ${text}. The GAN of now${past} stays: as ${kept}, and one press away below.`;
    if (appears) this.confirm.scrollIntoView({ block: "nearest" });
  }

  /** Another GAN is shown: what was wrong with the wishes for the one before is of no interest. */
  restart() {
    for (const knob of this.knobs?.values() ?? []) knob.refuse(null);
    this.forget();
  }

  /** Let go of the wishes that wait. */
  forget() {
    this.wishes = {};
    this.confirm.hidden = true;
    this.mark();
    if (this.now) this.write();
    for (const [name, knob] of this.knobs ?? []) if (!knob.spec.live) knob.show(this.now.values[name], true);
  }

  mark() {
    for (const [name, knob] of this.knobs) knob.node.classList.toggle("ganlab-wished", name in this.wishes);
  }

  titles(titles) {
    this.said.length = Math.min(this.said.length, titles.length);
    if (this.pane >= titles.length) this.pane = 0;
    this.who.hidden = titles.length < 2;
    this.who.replaceChildren(...titles.map((title, i) =>
      el("button.segment", { type: "button", title, "aria-pressed": String(i === this.pane),
      "aria-label": `Settings of ${LETTERS[i]}`, ...OWN_KEYS, onclick: () => this.choose(i) }, LETTERS[i])));
    if (this.now && this.knobs) this.write();
  }

  choose(pane) {
    this.pane = pane;
    this.fit();
    [...this.who.children].forEach((press, i) => press.setAttribute("aria-pressed", String(i === pane)));
    if (this.now) this.forget();
  }

  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }

  enable() {
    for (const knob of this.knobs?.values() ?? []) knob.enable(this.alive);
    for (const press of [this.go, this.cancel, this.code.press, ...this.kept.querySelectorAll("button")])
      press.disabled = !this.alive;
  }
}

export const settings = { name: "settings", title: "Settings", icon: "knobs",
  hint: "turn everything that can be turned, while it trains",
  make: (desk) => new Settings(desk) };
