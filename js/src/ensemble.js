// All members of an ensemble as small multiples, the ill ones first, and the share that has collapsed over time.
import { OWN_KEYS, button, el, rename, svg, write } from "./lib/dom.js";
import { decode } from "./lib/protocol.js";
import { isDark, paletteFor, watchTheme } from "./lib/theme.js";
import { SCENE, bandPath, linePath, nameOf, paintPoints, paintTile } from "./ensemble/pictures.js";

const CHART = { width: 320, height: 132, left: 42, right: 6, top: 8, bottom: 20 };
const SHAPES = { alarm: "▲", off: "◆", learning: "○", good: "✓" };

class EnsembleEntry {
  constructor(model, host) {
    Object.assign(this, { model, host, pictures: null, tiles: new Map() });
    this.root = el("div.widget.ensemble", { tabindex: -1, role: "group", "aria-label": "Ensemble of GANs",
      ...OWN_KEYS });
    this.build();
    host.classList.add("ganlab-host");
    host.append(this.root);
    this.onCustom = (content, buffers) => this.hear(content, buffers);
    this.onChange = () => this.draw();
    model.on("msg:custom", this.onCustom);
    for (const name of ["members", "rates", "playing", "sentence", "opened"]) model.on(`change:${name}`, this.onChange);
    this.unwatch = watchTheme(() => this.draw());
    this.draw();
    this.say("hello");
  }

  stop() {
    this.model.off("msg:custom", this.onCustom);
    for (const name of ["members", "rates", "playing", "sentence", "opened"]) {
      this.model.off(`change:${name}`, this.onChange);
    }
    this.unwatch();
  }

  say(kind, more = {}) {
    this.model.send({ kind, ...more });
  }

  build() {
    const make = (name, icon, hint, kind, tone = "plain") => button(this.root, { name, icon, hint, tone,
      onclick: () => this.say(typeof kind === "function" ? kind() : kind) });
    this.play = make("Play", "play", "train all that are not paused",
      () => (this.model.get("playing") ? "pause" : "play"), "play");
    this.buttons = [this.play, make("Pause the failed", "pause", "those with an alarm rest, the others go on", "rest"),
      make("Resume all", "next", "all go on again", "resume"),
      make("Fork the survivors", "fork", "put forks of survivors in the places of those with an alarm", "fork")];
    this.sentence = el("p.ensemble-sentence", { role: "status" });
    this.grid = el("div.ensemble-grid", { role: "list", "aria-label": "Members, those with an alarm first" });
    this.chart = svg("svg", { viewBox: `0 0 ${CHART.width} ${CHART.height}`, class: "ganlab-ensemble-chart",
      role: "img" });
    this.legend = el("div.ensemble-legend");
    this.root.append(el("div.ensemble-bar", {}, ...this.buttons), this.sentence,
      el("div.ensemble-body", {}, this.grid, el("figure.ensemble-figure", {},
        el("figcaption", {}, "Share of runs that have collapsed, with its 95 % interval"), this.chart, this.legend)));
  }

  hear(content, buffers) {
    if (content.kind !== "pictures") return;
    this.pictures = decode(content, buffers);
    this.paint();
  }

  draw() {
    this.root.dataset.theme = isDark(this.host) ? "dark" : "light";
    this.palette = paletteFor(isDark(this.host));
    rename(this.play, this.model.get("playing") ? "Pause" : "Play", this.model.get("playing") ? "pause" : "play");
    write(this.sentence, this.model.get("sentence"));
    const members = this.model.get("members");
    const cells = members.map((member) => this.cell(member));
    if (cells.some((cell, i) => this.grid.children[i] !== cell) || this.grid.children.length !== cells.length) {
      this.grid.replaceChildren(...cells);
    }
    this.drawChart(this.model.get("rates"));
    this.paint();
  }

