// What stands around the sheet: moves, views, the plane's axes and scale, which directions, and what one keeps.
import { button, el, icon, OWN_KEYS } from "../lib/dom.js";
import { group } from "./kept.js";
import { short } from "../lib/scales.js";

const MOVES = [
  { what: "random", name: "Random", key: "N", icon: "dice", hint: "jump to another random plane" },
  { what: "snap", name: "Snap", key: "S", icon: "snap", hint: "go to the nearest grid point of the plane" },
  { what: "undo", name: "Undo", key: "U", icon: "undo", hint: "take the last act back" },
  { what: "reset", name: "Reset", key: "R", icon: "reset", hint: "back to where it began" },
];
const VIEWS = [["sheet", "Sheet", "many samples around the spot"], ["one", "One", "one large sample"],
  ["classes", "Classes", "a row for each class"], ["path", "Path", "the way through the pins"]];
const EXPORTS = [["png", "PNG", "this sample as a picture"], ["sheet", "Sheet", "all that is shown as a picture"],
  ["gif", "GIF", "the way through the pins as a film"], ["npy", "z", "the latents as an npy file"],
    ["cell", "Code", "the cell that makes these again"]];
const TYPES = { png: "image/png", gif: "image/gif", npy: "application/octet-stream", py: "text/x-python" };

export class Tools {
  /** `on` has root, act(what, value), begin(), move(what, to, final), say(text). */
  constructor(on) {
    this.on = on;
    this.buildMoves();
    this.buildPlane();
    this.buildKeeping();
  }

  buildMoves() {
    this.buttons =
      Object.fromEntries(MOVES.map((spec) => [spec.what,
        button(this.on.root, { ...spec, tone: "move.button-small", onclick: () => this.on.act(spec.what) })]));
    this.moves = el("div.latent-moves", { role: "group", "aria-label": "Moves" }, ...Object.values(this.buttons));
    this.tabs = Object.fromEntries(VIEWS.map(([view, name, hint]) =>
      [view, el("button.button.button-small.tab", { type: "button", title: hint,
      "aria-pressed": "false", ...OWN_KEYS, onclick: () => this.on.act("view", view) }, name)]));
    this.views = el("div.latent-views", { role: "group", "aria-label": "View" }, ...Object.values(this.tabs));
  }

  range(name, low, high, step, what, words) {
    const value = el("output.slider-value", {}, "");
    const input = el("input.slider", { type: "range", min: low, max: high, step, "aria-label": name, ...OWN_KEYS,
      onpointerdown: () => { this.held = what; if (what === "psi") this.on.begin(); },
        onpointerup: () => { this.held = null; },
      oninput: () => { slider.told = undefined; value.textContent = words(Number(input.value));
        this.on.move(what, this.read(what, input), false); },
      onchange: () => { this.held = null; this.on.move(what, this.read(what, input), true); } });
    const slider = { node: el("label.latent-range", {}, el("span", {}, name), input, value), input, value, words };
    return slider;
  }

  read(what, input) {
    return what === "spacing" ? 10 ** Number(input.value) : Number(input.value);
  }

  buildPlane() {
    this.axes = el("select.field.latent-select", { "aria-label": "Plane", ...OWN_KEYS,
      onchange: () => this.on.act("plane", JSON.parse(this.axes.value)) });
    this.spacing = this.range("Spacing", -2, 0.5, 0.01, "spacing", (v) => short(Number((10 ** v).toPrecision(2))));
    this.psi = this.range("Truncation", 0, 1.5, 0.01, "psi", (v) => short(v));
    this.classes = el("select.field.latent-select", { "aria-label": "Class", ...OWN_KEYS,
      onchange: () => this.on.act("label", Number(this.classes.value)) });
    this.classRow = el("label.latent-range", { hidden: true }, el("span", {}, "Class"), this.classes);
    this.plane = el("div.latent-plane-tools", {}, el("label.latent-range", {}, el("span", {}, "Plane"), this.axes),
      this.spacing.node, this.psi.node, this.classRow);
    this.directions = el("select.field.latent-select", { "aria-label": "Sliders", ...OWN_KEYS,
      onchange: () => this.on.act("directions", JSON.parse(this.directions.value)) });
    this.which = el("label.latent-range.latent-which", {}, el("span", {}, "Sliders"), this.directions);
  }

