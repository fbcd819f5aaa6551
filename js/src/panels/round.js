// The drawer of the round: the game as a graph (for the plain GAN z → G → fake → D ← real → loss), with the numbers of
// the last step or of the one that is under way in slow motion, and the buttons that walk through its phases.
import { arrow, columnsOf, isWide, labelAt, loudest, placeOf, route, shorter, wordAt } from "./graph.js";
import { button, el, OWN_KEYS, rename, svg } from "../lib/dom.js";
import { about, passed, strandsShown, toneOf, turnOf } from "../lib/game.js";
import { dequantise } from "../lib/protocol.js";
import { count, fixed, inDigits, short } from "../lib/scales.js";
import { spotFor } from "../scene/spotlight.js";
import { paintBars, paintPoints, paintTiles } from "./thumbs.js";

const NARROW = 640; // pixels; below it the graph is stacked
const PACES = [4, 2, 1, 0.5, 0.25]; // seconds from one phase to the next
const REST =
  "These are the numbers of the last step of each player. Next phase takes the next step apart; "
  + "Play and the steps go on as ever.";
const EMPTY = "No step is shown here yet. Next phase begins one and stops after each of its parts.";
/**
 * What is said where no phase is: `part.steps` are the last steps whose numbers are known, whatever was done before.
 */
export const restText = (part) => (part && Object.keys(part.steps).length ? REST : EMPTY);
const NUMBERS = { count, fixed, short };
const SQUARE = [-1, 1, -1, 1]; // where noise lies
const LOOKS = { data: { colour: "real", shape: "circle" }, samples: { colour: "fake", shape: "triangle" } };

function paceText(seconds) {
  if (seconds > 1) return `a phase every ${seconds} s`;
  return seconds === 1 ? "1 phase a second" : `${1 / seconds} phases a second`;
}

/** What a round can be taken apart into: the whole of it, or one step. */
const choicesIn = ({ turns }) => [
  { choice: "round", name: "Round", hint: "slow motion through a whole round" },
  ...turns.map(({ name, title }) => ({ choice: name, name: `Step of ${title}`, hint: "slow motion through one step" })),
];

/** The state of a phase's dot. */
function dotState(i, place) {
  if (i < place) return "done";
  return i === place ? "now" : "ahead";
}

class Round {
  constructor(desk) {
    Object.assign(this, { desk, panes: [], pane: 0, alive: true, choice: "round", what: null, lit: "" });
    this.strands = svg("svg", { class: "ganlab-strands", "aria-hidden": "true" });
    this.graph = el("div.graph", { role: "group", "aria-label": "The round as a graph" });
    this.sentence = el("p.phase-sentence", { role: "status", "aria-live": "polite" });
    this.dots = el("div.dots", { "aria-hidden": "true" });
    this.choosing = el("div.choices", { role: "group", "aria-label": "What to take apart" });
    this.legend = el("div.graph-legend");
    this.node = el("div.roundgraph", {}, this.buildControls(), el("div.phase-said", {}, this.dots, this.sentence),
      this.graph, this.legend);
    this.build(this.gameAt(0));
    this.say(null);
  }

  gameAt(pane) {
    const { board } = this.desk;
    return board.panes[pane]?.game ?? board.game;
  }

  /** What depends on the game: the boxes, the choices, the legend. */
  build(game) {
    this.game = game;
    this.nodes = Object.fromEntries(game.graph.nodes.map((node) => [node.id, this.box(node)]));
    this.graph.style.setProperty("--ganlab-columns", columnsOf(game.graph));
    this.graph.replaceChildren(this.strands, ...Object.values(this.nodes).map(({ node }) => node));
    this.choices = choicesIn(game).map(({ choice, name, hint }) => ({ choice, press: button(this.desk.root,
      { name, hint, tone: "phase.button-small", onclick: () => this.choose(choice) }) }));
    if (!this.choices.some(({ choice }) => choice === this.choice)) this.choice = "round";
    this.choosing.replaceChildren(...this.choices.map(({ press }) => press));
    this.legend.replaceChildren(...game.sides.map(({ title, colour }, lane) =>
      el("span.item", {}, this.sample(colour, lane), `${title}'s path`)),
    el("span.item", {}, "left to right: samples and scores; right to left: gradients"));
  }