  /** The picture, the sign and the words of a member; the element stays the same while the member is there. */
  cell(member) {
    const key = `${member.setting} ${member.seed}`;
    let cell = this.tiles.get(key);
    if (!cell) {
      const canvas = el("canvas", { width: 2 * SCENE, height: 2 * SCENE, "aria-hidden": "true" });
      const sign = el("span.ensemble-sign", { "aria-hidden": "true" });
      const seed = el("span.ensemble-seed", { "aria-hidden": "true" });
      const press = el("button.ensemble-member", { type: "button", ...OWN_KEYS,
        onclick: () => this.say("open", { setting: member.setting, seed: member.seed }) },
      canvas, el("span.ensemble-foot", {}, sign, seed));
      cell = el("div", { role: "listitem" }, press);
      Object.assign(cell, { canvas, sign, seed, press });
      this.tiles.set(key, cell);
    }
    const open = this.model.get("opened");
    cell.press.dataset.tone = member.tone;
    cell.press.classList.toggle("ganlab-resting", member.resting);
    cell.press.setAttribute("aria-pressed", String(open[0] === member.setting && open[1] === member.seed));
    cell.press.setAttribute("aria-label", nameOf(member));
    cell.press.title = nameOf(member);
    write(cell.sign, SHAPES[member.tone]);
    write(cell.seed, String(member.seed));
    return cell;
  }

  paint() {
    if (!this.pictures) return;
    const { plane, counts, fakes, real, tiles } = this.pictures;
    let at = 0;
    this.model.get("members").forEach((member, i) => {
      const { canvas } = this.tiles.get(`${member.setting} ${member.seed}`);
      const context = canvas.getContext("2d");
      if (plane && counts[i] !== undefined) {
        paintPoints(context, this.palette, real, fakes.subarray(2 * at, 2 * (at + counts[i])));
        at += counts[i];
      } else if (!plane && tiles) paintTile(context, tiles.subarray(SCENE * SCENE * i, SCENE * SCENE * (i + 1)));
    });
    this.root.dataset.painted = String(Number(this.root.dataset.painted ?? 0) + 1);
  }

  drawChart(curves) {
    const { width, height, left, right, top, bottom } = CHART;
    const last = Math.max(1, ...curves.flatMap((curve) => curve.rounds));
    const x = (round) => left + (round / last) * (width - left - right);
    const y = (share) => top + (1 - share) * (height - top - bottom);
    const parts = [0, 0.5, 1].flatMap((share) => {
      const label = svg("text", { x: left - 5, y: y(share) + 4, "text-anchor": "end" });
      label.textContent = `${100 * share} %`;
      return [svg("path", { d: `M${left} ${y(share)}H${width - right}`, class: "ganlab-ensemble-rule" }), label];
    });
    const end = svg("text", { x: width - right, y: height - 5, "text-anchor": "end" });
    end.textContent = `${last.toLocaleString("en")} rounds`;
    curves.forEach((curve, i) => {
      parts.push(svg("path", { d: bandPath(curve, x, y), class: `ganlab-ensemble-band ganlab-ensemble-${i % 4}` }),
        svg("path", { d: linePath(curve.rounds, curve.share, x, y),
          class: `ganlab-ensemble-line ganlab-ensemble-${i % 4}` }));
    });
    this.chart.replaceChildren(...parts, end);
    this.chart.setAttribute("aria-label", curves.map((curve) => {
      const at = curve.share.length - 1;
      return `${curve.setting || "all runs"}: ${Math.round(100 * (curve.share[at] ?? 0))} % collapsed, `
        + `${Math.round(100 * curve.low[at])} to ${Math.round(100 * curve.high[at])}`;
    }).join("; ") || "no run has begun");
    this.legend.replaceChildren(...(curves.length < 2 ? [] : curves.map((curve, i) =>
      el(`span.ensemble-key.ensemble-${i % 4}`, {}, curve.setting))));
  }
}

export default {
  render({ model, el: host }) {
    const view = new EnsembleEntry(model, host);
    return () => view.stop();
  },
};
