// What one keeps, as pictures: bookmarks, the pins of the path, the ends of a blend, and a sum of samples.
import { el, icon, OWN_KEYS } from "../lib/dom.js";
import { dequantise } from "../lib/protocol.js";
import { percent } from "../lib/scales.js";
import { pictureOf } from "./picture.js";

export const group = (name, ...nodes) => el("div.latent-group", { role: "group", "aria-label": name },
  el("span.latent-group-name", { "aria-hidden": "true" }, name), ...nodes);

/** A sample that can be chosen among those that are kept: its picture, and a list of names. */
class Term {
  constructor(label, onChoose) {
    this.place = el("span.term-picture");
    this.list = el("select.field.term-list", { "aria-label": label, ...OWN_KEYS, onchange: onChoose });
    this.node = el("span.term", {}, this.place, this.list);
  }

  get name() {
    return this.list.value;
  }

  show(names, chosen, picture) {
    if (names.join("\n") !== this.names) this.list.replaceChildren(...names.map((name) => el("option", {}, name)));
    this.names = names.join("\n");
    this.list.value = chosen;
    this.place.replaceChildren(...[picture].filter(Boolean));
  }
}

export class Kept {
  /** `on` has act(what, value), begin(), move(what, to, final); `v` is what the sheet draws with. */
  constructor(on, v) {
    Object.assign(this, { on, v, held: false });
    this.marks = el("div.latent-marks", { role: "group", "aria-label": "Bookmarks" });
    this.pins = el("span.latent-pins", { role: "img", "aria-label": "No pins" });
    this.buildBlend();
    this.buildSum();
  }

  buildBlend() {
    const choose = () => this.on.act("ends", this.ends.map(({ name }) => name));
    this.ends = ["Blend from", "Blend to"].map((label) => new Term(label, choose));
    this.way = el("input.slider.blend-way", { type: "range", min: 0, max: 1, step: 0.005, value: 0,
      "aria-label": "Blend", "aria-valuetext": percent(0), ...OWN_KEYS,
      onpointerdown: () => { this.held = true; this.on.begin(); },
      onkeydown: (event) => !event.repeat && event.key.startsWith("Arrow") && this.on.begin(),
      oninput: () => this.slide(false), onchange: () => { this.held = false; this.slide(true); } });
    this.blend = group("Blend", this.ends[0].node, this.way, this.ends[1].node);
  }

  slide(final) {
    this.way.setAttribute("aria-valuetext", percent(Number(this.way.value)));
    this.on.move("blend", Number(this.way.value), final);
  }

  buildSum() {
    const choose = () => this.on.act("terms", this.names());
    this.terms = ["First", "Taken away", "Added"].map((label) => new Term(label, choose));
    this.result = el("span.term-picture");
    this.go = el("button.button.button-small", { type: "button", title: "go to the sample that comes out", ...OWN_KEYS,
      onclick: () => this.on.act("combine", this.names()) }, "Go there");
    const sign = (text) => el("span.sum-sign", { "aria-hidden": "true" }, text), [a, b, c] = this.terms;
    this.sum = group("Arithmetic", a.node, sign("−"), b.node, sign("+"), c.node, sign("="), this.result, this.go);
  }

  names() {
    return this.terms.map(({ name }) => name);
  }

  /** Pictures have come for all that is kept; they are in the order of names, pins, and the sum. */
  show(message) {
    this.message = message;
    this.draw();
  }

  draw() {
    const { names, marks, pins, summed, blended, part, numbers, ...arrays } = this.message ?? {};
    if (!names || !this.v.palette || !this.v.world) return;
    const samples = arrays.points ? { points: dequantise(arrays.points, this.v.wide) } : arrays;
    const picture = (k) => (numbers.length ? el("span.picture-numbers", {}, numbers[k])
      : pictureOf(samples, k, this.v));
    const of = (name) => picture(names.indexOf(name));
    this.drawMarks(marks, of);
    this.pins.replaceChildren(...Array.from({ length: pins }, (_, i) => picture(names.length + i)));
    this.pins.setAttribute("aria-label", pins ? `Path through ${pins} pins` : "No pins");
    this.ends.forEach((end, i) => end.show(names, blended[i], of(blended[i])));
    if (!this.held) this.way.value = part;
    this.terms.forEach((term, i) => term.show(names, summed[i], of(summed[i])));
    this.result.replaceChildren(picture(names.length + pins));
  }

  /** The bookmarks as buttons that go there; the focus stays where it was. */
  drawMarks(marks, of) {
    if (marks.join("\n") === this.marked) {
      const places = this.marks.querySelectorAll(".ganlab-term-picture");
      marks.forEach((name, i) => places[i].replaceChildren(of(name)));
      return;
    }
    this.marked = marks.join("\n");
    this.marks.replaceChildren(...marks.map((name) => el("span.mark-chip", {},
      el("button.button.button-small", { type: "button", title: `go to ${name}`, "aria-label": `Go to ${name}`,
        ...OWN_KEYS, onclick: () => this.on.act("go", name) }, el("span.term-picture", {}, of(name)), name),
      el("button.mini", { type: "button", "aria-label": `Forget ${name}`, title: `forget ${name}`, ...OWN_KEYS,
        onclick: () => this.on.act("forget", name) }, icon("close")))));
  }
}
