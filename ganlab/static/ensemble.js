// src/lib/dom.js
function el(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.map((name) => `ganlab-${name}`).join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== void 0 && value !== false)
      node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== void 0));
  return node;
}
function write(node, text) {
  const { firstChild } = node;
  if (!firstChild || firstChild.nodeType !== 3 || firstChild.nextSibling) node.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}
var PATHS = {
  judge: "M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10Z M10 7.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2Z",
  forge: "M3 17l1-4L13.5 3.5a1.8 1.8 0 0 1 2.6 0l.4.4a1.8 1.8 0 0 1 0 2.6L7 16l-4 1Z M12 5l3 3",
  both: "M4 7h10m-3-3.5L14.5 7 11 10.5 M16 13H6m3-3.5L5.5 13 9 16.5",
  play: "M6 3.8v12.4L16 10Z",
  pause: "M6.5 4v12 M13.5 4v12",
  reset: "M4.5 8A6 6 0 1 1 4 11.5 M4 4v4.2h4.2",
  undo: "M7.5 4 4 7.5 7.5 11 M4 7.5h7.5a4.25 4.25 0 0 1 0 8.5H8",
  redo: "M12.5 4 16 7.5 12.5 11 M16 7.5H8.5a4.25 4.25 0 0 0 0 8.5H12",
  fork: "M5.5 3v14 M5.5 12.5c0-4 9-2.5 9-7.5 M12 7l2.5-2.5L17 7",
  branches: "M3 5.5h14 M6 5.5c0 4.5 1 4.5 4 4.5h7 M4.5 5.5c0 9 1 9 4 9h4",
  beside: "M3 4.5h6v11H3Z M11 4.5h6v11h-6Z",
  flag: "M5 17V3.5 M5 4h9.5l-2.5 3 2.5 3H5",
  next: "M4 4v12l8-6Z M15.5 4v12",
  finish: "M3 4v12l6.5-6Z M9.5 4v12l6.5-6Z M17.5 4v12",
  graph: "M3 10h4 M13 10h4 M7 10a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
  close: "M5 5l10 10 M15 5 5 15",
  curves: "M3 3v14h14 M5.5 13.5l3.5-5 3 2.5 4.5-6",
  well: "M4 10.5 8.3 15 16 5.5",
  rising: "M3.5 14.5 8 10l3 3 5.5-6.5 M12.5 6.2h4.2v4.2",
  wave: "M3 11.5c2-4.5 4.5-4.5 7 0s5 4.5 7 0",
  warning: "M10 3.5 18 16.5H2Z M10 8.2v4 M10 14.4v.2",
  circle: "M10 5.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z",
  dice: "M4 4h12v12H4Z M7.2 7.2h.01 M12.8 7.2h.01 M10 10h.01 M7.2 12.8h.01 M12.8 12.8h.01",
  snap: "M10 3v4 M10 13v4 M3 10h4 M13 10h4 M10 9.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Z",
  pin: "M10 17v-5 M6 12h8 M7.5 12l.8-5-1.3-3h6l-1.3 3 .8 5",
  locked: "M5 9.5h10V16H5Z M7 9.5V7a3 3 0 0 1 6 0v2.5",
  unlocked: "M5 9.5h10V16H5Z M7 9.5V6.5a3 3 0 0 1 5.6-1.5",
  mark: "M6 3.5h8V17l-4-3-4 3Z",
  knobs: "M3 6h8 M15 6h2 M3 14h2 M9 14h8 M13 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z M7 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
  down: "M6 8l4 4 4-4",
  in: "M10 3v9.5 M6.5 9 10 12.5 13.5 9 M4 11v5.5h12V11",
  brush: "M16.5 3.5 9 11 M9 11a2.6 2.6 0 0 0-3.6.4C4.3 12.6 5 15 3 16.5c2.6 .9 6 .3 7-2A2.6 2.6 0 0 0 9 11Z M16.5 3.5 11.5 12.3",
  code: "M7 5 2.5 10 7 15 M13 5l4.5 5-4.5 5",
  camera: "M3 6.5h3.2L7.5 4.5h5l1.3 2H17V16H3Z M10 8.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4Z",
  large: "M3 7.5V3h4.5 M12.5 3H17v4.5 M17 12.5V17h-4.5 M7.5 17H3v-4.5",
  small: "M7.5 3v4.5H3 M17 7.5h-4.5V3 M12.5 17v-4.5H17 M3 12.5h4.5V17",
  help: "M7 7.4a3 3 0 1 1 4.4 2.7c-1 .5-1.4 1-1.4 2 M10 15.2v.1",
  film: "M3 4.5h14v11H3Z M6.5 4.5v11 M13.5 4.5v11 M3 8h3.5 M3 12h3.5 M13.5 8H17 M13.5 12H17",
  out: "M10 13V3 M6.5 6.5 10 3l3.5 3.5 M4 11v5.5h12V11"
};
function svg(tag, attributes = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
function icon(name) {
  const drawing = svg("svg", { viewBox: "0 0 20 20", class: `ganlab-icon ganlab-icon-${name}`, "aria-hidden": "true" });
  drawing.append(svg("path", { d: PATHS[name] }));
  return drawing;
}
var OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };
function button(root, { name, key, icon: picture, hint, tone, style = null, onclick }) {
  return el(
    `button.button.tone-${tone}`,
    {
      type: "button",
      "aria-label": name,
      style,
      "aria-keyshortcuts": key ? spelled(key) : null,
      title: `${name}: ${hint}${key ? ` (${key})` : ""}`,
      ...OWN_KEYS,
      onclick,
      onpointerdown: (event) => {
        event.preventDefault();
        root.focus({ preventScroll: true });
      }
    },
    picture ? icon(picture) : null,
    el("span.name", { "aria-hidden": "true" }, name),
    key ? el("kbd.key", { "aria-hidden": "true" }, key) : null
  );
}
var SPELLED = { space: "Space", enter: "Enter", esc: "Escape" };
var spelled = (key) => SPELLED[key] ?? key.replace("⇧", "Shift+");
function rename(press, name, picture = null) {
  press.setAttribute("aria-label", name);
  press.querySelector(".ganlab-name").textContent = name;
  if (picture) press.querySelector("svg").replaceWith(icon(picture));
}

