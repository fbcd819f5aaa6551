// One GAN's picture: its title, its scene, its legend, and what it has told about its past.
import { el } from "./dom.js";
import { dequantise, unit } from "./protocol.js";
import { count } from "./scales.js";
import { Scene } from "./scene.js";

export const LETTERS = "ABCD";

export class Pane {
  /** `onDrawn(pane, frame, final)` is called when a frame is on the canvas; `actions` are nodes beside the title. */
  constructor(index, { font, onDrawn, actions = [] }) {
    this.index = index;
    this.canvas = el("canvas.canvas", { role: "img", "aria-label": "Scene" });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.stage = el("div.stage", { onpointermove: (event) => this.onHover(event), onpointerleave: () => this.hideTip() },
      this.canvas, this.tip);
    this.legend = el("div.legend");
    this.name = el("span.pane-name");
    this.head = el("div.head", {}, el("span.letter", { "aria-hidden": "true" }, LETTERS[index]), this.name, ...actions);
    this.node = el("section.left", {}, this.head, this.stage, this.legend);
    this.scene = new Scene(this.canvas, { font, onDrawn: (frame, final) => onDrawn(this, frame, final) });
    this.rows = {};
  }

  setTitle(title) {
    if (this.name.textContent !== title) Object.assign(this.name, { textContent: title, title });
    this.node.setAttribute("aria-label", `${LETTERS[this.index]}: ${title}`);
  }

  setWorld(message) {
    this.world = { ...message, names: message.names ?? null };
    if (message.mode === "plane") this.world.real = dequantise(message.real, message.within);
    this.scene.setWorld(this.world);
    Object.assign(this, { lastFrame: null, rows: {} });
    this.canvas.setAttribute("aria-label", message.caption);
    this.writeLegend();
  }

  /** Shows a frame; true when it brought curves. */
  setFrame(frame) {
    this.read(frame);
    const before = this.lastFrame;
    this.lastFrame = frame;
    frame.moved = movedBetween(before, frame);
    const { d = 0, g = 0 } = frame.moved;
    const slow = !frame.playing || (frame.speed !== null && frame.speed <= 2);
    const accepted = before?.preview && !frame.preview && isAfter(before, frame); // what was looked at has been taken
    const again = before && d === 0 && g === 0 && !frame.preview && !before.preview; // for another view, or after a `set`
    if (again || accepted) this.scene.refresh(frame);
    else this.scene.show(frame, !frame.scrubbed && slow && Math.min(d, g) >= 0 && Math.max(d, g) <= 20);
    this.node.classList.toggle("ganlab-previewing", Boolean(frame.preview));
    this.writeOutside(frame.outside);
    if (frame.d_curve) {
      const { d_curve, g_curve, d_future, g_future } = frame;
      Object.assign(this, { rows: { d: d_curve, g: g_curve, dFuture: d_future, gFuture: g_future }, last: frame.losses });
    }
    return Boolean(frame.d_curve);
  }

  /** From codes to numbers. */
  read(frame) {
    if (this.world.mode === "plane") frame.fakes = dequantise(frame.fakes, this.world.within);
    if (frame.field) frame.fieldShape = frame.field.shape;
    for (const key of ["field", "fakeScores", "realScores"]) if (frame[key]) frame[key] = unit(frame[key]);
  }

  writeLegend() {
    const { counts, mode, caption, field } = this.world;
    const item = (kind, ...words) => el("span.item", {}, el(`i.mark.mark-${kind}`, { "aria-hidden": "true" }), ...words);
    this.outside = el("span");
    const items = mode === "images" ? [item("bar", "bar: how real D finds the image")]
      : [item("real", `${count(counts.real)} real`), item("fake", `${count(counts.fake)} fake`, this.outside),
        field ? item("line", mode === "strip" ? "D: how likely real" : "D undecided") : null];
    const scale = field && mode === "plane" ? el("span.item", {}, "D says fake", el("i.scale", { "aria-hidden": "true" }), "real") : null;
    this.legend.classList.toggle("ganlab-flush", mode === "images");
    this.legend.replaceChildren(...[...items, scale].filter(Boolean), el("span.caption", {}, caption));
  }

  writeOutside(n) {
    const text = n ? ` (${count(n)} outside)` : "";
    if (this.outside && this.outside.textContent !== text) this.outside.textContent = text;
  }

  onHover(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    const text = this.scene.describe(x, y);
    if (!text) return this.hideTip();
    this.tip.textContent = text;
    this.tip.style.transform = `translate(${x > box.width * 0.6 ? `calc(${x - 12}px - 100%)` : `${x + 14}px`}, ${Math.max(0, y - 44)}px)`;
    this.tip.classList.add("ganlab-shown");
  }

  hideTip() {
    this.tip.classList.remove("ganlab-shown");
  }
}

const toCome = (frame) => ({ d: frame.preview === "d" ? 1 : 0, g: frame.preview === "g" ? 1 : 0 });

/** How many steps each player is ahead of the picture before; a previewed step counts as if it were taken. */
export function movedBetween(before, now) {
  if (!before) return {};
  const was = toCome(before), is = toCome(now);
  return { d: now.steps[0] + is.d - before.steps[0] - was.d, g: now.steps[1] + is.g - before.steps[1] - was.g };
}

/** Whether the second frame is where the preview of the first would lead. */
export function isAfter(before, now) {
  const { d, g } = toCome(before);
  return now.steps[0] === before.steps[0] + d && now.steps[1] === before.steps[1] + g;
}