  /** The box of a node: its title, a small picture, the norms of a network's layers, the losses, a foot. */
  box(told) {
    const { id, label, kind, hint, scores, colour } = told, { area, order } = placeOf(this.game.graph, told);
    const tone = colour ?? LOOKS[kind]?.colour;
    const pictured = kind === "noise" || kind in LOOKS || scores.length > 0;
    const canvas = pictured ? el("canvas.peek", { role: "img", "aria-label": label }) : null;
    const rows = kind === "network" ? el("div.norms",
      { role: "group", "aria-label": `Gradient norms of ${label}, by layer` }) : null;
    const sums = kind === "loss" ? el("div.sums") : null;
    const foot = el("div.box-foot");
    const marks = `${scores.length ? ".scored" : ""}${isWide(told) ? ".wide" : ""}`;
    const node = el(`section.box.box-${id}.kind-${kind}${marks}`, { "aria-label": label,
      style: `--ganlab-place: ${area}; --ganlab-order: ${order}${tone ? `; ${toneOf(tone)}` : ""}` },
      el("div.box-title", {}, label, hint ? el("span.box-hint", {}, hint) : null), canvas, rows, sums, foot);
    return { node, canvas, rows, sums, foot, told };
  }

  /** A piece of a strand, for the legend. */
  sample(colour, lane) {
    const drawing = svg("svg", { width: 30, height: 8, "aria-hidden": "true" });
    drawing.append(svg("path", { d: "M1 4H29", class: `ganlab-strand ganlab-dash-${lane} ganlab-on`,
      style: toneOf(colour) }));
    return drawing;
  }

  buildControls() {
    const { root } = this.desk;
    const make = (spec) => button(root, { tone: "phase.button-small", ...spec });
    this.next = make({ name: "Next phase", icon: "next", hint: "compute the next part, and stop",
      onclick: () => this.ask("next", this.choice) });
    this.slow = make({ name: "Slow motion", icon: "play", hint: "phase after phase",
      onclick: () => (this.running ? this.desk.command("stop") : this.ask("play", this.choice)) });
    this.finish = make({ name: "Finish step", icon: "finish", hint: "what is left of it, at once",
      onclick: () => this.desk.command("finish") });
    this.abandon = make({ name: "Abandon", icon: "close", hint: "as if it had never begun",
      onclick: () => this.desk.command("abandon") });
    this.pace = el("input.slider", { type: "range", min: 0, max: PACES.length - 1, step: 1, value: 2,
      "aria-label": "Pace of slow motion", "aria-valuetext": paceText(1), ...OWN_KEYS,
      oninput: () => this.onPace() });
    this.paceLabel = el("output.pace-value", {}, paceText(1));
    this.which = el("div.row.which", { role: "group", "aria-label": "Which GAN" });
    return el("div.row.phase-bar", {}, this.choosing, this.next, this.slow, this.finish, this.abandon,
      el("label.pace", {}, el("span", {}, "Pace"), this.pace, this.paceLabel), this.which);
  }

  /** Another game is played than before. */
  setGame() {
    this.draw();
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
    const game = this.gameAt(pane), points = {};
    const names = game.graph.nodes.filter(({ kind }) => kind in LOOKS).map(({ id }) => id);
    for (const name of phase ? names.flatMap((id) => [id, `${id}_tips`]) : []) {
      const codes = part[`${phase.who}_${name}`];
      if (codes) points[name] = dequantise(codes, world.within);
    }
    scene.setSpot(this.away ? null : spotFor(game, phase, points));
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
    const phase = part?.phase;
    const at = part ? this.game.turns.map(({ name }) => part.steps[name]?.numbers?.step).join() : null;
    if (phase || this.kept?.at !== at) this.kept = null; // what was said stands until something happens
    if (part?.said) this.kept = { text: part.said, at };
    const text = phase ? phase.sentence : this.kept?.text || restText(part);
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
    this.sentence.dataset.phase = phase ? `${phase.who}.${phase.name}` : "";
    this.dots.replaceChildren(...(phase ? this.dotsFor(phase) : []));
  }

  /** Whose step it is, and how far it has come. */
  dotsFor({ who, step, place, of }) {
    const { title, side, colour } = turnOf(this.game, who);
    const shape = this.game.sides[0].name === side ? ".square" : "";
    this.dots.setAttribute("style", toneOf(colour));
    return [el("span.phase-who", {}, `${title} · step ${count(step)}`),
      ...Array.from({ length: of }, (_, i) => el(`i.dot.${dotState(i, place)}${shape}`))];
  }