// src/lib/protocol.js
var ARRAYS = { u1: Uint8Array, u2: Uint16Array, f4: Float32Array };
function decode(content, buffers = []) {
  const message = { ...content };
  (content.arrays ?? []).forEach(({ name, dtype, shape }, i) => {
    const kind = ARRAYS[dtype];
    const length = shape.reduce((a, b) => a * b, 1);
    if (!kind || !buffers[i]) throw new Error(`array ${name} of kind ${dtype} did not arrive`);
    const bytes = bytesOf(buffers[i]).slice(0, length * kind.BYTES_PER_ELEMENT);
    message[name] = new kind(bytes.buffer, 0, length);
    message[name].shape = shape;
  });
  return message;
}
function bytesOf(buffer) {
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

// src/lib/theme.js
var LIGHT = {
  dark: false,
  real: "#0072B2",
  fake: "#D55E00",
  fakeText: "#B34E00",
  halo: "rgba(255,255,255,0.9)",
  d: "#A44A86",
  g: "#00795A",
  e: "#7A6200",
  ink: "#1b1f24",
  faint: "rgba(27,31,36,0.70)",
  grid: "rgba(27,31,36,0.10)",
  line: "#1b1f24",
  field: [[240, 164, 112], [250, 249, 247], [126, 182, 222]],
  paper: "#faf9f7",
  time: "#5b6370",
  timePale: "rgba(91,99,112,0.30)",
  branch: "rgba(91,99,112,0.55)",
  event: "#7a4a00",
  eventPale: "rgba(122,74,0,0.45)"
};
var DARK = {
  dark: true,
  real: "#7CC4F2",
  fake: "#FF9D5C",
  fakeText: "#FF9D5C",
  halo: "rgba(10,12,15,0.85)",
  d: "#E39BC8",
  g: "#3CCBA0",
  e: "#D9C35A",
  ink: "#eceff3",
  faint: "rgba(236,239,243,0.68)",
  grid: "rgba(236,239,243,0.13)",
  line: "#eceff3",
  field: [[132, 62, 18], [21, 23, 27], [16, 78, 122]],
  paper: "#15171b",
  time: "#a9b1bb",
  timePale: "rgba(169,177,187,0.32)",
  branch: "rgba(169,177,187,0.55)",
  event: "#f2c14e",
  eventPale: "rgba(242,193,78,0.45)"
};
function fieldColours([low, middle, high]) {
  const table = new Uint32Array(256);
  const bytes = new Uint8ClampedArray(table.buffer);
  for (let i = 0; i < 256; i++) {
    const t = i / 255 * 2 - 1;
    const end = t < 0 ? low : high;
    for (let c = 0; c < 3; c++) bytes[4 * i + c] = middle[c] + (end[c] - middle[c]) * Math.abs(t);
    bytes[4 * i + 3] = 255;
  }
  return table;
}
function paletteFor(dark) {
  const palette = { ...dark ? DARK : LIGHT };
  palette.table = fieldColours(palette.field);
  return palette;
}
function luminance(colour) {
  const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (numbers.length < 3 || numbers[3] === 0) return null;
  const [r, g, b] = numbers;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}
function isDark(element) {
  const said = document.body.dataset.jpThemeLight;
  if (said) return said === "false";
  for (let node = element; node; node = node.parentElement) {
    const light = luminance(getComputedStyle(node).backgroundColor);
    if (light !== null) return light < 0.5;
  }
  return globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
}
function watchTheme(change) {
  let later = 0;
  const changed = () => {
    cancelAnimationFrame(later);
    change();
    later = requestAnimationFrame(change);
  };
  const observer = new MutationObserver(changed);
  for (const node of [document.documentElement, document.body]) {
    observer.observe(node, { attributes: true, attributeFilter: [
      "class",
      "data-jp-theme-light",
      "data-jp-theme-name",
      "data-theme"
    ] });
  }
  const media = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
  media?.addEventListener("change", changed);
  return () => {
    cancelAnimationFrame(later);
    observer.disconnect();
    media?.removeEventListener("change", changed);
  };
}

// src/ensemble/pictures.js
var SCENE = 60;
function nameOf(member) {
  const setting = member.setting ? `${member.setting}, ` : "";
  const live = member.live === null ? "" : `, ${Math.round(member.live)} of ${member.kinds} kinds`;
  const since = member.verdict === "learning" || !member.since ? "" : ` since round ${member.since.toLocaleString("en")}`;
  const more = (member.forked ? `, forked from ${member.forked}` : "") + (member.resting ? ", paused" : "");
  const rounds = member.rounds.toLocaleString("en");
  return `${setting}seed ${member.seed}: ${member.verdict}${since}${live}, ${rounds} rounds${more}`;
}
function linePath(rounds, shares, x, y) {
  return rounds.map((round, i) => `${i ? "L" : "M"}${x(round).toFixed(1)} ${y(shares[i] ?? 0).toFixed(1)}`).join("");
}
function bandPath(curve, x, y) {
  const there = linePath(curve.rounds, curve.high, x, y);
  const back = curve.rounds.map((round, i) => `L${x(round).toFixed(1)} ${y(curve.low[i]).toFixed(1)}`).reverse();
  return there ? `${there}${back.join("")}Z` : "";
}
function paintPoints(context, palette, real, fakes) {
  const { width, height } = context.canvas;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, width, height);
  const at = (codes, i) => [codes[2 * i] / 255 * width, (1 - codes[2 * i + 1] / 255) * height];
  context.fillStyle = palette.real;
  context.globalAlpha = 0.35;
  for (let i = 0; i < real.length / 2; i++) dot(context, ...at(real, i), 2.2);
  context.fillStyle = palette.fake;
  context.globalAlpha = 0.8;
  for (let i = 0; i < fakes.length / 2; i++) dot(context, ...at(fakes, i), 1.8);
  context.globalAlpha = 1;
}
function dot(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
function paintTile(context, grey) {
  const image = new ImageData(SCENE, SCENE);
  grey.forEach((value, i) => image.data.set([value, value, value, 255], 4 * i));
  createImageBitmap(image).then((bitmap) => {
    context.imageSmoothingEnabled = false;
    context.drawImage(bitmap, 0, 0, context.canvas.width, context.canvas.height);
  });
}

// src/ensemble.js
var CHART = { width: 320, height: 132, left: 42, right: 6, top: 8, bottom: 20 };
var SHAPES = { alarm: "▲", off: "◆", learning: "○", good: "✓" };
var EnsembleEntry = class {
  constructor(model, host) {
    Object.assign(this, { model, host, pictures: null, tiles: /* @__PURE__ */ new Map() });
    this.root = el("div.widget.ensemble", {
      tabindex: -1,
      role: "group",
      "aria-label": "Ensemble of GANs",
      ...OWN_KEYS
    });
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
    const make = (name, icon2, hint, kind, tone = "plain") => button(this.root, {
      name,
      icon: icon2,
      hint,
      tone,
      onclick: () => this.say(typeof kind === "function" ? kind() : kind)
    });
    this.play = make(
      "Play",
      "play",
      "train all that are not paused",
      () => this.model.get("playing") ? "pause" : "play",
      "play"
    );
    this.buttons = [
      this.play,
      make("Pause the failed", "pause", "those with an alarm rest, the others go on", "rest"),
      make("Resume all", "next", "all go on again", "resume"),
      make("Fork the survivors", "fork", "put forks of survivors in the places of those with an alarm", "fork")
    ];
    this.sentence = el("p.ensemble-sentence", { role: "status" });
    this.grid = el("div.ensemble-grid", { role: "list", "aria-label": "Members, those with an alarm first" });
    this.chart = svg("svg", {
      viewBox: `0 0 ${CHART.width} ${CHART.height}`,
      class: "ganlab-ensemble-chart",
      role: "img"
    });
    this.legend = el("div.ensemble-legend");
    this.root.append(
      el("div.ensemble-bar", {}, ...this.buttons),
      this.sentence,
      el("div.ensemble-body", {}, this.grid, el(
        "figure.ensemble-figure",
        {},
        el("figcaption", {}, "Share of runs that have collapsed, with its 95 % interval"),
        this.chart,
        this.legend
      ))
    );
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
      const press = el(
        "button.ensemble-member",
        {
          type: "button",
          ...OWN_KEYS,
          onclick: () => this.say("open", { setting: member.setting, seed: member.seed })
        },
        canvas,
        el("span.ensemble-foot", {}, sign, seed)
      );
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
      if (plane && counts[i] !== void 0) {
        paintPoints(context, this.palette, real, fakes.subarray(2 * at, 2 * (at + counts[i])));
        at += counts[i];
      } else if (!plane && tiles) paintTile(context, tiles.subarray(SCENE * SCENE * i, SCENE * SCENE * (i + 1)));
    });
    this.root.dataset.painted = String(Number(this.root.dataset.painted ?? 0) + 1);
  }
  drawChart(curves) {
    const { width, height, left, right, top, bottom } = CHART;
    const last = Math.max(1, ...curves.flatMap((curve) => curve.rounds));
    const x = (round) => left + round / last * (width - left - right);
    const y = (share) => top + (1 - share) * (height - top - bottom);
    const parts = [0, 0.5, 1].flatMap((share) => {
      const label = svg("text", { x: left - 5, y: y(share) + 4, "text-anchor": "end" });
      label.textContent = `${100 * share} %`;
      return [svg("path", { d: `M${left} ${y(share)}H${width - right}`, class: "ganlab-ensemble-rule" }), label];
    });
    const end = svg("text", { x: width - right, y: height - 5, "text-anchor": "end" });
    end.textContent = `${last.toLocaleString("en")} rounds`;
    curves.forEach((curve, i) => {
      parts.push(
        svg("path", { d: bandPath(curve, x, y), class: `ganlab-ensemble-band ganlab-ensemble-${i % 4}` }),
        svg("path", {
          d: linePath(curve.rounds, curve.share, x, y),
          class: `ganlab-ensemble-line ganlab-ensemble-${i % 4}`
        })
      );
    });
    this.chart.replaceChildren(...parts, end);
    this.chart.setAttribute("aria-label", curves.map((curve) => {
      const at = curve.share.length - 1;
      return `${curve.setting || "all runs"}: ${Math.round(100 * (curve.share[at] ?? 0))} % collapsed, ${Math.round(100 * curve.low[at])} to ${Math.round(100 * curve.high[at])}`;
    }).join("; ") || "no run has begun");
    this.legend.replaceChildren(...curves.length < 2 ? [] : curves.map((curve, i) => el(`span.ensemble-key.ensemble-${i % 4}`, {}, curve.setting)));
  }
};
var ensemble_default = {
  render({ model, el: host }) {
    const view = new EnsembleEntry(model, host);
    return () => view.stop();
  }
};
export {
  ensemble_default as default
};
