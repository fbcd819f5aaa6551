// What can be done about it: the best remedy as one large button, all of them in a
// list, each with the code that it runs.
import { button, el, OWN_KEYS } from "../lib/dom.js";

/** Puts text on the clipboard, also where the page has no right to it (no https). */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea.offscreen", { "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

const QUIET = {
  good: "Nothing needs to be done.", learning: "Nothing to do yet: let it train.",
    unknown: "Press Play, or train from a cell.",
  off: "No reason to stop.", alarm: "",
};

/** What is said where there is nothing to press. */
function nothingFor({ name, tone }, stream) {
  if (tone !== "alarm") return QUIET[tone];
  if (name === "unknown") return "";
  return stream ? "The training is yours, and so is the cure: what helps is told in the tutorial on mode collapse."
    : QUIET[tone];
}

export class Cures {
  /** `apply(key)` does what is on offer. */
  constructor(root, { apply }) {
    Object.assign(this, { root, apply, alive: true, told: null });
    this.first = el("div.cure");
    this.list = el("div.cures-list");
    this.summary = el("summary.summary", { ...OWN_KEYS }, "All remedies");
    this.all = el("details.more", {}, this.summary, this.list);
  }

  update({ offers, verdict }, stream) {
    const told = JSON.stringify([offers, verdict.tone, stream]);
    if (told === this.told) return; // buttons stay where they are
    this.told = told;
    this.all.hidden = !offers?.length;
    this.summary.textContent = `All remedies (${offers?.length ?? 0}), the best founded first`;
    this.list.replaceChildren(...(offers ?? []).map((offer, i) => this.article(offer, i)));
    this.first.replaceChildren(...this.best(offers ?? [], verdict, stream));
    this.setAlive(this.alive);
  }

  best(offers, verdict, stream) {
    const [offer] = offers, way = offer?.ways[0];
    if (!offer) return [el("p.nothing", {}, nothingFor(verdict, stream))];
    const code = way?.code ?? offer.code;
    return [el("p.cure-title", {}, el("b", {}, `${offer.title[0].toUpperCase()}${offer.title.slice(1)}.`),
      ` ${offer.why}`),
      el("div.cure-row", {}, way ? this.press(way, verdict.tone === "alarm" ? "play" : "quiet") : null,
        this.copy(code)), this.code(code)];
  }

  article(offer, i) {
    return el("article.remedy", {}, el("p.cure-title", {},
      el("b", {}, `${i + 1}. ${offer.title[0].toUpperCase()}${offer.title.slice(1)}.`), ` ${offer.why}`),
      ...(offer.ways.length ? offer.ways : [{ code: offer.code }]).map((way) => el("div.way", {},
        el("div.cure-row", {}, way.key ? this.press(way, "quiet") : null, this.copy(way.code)), this.code(way.code))));
  }

  press(way, tone) {
    return button(this.root, { name: way.label, hint: `runs ${way.code}`, tone: `${tone}.cure-button`,
      onclick: () => this.apply(way.key) });
  }

  copy(code) {
    const node = button(this.root, { name: "Copy code", hint: "the code, to the clipboard", tone: "copy.button-small",
      onclick: async () => {
      await copyText(code);
      node.querySelector(".ganlab-name").textContent = "Copied";
      setTimeout(() => { node.querySelector(".ganlab-name").textContent = "Copy code"; }, 1500);
    } });
    return node;
  }

  code(text) {
    return el("pre.recipe", { tabindex: 0, "aria-label": "Code of this remedy", ...OWN_KEYS }, text);
  }

  setAlive(alive) {
    this.alive = alive;
    for (const node of [this.first, this.list]) for (const one of node.querySelectorAll(".ganlab-cure-button"))
      one.disabled = !alive;
  }
}
