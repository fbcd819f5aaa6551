// The drawer of the round: z → G → fake → D ← real → loss, with the numbers of the
// last step or of the one that is under
// way in slow motion, and the buttons that walk through its phases.
import { about, arrow, labelAt, loudest, passed, route, shorter, strandsFor } from "./graph.js";
import { button, el, OWN_KEYS, rename, svg } from "../lib/dom.js";
import { dequantise } from "../lib/protocol.js";
import { count, fixed, inDigits, short } from "../lib/scales.js";
import { spotFor } from "../scene/spotlight.js";
import { paintBars, paintPoints, paintTiles } from "./thumbs.js";

const NARROW = 640; // pixels; below it the graph is stacked
const PACES = [4, 2, 1, 0.5, 0.25]; // seconds from one phase to the next
const CHOICES = [["round", "Round"], ["d", "Step of D"], ["g", "Step of G"]];
const ORDER = {
  d: ["real", "z", "fakes", "score_real", "score_fake", "loss", "gradient", "weights"],
  g: ["z", "fakes", "score_fake", "loss", "pull", "gradient", "weights"],
};
const REST =
  "These are the numbers of the last step of each player. Next phase takes the next step apart; "
  + "Play and the steps go on as ever.";
const EMPTY = "Nobody has taken a step yet. Next phase begins the first one and stops after each of its parts.";
const paceText = (seconds) => (seconds > 1 ? `a phase every ${seconds} s` : seconds === 1 ? "1 phase a second"
  : `${1 / seconds} phases a second`);

class Round {
  constructor(desk) {
    Object.assign(this, { desk, panes: [], pane: 0, alive: true, choice: "round", what: null, lit: "" });
    this.nodes = { z: this.box("z", "z", "noise"), g: this.box("g", "G", "the forger"),
      fake: this.box("fake", "fakes", ""),
      real: this.box("real", "real", ""), d: this.box("d", "D", "the detective"), loss: this.box("loss", "loss", "") };
    this.strands = svg("svg", { class: "ganlab-strands", "aria-hidden": "true" });
    this.graph = el("div.graph", { role: "group", "aria-label": "The round as a graph" }, this.strands,
      ...Object.values(this.nodes).map(({ node }) => node));
    this.sentence = el("p.phase-sentence", { role: "status", "aria-live": "polite" });
    this.dots = el("div.dots", { "aria-hidden": "true" });
    this.node = el("div.roundgraph", {}, this.buildControls(), el("div.phase-said", {}, this.dots, this.sentence),
      this.graph, this.buildLegend());
    this.say(null);
  }

  box(name, title, hint) {
    const canvas = ["z", "fake", "real", "d"].includes(name) ? el("canvas.peek", { role: "img", "aria-label": title })
      : null;
    const rows = name === "g" || name === "d" ? el("div.norms",
      { role: "group", "aria-label": `Gradient norms of ${title}, by layer` }) : null;
    const sums = name === "loss" ? el("div.sums") : null;
    const foot = el("div.box-foot");
    const node = el(`section.box.box-${name}`, { "aria-label": title },
      el("div.box-title", {}, title, hint ? el("span.box-hint", {}, hint) : null), canvas, rows, sums, foot);
    return { node, canvas, rows, sums, foot };
  }

  buildControls() {
    const { root } = this.desk;
    const make = (spec) => button(root, { tone: "phase.button-small", ...spec });
    this.choices = CHOICES.map(([choice, name]) => {
      const press = make({ name, hint: choice === "round" ? "slow motion through a whole round"
        : "slow motion through one step", onclick: () => this.choose(choice) });
      return { choice, press };
    });
    this.next = make({ name: "Next phase", icon: "next", hint: "compute the next part, and stop",
      onclick: () => this.ask("next", this.choice) });
    this.slow = make({ name: "Slow motion", icon: "play", hint: "phase after phase",
      onclick: () => (this.running ? this.desk.command("stop") : this.ask("play", this.choice)) });
    this.finish = make({ name: "Finish step", icon: "finish", hint: "what is left of it, at once",
      onclick: () => this.desk.command("finish") });
    this.abandon = make({ name: "Abandon", icon: "close", hint: "as if it had never begun",
      onclick: () => this.desk.command("abandon") });
    this.pace = el("input.slider", { type: "range", min: 0, max: PACES.length - 1, step: 1, value: 2,
      "aria-label": "Pace of slow motion",
      "aria-valuetext": paceText(1), ...OWN_KEYS, oninput: () => this.onPace() });
    this.paceLabel = el("output.pace-value", {}, paceText(1));
    this.which = el("div.row.which", { role: "group", "aria-label": "Which GAN" });
    return el("div.row.phase-bar", {}, el("div.choices", { role: "group", "aria-label": "What to take apart" },
      ...this.choices.map(({ press }) => press)),
      this.next, this.slow, this.finish, this.abandon,
        el("label.pace", {}, el("span", {}, "Pace"), this.pace, this.paceLabel), this.which);
  }

