// The drawer of what one takes along: the code that does what was done, and a film of how it went.
import { button, el, icon, OWN_KEYS } from "../lib/dom.js";
import { fileName, png, svgOf } from "./print.js";

/** Into the clipboard; false where the browser does not let us. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Hands the reader a file. */
export function download(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Hands the reader a picture, and says so; nothing while there is none. */
export function keep(board, saved) {
  if (!saved) return;
  download(saved.blob, saved.name);
  board.say(`Saved as ${saved.name}, where this browser puts its downloads.`);
}

/** A button that asks for the code of a GAN, and the place where it is shown. */
export class Code {
  constructor(desk, pane = () => 0) {
    this.press = button(desk.root, { name: "Copy as code", icon: "code", hint: "a cell that does what was done here",
      tone: "code.button-small",
      onclick: () => desk.command("code", pane()) });
    this.text = el("pre.code", { hidden: true, tabindex: 0, "aria-label": "The code", ...OWN_KEYS });
    this.said = el("p.hint", { role: "status" });
    this.node = el("div.code-room", {}, this.said, this.text);
  }

  async show(code) {
    this.text.textContent = code;
    this.text.hidden = false;
    this.said.textContent = (await copy(code)) ? "Copied. This cell does again what was done here:"
      : "The browser does not let the clipboard be used: select the code below and copy it.";
  }
}

/** A stretch of the timeline, how long and how large its film is to be, and the film. */
class Film {
  constructor(desk) {
    Object.assign(this, { desk, alive: true, rolling: false });
    const field = (label, value, hint) => el("input.knob-field.film-field",
      { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": label, title: hint, value, ...OWN_KEYS,
      oninput: () => this.showSpan(), onkeydown: (event) => event.key === "Enter" && !this.rolling && this.begin() });
    this.first = field("First moment of the film", "", "the moment with which the film begins; empty: the very first");
    this.last = field("Last moment of the film", "", "the moment with which it ends; empty: the last that is recorded");
    Object.assign(this.first, { placeholder: "start" });
    Object.assign(this.last, { placeholder: "end" });
    this.seconds = field("Seconds of the film", "6", "how long the film takes");
    this.size = el("select.list.film-size", { "aria-label": "Size of the film",
      title: "pixels along each edge of a picture", ...OWN_KEYS },
      ...[240, 360, 480, 640].map((size) => el("option", { value: size, selected: size === 360 }, `${size} px`)));
    const make = (spec) => button(desk.root, { tone: "film.button-small", ...spec });
    const here = (name, hint, target) => make({ name, hint,
      onclick: () => { target.value = String(desk.timeline.moment); this.showSpan(); } });
    this.fromHere = here("From here", "the film begins at this moment", this.first);
    this.toHere = here("To here", "the film ends at this moment", this.last);
    this.record = make({ name: "Record", icon: "film",
      hint: "an animated GIF of this stretch; training goes on meanwhile", onclick: () => this.begin() });
    this.cancel = make({ name: "Cancel", icon: "close", hint: "no film after all",
      onclick: () => desk.command("cancel") });
    this.bar = el("progress.film-bar", { max: 1, value: 0, "aria-label": "Recording" });
    this.why = el("p.why", { role: "alert", hidden: true });
    this.said = el("p.hint", { role: "status" });
    this.link = el("a.button.button-small.film-link", { hidden: true, ...OWN_KEYS }, icon("out"), el("span.name", {}));
    this.shot = el("img.film", { hidden: true });
    const pair = (...nodes) => el("span.film-pair", {}, ...nodes);
    this.node = el("div.filming", { role: "group", "aria-label": "Film" },
      el("div.row", {}, el("span.film-word", {}, "Film"), pair("from", this.first, this.fromHere),
        pair("to", this.last, this.toHere),
      pair("in", this.seconds, "s,"), this.size, this.record, this.cancel, this.bar), this.why, this.said, this.shot,
        el("div.row", {}, this.link));
    this.roll(false);
  }

  /** The stretch, on the timeline, where its ends can be moved. */
  showSpan() {
    const moment = ({ value }, otherwise) => (/^[\d,]+$/.test(value.trim()) ? Number(value.replaceAll(",", ""))
      : otherwise);
    this.desk.timeline.setSpan(this.away ? null : { first: moment(this.first, 0), last: moment(this.last, null) },
      (which, to) => {
      this[which].value = String(to);
      this.showSpan();
    });
  }

  shown(open) {
    this.away = !open;
    this.showSpan();
  }

  begin() {
    this.refuse(null);
    this.said.textContent = "";
    const typed = Object.fromEntries(["first", "last", "seconds", "size"].map((name) => [name, this[name].value]));
    this.desk.command("film", { ...typed, dark: this.desk.board.palette.dark });
  }

  refuse(why) {
    Object.assign(this.why, { hidden: !why, textContent: why ?? "" });
  }

  roll(rolling) {
    this.rolling = rolling;
    this.cancel.hidden = this.bar.hidden = !rolling;
    this.record.hidden = rolling;
    for (const press of [this.record, this.cancel, this.fromHere, this.toHere]) press.disabled = !this.alive;
  }

  progress({ done, of }) {
    if (!this.rolling) this.roll(true);
    this.bar.value = done / of;
    this.bar.title = of > 1 ? `${done} of ${of} pictures` : "";
  }

  show({ gif, called, first, last, about }) {
    this.roll(false);
    const blob = new Blob([gif], { type: "image/gif" }), name = fileName(called, `${first}-to-${last}`, "gif");
    URL.revokeObjectURL(this.shot.src);
    const href = URL.createObjectURL(blob);
    Object.assign(this.shot, { src: href, alt: `The film: ${about}`, hidden: false });
    Object.assign(this.link, { href, download: name, hidden: false, title: `Save ${name}` });
    this.link.lastChild.textContent = `Save ${name}, ${(blob.size / 1e6).toFixed(1)} MB`;
    this.said.textContent = `Done: ${about}.`;
  }

  hear(message) {
    const { what } = message;
    if (what === "refused") this.refuse(message.why);
    if (what === "progress") this.progress(message);
    if (what === "film") this.show(message);
    if (what !== "cancelled") return;
    this.roll(false);
    this.said.textContent = "No film was made.";
  }

  setAlive(alive) {
    this.alive = alive;
    this.roll(this.rolling && alive);
  }

  stop() {
    URL.revokeObjectURL(this.shot.src);
  }
}

class Export {
  constructor(desk) {
    this.code = new Code(desk);
    this.film = new Film(desk);
    const make = (name, hint, save) => button(desk.root, { name, hint, icon: "camera", tone: "export.button-small",
      onclick: async () => keep(desk.board, await save(desk.board)) });
    this.pictures = el("div.row", { role: "group", "aria-label": "What is shown now, as a file" },
      make("Picture as PNG", "five pixels to one of the page, for paper", (board) => png(board, { paper: true })),
      make("Picture as SVG", "lines, points and letters, sharp at any size", svgOf));
    this.node = el("div.export", {}, this.pictures, this.film.node, el("div.row", {}, this.code.press), this.code.node);
  }

  shown(open) {
    this.film.shown(open);
  }

  hear(message) {
    if (message.what === "code") this.code.show(message.code);
    else this.film.hear(message);
  }

  setAlive(alive) {
    this.code.press.disabled = !alive;
    this.film.setAlive(alive);
  }

  stop() {
    this.film.stop();
  }
}

export const exports = { name: "export", title: "Export", icon: "out",
  hint: "take it along: as a picture, a film, as code",
  make: (desk) => new Export(desk) };