  draw() {
    const game = this.gameAt(this.pane);
    if (game !== this.game) this.build(game);
    this.enable();
    const shown = this.panes[this.pane];
    if (!shown || !this.palette) return;
    const { part, world } = shown, { phase, steps } = part;
    this.say(part);
    const turns = game.turns.map(({ name }) => name);
    const focus = phase?.who ?? turns.findLast((name) => steps[name]) ?? turns[0];
    const pending = Boolean(phase && !phase.last);
    this.strandsNow = strandsShown(game, (turn, from) => Boolean(part[`${turn}_${from}_bars`]));
    this.paint = () => this.drawThumbs(part, world, focus, pending);
    for (const box of Object.values(this.nodes)) if (box.rows) this.drawBox(box, part, focus, pending);
    this.drawLosses(steps);
    this.words = this.wordsAt(part, focus, pending);
    const light = phase ? about(game, phase.who, phase.name) : { nodes: [], strands: [] };
    for (const [name, { node }] of Object.entries(this.nodes))
      node.classList.toggle("ganlab-lit", light.nodes.includes(name));
    this.graph.dataset.who = phase?.who ?? "";
    if (phase) this.graph.style.setProperty("--ganlab-lit", `var(--ganlab-${turnOf(game, phase.who).colour})`);
    this.lights = { on: new Set(light.strands), done: phase ? new Set(passed(game, phase.who, phase.name)) : null };
    this.layout();
  }

  /** The turn whose numbers a network shows: the one in focus if it learns there, else the last that did. */
  learnerOf({ turns }, steps, focus) {
    if (turns.includes(focus)) return focus;
    return turns.findLast((name) => steps[name]) ?? turns[0];
  }

  /** What is written at each edge, as from-to. */
  wordsAt(part, focus, pending) {
    const { graph } = this.game, { numbers, relative } = part.steps[focus] ?? {}, wait = pending ? "…" : "–";
    return Object.fromEntries(graph.edges.map((edge) => {
      const said = (id) => numbers?.[`said_${id}`] ?? this.standing(part, edge.to, id, focus, pending,
        (turn) => part.steps[turn]?.numbers[`said_${id}`]);
      return [`${edge.from}-${edge.to}`, wordAt(graph, edge, { who: focus, numbers, said, relative, wait }, NUMBERS)];
    }));
  }

  /**
   * What a network has said of real samples when it learnt last: it stands while others take their turns. `read(turn)`
   * gets it. Null of fakes, which change, and while the network learns.
   */
  standing(part, network, id, focus, pending, read) {
    const { turns } = this.nodes[network].told;
    if (this.nodes[id].told.kind !== "data" || (pending && turns.includes(focus))) return null;
    return turns.map(read).findLast((value) => value !== undefined && value !== null) ?? null;
  }

  drawThumbs(part, world, focus, pending) {
    const { palette, game } = this, { numbers } = part.steps[focus] ?? {};
    const others = game.turns.map(({ name }) => name).filter((name) => name !== focus).reverse();
    const turns = [focus, ...(pending ? [] : others)];
    const found = (id) => turns.map((turn) => part[`${turn}_${id}`]).find(Boolean) ?? null;
    const arrow = palette[turnOf(game, focus).colour], tipsOf = (id) => part[`${focus}_${id}_tips`];
    for (const { canvas, foot, told } of Object.values(this.nodes)) {
      const { id, kind, scores } = told, n = numbers?.[id];
      if (kind === "noise") {
        paintPoints(canvas, palette, found(id), { within: SQUARE, extent: SQUARE,
          colour: palette[game.maker.colour], shape: "circle" });
        foot.textContent = n ? `${count(n[0])} × ${count(n[1])}` : "";
      } else if (kind in LOOKS) {
        this.paintSamples(canvas, found(id), world, { ...LOOKS[kind], tips: tipsOf(id), arrow });
        foot.textContent = n ? `${count(n)} ${world.noun}` : "";
      } else if (scores.length) this.drawScores(canvas, told, part, focus, pending);
    }
  }

  paintSamples(canvas, values, world, { colour: name, shape, tips = null, arrow }) {
    const { palette } = this, colour = palette[name];
    if (world.mode === "images") paintTiles(canvas, palette, values);
    else if (world.mode === "strip" || world.mode === "phase") paintBars(canvas, palette, [{ bars: values, colour }]);
    else paintPoints(canvas, palette, values, { ...world, colour, shape, tips, arrow });
  }

