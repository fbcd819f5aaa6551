// The verdict, to be read from across a room: what it is called, how many modes are alive, in one sentence why.
import { el, icon } from "../lib/dom.js";
import { short } from "../lib/scales.js";
import { SHAPES } from "../lib/tones.js";

/** What a perfect generator would have, in words. */
export function bandText(lo, hi) {
  return short(lo) === short(hi) ? short(lo) : `${short(lo)} to ${short(hi)}`;
}

/** Percent of the way from 0 to `most`, kept inside. */
export const share = (value, most) => Math.min(100, Math.max(0, (100 * value) / Math.max(most, 1e-9)));

export class Verdict {
  constructor() {
    this.badge = el("span.badge", { "aria-hidden": "true" });
    this.title = el("span.verdict-name");
    this.since = el("span.since");
    this.big = el("b.big", {}, "–");
    this.of = el("span.of");
    this.track = el("div.gauge", { "aria-hidden": "true" }, this.zone = el("i.perfect"), this.needle = el("i.needle"));
    this.effective = el("span.effective");
    this.sentence = el("p.sentence.verdict-sentence", { role: "status", "aria-live": "polite" });
    this.evidence = el("ul.evidence");
    this.node = el("section.verdict", { "aria-label": "Verdict" },
      el("div.verdict-top", {}, this.badge, el("div.verdict-words", {}, this.title, this.since)),
      el("div.headline", {}, this.count = el("div.count", {}, this.big, this.of),
        el("div.measure", {}, this.track, this.effective)),
      this.sentence, this.evidence);
  }

  setWorld(world) {
    this.world = world;
    const band = this.bandOf("effective");
    this.zone.hidden = !band;
    if (!band) return;
    const most = world.names.length;
    Object.assign(this.zone.style, { left: `${share(band[0], most)}%`,
      width: `${Math.max(1.2, share(band[1], most) - share(band[0], most))}%` });
  }

  bandOf(name) {
    return this.world.figures.find((figure) => figure.name === name)?.band ?? null;
  }

  update({ verdict, live, effective, looks }) {
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
    this.write(this.of, k ? `of ${k} ${world.units} alive` : "");
    this.track.hidden = this.effective.hidden = !k;
    this.count.hidden = !k;
    this.needle.hidden = !known;
    if (known) this.needle.style.left = `${share(effective, k)}%`;
    const band = this.bandOf("effective");
    const perfect = band ? bandText(...band.map((v) => Number(v.toFixed(1)))) : "–";
    this.write(this.effective, `${known ? effective.toFixed(1) : "–"} in effect; perfect: ${perfect}`);
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