  buildLegend() {
    const line = (who) => {
      const drawing = svg("svg", { width: 30, height: 8, "aria-hidden": "true" });
      drawing.append(svg("path", { d: "M1 4H29", class: `ganlab-strand ganlab-strand-${who} ganlab-on` }));
      return drawing;
    };
    return el("div.graph-legend", {}, el("span.item", {}, line("d"), "D's path"),
      el("span.item", {}, line("g"), "G's path"),
      el("span.item", {}, "left to right: samples and scores; right to left: gradients"));
  }

  /** Ask for a phase; what plays is paused first. */
  ask(what, value) {
    this.desk.controls.halt();
    this.desk.command(what, value);
  }

  choose(choice) {
    this.choice = choice;
    this.enable();
  }

  onPace() {
    const seconds = PACES[this.pace.value];
    this.paceLabel.textContent = paceText(seconds);
    this.pace.setAttribute("aria-valuetext", this.paceLabel.textContent);
    this.desk.command("pace", seconds);
  }

  titles(titles) {
    if (this.pane >= titles.length) this.pane = 0;
    this.which.replaceChildren(...(titles.length > 1 ? titles.map((title, i) =>
      button(this.desk.root, { name: "ABCD"[i], hint: title,
      tone: "phase.button-small", onclick: () => { this.pane = i; this.titles(titles); this.draw(); } })) : []));
    [...this.which.children].forEach((press, i) => press.setAttribute("aria-pressed", String(i === this.pane)));
  }

  world(pane, part) {
    this.panes[pane] = { world: part, part };
    this.take(pane, part);
  }

  hear(message) {
    this.take(message.pane ?? 0, message);
  }

  frame(pane, part) {
    if (part.steps) this.take(pane, part);
  }

  take(pane, part) {
    if (!this.panes[pane] || !part.steps) return;
    this.panes[pane].part = part;
    if (pane === 0) {
      Object.assign(this, { running: part.running, underway: part.underway });
      if (document.activeElement !== this.pace) this.showPace(part.pace);
    }
    this.light(pane);
    if (pane === this.pane) this.draw();
  }

  /** On the picture itself: the samples that the phase is about. */
  light(pane) {
    const { part, world } = this.panes[pane], { phase } = part, scene = this.desk.board.panes[pane]?.scene;
    if (!scene || world.mode !== "plane") return;
    const points = {};
    for (const name of phase ? ["real", "fake", "tips"] : []) {
      const codes = part[`${phase.who}_${name}`];
      if (codes) points[name] = dequantise(codes, world.within);
    }
    scene.setSpot(this.away ? null : spotFor(phase, points));
  }

  shown(now) {
    this.away = !now;
    this.panes.forEach((_, pane) => this.light(pane));
  }