  /** How the answers to real samples and to fakes are spread. */
  drawScores(canvas, { id: network, scores }, part, focus, pending) {
    const series = scores.map((id) => {
      const read = (turn) => part[`${turn}_${id}_bars`], { kind } = this.nodes[id].told;
      return { bars: read(focus) ?? this.standing(part, network, id, focus, pending, read),
        colour: this.palette[LOOKS[kind].colour], dashed: kind === "samples" };
    });
    const { axis = [0, 1], relative } = part.steps[focus] ?? {};
    const labels = relative ? axis.map((end) => short(end)) : ["fake", "real"];
    paintBars(canvas, this.palette, series, { axis, labels, font: this.font });
  }

  /** A network: the gradient norms of its layers, and how far its weights went. */
  drawBox({ told, rows, foot }, { steps }, focus, pending) {
    const who = this.learnerOf(told, steps, focus), numbers = steps[who]?.numbers, { layers: begin = "" } = told;
    const { rows: layers, rest } = loudest((numbers?.norms ?? []).filter(([name]) => name.startsWith(begin)));
    const most = Math.max(...layers.map(([, norm]) => norm ?? 0), 1e-12);
    const names = shorter(layers.map(([name]) => name));
    const none = pending && who === focus ? "gradient: …" : "gradient: –";
    rows.replaceChildren(...layers.map(([name, norm], i) =>
      el("div.norm", { title: `${name}: gradient norm ${short(norm ?? NaN)}` },
        el("i", { style: `--ganlab-share:${(norm ?? 0) / most}` }), el("span", {}, names[i] || "all"),
        el("b", { "data-norm": `${who}.${name}` }, inDigits(norm ?? NaN, 2)))),
    ...(rest ? [el("div.norm-rest", {}, `and ${rest} more`)] : []),
    ...(layers.length ? [] : [el("div.norm-rest", {}, none)]));
    if (!numbers) return foot.replaceChildren("no step yet");
    const moved = el("div", {}, "moved by ", el("b", { "data-number": `${who}.moved` }, short(numbers.moved ?? NaN)));
    foot.replaceChildren(`step ${count(numbers.step)}`, ...(numbers.moved === null ? [] : [moved]));
  }

  /** What each turn has minimised last. */
  drawLosses(steps) {
    const sums = this.game.turns.map(({ name, title, colour }) => {
      const { loss, penalty } = steps[name]?.numbers ?? {};
      return el("div.sum", { style: toneOf(colour) }, el("span", {}, title),
        el("b", { "data-number": `${name}.loss` }, loss === null || loss === undefined ? "–" : fixed(loss)),
        penalty ? el("small", { title: `what ${title}'s steepness costs` }, "+ ",
          el("span", { "data-number": `${name}.penalty` }, short(penalty))) : null);
    });
    for (const box of Object.values(this.nodes)) box.sums?.replaceChildren(...sums);
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
    for (const strand of this.strandsNow) {
      const line = route(boxes, strand), { line: d, head } = arrow(line);
      const on = this.lights.on.has(strand.id), gone = this.lights.done?.has(strand.id) ?? true;
      const still = gone ? "done" : "off", state = on ? "on" : still;
      const drawn = `ganlab-strand ganlab-dash-${strand.lane} ganlab-${state}`, style = toneOf(strand.colour);
      parts.push(svg("path", { d, class: drawn, style }),
        svg("path", { d: head, class: `${drawn} ganlab-head-of`, style }));
      const edge = `${strand.from}-${strand.to}`;
      if (said.has(edge) || !this.words[edge]) continue;
      said.add(edge);
      const outermost = { ...strand, lane: strand.back ? strand.lanes - 1 : 0 };
      const { x, y, anchor } = labelAt(route(boxes, outermost), strand.back);
      const label = svg("text", { x, y, "text-anchor": anchor, "data-edge": edge,
        class: `ganlab-edge-word${on ? " ganlab-on" : ""}` });
      label.textContent = this.words[edge];
      parts.push(label);
    }
    this.strands.replaceChildren(...parts);
  }
}

export const round = { name: "round", title: "Round", icon: "graph",
  hint: "the round as a graph, with its numbers; slow motion", make: (desk) => new Round(desk) };
