// The verdict, to be read from across a room: what it is called, how many modes are live, in one sentence why.
import { el, icon } from "../lib/dom.js";
import { short } from "../lib/scales.js";
import { SHAPES } from "../lib/tones.js";

/** What a perfect generator would have, in words. */
export function bandText(lo, hi) {
  return short(lo) === short(hi) ? short(lo) : `${short(lo)} to ${short(hi)}`;
}

export class Verdict {
  constructor() {
    this.badge = el("span.badge", { "aria-hidden": "true" });
    this.title = el("span.verdict-name");
    this.since = el("span.since");
    this.big = el("b.big", {}, "–");
    this.of = el("span.of");
    this.sentence = el("p.sentence.verdict-sentence", { role: "status", "aria-live": "polite" });
    this.evidence = el("ul.evidence");
    this.node = el("section.verdict", { "aria-label": "Verdict" },
      el("div.verdict-top", {}, this.badge, el("div.verdict-words", {}, this.title, this.since)),
      el("div.headline", {}, this.count = el("div.count", {}, this.big, this.of)),
      this.sentence, this.evidence);
  }

  setWorld(world) {
    this.world = world;
  }

  update({ verdict, live, looks }) {
    const { world } = this, k = world.names.length, known = live !== null && live !== undefined;
    if (this.tone !== verdict.tone) {
      this.tone = verdict.tone;
      this.badge.replaceChildren(icon(SHAPES[verdict.tone]));
    }
    this.write(this.title, verdict.title);
    const clock = world.stream ? "step" : "moment";
    const at = looks ? `looked at ${clock} ${verdict.step.toLocaleString("en-US")}` : "no look yet";
    this.write(this.since, ["good", "off", "alarm"].includes(verdict.tone) && looks
      ? `since ${clock} ${verdict.since.toLocaleString("en-US")} · ${at}` : at);
    this.write(this.big, known ? String(live) : "–");
    this.write(this.of, k ? `of ${k} ${world.units} live` : "");
    this.count.hidden = !k;
    this.write(this.sentence, verdict.meaning);
    this.sentence.classList.toggle("ganlab-error", verdict.tone === "alarm");
    const said = [...verdict.evidence, ...(verdict.also.length ? [`also: ${verdict.also.join(", ")}`] : [])];
    if (said.join() !== this.told) {
      this.told = said.join();
      this.evidence.replaceChildren(...said.map((text) => el("li", {}, text)));
    }
  }

  write(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }
}
