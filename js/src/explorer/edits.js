// Comparing what is made with what is real: buttons, and room for the answer.
import { el, icon, OWN_KEYS } from "../lib/dom.js";
import { group } from "./kept.js";
import { pictureOf } from "./picture.js";

const MOST = 20e6; // bytes of a file

export class Edits {
  /** `on` has act(what, value) and say(text, error). */
  constructor(on) {
    this.on = on;
    const small = (name, picture, hint, onclick) => el("button.button.button-small",
      { type: "button", title: hint, ...OWN_KEYS, onclick }, picture ? icon(picture) : null, name);
    this.nearest = small("Nearest real", "snap", "the real samples nearest to this one: is it a copy?",
      () => on.act("nearest"));
    this.project = small("Project", "in", "find the latent whose sample comes nearest to a real one",
      () => on.act("reals"));
    this.halt = small("Stop the search", null, "be content with the nearest latent so far", () => on.act("halt"));
    this.halt.hidden = true;
    this.file = el("input", { type: "file", accept: "image/*", hidden: true, "aria-label": "A picture to look for",
      onchange: () => this.read() });
    this.text = el("p.answer-text", { role: "status" });
    this.row = el("div.answer-row");
    this.more = el("div.latent-group", {}, small("Others", "dice", "other real samples", () => on.act("reals")),
      small("From a file", "out", "a picture of your own", () => this.file.click()), this.file);
    const away = el("button.mini", { type: "button", "aria-label": "Close the answer", title: "close", ...OWN_KEYS,
      onclick: () => { this.answer.hidden = true; } }, icon("close"));
    this.answer = el("section.latent-answer", { "aria-label": "Answer", hidden: true },
      el("div.answer-head", {}, this.text, away), this.row, this.more);
    this.compare = group("Compare", this.nearest, this.project, this.halt);
    this.node = el("div.latent-edits", {}, this.answer);
  }

  setWorld({ sort, shape }) {
    this.pictures = sort === "image" && (shape[0] === 1 || shape[0] === 3);
  }

  /** Whether a search is on its way, which can be ended. */
  setLooking(looking) {
    this.halt.hidden = !looking;
  }

  /** The kernel answers: real samples to choose from, or some samples side by side, and a sentence. */
  show({ what, text, captions, numbers, tiles }) {
    const n = tiles ? tiles.shape[0] : numbers.length, choose = what === "strip";
    this.text.textContent = text;
    this.row.replaceChildren(...Array.from({ length: n }, (_, k) => {
      const seen = tiles ? pictureOf({ tiles }, k) : el("span.answer-numbers", {}, numbers[k]);
      if (choose)
        return el("button.answer-choice", { type: "button", "aria-label": `Look for real sample ${k + 1}`, ...OWN_KEYS,
          onclick: () => this.on.act("project", { strip: k }) }, seen);
      return el("figure.answer-one", {}, seen, el("figcaption", {}, captions[k]));
    }));
    this.more.hidden = !choose;
    this.more.children[0].hidden = n === 0;
    this.more.children[1].hidden = !this.pictures;
    this.answer.dataset.what = what;
    const appears = this.answer.hidden;
    this.answer.hidden = false;
    if (appears) this.answer.scrollIntoView({ block: "nearest" });
  }

  async read() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    if (file.size > MOST)
      return this.on.say(`The file must have at most 20 MB; ${file.name} has ${Math.ceil(file.size / 1e6)}.`, true);
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    this.on.act("project", { file: btoa(text) });
  }
}