  buildKeeping() {
    const small = (name, what, hint, picture, value = () => null) =>
      el("button.button.button-small", { type: "button", title: hint, ...OWN_KEYS,
      onclick: () => { this.on.act(what, value()); this.name.value = ""; } }, picture ? icon(picture) : null, name);
    const named = () => this.name.value;
    this.name = el("input.field.latent-name", { type: "text", placeholder: "a name", maxlength: 60,
      "aria-label": "Name", ...OWN_KEYS,
      onkeydown: (event) => {
        if (event.key !== "Enter") return;
        this.on.act("bookmark", named());
        this.name.value = "";
      } });
    this.has = small("Positive example", "has", "this sample has what the new direction adds");
    this.lacks = small("Negative example", "lacks", "this sample lacks what the new direction adds");
    this.makes = small("Direction", "direction",
      "make a slider that leads from the negative examples to the positive ones", null, named);
    this.unpin = small("Unpin", "unpin", "take the last pin off the path");
    this.pin = small("Pin", "pin", "put this sample on the path (P)", "pin");
    this.run = el("button.button.button-small", { type: "button", title: "go along the path, round and round",
      "aria-pressed": "false", ...OWN_KEYS,
      onclick: () => this.toggleRun() }, icon("play"), "Animate");
    const exports = EXPORTS.map(([form, name, hint]) =>
      el("button.button.button-small", { type: "button", title: hint, "aria-label": `Export ${name}`, ...OWN_KEYS,
      onclick: () => this.on.act("export", form) }, name));
    const { kept, compare } = this.on;
    this.keeping = el("div.latent-keeping", {},
      group("Keep", this.name, small("Bookmark", "bookmark", "keep this sample under the name", "mark", named)),
      kept.marks, kept.blend, group("Path", kept.pins, this.pin, this.unpin, this.run), kept.sum,
      group("New direction", this.has, this.lacks, this.makes), compare, group("Save", ...exports));
  }

  setWorld({ classes, dims }) {
    this.tabs.classes.hidden = !classes.length;
    this.classRow.hidden = !classes.length;
    this.classes.replaceChildren(...classes.map((name, i) => el("option", { value: i }, name)));
    const blocks = Array.from({ length: Math.ceil(dims / 8) },
      (_, b) => el("option", { value: 8 * b }, `z${8 * b + 1} to z${Math.min(8 * b + 8, dims)}`));
    this.plain = [...blocks, el("option", { value: '"activations"' }, "principal, of activations"),
      el("option", { value: '"samples"' }, "principal, of samples")];
  }

  setRail({ directions, axes, own, has, lacks }) {
    const option = (value, text) => el("option", { value: JSON.stringify(value) }, text);
    const pairs = directions.slice(0, 8).flatMap((a, i) => directions.slice(i + 1, 8)
      .map((b, j) => option([i, i + 1 + j], `${a.name} × ${b.name}`)));
    this.axes.replaceChildren(option(["seeds"], "random plane"), ...pairs);
    this.axes.value = JSON.stringify(axes);
    this.directions.replaceChildren(...this.plain, ...(own.length ? [option("own", "your own")] : []));
    const first = directions[0];
    if (first.coordinate !== null) this.directions.value = 8 * Math.floor(first.coordinate / 8);
    else this.directions.value = own.includes(first.name) ? '"own"' : this.wished ?? '"activations"';
    this.makes.disabled = !(has && lacks);
    this.has.textContent = has ? `Positive example (${has})` : "Positive example";
    this.lacks.textContent = lacks ? `Negative example (${lacks})` : "Negative example";
  }

  update({ view, spacing, psi, label, undo, pins }) {
    if (view !== this.view) for (const [name, tab] of Object.entries(this.tabs))
      tab.setAttribute("aria-pressed", String(name === view));
    this.view = view;
    this.buttons.undo.disabled = !undo;
    this.unpin.disabled = !pins;
    this.run.disabled = pins < 2;
    if (pins < 2) this.stopRun();
    for (const [slider, what, value] of [[this.spacing, "spacing", Math.log10(spacing)], [this.psi, "psi", psi]]) {
      if (this.held !== what && slider.told !== value) {
        slider.told = slider.input.value = value;
        slider.value.textContent = slider.words(value);
      }
    }
    if (this.classes.value !== String(label)) this.classes.value = label;
  }

  /** Round and round along the path: a position a frame, as a hand would send it. */
  toggleRun() {
    if (this.running) return this.stopRun();
    this.on.begin();
    this.run.setAttribute("aria-pressed", "true");
    const begun = performance.now();
    const step = (now) => {
      if (!this.running) return;
      this.at = Math.max(0, (now - begun) / 6000) % 1;
      this.on.move("travel", this.at, false);
      this.running = requestAnimationFrame(step);
    };
    this.running = requestAnimationFrame(step);
  }

  stopRun() {
    if (!this.running) return;
    cancelAnimationFrame(this.running);
    this.running = null;
    this.run.setAttribute("aria-pressed", "false");
    this.on.move("travel", this.at, true); // the hand rests
  }

  onKey(key) {
    const move = MOVES.find((spec) => spec.key.toLowerCase() === key);
    if (move) this.on.act(move.what);
    else if (key === "p") this.on.act("pin");
    else return false;
    return true;
  }

  /** A file has come: code goes to the clipboard, anything else is downloaded. */
  onFile({ name, form, content }) {
    if (form === "cell") {
      const text = new TextDecoder().decode(content);
      navigator.clipboard?.writeText(text).catch(() => this.download(name, content));
      if (navigator.clipboard) return;
    }
    this.download(name, content);
  }

  download(name, content) {
    const url = URL.createObjectURL(new Blob([content], { type: TYPES[name.split(".").pop()] }));
    const link = el("a", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  stop() {
    this.stopRun();
  }
}