  showPace(seconds) {
    const i = PACES.findIndex((pace) => pace <= seconds);
    this.pace.value = i < 0 ? PACES.length - 1 : i;
    this.paceLabel.textContent = paceText(seconds);
    this.pace.setAttribute("aria-valuetext", this.paceLabel.textContent);
  }

  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    this.draw();
  }

  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }

  enable() {
    const { alive, underway, running } = this;
    this.choices.forEach(({ choice, press }) => {
      press.setAttribute("aria-pressed", String(choice === (underway ?? this.choice)));
      press.disabled = !alive || Boolean(underway);
    });
    this.next.disabled = !alive || Boolean(running);
    this.slow.disabled = this.pace.disabled = !alive;
    this.finish.disabled = this.abandon.disabled = !alive || !underway;
    this.slow.setAttribute("aria-pressed", String(Boolean(running)));
    rename(this.slow, running ? "Stop here" : "Slow motion");
  }

  say(part) {
    const phase = part?.phase, at = part ? ["d", "g"].map((who) => part.steps[who]?.numbers?.step).join() : null;
    if (phase || this.kept?.at !== at) this.kept = null; // what was said stands until something happens
    if (part?.said) this.kept = { text: part.said, at };
    const text = phase ? phase.sentence : this.kept?.text || (part && Object.keys(part.steps).length ? REST : EMPTY);
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
    this.sentence.dataset.phase = phase ? `${phase.who}.${phase.name}` : "";
    this.dots.replaceChildren(...(phase ? [el(`span.phase-who.phase-who-${phase.who}`, {},
      `${phase.who.toUpperCase()} · step ${count(phase.step)}`),
      ...Array.from({ length: phase.of },
        (_, i) => el(`i.dot.${i < phase.place ? "done" : i === phase.place ? "now" : "ahead"}.dot-${phase.who}`))]
        : []));
  }

  draw() {
    this.enable();
    const shown = this.panes[this.pane];
    if (!shown || !this.palette) return;
    const { part, world } = shown;
    this.say(part);
    const { phase } = part;
    const focus = phase?.who ?? (part.steps.g ? "g" : "d");
    const step = (who) => part.steps[who]?.numbers;
    const own = step(focus), pending = phase && !phase.last;
    this.needsReal = Boolean(part.g_real_bars);
    this.paint = () => this.drawThumbs(part, world, focus, Boolean(pending));
    this.drawBox("g", step("g"), pending && focus === "g");
    this.drawBox("d", step("d"), pending && focus === "d");
    this.drawLoss(step("d"), step("g"));
    const wait = pending ? "…" : "–";
    this.words = {
      "z-g": own?.z ? `${count(own.z[0])} z` : wait,
      "g-fake": own?.fake ? count(own.fake) : wait,
      "fake-d": saidText(own?.said_fake, part.steps[focus], wait),
      "real-d": saidText(own?.said_real ?? (pending && focus === "d" ? null : step("d")?.said_real), part.steps[focus],
        wait),
      "d-loss": own?.loss === null || !own ? wait : fixed(own.loss),
      "d-fake": own?.pull ? `pull ${short(own.pull)}` : "",
      "fake-g": focus === "g" && own?.norms ? `∇ ${short(total(own.norms))}` : "",
      "loss-d": focus === "d" && own?.norms ? `∇ ${short(total(own.norms))}` : "",
    };
    const light = phase ? about(phase.who, phase.name) : { nodes: [], strands: [] };
    for (const [name, { node }] of Object.entries(this.nodes))
      node.classList.toggle("ganlab-lit", light.nodes.includes(name));
    this.graph.dataset.who = phase?.who ?? "";
    this.lights = { on: new Set(light.strands), done: phase
      ? new Set(passed(phase.who, ORDER[phase.who], ORDER[phase.who].indexOf(phase.name))) : null };
    this.layout();
  }

  drawThumbs(part, world, focus, pending) {
    const { palette } = this, other = pending ? null : focus === "d" ? "g" : "d";
    const found = (name) => part[`${focus}_${name}`] ?? (other && part[`${other}_${name}`]) ?? null;
    const numbers = part.steps[focus]?.numbers;
    paintPoints(this.nodes.z.canvas, palette, found("z"),
      { within: [-1, 1, -1, 1], extent: [-1, 1, -1, 1], colour: palette.g, shape: "circle" });
    this.nodes.z.foot.textContent = numbers?.z ? `${count(numbers.z[0])} × ${count(numbers.z[1])}` : "";
    for (const [name, colour, shape] of [["real", palette.real, "circle"], ["fake", palette.fake, "triangle"]]) {
      const { canvas, foot } = this.nodes[name], values = found(name);
      if (world.mode === "images") paintTiles(canvas, palette, values);
      else if (world.mode === "strip") paintBars(canvas, palette, [{ bars: values, colour }]);
      else paintPoints(canvas, palette, values, { ...world, colour, shape,
        tips: name === "fake" && part[`${focus}_tips`], arrow: palette.g });
      foot.textContent = numbers?.[name] ? `${count(numbers[name])} ${world.noun}` : "";
    }
    const bars = { real: part[`${focus}_real_bars`] ?? (pending && focus === "d" ? null : part.d_real_bars),
      fake: part[`${focus}_fake_bars`] };
    const { axis = [0, 1], relative } = part.steps[focus] ?? {};
    paintBars(this.nodes.d.canvas, palette, [{ bars: bars.real, colour: palette.real },
      { bars: bars.fake, colour: palette.fake, dashed: true }],
      { axis, labels: relative ? axis.map((end) => short(end)) : ["fake", "real"], font: this.font });
  }

  drawBox(who, numbers, pending) {
    const { rows, foot } = this.nodes[who];
    const { rows: layers, rest } = loudest(numbers?.norms ?? []);
    const most = Math.max(...layers.map(([, norm]) => norm ?? 0), 1e-12);
    const names = shorter(layers.map(([name]) => name));
    rows.replaceChildren(...layers.map(([name, norm], i) =>
      el("div.norm", { title: `${name}: gradient norm ${short(norm ?? NaN)}` },
        el("i", { style: `--ganlab-share:${(norm ?? 0) / most}` }),
      el("span", {}, names[i] || "all"), el("b", { "data-norm": `${who}.${name}` }, inDigits(norm ?? NaN, 2)))),
    ...(rest ? [el("div.norm-rest", {}, `and ${rest} more`)] : []),
      ...(layers.length ? [] : [el("div.norm-rest", {}, pending ? "gradient: …" : "gradient: –")]));
    foot.replaceChildren(...(numbers ? [`step ${count(numbers.step)}`,
      numbers.moved === null ? "" : el("div", {}, "moved by ",
        el("b", { "data-number": `${who}.moved` }, short(numbers.moved)))] : ["no step yet"]));
  }

  drawLoss(d, g) {
    const sum = (who, name, value, extra) => el(`div.sum.sum-${who}`, {}, el("span", {}, name),
      el("b", { "data-number": `${who}.loss` }, value === null || value === undefined ? "–" : fixed(value)),
      extra ? el("small", { title: "what D's steepness costs" }, "+ ",
        el("span", { "data-number": `${who}.penalty` }, short(extra))) : null);
    this.nodes.loss.sums.replaceChildren(sum("d", "D", d?.loss, d?.penalty), sum("g", "G", g?.loss));
  }

  /** Puts the strands between the boxes, wherever these stand. */
  layout() {
    const width = this.node.clientWidth;
    if (!width || !this.words) return;
    this.graph.classList.toggle("ganlab-stacked", width < NARROW);
    this.paint(); // in the size that they have now
    const frame = this.graph.getBoundingClientRect();
    const boxes = Object.fromEntries(Object.entries(this.nodes).map(([name, { node }]) => {
      const { x, y, width: w, height: h } = node.getBoundingClientRect();
      return [name, { x: x - frame.x, y: y - frame.y, width: w, height: h }];
    }));
    this.strands.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    const parts = [], said = new Set();
    for (const strand of strandsFor(this.needsReal)) {
      const line = route(boxes, strand), { line: d, head } = arrow(line);
      const on = this.lights.on.has(strand.id), state = on ? "on" : this.lights.done === null
        || this.lights.done.has(strand.id) ? "done" : "off";
      const style = `ganlab-strand ganlab-strand-${strand.who} ganlab-${state}`;
      parts.push(svg("path", { d, class: style }), svg("path", { d: head, class: `${style} ganlab-head-of` }));
      const edge = `${strand.from}-${strand.to}`;
      if (said.has(edge) || !this.words[edge]) continue;
      said.add(edge);
      const { x, y, anchor } = labelAt(route(boxes, { ...strand, who: strand.back ? "g" : "d" }), strand.back);
      const label = svg("text", { x, y, "text-anchor": anchor, "data-edge": edge,
        class: `ganlab-edge-word${on ? " ganlab-on" : ""}` });
      label.textContent = this.words[edge];
      parts.push(label);
    }
    this.strands.replaceChildren(...parts);
  }
}

const total = (norms) => Math.hypot(...norms.map(([, norm]) => norm ?? 0));
const saidText = (value, step, wait) => (value === null || value === undefined ? wait
  : `${step?.relative ? "scores" : "says"} ${value.toFixed(2).replace("-", "\u2212")}`);

export const round = { name: "round", title: "Round", icon: "graph",
  hint: "the round as a graph, with its numbers; slow motion", make: (desk) => new Round(desk) };
