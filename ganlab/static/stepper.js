// src/lib/dom.js
function el(what, attributes = {}, ...children) {
  const [tag2, ...classes] = what.split(".");
  const node = document.createElement(tag2);
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
function svg(tag2, attributes = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag2);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
function icon(name) {
  const drawing = svg("svg", { viewBox: "0 0 20 20", class: `ganlab-icon ganlab-icon-${name}`, "aria-hidden": "true" });
  drawing.append(svg("path", { d: PATHS[name] }));
  return drawing;
}
var OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };
function button(root, { name, key, icon: picture2, hint, tone, style = null, onclick }) {
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
    picture2 ? icon(picture2) : null,
    el("span.name", { "aria-hidden": "true" }, name),
    key ? el("kbd.key", { "aria-hidden": "true" }, key) : null
  );
}
var SPELLED = { space: "Space", enter: "Enter", esc: "Escape" };
var spelled = (key) => SPELLED[key] ?? key.replace("⇧", "Shift+");
function rename(press, name, picture2 = null) {
  press.setAttribute("aria-label", name);
  press.querySelector(".ganlab-name").textContent = name;
  if (picture2) press.querySelector("svg").replaceWith(icon(picture2));
}
function tipLeft(x, away, room, turn = 0.5) {
  const wanted = x > turn * room ? `${x - away}px - 100%` : `${x + away}px`;
  return `clamp(0px, ${wanted}, ${room}px - 100%)`;
}
var mini = (name, picture2, hint, onclick) => el(
  "button.mini",
  { type: "button", "aria-label": name, title: hint, ...OWN_KEYS, onclick },
  icon(picture2)
);
var isTyping = (event) => event.target.matches?.("input:not([type=range]), textarea, select, [contenteditable]") ?? false;

// src/lib/roving.js
var STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
function nextOf(key, i, n) {
  if (!n) return null;
  if (key in STEPS) return (i + STEPS[key] + n) % n;
  if (key === "Home") return 0;
  return key === "End" ? n - 1 : null;
}
var Roving = class {
  /** `node` holds the controls, those that `selector` finds; `refresh` is to be called when there are others. */
  constructor(node, selector = "button") {
    Object.assign(this, { node, selector });
    node.addEventListener("keydown", (event) => this.onKey(event));
    node.addEventListener("focusin", ({ target }) => target.matches(selector) && this.stopAt(target));
    this.refresh();
  }
  get controls() {
    return [...this.node.querySelectorAll(this.selector)].filter((one) => !one.disabled && !one.hidden);
  }
  /** One of the controls takes the tab key: the one that had it, else the chosen one of a choice, else the first. */
  refresh() {
    const { controls } = this;
    const chosen3 = controls.find((one) => one.getAttribute("aria-checked") === "true");
    this.stopAt(controls.find((one) => one === this.stop) ?? chosen3 ?? controls[0]);
  }
  stopAt(stop) {
    this.stop = stop;
    for (const one of this.node.querySelectorAll(this.selector)) one.tabIndex = one === stop ? 0 : -1;
  }
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { controls } = this, at = controls.indexOf(event.target), to = at < 0 ? null : nextOf(event.key, at, controls.length);
    if (to === null) return;
    controls[to].focus();
    event.preventDefault();
    event.stopPropagation();
  }
};

// src/lib/protocol.js
var ARRAYS = { u1: Uint8Array, u2: Uint16Array, f4: Float32Array };
var NOWHERE = 65535;
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
function dequantise(codes, [x0, x1, y0, y1]) {
  const points = new Float32Array(codes.length);
  const kx = (x1 - x0) / (NOWHERE - 1);
  const ky = (y1 - y0) / (NOWHERE - 1);
  for (let i = 0; i < codes.length; i += 2) {
    points[i] = codes[i] === NOWHERE ? NaN : x0 + kx * codes[i];
    points[i + 1] = codes[i + 1] === NOWHERE ? NaN : y0 + ky * codes[i + 1];
  }
  return points;
}
function unit(codes) {
  const top = codes instanceof Uint16Array ? 65535 : 255;
  return Float32Array.from(codes, (code) => code / top);
}
function blend(before, after, t) {
  if (t >= 1 || !before || before.length !== after.length) return after;
  const out = new Float32Array(after.length);
  for (let i = 0; i < out.length; i++) out[i] = before[i] + (after[i] - before[i]) * t;
  return out;
}

// src/panels/thumbs.js
function ready(canvas, palette) {
  const width = canvas.clientWidth, height = canvas.clientHeight, dpr = globalThis.devicePixelRatio || 1;
  if (!width || !height) return null;
  if (canvas.width !== Math.round(width * dpr) || canvas.height !== Math.round(height * dpr)) {
    canvas.width = Math.round(width * dpr);
    canvas.height = Math.round(height * dpr);
  }
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.fillStyle = palette.paper;
  ctx.fillRect(0, 0, width, height);
  return { ctx, width, height };
}
function paintPoints(canvas, palette, codes, {
  within: within2,
  extent: extent2,
  colour,
  shape,
  radius = 1.4,
  tips = null,
  arrow: arrow3 = colour
}) {
  const on = ready(canvas, palette);
  if (!on || !codes) return;
  const { ctx, width, height } = on, points = dequantise(codes, within2), [x0, x1, y0, y1] = extent2;
  const x = (v) => (v - x0) / (x1 - x0) * width, y = (v) => (y1 - v) / (y1 - y0) * height;
  if (tips) {
    const ends = dequantise(tips, within2);
    ctx.strokeStyle = arrow3;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (let i = 0; i < ends.length; i += 2) {
      ctx.moveTo(x(points[i]), y(points[i + 1]));
      ctx.lineTo(x(ends[i]), y(ends[i + 1]));
    }
    ctx.stroke();
  }
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.8;
  ctx.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    const px = x(points[i]), py = y(points[i + 1]);
    if (!(px > -4 && py > -4 && px < width + 4 && py < height + 4)) continue;
    if (shape === "circle") {
      ctx.moveTo(px + radius, py);
      ctx.arc(px, py, radius, 0, 7);
    } else {
      ctx.moveTo(px, py - 2);
      ctx.lineTo(px + 1.8, py + 1.2);
      ctx.lineTo(px - 1.8, py + 1.2);
      ctx.closePath();
    }
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}
function paintTiles(canvas, palette, tiles) {
  const on = ready(canvas, palette);
  if (!on || !tiles) return;
  const [n, h, w, channels] = tiles.shape, side = Math.ceil(Math.sqrt(n));
  const one = document.createElement("canvas");
  one.width = w;
  one.height = h;
  const small = one.getContext("2d"), image = small.createImageData(w, h);
  const size = Math.min(on.width, on.height) / side;
  on.ctx.imageSmoothingEnabled = size < w;
  for (let k = 0; k < n; k++) {
    for (let i = 0, at = k * h * w * channels; i < h * w; i++, at += channels) {
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = tiles[channels === 3 ? at + c : at];
      image.data[4 * i + 3] = 255;
    }
    small.putImageData(image, 0, 0);
    on.ctx.drawImage(one, k % side * size + 0.5, Math.floor(k / side) * size + 0.5, size - 1, size - 1);
  }
}
function paintBars(canvas, palette, series, { labels = null, font = "sans-serif" } = {}) {
  const on = ready(canvas, palette);
  if (!on) return;
  const { ctx, width } = on, height = on.height - (labels ? 13 : 0);
  const most = Math.max(...series.flatMap(({ bars }) => bars ? [...bars] : []), 1e-9);
  for (const { bars, colour, dashed } of series) {
    if (!bars) continue;
    const step = width / bars.length;
    ctx.beginPath();
    ctx.moveTo(0, height);
    bars.forEach((bar, i) => {
      const y = height - bar / most * (height - 4);
      ctx.lineTo(i * step, y);
      ctx.lineTo((i + 1) * step, y);
    });
    ctx.lineTo(width, height);
    ctx.globalAlpha = 0.28;
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.3;
    ctx.setLineDash(dashed ? [3, 2] : []);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  if (!labels) return;
  ctx.font = `10px ${font}`;
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = palette.faint;
  labels.forEach((label, i) => {
    ctx.textAlign = i ? "right" : "left";
    ctx.fillText(label, i ? width - 1 : 1, on.height - 2);
  });
}

// src/panels/begin.js
var SQUARE = [-1, 1, -1, 1];
var OWN = "by hand";
var made = 0;
var Begin = class {
  /**
   * `start(wishes)` starts over with {data, recipe, seed}, of which some are given; `ask()` asks for the pictures,
   * `fail(text)` says why one cannot; `more` are nodes at the end of the row.
   */
  constructor({ start, ask, fail, more = [] }) {
    Object.assign(this, { ask, fail, start, alive: true, thumbs: {}, now: null });
    const id = `ganlab-begin-${made += 1}`;
    this.sets = el("div.targets", { role: "radiogroup", "aria-labelledby": `${id}-data` });
    this.stops = new Roving(this.sets);
    this.recipe = el("select.list.begin-recipe", {
      "aria-label": "Recipe",
      ...OWN_KEYS,
      onchange: () => this.turn({ recipe: this.recipe.value })
    });
    this.seed = el("input.knob-field.begin-seed", {
      type: "text",
      inputmode: "numeric",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": "Seed",
      ...OWN_KEYS,
      onchange: () => this.turn({ seed: this.seed.value }),
      onkeydown: (event) => this.onKey(event)
    });
    this.called = el("span.begin-called", { "aria-hidden": "true" });
    this.data = el("div.begin-data", {}, el("span.begin-word", { id: `${id}-data` }, "Data"), this.sets, this.called);
    this.choices = el(
      "div.begin-choices",
      {
        role: "group",
        "aria-label": "With what the training begins",
        hidden: true
      },
      this.data,
      el("label.begin-pair", {}, el("span.begin-word", {}, "Recipe"), this.recipe),
      el("label.begin-pair", {}, el("span.begin-word", {}, "Seed"), this.seed)
    );
    this.node = el("div.begin", {}, el("div.begin-row", {}, this.choices, el("span.begin-more", {}, ...more)));
  }
  onKey(event) {
    if (event.key === "Escape") {
      this.seed.value = this.now?.seed ?? "";
      this.seed.blur();
    } else if (event.key !== "Enter") return;
    else this.seed.blur();
    event.preventDefault();
    event.stopPropagation();
  }
  turn(wishes) {
    const [[name, value]] = Object.entries(wishes);
    if (!this.alive || String(value) === String(this.now?.[name])) return;
    this.start(wishes);
  }
  /** What the kernel says: {data, recipe, seed, sets, recipes}; `sets` is empty where a game brings its own data. */
  world(message) {
    this.now = message;
    this.choices.hidden = this.alone === false;
    this.data.hidden = !message.sets.length;
    const names = message.sets.join();
    if (names !== this.names) this.build(message.sets, names);
    for (const press of this.sets.children) press.setAttribute(
      "aria-checked",
      String(press.dataset.set === message.data)
    );
    this.stops.refresh();
    write(this.called, message.data);
    this.recipe.replaceChildren(...message.recipes.map((name) => el("option", { value: name }, name || OWN)));
    this.recipe.value = message.recipe;
    this.seed.value = String(message.seed);
    if (!this.asked && message.sets.length) this.asked = this.ask() ?? true;
  }
  build(sets, names) {
    this.names = names;
    this.asked = sets.every((name) => this.thumbs[name]);
    this.sets.replaceChildren(...sets.map((name) => el("button.target", {
      type: "button",
      role: "radio",
      "aria-checked": "false",
      "aria-label": name,
      title: name,
      "data-set": name,
      ...OWN_KEYS,
      onclick: () => this.turn({ data: name })
    }, el("canvas.target-picture", { "aria-hidden": "true" }))));
    this.enable();
    this.paint();
  }
  /** Pictures have come: arrays `points.NAME`, `tiles.NAME` or `bars.NAME`; or why one cannot start over. */
  hear(message) {
    if (message.refused) return this.refuse(message.text);
    for (const [key, array3] of Object.entries(message)) {
      const [, kind, name] = /^(points|tiles|bars)\.(.+)$/.exec(key) ?? [];
      if (kind) this.thumbs[name] = { kind, array: array3 };
    }
    this.paint();
  }
  refuse(text) {
    if (this.now) this.world(this.now);
    this.fail(text);
  }
  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    this.paint();
  }
  paint() {
    if (!this.palette) return;
    for (const press of this.sets.children) {
      const { kind, array: array3 } = this.thumbs[press.dataset.set] ?? {}, canvas = press.firstChild;
      if (kind === "points") paintPoints(canvas, this.palette, array3, {
        within: SQUARE,
        extent: SQUARE,
        colour: this.palette.real,
        shape: "circle",
        radius: 1
      });
      if (kind === "tiles") paintTiles(canvas, this.palette, array3);
      if (kind === "bars") paintBars(canvas, this.palette, [{ bars: array3, colour: this.palette.real }]);
    }
  }
  /** Only one GAN is shown: of several, each has its own beginning, in the drawer of settings. */
  setAlone(alone) {
    this.alone = alone;
    this.choices.hidden = !alone || !this.now;
  }
  layout() {
    this.paint();
  }
  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }
  enable() {
    for (const control of [...this.sets.children, this.recipe, this.seed]) control.disabled = !this.alive;
  }
};

// node_modules/d3-array/dist/d3-array.mjs
function ascending(a, b) {
  return a == null || b == null ? NaN : a < b ? -1 : a > b ? 1 : a >= b ? 0 : NaN;
}
function descending(a, b) {
  return a == null || b == null ? NaN : b < a ? -1 : b > a ? 1 : b >= a ? 0 : NaN;
}
function bisector(f) {
  let compare1, compare2, delta;
  if (f.length !== 2) {
    compare1 = ascending;
    compare2 = (d, x) => ascending(f(d), x);
    delta = (d, x) => f(d) - x;
  } else {
    compare1 = f === ascending || f === descending ? f : zero;
    compare2 = f;
    delta = f;
  }
  function left(a, x, lo = 0, hi = a.length) {
    if (lo < hi) {
      if (compare1(x, x) !== 0) return hi;
      do {
        const mid = lo + hi >>> 1;
        if (compare2(a[mid], x) < 0) lo = mid + 1;
        else hi = mid;
      } while (lo < hi);
    }
    return lo;
  }
  function right(a, x, lo = 0, hi = a.length) {
    if (lo < hi) {
      if (compare1(x, x) !== 0) return hi;
      do {
        const mid = lo + hi >>> 1;
        if (compare2(a[mid], x) <= 0) lo = mid + 1;
        else hi = mid;
      } while (lo < hi);
    }
    return lo;
  }
  function center(a, x, lo = 0, hi = a.length) {
    const i = left(a, x, lo, hi - 1);
    return i > lo && delta(a[i - 1], x) > -delta(a[i], x) ? i - 1 : i;
  }
  return { left, center, right };
}
function zero() {
  return 0;
}
function number(x) {
  return x === null ? NaN : +x;
}
var ascendingBisect = bisector(ascending);
var bisectRight = ascendingBisect.right;
var bisectLeft = ascendingBisect.left;
var bisectCenter = bisector(number).center;
var blur2 = Blur2(blurf);
var blurImage = Blur2(blurfImage);
function Blur2(blur) {
  return function(data, rx, ry = rx) {
    if (!((rx = +rx) >= 0)) throw new RangeError("invalid rx");
    if (!((ry = +ry) >= 0)) throw new RangeError("invalid ry");
    let { data: values, width, height } = data;
    if (!((width = Math.floor(width)) >= 0)) throw new RangeError("invalid width");
    if (!((height = Math.floor(height !== void 0 ? height : values.length / width)) >= 0)) throw new RangeError("invalid height");
    if (!width || !height || !rx && !ry) return data;
    const blurx = rx && blur(rx);
    const blury = ry && blur(ry);
    const temp = values.slice();
    if (blurx && blury) {
      blurh(blurx, temp, values, width, height);
      blurh(blurx, values, temp, width, height);
      blurh(blurx, temp, values, width, height);
      blurv(blury, values, temp, width, height);
      blurv(blury, temp, values, width, height);
      blurv(blury, values, temp, width, height);
    } else if (blurx) {
      blurh(blurx, values, temp, width, height);
      blurh(blurx, temp, values, width, height);
      blurh(blurx, values, temp, width, height);
    } else if (blury) {
      blurv(blury, values, temp, width, height);
      blurv(blury, temp, values, width, height);
      blurv(blury, values, temp, width, height);
    }
    return data;
  };
}
function blurh(blur, T, S, w, h) {
  for (let y = 0, n = w * h; y < n; ) {
    blur(T, S, y, y += w, 1);
  }
}
function blurv(blur, T, S, w, h) {
  for (let x = 0, n = w * h; x < w; ++x) {
    blur(T, S, x, x + n, w);
  }
}
function blurfImage(radius) {
  const blur = blurf(radius);
  return (T, S, start, stop, step) => {
    start <<= 2, stop <<= 2, step <<= 2;
    blur(T, S, start + 0, stop + 0, step);
    blur(T, S, start + 1, stop + 1, step);
    blur(T, S, start + 2, stop + 2, step);
    blur(T, S, start + 3, stop + 3, step);
  };
}
function blurf(radius) {
  const radius0 = Math.floor(radius);
  if (radius0 === radius) return bluri(radius);
  const t = radius - radius0;
  const w = 2 * radius + 1;
  return (T, S, start, stop, step) => {
    if (!((stop -= step) >= start)) return;
    let sum = radius0 * S[start];
    const s0 = step * radius0;
    const s1 = s0 + step;
    for (let i = start, j = start + s0; i < j; i += step) {
      sum += S[Math.min(stop, i)];
    }
    for (let i = start, j = stop; i <= j; i += step) {
      sum += S[Math.min(stop, i + s0)];
      T[i] = (sum + t * (S[Math.max(start, i - s1)] + S[Math.min(stop, i + s1)])) / w;
      sum -= S[Math.max(start, i - s0)];
    }
  };
}
function bluri(radius) {
  const w = 2 * radius + 1;
  return (T, S, start, stop, step) => {
    if (!((stop -= step) >= start)) return;
    let sum = radius * S[start];
    const s = step * radius;
    for (let i = start, j = start + s; i < j; i += step) {
      sum += S[Math.min(stop, i)];
    }
    for (let i = start, j = stop; i <= j; i += step) {
      sum += S[Math.min(stop, i + s)];
      T[i] = sum / w;
      sum -= S[Math.max(start, i - s)];
    }
  };
}
function count(values, valueof) {
  let count3 = 0;
  if (valueof === void 0) {
    for (let value of values) {
      if (value != null && (value = +value) >= value) {
        ++count3;
      }
    }
  } else {
    let index = -1;
    for (let value of values) {
      if ((value = valueof(value, ++index, values)) != null && (value = +value) >= value) {
        ++count3;
      }
    }
  }
  return count3;
}
function extent(values, valueof) {
  let min;
  let max2;
  if (valueof === void 0) {
    for (const value of values) {
      if (value != null) {
        if (min === void 0) {
          if (value >= value) min = max2 = value;
        } else {
          if (min > value) min = value;
          if (max2 < value) max2 = value;
        }
      }
    }
  } else {
    let index = -1;
    for (let value of values) {
      if ((value = valueof(value, ++index, values)) != null) {
        if (min === void 0) {
          if (value >= value) min = max2 = value;
        } else {
          if (min > value) min = value;
          if (max2 < value) max2 = value;
        }
      }
    }
  }
  return [min, max2];
}
var array = Array.prototype;
var slice = array.slice;
var e10 = Math.sqrt(50);
var e5 = Math.sqrt(10);
var e2 = Math.sqrt(2);
function tickSpec(start, stop, count3) {
  const step = (stop - start) / Math.max(0, count3), power = Math.floor(Math.log10(step)), error = step / Math.pow(10, power), factor = error >= e10 ? 10 : error >= e5 ? 5 : error >= e2 ? 2 : 1;
  let i1, i2, inc;
  if (power < 0) {
    inc = Math.pow(10, -power) / factor;
    i1 = Math.round(start * inc);
    i2 = Math.round(stop * inc);
    if (i1 / inc < start) ++i1;
    if (i2 / inc > stop) --i2;
    inc = -inc;
  } else {
    inc = Math.pow(10, power) * factor;
    i1 = Math.round(start / inc);
    i2 = Math.round(stop / inc);
    if (i1 * inc < start) ++i1;
    if (i2 * inc > stop) --i2;
  }
  if (i2 < i1 && 0.5 <= count3 && count3 < 2) return tickSpec(start, stop, count3 * 2);
  return [i1, i2, inc];
}
function ticks(start, stop, count3) {
  stop = +stop, start = +start, count3 = +count3;
  if (!(count3 > 0)) return [];
  if (start === stop) return [start];
  const reverse = stop < start, [i1, i2, inc] = reverse ? tickSpec(stop, start, count3) : tickSpec(start, stop, count3);
  if (!(i2 >= i1)) return [];
  const n = i2 - i1 + 1, ticks2 = new Array(n);
  if (reverse) {
    if (inc < 0) for (let i = 0; i < n; ++i) ticks2[i] = (i2 - i) / -inc;
    else for (let i = 0; i < n; ++i) ticks2[i] = (i2 - i) * inc;
  } else {
    if (inc < 0) for (let i = 0; i < n; ++i) ticks2[i] = (i1 + i) / -inc;
    else for (let i = 0; i < n; ++i) ticks2[i] = (i1 + i) * inc;
  }
  return ticks2;
}
function tickIncrement(start, stop, count3) {
  stop = +stop, start = +start, count3 = +count3;
  return tickSpec(start, stop, count3)[2];
}
function nice(start, stop, count3) {
  let prestep;
  while (true) {
    const step = tickIncrement(start, stop, count3);
    if (step === prestep || step === 0 || !isFinite(step)) {
      return [start, stop];
    } else if (step > 0) {
      const i = Math.ceil(start / step);
      const j = Math.floor(stop / step);
      start = (i - (i * step > start)) * step;
      stop = (j + (j * step < stop)) * step;
    } else if (step < 0) {
      const s = -step;
      const i = Math.ceil(start * s);
      const j = Math.floor(stop * s);
      start = (i - (i / s > start)) / s;
      stop = (j + (j / s < stop)) / s;
    }
    prestep = step;
  }
}
function thresholdSturges(values) {
  return Math.max(1, Math.ceil(Math.log(count(values)) / Math.LN2) + 1);
}
var shuffle = shuffler(Math.random);
function shuffler(random) {
  return function shuffle2(array3, i0 = 0, i1 = array3.length) {
    let m = i1 - (i0 = +i0);
    while (m) {
      const i = random() * m-- | 0, t = array3[m + i0];
      array3[m + i0] = array3[i + i0];
      array3[i + i0] = t;
    }
    return array3;
  };
}

// src/lib/scales.js
var clamp = (x, lo, hi) => Math.min(hi, Math.max(lo, x));
var ease = (t) => 1 - (1 - t) ** 3;
function frameOf([x0, x1, y0, y1], { left, top, side }) {
  const kx = side / (x1 - x0);
  const ky = side / (y1 - y0);
  return {
    x: (v) => left + (v - x0) * kx,
    y: (v) => top + (y1 - v) * ky,
    invert: (px, py) => [x0 + (px - left) / kx, y1 - (py - top) / ky]
  };
}
function niceRange(lo, hi, lines2 = 3) {
  if (!(Number.isFinite(lo) && Number.isFinite(hi))) return { lo: 0, hi: 1, ticks: [0, 1] };
  if (hi - lo < 1e-9) [lo, hi] = [lo - Math.max(0.05, Math.abs(lo) * 0.05), hi + Math.max(0.05, Math.abs(hi) * 0.05)];
  const at = ticks(lo, hi, lines2);
  const step = at.length > 1 ? at[1] - at[0] : hi - lo;
  const low = Math.floor(lo / step + 1e-9) * step;
  const high = Math.ceil(hi / step - 1e-9) * step;
  const steps2 = Math.round((high - low) / step);
  return { lo: low, hi: high, ticks: Array.from({ length: steps2 + 1 }, (_, i) => low + i * step) };
}
var axisTicks = (lo, hi, count3) => ticks(lo, hi, count3);
var MINUS = "−";
var LARGE = 1e6;
var SMALL = 1e-3;
var RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
function written(text) {
  const [whole, part] = text.replace("-", "").split(".");
  const grouped2 = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = part ? `${grouped2}.${part}` : grouped2;
  return text.startsWith("-") && /[1-9]/.test(digits) ? MINUS + digits : digits;
}
var endless = (v) => v > 0 ? "∞" : `${MINUS}∞`;
var raised = (power) => (power < 0 ? "⁻" : "") + [...String(Math.abs(power))].map((k) => RAISED[k]).join("");
var short = (v) => inDigits(v, 3);
function inDigits(v, digits) {
  if (Number.isNaN(v)) return "not a number";
  if (!Number.isFinite(v)) return endless(v);
  const size = Math.abs(v);
  if (size > 0 && (size >= LARGE || size < SMALL)) {
    const [mantissa, power] = v.toExponential(1).split("e");
    return `${written(mantissa.replace(/\.0$/, ""))}×10${raised(Number(power))}`;
  }
  return size >= 10 ** digits ? count2(v) : written(String(Number(v.toPrecision(digits))));
}
function decimals(v, many) {
  return Number.isFinite(v) ? written(v.toFixed(many)) : short(v);
}
function fixed(v) {
  const size = Math.abs(v);
  if (!(size < LARGE)) return short(v);
  return decimals(v, 3 - [10, 100, 1e3].filter((least) => size >= least).length);
}
var count2 = (n) => decimals(n, 0);
var percent = (share, many = 0) => `${decimals(100 * share, many)} %`;
function rateText(r) {
  if (!(r > 0)) return "–";
  return r >= 10 ? count2(r) : decimals(r, 1);
}
function tickTexts(ticks2) {
  const most = Math.max(...ticks2.map(Math.abs)), step = ticks2.length > 1 ? Math.abs(ticks2[1] - ticks2[0]) : most;
  if (!(most > 0 && step > 0)) return ticks2.map(short);
  const finest = Math.floor(Math.log10(step) + 1e-9), power = Math.floor(Math.log10(most) + 1e-9);
  const places = step / 10 ** finest % 1 > 1e-6 ? 1 : 0;
  if (most < LARGE && most >= 0.01) return ticks2.map((t) => decimals(t, Math.max(0, places - finest)));
  return ticks2.map((t) => Math.abs(t) < step / 2 ? "0" : `${decimals(t / 10 ** power, Math.max(0, power - finest + places))}×10${raised(power)}`);
}

// src/lib/axes.js
var TEXT = 11;
var TICK = 4;
var GAP = 2;
var LINE = 15;
var APART = 12;
var ruler = null;
function widest(texts, font) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = font;
  return Math.max(0, ...texts.map((text) => ruler.measureText(text).width));
}
var axisFont = (family) => `${TEXT}px ${family}`;
function ticksOf(lo, hi, many = 5, whole = false) {
  const at = axisTicks(lo, hi, many).filter((t) => !whole || Number.isInteger(t));
  return { at, texts: tickTexts(at) };
}
function ticksWithin(lo, hi, { side, font, many = 5, whole = false }) {
  for (let count3 = many; count3 > 1; count3--) {
    const ticks2 = ticksOf(lo, hi, count3, whole);
    if (widest(ticks2.texts, font) + APART <= side / Math.max(1, ticks2.at.length - 1)) return ticks2;
  }
  return ticksOf(lo, hi, 1, whole);
}
function plotWithin(size, [, , y0, y1], { family, titled = false, rest: rest2 = 6 }) {
  const texts = Math.ceil(widest(ticksOf(y0, y1).texts, axisFont(family)));
  const left = Math.max(30, texts + TICK + GAP + 2) + (titled ? LINE : 0);
  const bottom = TICK + GAP + LINE + (titled ? LINE : 0);
  return { left, top: rest2, side: size - Math.max(left, bottom) - rest2 };
}
function drawAxes(ctx, { area: { left, top, side }, to, extent: [x0, x1, y0, y1], palette, family, titles }) {
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
  ctx.fillStyle = palette.faint;
  ctx.font = axisFont(family);
  ctx.textBaseline = "top";
  const across = ticksWithin(x0, x1, { side, font: ctx.font }), up = ticksOf(y0, y1);
  const end = ctx.canvas.width / ctx.getTransform().a;
  let free = left - LINE;
  across.at.forEach((t, i) => {
    const x = to.x(t), half = ctx.measureText(across.texts[i]).width / 2;
    ctx.fillRect(x, top + side, 1, TICK);
    const middle = Math.min(x, end - half - 1);
    if (middle - half < free) return;
    free = middle + half + APART / 2;
    ctx.textAlign = "center";
    ctx.fillText(across.texts[i], middle, top + side + TICK + GAP);
  });
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  up.at.forEach((t, i) => {
    const y = to.y(t);
    ctx.fillRect(left - TICK, y, TICK, 1);
    ctx.fillText(up.texts[i], left - TICK - GAP, Math.max(TEXT / 2, y));
  });
  if (titles) drawTitles(ctx, { left, top, side, family }, titles);
}
function drawTitles(ctx, { left, top, side, family }, [across, up]) {
  ctx.font = `600 ${TEXT}px ${family}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.fillStyle = across.colour;
  ctx.fillText(across.text, left + side / 2, top + side + TICK + GAP + LINE, side);
  ctx.save();
  ctx.translate(1, top + side / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.fillStyle = up.colour;
  ctx.fillText(up.text, 0, 0, side);
  ctx.restore();
}

// src/lib/curves.js
var FOOT = 18;
var HEAD = 22;
var SMOOTH_PX = 4;
function smooth(x, values, width = SMOOTH_PX) {
  const out = new Float64Array(values.length).fill(NaN);
  for (let i = 0, first = 0; i < x.length; i++) {
    while (x[i] - x[first] > 3 * width) first++;
    let sum = 0, weight = 0;
    for (let j = first; j < x.length && x[j] - x[i] <= 3 * width; j++) {
      if (!Number.isFinite(values[j])) continue;
      const w = Math.exp(-0.5 * ((x[j] - x[i]) / width) ** 2);
      sum += w * values[j];
      weight += w;
    }
    if (weight > 0 && Number.isFinite(values[i])) out[i] = sum / weight;
  }
  return out;
}
function columns(rows) {
  const n = (rows?.length ?? 0) / 4;
  const pick = (k) => Float64Array.from({ length: n }, (_, i) => rows[4 * i + k]);
  return { n, step: pick(0), low: pick(1), high: pick(2), mean: pick(3) };
}
function rangeOf({ low, high }) {
  const values = [...low, ...high].filter(Number.isFinite).sort((a2, b2) => a2 - b2);
  if (!values.length) return niceRange(0, 1);
  const at = (q) => values[Math.round(q * (values.length - 1))];
  const [lo, hi] = [values[0], values.at(-1)];
  const [a, b] = [at(0.02), at(0.98)];
  const room = Math.max(3 * (b - a), 1e-9);
  return niceRange(Math.max(lo, a - room), Math.min(hi, b + room));
}
function sharedRange(all) {
  const ranges = all.filter(({ n }) => n).map(rangeOf);
  if (!ranges.length) return niceRange(NaN, NaN);
  return ranges.length === 1 ? ranges[0] : niceRange(
    Math.min(...ranges.map(({ lo }) => lo)),
    Math.max(...ranges.map(({ hi }) => hi))
  );
}
function stepsOf(all) {
  const some = all.filter(({ n }) => n);
  if (!some.length) return { first: 0, last: 0 };
  return {
    first: Math.min(1, ...some.map(({ step }) => step[0])),
    last: Math.max(...some.map(({ step, n }) => step[n - 1]))
  };
}
function planOf(lane) {
  const curves = lane.series.map((series) => ({ ...series, data: columns(series.rows), coming: columns(series.future) }));
  const all = curves.flatMap(({ data, coming }) => [data, coming]);
  return { curves, known: all.some(({ n }) => n), range: sharedRange(all), steps: stepsOf(all) };
}
function ticksFor({ range, known: known2 }, height) {
  const every = Math.ceil((range.ticks.length - 1) / Math.max(1, Math.floor(height / 15))) || 1;
  const at = range.ticks.filter((_, i) => i % every === 0);
  return { at, texts: known2 ? tickTexts(at) : [] };
}
function drawLane(ctx, { curves, range, at, texts, steps: { first, last } }, room) {
  const { palette, font, top, height, left, right } = room, base = top + height;
  const x = (s) => last > first ? left + (s - first) / (last - first) * (right - left) : left;
  const y = (v) => clamp(base - (v - range.lo) / (range.hi - range.lo) * height, top, base);
  ctx.font = axisFont(font);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  at.forEach((t, i) => {
    ctx.fillStyle = palette.grid;
    ctx.fillRect(left, Math.round(y(t)), right - left, 1);
    ctx.fillStyle = palette.faint;
    if (texts.length) ctx.fillText(texts[i], left - 6, clamp(y(t), top + 3, base - 3));
  });
  const ends = curves.map((curve) => drawCurve(ctx, curve, x, y)).filter(Boolean);
  ctx.globalAlpha = 1;
  ctx.textAlign = "left";
  if (curves.length < 2) return;
  for (const { at: at2, place, letter, colour } of apart(ends, 11)) {
    ctx.fillStyle = colour;
    ctx.fillText(letter, at2 + 6, place);
  }
}
function drawSteps(ctx, { first, last }, { palette, font, top, height, left, right, width }) {
  if (!(last > 1)) return;
  const base = top + height;
  ctx.font = axisFont(font);
  ctx.fillStyle = palette.faint;
  ctx.textBaseline = "top";
  ctx.textAlign = "right";
  ctx.fillText("step", left - 6, base + 5);
  const { at, texts } = ticksWithin(first, last, { side: right - left, font: ctx.font, whole: true });
  ctx.textAlign = "center";
  at.forEach((step, i) => {
    const half = ctx.measureText(texts[i]).width / 2, x = left + (step - first) / (last - first) * (right - left);
    ctx.fillRect(x, base, 1, 4);
    ctx.fillText(texts[i], clamp(x, left + half - 4, width - half - 1), base + 5);
  });
}
function apart(labels, gap2) {
  const sorted = [...labels].sort((a, b) => a.place - b.place);
  for (let i = 1; i < sorted.length; i++) {
    const near = gap2 - (sorted[i].place - sorted[i - 1].place);
    if (near > 0) for (let k = 0; k < sorted.length; k++) sorted[k].place += k < i ? -near / 2 : near / 2;
  }
  return sorted;
}
function drawCurve(ctx, { data, coming, colour, dash = [], letter, alone }, x, y) {
  ctx.fillStyle = ctx.strokeStyle = colour;
  ctx.lineJoin = "round";
  ctx.setLineDash(dash);
  if (coming.n) {
    const px2 = coming.step.map(x);
    ctx.globalAlpha = 0.28;
    ctx.lineWidth = 1.4;
    polyline(ctx, px2, smooth(px2, coming.mean), y);
  }
  if (!data.n) return null;
  const px = data.step.map(x), means = smooth(px, data.mean), end = data.n - 1;
  ctx.globalAlpha = alone ? 0.22 : 0.1;
  band(ctx, px, data, y);
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.8;
  polyline(ctx, px, means, y);
  ctx.setLineDash([]);
  if (data.n < 40) for (let i = 0; i < data.n; i++) dot(ctx, px[i], y(data.mean[i]), 2);
  if (!Number.isFinite(means[end])) return null;
  dot(ctx, px[end], y(means[end]), 3);
  return { at: px[end], place: y(means[end]), letter, colour };
}
function band(ctx, px, { low, high, n }, y) {
  for (let i = 0; i < n; ) {
    let end = i;
    while (end < n && Number.isFinite(low[end])) end++;
    ctx.beginPath();
    for (let k = i; k < end; k++) ctx.lineTo(px[k], y(high[k]) - 0.5);
    for (let k = end - 1; k >= i; k--) ctx.lineTo(px[k], y(low[k]) + 0.5);
    ctx.fill();
    i = end + 1;
  }
}
function polyline(ctx, px, values, y) {
  ctx.beginPath();
  let pen = false;
  values.forEach((v, i) => {
    if (Number.isFinite(v)) ctx[pen ? "lineTo" : "moveTo"](px[i], y(v));
    pen = Number.isFinite(v);
  });
  ctx.stroke();
}
function dot(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}
function drawCurves(canvas, lanes, { palette, font, width, height, dpr }) {
  const w = Math.round(width * dpr), h = Math.round(height * dpr);
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const plans = lanes.map(planOf), [{ steps: steps2 }] = plans;
  const alike2 = plans.every((plan) => plan.steps.first === steps2.first && plan.steps.last === steps2.last);
  const each = (height - (alike2 ? FOOT : 0)) / lanes.length, tall = each - HEAD - 8 - (alike2 ? 0 : FOOT);
  for (const plan of plans) Object.assign(plan, ticksFor(plan, tall));
  const left = Math.max(34, Math.ceil(widest(plans.flatMap(({ texts }) => texts), axisFont(font))) + 8);
  const right = width - (lanes.some(({ series }) => series.length > 1) ? 20 : 8);
  lanes.forEach((lane, i) => {
    const title = i * each, alone = lane.series.length === 1;
    ctx.font = `600 12px ${font}`;
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.fillStyle = lane.colour;
    ctx.fillText(lane.name, 0, title + 3);
    ctx.textAlign = "right";
    const values = lane.series.filter(({ last }) => last !== null && last !== void 0).map(({ last, letter }) => alone ? fixed(last) : `${letter} ${fixed(last)}`);
    ctx.fillText(values.join("   "), width - 8, title + 3);
    const curves = plans[i].curves.map((one) => ({ ...one, alone }));
    const room = { palette, font, top: title + HEAD, height: tall, left, right, width };
    drawLane(ctx, { ...plans[i], curves }, room);
    if (!alike2 || i === lanes.length - 1) drawSteps(ctx, plans[i].steps, room);
  });
}

// src/lib/entry.js
var WAITING = "Waiting for the kernel: the picture comes as soon as it answers.";
var UNANSWERED = "No kernel answers: this is the picture that was there last. As soon as one does, it can be stepped and played again.";
var QUEUED = "Queued behind a running cell, which this kernel finishes first. Wait for it, or stop it with ■ in the toolbar; with ipykernel 7 nothing waits.";
var KERNEL_GONE = "The kernel is gone. Run the notebook from the top to go on (Run ▸ Run All Cells).";
var WAIT_MS = 600;
var PATIENCE_MS = 2500;
var LEAST_ROOM = 200;
var widgetOf = (View2) => ({
  render({ model, el: host }) {
    const view = new View2(model, host);
    return () => view.stop();
  }
});
function listen(emitter, heard) {
  for (const [name, hear] of Object.entries(heard)) emitter.on(name, hear);
  return () => {
    for (const [name, hear] of Object.entries(heard)) emitter.off(name, hear);
  };
}
function hideStill(mark2) {
  if (!/^[0-9a-f]+$/.test(mark2 ?? "")) return () => {
  };
  const style = document.createElement("style"), name = `.ganlab-still-${mark2}`;
  style.textContent = `${name}, :has(> ${name}) { display: none !important; }`;
  document.head.append(style);
  return () => style.remove();
}
function awaitAnswer(model, root) {
  const mark2 = model.get("still"), notice = el("p.unanswered-notice", { role: "status" }, UNANSWERED);
  let showStill = hideStill(mark2);
  const waiting = setTimeout(() => {
    if (!document.querySelector(`.ganlab-still-${mark2}`)) return;
    showStill();
    root.prepend(notice);
    root.classList.add("ganlab-unanswered");
  }, PATIENCE_MS);
  const answered = () => {
    clearTimeout(waiting);
    model.off("msg:custom", answered);
    if (!root.classList.contains("ganlab-unanswered")) return;
    root.classList.remove("ganlab-unanswered");
    notice.remove();
    showStill = hideStill(mark2);
  };
  model.on("msg:custom", answered);
  return () => {
    answered();
    showStill();
  };
}
function sayWhileWaiting(arrived, say) {
  const timer = setTimeout(() => {
    if (!arrived()) say(WAITING);
  }, WAIT_MS);
  return () => clearTimeout(timer);
}
var watchKernel = (model, gone) => listen(
  model,
  { comm_live_update: () => gone(), "comm:close": () => gone() }
);
function watchSize(node, changed) {
  const resize = new ResizeObserver(() => changed());
  resize.observe(node);
  return () => resize.disconnect();
}
function roomAround(node) {
  let room = globalThis.innerHeight;
  for (let at = node.parentElement; at && at !== document.body; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.clientHeight > LEAST_ROOM) room = at.clientHeight;
  }
  return Math.min(room, globalThis.innerHeight);
}
var Presence = class {
  /**
   * `channels()` are the view's lines for pictures; `layout()` is called when it comes in sight, `gone()` when the
   * kernel is; `heard` maps more events of the model to functions.
   */
  constructor(model, root, { channels, layout: layout3, gone, heard = {} }) {
    Object.assign(this, { channels, layout: layout3, seen: void 0 });
    const seen = new IntersectionObserver((entries) => {
      this.setSeen(entries.at(-1).isIntersecting && !document.hidden);
    });
    seen.observe(root);
    const onVisibility = () => this.setSeen(!document.hidden);
    const onLeave = () => this.goodbye();
    document.addEventListener("visibilitychange", onVisibility);
    globalThis.addEventListener("pagehide", onLeave);
    const leave = awaitAnswer(model, root);
    const deaf = listen(model, heard), unwatch = watchKernel(model, gone);
    this.stop = () => {
      seen.disconnect();
      document.removeEventListener("visibilitychange", onVisibility);
      globalThis.removeEventListener("pagehide", onLeave);
      deaf();
      unwatch();
      leave();
    };
  }
  goodbye() {
    for (const channel of this.channels()) channel.goodbye();
  }
  setSeen(seen) {
    if (seen === this.seen) return;
    const first = this.seen === void 0;
    this.seen = seen;
    if (!seen) this.goodbye();
    else if (!first) for (const channel of this.channels()) channel.hello();
    if (seen) this.layout();
  }
};

// src/lib/game.js
var PLAIN = {
  turns: [
    { name: "d", title: "D", noun: "discriminator", side: "d", key: "d", colour: "d" },
    { name: "g", title: "G", noun: "generator", side: "g", key: "g", colour: "g" }
  ],
  sides: [{ name: "d", title: "D" }, { name: "g", title: "G" }],
  curves: [{ name: "d_loss", title: "D loss", side: "d" }, { name: "g_loss", title: "G loss", side: "g" }],
  parts: {
    d: ["real", "z", "fakes", "score_real", "score_fake", "loss", "gradient", "weights"],
    g: ["z", "fakes", "score_fake", "loss", "pull", "gradient", "weights"]
  },
  graph: {
    nodes: [
      { id: "z", label: "z", kind: "noise", column: 0, row: 0, part: "z", hint: "noise" },
      { id: "g", label: "G", kind: "network", column: 1, row: 0, side: "g", part: "fakes", hint: "the forger" },
      { id: "fake", label: "fakes", kind: "samples", column: 2, row: 0, part: ["fakes", "score_fake", "pull"] },
      { id: "real", label: "real", kind: "data", column: 2, row: 1, part: ["real", "score_real"] },
      {
        id: "d",
        label: "D",
        kind: "network",
        column: 3,
        row: 0,
        rows: 2,
        side: "d",
        part: ["score_real", "score_fake"],
        hint: "the detective",
        scores: ["real", "fake"]
      },
      { id: "loss", label: "loss", kind: "loss", column: 4, row: 0, rows: 2, part: "loss" }
    ],
    edges: [
      { from: "z", to: "g", part: "fakes" },
      { from: "g", to: "fake", part: "fakes" },
      { from: "fake", to: "g", part: "gradient", turns: ["g"], back: true },
      { from: "fake", to: "d", part: "score_fake" },
      { from: "d", to: "fake", part: "pull", turns: ["g"], back: true },
      { from: "real", to: "d", part: "score_real" },
      { from: "d", to: "loss", part: "loss" },
      { from: "loss", to: "d", part: "gradient", turns: ["d"], back: true },
      { from: "loss", to: "d", part: "pull", turns: ["g"], back: true }
    ]
  },
  inputs: [{ name: "z", kind: "noise", shape: [2] }],
  views: [{ name: "fakes", title: "fakes", side: "g" }, { name: "field", title: "discriminator output", side: "d" }]
};
var turnsPictures = ({ inputs }) => inputs[0]?.kind === "sample" && inputs[0].shape.length === 3;
var COLOURS = ["d", "g", "e", "real", "fake"];
var ICONS = { d: "judge", g: "forge" };
var LEARNING = ["gradient", "weights"];
var ALL_SAMPLES = ["loss", "gradient"];
var listOf = (value) => (Array.isArray(value) ? value : [value]).filter((one) => one !== void 0 && one !== null);
var unique = (values) => [...new Set(values)];
var known = (colour) => COLOURS.includes(colour) ? colour : "ink";
var byName = (list, name) => list.find((one) => one.name === name);
function gameOf(told) {
  const said = told ?? {};
  const turns = said.turns?.length ? said.turns : PLAIN.turns;
  const plain = turns.map(({ name }) => name).join() === PLAIN.turns.map(({ name }) => name).join();
  const missing = plain ? PLAIN : { curves: [], parts: {}, graph: { nodes: [], edges: [] } };
  const sides = (said.sides ?? sidesOf(turns)).map((side) => completeSide(side, turns));
  const game = {
    turns: turns.map((turn) => ({ ...turn, colour: known(turn.colour ?? byName(sides, turn.side)?.colour) })),
    sides,
    curves: (said.curves ?? missing.curves).map((curve) => ({
      ...curve,
      turn: curve.turn ?? curve.name.replace(/_loss$/, ""),
      colour: byName(sides, curve.side)?.colour ?? "ink"
    })),
    parts: said.parts ?? missing.parts,
    inputs: said.inputs ?? PLAIN.inputs,
    views: said.views ?? PLAIN.views
  };
  game.graph = completeGraph(said.graph ?? missing.graph, game);
  game.maker = sideBehind(game, "fakes") ?? sides.at(-1);
  game.judge = sideBehind(game, "field") ?? sides[0];
  return game;
}
var sidesOf = (turns) => unique(turns.map(({ side }) => side)).map((name) => {
  const own = turns.find(({ side }) => side === name);
  return { name, title: own.title };
});
function completeSide(side, turns) {
  const own = turns.filter((turn) => turn.side === side.name);
  const nouns = unique(own.map(({ noun }) => noun));
  return {
    ...side,
    key: side.key ?? own[0]?.key ?? null,
    colour: known(side.colour ?? own[0]?.colour),
    icon: side.icon ?? ICONS[side.name] ?? "next",
    noun: side.noun ?? nouns.join(" and the "),
    verb: nouns.length > 1 ? "learn" : "learns"
  };
}
function completeGraph({ nodes, edges }, { turns, sides }) {
  const all = turns.map(({ name }) => name);
  const own = (side) => turns.filter((turn) => turn.side === side).map(({ name }) => name);
  const complete = nodes.map((node) => ({
    ...node,
    rows: node.rows ?? 1,
    parts: listOf(node.part),
    scores: node.scores ?? [],
    colour: byName(sides, node.side)?.colour ?? null,
    turns: node.turns ?? own(node.side)
  }));
  const partOf = (id) => complete.find((node) => node.id === id)?.parts[0];
  return {
    nodes: complete,
    edges: edges.map((edge) => ({
      ...edge,
      turns: edge.turns ?? all,
      part: edge.part ?? partOf(edge.to),
      back: Boolean(edge.back)
    }))
  };
}
function sideBehind({ views, sides }, view) {
  const side = byName(views, view)?.side ?? byName(PLAIN.views, view).side;
  return byName(sides, side);
}
var turnOf = ({ turns }, name) => byName(turns, name);
function stepsOf2({ turns }, told) {
  if (!Array.isArray(told)) return Object.fromEntries(turns.map(({ name }) => [name, told?.[name] ?? 0]));
  const listed = PLAIN.turns.map(({ name }) => name);
  return Object.fromEntries(turns.map(({ name }) => [name, told[listed.indexOf(name)] ?? 0]));
}
function sameSteps(game, a, b) {
  const [left, right] = [stepsOf2(game, a), stepsOf2(game, b)];
  return game.turns.every(({ name }) => left[name] === right[name]);
}
var counted = (game, { steps: steps2, preview }) => {
  const counts = stepsOf2(game, steps2);
  if (preview) counts[preview] += 1;
  return counts;
};
function movedBetween(game, before, now) {
  if (!before) return {};
  const was = counted(game, before), is = counted(game, now);
  return Object.fromEntries(game.turns.map(({ name }) => [name, is[name] - was[name]]));
}
var isAfter = (game, before, now) => sameSteps(game, counted(game, before), now.steps);
var hasMoved = ({ turns }, moved, side) => turns.some((turn) => turn.side === side.name && Boolean(moved[turn.name]));
function colourOfCurve({ turns }, name) {
  const about2 = /^(?:p|score)_(real|fake)(?:_|$)/.exec(name);
  if (about2) return about2[1];
  const own = turns.filter((turn) => name.startsWith(`${turn.name}_`)).sort((a, b) => b.name.length - a.name.length);
  return (own[0] ?? turns[0]).colour;
}
var tinted = (palette, { maker, judge }) => ({
  ...palette,
  maker: palette[maker.colour] ?? palette.ink,
  judge: palette[judge.colour] ?? palette.ink
});
var toneOf = (colour) => `--ganlab-tone: var(--ganlab-${colour})`;
var idOf = (side, { from, to }) => `${side}:${from}-${to}`;
function strandsOf({ graph, turns, sides }) {
  return graph.edges.flatMap((edge) => sides.flatMap((side, lane) => {
    const own = turns.filter((turn) => turn.side === side.name && edge.turns.includes(turn.name));
    if (!own.length) return [];
    return [{
      id: idOf(side.name, edge),
      from: edge.from,
      to: edge.to,
      back: edge.back,
      part: edge.part,
      lane,
      lanes: sides.length,
      side: side.name,
      colour: side.colour,
      turns: own.map(({ name }) => name)
    }];
  }));
}
var strandsShown = (game, sent) => strandsOf(game).filter(({ turns, part, from, back }) => back || turns.some((name) => !game.parts[name] || game.parts[name].includes(part) || sent(name, from)));
function about(game, who, part) {
  const side = turnOf(game, who)?.side;
  const nodes = game.graph.nodes.filter(({ kind, turns, parts }) => parts.includes(part) || kind === "network" && turns.includes(who) && LEARNING.includes(part));
  const edges = game.graph.edges.filter((edge) => edge.part === part && edge.turns.includes(who));
  return { nodes: nodes.map(({ id }) => id), strands: edges.map((edge) => idOf(side, edge)) };
}
function passed(game, who, part) {
  const parts = game.parts[who] ?? [];
  return parts.slice(0, Math.max(0, parts.indexOf(part))).flatMap((name) => about(game, who, name).strands);
}
function samplesAt(game, who, part) {
  const parts = game.parts[who] ?? [];
  const lit = (node) => ALL_SAMPLES.includes(part) || node.parts.includes(part);
  const looked = ({ kind, parts: own }) => kind === "samples" || own.some((name) => parts.includes(name));
  return ["data", "samples"].flatMap((kind) => game.graph.nodes.filter((node) => node.kind === kind)).filter((node) => looked(node) && lit(node));
}

// node_modules/d3-contour/dist/d3-contour.mjs
var array2 = Array.prototype;
var slice2 = array2.slice;
function ascending2(a, b) {
  return a - b;
}
function area(ring) {
  var i = 0, n = ring.length, area2 = ring[n - 1][1] * ring[0][0] - ring[n - 1][0] * ring[0][1];
  while (++i < n) area2 += ring[i - 1][1] * ring[i][0] - ring[i - 1][0] * ring[i][1];
  return area2;
}
var constant = (x) => () => x;
function contains(ring, hole) {
  var i = -1, n = hole.length, c;
  while (++i < n) if (c = ringContains(ring, hole[i])) return c;
  return 0;
}
function ringContains(ring, point) {
  var x = point[0], y = point[1], contains2 = -1;
  for (var i = 0, n = ring.length, j = n - 1; i < n; j = i++) {
    var pi = ring[i], xi = pi[0], yi = pi[1], pj = ring[j], xj = pj[0], yj = pj[1];
    if (segmentContains(pi, pj, point)) return 0;
    if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) contains2 = -contains2;
  }
  return contains2;
}
function segmentContains(a, b, c) {
  var i;
  return collinear(a, b, c) && within(a[i = +(a[0] === b[0])], c[i], b[i]);
}
function collinear(a, b, c) {
  return (b[0] - a[0]) * (c[1] - a[1]) === (c[0] - a[0]) * (b[1] - a[1]);
}
function within(p, q, r) {
  return p <= q && q <= r || r <= q && q <= p;
}
function noop() {
}
var cases = [
  [],
  [[[1, 1.5], [0.5, 1]]],
  [[[1.5, 1], [1, 1.5]]],
  [[[1.5, 1], [0.5, 1]]],
  [[[1, 0.5], [1.5, 1]]],
  [[[1, 1.5], [0.5, 1]], [[1, 0.5], [1.5, 1]]],
  [[[1, 0.5], [1, 1.5]]],
  [[[1, 0.5], [0.5, 1]]],
  [[[0.5, 1], [1, 0.5]]],
  [[[1, 1.5], [1, 0.5]]],
  [[[0.5, 1], [1, 0.5]], [[1.5, 1], [1, 1.5]]],
  [[[1.5, 1], [1, 0.5]]],
  [[[0.5, 1], [1.5, 1]]],
  [[[1, 1.5], [1.5, 1]]],
  [[[0.5, 1], [1, 1.5]]],
  []
];
function Contours() {
  var dx = 1, dy = 1, threshold = thresholdSturges, smooth2 = smoothLinear;
  function contours(values) {
    var tz = threshold(values);
    if (!Array.isArray(tz)) {
      const e = extent(values, finite);
      tz = ticks(...nice(e[0], e[1], tz), tz);
      while (tz[tz.length - 1] >= e[1]) tz.pop();
      while (tz[1] < e[0]) tz.shift();
    } else {
      tz = tz.slice().sort(ascending2);
    }
    return tz.map((value) => contour(values, value));
  }
  function contour(values, value) {
    const v = value == null ? NaN : +value;
    if (isNaN(v)) throw new Error(`invalid value: ${value}`);
    var polygons = [], holes = [];
    isorings(values, v, function(ring) {
      smooth2(ring, values, v);
      if (area(ring) > 0) polygons.push([ring]);
      else holes.push(ring);
    });
    holes.forEach(function(hole) {
      for (var i = 0, n = polygons.length, polygon3; i < n; ++i) {
        if (contains((polygon3 = polygons[i])[0], hole) !== -1) {
          polygon3.push(hole);
          return;
        }
      }
    });
    return {
      type: "MultiPolygon",
      value,
      coordinates: polygons
    };
  }
  function isorings(values, value, callback) {
    var fragmentByStart = new Array(), fragmentByEnd = new Array(), x, y, t0, t1, t2, t3;
    x = y = -1;
    t1 = above(values[0], value);
    cases[t1 << 1].forEach(stitch);
    while (++x < dx - 1) {
      t0 = t1, t1 = above(values[x + 1], value);
      cases[t0 | t1 << 1].forEach(stitch);
    }
    cases[t1 << 0].forEach(stitch);
    while (++y < dy - 1) {
      x = -1;
      t1 = above(values[y * dx + dx], value);
      t2 = above(values[y * dx], value);
      cases[t1 << 1 | t2 << 2].forEach(stitch);
      while (++x < dx - 1) {
        t0 = t1, t1 = above(values[y * dx + dx + x + 1], value);
        t3 = t2, t2 = above(values[y * dx + x + 1], value);
        cases[t0 | t1 << 1 | t2 << 2 | t3 << 3].forEach(stitch);
      }
      cases[t1 | t2 << 3].forEach(stitch);
    }
    x = -1;
    t2 = values[y * dx] >= value;
    cases[t2 << 2].forEach(stitch);
    while (++x < dx - 1) {
      t3 = t2, t2 = above(values[y * dx + x + 1], value);
      cases[t2 << 2 | t3 << 3].forEach(stitch);
    }
    cases[t2 << 3].forEach(stitch);
    function stitch(line2) {
      var start = [line2[0][0] + x, line2[0][1] + y], end = [line2[1][0] + x, line2[1][1] + y], startIndex = index(start), endIndex = index(end), f, g;
      if (f = fragmentByEnd[startIndex]) {
        if (g = fragmentByStart[endIndex]) {
          delete fragmentByEnd[f.end];
          delete fragmentByStart[g.start];
          if (f === g) {
            f.ring.push(end);
            callback(f.ring);
          } else {
            fragmentByStart[f.start] = fragmentByEnd[g.end] = { start: f.start, end: g.end, ring: f.ring.concat(g.ring) };
          }
        } else {
          delete fragmentByEnd[f.end];
          f.ring.push(end);
          fragmentByEnd[f.end = endIndex] = f;
        }
      } else if (f = fragmentByStart[endIndex]) {
        if (g = fragmentByEnd[startIndex]) {
          delete fragmentByStart[f.start];
          delete fragmentByEnd[g.end];
          if (f === g) {
            f.ring.push(end);
            callback(f.ring);
          } else {
            fragmentByStart[g.start] = fragmentByEnd[f.end] = { start: g.start, end: f.end, ring: g.ring.concat(f.ring) };
          }
        } else {
          delete fragmentByStart[f.start];
          f.ring.unshift(start);
          fragmentByStart[f.start = startIndex] = f;
        }
      } else {
        fragmentByStart[startIndex] = fragmentByEnd[endIndex] = { start: startIndex, end: endIndex, ring: [start, end] };
      }
    }
  }
  function index(point) {
    return point[0] * 2 + point[1] * (dx + 1) * 4;
  }
  function smoothLinear(ring, values, value) {
    ring.forEach(function(point) {
      var x = point[0], y = point[1], xt = x | 0, yt = y | 0, v1 = valid(values[yt * dx + xt]);
      if (x > 0 && x < dx && xt === x) {
        point[0] = smooth1(x, valid(values[yt * dx + xt - 1]), v1, value);
      }
      if (y > 0 && y < dy && yt === y) {
        point[1] = smooth1(y, valid(values[(yt - 1) * dx + xt]), v1, value);
      }
    });
  }
  contours.contour = contour;
  contours.size = function(_) {
    if (!arguments.length) return [dx, dy];
    var _0 = Math.floor(_[0]), _1 = Math.floor(_[1]);
    if (!(_0 >= 0 && _1 >= 0)) throw new Error("invalid size");
    return dx = _0, dy = _1, contours;
  };
  contours.thresholds = function(_) {
    return arguments.length ? (threshold = typeof _ === "function" ? _ : Array.isArray(_) ? constant(slice2.call(_)) : constant(_), contours) : threshold;
  };
  contours.smooth = function(_) {
    return arguments.length ? (smooth2 = _ ? smoothLinear : noop, contours) : smooth2 === smoothLinear;
  };
  return contours;
}
function finite(x) {
  return isFinite(x) ? x : NaN;
}
function above(x, value) {
  return x == null ? false : +x >= value;
}
function valid(v) {
  return v == null || isNaN(v = +v) ? -Infinity : v;
}
function smooth1(x, v0, v1, value) {
  const a = value - v0;
  const b = v1 - v0;
  const d = isFinite(a) || isFinite(b) ? a / b : Math.sign(a) / Math.sign(b);
  return isNaN(d) ? x : x + d - 0.5;
}

// src/lib/contour.js
function levelLines(values, columns2, rows, level) {
  const rings = Contours().size([columns2, rows]).contour(values, level).coordinates.flat();
  return rings.flatMap((ring) => open(ring, columns2, rows)).map((line2) => line2.map(([x, y]) => [x / columns2, y / rows]));
}
function open(ring, columns2, rows) {
  const outside = ([x, y]) => x < 0.5 || x > columns2 - 0.5 || y < 0.5 || y > rows - 0.5;
  const start = ring.findIndex(outside);
  if (start < 0) return [ring];
  const lines2 = [];
  let line2 = [];
  for (let i = 1; i < ring.length; i++) {
    const point = ring[(start + i) % (ring.length - 1)];
    if (!outside(point)) line2.push(point);
    else if (line2.length) {
      lines2.push([toBorder(line2[0], columns2, rows), ...line2, toBorder(line2.at(-1), columns2, rows)]);
      line2 = [];
    }
  }
  return lines2;
}
function toBorder([x, y], columns2, rows) {
  if (x === 0.5 || x === columns2 - 0.5) return [x === 0.5 ? 0 : columns2, y];
  return [x, y === 0.5 ? 0 : rows];
}
function sampleField(values, columns2, rows, u, v) {
  const x = Math.min(columns2 - 1, Math.max(0, u * columns2 - 0.5));
  const y = Math.min(rows - 1, Math.max(0, v * rows - 0.5));
  const i = Math.min(columns2 - 2, Math.floor(x)), j = Math.min(rows - 2, Math.floor(y));
  const at = (c, r) => values[Math.max(0, r) * columns2 + Math.max(0, c)];
  const a = x - i, b = y - j;
  const low = at(i, j) * (1 - a) + at(i + 1, j) * a;
  const high = at(i, j + 1) * (1 - a) + at(i + 1, j + 1) * a;
  return low * (1 - b) + high * b;
}

// src/lib/position.js
function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  ].map(encoded);
}
function encoded(light) {
  const x = Math.min(1, Math.max(0, light));
  return x <= 31308e-7 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
}
function frameAround(points) {
  const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    if (!Number.isFinite(points[i] + points[i + 1])) continue;
    for (const k of [0, 1]) {
      low[k] = Math.min(low[k], points[i + k]);
      high[k] = Math.max(high[k], points[i + k]);
    }
  }
  const known2 = low[0] <= high[0];
  return {
    middle: [0, 1].map((k) => known2 ? (low[k] + high[k]) / 2 : 0),
    half: [0, 1].map((k) => known2 ? Math.max((high[k] - low[k]) / 2, 1e-12) : 1)
  };
}
function positionColours(points, { lightness = 0.62, chroma = 0.16 } = {}) {
  const { middle, half } = frameAround(points);
  return Array.from({ length: points.length / 2 }, (_, i) => {
    const x = (points[2 * i] - middle[0]) / half[0], y = (points[2 * i + 1] - middle[1]) / half[1];
    const far = Math.hypot(x, y), known2 = Number.isFinite(far) && far > 0;
    const strength2 = chroma * Math.min(1, Math.sqrt(far)) / far;
    const rgb = fromOklab(known2 ? [lightness, strength2 * x, strength2 * y] : [lightness, 0, 0]);
    return `rgb(${rgb.map((c) => Math.round(255 * c)).join()})`;
  });
}

// src/scene/translation.js
var WAYS = {
  translations: "translationsFrom",
  back_translations: "back_translationsFrom",
  translations_residuals: "translationsFrom",
  back_translations_residuals: "back_translationsFrom"
};
var STARTS = [...new Set(Object.values(WAYS))];
var tintsOf = (world, { dark }) => Object.fromEntries(STARTS.filter((key) => world[key]).map((key) => [key, positionColours(world[key], { lightness: dark ? 0.78 : 0.6 })]));
function arrowsBetween(from, to, frame, most = Infinity) {
  const out = [];
  for (let i = 0; i < Math.min(from.length, to.length, 2 * most); i += 2) {
    const x0 = frame.x(from[i]), y0 = frame.y(from[i + 1]), x1 = frame.x(to[i]), y1 = frame.y(to[i + 1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!Number.isFinite(length)) continue;
    const scale = length > 0 ? 1 / length : 0;
    out.push({ i: i / 2, x0, y0, x1, y1, ux: (x1 - x0) * scale, uy: (y1 - y0) * scale, length });
  }
  return out;
}
function headOf({ x1, y1, ux, uy, length }, size) {
  const [dx, dy] = length > 0.5 ? [ux, uy] : [0, -1];
  return [
    [x1 + 0.5 * size * dx, y1 + 0.5 * size * dy],
    [x1 - 0.5 * size * dx - 0.45 * size * dy, y1 - 0.5 * size * dy + 0.45 * size * dx],
    [x1 - 0.5 * size * dx + 0.45 * size * dy, y1 - 0.5 * size * dy - 0.45 * size * dx]
  ];
}
var LINES = 160;
var translation = (name) => (ctx, v) => {
  const from = v.world[WAYS[name]], landed = v.now[name], tints = v.tints?.[WAYS[name]];
  if (!from || !landed || !tints) return;
  const to = v.replay !== null && v.journey === name ? blend(from, landed, v.replay) : landed;
  const arrows2 = arrowsBetween(from, to, v.to, v.mini ? 60 : Infinity), { mini: mini2 } = v;
  ctx.lineWidth = mini2 ? 0.8 : 1.2 * v.thin;
  ctx.globalAlpha = mini2 ? 0.8 : 0.5;
  for (const { i, x0, y0, x1, y1 } of arrows2.slice(0, LINES)) {
    ctx.strokeStyle = tints[i];
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = v.palette.halo;
  ctx.lineWidth = mini2 ? 0.3 : 0.8;
  ctx.lineJoin = "round";
  for (const { i, x0, y0 } of arrows2) {
    ctx.fillStyle = tints[i];
    ctx.beginPath();
    ctx.arc(x0, y0, mini2 ? 0.8 : 2.4, 0, 2 * Math.PI);
    if (!mini2) ctx.stroke();
    ctx.fill();
  }
  for (const arrow3 of arrows2) {
    ctx.fillStyle = tints[arrow3.i];
    polygon(ctx, headOf(arrow3, mini2 ? 3 : 8));
    if (!mini2) ctx.stroke();
    ctx.fill();
  }
};
var residual = (name) => (ctx, v) => {
  const from = v.world[WAYS[name]], to = v.now[name];
  if (!from || !to) return;
  const { mini: mini2 } = v, arrows2 = arrowsBetween(from, to, v.to).map((arrow3) => mini2 ? longer(arrow3) : arrow3);
  for (const [colour, wide] of [[v.palette.halo, 3], [v.palette.ink, 1.4]]) {
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = wide * (mini2 ? 0.5 : v.thin);
    for (const arrow3 of arrows2) {
      ctx.beginPath();
      ctx.moveTo(arrow3.x0, arrow3.y0);
      ctx.lineTo(arrow3.x1, arrow3.y1);
      ctx.stroke();
      if (arrow3.length < 2) continue;
      polygon(ctx, headOf(arrow3, Math.min(mini2 ? 2 : 6, arrow3.length)));
      ctx.fill();
    }
  }
};
var longer = (arrow3, by = 3) => ({
  ...arrow3,
  x1: arrow3.x0 + by * (arrow3.x1 - arrow3.x0),
  y1: arrow3.y0 + by * (arrow3.y1 - arrow3.y0),
  length: by * arrow3.length
});
function polygon(ctx, corners) {
  ctx.beginPath();
  corners.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](x, y));
  ctx.closePath();
}

// src/scene/layers.js
function fill(ctx, v, values, [rows, columns2] = []) {
  if (!values) return;
  const image = v.scratch(columns2, rows);
  const pixels = new Uint32Array(image.data.data.buffer);
  for (let i = 0; i < values.length; i++) pixels[i] = v.palette.table[values[i] * 255 + 0.5 | 0];
  image.ctx.putImageData(image.data, 0, 0);
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = v.hurried ? "low" : "high";
  ctx.drawImage(image.canvas, v.area.left, v.area.top, v.area.side, v.area.side);
}
function strokeLevel(ctx, v, values, [rows, columns2]) {
  const { left, top, side } = v.area;
  ctx.beginPath();
  for (const line2 of levelLines(values, columns2, rows, 0.5)) {
    line2.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](left + x * side, top + y * side));
  }
  ctx.stroke();
}
var field = (ctx, v) => fill(ctx, v, v.now.field, v.now.fieldShape);
var gap = (ctx, v) => fill(ctx, v, v.now.gap, v.now.gapShape);
var otherField = (name) => (ctx, v) => {
  if (!v.now[name]) return;
  fill(ctx, v, v.now[name], v.now[`${name}Shape`]);
  ctx.strokeStyle = v.palette.line;
  ctx.lineWidth = 1.2 * v.thin;
  ctx.setLineDash([5, 3]);
  strokeLevel(ctx, v, v.now[name], v.now[`${name}Shape`]);
  ctx.setLineDash([]);
};
function ghost(ctx, v) {
  if (!v.before?.field || !v.moved.judge) return;
  ctx.strokeStyle = v.palette.faint;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 4]);
  strokeLevel(ctx, v, v.before.field, v.now.fieldShape);
  ctx.setLineDash([]);
}
function line(ctx, v) {
  if (!v.now.field) return;
  ctx.strokeStyle = v.palette.line;
  ctx.lineWidth = 1.6 * v.thin;
  ctx.lineJoin = "round";
  strokeLevel(ctx, v, v.now.field, v.now.fieldShape);
}
function trails(ctx, v) {
  if (!v.before?.fakes || !v.moved.maker || v.before.fakes.length !== v.now.fakes.length) return;
  const { before, now, to } = v;
  ctx.fillStyle = v.palette.fake;
  ctx.globalAlpha = 0.5;
  ctx.beginPath();
  for (let i = 0; i < now.fakes.length; i += 2) {
    const x0 = to.x(before.fakes[i]), y0 = to.y(before.fakes[i + 1]);
    const x1 = to.x(now.fakes[i]), y1 = to.y(now.fakes[i + 1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 0.7)) continue;
    const wide = Math.min(2.2, 0.8 + length / 10);
    const nx = -(y1 - y0) / length * wide, ny = (x1 - x0) / length * wide;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1 + nx, y1 + ny);
    ctx.lineTo(x1 - nx, y1 - ny);
    ctx.closePath();
  }
  ctx.fill();
  ctx.globalAlpha = 1;
}
function stamp(ctx, v, points, sprite) {
  if (!points) return;
  if (v.vector) return trace(ctx, v, points, sprite);
  const { dpr } = v, size = sprite.width / dpr;
  ctx.imageSmoothingEnabled = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = v.to.x(points[i]) - size / 2, y = v.to.y(points[i + 1]) - size / 2;
    if (x > -size && y > -size && x < v.size && y < v.size) {
      ctx.drawImage(sprite, Math.round(x * dpr) / dpr, Math.round(y * dpr) / dpr, size, size);
    }
  }
}
function trace(ctx, v, points, { outline }) {
  for (let i = 0; i < points.length; i += 2) {
    const x = v.to.x(points[i]), y = v.to.y(points[i + 1]);
    if (!(x > 0 && y > 0 && x < v.size && y < v.size)) continue;
    ctx.save();
    ctx.translate(x, y);
    outline(ctx);
    ctx.restore();
  }
}
function sheetOf(v, points, sprite) {
  const sheet2 = document.createElement("canvas");
  sheet2.width = sheet2.height = Math.round(v.size * v.dpr);
  const ctx = sheet2.getContext("2d");
  ctx.scale(v.dpr, v.dpr);
  stamp(ctx, v, points, sprite);
  return sheet2;
}
function sheet(ctx, v) {
  const points = v.now.sheet;
  if (!points) return;
  const m = Math.round(Math.sqrt(points.length / 2)), cells = v.world.sheetCells, pieces = (m - 1) / cells;
  const from = v.replay === null ? null : v.world.sheetFrom, skip = from ? (Math.sqrt(from.length / 2) - 1) / (m - 1) : 1;
  const fromWidth = skip * (m - 1) + 1, t = v.replay ?? 1;
  const at = (row, column) => {
    const i = 2 * (row * m + column), j = from ? 2 * (row * skip * fromWidth + column * skip) : 0;
    const x = from ? from[j] + (points[i] - from[j]) * t : points[i], y = from ? from[j + 1] + (points[i + 1] - from[j + 1]) * t : points[i + 1];
    return [v.to.x(x), v.to.y(y)];
  };
  const places = Array.from({ length: m }, (_, r) => Array.from({ length: m }, (_2, c) => at(r, c)));
  if (!v.mini || v.now.sheetShade) shadeCells(ctx, v, places, cells, pieces, t);
  ctx.strokeStyle = v.palette.maker;
  ctx.globalAlpha = v.mini ? 0.7 : 0.55;
  ctx.lineWidth = 0.9 * v.thin;
  ctx.lineJoin = "round";
  ctx.beginPath();
  const every = v.mini ? 2 * pieces : pieces;
  for (let k = 0; k < m; k += every) {
    places[k].forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](x, y));
    for (let i = 0; i < m; i++) ctx[i ? "lineTo" : "moveTo"](...places[i][k]);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}
function shadeCells(ctx, v, places, cells, pieces, t) {
  const shade = v.now.sheetShade;
  ctx.fillStyle = v.palette.maker;
  for (let r = 0; r < cells; r++) {
    for (let c = 0; c < cells; c++) {
      const alpha = 0.6 * shade[r * cells + c] * Math.min(1, t);
      if (!(alpha > 0.02)) continue;
      ctx.globalAlpha = alpha;
      ctx.beginPath();
      for (let i = 0; i <= pieces; i++) ctx.lineTo(...places[r * pieces][c * pieces + i]);
      for (let i = 1; i <= pieces; i++) ctx.lineTo(...places[r * pieces + i][(c + 1) * pieces]);
      for (let i = pieces - 1; i >= 0; i--) ctx.lineTo(...places[(r + 1) * pieces][c * pieces + i]);
      for (let i = pieces - 1; i > 0; i--) ctx.lineTo(...places[r * pieces + i][c * pieces]);
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}
function arrows(ctx, v, tips, colour) {
  if (!tips || !v.now.fakes) return;
  const { to, thin } = v, head = 4.5 * (v.mini ? 0.45 : 1);
  for (const [style, width] of [[v.palette.halo, 2.6], [colour, 1.5]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width * (v.mini ? 0.6 : thin);
    ctx.lineCap = "round";
    ctx.beginPath();
    for (let i = 0; i < Math.min(tips.length, v.mini ? 60 : Infinity); i += 2) {
      const x0 = to.x(v.now.fakes[i]), y0 = to.y(v.now.fakes[i + 1]), far = v.mini ? 2.2 : 1;
      const x1 = x0 + far * (to.x(tips[i]) - x0), y1 = y0 + far * (to.y(tips[i + 1]) - y0);
      const length = Math.hypot(x1 - x0, y1 - y0);
      if (!(length > 0.8)) continue;
      const size = Math.min(head, length * 0.5), ux = (x1 - x0) / length * size, uy = (y1 - y0) / length * size;
      ctx.moveTo(x0, y0);
      ctx.lineTo(x1, y1);
      ctx.moveTo(x1 - ux - 0.6 * uy, y1 - uy + 0.6 * ux);
      ctx.lineTo(x1, y1);
      ctx.lineTo(x1 - ux + 0.6 * uy, y1 - uy - 0.6 * ux);
    }
    ctx.stroke();
  }
}
var push = (ctx, v) => arrows(ctx, v, v.now.push, v.palette.maker);
var climb = (ctx, v) => arrows(ctx, v, v.now.climb, v.palette.judge);
function next(ctx, v) {
  const landed = v.now.next, { fakes } = v.now;
  if (!landed || !fakes) return;
  const { to, sprites } = v;
  ctx.strokeStyle = v.palette.fake;
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = 1 * v.thin;
  ctx.beginPath();
  for (let i = 0; i < landed.length; i += 2) {
    ctx.moveTo(to.x(fakes[i]), to.y(fakes[i + 1]));
    ctx.lineTo(to.x(landed[i]), to.y(landed[i + 1]));
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  stamp(ctx, v, landed, sprites.ghost);
}
function real(ctx, v) {
  if (v.vector) stamp(ctx, v, v.world.real, v.sprites.real);
  else ctx.drawImage(v.sprites.reals, 0, 0, v.size, v.size);
}
var fake = (ctx, v) => stamp(ctx, v, underway(v), v.sprites.fake);
function crowds(ctx, v) {
  if (v.mini || v.replay !== null) return;
  ctx.font = `600 11px ${v.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const { left, top, side } = v.area, taken = [];
  for (const [x, y, n] of v.now.crowds ?? []) {
    const text = `×${count2(n)}`, wide = ctx.measureText(text).width + 8, px = v.to.x(x), py = v.to.y(y);
    const bx = clamp(px + 7, left + 2, left + side - wide - 2), by = clamp(py - 17, top + 2, top + side - 18);
    if (taken.some((one) => Math.abs(one.bx - bx) < Math.max(one.wide, wide) && Math.abs(one.by - by) < 16)) continue;
    taken.push({ bx, by, wide });
    ctx.fillStyle = v.palette.ink;
    ctx.beginPath();
    ctx.roundRect(bx, by, wide, 16, 8);
    ctx.fill();
    ctx.fillStyle = v.palette.paper;
    ctx.fillText(text, bx + 4, by + 8.5);
  }
}
function underway({ now, replay, world }) {
  const { fakes } = now;
  return replay === null || !world.fakesFrom || !fakes ? fakes : blend(world.fakesFrom, fakes, replay);
}
function pin(ctx, v) {
  const { at, made: made4, yes, tag: said } = v.closeup ?? {};
  if (!at || v.mini) return;
  const [x, y, u, w] = [v.to.x(at[0]), v.to.y(at[1]), v.to.x(made4[0]), v.to.y(made4[1])];
  const far = Math.hypot(u - x, w - y);
  for (const [style, width] of [[v.palette.halo, 4.5], [v.palette.ink, 2]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(x, y, 8, 0, 2 * Math.PI);
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      ctx.moveTo(x + 8 * dx, y + 8 * dy);
      ctx.lineTo(x + 13 * dx, y + 13 * dy);
    }
    ctx.stroke();
    if (far < 9) continue;
    ctx.setLineDash(style === v.palette.ink ? [4, 4] : []);
    ctx.beginPath();
    ctx.moveTo(x + (u - x) / far * 8, y + (w - y) / far * 8);
    ctx.lineTo(u, w);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.drawImage(
    v.sprites.made,
    u - v.sprites.made.width / 2 / v.dpr,
    w - v.sprites.made.height / 2 / v.dpr,
    v.sprites.made.width / v.dpr,
    v.sprites.made.height / v.dpr
  );
  tag(ctx, v, said ?? `${v.titles.maker} ${yes ? "can" : "cannot"}`, x, y);
}
function tag(ctx, v, text, x, y) {
  ctx.font = `600 11.5px ${v.font}`;
  const wide = ctx.measureText(text).width + 12, { left, top, side } = v.area;
  const bx = x + 18 + wide > left + side ? x - 18 - wide : x + 18, by = Math.max(top + 4, Math.min(y - 10, top + side - 24));
  ctx.fillStyle = v.palette.ink;
  ctx.beginPath();
  ctx.roundRect(bx, by, wide, 20, 5);
  ctx.fill();
  ctx.fillStyle = v.palette.paper;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, bx + 6, by + 10.5);
}
function axes(ctx, v) {
  const { area: area2, to, palette, font: family, world: { extent: extent2, names } } = v;
  const titles = names?.map((text) => ({ text, colour: palette.faint }));
  drawAxes(ctx, { area: area2, to, extent: extent2, palette, family, titles });
}
var LAYERS = [
  { name: "field", draw: field, clipped: true },
  { name: "best", draw: otherField("best"), clipped: true },
  { name: "gap", draw: gap, clipped: true },
  { name: "source_field", draw: otherField("source_field"), clipped: true },
  { name: "sheet", draw: sheet, clipped: true },
  { name: "ghost", of: "line", draw: ghost, clipped: true },
  { name: "line", draw: line, clipped: true },
  { name: "real", draw: real, clipped: true },
  { name: "trails", of: "fake", draw: trails, clipped: true },
  { name: "next", draw: next, clipped: true },
  { name: "fake", draw: fake, clipped: true },
  { name: "back_translations", draw: translation("back_translations"), clipped: true },
  { name: "translations", draw: translation("translations"), clipped: true },
  { name: "back_translations_residuals", draw: residual("back_translations_residuals"), clipped: true },
  { name: "translations_residuals", draw: residual("translations_residuals"), clipped: true },
  { name: "climb", draw: climb, clipped: true },
  { name: "push", draw: push, clipped: true },
  { name: "crowds", of: "fake", draw: crowds, clipped: true },
  { name: "pin", draw: pin, clipped: true },
  { name: "axes", draw: axes }
];
var JOURNEYS = {
  sheet: ["sheet", "fake", "axes"],
  translations: ["translations", "axes"],
  back_translations: ["back_translations", "axes"]
};
var PASSING = ["trails", "ghost", "crowds"];
var GROUNDS = /* @__PURE__ */ new Set(["field", "best", "gap", "source_field"]);
var MAPS = ["translations", "back_translations"];
function isDrawn({ name, of }, { shown, replay, journey }) {
  if (name === "axes" || name === "pin") return true;
  if (replay === null) return shown.has(of ?? name);
  return JOURNEYS[journey].includes(name) || !PASSING.includes(name) && shown.has(of ?? name);
}
function strength({ name }, { replay, journey, shown, now }) {
  if (replay !== null) return JOURNEYS[journey].includes(name) ? 1 : 0.25;
  return GROUNDS.has(name) && MAPS.some((map) => shown.has(map) && now[map]) ? 0.4 : 1;
}
function marker(shape, colour, halo, dpr, { radius = shape === "circle" ? 3 : 3.7, hollow = false } = {}) {
  const canvas = document.createElement("canvas");
  const size = Math.ceil((radius + 2) * 2 * dpr);
  canvas.width = canvas.height = size;
  canvas.outline = (ctx2) => drawMarker(ctx2, { shape, colour, halo, radius, hollow });
  const ctx = canvas.getContext("2d");
  ctx.scale(dpr, dpr);
  ctx.translate(size / dpr / 2, size / dpr / 2);
  canvas.outline(ctx);
  return canvas;
}
function drawMarker(ctx, { shape, colour, halo, radius, hollow }) {
  ctx.beginPath();
  if (shape === "circle") ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  else {
    for (let k = 0; k < 3; k++) ctx[k ? "lineTo" : "moveTo"](
      radius * Math.sin(k * 2 * Math.PI / 3),
      0.6 - radius * Math.cos(k * 2 * Math.PI / 3)
    );
    ctx.closePath();
  }
  ctx.lineJoin = "round";
  ctx.strokeStyle = hollow ? colour : halo;
  const rim = radius < 2 ? 0.7 : 1.8;
  ctx.lineWidth = hollow ? 1.3 : rim;
  ctx.fillStyle = hollow ? halo : colour;
  if (hollow) ctx.fill();
  ctx.stroke();
  if (!hollow) ctx.fill();
}

// src/scene/tile.js
function tileOf(v, pixels, [, height, width, channels], k) {
  const image = v.scratch(width, height), bytes = image.data.data;
  for (let i = 0, at = k * height * width * channels; i < height * width; i++, at += channels) {
    bytes[4 * i] = pixels[at];
    bytes[4 * i + 1] = pixels[channels === 3 ? at + 1 : at];
    bytes[4 * i + 2] = pixels[channels === 3 ? at + 2 : at];
    bytes[4 * i + 3] = 255;
  }
  image.ctx.putImageData(image.data, 0, 0);
  return image.canvas;
}
function mark(ctx, v, p, { x, y, w, h }) {
  const edge = 2;
  ctx.strokeStyle = p >= 0.5 ? v.palette.real : v.palette.fake;
  ctx.fillStyle = v.palette.ink;
  ctx.lineWidth = edge;
  ctx.globalAlpha = 0.15 + 0.85 * Math.abs(2 * p - 1);
  ctx.strokeRect(x - edge / 2, y - edge / 2, w + edge, h + edge);
  ctx.globalAlpha = 1;
  if (w >= 16) ctx.fillText(`${Math.round(100 * p)}`, x + w / 2, y + h + edge + 1);
}
function nextPlace(places, at, [dx, dy]) {
  if (!at) return places[0];
  const far = ([x, y]) => 100 * Math.abs(dx ? x - at[0] : y - at[1]) + Math.abs(dx ? 0 : x - at[0]);
  const ahead = places.filter(([x, y]) => dx ? Math.abs(y - at[1]) < 1 && (x - at[0]) * dx > 1 : (y - at[1]) * dy > 1);
  return ahead.sort((a, b) => far(a) - far(b))[0] ?? at;
}

// src/scene/images.js
var GAP2 = 6;
var MARK = 13;
var LABEL = 18;
var EDGE = 2;
function layout(size, fakes, reals, [height, width]) {
  let best = { tile: 0 };
  for (let columns2 = 2; columns2 <= 16; columns2++) {
    const rows = Math.ceil(fakes / columns2) + Math.ceil(reals / columns2);
    const tile = Math.min(
      (size - 2 * EDGE - GAP2 * (columns2 - 1)) / columns2,
      (size - 2 * LABEL - GAP2 * rows - MARK * rows - 6) / rows * (width / height)
    );
    if (tile > best.tile) best = { tile, columns: columns2 };
  }
  const w = Math.floor(best.tile), h = Math.floor(best.tile * height / width);
  const place = (n, top) => Array.from({ length: n }, (_, i) => ({
    x: EDGE + i % best.columns * (w + GAP2),
    y: top + Math.floor(i / best.columns) * (h + MARK + GAP2)
  }));
  const below = LABEL + Math.ceil(fakes / best.columns) * (h + MARK + GAP2) + 6;
  return { w, h, fakes: place(fakes, LABEL), realsLabel: below, reals: place(reals, below + LABEL) };
}
function tileAt(group, { w, h }, px, py) {
  return group.findIndex(({ x, y }) => px >= x && px < x + w && py >= y && py < y + h + MARK);
}
function paint(ctx, v, pixels, [n, height, width, channels], places, scores) {
  const { w, h } = v.places;
  ctx.imageSmoothingEnabled = w < 2 * width && w > width;
  for (let k = 0; k < n; k++) {
    const { x, y } = places[k];
    ctx.drawImage(tileOf(v, pixels, [n, height, width, channels], k), x, y, w, h);
    if (scores) mark(ctx, v, scores[k], { x, y, w, h });
  }
}
function chosen(ctx, v) {
  const { what, index } = v.closeup ?? {};
  const place = { fake: v.places.fakes, real: v.places.reals }[what]?.[index];
  if (!place) return;
  ctx.strokeStyle = v.palette.ink;
  ctx.lineWidth = 2;
  ctx.strokeRect(place.x - EDGE - 1, place.y - EDGE - 1, v.places.w + 2 * EDGE + 2, v.places.h + 2 * EDGE + 2);
}
var images = {
  prepare(v) {
    v.places = layout(v.size, v.world.fakesShape[0], v.world.realShape[0], v.world.realShape.slice(1, 3));
  },
  draw(ctx, v) {
    ctx.font = `11px ${v.font}`;
    ctx.textBaseline = "top";
    ctx.fillStyle = v.palette.ink;
    ctx.textAlign = "left";
    ctx.fillText("Fakes from the same noise at every step", 1, 1);
    ctx.fillText("Real images", 1, v.places.realsLabel + 1);
    ctx.font = `600 9.5px ${v.font}`;
    ctx.textAlign = "center";
    if (v.now?.tiles) paint(ctx, v, v.now.tiles, v.world.fakesShape, v.places.fakes, v.now.fakeScores);
    paint(ctx, v, v.world.tiles, v.world.realShape, v.places.reals, v.now?.realScores);
    chosen(ctx, v);
  },
  /** The next tile for a crosshair: beside, above or below, in the same group or the other. */
  move(v, at, [dx, dy]) {
    const { w, h, fakes, reals } = v.places;
    return nextPlace([...fakes, ...reals].map(({ x, y }) => [x + w / 2, y + h / 2]), at, [dx, dy]);
  },
  /** What a click there asks. */
  ask(v, px, py) {
    const fake2 = tileAt(v.places.fakes, v.places, px, py), real2 = tileAt(v.places.reals, v.places, px, py);
    if (fake2 >= 0) return { fake: fake2 };
    return real2 >= 0 ? { real: real2 } : null;
  },
  describe(v, px, py) {
    const { maker, judge } = v.titles;
    const ask = { fake: "a closer look", real: `can ${maker} make this?` };
    const say = (what, k, p) => {
      const named2 = `${what} ${k + 1}`;
      if (!p) return named2;
      const said = `${named2}
${judge}: ${Math.round(100 * p[k])} % real`;
      return v.asks ? `${said}
click: ${ask[what]}` : said;
    };
    const fake2 = tileAt(v.places.fakes, v.places, px, py);
    if (fake2 >= 0) return say("fake", fake2, v.now?.fakeScores);
    const real2 = tileAt(v.places.reals, v.places, px, py);
    return real2 >= 0 ? say("real", real2, v.now?.realScores) : null;
  }
};

// src/scene/phase.js
var AGES = 24;
function lengthOf(path) {
  let n = path.length / 2;
  while (n > 0 && Number.isNaN(path[2 * n - 2])) n -= 1;
  return n;
}
function stretchesOf(n, most = AGES) {
  const count3 = Math.max(0, Math.min(most, n - 1));
  return Array.from({ length: count3 }, (_, k) => [
    Math.round(k * (n - 1) / count3),
    Math.round((k + 1) * (n - 1) / count3),
    count3 > 1 ? k / (count3 - 1) : 1
  ]);
}
var spanOf = (v) => Array.from(v.now?.span ?? [-1, 1, -1, 1]);
function grid(ctx, v) {
  const { left, top, side } = v.area;
  ctx.strokeStyle = v.palette.grid;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(Math.round(v.to.x(0)) + 0.5, top);
  ctx.lineTo(Math.round(v.to.x(0)) + 0.5, top + side);
  ctx.moveTo(left, Math.round(v.to.y(0)) + 0.5);
  ctx.lineTo(left + side, Math.round(v.to.y(0)) + 0.5);
  ctx.stroke();
}
function vectors(ctx, v) {
  const arrows2 = v.now.vectors ?? [];
  ctx.strokeStyle = v.palette.faint;
  ctx.globalAlpha = 0.75;
  ctx.lineWidth = 1.2;
  ctx.lineCap = "round";
  ctx.beginPath();
  for (let i = 0; i < arrows2.length; i += 4) {
    const x0 = v.to.x(arrows2[i]), y0 = v.to.y(arrows2[i + 1]), x1 = v.to.x(arrows2[i + 2]), y1 = v.to.y(arrows2[i + 3]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 0.8)) continue;
    const size = Math.min(4.5, length / 2), ux = (x1 - x0) / length * size, uy = (y1 - y0) / length * size;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.moveTo(x1 - ux - 0.6 * uy, y1 - uy + 0.6 * ux);
    ctx.lineTo(x1, y1);
    ctx.lineTo(x1 - ux + 0.6 * uy, y1 - uy - 0.6 * ux);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}
function way(ctx, v) {
  const { path, here } = v.now, n = lengthOf(path);
  const at = (i) => i === n - 1 ? [v.to.x(here[0]), v.to.y(here[1])] : [v.to.x(path[2 * i]), v.to.y(path[2 * i + 1])];
  ctx.strokeStyle = v.palette.ink;
  ctx.lineWidth = 1.7;
  ctx.lineJoin = "round";
  ctx.lineCap = "butt";
  for (const [first, last, age] of stretchesOf(n)) {
    ctx.globalAlpha = 0.22 + 0.68 * age;
    ctx.beginPath();
    for (let i = first; i <= last; i++) ctx.lineTo(...at(i));
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  if (n > 1) disc(ctx, at(0), 4, v.palette.paper, v.palette.ink, 1.6);
}
function lastStep(ctx, v) {
  const { before, now, moved } = v;
  if (!before?.here || !(moved.maker || moved.judge)) return;
  const colours = [moved.judge && v.palette.judge, moved.maker && v.palette.maker].filter(Boolean);
  ctx.lineWidth = 5;
  ctx.lineCap = "round";
  ctx.strokeStyle = colours.length > 1 ? v.palette.ink : colours[0];
  ctx.globalAlpha = 0.75;
  ctx.beginPath();
  ctx.moveTo(v.to.x(before.here[0]), v.to.y(before.here[1]));
  ctx.lineTo(v.to.x(now.here[0]), v.to.y(now.here[1]));
  ctx.stroke();
  ctx.globalAlpha = 1;
}
function disc(ctx, [x, y], radius, fill2, rim, wide) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = fill2;
  ctx.strokeStyle = rim;
  ctx.lineWidth = wide;
  ctx.fill();
  ctx.stroke();
}
function rest(ctx, v) {
  if (!v.world.rest) return;
  const x = v.to.x(v.world.rest[0]), y = v.to.y(v.world.rest[1]);
  for (const [style, wide] of [[v.palette.paper, 5], [v.palette.ink, 2]]) {
    ctx.strokeStyle = style;
    ctx.lineWidth = wide;
    ctx.lineCap = "round";
    ctx.beginPath();
    for (const [dx, dy] of [[1, 0], [0, 1]]) {
      ctx.moveTo(x - 6 * dx, y - 6 * dy);
      ctx.lineTo(x + 6 * dx, y + 6 * dy);
    }
    ctx.stroke();
  }
}
function marker2(ctx, v) {
  const { here } = v.now;
  if (!Number.isFinite(here[0] + here[1])) return;
  disc(ctx, [v.to.x(here[0]), v.to.y(here[1])], 6.5, v.palette.ink, v.palette.paper, 2);
}
function axes2(ctx, v) {
  const [theta, psi] = v.world.names, { area: area2, to, palette, titles } = v;
  drawAxes(ctx, { area: area2, to, extent: spanOf(v), palette, family: v.font, titles: [
    { text: `${theta}, ${titles.maker}'s weight`, colour: palette.maker },
    { text: `${psi}, ${titles.judge}'s weight`, colour: palette.judge }
  ] });
}
var phase = {
  prepare(v) {
    v.area = plotWithin(v.size, spanOf(v), { family: v.font, titled: true });
  },
  draw(ctx, v) {
    this.prepare(v);
    const { left, top, side } = v.area;
    v.to = frameOf(spanOf(v), v.area);
    ctx.fillStyle = v.palette.paper;
    ctx.fillRect(left, top, side, side);
    if (v.now?.path) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, top, side, side);
      ctx.clip();
      for (const part of [grid, vectors, way, lastStep, rest, marker2]) part(ctx, v);
      ctx.restore();
    }
    axes2(ctx, v);
  },
  /** The next place of a crosshair. */
  move(v, at, [dx, dy], fine) {
    const { left, top, side } = v.area, step = side / (fine ? 160 : 32);
    if (!at) return [left + side / 2, top + side / 2];
    return [clamp(at[0] + dx * step, left, left + side), clamp(at[1] + dy * step, top, top + side)];
  },
  /** Both weights at a place. */
  describe(v, px, py) {
    const { left, top, side } = v.area;
    if (px < left || px > left + side || py < top || py > top + side || !v.to) return null;
    const [theta, psi] = v.to.invert(px, py), [x, y] = v.world.names;
    return `${x} ${short(theta)}, ${y} ${short(psi)}`;
  }
};

// src/scene/spotlight.js
var SHAPES = { data: "real", samples: "fake" };
function spotFor(game, phase2, points) {
  if (!phase2 || phase2.last) return null;
  const tipsOf = (id) => phase2.name === "pull" ? points[`${id}_tips`] ?? null : null;
  const sets = samplesAt(game, phase2.who, phase2.name).filter(({ id }) => points[id]).map(({ id, kind }) => ({ shape: SHAPES[kind], points: points[id], tips: tipsOf(id) }));
  return sets.length ? { colour: turnOf(game, phase2.who).colour, sets } : null;
}
function spotlight(ctx, v) {
  const { spot, palette, to, area: area2 } = v;
  ctx.save();
  ctx.beginPath();
  ctx.rect(area2.left, area2.top, area2.side, area2.side);
  ctx.clip();
  ctx.fillStyle = palette.paper;
  ctx.globalAlpha = 0.55;
  ctx.fillRect(area2.left, area2.top, area2.side, area2.side);
  ctx.globalAlpha = 1;
  const stroke2 = palette[spot.colour] ?? palette.ink;
  for (const set of spot.sets) if (set.tips) pulls(ctx, v, set, stroke2);
  for (const { shape, points } of spot.sets) {
    ctx.fillStyle = palette[shape];
    ctx.strokeStyle = stroke2;
    ctx.lineWidth = 1.4;
    for (let i = 0; i < points.length; i += 2) {
      const x = to.x(points[i]), y = to.y(points[i + 1]);
      ctx.beginPath();
      if (shape === "real") ctx.arc(x, y, 4.2, 0, 7);
      else {
        ctx.moveTo(x, y - 5.4);
        ctx.lineTo(x + 4.9, y + 3.6);
        ctx.lineTo(x - 4.9, y + 3.6);
        ctx.closePath();
      }
      ctx.fill();
      ctx.stroke();
    }
  }
  ctx.restore();
}
function pulls(ctx, { to }, { points: from, tips }, stroke2) {
  ctx.strokeStyle = stroke2;
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  for (let i = 0; i < tips.length; i += 2) {
    const x0 = to.x(from[i]), y0 = to.y(from[i + 1]), x1 = to.x(tips[i]), y1 = to.y(tips[i + 1]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 1)) continue;
    const head = Math.min(5, length / 2), ux = (x1 - x0) / length * head, uy = (y1 - y0) / length * head;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.lineTo(x1 - ux - 0.6 * uy, y1 - uy + 0.6 * ux);
    ctx.moveTo(x1, y1);
    ctx.lineTo(x1 - ux + 0.6 * uy, y1 - uy - 0.6 * ux);
  }
  ctx.stroke();
}

// src/scene/plane.js
var plane = {
  /** What depends on size and theme alone, made once. */
  prepare(v) {
    v.area = plotWithin(v.size, v.world.extent, { family: v.font, titled: Boolean(v.world.names) });
    v.to = frameOf(v.world.extent, v.area);
    const { palette, dpr } = v;
    v.tints = tintsOf(v.world, palette);
    const circle = marker("circle", palette.real, palette.halo, dpr);
    v.sprites = {
      real: circle,
      reals: sheetOf(v, v.world.real, circle),
      fake: marker("triangle", palette.fake, palette.halo, dpr),
      ghost: marker("triangle", palette.fake, palette.halo, dpr, { radius: 2.6, hollow: true }),
      made: marker("triangle", palette.fake, palette.ink, dpr, { radius: 6 })
    };
  },
  draw(ctx, v) {
    const { left, top, side } = v.area;
    ctx.fillStyle = v.palette.paper;
    ctx.fillRect(left, top, side, side);
    for (const layer of LAYERS) {
      if (!isDrawn(layer, v)) continue;
      ctx.save();
      ctx.globalAlpha = strength(layer, v);
      if (layer.clipped) {
        ctx.beginPath();
        ctx.rect(left, top, side, side);
        ctx.clip();
      }
      layer.draw(ctx, v);
      ctx.restore();
    }
    if (v.spot && v.replay === null) spotlight(ctx, v);
  },
  /** What a click there asks. */
  ask(v, px, py) {
    const { left, top, side } = v.area;
    if (px < left || px > left + side || py < top || py > top + side) return null;
    return { at: v.to.invert(px, py) };
  },
  /** The next place of a crosshair. */
  move(v, at, [dx, dy], fine) {
    const { left, top, side } = v.area, step = side / (fine ? 160 : 32);
    if (!at) return [left + side / 2, top + side / 2];
    return [clamp(at[0] + dx * step, left, left + side), clamp(at[1] + dy * step, top, top + side)];
  },
  /** What lies under the pointer, in words. */
  describe(v, px, py) {
    const words = this.words(v, px, py);
    return words && v.asks ? `${words}
click: ${v.world.question ?? `can ${v.titles.maker} make this?`}` : words;
  },
  words(v, px, py) {
    const { left, top, side } = v.area;
    const u = (px - left) / side, w = (py - top) / side;
    if (u < 0 || u > 1 || w < 0 || w > 1) return null;
    const [x, y] = v.to.invert(px, py);
    const [nx, ny] = v.world.names ?? ["x", "y"];
    const judge = v.world.nouns?.judge ?? v.titles.judge;
    const where = `${nx} ${short(x)}, ${ny} ${short(y)}`;
    if (v.shown.has("gap") && v.now?.gap) {
      const [rows2, columns3] = v.now.gapShape, off = Math.round(200 * sampleField(v.now.gap, columns3, rows2, u, w) - 100);
      return `${where}
${judge} is ${Math.abs(off)} points ${off < 0 ? "below" : "above"} ${judge}*`;
    }
    if (v.shown.has("best") && v.now?.best) {
      const [rows2, columns3] = v.now.bestShape;
      return `${where}
${judge}*: ${Math.round(100 * sampleField(v.now.best, columns3, rows2, u, w))} % real`;
    }
    if (v.shown.has("source_field") && v.now?.source_field) {
      const [rows2, columns3] = v.now.source_fieldShape;
      const { word } = v.world.layers.find(({ name }) => name === "source_field");
      return `${where}
${word}: ${Math.round(100 * sampleField(v.now.source_field, columns3, rows2, u, w))} % real`;
    }
    if (!v.now?.field) return where;
    const [rows, columns2] = v.now.fieldShape;
    const p = clamp(sampleField(v.now.field, columns2, rows, u, w), 0, 1);
    return `${where}
${judge}: ${Math.round(100 * p)} % real`;
  }
};

// src/scene/strip.js
var HEAD2 = 18;
var FOOT2 = 40;
var EDGE2 = 20;
function steps(ctx, heights, { left, side }, base, scale) {
  const width = side / heights.length;
  ctx.beginPath();
  ctx.moveTo(left, base);
  heights.forEach((h, i) => {
    ctx.lineTo(left + i * width, base - h * scale);
    ctx.lineTo(left + (i + 1) * width, base - h * scale);
  });
  ctx.lineTo(left + side, base);
}
function overshooting(heights, tallest) {
  const runs = [];
  heights.forEach((h, i) => {
    if (h <= tallest) return;
    const last = runs.at(-1);
    if (last?.to === i - 1) Object.assign(last, { to: i, most: Math.max(last.most, h) });
    else runs.push({ from: i, to: i, most: h });
  });
  return runs;
}
function beyond(ctx, { area: { left, side, top }, now, tallest, palette }) {
  if (!now?.fakes) return;
  ctx.fillStyle = palette.fakeText;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  let free = left;
  for (const { from, to, most } of overshooting(now.fakes, tallest)) {
    const said = percent(most), wide = ctx.measureText(said).width + 12;
    const middle = left + (from + to + 1) / 2 / now.fakes.length * side;
    const x = clamp(middle - 5, free, left + side - wide);
    if (x < free - 1) continue;
    free = x + wide + 6;
    ctx.beginPath();
    ctx.moveTo(x, top - 4);
    ctx.lineTo(x + 4, top - 12);
    ctx.lineTo(x + 8, top - 4);
    ctx.fill();
    ctx.fillText(said, x + 12, top - 8);
  }
}
function axes3(ctx, v) {
  const { area: { left, top, side, height }, world, palette, tallest, font: family } = v, base = top + height;
  const [x0, x1] = world.extent, right = left + side;
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, side - 1, height - 1);
  ctx.fillStyle = palette.faint;
  ctx.font = axisFont(family);
  ctx.textBaseline = "middle";
  ctx.textAlign = "right";
  if (world.field) for (const p of [0, 0.5, 1]) ctx.fillText(percent(p), left - 5, base - p * height + 8 * (p - 0.5));
  ctx.textAlign = "left";
  const shares = sharesOf(tallest);
  shares.at.forEach((share, i) => ctx.fillText(shares.texts[i], right + 5, base - share / tallest * height));
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  const { at, texts } = ticksWithin(x0, x1, { side, font: ctx.font, many: 6 });
  at.forEach((t, i) => {
    const x = left + (t - x0) / (x1 - x0) * side, half = ctx.measureText(texts[i]).width / 2;
    ctx.fillRect(x, base, 1, 4);
    ctx.fillText(texts[i], clamp(x, half + 1, v.size - half - 1), base + 6);
  });
  ctx.font = `600 ${ctx.font}`;
  ctx.fillText(world.names?.[0] ?? "value", left + side / 2, base + 22, side);
  if (world.field) upwards(ctx, `output of ${world.nouns?.judge ?? v.titles.judge}`, 1, top + height / 2, height);
  upwards(ctx, "share of samples", v.size - 14, top + height / 2, height);
}
function upwards(ctx, text, x, y, most) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(-Math.PI / 2);
  ctx.fillText(text, 0, 0, most);
  ctx.restore();
}
function sharesOf(tallest) {
  const { at } = ticksOf(0, tallest, 4);
  return { at, texts: tickTexts(at.map((share) => 100 * share)).map((text) => `${text} %`) };
}
var strip = {
  prepare(v) {
    v.tallest = 1.15 * Math.max(...v.world.real, 1e-9);
    const font = axisFont(v.font), wide = Math.ceil(widest(sharesOf(v.tallest).texts, font)) + 8;
    const left = (v.world.field ? Math.ceil(widest([percent(1)], font)) + 8 : 0) + EDGE2;
    v.area = { left, top: HEAD2, side: v.size - left - wide - EDGE2, height: v.size - HEAD2 - FOOT2 };
  },
  draw(ctx, v) {
    const { left, top, side, height } = v.area;
    const base = top + height;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, side, height);
    ctx.clip();
    for (const [heights, colour] of [[v.world.real, v.palette.real], [v.now?.fakes, v.palette.fake]]) {
      if (!heights) continue;
      steps(ctx, heights, v.area, base, height / v.tallest);
      ctx.fillStyle = ctx.strokeStyle = colour;
      ctx.globalAlpha = 0.3;
      ctx.fill();
      ctx.globalAlpha = 1;
      ctx.lineWidth = 1.4;
      ctx.stroke();
    }
    for (const [field2, dash] of [[v.moved.judge ? v.before?.field : null, [3, 4]], [v.now?.field, []]]) {
      if (!field2) continue;
      ctx.setLineDash(dash);
      ctx.strokeStyle = dash.length ? v.palette.faint : v.palette.line;
      ctx.lineWidth = dash.length ? 1 : 1.8;
      ctx.beginPath();
      field2.forEach((p, i) => ctx.lineTo(left + (i + 0.5) / field2.length * side, base - p * height));
      ctx.stroke();
    }
    ctx.restore();
    axes3(ctx, v);
    ctx.font = axisFont(v.font);
    beyond(ctx, v);
  },
  /** The next place of a crosshair. */
  move(v, at, [dx], fine) {
    const { left, top, side, height } = v.area;
    return [at ? clamp(at[0] + dx * side / (fine ? 256 : 64), left, left + side) : left + side / 2, top + height / 2];
  },
  describe(v, px) {
    const u = (px - v.area.left) / v.area.side;
    if (u < 0 || u > 1) return null;
    const [x0, x1] = v.world.extent;
    const field2 = v.now?.field;
    const where = `${v.world.names?.[0] ?? "x"} ${short(x0 + u * (x1 - x0))}`;
    return field2 ? `${where}
${v.world.nouns?.judge ?? v.titles.judge}: ${percent(field2[clamp(
      Math.floor(u * field2.length),
      0,
      field2.length - 1
    )])} real` : where;
  }
};

// src/scene/translated.js
var GAP3 = 5;
var BETWEEN = 18;
var LABEL2 = 17;
var MARK2 = 14;
var EDGE3 = 2;
var OWN2 = 0.34;
var LEAST = 2;
function fit(side, height, width) {
  const scale = side / Math.max(height, width);
  return { w: Math.max(1, Math.round(width * scale)), h: Math.max(1, Math.round(height * scale)) };
}
function layout2(size, groups, own = []) {
  const across = groups.reduce((sum, { columns: columns2 }) => sum + columns2, 0), [height, width] = groups[0].shape;
  const side = own.length ? Math.floor(Math.min((size - 2 * EDGE3 - GAP3 * (own.length - 1)) / own.length, OWN2 * size)) : 0;
  const titles = own.length ? LABEL2 + Math.max(...own.map((sides) => fit(side, ...sides).h)) + 2 * GAP3 : 0;
  const heads = titles + (groups.some(({ title }) => title) ? LABEL2 : 0), top = heads + LABEL2;
  const most = Math.max(...groups.map(({ rows }) => rows)), room = size - top - EDGE3;
  const wide = (size - 2 * EDGE3 - BETWEEN * (groups.length - 1) - GAP3 * (across - groups.length)) / across;
  const tall = (room / Math.min(most, LEAST) - MARK2 - GAP3) * (width / height);
  const w = Math.max(4, Math.floor(Math.min(wide, tall))), h = Math.max(4, Math.floor(w * height / width));
  const shown = Math.max(1, Math.min(most, Math.floor((room + GAP3) / (h + MARK2 + GAP3))));
  let left = EDGE3;
  const placed2 = groups.map(({ columns: columns2 }) => {
    const xs = Array.from({ length: columns2 }, (_, c) => left + c * (w + GAP3));
    const group = { left, columns: xs, width: columns2 * (w + GAP3) - GAP3 };
    left += group.width + BETWEEN;
    return group;
  });
  const places = own.map((_, c) => ({ x: EDGE3 + c * (side + GAP3), y: LABEL2 }));
  return {
    w,
    h,
    shown,
    own: { side, places },
    groups: placed2,
    titles,
    heads,
    top,
    y: (r) => top + r * (h + MARK2 + GAP3)
  };
}
var partsOf = (now) => ["ownSource", "ownMade", "ownBack"].filter((name) => now?.[name]);
function placesOf(v) {
  const groups = v.world.groups.map(({ columns: columns2, title }, k) => {
    const [rows, height, width] = (v.world[`truth${k}`] ?? v.now?.[`made${k}`] ?? v.world[`source${k}`]).shape;
    return {
      columns: columns2.length,
      rows: Math.max(rows, v.world[`source${k}`].shape[0]),
      shape: [height, width],
      title
    };
  });
  return layout2(v.size, groups, partsOf(v.now).map((name) => v.now[name].shape.slice(1, 3)));
}
var picturesOf = (v, part, k) => v.now?.[`${part}${k}`] ?? v.world[`${part}${k}`];
function tilesOf(v) {
  const { w, h, groups, shown, y } = v.places;
  return v.world.groups.flatMap(({ columns: columns2 }, k) => columns2.flatMap(({ part }, c) => {
    const n = Math.min(shown, picturesOf(v, part, k)?.shape[0] ?? 0);
    return Array.from({ length: n }, (_, row) => ({ k, part, row, x: groups[k].columns[c], y: y(row), w, h }));
  }));
}
function drawTile(ctx, v, { k, part, row, x, y, w, h }) {
  const pixels = picturesOf(v, part, k), [, height, width] = pixels.shape, size = fit(Math.max(w, h), height, width);
  ctx.imageSmoothingEnabled = w < 2 * width && w > width;
  ctx.drawImage(tileOf(v, pixels, pixels.shape, row), x, y, Math.min(w, size.w), Math.min(h, size.h));
  ctx.strokeStyle = v.palette.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
}
var AFTER = { made: ["patches", "scores"], truth: ["truthPatches", "truthScores"] };
function drawPatches(ctx, v, { k, part, row, x, y, w, h }) {
  const maps = v.now?.[`${AFTER[part]?.[0]}${k}`];
  if (!maps || row >= maps.shape[0]) return;
  const [, rows, columns2] = maps.shape, image = v.scratch(columns2, rows);
  const pixels = new Uint32Array(image.data.data.buffer);
  for (let i = 0; i < rows * columns2; i++) pixels[i] = v.palette.table[maps[row * rows * columns2 + i]];
  image.ctx.putImageData(image.data, 0, 0);
  ctx.imageSmoothingEnabled = false;
  ctx.globalAlpha = 0.72;
  ctx.drawImage(image.canvas, x, y, w, h);
  ctx.globalAlpha = 1;
}
function drawOwn(ctx, v) {
  const { side, places } = v.places.own, group = v.world.groups.find(({ to }) => to === v.now.own?.to);
  const titled = (name) => group?.columns.find(({ part }) => name === `own${part[0].toUpperCase()}${part.slice(1)}`)?.title;
  partsOf(v.now).forEach((name, i) => {
    const { x, y } = places[i], pixels = v.now[name], [, height, width] = pixels.shape, { w, h } = fit(side, height, width);
    ctx.fillText(i ? titled(name) ?? "" : "yours", x, 2);
    ctx.imageSmoothingEnabled = w < 2 * width;
    ctx.drawImage(tileOf(v, pixels, pixels.shape, 0), x, y, w, h);
    ctx.strokeStyle = v.palette.grid;
    ctx.lineWidth = 1;
    ctx.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
  });
}
function write2(ctx, text, x, y, room) {
  let said = text;
  while (said.length > 1 && ctx.measureText(said).width > room) said = `${said.replace(/…$/, "").slice(0, -1)}…`;
  ctx.fillText(said, x, y);
}
function drawHeads(ctx, v) {
  const { groups, heads, titles, w } = v.places;
  v.world.groups.forEach(({ title, columns: columns2 }, k) => {
    ctx.font = `600 11px ${v.font}`;
    if (title) write2(ctx, title, groups[k].left, titles + 2, groups[k].width);
    ctx.font = `11px ${v.font}`;
    columns2.forEach(({ title: word }, c) => write2(ctx, word, groups[k].columns[c], heads + 2, w + GAP3 - 1));
  });
}
function chosen2(ctx, v) {
  const { what, index } = v.closeup ?? {};
  if (what !== "fake") return;
  const { k, row } = rowAt(v, index), { groups, h, y } = v.places;
  if (!groups[k] || row >= v.places.shown) return;
  ctx.strokeStyle = v.palette.ink;
  ctx.lineWidth = 2;
  ctx.strokeRect(groups[k].left - 3, y(row) - 3, groups[k].width + 6, h + 6);
}
var rowsOf = (v, k) => v.world[`source${k}`].shape[0];
function rowAt(v, index) {
  let k = 0, row = index;
  while (k < v.world.groups.length && row >= rowsOf(v, k)) row -= rowsOf(v, k++);
  return { k, row };
}
var indexOf = (v, { k, row }) => row + Array.from({ length: k }, (_, i) => rowsOf(v, i)).reduce((a, b) => a + b, 0);
var tileAt2 = (v, px, py) => tilesOf(v).find(({ x, y, w, h }) => px >= x && px < x + w && py >= y && py < y + h + MARK2);
var translated = {
  prepare(v) {
    v.places = placesOf(v);
  },
  draw(ctx, v) {
    v.places = placesOf(v);
    Object.assign(ctx, { textBaseline: "top", textAlign: "left", fillStyle: v.palette.ink, font: `11px ${v.font}` });
    if (v.now?.ownSource) drawOwn(ctx, v);
    drawHeads(ctx, v);
    const tiles = tilesOf(v);
    for (const tile of tiles) drawTile(ctx, v, tile);
    if (v.shown.has("patches")) for (const tile of tiles) drawPatches(ctx, v, tile);
    Object.assign(ctx, { font: `600 9.5px ${v.font}`, textAlign: "center" });
    for (const tile of tiles) {
      const scores = v.now?.[`${AFTER[tile.part]?.[1]}${tile.k}`];
      if (scores && tile.row < scores.length) mark(ctx, v, scores[tile.row] / 255, tile);
    }
    chosen2(ctx, v);
  },
  /** A picture with D's answers over it, for the card of the layer. */
  thumb(ctx, v, side) {
    if (!v.now?.made0) return;
    const tile = { k: 0, part: "made", row: 0, x: 0, y: 0, w: side, h: side };
    drawTile(ctx, v, tile);
    drawPatches(ctx, v, tile);
  },
  move(v, at, way2) {
    return nextPlace(tilesOf(v).map(({ x, y, w, h }) => [x + w / 2, y + h / 2]), at, way2);
  },
  /** What a click there asks. */
  ask(v, px, py) {
    const tile = tileAt2(v, px, py);
    return tile ? { fake: indexOf(v, tile) } : null;
  },
  describe(v, px, py) {
    const tile = tileAt2(v, px, py);
    if (!tile) return null;
    const { k, part, row, x, y, w, h } = tile, { title, columns: columns2 } = v.world.groups[k], { judge } = v.titles;
    const word = columns2.find((column) => column.part === part).title, said = [`${word}, ${row + 1}${title ? `, ${title}` : ""}`];
    const [patches, scores] = AFTER[part] ?? [], maps = v.now?.[`${patches}${k}`], all = v.now?.[`${scores}${k}`];
    if (all && row < all.length) said.push(`${judge}: ${Math.round(100 * all[row] / 255)} % real`);
    if (maps && v.shown.has("patches") && row < maps.shape[0] && py < y + h) {
      const [, rows, across] = maps.shape;
      const at = Math.min(rows - 1, Math.floor((py - y) / h * rows)) * across + Math.min(
        across - 1,
        Math.floor((px - x) / w * across)
      );
      said.push(`this patch: ${Math.round(100 * maps[row * rows * across + at] / 255)} %`);
    }
    return v.asks ? [...said, "click: a closer look"].join("\n") : said.join("\n");
  }
};

// src/scene/scene.js
var MODES = { plane, images, strip, phase, translated };
var MOVE_MS = 200;
var REPLAY_MS = 1600;
var BASE = ["fakes", "field", "tiles", "fakeScores", "realScores"];
var BLENDED = [
  ...BASE,
  "best",
  "gap",
  "sheet",
  "sheetShade",
  "push",
  "climb",
  "next",
  "source_field",
  "here",
  ...Object.keys(WAYS)
];
var Scene = class {
  constructor(canvas, { font, onDrawn = () => {
  } }) {
    this.canvas = canvas;
    this.ctx = canvas.getContext("2d");
    this.onDrawn = onDrawn;
    this.v = {
      font,
      size: 0,
      dpr: 1,
      palette: null,
      world: null,
      now: null,
      before: null,
      moved: {},
      shown: /* @__PURE__ */ new Set(),
      replay: null,
      journey: null,
      thin: 1,
      closeup: null,
      asks: false,
      titles: {}
    };
    this.v.scratch = scratchpad();
    this.target = null;
    this.started = 0;
    this.request = 0;
    this.calm = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");
  }
  setWorld(world) {
    Object.assign(this.v, { world, now: null, before: null, moved: {}, closeup: null });
    this.target = null;
    this.prepare();
  }
  /** Names of the layers that are drawn. */
  setShown(names) {
    this.v.shown = new Set(names);
    this.schedule();
  }
  /** From noise or another domain to data, once; `name` is one of JOURNEYS, `more` are arrays of layers that are not in
   * the frame. */
  replay(name, more = {}) {
    this.v.journey = name;
    this.more = more;
    this.replaying = performance.now();
    this.schedule();
  }
  setPalette(palette) {
    this.v.palette = palette;
    this.prepare();
  }
  resize(size, dpr = globalThis.devicePixelRatio || 1) {
    if (size === this.v.size && dpr === this.v.dpr) return;
    Object.assign(this.v, { size, dpr });
    this.canvas.width = this.canvas.height = Math.round(size * dpr);
    this.prepare();
  }
  prepare() {
    if (!this.v.world || !this.v.palette || !(this.v.size > 40)) return;
    MODES[this.v.world.mode].prepare(this.v);
    this.schedule();
  }
  /** Shows a frame; `animate` moves there from what is on the canvas now and leaves trails of the way. */
  show(frame, animate) {
    const from = this.target;
    this.target = frame;
    const moves2 = animate && from && sameShape(from, frame);
    this.v.before = moves2 ? from : null;
    this.v.moved = moves2 ? frame.moved : {};
    this.started = moves2 && !this.calm?.matches ? performance.now() : -Infinity;
    this.late = { keys: [] };
    if (frame.playing) this.schedule();
    else this.drawNow();
  }
  /** Parts of the frame that is shown have come now: if it is still on its way, they begin theirs here. */
  complete(keys) {
    this.late = { keys, from: this.way(performance.now()) };
    this.schedule();
  }
  /** How far a move has come, from 0 to 1. */
  way(now) {
    return Math.min(1, Math.max(0, (now - this.started) / MOVE_MS));
  }
  drawNow() {
    cancelAnimationFrame(this.request);
    this.draw(performance.now());
  }
  /** The same moment, computed again: shown at once, beside the trails that are there. */
  refresh(frame) {
    if (this.v.before && sameShape(this.target, frame)) frame.moved = this.target.moved;
    else Object.assign(this.v, { before: null, moved: {} });
    this.target = frame;
    this.schedule();
  }
  /** What a phase of slow motion is about, from spotlight.js; null: nothing. */
  setSpot(spot) {
    if (!spot && !this.v.spot) return;
    this.v.spot = spot;
    this.schedule();
  }
  schedule() {
    this.request ||= requestAnimationFrame((at) => this.draw(at));
  }
  draw(at) {
    this.request = 0;
    const { v } = this;
    if (!v.world || !v.palette || !(v.size > 40)) return;
    const t = this.way(Math.max(at, performance.now()));
    v.hurried = Boolean(this.target?.playing);
    v.now = this.target ? this.between(t) : {};
    v.replay = this.replayed();
    if (v.replay !== null) v.now = { ...this.more, ...v.now };
    this.ctx.setTransform(v.dpr, 0, 0, v.dpr, 0, 0);
    this.ctx.clearRect(0, 0, v.size, v.size);
    MODES[v.world.mode].draw(this.ctx, v);
    this.onDrawn(this.target, t >= 1);
    if (t < 1 || v.replay !== null) this.schedule();
  }
  /** How far a replay has come, from 0 to 1, standing a moment at both ends; null when there is none. */
  replayed() {
    if (this.replaying === void 0) return null;
    const t = (performance.now() - this.replaying) / REPLAY_MS;
    if (t >= 1.15) this.replaying = void 0;
    return t >= 1.15 ? null : swing(Math.min(1, Math.max(0, (t - 0.12) / 0.88)));
  }
  between(t) {
    const now = { ...this.target };
    const { keys, from } = this.late ?? { keys: [] };
    const since = (key) => keys.includes(key) && from < 1 ? Math.max(0, (t - from) / (1 - from)) : t;
    if (t < 1 && this.v.before) {
      for (const key of BLENDED) if (now[key] && this.v.before[key])
        now[key] = blend(this.v.before[key], now[key], ease(since(key)));
    }
    return now;
  }
  /** What a click on that pixel asks the kernel, if anything. */
  ask(px, py) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].ask?.(this.v, px, py) ?? null : null;
  }
  /** The picture as it stands, drawn once more on a canvas of its own with so many pixels to each of the page. */
  print(dpr) {
    const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
    canvas.width = canvas.height = Math.round(this.v.size * dpr);
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    return this.paint(ctx, dpr) ? canvas : null;
  }
  /** The picture as it stands on a context; `vector`: one that keeps lines as lines. Whether there was one. */
  paint(ctx, dpr, vector = false) {
    const { world, palette, size } = this.v;
    if (!world || !palette || !(size > 40)) return false;
    const v = {
      ...this.v,
      dpr,
      vector,
      now: this.target ? this.between(1) : {},
      replay: null,
      hurried: false,
      scratch: scratchpad()
    };
    MODES[world.mode].prepare(v);
    MODES[world.mode].draw(ctx, v);
    return true;
  }
  /** Where a crosshair goes from there (null: where it begins), one way, perhaps in small steps. */
  move(at, way2, fine) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].move(this.v, at, way2, fine) : null;
  }
  describe(px, py) {
    const { world } = this.v;
    return world && this.target ? MODES[world.mode].describe(this.v, px, py) : null;
  }
  stop() {
    cancelAnimationFrame(this.request);
  }
};
var swing = (t) => t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
var sameShape = (a, b) => BASE.every((key) => (a[key]?.length ?? 0) === (b[key]?.length ?? 0));
function scratchpad() {
  let kept = null;
  return (width, height) => {
    if (kept?.canvas.width !== width || kept.canvas.height !== height) {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      const ctx = canvas.getContext("2d");
      kept = { canvas, ctx, data: ctx.createImageData(width, height) };
    }
    return kept;
  };
}

// src/scene/cards.js
var SIDE = 44;
var EVERY_MS = 400;
var GROUND = {
  real: [],
  fake: [],
  field: [],
  line: [],
  best: [],
  gap: [],
  sheet: [],
  push: ["fake"],
  climb: ["fake"],
  next: ["fake"]
};
var NONE = "none";
var Cards = class {
  /** `toggle(name)` shows or hides a layer; `replay(name)` plays a layer's points from where they begin. */
  constructor({ toggle, replay }) {
    Object.assign(this, {
      toggle,
      replay,
      cards: /* @__PURE__ */ new Map(),
      shown: /* @__PURE__ */ new Set(),
      scratch: scratchpad(),
      paintedAt: -Infinity
    });
    this.node = el("div.cards", { role: "toolbar", "aria-label": "Layers" });
    this.stops = new Roving(this.node);
  }
  /** The layers that there are: {name, word, hint, group}; those of a group exclude each other. */
  offer(layers, world) {
    this.world = world;
    this.sprites = null;
    const laid = layers.filter(({ name }) => name !== "truth");
    const rivals = laid.filter(({ group }) => group), choice = rivals.length > 1 ? rivals : [];
    this.cards = new Map(laid.map((layer) => [layer.name, this.card(layer, choice.includes(layer))]));
    const nodesOf = (some) => some.map(({ name }) => this.cards.get(name).node);
    this.none = this.card({ name: NONE, word: "None", hint: "nothing behind the points" }, true);
    this.node.replaceChildren(
      el("div.card-set", {}, ...nodesOf(laid.filter((layer) => !choice.includes(layer)))),
      ...choice.length ? [el(
        "div.card-set.card-choice",
        { role: "radiogroup", "aria-label": "Behind the points" },
        el("span.card-choice-word", { "aria-hidden": "true" }, "Behind the points, one of"),
        ...nodesOf(choice),
        this.none.node
      )] : []
    );
    this.rivals = choice.map(({ name }) => name);
    this.node.hidden = !this.cards.size;
    this.stops.refresh();
  }
  card({ name, word, hint }, oneOf) {
    const canvas = el("canvas.thumb", { "aria-hidden": "true" });
    const again = name in JOURNEYS ? {
      onpointerenter: () => this.replay(name),
      onfocus: (event) => event.target.matches(":focus-visible") && this.replay(name)
    } : {};
    const kind = oneOf ? { role: "radio", "aria-checked": "false" } : { "aria-pressed": "false" };
    const node = el(
      "button.card",
      {
        type: "button",
        "aria-label": word,
        ...kind,
        title: `${word}: ${hint}`,
        "data-layer": name,
        ...OWN_KEYS,
        onclick: () => oneOf ? this.choose(name) : this.toggle(name),
        ...again
      },
      canvas,
      el("span.card-word", { "aria-hidden": "true" }, word)
    );
    return { node, canvas, oneOf };
  }
  /** Of the layers that exclude each other show this one, or none. */
  choose(name) {
    const now = this.rivals.find((rival) => this.shown.has(rival)) ?? NONE;
    if (name !== now) this.toggle(name === NONE ? now : name);
  }
  setShown(names) {
    this.shown = new Set(names);
    for (const [name, { node, oneOf }] of this.cards)
      node.setAttribute(oneOf ? "aria-checked" : "aria-pressed", String(this.shown.has(name)));
    this.none?.node.setAttribute("aria-checked", String(!this.rivals.some((name) => this.shown.has(name))));
  }
  setAlive(alive) {
    for (const press of this.node.querySelectorAll("button")) press.disabled = !alive;
    this.stops.refresh();
  }
  /** The thumbnails of what a scene shows (`v`), and of what a glance has brought of the rest;
   * `must`: now, not when it is time. */
  paint(v, glance, must) {
    if (!this.cards.size || !this.node.offsetParent || !["plane", "translated"].includes(v.world?.mode) || !v.now || !v.palette || v.replay !== null) return;
    const now = performance.now();
    if (!must && now - this.paintedAt < EVERY_MS) return;
    this.paintedAt = now;
    if (v.world.mode === "translated") return this.paintPatches(v);
    const small = this.smaller(v, glance);
    for (const [name, { canvas }] of this.cards) if (must || moves(name, v.now)) this.paintOne(canvas, name, small);
    if (must && this.none.node.isConnected) this.paintOne(this.none.canvas, NONE, small);
  }
  /** Pictures have one layer. */
  paintPatches(v) {
    const card = this.cards.get("patches");
    if (card) translated.thumb(this.blank(card.canvas, v), { ...v, scratch: this.scratch }, SIDE);
  }
  smaller(v, glance) {
    const { dpr, palette } = v, area2 = { left: 0, top: 0, side: SIDE };
    const small = {
      ...v,
      now: { ...glance, ...v.now },
      size: SIDE,
      area: area2,
      to: frameOf(v.world.extent, area2),
      before: null,
      moved: {},
      mini: true,
      hurried: true,
      thin: 0.7,
      scratch: this.scratch
    };
    if (this.sprites?.palette !== palette || this.sprites.dpr !== dpr) {
      const dot2 = marker("circle", palette.real, palette.real, dpr, { radius: 0.8 });
      const fake2 = marker("triangle", palette.fake, palette.fake, dpr, { radius: 1.1 });
      this.sprites = {
        palette,
        dpr,
        fake: fake2,
        ghost: marker(
          "triangle",
          palette.fake,
          palette.halo,
          dpr,
          { radius: 1.2, hollow: true }
        ),
        reals: sheetOf(small, v.world.real, dot2)
      };
    }
    return Object.assign(small, { sprites: this.sprites });
  }
  blank(canvas, { dpr, palette }) {
    const side = Math.round(SIDE * dpr);
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, SIDE, SIDE);
    return ctx;
  }
  paintOne(canvas, name, small) {
    const ctx = this.blank(canvas, small);
    const shown = /* @__PURE__ */ new Set([name]);
    for (const layer of LAYERS) {
      const ground = GROUND[name]?.includes(layer.name);
      if (layer.name === "axes" || layer.of || !(ground || isDrawn(layer, { shown, replay: null }))) continue;
      ctx.save();
      ctx.globalAlpha = ground ? 0.45 : 1;
      layer.draw(ctx, small);
      ctx.restore();
    }
  }
};
var moves = (name, now) => Boolean(now[{ fake: "fakes", line: "field" }[name] ?? name]);

// src/scene/columns.js
var Columns = class {
  /** `choose(view)` is asked for [across, up] or "pca". */
  constructor(choose) {
    this.choose = choose;
    const select = (name) => el(
      "select.field.column",
      { "aria-label": name, ...OWN_KEYS, onchange: () => this.pick() }
    );
    this.across = select("Across");
    this.up = select("Up");
    this.plane = el("button.button.button-small", {
      type: "button",
      "aria-pressed": "false",
      title: "The plane in which the columns vary most together (principal components)",
      ...OWN_KEYS,
      onclick: () => this.choose(this.view === "pca" ? this.pair : "pca")
    }, "Principal plane");
    this.node = el(
      "div.columns",
      { hidden: true },
      el("label", {}, "Across ", this.across),
      el("label", {}, "up ", this.up),
      this.plane
    );
    this.pair = [0, 1];
  }
  offer(names, view) {
    this.node.hidden = !names || names.length < 3;
    if (this.node.hidden) return;
    this.view = view;
    if (view !== "pca") this.pair = [...view];
    for (const [i, select] of [this.across, this.up].entries()) {
      select.replaceChildren(...names.map((name, k) => el("option", { value: k, disabled: k === this.pair[1 - i] }, name)));
      select.value = String(this.pair[i]);
    }
    this.plane.setAttribute("aria-pressed", String(view === "pca"));
  }
  pick() {
    this.choose([Number(this.across.value), Number(this.up.value)]);
  }
};

// src/scene/cross.js
var SIZE = 21;
var SAY_MS = 350;
var WAYS2 = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var Cross = class {
  /**
   * `move(at, way, fine)` is the next place, in units of the scene (`at` null: the first one), of which each is
   * `scale()` pixels; `here(at)` what there is, in words;
   * `show(at)` and `hide()` do what a pointer does that comes and goes; `ask(at)` puts the
   * question, `clear()` takes an answer
   * away and says whether there was one.
   */
  constructor(canvas, on) {
    Object.assign(this, { canvas, on, at: null });
    this.mark = el("div.cross", { "aria-hidden": "true", hidden: true });
    this.said = el("div.unseen", { role: "status", "aria-live": "polite" });
    canvas.addEventListener("keydown", (event) => this.onKey(event));
    canvas.addEventListener("blur", () => this.put(null));
    canvas.addEventListener("pointermove", () => this.put(null));
  }
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way2 = WAYS2[event.key];
    if (way2) this.put(this.on.move(this.at, way2, event.shiftKey));
    else if (event.key === "Enter" && this.at) this.on.ask(this.at);
    else if (event.key !== "Escape" || !this.leave()) return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** Take pin and crosshair away; false when there was neither. */
  leave() {
    const asked = this.on.clear(), stood = this.at !== null;
    this.put(null);
    this.say(asked || stood ? "Nothing is marked any more." : "", 0);
    return asked || stood;
  }
  /** Stand there; null: nowhere. */
  put(at) {
    if (!at && !this.at) return;
    this.at = at;
    this.mark.hidden = !at;
    if (!at) {
      this.on.hide();
      return this.say("", 0);
    }
    const [x, y] = at.map((place) => place * this.on.scale() - SIZE / 2);
    this.mark.style.transform = `translate(${x}px, ${y}px)`;
    this.on.show(at);
    this.say(this.on.here(at) ?? "", SAY_MS);
  }
  say(text, wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.said.textContent !== text && (this.said.textContent = text), wait);
  }
};

// src/scene/lens.js
var Lens = class {
  constructor({ close }) {
    this.parts = [0, 1, 2].map(() => ({
      canvas: el("canvas.lens-picture", { "aria-hidden": "true" }),
      caption: el("figcaption", {})
    }));
    this.figures = this.parts.map(({ canvas, caption }) => el("figure", {}, canvas, caption));
    this.node = el(
      "div.lens",
      { role: "group", "aria-label": "A closer look", hidden: true },
      ...this.figures,
      el("button.mini.lens-close", {
        type: "button",
        "aria-label": "Close the closer look",
        title: "Close (Escape)",
        ...OWN_KEYS,
        onclick: close
      }, icon("close"))
    );
  }
  /** `tiles` are two pictures, `heat` how much each of the same pixels matters. */
  show({ tiles, heat, captions }, palette) {
    const [, height, width, channels] = tiles.shape, size = height * width;
    this.parts.forEach(({ canvas, caption }, k) => {
      Object.assign(canvas, { width, height });
      const ctx = canvas.getContext("2d"), image = ctx.createImageData(width, height);
      for (let i = 0; i < size; i++) {
        const at = (k * size + i) * channels;
        const pixel = () => channels === 3 ? tiles.subarray(at, at + 3) : [tiles[at], tiles[at], tiles[at]];
        const rgb = k === 2 ? warmth(heat[i] / 255, palette) : pixel();
        image.data.set([...rgb, 255], 4 * i);
      }
      ctx.putImageData(image, 0, 0);
      caption.textContent = captions[k];
    });
    this.node.hidden = false;
  }
  /** Nothing under the lens. */
  clear() {
    this.node.hidden = true;
  }
};
function warmth(t, { dark }) {
  const stops = dark ? [[21, 23, 27], [196, 92, 24], [255, 236, 190]] : [[250, 249, 247], [236, 130, 50], [90, 22, 0]];
  const k = t < 0.5 ? 0 : 1, u = 2 * t - k;
  return stops[k].map((c, i) => Math.round(c + (stops[k + 1][i] - c) * u));
}

// src/scene/truth.js
var Truth = class {
  constructor() {
    this.node = el("div.truth", {
      role: "group",
      "aria-label": "How far the game is from its equilibrium",
      hidden: true
    });
    this.stops = new Roving(this.node, ".ganlab-figure");
    this.rows = [];
    this.known = false;
  }
  /** Rows of {name, text, note, help, good, at, also, goal, upto}; places are from 0 to 1,
   * and null where there is no scale. */
  show(rows) {
    this.known = true;
    while (this.rows.length < rows.length) this.rows.push(this.add());
    while (this.rows.length > rows.length) this.rows.pop().node.remove();
    this.stops.refresh();
    rows.forEach((row, i) => {
      const told = JSON.stringify(row);
      if (this.rows[i].told !== told) this.write(this.rows[i], row);
      this.rows[i].told = told;
    });
  }
  add() {
    const parts = {
      name: el("span.figure-name"),
      text: el("b.figure-text"),
      note: el("span.figure-note"),
      zone: el("i.zone"),
      goal: el("i.goal"),
      at: el("i.at"),
      also: el("i.also")
    };
    const bar = el("div.figure-bar", { "aria-hidden": "true" }, parts.zone, parts.goal, parts.also, parts.at);
    const node = el(
      "div.figure",
      { tabindex: 0, ...OWN_KEYS },
      el("div.figure-head", {}, parts.name, parts.text),
      bar,
      parts.note
    );
    this.node.append(node);
    return { node, bar, ...parts };
  }
  write(parts, { name, text, note, help, good = false, at = null, also = null, goal = null, upto = null }) {
    write(parts.name, name);
    write(parts.text, text);
    write(parts.note, note);
    parts.node.title = help;
    parts.node.setAttribute("aria-label", `${name}: ${text}; ${note}. ${help}`);
    parts.node.classList.toggle("ganlab-good", good);
    parts.bar.style.visibility = at === null ? "hidden" : "visible";
    for (const [key, place] of Object.entries({ at, also, goal })) {
      parts[key].hidden = place === null;
      parts[key].style.left = `${100 * (place ?? 0)}%`;
    }
    parts.at.classList.toggle("ganlab-round", also !== null);
    parts.zone.hidden = upto === null;
    parts.zone.style.width = `${100 * (upto ?? 0)}%`;
  }
};

// src/scene/pane.js
var LETTERS = "ABCD";
var CARDS_MS = 40;
var LATE = ["truth", "best", "bestShape", "gap", "gapShape", "next"];
var OTHER_GROUNDS = ["best", "gap", "source_field"];
var EVERYTHING = ["real", "fake", "field", "line"];
var Pane = class {
  /**
   * `onDrawn(pane, frame, final)` is called when a frame is on the canvas; `actions` are nodes beside the title;
   * `onLayers(names)` is asked to show these layers.
   */
  constructor(index, {
    font,
    game,
    commonGame = () => game,
    onDrawn,
    actions = [],
    onLayers = () => {
    },
    onColumns = () => {
    },
    onAsk = null
  }) {
    Object.assign(this, { index, onLayers, onAsk, game, commonGame });
    this.canvas = el("canvas.canvas", { role: "img", "aria-label": "Scene" });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.stage = el(
      "div.stage",
      {
        onpointermove: (event) => this.onHover(event),
        onpointerleave: () => this.hideTip()
      },
      this.canvas,
      this.tip
    );
    if (onAsk) this.stage.append(...this.takeCross());
    this.lens = new Lens({ close: () => this.setCloseup(null) });
    this.canvas.addEventListener("click", (event) => this.onClick(event));
    this.columns = new Columns(onColumns);
    this.caption = el("p.caption");
    this.legend = el("div.legend", { role: "group", "aria-label": "What the picture shows" });
    this.stops = new Roving(this.legend);
    this.name = el("span.pane-name");
    const tools = el("div.head-tools", { role: "toolbar", "aria-label": `Picture ${LETTERS[index]}` }, ...actions);
    this.head = el("div.head", {}, el("span.letter", { "aria-hidden": "true" }, LETTERS[index]), this.name, tools);
    this.headStops = new Roving(tools);
    this.cards = new Cards({
      toggle: (name) => this.toggle(name),
      replay: (name) => this.scene.replay(name, this.glance)
    });
    this.truth = new Truth();
    this.node = el("section.left", {}, this.head, this.stage, this.legend, this.lens.node);
    this.scale = 1;
    this.scene = new Scene(this.canvas, { font, onDrawn: (frame, final) => this.onDrawn(frame, final, onDrawn) });
    this.shown = [...EVERYTHING];
    this.glance = {};
    this.rows = {};
    this.setGame(game);
  }
  setTitle(title) {
    if (this.name.textContent !== title) Object.assign(this.name, { textContent: title, title });
    this.node.setAttribute("aria-label", `${LETTERS[this.index]}: ${title}`);
  }
  /** Another game is played here. */
  setGame(game) {
    this.game = game;
    this.scene.v.titles = { maker: game.maker.title, judge: game.judge.title };
    for (const who of ["maker", "judge"]) this.node.style.setProperty(
      `--ganlab-${who}`,
      `var(--ganlab-${game[who].colour})`
    );
    if (this.palette) this.setPalette(this.palette);
    if (this.world) this.writeLegend();
  }
  /** A picture of so many pixels along each edge, whose marks and letters are `scale` times as large as on the page. */
  resize(size, scale = 1) {
    this.scale = scale;
    this.scene.resize(size / scale, scale * (globalThis.devicePixelRatio || 1));
  }
  /** Where a pointer is on the canvas, in the units of the scene. */
  placeOf({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    return [(clientX - box.left) / this.scale, (clientY - box.top) / this.scale];
  }
  setPalette(palette) {
    this.palette = palette;
    this.scene.setPalette(tinted(palette, this.game));
  }
  setWorld(message) {
    this.ownGame = Boolean(message.game);
    if (message.game) this.setGame(gameOf(message.game));
    else if (this.game !== this.commonGame()) this.setGame(this.commonGame());
    this.world = { ...message, names: message.names ?? null };
    if (message.mode === "plane") {
      for (const key of ["real", "sheetFrom", "fakesFrom", ...STARTS]) if (message[key])
        this.world[key] = dequantise(message[key], message.within);
    }
    this.glance = {};
    this.scene.setWorld(this.world);
    Object.assign(this, { lastFrame: null, rows: {} });
    this.canvas.setAttribute("aria-label", this.onAsk ? `${message.caption} Arrow keys move a crosshair.` : message.caption);
    this.cards.offer(message.layers ?? [], this.world);
    this.columns.offer(message.columns, message.view);
    this.scene.v.asks = Boolean(this.onAsk) && ["plane", "images", "translated"].includes(message.mode);
    this.lens.clear();
    this.setShown(this.shown);
  }
  /** What is drawn, by name. */
  setShown(names) {
    this.shown = names;
    this.scene.setShown(names);
    this.cards.setShown(names);
    this.truth.node.hidden = !names.includes("truth") || !this.truth.known;
    if (this.world) this.writeLegend();
  }
  /** Show a layer that is hidden, hide one that is shown; of a group, one is shown. */
  toggle(name) {
    const group = this.world.layers?.find((layer) => layer.name === name)?.group;
    const rivals = group ? this.world.layers.filter((layer) => layer.group === group).map((layer) => layer.name) : [];
    this.onLayers(this.shown.includes(name) ? this.shown.filter((other) => other !== name) : [...this.shown.filter((other) => !rivals.includes(other)), name]);
  }
  onClick(event) {
    if (this.onAsk) this.ask(this.placeOf(event));
  }
  ask([x, y]) {
    const question = this.scene.ask(x, y);
    this.setCloseup(null);
    if (question) this.onAsk(this.index, question);
  }
  /** What the keyboard needs to do all that a pointer does: the canvas takes the focus. */
  takeCross() {
    for (const [name, value] of Object.entries({
      tabindex: 0,
      role: "application",
      "aria-roledescription": "picture",
      ...OWN_KEYS
    })) this.canvas.setAttribute(name, value);
    this.cross = new Cross(this.canvas, {
      move: (at, way2, fine) => this.scene.move(at, way2, fine),
      here: ([x, y]) => this.scene.describe(x, y)?.replaceAll("\n", ", ").replace("click:", "enter:"),
      scale: () => this.scale,
      show: ([x, y]) => this.showTip(x, y),
      hide: () => this.hideTip(),
      ask: (at) => this.ask(at),
      clear: () => this.clearCloseup()
    });
    return [this.cross.mark, this.cross.said];
  }
  /** Takes the answer away; whether there was one. */
  clearCloseup() {
    if (!this.closeup) return false;
    this.setCloseup(null);
    return true;
  }
  /** The answer to a click; null takes it away. */
  setCloseup(message) {
    const gone = message && this.lastFrame && (this.lastFrame.playing || !sameSteps(this.game, message.steps, this.lastFrame.steps));
    this.closeup = this.scene.v.closeup = gone ? null : message;
    this.hideTip();
    if (this.closeup?.tiles) this.lens.show(message, this.scene.v.palette);
    else this.lens.clear();
    this.scene.schedule();
  }
  /** One look at the layers that are hidden, for their thumbnails. */
  setGlance(message) {
    this.glance = this.readLayers(message, {});
    this.cards.paint(this.scene.v, this.glance, true);
  }
  onDrawn(frame, final, tell) {
    tell(this, frame, final);
    clearTimeout(this.cardsTimer);
    if (final && !frame?.playing) this.cardsTimer = setTimeout(
      () => this.cards.paint(this.scene.v, this.glance, true),
      CARDS_MS
    );
    else this.cards.paint(this.scene.v, this.glance, false);
  }
  /** What the last frame has left for later: until it comes, that of the frame before is shown. */
  setLate(message) {
    const frame = this.lastFrame;
    if (!frame || message.seq !== frame.seq) return;
    this.readLayers(message, {});
    if (message.truth) this.showTruth(message.truth);
    const come = LATE.filter((key) => message[key] !== void 0);
    for (const key of come) frame[key] = message[key];
    frame.late = false;
    this.scene.complete(come);
  }
  /** Shows a frame; true when it brought curves. */
  setFrame(frame) {
    if (frame.axes !== this.world.axes) return false;
    const before = this.lastFrame;
    this.read(frame, before);
    this.lastFrame = frame;
    const moved = movedBetween(this.game, before, frame), each = Object.values(moved);
    const { maker, judge } = this.game;
    frame.moved = { maker: hasMoved(this.game, moved, maker), judge: hasMoved(this.game, moved, judge) };
    const slow = !frame.playing || frame.speed !== null && frame.speed <= 2;
    const accepted = before?.preview && !frame.preview && isAfter(this.game, before, frame);
    const again = before && each.every((n) => n === 0) && !frame.preview && !before.preview;
    if (again || accepted) this.scene.refresh(frame);
    else this.scene.show(frame, !frame.scrubbed && slow && each.every((n) => n >= 0 && n <= 20));
    this.node.classList.toggle("ganlab-previewing", Boolean(frame.preview));
    this.writeOutside(frame.outside);
    this.writePassing();
    const { curves } = this.game;
    if (!curves.some(({ turn }) => frame[`${turn}_curve`])) return false;
    this.rows = Object.fromEntries(curves.map(({ turn }) => [turn, { rows: frame[`${turn}_curve`], future: frame[`${turn}_future`] }]));
    this.last = frame.losses;
    return true;
  }
  /** From codes to numbers. */
  read(frame, before) {
    frame.steps = stepsOf2(this.game, frame.steps);
    if (this.world.mode === "plane") frame.fakes = dequantise(frame.fakes, this.world.within);
    if (frame.field) frame.fieldShape = frame.field.shape;
    if (this.closeup && (frame.playing || !sameSteps(this.game, this.closeup.steps, frame.steps)))
      this.setCloseup(null);
    this.readLayers(frame, before ?? {});
    if (frame.truth && frame.truth !== before?.truth) this.showTruth(frame.truth);
    for (const key of ["field", "fakeScores", "realScores"]) if (frame[key]) frame[key] = unit(frame[key]);
  }
  showTruth(rows) {
    this.truth.show(rows);
    this.truth.node.hidden = !this.shown.includes("truth");
  }
  /** The layers of a message; those that the kernel did not renew this time are still those of the frame before. */
  readLayers(message, before) {
    for (const key of ["sheet", "push", "climb", "next", ...Object.keys(WAYS)]) if (message[key])
      message[key] = dequantise(message[key], this.world.within);
    for (const key of ["best", "gap", "source_field", "sheetShade"]) {
      if (!message[key]) continue;
      message[`${key}Shape`] = message[key].shape;
      message[key] = unit(message[key]);
    }
    for (const name of message.kept ?? []) for (const key of [name, `${name}Shape`]) if (before[key])
      message[key] = before[key];
    return message;
  }
  writeLegend() {
    const { counts, mode, caption, field: field2, layers = [] } = this.world;
    const { maker: G, judge } = this.scene.v.titles, nouns = { real: "real", fake: "fake", judge, ...this.world.nouns };
    const D = nouns.judge;
    const mark2 = (kind) => el(`i.mark.mark-${kind}`, { "aria-hidden": "true" });
    const item = (kind, ...words) => el("span.item", {}, mark2(kind), ...words);
    this.outside = el("span");
    const offered = new Set(layers.map((layer) => layer.name));
    const word = (name, ...inside) => {
      if (!offered.has(name)) return el("span.item", {}, ...inside);
      const on = this.shown.includes(name), { word: word2, hint } = layers.find((layer) => layer.name === name);
      return el("button.item.word", {
        type: "button",
        "data-layer": name,
        "aria-pressed": String(on),
        title: `${on ? "Hide" : "Show"}: ${word2}. ${hint}`,
        ...OWN_KEYS,
        onclick: () => this.toggle(name)
      }, ...inside);
    };
    const titled = (name) => layers.find((layer) => layer.name === name)?.word ?? "";
    const scale = (low, high) => [low, el("i.scale", { "aria-hidden": "true" }), high];
    const framed = item("frame", `frame and number: ${D}'s probability that the image is real, in percent`);
    const own = {
      images: [framed],
      translated: [framed],
      phase: [
        item("vector", "one step of both"),
        item("path", "the training so far"),
        item("start", "beginning"),
        item("here", "now"),
        this.world.rest ? item("rest", "equilibrium") : null
      ]
    };
    const items = own[mode] ?? [
      word("real", mark2("real"), `${count2(counts.real)} ${nouns.real}`),
      word("fake", mark2("fake"), `${count2(counts.fake)} ${nouns.fake}`, this.outside),
      field2 ? word("line", mark2("line"), mode === "strip" ? `output of ${D}` : "decision boundary") : null,
      field2 && mode === "plane" && !OTHER_GROUNDS.some((name) => this.shown.includes(name)) ? word("field", ...scale(`${D}: fake`, "real")) : null
    ];
    const extra = {
      patches: scale(`a patch, ${D}: fake`, "real"),
      best: scale(`${D}*: fake`, "real"),
      gap: scale(`${D} < ${D}*`, `${D} > ${D}*`),
      sheet: [mark2("sheet"), "generator manifold"],
      push: [mark2("push"), `gradient of ${G}'s loss`],
      climb: [mark2("climb"), `gradient of ${D}`],
      next: [mark2("next"), `after ${G}'s next step`],
      source_field: scale(`${titled("source_field").replace(/^Output of /, "")}: fake`, "real"),
      ...Object.fromEntries(Object.keys(WAYS).map((name) => [name, [mark2(name), titled(name)]]))
    };
    for (const [name, inside] of Object.entries(extra)) if (offered.has(name) && this.shown.includes(name))
      items.push(word(name, ...inside));
    this.passing = {
      ghost: item("ghost", "before the step"),
      trails: item("trails", "way in the step"),
      crowds: item("crowds", "in one place")
    };
    const focused = this.legend.contains(document.activeElement) ? document.activeElement.dataset.layer : null;
    this.legend.classList.toggle("ganlab-flush", mode === "images" || mode === "translated");
    this.legend.replaceChildren(...items.filter(Boolean), ...Object.values(this.passing));
    write(this.caption, caption);
    this.stops.refresh();
    if (focused) this.legend.querySelector(`[data-layer="${focused}"]`)?.focus();
    this.writeOutside(this.lastFrame?.outside);
    this.writePassing();
  }
  /**
   * What the picture shows of the last step alone, and of fakes that lie on one spot, is in the legend while it does.
   */
  writePassing() {
    const { moved, before, now } = this.scene.v, shows = (name) => this.shown.includes(name);
    const there = {
      ghost: shows("line") && moved.judge && before?.field,
      trails: shows("fake") && moved.maker && before?.fakes,
      crowds: shows("fake") && (this.lastFrame ?? now)?.crowds?.length
    };
    for (const [name, item] of Object.entries(this.passing ?? {})) item.classList.toggle("ganlab-passed", !there[name]);
  }
  writeOutside(n) {
    const text = n ? ` (${count2(n)} outside)` : "";
    if (this.outside) write(this.outside, text);
  }
  /** What a press asks of the kernel can be pressed, or not. */
  setAlive(alive) {
    for (const part of [this.head, this.legend, this.columns.node]) {
      for (const press of part.querySelectorAll("button, select")) press.disabled = !alive;
    }
    this.cards.setAlive(alive);
    if (!alive) this.onAsk = null;
  }
  onHover(event) {
    this.showTip(...this.placeOf(event));
  }
  /** Says what lies there. */
  showTip(x, y) {
    const text = this.scene.describe(x, y), { scale } = this, [px, py] = [x * scale, y * scale];
    if (!text) return this.hideTip();
    this.tip.textContent = this.cross?.at ? text.replace("click:", "enter:") : text;
    const left = tipLeft(px, 13, this.canvas.clientWidth, 0.6);
    this.tip.style.transform = `translate(${left}, ${Math.max(0, py - 44)}px)`;
    this.tip.classList.add("ganlab-shown");
  }
  hideTip() {
    this.tip.classList.remove("ganlab-shown");
  }
};

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

// src/scene/board.js
var NARROW = 600;
var PANEL = 310;
var GAP4 = 24;
var EDGE4 = 4;
var SLIM = 420;
var BESIDE = 1120;
var MORE = 340;
var STAGE = 560;
var LEAST2 = 250;
var PAIR = 280;
var SAY_MS2 = 500;
var DASHES = [[], [6, 4], [2, 3], [9, 3, 2, 3]];
function perRow(n, width) {
  const fit2 = Math.max(1, Math.min(n, Math.floor((width + GAP4) / (LEAST2 + GAP4))));
  return n === 4 && fit2 === 3 ? 2 : fit2;
}
var roomOfPair = (width) => (width - PANEL - 2 * GAP4) / 2;
function roomFor(n, width, { row, narrow, full, more, abreast }) {
  if (abreast) return roomOfPair(width);
  if (n > 1) return row > 1 ? (width - GAP4 * (row - 1)) / row : Math.min(width, 340);
  if (narrow) return width;
  return full ? width - GAP4 - PANEL : Math.min(width * 0.52, width - GAP4 - PANEL - (more ? GAP4 + MORE : 0));
}
var Board = class {
  constructor(host, {
    game = gameOf(),
    height = () => 420,
    name = "GAN stepper",
    onDrawn = () => {
    },
    actionsFor = () => [],
    onLayers,
    onColumns,
    onAsk
  } = {}) {
    Object.assign(this, {
      host,
      game,
      height,
      onDrawn,
      actionsFor,
      onColumns,
      onAsk,
      onLayers: onLayers ?? ((names) => this.setLayers(names)),
      panes: [],
      parted: ""
    });
    this.sentence = el("p.sentence", { role: "status", "aria-live": "polite" });
    this.curves = el("canvas.curves", { role: "img", "aria-label": "Losses" });
    this.scenes = el("div.scenes");
    this.panel = el("div.panel", {}, this.sentence, this.curves);
    this.top = el("div.top", {}, this.scenes, this.panel);
    this.band = el("div.band");
    this.rooms = { layers: this.band, gauges: this.panel };
    this.root = el(
      "div.widget.stepper",
      { tabindex: -1, role: "group", "aria-label": name, ...OWN_KEYS },
      this.top,
      this.band
    );
    host.classList.add("ganlab-host");
    host.append(this.root);
    this.tint();
    this.font = getComputedStyle(this.root).fontFamily || "sans-serif";
    this.followers = [];
    const onResize = () => this.layout();
    globalThis.addEventListener("resize", onResize);
    this.undo = [
      watchTheme(() => this.retheme()),
      watchSize(host, onResize),
      () => globalThis.removeEventListener("resize", onResize)
    ];
  }
  get many() {
    return this.panes.length > 1;
  }
  /** Another game is played, in all pictures but those that show one of their own. */
  setGame(game) {
    this.game = game;
    for (const pane of this.panes) if (!pane.ownGame) pane.setGame(game);
    this.tint();
    this.paintCurves();
  }
  /** What stands outside of the pictures has the colours of the game, too. */
  tint() {
    for (const who of ["maker", "judge"]) this.root.style.setProperty(
      `--ganlab-${who}`,
      `var(--ganlab-${this.game[who].colour})`
    );
  }
  /** As many pictures as there are titles; those that stay keep what they show. */
  setTitles(titles) {
    while (this.panes.length > titles.length) {
      const pane = this.panes.pop();
      pane.scene.stop();
      pane.node.remove();
    }
    while (this.panes.length < titles.length) {
      const index = this.panes.length;
      const pane = new Pane(index, {
        font: this.font,
        game: this.game,
        commonGame: () => this.game,
        onDrawn: this.onDrawn,
        actions: this.actionsFor(index),
        onLayers: this.onLayers,
        onColumns: this.onColumns,
        onAsk: this.onAsk
      });
      if (this.layers) pane.setShown(this.layers);
      pane.sentence = el("p.pane-sentence");
      pane.node.append(pane.sentence);
      this.panes.push(pane);
      this.scenes.append(pane.node);
    }
    titles.forEach((title, i) => this.panes[i].setTitle(title));
    this.root.classList.toggle("ganlab-many", this.many);
    this.retheme();
    this.layout();
  }
  /** Everything in the colours of the page. */
  retheme() {
    const dark = isDark(this.host);
    this.root.dataset.theme = dark ? "dark" : "light";
    this.palette = paletteFor(dark);
    for (const pane of this.panes) pane.setPalette(this.palette);
    for (const follower of this.followers) follower.setPalette(this.palette, this.font);
    this.paintCurves();
  }
  layout() {
    const width = this.host.clientWidth - 2 * (parseFloat(getComputedStyle(this.root).paddingLeft) || EDGE4);
    if (!(width > 0)) return;
    const narrow = width < NARROW, n = this.panes.length, row = perRow(n, width);
    const full = this.root.classList.contains("ganlab-full"), beside = !narrow && !full && n === 1 && width >= BESIDE;
    const abreast = !full && n === 2 && roomOfPair(width) >= PAIR;
    for (const [name, on] of Object.entries({ narrow, slim: width < SLIM, beside, abreast, wide: !narrow && n === 1 }))
      this.root.classList.toggle(`ganlab-${name}`, on);
    this.arrange();
    const more = beside && this.root.classList.contains("ganlab-opened");
    const room = roomFor(n, width, { row, narrow, full, more, abreast });
    const size = Math.floor(Math.min(this.height({ narrow, full, n, abreast }), room));
    this.scale = full ? Math.max(1, size / STAGE) : 1;
    this.root.style.setProperty("--ganlab-size", `${size}px`);
    this.root.style.setProperty("--ganlab-scale-up", this.scale);
    const shared = n > 1 && row > 1 ? "1fr" : "100%", column = abreast ? `${size}px` : shared;
    this.scenes.style.gridTemplateColumns = `repeat(${row}, ${column})`;
    for (const pane of this.panes) pane.resize(size, this.scale);
    for (const follower of this.followers) follower.layout(this.scale);
    this.paintCurves();
  }
  /** What all pictures show, by name. */
  setLayers(names) {
    this.layers = names;
    for (const pane of this.panes) pane.setShown(names);
  }
  /** One choice of layers for all pictures; the gauges of one picture in their room, of several below each. */
  arrange() {
    if (this.panes.length === this.arranged) return;
    this.arranged = this.panes.length;
    this.panes.forEach(({ node, caption, cards, columns: columns2, truth }, i) => {
      if (i > 0) for (const other of [caption, cards.node, columns2.node]) other.remove();
      else this.rooms.layers.append(caption, cards.node, columns2.node);
      (this.many ? node : this.rooms.gauges).append(truth.node);
    });
  }
  onWorld(index, world) {
    this.panes[index]?.setWorld(world);
  }
  onFrame(index, frame) {
    const pane = this.panes[index];
    if (!pane?.world) return;
    if (pane.setFrame(frame)) this.paintCurves();
    if (this.many && !this.tooSoon(pane, frame) && frame.text !== void 0) write(pane.sentence, frame.text);
    if (this.many) pane.sentence.classList.toggle("ganlab-error", Boolean(frame.error));
  }
  tooSoon(pane, { playing, error }) {
    const now = performance.now();
    if (playing && !error && now - (pane.saidAt ?? -Infinity) < SAY_MS2) return true;
    pane.saidAt = now;
    return false;
  }
  paintCurves() {
    if (!this.palette || !this.curves.clientWidth) return;
    const lanes = this.game.curves.map(({ title, turn, colour }) => ({
      name: title,
      colour: this.palette[colour],
      series: this.panes.map(({ rows, last }, i) => ({
        ...rows[turn],
        last: last?.[turn],
        dash: DASHES[i],
        letter: LETTERS[i],
        colour: this.palette[i % 2 ? "ink" : colour]
      }))
    }));
    const { scale = 1 } = this;
    drawCurves(this.curves, lanes, {
      palette: this.palette,
      font: this.font,
      width: this.curves.clientWidth / scale,
      height: this.curves.clientHeight / scale,
      dpr: scale * (globalThis.devicePixelRatio || 1)
    });
  }
  /** Puts a sentence into the status line; while it plays, not more often than one can read. */
  say(text, error = false, throttled = false) {
    const now = performance.now();
    if (throttled && now - (this.saidAt ?? -Infinity) < SAY_MS2) return;
    this.saidAt = now;
    this.saying = { text, error };
    if (this.held) return;
    write(this.sentence, text);
    this.sentence.classList.toggle("ganlab-error", Boolean(error));
  }
  /** Another sentence takes the place for a while; null gives it back. */
  hold(text) {
    this.held = text;
    this.root.classList.toggle("ganlab-waiting", Boolean(text));
    if (text) write(this.sentence, text);
    else if (this.saying) this.say(this.saying.text, this.saying.error);
  }
  stop() {
    for (const undo of this.undo) undo();
    for (const pane of this.panes) pane.scene.stop();
  }
};

// src/lib/channel.js
var ACK_MS = 250;
var IDLE_MS = 5e3;
var SLOW_MS = 400;
var Channel = class {
  /**
   * `on` maps kinds of messages to functions; `onWaiting(bool)` says whether a command has been unheard for long,
   * `onDone()` that one has been carried out; `onCommand()` hears of each that is sent. A line for commands only is
   * `quiet`; one for pictures has its `pane`.
   */
  constructor(model, on, onWaiting, { pane = 0, quiet = false, onDone = () => {
  }, onCommand = () => {
  } } = {}) {
    Object.assign(this, {
      model,
      on,
      onWaiting,
      onDone,
      onCommand,
      pane,
      away: quiet,
      drawn: 0,
      acked: 0,
      spoke: performance.now(),
      sent: 0,
      heard: 0,
      done: 0,
      live: true
    });
    this.view = Math.random().toString(36).slice(2, 10);
    this.receive = (content, buffers) => {
      if (!this.on[content.kind] || content.to && content.to !== this.view) return;
      if (!quiet && (content.pane ?? 0) !== pane) return;
      this.note(content);
      this.on[content.kind](decode(content, buffers));
    };
    model.on("msg:custom", this.receive);
    this.pulse = quiet ? null : setInterval(() => this.ack(), ACK_MS);
  }
  post(message) {
    if (!this.live) return;
    try {
      this.model.send({ ...message, view: this.view, pane: this.pane });
    } catch {
      this.live = false;
    }
  }
  hello() {
    this.away = false;
    this.post({ kind: "hello" });
  }
  goodbye() {
    this.away = true;
    this.post({ kind: "goodbye" });
  }
  /** Tells the kernel how far this view has drawn when there is news, and now and then that it is still here. */
  ack() {
    const now = performance.now();
    const idle = this.drawn === this.acked;
    if (this.away || idle && now - this.spoke < IDLE_MS) return;
    this.acked = this.drawn;
    this.spoke = now;
    this.post({ kind: "ack", seq: this.drawn, idle });
  }
  command(what, value = null) {
    this.sent += 1;
    this.post({ kind: "do", what, value, n: this.sent });
    this.onCommand();
    this.timer ??= setTimeout(() => {
      this.timer = null;
      if (this.heard < this.sent) this.onWaiting(true);
    }, SLOW_MS);
  }
  /** Commands that nobody has heard yet. */
  get unheard() {
    return this.sent - this.heard;
  }
  /** Commands that are not carried out yet. */
  get undone() {
    return this.sent - this.done;
  }
  /** What a message says about this view's commands. */
  note({ heard, done }) {
    this.noteHeard(heard?.[this.view]);
    const n = done?.[this.view] ?? 0;
    if (n <= this.done) return;
    this.done = n;
    this.onDone();
  }
  noteHeard(n = 0) {
    if (n <= this.heard) return;
    this.heard = n;
    if (this.unheard > 0) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.onWaiting(false);
  }
  stop() {
    this.goodbye();
    this.live = false;
    clearInterval(this.pulse);
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.receive);
  }
};

// src/timeline/moments.js
var placeOf = (moment, horizon, { left, right }) => horizon > 0 ? left + moment / horizon * (right - left) : left;
var momentAt = (x, horizon, { left, right }) => Math.round(clamp((x - left) / (right - left), 0, 1) * horizon);
function nearest(list, value) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  if (low === list.length) return low - 1;
  return low > 0 && value - list[low - 1] <= list[low] - value ? low - 1 : low;
}
function stopAfter(stops, moment, direction, horizon) {
  const ahead = stops.filter((stop) => direction > 0 ? stop > moment : stop < moment);
  if (!ahead.length) return direction > 0 ? horizon : 0;
  return direction > 0 ? Math.min(...ahead) : Math.max(...ahead);
}
function momentByKey(key, shift, moment, horizon, stops) {
  const step = shift ? 10 : 1;
  const to = {
    ArrowLeft: moment - step,
    ArrowDown: moment - step,
    ArrowRight: moment + step,
    ArrowUp: moment + step,
    Home: 0,
    End: horizon,
    PageUp: stopAfter(stops, moment, 1, horizon),
    PageDown: stopAfter(stops, moment, -1, horizon)
  }[key];
  return to === void 0 ? null : clamp(to, 0, horizon);
}
function grouped(things, toX, gap2) {
  const groups = [];
  for (const thing of [...things].sort((a, b) => a.moment - b.moment)) {
    const x = toX(thing.moment), last = groups.at(-1);
    if (last && x - last.x < gap2) last.members.push(thing);
    else groups.push({ x, members: [thing] });
  }
  return groups;
}
function named(marks) {
  const names = /* @__PURE__ */ new Map();
  for (const { moment, name } of marks) names.set(moment, (names.get(moment) ?? /* @__PURE__ */ new Set()).add(name));
  return [...names].map(([moment, all]) => ({ moment, text: [...all].join(", ") }));
}
function fitting(labels, width, gap2 = 6) {
  let free = -Infinity;
  return labels.filter(({ x, text }) => {
    if (x < free) return false;
    free = x + width(text) + gap2;
    return true;
  });
}
var Latest = class {
  constructor(send, onTheWay, most = 2) {
    Object.assign(this, { send, onTheWay, most, waiting: null });
  }
  wish(value) {
    this.waiting = { value };
    this.flush();
  }
  /** To be called whenever one has arrived. */
  flush() {
    if (!this.waiting || this.onTheWay() >= this.most) return;
    const { value } = this.waiting;
    this.waiting = null;
    this.send(value);
  }
};

// node_modules/svgcanvas/dist/svgcanvas.esm.js
function toString(obj) {
  if (!obj) {
    return obj;
  }
  if (typeof obj === "string") {
    return obj;
  }
  return obj + "";
}
var ImageUtils = class {
  /**
   * Convert svg dataurl to canvas element
   * 
   * @private
   */
  async svg2canvas(svgDataURL, width, height) {
    const svgImage = await new Promise((resolve) => {
      var svgImage2 = new Image();
      svgImage2.onload = function() {
        resolve(svgImage2);
      };
      svgImage2.src = svgDataURL;
    });
    var canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const ctx = canvas.getContext("2d");
    ctx.drawImage(svgImage, 0, 0);
    return canvas;
  }
  toDataURL(svgNode, width, height, type, encoderOptions, options) {
    var xml = new XMLSerializer().serializeToString(svgNode);
    var isIE = document.documentMode;
    if (isIE) {
      var xmlns = /xmlns="http:\/\/www\.w3\.org\/2000\/svg".+xmlns="http:\/\/www\.w3\.org\/2000\/svg/gi;
      if (xmlns.test(xml)) {
        xml = xml.replace('xmlns="http://www.w3.org/2000/svg', 'xmlns:xlink="http://www.w3.org/1999/xlink');
      }
    }
    if (!options) {
      options = {};
    }
    var SVGDataURL = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(xml);
    if (type === "image/svg+xml" || !type) {
      if (options.async) {
        return Promise.resolve(SVGDataURL);
      }
      return SVGDataURL;
    }
    if (type === "image/jpeg" || type === "image/png") {
      if (!options.async) {
        throw new Error("svgcanvas: options.async must be set to true if type is image/jpeg | image/png");
      }
      return (async () => {
        const canvas = await this.svg2canvas(SVGDataURL, width, height);
        const dataUrl = canvas.toDataURL(type, encoderOptions);
        canvas.remove();
        return dataUrl;
      })();
    }
    throw new Error("svgcanvas: Unknown type for toDataURL, please use image/jpeg | image/png | image/svg+xml.");
  }
  getImageData(svgNode, width, height, sx, sy, sw, sh, options) {
    if (!options) {
      options = {};
    }
    if (!options.async) {
      throw new Error("svgcanvas: options.async must be set to true for getImageData");
    }
    const svgDataURL = this.toDataURL(svgNode, width, height, "image/svg+xml");
    return (async () => {
      const canvas = await this.svg2canvas(svgDataURL, width, height);
      const ctx = canvas.getContext("2d");
      const imageData = ctx.getImageData(sx, sy, sw, sh);
      canvas.remove();
      return imageData;
    })();
  }
};
var utils = new ImageUtils();
/*!!
 *  SVGCanvas v2.0.3
 *  Draw on SVG using Canvas's 2D Context API.
 *
 *  Licensed under the MIT license:
 *  http://www.opensource.org/licenses/mit-license.php
 *
 *  Author:
 *  Kerry Liu
 *  Zeno Zeng
 *
 *  Copyright (c) 2014 Gliffy Inc.
 *  Copyright (c) 2021 Zeno Zeng
 */
var Context = (function() {
  var STYLES, Context2, CanvasGradient, CanvasPattern, namedEntities;
  function format(str, args) {
    var keys = Object.keys(args), i;
    for (i = 0; i < keys.length; i++) {
      str = str.replace(new RegExp("\\{" + keys[i] + "\\}", "gi"), args[keys[i]]);
    }
    return str;
  }
  function randomString(holder) {
    var chars, randomstring, i;
    if (!holder) {
      throw new Error("cannot create a random attribute name for an undefined object");
    }
    chars = "ABCDEFGHIJKLMNOPQRSTUVWXTZabcdefghiklmnopqrstuvwxyz";
    randomstring = "";
    do {
      randomstring = "";
      for (i = 0; i < 12; i++) {
        randomstring += chars[Math.floor(Math.random() * chars.length)];
      }
    } while (holder[randomstring]);
    return randomstring;
  }
  function createNamedToNumberedLookup(items, radix) {
    var i, entity, lookup = {}, base10;
    items = items.split(",");
    radix = radix || 10;
    for (i = 0; i < items.length; i += 2) {
      entity = "&" + items[i + 1] + ";";
      base10 = parseInt(items[i], radix);
      lookup[entity] = "&#" + base10 + ";";
    }
    lookup["\\xa0"] = "&#160;";
    return lookup;
  }
  function getTextAnchor(textAlign) {
    var mapping = { "left": "start", "right": "end", "center": "middle", "start": "start", "end": "end" };
    return mapping[textAlign] || mapping.start;
  }
  function getDominantBaseline(textBaseline) {
    var mapping = { "alphabetic": "alphabetic", "hanging": "hanging", "top": "text-before-edge", "bottom": "text-after-edge", "middle": "central" };
    return mapping[textBaseline] || mapping.alphabetic;
  }
  namedEntities = createNamedToNumberedLookup(
    "50,nbsp,51,iexcl,52,cent,53,pound,54,curren,55,yen,56,brvbar,57,sect,58,uml,59,copy,5a,ordf,5b,laquo,5c,not,5d,shy,5e,reg,5f,macr,5g,deg,5h,plusmn,5i,sup2,5j,sup3,5k,acute,5l,micro,5m,para,5n,middot,5o,cedil,5p,sup1,5q,ordm,5r,raquo,5s,frac14,5t,frac12,5u,frac34,5v,iquest,60,Agrave,61,Aacute,62,Acirc,63,Atilde,64,Auml,65,Aring,66,AElig,67,Ccedil,68,Egrave,69,Eacute,6a,Ecirc,6b,Euml,6c,Igrave,6d,Iacute,6e,Icirc,6f,Iuml,6g,ETH,6h,Ntilde,6i,Ograve,6j,Oacute,6k,Ocirc,6l,Otilde,6m,Ouml,6n,times,6o,Oslash,6p,Ugrave,6q,Uacute,6r,Ucirc,6s,Uuml,6t,Yacute,6u,THORN,6v,szlig,70,agrave,71,aacute,72,acirc,73,atilde,74,auml,75,aring,76,aelig,77,ccedil,78,egrave,79,eacute,7a,ecirc,7b,euml,7c,igrave,7d,iacute,7e,icirc,7f,iuml,7g,eth,7h,ntilde,7i,ograve,7j,oacute,7k,ocirc,7l,otilde,7m,ouml,7n,divide,7o,oslash,7p,ugrave,7q,uacute,7r,ucirc,7s,uuml,7t,yacute,7u,thorn,7v,yuml,ci,fnof,sh,Alpha,si,Beta,sj,Gamma,sk,Delta,sl,Epsilon,sm,Zeta,sn,Eta,so,Theta,sp,Iota,sq,Kappa,sr,Lambda,ss,Mu,st,Nu,su,Xi,sv,Omicron,t0,Pi,t1,Rho,t3,Sigma,t4,Tau,t5,Upsilon,t6,Phi,t7,Chi,t8,Psi,t9,Omega,th,alpha,ti,beta,tj,gamma,tk,delta,tl,epsilon,tm,zeta,tn,eta,to,theta,tp,iota,tq,kappa,tr,lambda,ts,mu,tt,nu,tu,xi,tv,omicron,u0,pi,u1,rho,u2,sigmaf,u3,sigma,u4,tau,u5,upsilon,u6,phi,u7,chi,u8,psi,u9,omega,uh,thetasym,ui,upsih,um,piv,812,bull,816,hellip,81i,prime,81j,Prime,81u,oline,824,frasl,88o,weierp,88h,image,88s,real,892,trade,89l,alefsym,8cg,larr,8ch,uarr,8ci,rarr,8cj,darr,8ck,harr,8dl,crarr,8eg,lArr,8eh,uArr,8ei,rArr,8ej,dArr,8ek,hArr,8g0,forall,8g2,part,8g3,exist,8g5,empty,8g7,nabla,8g8,isin,8g9,notin,8gb,ni,8gf,prod,8gh,sum,8gi,minus,8gn,lowast,8gq,radic,8gt,prop,8gu,infin,8h0,ang,8h7,and,8h8,or,8h9,cap,8ha,cup,8hb,int,8hk,there4,8hs,sim,8i5,cong,8i8,asymp,8j0,ne,8j1,equiv,8j4,le,8j5,ge,8k2,sub,8k3,sup,8k4,nsub,8k6,sube,8k7,supe,8kl,oplus,8kn,otimes,8l5,perp,8m5,sdot,8o8,lceil,8o9,rceil,8oa,lfloor,8ob,rfloor,8p9,lang,8pa,rang,9ea,loz,9j0,spades,9j3,clubs,9j5,hearts,9j6,diams,ai,OElig,aj,oelig,b0,Scaron,b1,scaron,bo,Yuml,m6,circ,ms,tilde,802,ensp,803,emsp,809,thinsp,80c,zwnj,80d,zwj,80e,lrm,80f,rlm,80j,ndash,80k,mdash,80o,lsquo,80p,rsquo,80q,sbquo,80s,ldquo,80t,rdquo,80u,bdquo,810,dagger,811,Dagger,81g,permil,81p,lsaquo,81q,rsaquo,85c,euro",
    32
  );
  STYLES = {
    "strokeStyle": {
      svgAttr: "stroke",
      //corresponding svg attribute
      canvas: "#000000",
      //canvas default
      svg: "none",
      //svg default
      apply: "stroke"
      //apply on stroke() or fill()
    },
    "fillStyle": {
      svgAttr: "fill",
      canvas: "#000000",
      svg: null,
      //svg default is black, but we need to special case this to handle canvas stroke without fill
      apply: "fill"
    },
    "lineCap": {
      svgAttr: "stroke-linecap",
      canvas: "butt",
      svg: "butt",
      apply: "stroke"
    },
    "lineJoin": {
      svgAttr: "stroke-linejoin",
      canvas: "miter",
      svg: "miter",
      apply: "stroke"
    },
    "miterLimit": {
      svgAttr: "stroke-miterlimit",
      canvas: 10,
      svg: 4,
      apply: "stroke"
    },
    "lineWidth": {
      svgAttr: "stroke-width",
      canvas: 1,
      svg: 1,
      apply: "stroke"
    },
    "globalAlpha": {
      svgAttr: "opacity",
      canvas: 1,
      svg: 1,
      apply: "fill stroke"
    },
    "font": {
      //font converts to multiple svg attributes, there is custom logic for this
      canvas: "10px sans-serif"
    },
    "shadowColor": {
      canvas: "#000000"
    },
    "shadowOffsetX": {
      canvas: 0
    },
    "shadowOffsetY": {
      canvas: 0
    },
    "shadowBlur": {
      canvas: 0
    },
    "textAlign": {
      canvas: "start"
    },
    "textBaseline": {
      canvas: "alphabetic"
    },
    "lineDash": {
      svgAttr: "stroke-dasharray",
      canvas: [],
      svg: null,
      apply: "stroke"
    }
  };
  CanvasGradient = function(gradientNode, ctx) {
    this.__root = gradientNode;
    this.__ctx = ctx;
  };
  CanvasGradient.prototype.addColorStop = function(offset, color) {
    var stop = this.__ctx.__createElement("stop"), regex, matches;
    stop.setAttribute("offset", offset);
    if (toString(color).indexOf("rgba") !== -1) {
      regex = /rgba\(\s*(\d*\.?\d+)\s*,\s*(\d*\.?\d+)\s*,\s*(\d*\.?\d+)\s*,\s*(\d?\.?\d*)\s*\)/gi;
      matches = regex.exec(color);
      stop.setAttribute("stop-color", format("rgb({r},{g},{b})", { r: matches[1], g: matches[2], b: matches[3] }));
      stop.setAttribute("stop-opacity", matches[4]);
    } else {
      stop.setAttribute("stop-color", toString(color));
    }
    this.__root.appendChild(stop);
  };
  CanvasPattern = function(pattern, ctx) {
    this.__root = pattern;
    this.__ctx = ctx;
  };
  Context2 = function(o) {
    var defaultOptions = { width: 500, height: 500, enableMirroring: false }, options;
    if (arguments.length > 1) {
      options = defaultOptions;
      options.width = arguments[0];
      options.height = arguments[1];
    } else if (!o) {
      options = defaultOptions;
    } else {
      options = o;
    }
    if (!(this instanceof Context2)) {
      return new Context2(options);
    }
    this.width = options.width || defaultOptions.width;
    this.height = options.height || defaultOptions.height;
    this.enableMirroring = options.enableMirroring !== void 0 ? options.enableMirroring : defaultOptions.enableMirroring;
    this.canvas = this;
    this.__document = options.document || document;
    if (options.ctx) {
      this.__ctx = options.ctx;
    } else {
      this.__canvas = this.__document.createElement("canvas");
      this.__ctx = this.__canvas.getContext("2d");
    }
    this.__setDefaultStyles();
    this.__styleStack = [this.__getStyleState()];
    this.__groupStack = [];
    this.__root = this.__document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.__root.setAttribute("version", 1.1);
    this.__root.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    this.__root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:xlink", "http://www.w3.org/1999/xlink");
    this.__root.setAttribute("width", this.width);
    this.__root.setAttribute("height", this.height);
    this.__ids = {};
    this.__defs = this.__document.createElementNS("http://www.w3.org/2000/svg", "defs");
    this.__root.appendChild(this.__defs);
    this.__currentElement = this.__document.createElementNS("http://www.w3.org/2000/svg", "g");
    this.__root.appendChild(this.__currentElement);
    this.resetTransform();
    this.__options = options;
    this.__id = Math.random().toString(16).substring(2, 8);
    this.__debug(`new`, o);
  };
  Context2.prototype.__debug = function(...data) {
    if (!this.__options.debug) {
      return;
    }
    console.debug(`svgcanvas#${this.__id}:`, ...data);
  };
  Context2.prototype.__createElement = function(elementName, properties, resetFill) {
    if (typeof properties === "undefined") {
      properties = {};
    }
    var element = this.__document.createElementNS("http://www.w3.org/2000/svg", elementName), keys = Object.keys(properties), i, key;
    if (resetFill) {
      element.setAttribute("fill", "none");
      element.setAttribute("stroke", "none");
    }
    for (i = 0; i < keys.length; i++) {
      key = keys[i];
      element.setAttribute(key, properties[key]);
    }
    return element;
  };
  Context2.prototype.__setDefaultStyles = function() {
    var keys = Object.keys(STYLES), i, key;
    for (i = 0; i < keys.length; i++) {
      key = keys[i];
      this[key] = STYLES[key].canvas;
    }
  };
  Context2.prototype.__applyStyleState = function(styleState) {
    var keys = Object.keys(styleState), i, key;
    for (i = 0; i < keys.length; i++) {
      key = keys[i];
      this[key] = styleState[key];
    }
  };
  Context2.prototype.__getStyleState = function() {
    var i, styleState = {}, keys = Object.keys(STYLES), key;
    for (i = 0; i < keys.length; i++) {
      key = keys[i];
      styleState[key] = this[key];
    }
    return styleState;
  };
  Context2.prototype.__applyTransformation = function(element, matrix) {
    const { a, b, c, d, e, f } = matrix || this.getTransform();
    element.setAttribute("transform", `matrix(${a} ${b} ${c} ${d} ${e} ${f})`);
  };
  Context2.prototype.__applyStyleToCurrentElement = function(type) {
    var currentElement = this.__currentElement;
    var currentStyleGroup = this.__currentElementsToStyle;
    if (currentStyleGroup) {
      currentElement.setAttribute(type, "");
      currentElement = currentStyleGroup.element;
      currentStyleGroup.children.forEach(function(node2) {
        node2.setAttribute(type, "");
      });
    }
    var keys = Object.keys(STYLES), i, style, value, regex, matches, id, nodeIndex, node;
    for (i = 0; i < keys.length; i++) {
      style = STYLES[keys[i]];
      value = this[keys[i]];
      if (style.apply) {
        if (value instanceof CanvasPattern) {
          if (value.__ctx) {
            for (nodeIndex = 0; nodeIndex < value.__ctx.__defs.childNodes.length; nodeIndex++) {
              node = value.__ctx.__defs.childNodes[nodeIndex];
              id = node.getAttribute("id");
              this.__ids[id] = id;
              this.__defs.appendChild(node);
            }
          }
          currentElement.setAttribute(style.apply, format("url(#{id})", { id: value.__root.getAttribute("id") }));
        } else if (value instanceof CanvasGradient) {
          currentElement.setAttribute(style.apply, format("url(#{id})", { id: value.__root.getAttribute("id") }));
        } else if (style.apply.indexOf(type) !== -1 && style.svg !== value) {
          if ((style.svgAttr === "stroke" || style.svgAttr === "fill") && value && value.indexOf("rgba") !== -1) {
            regex = /rgba\(\s*(\d*\.?\d+)\s*,\s*(\d*\.?\d+)\s*,\s*(\d*\.?\d+)\s*,\s*(\d?\.?\d*)\s*\)/gi;
            matches = regex.exec(value);
            currentElement.setAttribute(style.svgAttr, format("rgb({r},{g},{b})", { r: matches[1], g: matches[2], b: matches[3] }));
            var opacity = matches[4];
            var globalAlpha = this.globalAlpha;
            if (globalAlpha != null) {
              opacity *= globalAlpha;
            }
            currentElement.setAttribute(style.svgAttr + "-opacity", opacity);
          } else {
            var attr = style.svgAttr;
            if (keys[i] === "globalAlpha") {
              attr = type + "-" + style.svgAttr;
              if (currentElement.getAttribute(attr)) {
                continue;
              }
            } else if (keys[i] === "lineWidth") {
              var scale = this.__getTransformScale();
              value = value * Math.max(scale.x, scale.y);
            }
            currentElement.setAttribute(attr, value);
          }
        }
      }
    }
  };
  Context2.prototype.__closestGroupOrSvg = function(node) {
    node = node || this.__currentElement;
    if (node.nodeName === "g" || node.nodeName === "svg") {
      return node;
    } else {
      return this.__closestGroupOrSvg(node.parentNode);
    }
  };
  Context2.prototype.getSerializedSvg = function(fixNamedEntities) {
    var serialized = new XMLSerializer().serializeToString(this.__root), keys, i, key, value, regexp, xmlns;
    xmlns = /xmlns="http:\/\/www\.w3\.org\/2000\/svg".+xmlns="http:\/\/www\.w3\.org\/2000\/svg/gi;
    if (xmlns.test(serialized)) {
      serialized = serialized.replace('xmlns="http://www.w3.org/2000/svg', 'xmlns:xlink="http://www.w3.org/1999/xlink');
    }
    if (fixNamedEntities) {
      keys = Object.keys(namedEntities);
      for (i = 0; i < keys.length; i++) {
        key = keys[i];
        value = namedEntities[key];
        regexp = new RegExp(key, "gi");
        if (regexp.test(serialized)) {
          serialized = serialized.replace(regexp, value);
        }
      }
    }
    return serialized;
  };
  Context2.prototype.getSvg = function() {
    return this.__root;
  };
  Context2.prototype.save = function() {
    var group = this.__createElement("g");
    var parent = this.__closestGroupOrSvg();
    this.__groupStack.push(parent);
    parent.appendChild(group);
    this.__currentElement = group;
    const style = this.__getStyleState();
    this.__debug("save style", style);
    this.__styleStack.push(style);
    if (!this.__transformMatrixStack) {
      this.__transformMatrixStack = [];
    }
    this.__transformMatrixStack.push(this.getTransform());
  };
  Context2.prototype.restore = function() {
    this.__currentElement = this.__groupStack.pop();
    this.__currentElementsToStyle = null;
    if (!this.__currentElement) {
      this.__currentElement = this.__root.childNodes[1];
    }
    var state = this.__styleStack.pop();
    this.__debug("restore style", state);
    this.__applyStyleState(state);
    if (this.__transformMatrixStack && this.__transformMatrixStack.length > 0) {
      this.setTransform(this.__transformMatrixStack.pop());
    }
  };
  Context2.prototype.beginPath = function() {
    var path, parent;
    this.__currentDefaultPath = "";
    this.__currentPosition = {};
    path = this.__createElement("path", {}, true);
    parent = this.__closestGroupOrSvg();
    parent.appendChild(path);
    this.__currentElement = path;
  };
  Context2.prototype.__applyCurrentDefaultPath = function() {
    var currentElement = this.__currentElement;
    if (currentElement.nodeName === "path") {
      currentElement.setAttribute("d", this.__currentDefaultPath);
    } else {
      console.error("Attempted to apply path command to node", currentElement.nodeName);
    }
  };
  Context2.prototype.__addPathCommand = function(command) {
    this.__currentDefaultPath += " ";
    this.__currentDefaultPath += command;
  };
  Context2.prototype.moveTo = function(x, y) {
    if (this.__currentElement.nodeName !== "path") {
      this.beginPath();
    }
    this.__currentPosition = { x, y };
    this.__addPathCommand(format("M {x} {y}", {
      x: this.__matrixTransform(x, y).x,
      y: this.__matrixTransform(x, y).y
    }));
  };
  Context2.prototype.closePath = function() {
    if (this.__currentDefaultPath) {
      this.__addPathCommand("Z");
    }
  };
  Context2.prototype.lineTo = function(x, y) {
    this.__currentPosition = { x, y };
    if (this.__currentDefaultPath.indexOf("M") > -1) {
      this.__addPathCommand(format("L {x} {y}", {
        x: this.__matrixTransform(x, y).x,
        y: this.__matrixTransform(x, y).y
      }));
    } else {
      this.__addPathCommand(format("M {x} {y}", {
        x: this.__matrixTransform(x, y).x,
        y: this.__matrixTransform(x, y).y
      }));
    }
  };
  Context2.prototype.bezierCurveTo = function(cp1x, cp1y, cp2x, cp2y, x, y) {
    this.__currentPosition = { x, y };
    this.__addPathCommand(format(
      "C {cp1x} {cp1y} {cp2x} {cp2y} {x} {y}",
      {
        cp1x: this.__matrixTransform(cp1x, cp1y).x,
        cp1y: this.__matrixTransform(cp1x, cp1y).y,
        cp2x: this.__matrixTransform(cp2x, cp2y).x,
        cp2y: this.__matrixTransform(cp2x, cp2y).y,
        x: this.__matrixTransform(x, y).x,
        y: this.__matrixTransform(x, y).y
      }
    ));
  };
  Context2.prototype.quadraticCurveTo = function(cpx, cpy, x, y) {
    this.__currentPosition = { x, y };
    this.__addPathCommand(format("Q {cpx} {cpy} {x} {y}", {
      cpx: this.__matrixTransform(cpx, cpy).x,
      cpy: this.__matrixTransform(cpx, cpy).y,
      x: this.__matrixTransform(x, y).x,
      y: this.__matrixTransform(x, y).y
    }));
  };
  var normalize = function(vector) {
    var len = Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1]);
    return [vector[0] / len, vector[1] / len];
  };
  Context2.prototype.arcTo = function(x1, y1, x2, y2, radius) {
    var x0 = this.__currentPosition && this.__currentPosition.x;
    var y0 = this.__currentPosition && this.__currentPosition.y;
    if (typeof x0 == "undefined" || typeof y0 == "undefined") {
      return;
    }
    if (radius < 0) {
      throw new Error("IndexSizeError: The radius provided (" + radius + ") is negative.");
    }
    if (x0 === x1 && y0 === y1 || x1 === x2 && y1 === y2 || radius === 0) {
      this.lineTo(x1, y1);
      return;
    }
    var unit_vec_p1_p0 = normalize([x0 - x1, y0 - y1]);
    var unit_vec_p1_p2 = normalize([x2 - x1, y2 - y1]);
    if (unit_vec_p1_p0[0] * unit_vec_p1_p2[1] === unit_vec_p1_p0[1] * unit_vec_p1_p2[0]) {
      this.lineTo(x1, y1);
      return;
    }
    var cos = unit_vec_p1_p0[0] * unit_vec_p1_p2[0] + unit_vec_p1_p0[1] * unit_vec_p1_p2[1];
    var theta = Math.acos(Math.abs(cos));
    var unit_vec_p1_origin = normalize([
      unit_vec_p1_p0[0] + unit_vec_p1_p2[0],
      unit_vec_p1_p0[1] + unit_vec_p1_p2[1]
    ]);
    var len_p1_origin = radius / Math.sin(theta / 2);
    var x = x1 + len_p1_origin * unit_vec_p1_origin[0];
    var y = y1 + len_p1_origin * unit_vec_p1_origin[1];
    var unit_vec_origin_start_tangent = [
      -unit_vec_p1_p0[1],
      unit_vec_p1_p0[0]
    ];
    var unit_vec_origin_end_tangent = [
      unit_vec_p1_p2[1],
      -unit_vec_p1_p2[0]
    ];
    var getAngle = function(vector) {
      var x3 = vector[0];
      var y3 = vector[1];
      if (y3 >= 0) {
        return Math.acos(x3);
      } else {
        return -Math.acos(x3);
      }
    };
    var startAngle = getAngle(unit_vec_origin_start_tangent);
    var endAngle = getAngle(unit_vec_origin_end_tangent);
    this.lineTo(
      x + unit_vec_origin_start_tangent[0] * radius,
      y + unit_vec_origin_start_tangent[1] * radius
    );
    this.arc(x, y, radius, startAngle, endAngle);
  };
  Context2.prototype.stroke = function() {
    if (this.__currentElement.nodeName === "path") {
      this.__currentElement.setAttribute("paint-order", "fill stroke markers");
    }
    this.__applyCurrentDefaultPath();
    this.__applyStyleToCurrentElement("stroke");
  };
  Context2.prototype.fill = function() {
    if (this.__currentElement.nodeName === "path") {
      this.__currentElement.setAttribute("paint-order", "stroke fill markers");
    }
    this.__applyCurrentDefaultPath();
    this.__applyStyleToCurrentElement("fill");
  };
  Context2.prototype.rect = function(x, y, width, height) {
    if (this.__currentElement.nodeName !== "path") {
      this.beginPath();
    }
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.lineTo(x, y);
    this.closePath();
  };
  Context2.prototype.roundRect = function(x, y, w, h, radii) {
    if (this.__currentElement.nodeName !== "path") {
      this.beginPath();
    }
    let tl, tr, br, bl;
    if (typeof radii == "number") {
      tl = radii;
      tr = radii;
      br = radii;
      bl = radii;
    } else {
      [tl, tr, br, bl] = radii;
    }
    this.moveTo(x + tl, y);
    this.arcTo(x + w, y, x + w, y + h, tr);
    this.arcTo(x + w, y + h, x, y + h, br);
    this.arcTo(x, y + h, x, y, bl);
    this.arcTo(x, y, x + w, y, tl);
    this.closePath();
  };
  Context2.prototype.fillRect = function(x, y, width, height) {
    let { a, b, c, d, e, f } = this.getTransform();
    if (JSON.stringify([a, b, c, d, e, f]) === JSON.stringify([1, 0, 0, 1, 0, 0])) {
      if (x === 0 && y === 0 && width === this.width && height === this.height) {
        this.__clearCanvas();
      }
    }
    var rect, parent;
    rect = this.__createElement("rect", {
      x,
      y,
      width,
      height
    }, true);
    parent = this.__closestGroupOrSvg();
    parent.appendChild(rect);
    this.__currentElement = rect;
    this.__applyTransformation(rect);
    this.__applyStyleToCurrentElement("fill");
  };
  Context2.prototype.strokeRect = function(x, y, width, height) {
    var rect, parent;
    rect = this.__createElement("rect", {
      x,
      y,
      width,
      height
    }, true);
    parent = this.__closestGroupOrSvg();
    parent.appendChild(rect);
    this.__currentElement = rect;
    this.__applyTransformation(rect);
    this.__applyStyleToCurrentElement("stroke");
  };
  Context2.prototype.__clearCanvas = function() {
    var rootGroup = this.__root.childNodes[1];
    this.__root.removeChild(rootGroup);
    this.__currentElement = this.__document.createElementNS("http://www.w3.org/2000/svg", "g");
    this.__root.appendChild(this.__currentElement);
    this.__groupStack = [];
  };
  Context2.prototype.clearRect = function(x, y, width, height) {
    let { a, b, c, d, e, f } = this.getTransform();
    if (JSON.stringify([a, b, c, d, e, f]) === JSON.stringify([1, 0, 0, 1, 0, 0])) {
      if (x === 0 && y === 0 && width === this.width && height === this.height) {
        this.__clearCanvas();
        return;
      }
    }
    var rect, parent = this.__closestGroupOrSvg();
    rect = this.__createElement("rect", {
      x,
      y,
      width,
      height,
      fill: "#FFFFFF"
    }, true);
    this.__applyTransformation(rect);
    parent.appendChild(rect);
  };
  Context2.prototype.createLinearGradient = function(x1, y1, x2, y2) {
    var grad = this.__createElement("linearGradient", {
      id: randomString(this.__ids),
      x1: x1 + "px",
      x2: x2 + "px",
      y1: y1 + "px",
      y2: y2 + "px",
      "gradientUnits": "userSpaceOnUse"
    }, false);
    this.__defs.appendChild(grad);
    return new CanvasGradient(grad, this);
  };
  Context2.prototype.createRadialGradient = function(x0, y0, r0, x1, y1, r1) {
    var grad = this.__createElement("radialGradient", {
      id: randomString(this.__ids),
      cx: x1 + "px",
      cy: y1 + "px",
      r: r1 + "px",
      fx: x0 + "px",
      fy: y0 + "px",
      "gradientUnits": "userSpaceOnUse"
    }, false);
    this.__defs.appendChild(grad);
    return new CanvasGradient(grad, this);
  };
  Context2.prototype.__applyText = function(text, x, y, action) {
    var el2 = document.createElement("span");
    el2.setAttribute("style", "font:" + this.font);
    var style = el2.style, parent = this.__closestGroupOrSvg(), textElement = this.__createElement("text", {
      "font-family": style.fontFamily,
      "font-size": style.fontSize,
      "font-style": style.fontStyle,
      "font-weight": style.fontWeight,
      // canvas doesn't support underline natively, but we do :)
      "text-decoration": this.__fontUnderline,
      "x": x,
      "y": y,
      "text-anchor": getTextAnchor(this.textAlign),
      "dominant-baseline": getDominantBaseline(this.textBaseline)
    }, true);
    textElement.appendChild(this.__document.createTextNode(text));
    this.__currentElement = textElement;
    this.__applyTransformation(textElement);
    this.__applyStyleToCurrentElement(action);
    if (this.__fontHref) {
      var a = this.__createElement("a");
      a.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", this.__fontHref);
      a.appendChild(textElement);
      textElement = a;
    }
    parent.appendChild(textElement);
  };
  Context2.prototype.fillText = function(text, x, y) {
    this.__applyText(text, x, y, "fill");
  };
  Context2.prototype.strokeText = function(text, x, y) {
    this.__applyText(text, x, y, "stroke");
  };
  Context2.prototype.measureText = function(text) {
    this.__ctx.font = this.font;
    return this.__ctx.measureText(text);
  };
  Context2.prototype.arc = function(x, y, radius, startAngle, endAngle, counterClockwise) {
    if (startAngle === endAngle) {
      return;
    }
    startAngle = startAngle % (2 * Math.PI);
    endAngle = endAngle % (2 * Math.PI);
    if (startAngle === endAngle) {
      endAngle = (endAngle + 2 * Math.PI - 1e-3 * (counterClockwise ? -1 : 1)) % (2 * Math.PI);
    }
    var endX = x + radius * Math.cos(endAngle), endY = y + radius * Math.sin(endAngle), startX = x + radius * Math.cos(startAngle), startY = y + radius * Math.sin(startAngle), sweepFlag = counterClockwise ? 0 : 1, largeArcFlag = 0, diff = endAngle - startAngle;
    if (diff < 0) {
      diff += 2 * Math.PI;
    }
    if (counterClockwise) {
      largeArcFlag = diff > Math.PI ? 0 : 1;
    } else {
      largeArcFlag = diff > Math.PI ? 1 : 0;
    }
    var scaleX = Math.hypot(this.__transformMatrix.a, this.__transformMatrix.b);
    var scaleY = Math.hypot(this.__transformMatrix.c, this.__transformMatrix.d);
    this.lineTo(startX, startY);
    this.__addPathCommand(format(
      "A {rx} {ry} {xAxisRotation} {largeArcFlag} {sweepFlag} {endX} {endY}",
      {
        rx: radius * scaleX,
        ry: radius * scaleY,
        xAxisRotation: 0,
        largeArcFlag,
        sweepFlag,
        endX: this.__matrixTransform(endX, endY).x,
        endY: this.__matrixTransform(endX, endY).y
      }
    ));
    this.__currentPosition = { x: endX, y: endY };
  };
  Context2.prototype.ellipse = function(x, y, radiusX, radiusY, rotation, startAngle, endAngle, counterClockwise) {
    if (startAngle === endAngle) {
      return;
    }
    var transformedCenter = this.__matrixTransform(x, y);
    x = transformedCenter.x;
    y = transformedCenter.y;
    var scale = this.__getTransformScale();
    radiusX = radiusX * scale.x;
    radiusY = radiusY * scale.y;
    rotation = rotation + this.__getTransformRotation();
    startAngle = startAngle % (2 * Math.PI);
    endAngle = endAngle % (2 * Math.PI);
    if (startAngle === endAngle) {
      endAngle = (endAngle + 2 * Math.PI - 1e-3 * (counterClockwise ? -1 : 1)) % (2 * Math.PI);
    }
    var endX = x + Math.cos(-rotation) * radiusX * Math.cos(endAngle) + Math.sin(-rotation) * radiusY * Math.sin(endAngle), endY = y - Math.sin(-rotation) * radiusX * Math.cos(endAngle) + Math.cos(-rotation) * radiusY * Math.sin(endAngle), startX = x + Math.cos(-rotation) * radiusX * Math.cos(startAngle) + Math.sin(-rotation) * radiusY * Math.sin(startAngle), startY = y - Math.sin(-rotation) * radiusX * Math.cos(startAngle) + Math.cos(-rotation) * radiusY * Math.sin(startAngle), sweepFlag = counterClockwise ? 0 : 1, largeArcFlag = 0, diff = endAngle - startAngle;
    if (diff < 0) {
      diff += 2 * Math.PI;
    }
    if (counterClockwise) {
      largeArcFlag = diff > Math.PI ? 0 : 1;
    } else {
      largeArcFlag = diff > Math.PI ? 1 : 0;
    }
    var currentTransform = this.__transformMatrix;
    this.resetTransform();
    this.lineTo(startX, startY);
    this.__transformMatrix = currentTransform;
    this.__addPathCommand(format(
      "A {rx} {ry} {xAxisRotation} {largeArcFlag} {sweepFlag} {endX} {endY}",
      {
        rx: radiusX,
        ry: radiusY,
        xAxisRotation: rotation * (180 / Math.PI),
        largeArcFlag,
        sweepFlag,
        endX,
        endY
      }
    ));
    this.__currentPosition = { x: endX, y: endY };
  };
  Context2.prototype.clip = function() {
    var group = this.__closestGroupOrSvg(), clipPath = this.__createElement("clipPath"), id = randomString(this.__ids), newGroup = this.__createElement("g");
    this.__applyCurrentDefaultPath();
    group.removeChild(this.__currentElement);
    clipPath.setAttribute("id", id);
    clipPath.appendChild(this.__currentElement);
    this.__defs.appendChild(clipPath);
    group.setAttribute("clip-path", format("url(#{id})", { id }));
    group.appendChild(newGroup);
    this.__currentElement = newGroup;
  };
  Context2.prototype.drawImage = function() {
    var args = Array.prototype.slice.call(arguments), image = args[0], dx, dy, dw, dh, sx = 0, sy = 0, sw, sh, parent, svg2, defs, group, svgImage, canvas, context, id;
    if (args.length === 3) {
      dx = args[1];
      dy = args[2];
      sw = image.width;
      sh = image.height;
      dw = sw;
      dh = sh;
    } else if (args.length === 5) {
      dx = args[1];
      dy = args[2];
      dw = args[3];
      dh = args[4];
      sw = image.width;
      sh = image.height;
    } else if (args.length === 9) {
      sx = args[1];
      sy = args[2];
      sw = args[3];
      sh = args[4];
      dx = args[5];
      dy = args[6];
      dw = args[7];
      dh = args[8];
    } else {
      throw new Error("Invalid number of arguments passed to drawImage: " + arguments.length);
    }
    parent = this.__closestGroupOrSvg();
    this.__currentElement;
    const matrix = this.getTransform().translate(dx, dy);
    if (image instanceof Context2) {
      svg2 = image.getSvg().cloneNode(true);
      if (svg2.childNodes && svg2.childNodes.length > 1) {
        defs = svg2.childNodes[0];
        while (defs.childNodes.length) {
          id = defs.childNodes[0].getAttribute("id");
          this.__ids[id] = id;
          this.__defs.appendChild(defs.childNodes[0]);
        }
        group = svg2.childNodes[1];
        if (group) {
          this.__applyTransformation(group, matrix);
          parent.appendChild(group);
        }
      }
    } else if (image.nodeName === "CANVAS" || image.nodeName === "IMG") {
      svgImage = this.__createElement("image");
      svgImage.setAttribute("width", dw);
      svgImage.setAttribute("height", dh);
      svgImage.setAttribute("preserveAspectRatio", "none");
      if (sx || sy || sw !== image.width || sh !== image.height) {
        canvas = this.__document.createElement("canvas");
        canvas.width = dw;
        canvas.height = dh;
        context = canvas.getContext("2d");
        context.drawImage(image, sx, sy, sw, sh, 0, 0, dw, dh);
        image = canvas;
      }
      this.__applyTransformation(svgImage, matrix);
      svgImage.setAttributeNS(
        "http://www.w3.org/1999/xlink",
        "xlink:href",
        image.nodeName === "CANVAS" ? image.toDataURL() : image.getAttribute("src")
      );
      parent.appendChild(svgImage);
    }
  };
  Context2.prototype.createPattern = function(image, repetition) {
    var pattern = this.__document.createElementNS("http://www.w3.org/2000/svg", "pattern"), id = randomString(this.__ids), img;
    pattern.setAttribute("id", id);
    pattern.setAttribute("width", image.width);
    pattern.setAttribute("height", image.height);
    pattern.setAttribute("patternUnits", "userSpaceOnUse");
    if (image.nodeName === "CANVAS" || image.nodeName === "IMG") {
      img = this.__document.createElementNS("http://www.w3.org/2000/svg", "image");
      img.setAttribute("width", image.width);
      img.setAttribute("height", image.height);
      img.setAttributeNS(
        "http://www.w3.org/1999/xlink",
        "xlink:href",
        image.nodeName === "CANVAS" ? image.toDataURL() : image.getAttribute("src")
      );
      pattern.appendChild(img);
      this.__defs.appendChild(pattern);
    } else if (image instanceof Context2) {
      pattern.appendChild(image.__root.childNodes[1]);
      this.__defs.appendChild(pattern);
    }
    return new CanvasPattern(pattern, this);
  };
  Context2.prototype.setLineDash = function(dashArray) {
    if (dashArray && dashArray.length > 0) {
      this.lineDash = dashArray.join(",");
    } else {
      this.lineDash = null;
    }
  };
  Context2.prototype.setTransform = function(a, b, c, d, e, f) {
    if (a instanceof DOMMatrix) {
      this.__transformMatrix = new DOMMatrix([a.a, a.b, a.c, a.d, a.e, a.f]);
    } else {
      this.__transformMatrix = new DOMMatrix([a, b, c, d, e, f]);
    }
  };
  Context2.prototype.getTransform = function() {
    let { a, b, c, d, e, f } = this.__transformMatrix;
    return new DOMMatrix([a, b, c, d, e, f]);
  };
  Context2.prototype.resetTransform = function() {
    this.setTransform(1, 0, 0, 1, 0, 0);
  };
  Context2.prototype.scale = function(x, y) {
    if (y === void 0) {
      y = x;
    }
    if (isNaN(x) || isNaN(y) || !isFinite(x) || !isFinite(y)) {
      return;
    }
    let matrix = this.getTransform().scale(x, y);
    this.setTransform(matrix);
  };
  Context2.prototype.rotate = function(angle) {
    let matrix = this.getTransform().multiply(new DOMMatrix([
      Math.cos(angle),
      Math.sin(angle),
      -Math.sin(angle),
      Math.cos(angle),
      0,
      0
    ]));
    this.setTransform(matrix);
  };
  Context2.prototype.translate = function(x, y) {
    const matrix = this.getTransform().translate(x, y);
    this.setTransform(matrix);
  };
  Context2.prototype.transform = function(a, b, c, d, e, f) {
    const matrix = this.getTransform().multiply(new DOMMatrix([a, b, c, d, e, f]));
    this.setTransform(matrix);
  };
  Context2.prototype.__matrixTransform = function(x, y) {
    return new DOMPoint(x, y).matrixTransform(this.__transformMatrix);
  };
  Context2.prototype.__getTransformScale = function() {
    return {
      x: Math.hypot(this.__transformMatrix.a, this.__transformMatrix.b),
      y: Math.hypot(this.__transformMatrix.c, this.__transformMatrix.d)
    };
  };
  Context2.prototype.__getTransformRotation = function() {
    return Math.atan2(this.__transformMatrix.b, this.__transformMatrix.a);
  };
  Context2.prototype.getImageData = function(sx, sy, sw, sh, options) {
    return utils.getImageData(this.getSvg(), this.width, this.height, sx, sy, sw, sh, options);
  };
  Context2.prototype.drawFocusRing = function() {
  };
  Context2.prototype.createImageData = function() {
  };
  Context2.prototype.putImageData = function() {
  };
  Context2.prototype.globalCompositeOperation = function() {
  };
  return Context2;
})();
function SVGCanvasElement(options) {
  this.ctx = new Context(options);
  this.svg = this.ctx.__root;
  var svg2 = this.svg;
  var _this = this;
  var wrapper = document.createElement("div");
  wrapper.style.display = "inline-block";
  wrapper.appendChild(svg2);
  this.wrapper = wrapper;
  Object.defineProperty(this, "className", {
    get: function() {
      return wrapper.getAttribute("class") || "";
    },
    set: function(val) {
      return wrapper.setAttribute("class", val);
    }
  });
  Object.defineProperty(this, "tagName", {
    get: function() {
      return "CANVAS";
    },
    set: function() {
    }
    // no-op
  });
  ["width", "height"].forEach(function(prop) {
    Object.defineProperty(_this, prop, {
      get: function() {
        return svg2.getAttribute(prop) | 0;
      },
      set: function(val) {
        if (isNaN(val) || typeof val === "undefined") {
          return;
        }
        _this.ctx[prop] = val;
        svg2.setAttribute(prop, val);
        return wrapper[prop] = val;
      }
    });
  });
  ["style", "id"].forEach(function(prop) {
    Object.defineProperty(_this, prop, {
      get: function() {
        return wrapper[prop];
      },
      set: function(val) {
        if (typeof val !== "undefined") {
          return wrapper[prop] = val;
        }
      }
    });
  });
  ["getBoundingClientRect"].forEach(function(fn) {
    _this[fn] = function() {
      return svg2[fn]();
    };
  });
}
SVGCanvasElement.prototype.getContext = function(type) {
  if (type !== "2d") {
    throw new Error("Unsupported type of context for SVGCanvas");
  }
  return this.ctx;
};
SVGCanvasElement.prototype.toObjectURL = function() {
  var data = new XMLSerializer().serializeToString(this.svg);
  var svg2 = new Blob([data], { type: "image/svg+xml;charset=utf-8" });
  return URL.createObjectURL(svg2);
};
SVGCanvasElement.prototype.toDataURL = function(type, encoderOptions, options) {
  return utils.toDataURL(this.svg, this.width, this.height, type, encoderOptions, options);
};
SVGCanvasElement.prototype.addEventListener = function() {
  return this.svg.addEventListener.apply(this.svg, arguments);
};
SVGCanvasElement.prototype.getElement = function() {
  return this.wrapper;
};
SVGCanvasElement.prototype.getAttribute = function(prop) {
  return this.wrapper.getAttribute(prop);
};
SVGCanvasElement.prototype.setAttribute = function(prop, val) {
  this.wrapper.setAttribute(prop, val);
};

// src/lib/png.js
var TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 3988292384 ^ n >>> 1 : n >>> 1;
  return n;
});
function crc32(bytes) {
  let c = 4294967295;
  for (const byte of bytes) c = TABLE[(c ^ byte) & 255] ^ c >>> 8;
  return (c ^ 4294967295) >>> 0;
}
function chunk(name, content) {
  const out = new Uint8Array(12 + content.length), view = new DataView(out.buffer);
  view.setUint32(0, content.length);
  out.set(new TextEncoder().encode(name), 4);
  out.set(content, 8);
  view.setUint32(8 + content.length, crc32(out.subarray(4, 8 + content.length)));
  return out;
}
var HEADER = 8 + 25;
function withTexts(bytes, texts) {
  const chunks = Object.entries(texts).map(([name, text]) => chunk("iTXt", new TextEncoder().encode(`${name}\0\0\0\0\0${text}`)));
  const out = new Uint8Array(bytes.length + chunks.reduce((sum, { length }) => sum + length, 0));
  out.set(bytes.subarray(0, HEADER));
  let at = HEADER;
  for (const one of chunks) {
    out.set(one, at);
    at += one.length;
  }
  out.set(bytes.subarray(HEADER), at);
  return out;
}

// src/panels/print.js
var SCALE = 2;
var PRINT = 5;
var PAD = 16;
var GAP5 = 24;
var HEAD3 = 26;
var ROW = 20;
var LEGEND = 12;
var polygon2 = (ctx, corners) => {
  ctx.beginPath();
  corners.forEach(([x, y]) => ctx.lineTo(x, y));
  ctx.closePath();
};
var MARKS = {
  real: { wide: 9, draw: (ctx, x, y, p) => {
    ctx.fillStyle = p.real;
    ctx.beginPath();
    ctx.arc(x + 4.5, y, 4.5, 0, 7);
    ctx.fill();
  } },
  fake: { wide: 11, draw: (ctx, x, y, p) => {
    ctx.fillStyle = p.fake;
    polygon2(ctx, [[x + 5.5, y - 5], [x + 11, y + 5], [x, y + 5]]);
    ctx.fill();
  } },
  line: { wide: 16, draw: (ctx, x, y, p) => {
    ctx.fillStyle = p.line;
    ctx.fillRect(x, y - 1, 16, 2);
  } },
  push: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.maker) },
  climb: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.judge) },
  next: { wide: 10, draw: (ctx, x, y, p) => {
    ctx.strokeStyle = p.fake;
    ctx.lineWidth = 1.5;
    polygon2(ctx, [[x + 5, y - 5], [x + 10, y], [x + 5, y + 5], [x, y]]);
    ctx.stroke();
  } },
  sheet: { wide: 14, draw: (ctx, x, y, p) => {
    ctx.strokeStyle = p.maker;
    ctx.lineWidth = 1;
    for (const k of [0, 7, 13]) {
      ctx.strokeRect(x + 0.5, y - 6.5, k || 13, 13);
      ctx.strokeRect(x + 0.5, y - 6.5, 13, k || 13);
    }
  } },
  frame: { wide: 13, draw: (ctx, x, y, p) => {
    ctx.lineWidth = 2;
    for (const [colour, path] of [[p.real, [[0, 0], [12, 0], [12, 12]]], [p.fake, [[0, 0], [0, 12], [12, 12]]]]) {
      ctx.strokeStyle = colour;
      ctx.beginPath();
      path.forEach(([dx, dy]) => ctx.lineTo(x + dx + 0.5, y - 6 + dy));
      ctx.stroke();
    }
  } },
  translations: { wide: 18, draw: (ctx, x, y) => rainbow(ctx, x, y, 1) },
  back_translations: { wide: 18, draw: (ctx, x, y) => rainbow(ctx, x, y, -1) },
  translations_residuals: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.ink) },
  back_translations_residuals: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.ink) },
  vector: { wide: 16, draw: (ctx, x, y, p) => arrow(ctx, x, y, p.faint) },
  path: { wide: 18, draw: (ctx, x, y, p) => {
    ctx.fillStyle = p.ink;
    ctx.fillRect(x, y - 1, 18, 2);
  } },
  start: { wide: 9, draw: (ctx, x, y, p) => {
    ctx.strokeStyle = p.ink;
    ctx.lineWidth = 1.6;
    ctx.beginPath();
    ctx.arc(x + 4.5, y, 4, 0, 7);
    ctx.stroke();
  } },
  here: { wide: 11, draw: (ctx, x, y, p) => {
    ctx.fillStyle = p.ink;
    ctx.beginPath();
    ctx.arc(x + 5.5, y, 5.5, 0, 7);
    ctx.fill();
  } },
  rest: { wide: 11, draw: (ctx, x, y, p) => {
    ctx.fillStyle = p.ink;
    ctx.fillRect(x, y - 1, 11, 2);
    ctx.fillRect(x + 4.5, y - 5.5, 2, 11);
  } },
  scale: { wide: 64, draw: (ctx, x, y, p) => {
    const ramp = ctx.createLinearGradient(x, 0, x + 64, 0);
    p.field.forEach((rgb, i) => ramp.addColorStop(i / 2, `rgb(${rgb.join()})`));
    ctx.fillStyle = ramp;
    ctx.fillRect(x, y - 5, 64, 10);
    ctx.strokeStyle = p.grid;
    ctx.lineWidth = 1;
    ctx.strokeRect(x + 0.5, y - 4.5, 63, 9);
  } }
};
function arrow(ctx, x, y, colour) {
  ctx.fillStyle = colour;
  ctx.fillRect(x, y - 1, 13, 2);
  polygon2(ctx, [[x + 12, y - 3.5], [x + 16, y], [x + 12, y + 3.5]]);
  ctx.fill();
}
function rainbow(ctx, x, y, way2) {
  const ramp = ctx.createLinearGradient(x, 0, x + 18, 0);
  ["#d0557a", "#b9811f", "#3f9a54", "#3a86c8"].forEach((colour, i) => ramp.addColorStop(i / 3, colour));
  ctx.fillStyle = ramp;
  const at = (dx) => x + 9 + way2 * (dx - 9);
  const corners = [[0, -1], [10, -1], [10, -4.5], [18, 0], [10, 4.5], [10, 1], [0, 1]];
  polygon2(ctx, corners.map(([dx, dy]) => [at(dx), y + dy]));
  ctx.fill();
}
function legendOf(node) {
  return [...node.querySelectorAll(".ganlab-item")].filter((item) => item.getAttribute("aria-pressed") !== "false").map((item) => [...item.childNodes].map((part) => {
    const kind = part.classList?.contains("ganlab-scale") ? "scale" : /ganlab-mark-(\w+)/.exec(part.className ?? "")?.[1];
    return kind ? { kind } : { text: part.textContent };
  }).filter(({ kind, text }) => kind || text));
}
function flow(items, width, measure) {
  let x = 0, row = 0;
  const placed2 = [];
  for (const item of items) {
    const wide = item.map(({ kind, text }) => kind ? MARKS[kind]?.wide ?? 0 : measure(text));
    const whole = wide.reduce((sum, w) => sum + w + 6, -6);
    if (x > 0 && x + whole > width) [x, row] = [0, row + 1];
    item.forEach((part, i) => {
      placed2.push({ ...part, x, row });
      x += wide[i] + 6;
    });
    x += 10;
  }
  return { placed: placed2, rows: items.length ? row + 1 : 0 };
}
var lettered = (weight, size, font) => `${weight} ${size}px ${font}`;
function lines(ctx, text, width) {
  const out = [""];
  for (const word of text.split(/\s+/)) {
    const longer2 = out.at(-1) ? `${out.at(-1)} ${word}` : word;
    if (out.at(-1) && ctx.measureText(longer2).width > width) out.push(word);
    else out[out.length - 1] = longer2;
  }
  return out.filter(Boolean);
}
function stepsSaid(game, frame, losses) {
  const steps2 = stepsOf2(game, frame?.steps);
  const loss = (value) => value === null || value === void 0 ? "" : `, loss ${fixed(value)}`;
  return game.turns.map(({ name, title }) => `${title} ${count2(steps2[name])}${losses ? loss(frame?.losses?.[name]) : ""}`).join("  ·  ");
}
var Column = class {
  constructor(pane, many, { ctx, font, scale }) {
    const { world, game, lastFrame: frame, scene } = pane, { size } = scene.v;
    Object.assign(this, {
      size,
      scene,
      picture: scale ? scene.print(scale) : null,
      left: ["images", "translated"].includes(world.mode) ? 0 : 30,
      name: many ? `${"ABCD"[pane.index]}  ${pane.name.textContent}` : world.called
    });
    this.palette = scene.v.palette;
    const ahead = frame?.preview ? "  ·  a preview" : "";
    this.steps = [true, false].map((losses) => stepsSaid(game, frame, losses) + ahead);
    ctx.font = lettered(400, LEGEND, font);
    this.legend = flow(legendOf(pane.legend), size - this.left, (text) => ctx.measureText(text).width);
    this.caption = lines(ctx, world.caption, size - this.left);
    this.height = HEAD3 + size + 6 + ROW * this.legend.rows + 4 + 17 * this.caption.length;
  }
  drawScene(ctx, x, y) {
    ctx.save();
    ctx.translate(x, y);
    this.scene.paint(ctx, 1, true);
    ctx.restore();
  }
  draw(ctx, x, y, palette, font) {
    ctx.textBaseline = "middle";
    ctx.font = lettered(600, 13.5, font);
    const wide = ctx.measureText(this.name).width;
    ctx.font = lettered(400, 12.5, font);
    const room = (steps3) => this.size - ctx.measureText(steps3).width - 12;
    const steps2 = this.steps.find((one) => wide <= room(one)) ?? this.steps[1], left = room(steps2);
    ctx.textAlign = "right";
    ctx.fillStyle = palette.faint;
    ctx.fillText(steps2, x + this.size, y + 9);
    ctx.textAlign = "left";
    ctx.fillStyle = palette.ink;
    ctx.font = lettered(600, 13.5, font);
    ctx.fillText(shortened(ctx, this.name, left), x, y + 9);
    if (this.picture) ctx.drawImage(this.picture, x, y + HEAD3, this.size, this.size);
    else this.drawScene(ctx, x, y + HEAD3);
    const top = y + HEAD3 + this.size + 6;
    ctx.font = lettered(400, LEGEND, font);
    for (const { kind, text, x: dx, row } of this.legend.placed) {
      const px = x + this.left + dx, py = top + (row + 0.5) * ROW;
      ctx.fillStyle = palette.ink;
      if (kind) MARKS[kind]?.draw(ctx, px, py, this.palette);
      else ctx.fillText(text, px, py + 0.5);
    }
    ctx.fillStyle = palette.faint;
    this.caption.forEach((line2, i) => ctx.fillText(
      line2,
      x + this.left,
      top + this.legend.rows * ROW + 4 + (i + 0.5) * 17
    ));
  }
};
function planOf2({ panes, palette, font, many }, ctx, scale = null) {
  const columns2 = panes.filter(({ world }) => world).map((pane) => new Column(pane, many, { ctx, font, scale }));
  const width = columns2.reduce((sum, { size }) => sum + size + GAP5, -GAP5) + 2 * PAD;
  const height = Math.max(...columns2.map((column) => column.height)) + 2 * PAD;
  const draw2 = (target) => {
    target.fillStyle = palette.paper;
    target.fillRect(0, 0, width, height);
    let x = PAD;
    for (const column of columns2) {
      column.draw(target, x, PAD, palette, font);
      x += column.size + GAP5;
    }
  };
  return { width, height, draw: draw2 };
}
function shortened(ctx, text, width) {
  let short2 = text;
  while (short2.length > 1 && ctx.measureText(short2 === text ? text : `${short2}…`).width > width)
    short2 = short2.slice(0, -1);
  return short2 === text ? text : `${short2}…`;
}
function print(board, scale = SCALE) {
  const sheet2 = document.createElement("canvas"), ctx = sheet2.getContext("2d");
  const { width, height, draw: draw2 } = planOf2(board, ctx, scale);
  Object.assign(sheet2, { width: width * scale, height: height * scale });
  ctx.scale(scale, scale);
  draw2(ctx);
  return sheet2;
}
function aboutOf(board, ending) {
  const { world, lastFrame } = board.panes[0];
  if (!world || !board.palette) return null;
  const titles = board.game.turns.map(({ title }) => title).join(" and ");
  const steps2 = board.panes.map(({ game, lastFrame: frame }) => Object.values(stepsOf2(game, frame?.steps)).join(" and ")).join(", ");
  return {
    text: `${world.made}; ${titles} steps: ${steps2}`,
    name: fileName(world.called ?? "gan", lastFrame?.time?.moment ?? lastFrame?.moment ?? 0, ending)
  };
}
function svgOf(board) {
  const about2 = aboutOf(board, "svg");
  if (!about2) return null;
  const { width, height, draw: draw2 } = planOf2(board, document.createElement("canvas").getContext("2d"));
  const ctx = new Context({ width, height });
  draw2(ctx);
  const drawing = ctx.getSvg(), words = document.createElementNS("http://www.w3.org/2000/svg", "desc");
  words.textContent = about2.text;
  drawing.prepend(words);
  return {
    blob: new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" }),
    name: about2.name
  };
}
function fileName(called, moment, ending) {
  const plain = called.trim().replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  return `${plain || "gan"}-step-${moment}.${ending}`;
}
async function png(board, { paper = false } = {}) {
  const about2 = aboutOf(board, "png");
  if (!about2) return null;
  const drawn = await new Promise((done) => print(board, paper ? PRINT : SCALE).toBlob(done, "image/png"));
  const bytes = withTexts(new Uint8Array(await drawn.arrayBuffer()), { Description: about2.text, Software: "ganlab" });
  return { blob: new Blob([bytes], { type: "image/png" }), name: about2.name };
}

// src/panels/export.js
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
function download(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
}
function keep(board, saved) {
  if (!saved) return;
  download(saved.blob, saved.name);
  board.say(`Saved as ${saved.name}, where this browser puts its downloads.`);
}
var Code = class {
  constructor(desk, pane = () => 0) {
    this.press = button(desk.root, {
      name: "Copy as code",
      icon: "code",
      hint: "a cell that does what was done here",
      tone: "code.button-small",
      onclick: () => desk.command("code", pane())
    });
    this.text = el("pre.code", { hidden: true, tabindex: 0, "aria-label": "The code", ...OWN_KEYS });
    this.said = el("p.hint", { role: "status" });
    this.node = el("div.code-room", {}, this.said, this.text);
  }
  async show(code) {
    this.text.textContent = code;
    this.text.hidden = false;
    this.said.textContent = await copy(code) ? "Copied. This cell does again what was done here:" : "The browser does not let the clipboard be used: select the code below and copy it.";
  }
};
var Film = class {
  constructor(desk) {
    Object.assign(this, { desk, alive: true, rolling: false });
    const field2 = (label, value, hint) => el(
      "input.knob-field.film-field",
      {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        "aria-label": label,
        title: hint,
        value,
        ...OWN_KEYS,
        oninput: () => this.showSpan(),
        onkeydown: (event) => event.key === "Enter" && !this.rolling && this.begin()
      }
    );
    this.first = field2("First moment of the film", "", "the moment with which the film begins; empty: the very first");
    this.last = field2("Last moment of the film", "", "the moment with which it ends; empty: the last that is recorded");
    Object.assign(this.first, { placeholder: "start" });
    Object.assign(this.last, { placeholder: "end" });
    this.seconds = field2("Seconds of the film", "6", "how long the film takes");
    this.size = el(
      "select.list.film-size",
      {
        "aria-label": "Size of the film",
        title: "pixels along each edge of a picture",
        ...OWN_KEYS
      },
      ...[240, 360, 480, 640].map((size) => el("option", { value: size, selected: size === 360 }, `${size} px`))
    );
    const make = (spec) => button(desk.root, { tone: "film.button-small", ...spec });
    const here = (name, hint, target) => make({
      name,
      hint,
      onclick: () => {
        target.value = String(desk.timeline.moment);
        this.showSpan();
      }
    });
    this.fromHere = here("From here", "the film begins at this moment", this.first);
    this.toHere = here("To here", "the film ends at this moment", this.last);
    this.record = make({
      name: "Record",
      icon: "film",
      hint: "an animated GIF of this stretch; training goes on meanwhile",
      onclick: () => this.begin()
    });
    this.cancel = make({
      name: "Cancel",
      icon: "close",
      hint: "no film after all",
      onclick: () => desk.command("cancel")
    });
    this.bar = el("progress.film-bar", { max: 1, value: 0, "aria-label": "Recording" });
    this.why = el("p.why", { role: "alert", hidden: true });
    this.said = el("p.hint", { role: "status" });
    this.link = el("a.button.button-small.film-link", { hidden: true, ...OWN_KEYS }, icon("out"), el("span.name", {}));
    this.shot = el("img.film", { hidden: true });
    const pair = (...nodes) => el("span.film-pair", {}, ...nodes);
    this.node = el(
      "div.filming",
      { role: "group", "aria-label": "Film" },
      el(
        "div.row",
        {},
        el("span.film-word", {}, "Film"),
        pair("from", this.first, this.fromHere),
        pair("to", this.last, this.toHere),
        pair("in", this.seconds, "s,"),
        this.size,
        this.record,
        this.cancel,
        this.bar
      ),
      this.why,
      this.said,
      this.shot,
      el("div.row", {}, this.link)
    );
    this.roll(false);
  }
  /** The stretch, on the timeline, where its ends can be moved. */
  showSpan() {
    const moment = ({ value }, otherwise) => /^[\d,]+$/.test(value.trim()) ? Number(value.replaceAll(",", "")) : otherwise;
    this.desk.timeline.setSpan(
      this.away ? null : { first: moment(this.first, 0), last: moment(this.last, null) },
      (which, to) => {
        this[which].value = String(to);
        this.showSpan();
      }
    );
  }
  shown(open2) {
    this.away = !open2;
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
  show({ gif, called, first, last, about: about2 }) {
    this.roll(false);
    const blob = new Blob([gif], { type: "image/gif" }), name = fileName(called, `${first}-to-${last}`, "gif");
    URL.revokeObjectURL(this.shot.src);
    const href = URL.createObjectURL(blob);
    Object.assign(this.shot, { src: href, alt: `The film: ${about2}`, hidden: false });
    Object.assign(this.link, { href, download: name, hidden: false, title: `Save ${name}` });
    this.link.lastChild.textContent = `Save ${name}, ${(blob.size / 1e6).toFixed(1)} MB`;
    this.said.textContent = `Done: ${about2}.`;
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
};
var Export = class {
  constructor(desk) {
    this.code = new Code(desk);
    this.film = new Film(desk);
    const make = (name, hint, save) => button(desk.root, {
      name,
      hint,
      icon: "camera",
      tone: "export.button-small",
      onclick: async () => keep(desk.board, await save(desk.board))
    });
    this.pictures = el(
      "div.row",
      { role: "group", "aria-label": "What is shown now, as a file" },
      make("Picture as PNG", "five pixels to one of the page, for paper", (board) => png(board, { paper: true })),
      make("Picture as SVG", "lines, points and letters, sharp at any size", svgOf)
    );
    this.node = el("div.export", {}, this.pictures, this.film.node, el("div.row", {}, this.code.press), this.code.node);
  }
  shown(open2) {
    this.film.shown(open2);
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
};
var exports = {
  name: "export",
  title: "Export",
  icon: "out",
  hint: "take it along: as a picture, a film, as code",
  make: (desk) => new Export(desk)
};

// src/panels/knobs.js
var PLACES = 1e3;
var rounded = (v, digits = 2) => v === 0 ? 0 : Number(v.toPrecision(digits));
function written2(value) {
  if (value === null || value === void 0) return "";
  if (typeof value !== "number") return String(value);
  return String(Number(value.toPrecision(6)));
}
var SCALES = {
  linear: {
    share: (v, low, high) => (v - low) / (high - low),
    value: (t, low, high) => rounded(low + t * (high - low), 2)
  },
  log: {
    share: (v, low, high) => v > 0 ? Math.log(v / low) / Math.log(high / low) : 0,
    value: (t, low, high) => rounded(low * (high / low) ** t)
  },
  decay: {
    // evenly in the decimals of 1 - v: 0.9, 0.99, 0.999
    share: (v, low, high) => -Math.log10(1 - Math.min(v, high)) / -Math.log10(1 - high),
    value: (t, low, high) => t === 0 ? 0 : 1 - rounded(10 ** (t * Math.log10(1 - high)))
  }
};
function placeOf2({ scale, low, high }, value) {
  const t = (SCALES[scale] ?? SCALES.linear).share(Number(value), low, high);
  return Math.round(PLACES * Math.min(1, Math.max(0, Number.isFinite(t) ? t : 0)));
}
function valueAt({ scale, low, high, kind }, place) {
  const t = place / PLACES;
  const v = (SCALES[scale] ?? SCALES.linear).value(t, low, high);
  return kind === "whole" ? Math.round(v) : Number(v.toPrecision(6));
}
function stepOf({ kind, low, high, scale }) {
  return kind === "whole" && scale === "linear" ? PLACES / (high - low) : PLACES / 100;
}
var wished = (wishes, values) => Object.fromEntries(Object.entries(wishes).filter(([name, value]) => String(value ?? "") !== String(values[name] ?? "")));

// src/panels/settings.js
var WEIGHT = { kind: "number", scale: "log", low: 1e-3, high: 100 };
var DEPTHS = ["Basic", "Advanced"];
var FEW = 3;
var Knob = class _Knob {
  /** `turn(value)` is called when a person has chosen something. */
  constructor(spec, turn) {
    Object.assign(this, { spec, turn, value: void 0 });
    this.why = el("p.why", { role: "alert", hidden: true });
    this.controls = this.build();
    this.node = el(
      `div.knob.knob-${spec.kind}${spec.part && spec.field === "anneal" ? ".knob-sub" : ""}`,
      { title: spec.help },
      el("span.knob-label", { "aria-hidden": "true" }, spec.label),
      ...this.controls,
      this.why
    );
  }
  build() {
    const { kind, choices, scale, name } = this.spec;
    if (kind === "switch") return [this.buildSwitch()];
    if (kind === "choice") return [choices.length > 1 && choices.length <= FEW && name !== "arch" ? this.buildButtons() : this.buildList()];
    if (kind === "penalty") return this.buildPenalties();
    return scale ? [this.buildSlider(), this.buildField()] : [this.buildField()];
  }
  buildSwitch() {
    this.switch = el(
      "button.switch",
      {
        type: "button",
        role: "switch",
        "aria-checked": "false",
        "aria-label": this.spec.label,
        ...OWN_KEYS,
        onclick: () => this.turn(this.switch.getAttribute("aria-checked") !== "true")
      },
      el("i.switch-dot", { "aria-hidden": "true" })
    );
    return this.switch;
  }
  buildButtons() {
    this.options = this.spec.choices.map((choice) => el(
      "button.segment",
      {
        type: "button",
        "aria-pressed": "false",
        ...OWN_KEYS,
        onclick: () => this.turn(choice)
      },
      choice
    ));
    return el("div.segments", { role: "group", "aria-label": this.spec.label }, ...this.options);
  }
  buildList() {
    this.list = el("select.list", {
      "aria-label": this.spec.label,
      ...OWN_KEYS,
      onchange: () => this.turn(this.list.value)
    });
    this.setChoices(this.spec.choices);
    return this.list;
  }
  setChoices(choices) {
    const empty = this.spec.empty || "by hand";
    this.list?.replaceChildren(...choices.map((choice) => el("option", { value: choice }, choice || empty)));
    if (this.value !== void 0) this.show(this.value);
  }
  buildSlider() {
    this.slider = el("input.slider", {
      type: "range",
      min: 0,
      max: PLACES,
      step: stepOf(this.spec),
      "aria-label": `${this.spec.label}, slider`,
      ...OWN_KEYS,
      oninput: () => {
        this.field.value = written2(this.at());
      },
      onchange: () => this.turn(this.at())
    });
    return this.slider;
  }
  at() {
    return valueAt(this.spec, Number(this.slider.value));
  }
  buildField() {
    this.field = el("input.knob-field", {
      type: "text",
      inputmode: "decimal",
      spellcheck: "false",
      autocomplete: "off",
      "aria-label": this.spec.label,
      placeholder: this.spec.empty,
      ...OWN_KEYS,
      onchange: () => this.turn(this.field.value),
      onkeydown: (event) => this.onKey(event)
    });
    return this.field;
  }
  onKey(event) {
    if (event.key === "Escape") {
      this.refuse(null);
      this.show(this.value, true);
      this.field.blur();
    } else if (event.key !== "Enter") return;
    event.stopPropagation();
  }
  buildPenalties() {
    this.weights = el("div.weights");
    this.add = el("select.list", {
      "aria-label": "Add a penalty",
      ...OWN_KEYS,
      onchange: () => this.turn([...this.value, [this.add.value, "default"]])
    });
    return [this.add, this.weights];
  }
  /** Shows where it stands; a field that somebody is writing in is left alone, unless it must. */
  show(value, must = false) {
    this.value = value;
    this.switch?.setAttribute("aria-checked", String(value === true));
    for (const option of this.options ?? []) option.setAttribute("aria-pressed", String(option.textContent === value));
    if (this.list) this.showInList(String(value ?? ""));
    if (this.slider && (must || document.activeElement !== this.slider))
      this.slider.value = placeOf2(this.spec, value ?? this.spec.low);
    if (this.slider) this.slider.setAttribute("aria-valuetext", written2(value) || this.spec.empty);
    if (this.field && (must || !this.writing())) this.field.value = written2(value);
    if (this.weights) this.showPenalties(value);
  }
  showInList(text) {
    if (![...this.list.options].some((option) => option.value === text))
      this.list.append(el("option", { value: text }, text || "your own"));
    this.list.value = text;
  }
  writing() {
    return document.activeElement === this.field && this.field.value !== written2(this.value);
  }
  showPenalties(pairs) {
    const free = this.spec.choices.filter((name) => !pairs.some(([other]) => other === name));
    this.add.replaceChildren(
      el("option", { value: "" }, pairs.length ? "add …" : "none; add …"),
      ...free.map((name) => el("option", { value: name }, name))
    );
    const names = pairs.map(([name]) => name).join();
    if (names !== this.shown) {
      this.shown = names;
      this.rows = pairs.map(([name], i) => this.weightOf(name, i));
      this.weights.replaceChildren(...this.rows.map(({ node }) => node));
    }
    this.rows.forEach((row, i) => row.knob.show(pairs[i][1]));
  }
  weightOf(name, i) {
    const turn = (weight) => this.turn(this.value.map((pair, k) => k === i ? [name, weight] : pair));
    const knob = new _Knob({ ...WEIGHT, name, label: name, help: `weight of ${name}` }, turn);
    knob.field.setAttribute("aria-label", `Weight of ${name}`);
    knob.slider.setAttribute("aria-label", `Weight of ${name}, slider`);
    const away = el("button.mini", {
      type: "button",
      "aria-label": `Remove ${name}`,
      title: `Remove ${name}`,
      ...OWN_KEYS,
      onclick: () => this.turn(this.value.filter((_, k) => k !== i))
    }, icon("close"));
    knob.node.append(away);
    return { knob, node: knob.node };
  }
  /** Says why a wish was not granted; null: nothing is wrong. */
  refuse(why) {
    this.why.textContent = why ?? "";
    this.why.hidden = !why;
    this.node.classList.toggle("ganlab-refused", Boolean(why));
    this.field?.setAttribute("aria-invalid", String(Boolean(why)));
  }
  get refused() {
    return !this.why.hidden;
  }
  enable(able) {
    for (const control of this.node.querySelectorAll("button, select, input")) control.disabled = !able;
  }
};
var Settings = class {
  constructor(desk) {
    Object.assign(this, { desk, pane: 0, said: [], specs: [], wishes: {}, alive: true, knobs: null, all: false });
    const make = (spec) => button(desk.root, { tone: "settings.button-small", ...spec });
    this.who = el("div.segments.who", { role: "group", "aria-label": "Whose settings", hidden: true });
    this.depth = el(
      "div.segments.who",
      { role: "group", "aria-label": "Which settings" },
      ...DEPTHS.map((name) => el("button.segment", {
        type: "button",
        "aria-pressed": String(name === DEPTHS[0]),
        ...OWN_KEYS,
        onclick: () => this.showDepth(name)
      }, name))
    );
    this.live = el("div.knobs");
    this.over = el("div.knobs");
    this.go = make({
      name: "Start over with it",
      icon: "reset",
      hint: "build a new GAN; the one of now is kept",
      tone: "accept.button-small",
      onclick: () => desk.command("start", { pane: this.pane, wishes: this.wishes })
    });
    this.cancel = make({ name: "Cancel", hint: "leave everything as it is", onclick: () => this.forget() });
    this.asked = el("p.asked");
    this.confirm = el(
      "div.confirm",
      {
        role: "group",
        "aria-label": "Start over?",
        "aria-live": "polite",
        hidden: true
      },
      this.asked,
      el("div.row", {}, this.go, this.cancel)
    );
    this.code = new Code(desk, () => this.pane);
    this.kept = el("div.row.kept", { role: "group", "aria-label": "GANs that are kept" });
    this.node = el(
      "div.settings",
      {},
      el("div.row", {}, this.depth, this.who),
      this.live,
      el("h4.over", {}, "These start over", el(
        "span.over-hint",
        {},
        "they build a new GAN, and wait until you say so"
      )),
      this.over,
      this.confirm,
      el("div.row.foot", {}, this.code.press, this.kept),
      this.code.node
    );
  }
  get now() {
    return this.said[this.pane];
  }
  world(pane, message) {
    this.specs[pane] = message.knobs;
    if (pane === this.pane) this.fit();
    this.hearValues(pane, message);
  }
  frame(pane, part) {
    if (part.values) this.hearValues(pane, part);
  }
  hear(message) {
    if (message.what === "values") this.hearValues(message.pane, message);
    else if (message.what === "plan") this.hearPlan(message);
    else if (message.what === "started") this.restart();
    else if (message.what === "code") this.code.show(message.code);
  }
  /** The knobs of the GAN whose settings are shown: games have settings of their own. */
  fit() {
    const specs = this.specs[this.pane], names = specs?.map(({ name }) => name).join();
    if (!specs || names === this.built) return;
    this.built = names;
    this.wishes = {};
    this.confirm.hidden = true;
    for (const room of [this.live, this.over]) room.replaceChildren();
    this.build(specs);
  }
  build(specs) {
    this.knobs = /* @__PURE__ */ new Map();
    const groups = /* @__PURE__ */ new Map();
    for (const spec of specs) {
      const knob = new Knob(spec, (value) => this.turn(spec, value));
      this.knobs.set(spec.name, knob);
      if (!groups.has(spec.group)) {
        groups.set(spec.group, el("section.group", { "aria-label": spec.group }, el("h4.group-name", {}, spec.group)));
        (spec.live ? this.live : this.over).append(groups.get(spec.group));
      }
      groups.get(spec.group).append(knob.node);
    }
    this.enable();
  }
  turn(spec, value) {
    const knob = this.knobs.get(spec.name);
    knob.refuse(null);
    if (!this.alive) return;
    if (spec.live) return this.desk.command("set", { pane: this.pane, knob: spec.name, value });
    this.wishes = wished({ ...this.wishes, [spec.name]: value }, this.now.values);
    knob.show(value);
    this.mark();
    if (Object.keys(this.wishes).length) this.desk.command("plan", { pane: this.pane, wishes: this.wishes });
    else this.forget();
  }
  hearValues(pane, { values, unused, choices, kept, refused, why }) {
    this.said[pane] = { values, unused, choices, kept };
    if (pane !== this.pane || !this.knobs) return;
    if (refused) this.knobs.get(refused).refuse(why);
    this.write(refused);
  }
  /** Every knob to where it stands, but those that wait for the person. */
  write(refused) {
    const { values, unused, choices, kept } = this.now;
    for (const [name, knob] of this.knobs) {
      if (choices[name] && String(choices[name]) !== String(knob.choices))
        knob.setChoices(knob.choices = choices[name]);
      knob.node.hidden = unused.includes(name) || !(this.all || knob.spec.basic);
      if (name in this.wishes) continue;
      const moved = JSON.stringify(values[name]) !== JSON.stringify(knob.value);
      if (moved && knob.refused && name !== refused) knob.refuse(null);
      if (!knob.refused || moved) knob.show(values[name], moved);
    }
    for (const group of this.node.querySelectorAll(".ganlab-group"))
      group.hidden = [...group.querySelectorAll(".ganlab-knob")].every((knob) => knob.hidden);
    this.writeKept(kept);
  }
  /** Show the few settings that come first, or all of them. */
  showDepth(name) {
    this.all = name === DEPTHS[1];
    for (const press of this.depth.children) press.setAttribute("aria-pressed", String(press.textContent === name));
    if (this.now) this.write();
  }
  writeKept(kept) {
    const text = JSON.stringify(kept);
    if (text === this.keptText) return;
    this.keptText = text;
    const back = kept.map(({ name, text: what }, i) => button(this.desk.root, {
      name: `Show ${name}`,
      tone: "kept.button-small",
      hint: what,
      onclick: () => this.desk.command("show", { pane: this.pane, kept: i })
    }));
    back.forEach((press, i) => press.append(el("span.kept-what", { "aria-hidden": "true" }, kept[i].text)));
    this.kept.replaceChildren(...back);
    this.enable();
  }
  hearPlan({ text, moments, kept, refused }) {
    if (!Object.keys(this.wishes).length) return;
    const appears = this.confirm.hidden;
    this.confirm.hidden = false;
    this.confirm.classList.toggle("ganlab-refused", Boolean(refused));
    this.go.hidden = Boolean(refused);
    const past = moments ? `, with its ${count2(moments)} moments,` : "";
    this.asked.textContent = refused ? text : `This starts over: ${text}. The GAN of now${past} stays: as ${kept}, and one press away below.`;
    if (appears) this.confirm.scrollIntoView({ block: "nearest" });
  }
  /** Another GAN is shown: what was wrong with the wishes for the one before is of no interest. */
  restart() {
    for (const knob of this.knobs?.values() ?? []) knob.refuse(null);
    this.forget();
  }
  /** Let go of the wishes that wait. */
  forget() {
    this.wishes = {};
    this.confirm.hidden = true;
    this.mark();
    if (this.now) this.write();
    for (const [name, knob] of this.knobs ?? []) if (!knob.spec.live) knob.show(this.now.values[name], true);
  }
  mark() {
    for (const [name, knob] of this.knobs) knob.node.classList.toggle("ganlab-wished", name in this.wishes);
  }
  titles(titles) {
    this.said.length = Math.min(this.said.length, titles.length);
    if (this.pane >= titles.length) this.pane = 0;
    this.who.hidden = titles.length < 2;
    this.who.replaceChildren(...titles.map((title, i) => el("button.segment", {
      type: "button",
      title,
      "aria-pressed": String(i === this.pane),
      "aria-label": `Settings of ${LETTERS[i]}`,
      ...OWN_KEYS,
      onclick: () => this.choose(i)
    }, LETTERS[i])));
    if (this.now && this.knobs) this.write();
  }
  choose(pane) {
    this.pane = pane;
    this.fit();
    [...this.who.children].forEach((press, i) => press.setAttribute("aria-pressed", String(i === pane)));
    if (this.now) this.forget();
  }
  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }
  enable() {
    for (const knob of this.knobs?.values() ?? []) knob.enable(this.alive);
    for (const press of [this.go, this.cancel, this.code.press, ...this.kept.querySelectorAll("button")])
      press.disabled = !this.alive;
  }
};
var settings = {
  name: "settings",
  title: "Settings",
  icon: "knobs",
  hint: "turn everything that can be turned, while it trains",
  make: (desk) => new Settings(desk)
};

// src/panels/terms.js
var TALL = 38;
var PAD2 = 3;
var Terms = class {
  /** `weigh(term, value)` asks for another weight. */
  constructor(weigh) {
    Object.assign(this, { weigh, rows: /* @__PURE__ */ new Map(), alive: true });
    this.title = el("h4.terms-title", {}, "Terms of the loss, and their weights");
    this.list = el("div.terms-list");
    this.node = el("section.terms", { "aria-label": "Terms of the loss", hidden: true }, this.title, this.list);
  }
  /**
   * `terms` of {name, label, curve, value, knob}, and their curves by name; `whose` GAN they are of, where there are
   * several.
   */
  show(terms, curves, whose = "") {
    this.node.hidden = !terms.length;
    this.title.textContent = `Terms of ${whose ? `${whose}'s` : "the"} loss, and their weights`;
    const names = terms.map(({ name }) => name).join();
    if (names !== this.names) this.build(terms, names);
    for (const { name, curve, value } of terms) {
      const row = this.rows.get(name), { data } = row;
      row.data = curves[curve] ?? columns([]);
      row.data = row.data.n ? row.data : data ?? row.data;
      row.knob?.show(value);
    }
    this.draw();
  }
  build(terms, names) {
    this.names = names;
    this.rows = new Map(terms.map(({ name, label, knob: spec }) => {
      const knob = spec && new Knob({ ...spec, label: `Weight of ${label}` }, (value) => {
        knob.refuse(null);
        this.weigh(name, value);
      });
      const canvas = el("canvas.terms-curve", { role: "img", "aria-label": `Curve of ${label}` });
      const now = el("b.terms-now");
      const node = el(
        "div.terms-row",
        { "data-term": name },
        el("span.terms-name", {}, label, " ", now),
        canvas,
        knob ? knob.node : el("span.terms-fixed", {}, "no weight of its own")
      );
      return [name, { node, canvas, now, knob, data: null }];
    }));
    this.list.replaceChildren(...[...this.rows.values()].map(({ node }) => node));
    this.setAlive(this.alive);
  }
  refuse(name, why) {
    this.rows.get(name)?.knob?.refuse(why);
  }
  setPalette(palette, colour) {
    Object.assign(this, { palette, colour });
    this.draw();
  }
  setAlive(alive) {
    this.alive = alive;
    for (const { knob } of this.rows.values()) knob?.enable(alive);
  }
  draw() {
    if (!this.palette || this.node.hidden) return;
    for (const row of this.rows.values()) drawCurve2(row, this.palette, this.palette[this.colour] ?? this.palette.ink);
  }
};
function drawCurve2({ canvas, now, data }, palette, colour) {
  const width = canvas.clientWidth, dpr = globalThis.devicePixelRatio || 1;
  if (!(width > 20)) return;
  Object.assign(canvas, { width: Math.round(width * dpr), height: Math.round(TALL * dpr) });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.fillStyle = palette.grid;
  ctx.fillRect(0, TALL - 1, width, 1);
  const end = data?.n ? data.mean.findLastIndex(Number.isFinite) : -1;
  now.textContent = end < 0 ? "" : fixed(data.mean[end]);
  if (end < 0) return;
  const { lo, hi } = rangeOf(data), first = data.step[0], last = Math.max(data.step[data.n - 1], first + 1);
  const px = data.step.map((step) => PAD2 + (step - first) / (last - first) * (width - 2 * PAD2));
  const y = (v) => TALL - PAD2 - (v - lo) / (hi - lo || 1) * (TALL - 2 * PAD2);
  Object.assign(ctx, { strokeStyle: colour, lineWidth: 1.6, lineJoin: "round" });
  polyline(ctx, px, data.mean, y);
}

// src/panels/charts.js
var LEFT = 40;
var TOP = 22;
var LANE = 118;
var BETWEEN2 = 12;
var AXIS = 22;
var SAMPLE = 16;
var LEAST3 = 6;
var DASHES2 = [[], [6, 4], [2, 3], [9, 3, 2, 3], [12, 4], [1, 4]];
function logarithms({ n, step, low, high, mean }) {
  const log = (values) => values.map((v) => v > 0 ? Math.log10(v) : NaN);
  return { n, step, low: log(low), high: log(high), mean: log(mean) };
}
function decades(lo, hi, most = 4) {
  const [a, b] = [Math.floor(lo), Math.ceil(hi)];
  const every = Math.max(1, Math.ceil((b - a) / most));
  return Array.from({ length: Math.floor((b - a) / every) + 1 }, (_, i) => a + i * every);
}
function stretch(a, b, { left, right, first, last }) {
  const [from, to] = [Math.min(a, b), Math.max(a, b)].map((x) => first + (clamp(x, left, right) - left) / (right - left) * (last - first));
  return Math.abs(a - b) < LEAST3 || to - from < 1 ? null : [Math.floor(from), Math.ceil(to)];
}
var Charts = class {
  constructor(desk) {
    Object.assign(this, { desk, panes: [], lanes: null, chosen: [], span: null, log: false, at: null, drag: null });
    this.chips = el("div.row.chips", { role: "group", "aria-label": "Which curves" });
    const make = (spec) => button(desk.root, { tone: "curves.button-small", ...spec });
    this.logButton = make({ name: "Log", hint: "logarithmic values", onclick: () => this.setLog(!this.log) });
    this.logButton.setAttribute("aria-pressed", "false");
    this.out = make({
      name: "Whole training",
      icon: "reset",
      hint: "all steps again (double click)",
      onclick: () => this.zoom(null)
    });
    this.canvas = el("canvas.charts", {
      role: "img",
      "aria-label": "Curves",
      onpointerdown: (event) => this.onDown(event),
      onpointermove: (event) => this.onMove(event),
      onpointerup: (event) => this.onUp(event),
      onpointercancel: () => this.letGo(),
      onpointerleave: () => this.leave(),
      ondblclick: () => this.zoom(null)
    });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.hint = el("p.hint");
    this.terms = [];
    this.termsRoom = el("div.terms-room");
    this.node = el(
      "div.curves-room",
      {},
      el(
        "div.row",
        {},
        this.chips,
        el("span.row.chips-more", {}, this.logButton, this.out)
      ),
      el("div.charts-stage", {}, this.canvas, this.tip),
      this.hint,
      this.termsRoom
    );
    this.shown();
  }
  world(pane, message) {
    const rows = Object.fromEntries(Object.entries(message).filter(([key]) => key.startsWith("rows.")).map(([key, values]) => [key.slice(5), columns(values)]));
    this.panes[pane] = { rows, lanes: message.lanes };
    if (pane === 0) Object.assign(this, { lanes: message.lanes, chosen: message.chosen, span: message.span });
    this.writeChips();
    this.showTerms(pane, message.terms ?? [], rows);
    this.schedule();
  }
  showTerms(pane, terms, rows) {
    while (this.terms.length <= pane) {
      const of = this.terms.length;
      this.terms.push(new Terms((term, value) => this.desk.command("weigh", { pane: of, term, value })));
      this.termsRoom.append(this.terms[of].node);
      this.dressTerms();
    }
    this.terms[pane].show(terms, rows, this.panes.length > 1 ? LETTERS[pane] : "");
  }
  dressTerms() {
    this.terms.forEach((terms, pane) => {
      const { maker } = this.desk.board.panes[pane]?.game ?? this.desk.board.game;
      if (this.palette) terms.setPalette(this.palette, maker.colour);
      terms.setAlive(this.alive !== false);
    });
  }
  hear({ what, pane, term, text }) {
    if (what === "refused") this.terms[pane]?.refuse(term, text);
  }
  frame(pane, part) {
    if (part.lanes) this.world(pane, part);
  }
  titles(titles) {
    this.panes.length = Math.min(this.panes.length, titles.length);
    for (const { node } of this.terms.splice(titles.length)) node.remove();
    this.schedule();
  }
  writeChips() {
    const there = Object.entries(this.lanes).filter(([name, { curves }]) => curves.length || this.chosen.includes(name));
    const text = there.map(([name]) => name).join();
    if (text !== this.chipText) {
      this.chipText = text;
      this.chips.replaceChildren(...there.map(([name, { title }]) => el("button.chip", {
        type: "button",
        "data-lane": name,
        "aria-pressed": "false",
        ...OWN_KEYS,
        onclick: () => this.desk.command("turn", name)
      }, title)));
    }
    for (const chip of this.chips.children) chip.setAttribute(
      "aria-pressed",
      String(this.chosen.includes(chip.dataset.lane))
    );
    this.out.disabled = !this.span || this.alive === false;
    this.hint.textContent = this.span ? `Steps ${count2(this.span[0])} to ${count2(this.span[1])} of each network.` : "By steps of each network. Drag over a stretch to look closer.";
  }
  zoom(span) {
    this.desk.command("zoom", span);
  }
  setLog(log) {
    this.log = log;
    this.logButton.setAttribute("aria-pressed", String(log));
    this.schedule();
  }
  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    this.dressTerms();
    this.schedule();
  }
  layout() {
    for (const terms of this.terms) terms.draw();
    this.schedule();
  }
  shown() {
    for (const terms of this.terms) terms.draw();
    this.schedule();
  }
  setAlive(alive) {
    this.alive = alive;
    for (const press of [this.logButton, this.out, ...this.chips.children]) press.disabled = !alive;
    this.dressTerms();
  }
  schedule() {
    this.request ||= requestAnimationFrame(() => this.draw());
  }
  /** What is drawn in each lane: {title, range, series}. */
  plan() {
    return this.chosen.map((lane) => {
      const { title, range } = this.lanes[lane];
      const series = this.panes.flatMap(({ rows, lanes }, pane) => lanes[lane].curves.map(({ name, label, colour }, k) => ({
        name,
        pane,
        k,
        colour: colour ?? colourOfCurve(this.desk.board.panes[pane]?.game ?? this.desk.board.game, name),
        label: this.panes.length > 1 ? `${LETTERS[pane]} ${label}` : label,
        data: this.log && !range ? logarithms(rows[name] ?? columns([])) : rows[name] ?? columns([])
      })));
      return { title, fixed: range, log: this.log && !range, series: series.filter(({ data }) => data.n) };
    });
  }
  draw() {
    this.request = 0;
    const width = this.canvas.parentElement.clientWidth;
    if (!this.palette || !this.lanes || !(width > 120)) return;
    const drawn = this.plan(), height = drawn.length * (TOP + LANE + BETWEEN2) + AXIS, dpr = globalThis.devicePixelRatio || 1;
    this.canvas.style.height = `${height}px`;
    if (this.canvas.width !== Math.round(width * dpr) || this.canvas.height !== Math.round(height * dpr)) {
      Object.assign(this.canvas, { width: Math.round(width * dpr), height: Math.round(height * dpr) });
    }
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const all = drawn.flatMap(({ series }) => series.map(({ data }) => data));
    const [first, last] = this.span ?? [1, Math.max(2, ...all.map(({ step, n }) => step[n - 1]))];
    for (const lane of drawn) Object.assign(lane, this.rangeFor(lane));
    const names = drawn.flatMap(({ series }) => series.map(({ label }) => label));
    const left = Math.max(LEFT, widest(drawn.flatMap(({ texts }) => texts), axisFont(this.font)) + 8);
    const room = Math.min(0.4 * width, widest(names, axisFont(this.font)) + SAMPLE + 16);
    this.axis = { left, right: width - Math.max(20, room), first, last };
    this.drawn = drawn;
    drawn.forEach((lane, i) => this.drawLane(ctx, lane, i * (TOP + LANE + BETWEEN2)));
    this.drawAxis(ctx, height);
    this.drawHand(ctx, height - AXIS);
    this.canvas.dataset.drawn = (Number(this.canvas.dataset.drawn) || 0) + 1;
    this.canvas.dataset.span = `${first} ${last}`;
  }
  x(step) {
    const { left, right, first, last } = this.axis;
    return left + (step - first) / (last - first) * (right - left);
  }
  drawLane(ctx, { title, log, series, lo, hi, ticks: ticks2, texts }, at) {
    const { palette, font } = this, { left, right } = this.axis, top = at + TOP, base = top + LANE;
    ctx.font = `600 12px ${font}`;
    Object.assign(ctx, { textAlign: "left", textBaseline: "top", fillStyle: palette.ink });
    ctx.fillText(log ? `${title}, log` : title, 0, at + 3);
    const y = (v) => clamp(base - (v - lo) / (hi - lo) * LANE, top, base);
    ctx.font = axisFont(font);
    Object.assign(ctx, { textAlign: "right", textBaseline: "middle" });
    ticks2.forEach((t, i) => {
      ctx.fillStyle = palette.grid;
      ctx.fillRect(left, Math.round(y(t)), right - left, 1);
      ctx.fillStyle = palette.faint;
      ctx.fillText(texts[i], left - 6, y(t));
    });
    if (!series.length) {
      ctx.textAlign = "left";
      ctx.fillText("nothing recorded here yet", left + 8, (top + base) / 2);
    }
    const ends = series.map((one) => this.drawCurve(ctx, one, y)).filter(Boolean);
    ctx.textAlign = "left";
    for (const { place, text, colour, dash } of apart(ends, 13)) {
      Object.assign(ctx, { fillStyle: colour, strokeStyle: colour, lineWidth: 1.6 });
      ctx.setLineDash(dash);
      ctx.beginPath();
      ctx.moveTo(right + 6, place);
      ctx.lineTo(right + 6 + SAMPLE, place);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.fillStyle = this.palette.ink;
      ctx.fillText(text, right + SAMPLE + 11, place, this.canvas.clientWidth - right - SAMPLE - 12);
    }
  }
  /** The range of a lane, its ticks and their texts. */
  rangeFor({ fixed: range, log, series }) {
    if (!range && !series.length) return { lo: 0, hi: 1, ticks: [], texts: [] };
    const ranges = range ? [{ lo: range[0], hi: range[1] }] : series.map(({ data }) => rangeOf(data));
    const lo = Math.min(...ranges.map((r) => r.lo)), hi = Math.max(...ranges.map((r) => r.hi));
    if (!log) {
      const nice2 = niceRange(lo, hi, 4);
      return { ...nice2, texts: tickTexts(nice2.ticks) };
    }
    const ticks2 = decades(lo, hi);
    const texts = ticks2.map((t) => short(10 ** t));
    return { lo: ticks2[0], hi: Math.max(ticks2.at(-1), ticks2[0] + 1, hi), ticks: ticks2, texts };
  }
  drawCurve(ctx, { name, pane, k, label, data, colour: called }, y) {
    const colour = this.palette[called] ?? this.palette.ink, many = name.includes(".");
    const px = data.step.map((s) => this.x(s)), means = data.n > 60 ? smooth(px, data.mean, 2) : data.mean;
    Object.assign(ctx, { fillStyle: colour, strokeStyle: colour, lineJoin: "round", lineWidth: 1.6 });
    ctx.save();
    ctx.beginPath();
    ctx.rect(this.axis.left, 0, this.axis.right - this.axis.left + 1, this.canvas.clientHeight);
    ctx.clip();
    ctx.globalAlpha = many ? 0.06 : 0.16;
    band(ctx, px, data, y);
    ctx.globalAlpha = 1;
    const dash = DASHES2[(many ? k : pane) % DASHES2.length];
    ctx.setLineDash(dash);
    polyline(ctx, px, means, y);
    ctx.restore();
    ctx.setLineDash([]);
    const end = means.findLastIndex(Number.isFinite);
    return end < 0 ? null : { place: y(means[end]), text: label, colour, dash };
  }
  drawAxis(ctx, height) {
    const { left, right, first, last } = this.axis;
    const top = height - AXIS - BETWEEN2 + 2;
    Object.assign(ctx, { fillStyle: this.palette.faint, textAlign: "right", textBaseline: "top" });
    ctx.font = axisFont(this.font);
    ctx.fillText("step", left - 6, top + 6);
    ctx.textAlign = "center";
    const { at } = ticksWithin(first, last, { side: right - left, font: ctx.font, many: 6, whole: true });
    for (const t of at) {
      ctx.fillRect(this.x(t), top, 1, 4);
      ctx.fillText(count2(t), clamp(this.x(t), left + 8, right - 4), top + 6);
    }
  }
  drawHand(ctx, bottom) {
    const { left, right } = this.axis;
    ctx.fillStyle = this.palette.faint;
    if (this.drag) {
      const [a, b] = [this.drag.from, this.drag.to].map((x) => clamp(x, left, right)).sort((p, q) => p - q);
      ctx.globalAlpha = 0.25;
      ctx.fillRect(a, 0, b - a, bottom);
      ctx.globalAlpha = 1;
    } else if (this.at !== null) ctx.fillRect(Math.round(clamp(this.at, left, right)), 0, 1, bottom - BETWEEN2);
  }
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
  onDown(event) {
    if (event.button !== 0 || !this.axis) return;
    const [x] = this.place(event);
    this.canvas.setPointerCapture(event.pointerId);
    this.drag = { from: x, to: x };
  }
  onMove(event) {
    if (!this.axis) return;
    const [x, y] = this.place(event);
    if (this.drag) this.drag.to = x;
    this.at = x;
    this.explain(x, y);
    this.schedule();
  }
  onUp() {
    if (!this.drag) return;
    const span = stretch(this.drag.from, this.drag.to, this.axis);
    this.letGo();
    if (span) this.zoom(span);
  }
  letGo() {
    this.drag = null;
    this.schedule();
  }
  leave() {
    this.at = null;
    this.tip.classList.remove("ganlab-shown");
    this.schedule();
  }
  /** The values under the hand, of the lane that it is in. */
  explain(x, y) {
    const { left, right, first, last } = this.axis, lane = this.drawn[Math.floor(y / (TOP + LANE + BETWEEN2))];
    const inside = lane && x >= left && x <= right;
    this.tip.classList.toggle("ganlab-shown", Boolean(inside));
    if (!inside) return;
    const step = first + (x - left) / (right - left) * (last - first);
    const value = (v) => fixed(lane.log ? 10 ** v : v);
    const lines2 = lane.series.map(({ label, data }) => {
      const i = nearest(data.step, step), spread = data.high[i] - data.low[i] > 1e-9;
      return `${label}  ${value(data.mean[i])}${spread ? `  (${value(data.low[i])} to ${value(data.high[i])})` : ""}`;
    });
    this.tip.textContent = [`step ${count2(step)}`, ...lines2].join("\n");
    const side = x > (left + right) / 2 ? `calc(${x - 14}px - 100%)` : `${x + 14}px`;
    this.tip.style.transform = `translate(${side}, ${Math.max(0, y - 20)}px)`;
  }
  stop() {
    cancelAnimationFrame(this.request);
  }
};
var charts = {
  name: "curves",
  title: "Curves",
  icon: "curves",
  hint: "losses, discriminator output, penalties, gradient norms",
  make: (desk) => new Charts(desk)
};

// src/panels/controls.js
var SPEEDS = [1, 2, 5, 10, 30, 100, null];
var AHEAD = 2;
function speedText(speed) {
  if (speed === null) return "as fast as it goes";
  return speed === 1 ? "1 round a second" : `${speed} rounds a second`;
}
function speedIndex(speed) {
  const i = SPEEDS.findIndex((s) => s !== null && speed !== null && s >= speed);
  return i < 0 ? SPEEDS.length - 1 : i;
}
function stepsIn({ sides }) {
  const steps2 = sides.map(({ name, title, key, noun, verb, icon: icon2, colour }) => ({
    what: `step_${name}`,
    name: `Step ${title}`,
    key: key?.toUpperCase(),
    icon: icon2,
    hint: `the ${noun} ${verb}`,
    colour
  }));
  const all = {
    what: "step",
    name: sides.length === 2 ? "Step both" : "Step all",
    key: "B",
    icon: "both",
    hint: "one whole round"
  };
  return sides.length > 1 ? [...steps2, all] : steps2;
}
function looksIn({ turns }) {
  return turns.map(({ name, title, noun, key }, i) => ({
    turn: name,
    title,
    name: `Preview ${title}`,
    key: key && turns.findIndex((turn) => turn.key === key) === i ? `⇧${key.toUpperCase()}` : null,
    hint: `what a step of the ${noun} would do; nothing changes`
  }));
}
var Controls = class {
  constructor(channel, { root, game = gameOf() }) {
    Object.assign(this, { channel, root, game, playing: false, alive: true, phase: null });
    this.node = el("div.controls");
    this.ahead = el("div.looks", { role: "group", "aria-label": "What a step would do" });
    this.pace = el("label.speed");
    this.build();
    root.addEventListener("keydown", (event) => this.onKey(event));
  }
  /** Another game is played: it has other buttons. */
  setGame(game) {
    this.game = game;
    this.build();
    this.showPlaying(this.playing);
  }
  build() {
    const make = (spec) => button(this.root, spec);
    this.keys = stepsIn(this.game);
    this.previews = looksIn(this.game);
    this.steps = this.keys.map(({ colour, ...step }) => make({
      ...step,
      tone: colour ? "side" : "both",
      style: colour ? toneOf(colour) : null,
      onclick: () => this.step(step.what)
    }));
    this.play = make({
      name: "Play",
      key: "space",
      icon: "play",
      hint: "train round after round",
      tone: "play",
      onclick: () => this.toggle()
    });
    this.reset = make({
      name: "Reset",
      key: "R",
      icon: "reset",
      hint: "back to the start, same seed",
      tone: "reset",
      onclick: () => this.command("reset")
    });
    this.looks = this.previews.map((look) => make({
      ...look,
      tone: "look.button-small",
      onclick: () => this.look(look.turn)
    }));
    this.accept = make({
      name: "Accept",
      key: "enter",
      hint: "take the step that is shown",
      tone: "accept.button-small",
      onclick: () => this.command("accept")
    });
    this.discard = make({
      name: "Discard",
      key: "esc",
      hint: "back to how it is",
      tone: "discard.button-small",
      onclick: () => this.command("preview", null)
    });
    this.slider = el("input.slider", {
      type: "range",
      min: 0,
      max: SPEEDS.length - 1,
      step: 1,
      value: SPEEDS.length - 1,
      "aria-label": "Speed",
      "aria-valuetext": speedText(null),
      ...OWN_KEYS,
      oninput: () => this.onSpeed()
    });
    this.speedLabel = el("output.speed-value", {}, speedText(null));
    this.counts = Object.fromEntries(this.game.turns.map(({ name }) => [name, el("b", {}, "0")]));
    this.rate = el("b", {}, "–");
    const numbers = this.game.turns.map(({ name, title, colour }) => el("span.number", {
      "data-turn": name,
      style: toneOf(colour)
    }, `${title} steps `, this.counts[name]));
    const columns2 = 2 * Math.max(3, this.steps.length), looks = this.looks.length;
    this.node.replaceChildren(
      el("div.buttons", {
        role: "group",
        "aria-label": "Training",
        style: `--ganlab-steps: ${columns2}; --ganlab-play: ${columns2 - 2}`
      }, ...this.steps, this.play, this.reset),
      this.answers = el(
        "div.looks",
        { role: "group", "aria-label": "The step that is shown", hidden: true },
        this.accept,
        this.discard
      ),
      el("div.numbers", {}, ...numbers, el("span.number.rate", {}, this.rate, " rounds/s"))
    );
    this.ahead.replaceChildren(...this.looks);
    this.ahead.style.setProperty("--ganlab-looks", looks > 4 ? 3 : looks);
    this.pace.replaceChildren(el("span", {}, "Speed"), this.slider, this.speedLabel);
    this.showPhase(this.phase);
  }
  step(what, again = false) {
    if (!again || this.channel.undone < AHEAD) this.command(what);
  }
  toggle() {
    this.command(this.playing ? "pause" : "play", this.playing ? null : SPEEDS[this.slider.value]);
  }
  /** Go on, if it stands still. */
  start() {
    if (!this.playing) this.toggle();
  }
  /** Stand still, if it does not. */
  halt() {
    if (this.playing) this.command("pause");
  }
  /** Preview a turn; once more: no longer. */
  look(turn) {
    if (!this.playing && this.channel.undone < AHEAD) this.command("preview", this.phase === turn ? null : turn);
  }
  onSpeed() {
    this.speedLabel.textContent = speedText(SPEEDS[this.slider.value]);
    this.slider.setAttribute("aria-valuetext", this.speedLabel.textContent);
    this.command("speed", SPEEDS[this.slider.value]);
  }
  command(what, value = null) {
    if (this.alive) this.channel.command(what, value);
  }
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const pressed = event.key.toLowerCase();
    const focusedButton = event.target.closest?.("button");
    if (focusedButton && (pressed === " " || pressed === "enter")) return;
    if (!this.act(pressed, event.shiftKey, event.repeat)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** Does what a key stands for; whether it stands for anything. */
  act(pressed, shift, again) {
    const step = this.keys.find(({ key }) => key?.toLowerCase() === pressed);
    const turn = this.game.turns.find(({ key }) => key === pressed);
    if (step && !shift) this.step(step.what, again);
    else if (again) return false;
    else if (turn && shift) this.look(turn.name);
    else if (pressed === " ") this.toggle();
    else if (pressed === "r") this.command("reset");
    else if (pressed === "enter" && this.phase) this.command("accept");
    else if (pressed === "escape" && this.phase) this.command("preview", null);
    else return false;
    return true;
  }
  /** What the kernel says is so: counters, whether it plays and how fast, and whether a step is being looked at. */
  update({ steps: steps2, playing, rate, speed, preview }) {
    for (const [name, n] of Object.entries(stepsOf2(this.game, steps2))) writeNumber(this.counts[name], count2(n), 3);
    writeNumber(this.rate, playing ? rateText(rate) : "–", 5);
    if (playing !== this.playing) this.showPlaying(playing);
    if (preview !== void 0 && preview !== this.phase) this.showPhase(preview);
    if (speed !== void 0 && document.activeElement !== this.slider) {
      this.showSpeed(speed);
    }
  }
  showSpeed(speed) {
    const at = String(speedIndex(speed)), words = speedText(speed);
    if (this.slider.value !== at) this.slider.value = at;
    if (this.speedLabel.textContent === words) return;
    write(this.speedLabel, words);
    this.slider.setAttribute("aria-valuetext", words);
  }
  showPlaying(playing) {
    this.playing = playing;
    this.root.classList.toggle("ganlab-playing", playing);
    this.play.title = playing ? "Pause: stop after this round (space)" : "Play: train round after round (space)";
    rename(this.play, playing ? "Pause" : "Play", playing ? "pause" : "play");
    this.enable();
  }
  showPhase(phase2) {
    this.phase = phase2;
    this.looks.forEach((look, i) => look.setAttribute("aria-pressed", String(this.previews[i].turn === phase2)));
    this.enable();
  }
  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }
  enable() {
    if (!this.phase && this.answers.contains(document.activeElement))
      this.root.focus({ preventScroll: true });
    for (const control of [...this.steps, this.play, this.reset, this.slider]) control.disabled = !this.alive;
    for (const look of this.looks) look.disabled = !this.alive || this.playing;
    for (const answer of [this.accept, this.discard]) answer.disabled = !this.alive || !this.phase;
    this.answers.hidden = !this.phase;
  }
};
function writeNumber(box, text, least) {
  const wide = `${Math.max(text.length, least)}ch`;
  write(box, text);
  if (box.style.width !== wide) box.style.width = wide;
}

// src/panels/brush.js
function apart2(x, y, [x0, y0], [x1, y1]) {
  const dx = x1 - x0, dy = y1 - y0, long = dx * dx + dy * dy;
  const t = long ? Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / long)) : 0;
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}
function stroke(sheet2, side, from, to, { width, weight = 1, erase = false }) {
  const reach = width / 2 + 1, ink = Math.max(1, Math.round(255 * weight));
  const span = (k) => [
    Math.max(0, Math.floor(Math.min(from[k], to[k]) - reach)),
    Math.min(side, Math.ceil(Math.max(from[k], to[k]) + reach))
  ];
  const [[left, right], [top, bottom]] = [span(0), span(1)];
  let changed = false;
  for (let i = top; i < bottom; i++) for (let j = left; j < right; j++) {
    const covered = Math.min(1, Math.max(0, width / 2 + 0.5 - apart2(j + 0.5, i + 0.5, from, to)));
    if (!covered) continue;
    const at = i * side + j, now = erase ? Math.min(sheet2[at], Math.round(255 * (1 - covered))) : Math.max(sheet2[at], Math.round(ink * covered));
    changed ||= now !== sheet2[at];
    sheet2[at] = now;
  }
  return changed;
}
var Past = class {
  constructor(sheet2, most = 200) {
    Object.assign(this, { sheet: sheet2, most, before: [], after: [] });
  }
  /** Another sheet takes the place of this one. */
  put(sheet2) {
    this.before.push(this.sheet);
    if (this.before.length > this.most) this.before.shift();
    Object.assign(this, { sheet: sheet2, after: [] });
  }
  /** A copy to be drawn on, while the one of before can still be returned to. */
  begin() {
    this.put(this.sheet.slice());
  }
  undo() {
    if (!this.before.length) return false;
    this.after.push(this.sheet);
    this.sheet = this.before.pop();
    return true;
  }
  redo() {
    if (!this.after.length) return false;
    this.before.push(this.sheet);
    this.sheet = this.after.pop();
    return true;
  }
};
function spelled2(sheet2) {
  let text = "";
  for (const byte of sheet2) text += String.fromCharCode(byte);
  return btoa(text);
}
var inked = (sheet2) => sheet2.reduce((n, ink) => n + (ink > 0), 0);

// src/panels/draw.js
var MOST = 380;
var FRESH = { width: 5, weight: 1, erase: false };
var SHAPES2 = [
  ["target", "Target", "trace what is imitated now, to change it"],
  ["ring", "Ring", ""],
  ["moons", "Moons", ""],
  ["spiral", "Spiral", ""],
  ["blobs", "Blobs", "three blobs, one of them with a twentieth of the points"]
];
var WAYS3 = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var HINT = "Draw with the mouse, a pen or a finger. Keys: arrows move the brush, space paints, E erases, [ and ] change the width, Ctrl+Z takes back.";
var Draw = class {
  constructor(desk) {
    Object.assign(this, {
      desk,
      pane: 0,
      worlds: [],
      now: [],
      version: -1,
      alive: true,
      size: 0,
      brush: { ...FRESH },
      at: null,
      held: null,
      key: false
    });
    this.me = Math.random().toString(36).slice(2, 10);
    this.past = new Past(new Uint8Array(64 * 64));
    this.canvas = el("canvas.draw-sheet", {
      tabindex: 0,
      role: "application",
      ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event),
      onpointermove: (event) => this.hover(event),
      onpointerleave: () => this.leave(),
      onkeydown: (event) => this.onKey(event),
      onkeyup: (event) => event.key === " " && this.lift(),
      onblur: () => this.lift(),
      oncontextmenu: (event) => event.preventDefault()
    });
    this.build();
    this.node = el("div.draw", {}, this.who, el(
      "div.draw-top",
      {},
      el("div.draw-left", {}, this.canvas, this.legend),
      this.side
    ), this.code.node);
    this.describe();
  }
  build() {
    const { desk } = this, make = (spec) => button(desk.root, { tone: "draw.button-small", ...spec });
    this.who = el("div.segments.who", { role: "group", "aria-label": "Over whose picture", hidden: true });
    this.tools = [["Brush", false], ["Eraser", true]].map(([name, erase]) => el("button.segment", {
      type: "button",
      "aria-pressed": String(!erase),
      ...OWN_KEYS,
      onclick: () => this.hold({ erase })
    }, name));
    this.width = this.slider("Width", 1, 20, this.brush.width, (v) => `${v} cells`, (width) => this.hold({ width }));
    this.weight = this.slider("Ink", 5, 100, 100, (v) => `${v} %`, (v) => this.hold({ weight: v / 100 }));
    this.weight.node.title = "how often points fall there, beside what has full ink";
    this.undo = make({
      name: "Undo stroke",
      icon: "undo",
      hint: "take back the last stroke",
      onclick: () => this.turn("undo")
    });
    this.redo = make({ name: "Redo stroke", icon: "redo", hint: "make it again", onclick: () => this.turn("redo") });
    this.clear = make({
      name: "Clear",
      icon: "close",
      hint: "an empty sheet",
      onclick: () => this.put(new Uint8Array(this.past.sheet.length))
    });
    this.shapes = SHAPES2.map(([name, title, hint]) => el(
      "button.chip",
      {
        type: "button",
        title: hint || `begin with ${title.toLowerCase()}`,
        "data-shape": name,
        ...OWN_KEYS,
        onclick: () => this.begin(name)
      },
      title
    ));
    this.letter = el("input.knob-field.draw-letter", {
      type: "text",
      maxlength: 2,
      placeholder: "letter",
      spellcheck: "false",
      autocomplete: "off",
      "aria-label": "Begin with a letter",
      ...OWN_KEYS,
      oninput: () => this.letter.value && this.begin([...this.letter.value].at(-1)),
      onkeydown: (event) => event.stopPropagation()
    });
    this.train = make({
      name: "Train on this",
      icon: "play",
      hint: "a new GAN that imitates the drawing",
      tone: "play.button-small",
      onclick: () => this.start()
    });
    this.cost = el("p.hint.draw-cost");
    this.why = el("p.why", { role: "alert", hidden: true });
    this.code = new Code(desk, () => this.pane);
    this.legend = el(
      "div.draw-legend",
      {},
      el(
        "span.item",
        {},
        el("i.mark.mark-ink", { "aria-hidden": "true" }),
        "your drawing"
      ),
      el("span.item", {}, el("i.mark.mark-real", { "aria-hidden": "true" }), "imitated now"),
      el("span.item", {}, el("i.mark.mark-fake", { "aria-hidden": "true" }), "fakes now")
    );
    const row = (name, ...nodes) => el(
      "div.draw-row",
      { role: "group", "aria-label": name },
      el("span.knob-label", { "aria-hidden": "true" }, name),
      ...nodes
    );
    this.side = el(
      "div.draw-side",
      {},
      row("Draw with", el("div.segments", {}, ...this.tools)),
      this.width.node,
      this.weight.node,
      row("Steps", this.undo, this.redo, this.clear),
      row("Begin with", el("div.draw-shapes", {}, ...this.shapes, this.letter)),
      el("p.hint", {}, HINT),
      this.why,
      el("div.draw-go", {}, this.cost, el("div.row", {}, this.train, this.code.press))
    );
  }
  slider(name, min, max2, value, words, turn) {
    const shown = el("output.draw-value", {}, words(value));
    const input = el("input.slider", {
      type: "range",
      min,
      max: max2,
      step: 1,
      value,
      "aria-label": `${name} of the brush`,
      "aria-valuetext": words(value),
      ...OWN_KEYS,
      oninput: () => turn(Number(input.value))
    });
    const show = (v) => {
      input.value = v;
      shown.textContent = words(v);
      input.setAttribute("aria-valuetext", words(v));
    };
    return { input, show, node: el("label.draw-row", {}, el("span.knob-label", {}, name), input, shown) };
  }
  get cells() {
    return Math.round(Math.sqrt(this.past.sheet.length));
  }
  hold(change) {
    Object.assign(this.brush, change);
    this.brush.width = clamp(this.brush.width, 1, 20);
    this.tools.forEach((tool, i) => tool.setAttribute("aria-pressed", String(this.brush.erase === (i === 1))));
    this.width.show(this.brush.width);
    this.weight.show(Math.round(100 * this.brush.weight));
    this.schedule();
  }
  // From the kernel
  world(pane, message) {
    this.worlds[pane] = message;
    this.now[pane] = message;
    if (pane === 0) this.adopt(message);
    this.describe();
    this.schedule();
  }
  frame(pane, part) {
    if (part.kept) this.now[pane] = part;
    if (pane !== this.pane) return;
    this.describe();
    this.schedule();
  }
  hear(message) {
    if (message.what === "sheet") this.adopt(message);
    else if (message.what === "code") this.code.show(message.code);
    else if (message.what === "started" && this.starting) this.started();
    else if (message.refused || message.what === "refused") this.refuse(message.text);
  }
  /** What lies on the sheet, as the kernel knows it: another page or a cell may have drawn. */
  adopt({ version, by, sheet: sheet2 }) {
    const news = version > this.version && by !== this.me && !this.held && !this.key;
    this.version = Math.max(version, this.version);
    if (!news || String(sheet2) === String(this.past.sheet)) return;
    this.past.put(Uint8Array.from(sheet2));
    this.changed();
  }
  started() {
    this.starting = false;
    this.desk.controls.start();
  }
  // From the hand
  start() {
    this.refuse(null);
    this.starting = true;
    this.desk.command("train", { pane: this.pane });
  }
  begin(name) {
    this.refuse(null);
    this.desk.command("stamp", { pane: this.pane, name });
  }
  /** The sheet is another one: show it, and tell the kernel. */
  send() {
    this.refuse(null);
    this.changed();
    this.desk.command("paint", { sheet: spelled2(this.past.sheet), by: this.me });
  }
  put(sheet2) {
    this.past.put(sheet2);
    this.send();
  }
  turn(way2) {
    if (!this.held && this.past[way2]()) this.send();
  }
  where(event) {
    const box = this.canvas.getBoundingClientRect();
    return [
      (event.clientX - box.left) / box.width * this.cells,
      (event.clientY - box.top) / box.height * this.cells
    ];
  }
  /** What this pointer draws with: a pen's pressure makes it wider, its other end and the right button erase. */
  brushOf(event) {
    const pen = event.pointerType === "pen" && event.pressure > 0;
    return {
      ...this.brush,
      width: pen ? Math.max(1, this.brush.width * 2 * event.pressure) : this.brush.width,
      erase: this.brush.erase || Boolean(event.buttons & 34)
    };
  }
  grab(event) {
    if (!this.alive || this.held || event.button !== 0 && event.button !== 2 && event.button !== 5) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.past.begin();
    this.held = { id: event.pointerId, from: this.where(event), brush: this.brushOf(event) };
    this.lineTo(this.held.from);
    const move = (moved) => {
      if (moved.pointerId !== this.held.id) return;
      for (const one of moved.getCoalescedEvents?.() ?? [moved]) {
        this.held.brush = { ...this.brushOf(one), erase: this.held.brush.erase };
        this.lineTo(this.where(one));
      }
    };
    const up = (lifted) => {
      if (lifted.pointerId !== this.held.id) return;
      for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
        this.canvas.removeEventListener(name, listen2);
      this.held = null;
      this.send();
    };
    for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
      this.canvas.addEventListener(name, listen2);
  }
  lineTo(to) {
    stroke(this.past.sheet, this.cells, this.held.from, to, this.held.brush);
    this.held.from = this.at = to;
    this.inkStale = true;
    this.schedule();
  }
  hover(event) {
    if (this.held) return;
    this.at = this.where(event);
    this.schedule();
  }
  leave() {
    if (this.held || document.activeElement === this.canvas) return;
    this.at = null;
    this.schedule();
  }
  onKey(event) {
    const key = event.key.toLowerCase(), control = event.ctrlKey || event.metaKey;
    if (event.altKey || !this.keyed(key, event, control)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  keyed(key, event, control) {
    if (control) {
      if (key !== "z" && key !== "y") return false;
      this.turn(key === "y" || event.shiftKey ? "redo" : "undo");
    } else if (WAYS3[event.key]) this.step(WAYS3[event.key], event.shiftKey ? 5 : 1);
    else if (key === " ") this.press(event.repeat);
    else if (key === "e") this.hold({ erase: !this.brush.erase });
    else if (key === "[" || key === "]") this.hold({ width: this.brush.width + (key === "[" ? -1 : 1) });
    else return false;
    return true;
  }
  /** The brush goes on by some cells; with the space bar down it paints on its way. */
  step([dx, dy], far) {
    const from = this.middle(), to = [[from[0], dx], [from[1], dy]].map(([v, d]) => clamp(v + d * far, 0.5, this.cells - 0.5));
    if (this.key) stroke(this.past.sheet, this.cells, from, to, this.brush);
    this.inkStale ||= this.key;
    this.at = to;
    this.describe();
    this.schedule();
  }
  /** Where the keys' brush is: in the middle of a cell. */
  middle() {
    const [x, y] = this.at ?? [this.cells / 2, this.cells / 2];
    return [x, y].map((v) => clamp(Math.floor(v) + 0.5, 0.5, this.cells - 0.5));
  }
  press(again) {
    if (again || this.key || this.held || !this.alive) return;
    this.key = true;
    this.at = this.middle();
    this.past.begin();
    stroke(this.past.sheet, this.cells, this.at, this.at, this.brush);
    this.inkStale = true;
    this.schedule();
  }
  /** The space bar is up again. */
  lift() {
    if (!this.key) return;
    this.key = false;
    this.send();
  }
  // On the page
  changed() {
    this.inkStale = true;
    this.describe();
    this.schedule();
  }
  refuse(why) {
    this.why.textContent = why ?? "";
    this.why.hidden = !why;
    if (why) this.starting = false;
  }
  describe() {
    if (this.inkStale !== false) this.ink = inked(this.past.sheet);
    const { ink = 0 } = this, all = this.past.sheet.length, [x, y] = this.middle().map(Math.ceil);
    this.canvas.dataset.ink = ink;
    const label = `Sheet, ${ink} of ${all} cells drawn; ${this.brush.erase ? "eraser" : "brush"} at column ${x}, row ${y}`;
    if (this.canvas.getAttribute("aria-label") !== label) this.canvas.setAttribute("aria-label", label);
    const { moments = 0, kept, data } = this.now[this.pane] ?? {};
    const past = moments ? `, with its ${count2(moments)} moments,` : "";
    const text = ink ? `Training on it starts over: data ${data ?? ""} → drawing, with fresh networks. The GAN of now${past} stays: as ${kept}.` : "Draw something, or begin with a shape: it will be a target that you can train on.";
    if (this.cost.textContent !== text) this.cost.textContent = text;
    this.enable();
  }
  enable() {
    const { alive, past } = this;
    this.train.disabled = this.clear.disabled = !alive || !this.ink;
    this.undo.disabled = !alive || !past.before.length;
    this.redo.disabled = !alive || !past.after.length;
    for (const control of [
      ...this.tools,
      ...this.shapes,
      this.letter,
      this.width.input,
      this.weight.input,
      this.code.press
    ]) control.disabled = !alive;
    const flat = (this.worlds[this.pane]?.shape ?? [2]).join() === "2";
    this.shapes[0].disabled ||= !flat;
    for (const item of [...this.legend.children].slice(1)) item.hidden = !flat;
  }
  titles(titles) {
    this.worlds.length = Math.min(this.worlds.length, titles.length);
    if (this.pane >= titles.length) this.pane = 0;
    this.who.hidden = titles.length < 2;
    this.who.replaceChildren(...titles.map((title, i) => el("button.segment", {
      type: "button",
      title,
      "aria-pressed": String(i === this.pane),
      "aria-label": `Draw over ${LETTERS[i]}`,
      ...OWN_KEYS,
      onclick: () => this.choose(i)
    }, LETTERS[i])));
    this.schedule();
  }
  choose(pane) {
    this.pane = pane;
    [...this.who.children].forEach((press, i) => press.setAttribute("aria-pressed", String(i === pane)));
    this.changed();
  }
  setPalette(palette, font) {
    Object.assign(this, { palette, font, inkStale: true });
    this.schedule();
  }
  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }
  layout() {
    const width = this.node.clientWidth;
    if (!width) return;
    this.node.classList.toggle("ganlab-stacked", width < 640);
    const size = Math.floor(Math.min(MOST, width < 640 ? width : width - 300)), dpr = globalThis.devicePixelRatio || 1;
    this.node.style.setProperty("--ganlab-sheet", `${size}px`);
    if (size === this.size && dpr === this.dpr) return;
    Object.assign(this, { size, dpr });
    this.canvas.width = this.canvas.height = Math.round(size * dpr);
    this.schedule();
  }
  shown(now) {
    if (now) this.schedule();
  }
  schedule() {
    this.request ||= requestAnimationFrame(() => {
      this.request = 0;
      if (this.palette && this.size > 20 && this.canvas.isConnected) this.draw();
    });
  }
  draw() {
    const { palette, size, dpr } = this, ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, size, size);
    this.drawGrid(ctx);
    ctx.imageSmoothingEnabled = true;
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(this.inkImage(), 0, 0, size, size);
    this.drawPoints(ctx);
    this.drawBrush(ctx);
    this.canvas.dataset.drawn = String(this.version);
  }
  /** The ink as an image of one pixel a cell; faint ink is drawn stronger than it is, so that it is seen. */
  inkImage() {
    const { cells } = this;
    this.image ??= document.createElement("canvas");
    if (this.inkStale === false && this.image.width === cells) return this.image;
    this.image.width = this.image.height = cells;
    const ctx = this.image.getContext("2d"), data = ctx.createImageData(cells, cells);
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(this.palette.real.slice(i, i + 2), 16));
    this.past.sheet.forEach((ink, i) => data.data.set([r, g, b, 235 * Math.sqrt(ink / 255)], 4 * i));
    ctx.putImageData(data, 0, 0);
    this.inkStale = false;
    this.ink = inked(this.past.sheet);
    return this.image;
  }
  drawGrid(ctx) {
    ctx.strokeStyle = this.palette.grid;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (let k = 1; k < 8; k++) {
      const at = Math.round(k * this.size / 8) + 0.5;
      ctx.moveTo(at, 0);
      ctx.lineTo(at, this.size);
      ctx.moveTo(0, at);
      ctx.lineTo(this.size, at);
    }
    ctx.stroke();
  }
  /** What is imitated now as circles, the fakes as triangles, both dim. */
  drawPoints(ctx) {
    const { palette, size } = this, world = this.worlds[this.pane], pane = this.desk.board.panes[this.pane];
    if (!world || world.shape.join() !== "2" || pane?.world?.mode !== "plane") return;
    const to = frameOf(world.extent, { left: 0, top: 0, side: size });
    const each = (points, mark2) => {
      ctx.beginPath();
      for (let i = 0; i < (points?.length ?? 0); i += 2) {
        const x = to.x(points[i]), y = to.y(points[i + 1]);
        if (x > -4 && y > -4 && x < size + 4 && y < size + 4) mark2(x, y);
      }
    };
    ctx.globalAlpha = 0.6;
    ctx.strokeStyle = palette.ink;
    each(pane.world.real, (x, y) => {
      ctx.moveTo(x + 2, y);
      ctx.arc(x, y, 2, 0, 7);
    });
    ctx.stroke();
    ctx.globalAlpha = 0.4;
    ctx.fillStyle = palette.fake;
    each(pane.lastFrame?.fakes, (x, y) => {
      ctx.moveTo(x, y - 3);
      ctx.lineTo(x + 2.6, y + 1.7);
      ctx.lineTo(x - 2.6, y + 1.7);
    });
    ctx.fill();
    ctx.globalAlpha = 1;
  }
  drawBrush(ctx) {
    const keys = document.activeElement === this.canvas;
    if (!this.at && !keys) return;
    const cell = this.size / this.cells, [x, y] = (this.at ?? this.middle()).map((v) => v * cell);
    const radius = Math.max(2.5, (this.held?.brush ?? this.brush).width / 2 * cell);
    for (const [style, width] of [[this.palette.halo, 3.5], [this.palette.ink, 1.5]]) {
      ctx.strokeStyle = style;
      ctx.lineWidth = width;
      ctx.setLineDash(this.brush.erase && style === this.palette.ink ? [3, 3] : []);
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 7);
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }
  stop() {
    cancelAnimationFrame(this.request);
  }
};
var draw = {
  name: "draw",
  title: "Draw",
  icon: "brush",
  hint: "draw a target of your own, and train on it",
  fits: (game) => !turnsPictures(game),
  make: (desk) => new Draw(desk)
};

// src/panels/drawers.js
var toggled = (open2, name) => open2.includes(name) ? open2.filter((other) => other !== name) : [...open2, name];
function partFor(name, message) {
  const part = message.tools?.[name];
  if (!part) return null;
  const own = Object.entries(message).filter(([key]) => key.startsWith(`${name}.`)).map(([key, array3]) => [key.slice(name.length + 1), array3]);
  return { ...part, ...Object.fromEntries(own) };
}
var made2 = 0;
var Drawers = class {
  /**
   * `entries` are {name, title, icon, hint, make, fits}; `make(desk)` is called when the drawer opens for the first
   * time,
   * `fits(game)` says whether it is of use where that game is played (if missing: always).
   * `open()` gives the names of those that are open now, `remember(names)` keeps them.
   */
  constructor(entries, { root, board, controls, channel, timeline, open: open2, remember, more = [] }) {
    Object.assign(this, {
      entries,
      root,
      board,
      controls,
      channel,
      timeline,
      open: open2,
      remember,
      built: /* @__PURE__ */ new Map(),
      alive: true
    });
    const id = `ganlab-drawers-${made2 += 1}`;
    this.rooms = /* @__PURE__ */ new Map();
    this.buttons = entries.map(({ name, title, icon: picture2, hint }) => {
      const press = button(root, {
        name: title,
        icon: picture2,
        hint,
        tone: "drawer.button-small",
        onclick: () => this.remember(toggled(this.open(), name))
      });
      press.setAttribute("aria-controls", `${id}-${name}`);
      press.setAttribute("aria-expanded", "false");
      press.append(icon("down"));
      this.rooms.set(name, el("section.drawer", { id: `${id}-${name}`, "aria-label": title, hidden: true }));
      return press;
    });
    this.bar = el(
      "div.drawerbar",
      { role: "group", "aria-label": "Drawers" },
      ...this.buttons,
      el("span.drawerbar-more", {}, ...more)
    );
    this.node = el("div.drawers", {}, this.bar, ...this.rooms.values());
    this.follow();
  }
  /** Show what is open, in the order in which it was opened. */
  follow() {
    const open2 = this.open();
    this.entries.forEach(({ name }, i) => {
      const room = this.rooms.get(name), now = open2.includes(name) && this.fits(this.entries[i]);
      this.buttons[i].setAttribute("aria-expanded", String(now));
      this.buttons[i].hidden = !this.fits(this.entries[i]);
      if (room.hidden !== now) return;
      if (now && !this.built.has(name)) this.build(name);
      room.hidden = !now;
      this.tell(name, "shown", now);
      if (now) this.dress(name);
    });
    this.node.append(...open2.filter((name) => this.rooms.has(name) && this.node.lastChild !== this.rooms.get(name)).map((name) => this.rooms.get(name)));
  }
  fits({ fits = () => true }) {
    return fits(this.board.game);
  }
  build(name) {
    const entry = this.entries.find((one) => one.name === name);
    const { root, board, controls, timeline } = this;
    const drawer = entry.make({
      root,
      board,
      controls,
      timeline,
      many: () => board.panes.length,
      command: (what, value = null) => this.controls.command(`${name}.${what}`, value),
      act: (what, value = null) => this.controls.command(what, value)
    });
    this.built.set(name, drawer);
    this.rooms.get(name).append(drawer.node);
    drawer.setAlive?.(this.alive);
  }
  /** Call a drawer's method, if it has it. What goes wrong there is reported, and neither the
   * picture nor other drawers suffer. */
  tell(name, method, ...given) {
    try {
      this.built.get(name)?.[method]?.(...given);
    } catch (error) {
      globalThis.reportError(error);
    }
  }
  dress(name) {
    if (this.palette) this.tell(name, "setPalette", this.palette, this.font);
    this.tell(name, "layout");
  }
  *opened() {
    for (const name of this.built.keys()) if (!this.rooms.get(name).hidden) yield name;
  }
  onWorld(pane, message) {
    for (const name of this.opened()) {
      const part = partFor(name, message);
      if (part) this.tell(name, "world", pane, part);
    }
  }
  onFrame(pane, message) {
    for (const name of this.opened()) this.tell(name, "frame", pane, partFor(name, message) ?? {}, message);
  }
  /** A tool speaks to its drawer. */
  hear(message) {
    if (message.what === "world") this.tell(message.tool, "world", message.pane, message);
    else this.tell(message.tool, "hear", message);
  }
  /** There are other GANs than before. */
  onTitles(titles) {
    for (const name of this.built.keys()) this.tell(name, "titles", titles);
  }
  /** Another game is played than before: `desk.board.game`. */
  onGame() {
    this.follow();
    for (const name of this.built.keys()) this.tell(name, "setGame");
  }
  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    for (const name of this.opened()) this.tell(name, "setPalette", palette, font);
  }
  layout() {
    for (const name of this.opened()) this.tell(name, "layout");
  }
  setAlive(alive) {
    this.alive = alive;
    for (const name of this.built.keys()) this.tell(name, "setAlive", alive);
  }
  stop() {
    for (const name of this.built.keys()) this.tell(name, "stop");
  }
};

// src/panels/help.js
function keysIn(game) {
  const steps2 = game.sides.filter(({ key }) => key).map(({ key, noun }) => [key.toUpperCase(), `a step of the ${noun}`]);
  const looks = looksIn(game).filter(({ key }) => key).map(({ key, title }) => [key, `what a step of ${title} would do`]);
  return [
    ["space", "play, pause"],
    ...steps2,
    ...game.sides.length > 1 ? [["B", `${game.sides.length === 2 ? "both" : "all"}: one round`]] : [],
    ...looks,
    ["enter", "accept the previewed step"],
    ["esc", "discard it"],
    ["R", "reset: back to the first moment"],
    ["Z", "undo"],
    ["Y", "redo"],
    ["⇧F", "fork: a twin at this moment"],
    ["F", "the whole screen; esc gives it back"],
    ["?", "this list"]
  ];
}
var pictureKeys = ({ maker }) => [
  ["← ↑ ↓ →", "a crosshair; with ⇧ in small steps"],
  ["enter", `ask there: can ${maker.title} make this?`],
  ["esc", "take pin and crosshair away"]
];
var TIME_KEYS = [
  ["← →", "one moment; with ⇧ ten"],
  ["page up", "the next change or named moment"],
  ["page down", "the one before"],
  ["home", "the first moment"],
  ["end", "the last that is recorded"]
];
var SIGNS = [["diamond", "on the timeline: something was changed there"], ["flag", "a moment that has a name"]];
var WITHOUT_MARK = /* @__PURE__ */ new Set(["field", "best", "gap", "source_field"]);
var rowsOf2 = (rows) => rows.flatMap(([key, what]) => [el("dt", {}, el("kbd.key", {}, key)), el("dd", {}, what)]);
var Help = class {
  /** `layers()` are those that the picture offers now: {name, word, hint}; `game` is what is played. */
  constructor(root, layers, game) {
    Object.assign(this, { root, layers, game });
    this.press = mini("Help", "help", "What the keys do and what is what (?)", () => this.toggle());
    for (const [name, value] of Object.entries({
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      "aria-keyshortcuts": "?"
    })) this.press.setAttribute(name, value);
    this.signs = el("dl.help-signs");
    const close = mini("Close help", "close", "Close (esc)", () => this.toggle(false));
    close.autofocus = true;
    this.keys = el("dl.help-keys");
    this.pictureKeys = el("dl.help-keys");
    const table = (title, list) => el("section", {}, el("h3", {}, title), list);
    const timeKeys = el("dl.help-keys", {}, ...rowsOf2(TIME_KEYS));
    this.node = el(
      "dialog.help",
      {
        "aria-label": "Keys, and what is on the picture",
        ...OWN_KEYS,
        onclick: (event) => event.target === this.node && this.toggle(false),
        onkeydown: (event) => this.onKeyInside(event),
        onclose: () => this.onClose()
      },
      el(
        "div.help-sheet",
        {},
        el("div.help-head", {}, el("h2", {}, "Keys, and what is on the picture"), close),
        el(
          "div.help-columns",
          {},
          table("While the focus is in this widget", this.keys),
          el("div", {}, table("On the picture", this.pictureKeys), table("On the timeline", timeKeys)),
          el("section", {}, el("h3", {}, "What is what"), this.signs)
        )
      )
    );
    root.append(this.node);
    root.addEventListener("keydown", (event) => this.onKey(event));
  }
  onKey(event) {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.toggle();
  }
  /** While the sheet is open, keys are its own: nothing behind it moves. */
  onKeyInside(event) {
    event.stopPropagation();
    if (event.key !== "?" && event.key !== "Escape") return;
    event.preventDefault();
    this.toggle(false);
  }
  write() {
    this.keys.replaceChildren(...rowsOf2(keysIn(this.game)));
    this.pictureKeys.replaceChildren(...rowsOf2(pictureKeys(this.game)));
    const sign = (name) => {
      if (name === "truth") return icon("finish");
      return WITHOUT_MARK.has(name) ? el("i.scale") : el(`i.mark.mark-${name}`);
    };
    const rows = this.layers().map(({ name, word, hint }) => [sign(name), word, hint]);
    const more = SIGNS.map(([name, hint]) => [el(`i.help-${name}`), name[0].toUpperCase() + name.slice(1), hint]);
    this.signs.replaceChildren(...[...rows, ...more].flatMap(([mark2, word, hint]) => [el("dt", {}, el("span.help-mark", { "aria-hidden": "true" }, mark2), word), el("dd", {}, hint)]));
  }
  toggle(open2 = !this.node.open) {
    if (open2 === this.node.open) return;
    if (!open2) return this.node.close();
    this.write();
    this.before = document.activeElement;
    this.node.showModal();
    this.press.setAttribute("aria-expanded", "true");
  }
  onClose() {
    this.press.setAttribute("aria-expanded", "false");
    (this.before?.isConnected ? this.before : this.root).focus({ preventScroll: true });
  }
};

// src/panels/more.js
var MARKS2 = [["tick", "a moment that is kept whole"], ["diamond", "something was changed"], ["flag", "has a name"]];
var section = (title, ...inside) => el(
  "section.more-part",
  { "aria-label": title },
  el("h4.group-name", {}, title),
  ...inside
);
var made3 = 0;
var More = class {
  /**
   * `open()` says whether it is shown, `remember(open)` keeps that; `gauges(shown)` shows or hides the gauges; `wide`
   * nodes are as wide as the widget.
   */
  constructor({ root, controls, time, open: open2, remember, gauges, wide = [] }) {
    Object.assign(this, { open: open2, remember });
    this.press = button(root, {
      name: "More",
      hint: "a look ahead, speed, layers, gauges, drawers",
      tone: "more.button-small",
      onclick: () => this.remember(!this.open())
    });
    this.press.append(icon("down"));
    this.layers = el("div.more-layers");
    this.gauges = el("div.more-gauges");
    this.gaugesPress = el("button.chip", {
      type: "button",
      "aria-pressed": "true",
      "data-layer": "truth",
      ...OWN_KEYS,
      title: "How far the game is from its end, in numbers",
      onclick: () => gauges(this.gaugesPress.getAttribute("aria-pressed") !== "true")
    }, "Shown");
    this.gaugesPart = section("Gauges", this.gauges);
    this.gaugesPart.firstChild.append(this.gaugesPress);
    const marks = el("div.legend.marks", {}, ...MARKS2.map(([name, words]) => el(
      "span.item",
      {},
      el(`i.mark.mark-${name}`, { "aria-hidden": "true" }),
      words
    )));
    this.side = el(
      "div.more-side",
      {},
      section("Layers", this.layers),
      section("Look ahead, and how fast", controls.ahead, controls.pace),
      this.gaugesPart,
      section("Name this moment", time.marking, marks)
    );
    this.wide = el("div.more-wide", {}, ...wide);
    this.side.id = `ganlab-more-${made3 += 1}`;
    this.press.setAttribute("aria-controls", this.side.id);
    this.stops = new Roving(controls.ahead);
    this.follow();
  }
  /** Show it, or not, as `open()` says. */
  follow() {
    const shown = Boolean(this.open());
    this.press.setAttribute("aria-expanded", String(shown));
    this.side.hidden = this.wide.hidden = !shown;
  }
  /** What is shown in the picture has changed. */
  setShown(names) {
    const shown = names.includes("truth");
    this.gaugesPress.setAttribute("aria-pressed", String(shown));
    this.gaugesPress.textContent = shown ? "Shown" : "Show";
  }
  /** Whether there are gauges of what is shown. */
  offerGauges(some) {
    this.gaugesPart.hidden = !some;
  }
  setAlive(alive) {
    this.gaugesPress.disabled = !alive;
  }
};

// src/panels/graph.js
var WIDTHS = [
  { fits: (node) => node.kind === "scores" || node.scores.length, width: "minmax(110px, 1.3fr)" },
  { fits: (node) => node.kind === "network", width: "minmax(96px, 1.2fr)" },
  { fits: (node) => node.kind === "loss", width: "minmax(76px, 100px)" },
  { fits: () => true, width: "minmax(64px, 90px)" }
];
function columnsOf({ nodes }) {
  const most = Math.max(-1, ...nodes.map(({ column }) => column));
  return Array.from({ length: most + 1 }, (_, i) => {
    const here = nodes.filter(({ column }) => column === i);
    return WIDTHS.find(({ fits }) => here.some(fits))?.width ?? "auto";
  }).join(" ");
}
function placeOf3({ nodes }, { id, column, row, rows }) {
  const order = [...nodes].sort((a, b) => a.column - b.column || b.row - a.row).findIndex((node) => node.id === id);
  return { area: `${row + 1} / ${column + 1} / span ${rows}`, order };
}
var isWide = ({ kind, scores }) => kind === "loss" || kind === "scores" || scores.length > 0;
function shiftOf({ lane, lanes, back }) {
  const share = lanes > 1 ? lane / (lanes - 1) : 0.5;
  return (back ? 3 : -9) + 6 * share;
}
var overlap = (a0, a1, b0, b1) => [Math.max(a0, b0), Math.min(a1, b1)];
function route(boxes, strand) {
  const { from, to, back } = strand, shift = shiftOf(strand);
  const [a, b] = back ? [boxes[to], boxes[from]] : [boxes[from], boxes[to]];
  const [y0, y1] = overlap(a.y, a.y + a.height, b.y, b.y + b.height);
  const [x0, x1] = overlap(a.x, a.x + a.width, b.x, b.x + b.width);
  const below = y1 - y0 <= 20 && x1 - x0 > 0;
  let line2;
  if (below) {
    const x = (x0 + x1) / 2 - shift;
    line2 = a.y < b.y ? [x, a.y + a.height, x, b.y] : [x, a.y, x, b.y + b.height];
  } else {
    const level = y1 - y0 > 20, y = (y0 + y1) / 2 + shift;
    const [ya, yb] = level ? [y, y] : [a, b].map((box) => box.y + box.height / 2 + shift);
    line2 = a.x < b.x ? [a.x + a.width, ya, b.x, yb] : [a.x, ya, b.x + b.width, yb];
  }
  const [sx, sy, ex, ey] = back ? [line2[2], line2[3], line2[0], line2[1]] : line2;
  return { x1: sx, y1: sy, x2: ex, y2: ey, across: !below };
}
var EARLY = 0.42;
function labelAt(line2, back) {
  const share = line2.across && line2.y1 !== line2.y2 ? EARLY : 0.5;
  const x = line2.x1 + share * (line2.x2 - line2.x1), y = line2.y1 + share * (line2.y2 - line2.y1);
  return line2.across ? { x, y: y + (back ? 16 : -8), anchor: "middle" } : { x: x + (back ? -9 : 9), y: y + 4, anchor: back ? "end" : "start" };
}
function arrow2({ x1, y1, x2, y2 }, gap2 = 3, head = 6) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const ux = (x2 - x1) / length, uy = (y2 - y1) / length;
  const sx = x1 + ux * gap2, sy = y1 + uy * gap2, tx = x2 - ux * gap2, ty = y2 - uy * gap2;
  const bx = tx - ux * head, by = ty - uy * head, w = head * 0.5;
  const n = (v) => Math.round(v * 10) / 10;
  return {
    line: `M${n(sx)} ${n(sy)}L${n(bx)} ${n(by)}`,
    head: `M${n(tx)} ${n(ty)}L${n(bx - uy * w)} ${n(by + ux * w)}L${n(bx + uy * w)} ${n(by - ux * w)}Z`
  };
}
function loudest(norms, most = 6) {
  if (norms.length <= most) return { rows: norms, rest: 0 };
  const kept = new Set([...norms].sort((a, b) => (b[1] ?? Infinity) - (a[1] ?? Infinity)).slice(0, most).map(([name]) => name));
  return { rows: norms.filter(([name]) => kept.has(name)), rest: norms.length - most };
}
function shorter(names) {
  const parts = names.map((name) => name.split("."));
  let same = 0;
  while (names.length > 1 && parts.every((words) => words.length > same + 1 && words[same] === parts[0][same]))
    same += 1;
  return parts.map((words) => words.slice(same).join("."));
}
var total = (norms) => Math.hypot(...norms.map(([, norm]) => norm ?? 0));
function saidText(value, relative, wait) {
  if (value === null || value === void 0) return wait;
  return `${relative ? "scores" : "says"} ${value.toFixed(2).replace("-", "−")}`;
}
function wordAt({ nodes }, edge, { who, numbers, said, relative, wait }, { count: count3, fixed: fixed2, short: short2 }) {
  const [from, to] = [edge.from, edge.to].map((id) => nodes.find((node) => node.id === id));
  if (edge.back) {
    if (to.kind !== "network") return numbers?.[`pull_${to.id}`] ? `pull ${short2(numbers[`pull_${to.id}`])}` : "";
    return to.turns.includes(who) && numbers?.norms ? `∇ ${short2(total(numbers.norms))}` : "";
  }
  if (from.kind === "noise") return numbers?.[from.id] ? `${count3(numbers[from.id][0])} ${from.label}` : wait;
  if (to.kind === "samples") return numbers?.[to.id] ? count3(numbers[to.id]) : wait;
  if (to.kind === "loss") return numbers && numbers.loss !== null ? fixed2(numbers.loss) : wait;
  if (to.scores.includes(from.id)) return saidText(said(from.id), relative, wait);
  return numbers?.[from.id] ? count3(numbers[from.id]) : "";
}

// src/panels/round.js
var NARROW2 = 640;
var PACES = [4, 2, 1, 0.5, 0.25];
var REST = "These are the numbers of the last step of each player. Next phase takes the next step apart; Play and the steps go on as ever.";
var EMPTY = "No step is shown here yet. Next phase begins one and stops after each of its parts.";
var restText = (part) => part && Object.keys(part.steps).length ? REST : EMPTY;
var NUMBERS = { count: count2, fixed, short };
var SQUARE2 = [-1, 1, -1, 1];
var LOOKS = { data: { colour: "real", shape: "circle" }, samples: { colour: "fake", shape: "triangle" } };
function paceText(seconds) {
  if (seconds > 1) return `a phase every ${seconds} s`;
  return seconds === 1 ? "1 phase a second" : `${1 / seconds} phases a second`;
}
var choicesIn = ({ turns }) => [
  { choice: "round", name: "Round", hint: "slow motion through a whole round" },
  ...turns.map(({ name, title }) => ({ choice: name, name: `Step of ${title}`, hint: "slow motion through one step" }))
];
function dotState(i, place) {
  if (i < place) return "done";
  return i === place ? "now" : "ahead";
}
var Round = class {
  constructor(desk) {
    Object.assign(this, { desk, panes: [], pane: 0, alive: true, choice: "round", what: null, lit: "" });
    this.strands = svg("svg", { class: "ganlab-strands", "aria-hidden": "true" });
    this.graph = el("div.graph", { role: "group", "aria-label": "The round as a graph" });
    this.sentence = el("p.phase-sentence", { role: "status", "aria-live": "polite" });
    this.dots = el("div.dots", { "aria-hidden": "true" });
    this.choosing = el("div.choices", { role: "group", "aria-label": "What to take apart" });
    this.legend = el("div.graph-legend");
    this.node = el(
      "div.roundgraph",
      {},
      this.buildControls(),
      el("div.phase-said", {}, this.dots, this.sentence),
      this.graph,
      this.legend
    );
    this.build(this.gameAt(0));
    this.say(null);
  }
  gameAt(pane) {
    const { board } = this.desk;
    return board.panes[pane]?.game ?? board.game;
  }
  /** What depends on the game: the boxes, the choices, the legend. */
  build(game) {
    this.game = game;
    this.nodes = Object.fromEntries(game.graph.nodes.map((node) => [node.id, this.box(node)]));
    this.graph.style.setProperty("--ganlab-columns", columnsOf(game.graph));
    this.graph.replaceChildren(this.strands, ...Object.values(this.nodes).map(({ node }) => node));
    this.choices = choicesIn(game).map(({ choice, name, hint }) => ({ choice, press: button(
      this.desk.root,
      { name, hint, tone: "phase.button-small", onclick: () => this.choose(choice) }
    ) }));
    if (!this.choices.some(({ choice }) => choice === this.choice)) this.choice = "round";
    this.choosing.replaceChildren(...this.choices.map(({ press }) => press));
    this.legend.replaceChildren(
      ...game.sides.map(({ title, colour }, lane) => el("span.item", {}, this.sample(colour, lane), `${title}'s path`)),
      el("span.item", {}, "left to right: samples and scores; right to left: gradients")
    );
  }
  /** The box of a node: its title, a small picture, the norms of a network's layers, the losses, a foot. */
  box(told) {
    const { id, label, kind, hint, scores, colour } = told, { area: area2, order } = placeOf3(this.game.graph, told);
    const tone = colour ?? LOOKS[kind]?.colour;
    const pictured = kind === "noise" || kind in LOOKS || scores.length > 0;
    const canvas = pictured ? el("canvas.peek", { role: "img", "aria-label": label }) : null;
    const rows = kind === "network" ? el(
      "div.norms",
      { role: "group", "aria-label": `Gradient norms of ${label}, by layer` }
    ) : null;
    const sums = kind === "loss" ? el("div.sums") : null;
    const foot = el("div.box-foot");
    const marks = `${scores.length ? ".scored" : ""}${isWide(told) ? ".wide" : ""}`;
    const node = el(
      `section.box.box-${id}.kind-${kind}${marks}`,
      {
        "aria-label": label,
        style: `--ganlab-place: ${area2}; --ganlab-order: ${order}${tone ? `; ${toneOf(tone)}` : ""}`
      },
      el("div.box-title", {}, label, hint ? el("span.box-hint", {}, hint) : null),
      canvas,
      rows,
      sums,
      foot
    );
    return { node, canvas, rows, sums, foot, told };
  }
  /** A piece of a strand, for the legend. */
  sample(colour, lane) {
    const drawing = svg("svg", { width: 30, height: 8, "aria-hidden": "true" });
    drawing.append(svg("path", {
      d: "M1 4H29",
      class: `ganlab-strand ganlab-dash-${lane} ganlab-on`,
      style: toneOf(colour)
    }));
    return drawing;
  }
  buildControls() {
    const { root } = this.desk;
    const make = (spec) => button(root, { tone: "phase.button-small", ...spec });
    this.next = make({
      name: "Next phase",
      icon: "next",
      hint: "compute the next part, and stop",
      onclick: () => this.ask("next", this.choice)
    });
    this.slow = make({
      name: "Slow motion",
      icon: "play",
      hint: "phase after phase",
      onclick: () => this.running ? this.desk.command("stop") : this.ask("play", this.choice)
    });
    this.finish = make({
      name: "Finish step",
      icon: "finish",
      hint: "what is left of it, at once",
      onclick: () => this.desk.command("finish")
    });
    this.abandon = make({
      name: "Abandon",
      icon: "close",
      hint: "as if it had never begun",
      onclick: () => this.desk.command("abandon")
    });
    this.pace = el("input.slider", {
      type: "range",
      min: 0,
      max: PACES.length - 1,
      step: 1,
      value: 2,
      "aria-label": "Pace of slow motion",
      "aria-valuetext": paceText(1),
      ...OWN_KEYS,
      oninput: () => this.onPace()
    });
    this.paceLabel = el("output.pace-value", {}, paceText(1));
    this.which = el("div.row.which", { role: "group", "aria-label": "Which GAN" });
    return el(
      "div.row.phase-bar",
      {},
      this.choosing,
      this.next,
      this.slow,
      this.finish,
      this.abandon,
      el("label.pace", {}, el("span", {}, "Pace"), this.pace, this.paceLabel),
      this.which
    );
  }
  /** Another game is played than before. */
  setGame() {
    this.draw();
  }
  /** Ask for a phase; what plays is paused first. */
  ask(what, value) {
    this.desk.controls.halt();
    this.desk.command(what, value);
  }
  choose(choice) {
    this.choice = choice;
    this.enable();
  }
  onPace() {
    const seconds = PACES[this.pace.value];
    this.paceLabel.textContent = paceText(seconds);
    this.pace.setAttribute("aria-valuetext", this.paceLabel.textContent);
    this.desk.command("pace", seconds);
  }
  titles(titles) {
    if (this.pane >= titles.length) this.pane = 0;
    this.which.replaceChildren(...titles.length > 1 ? titles.map((title, i) => button(this.desk.root, {
      name: "ABCD"[i],
      hint: title,
      tone: "phase.button-small",
      onclick: () => {
        this.pane = i;
        this.titles(titles);
        this.draw();
      }
    })) : []);
    [...this.which.children].forEach((press, i) => press.setAttribute("aria-pressed", String(i === this.pane)));
  }
  world(pane, part) {
    this.panes[pane] = { world: part, part };
    this.take(pane, part);
  }
  hear(message) {
    this.take(message.pane ?? 0, message);
  }
  frame(pane, part) {
    if (part.steps) this.take(pane, part);
  }
  take(pane, part) {
    if (!this.panes[pane] || !part.steps) return;
    this.panes[pane].part = part;
    if (pane === 0) {
      Object.assign(this, { running: part.running, underway: part.underway });
      if (document.activeElement !== this.pace) this.showPace(part.pace);
    }
    this.light(pane);
    if (pane === this.pane) this.draw();
  }
  /** On the picture itself: the samples that the phase is about. */
  light(pane) {
    const { part, world } = this.panes[pane], { phase: phase2 } = part, scene = this.desk.board.panes[pane]?.scene;
    if (!scene || world.mode !== "plane") return;
    const game = this.gameAt(pane), points = {};
    const names = game.graph.nodes.filter(({ kind }) => kind in LOOKS).map(({ id }) => id);
    for (const name of phase2 ? names.flatMap((id) => [id, `${id}_tips`]) : []) {
      const codes = part[`${phase2.who}_${name}`];
      if (codes) points[name] = dequantise(codes, world.within);
    }
    scene.setSpot(this.away ? null : spotFor(game, phase2, points));
  }
  shown(now) {
    this.away = !now;
    this.panes.forEach((_, pane) => this.light(pane));
  }
  showPace(seconds) {
    const i = PACES.findIndex((pace) => pace <= seconds);
    this.pace.value = i < 0 ? PACES.length - 1 : i;
    this.paceLabel.textContent = paceText(seconds);
    this.pace.setAttribute("aria-valuetext", this.paceLabel.textContent);
  }
  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    this.draw();
  }
  setAlive(alive) {
    this.alive = alive;
    this.enable();
  }
  enable() {
    const { alive, underway: underway2, running } = this;
    this.choices.forEach(({ choice, press }) => {
      press.setAttribute("aria-pressed", String(choice === (underway2 ?? this.choice)));
      press.disabled = !alive || Boolean(underway2);
    });
    this.next.disabled = !alive || Boolean(running);
    this.slow.disabled = this.pace.disabled = !alive;
    this.finish.disabled = this.abandon.disabled = !alive || !underway2;
    this.slow.setAttribute("aria-pressed", String(Boolean(running)));
    rename(this.slow, running ? "Stop here" : "Slow motion");
  }
  say(part) {
    const phase2 = part?.phase;
    const at = part ? this.game.turns.map(({ name }) => part.steps[name]?.numbers?.step).join() : null;
    if (phase2 || this.kept?.at !== at) this.kept = null;
    if (part?.said) this.kept = { text: part.said, at };
    const text = phase2 ? phase2.sentence : this.kept?.text || restText(part);
    if (this.sentence.textContent !== text) this.sentence.textContent = text;
    this.sentence.dataset.phase = phase2 ? `${phase2.who}.${phase2.name}` : "";
    this.dots.replaceChildren(...phase2 ? this.dotsFor(phase2) : []);
  }
  /** Whose step it is, and how far it has come. */
  dotsFor({ who, step, place, of }) {
    const { title, side, colour } = turnOf(this.game, who);
    const shape = this.game.sides[0].name === side ? ".square" : "";
    this.dots.setAttribute("style", toneOf(colour));
    return [
      el("span.phase-who", {}, `${title} · step ${count2(step)}`),
      ...Array.from({ length: of }, (_, i) => el(`i.dot.${dotState(i, place)}${shape}`))
    ];
  }
  draw() {
    const game = this.gameAt(this.pane);
    if (game !== this.game) this.build(game);
    this.enable();
    const shown = this.panes[this.pane];
    if (!shown || !this.palette) return;
    const { part, world } = shown, { phase: phase2, steps: steps2 } = part;
    this.say(part);
    const turns = game.turns.map(({ name }) => name);
    const focus = phase2?.who ?? turns.findLast((name) => steps2[name]) ?? turns[0];
    const pending = Boolean(phase2 && !phase2.last);
    this.strandsNow = strandsShown(game, (turn, from) => Boolean(part[`${turn}_${from}_bars`]));
    this.paint = () => this.drawThumbs(part, world, focus, pending);
    for (const box of Object.values(this.nodes)) if (box.rows) this.drawBox(box, part, focus, pending);
    this.drawLosses(steps2);
    this.words = this.wordsAt(part, focus, pending);
    const light = phase2 ? about(game, phase2.who, phase2.name) : { nodes: [], strands: [] };
    for (const [name, { node }] of Object.entries(this.nodes))
      node.classList.toggle("ganlab-lit", light.nodes.includes(name));
    this.graph.dataset.who = phase2?.who ?? "";
    if (phase2) this.graph.style.setProperty("--ganlab-lit", `var(--ganlab-${turnOf(game, phase2.who).colour})`);
    this.lights = { on: new Set(light.strands), done: phase2 ? new Set(passed(game, phase2.who, phase2.name)) : null };
    this.layout();
  }
  /** The turn whose numbers a network shows: the one in focus if it learns there, else the last that did. */
  learnerOf({ turns }, steps2, focus) {
    if (turns.includes(focus)) return focus;
    return turns.findLast((name) => steps2[name]) ?? turns[0];
  }
  /** What is written at each edge, as from-to. */
  wordsAt(part, focus, pending) {
    const { graph } = this.game, { numbers, relative } = part.steps[focus] ?? {}, wait = pending ? "…" : "–";
    return Object.fromEntries(graph.edges.map((edge) => {
      const said = (id) => numbers?.[`said_${id}`] ?? this.standing(
        part,
        edge.to,
        id,
        focus,
        pending,
        (turn) => part.steps[turn]?.numbers[`said_${id}`]
      );
      return [`${edge.from}-${edge.to}`, wordAt(graph, edge, { who: focus, numbers, said, relative, wait }, NUMBERS)];
    }));
  }
  /**
   * What a network has said of real samples when it learnt last: it stands while others take their turns. `read(turn)`
   * gets it. Null of fakes, which change, and while the network learns.
   */
  standing(part, network, id, focus, pending, read) {
    const { turns } = this.nodes[network].told;
    if (this.nodes[id].told.kind !== "data" || pending && turns.includes(focus)) return null;
    return turns.map(read).findLast((value) => value !== void 0 && value !== null) ?? null;
  }
  drawThumbs(part, world, focus, pending) {
    const { palette, game } = this, { numbers } = part.steps[focus] ?? {};
    const others = game.turns.map(({ name }) => name).filter((name) => name !== focus).reverse();
    const turns = [focus, ...pending ? [] : others];
    const found = (id) => turns.map((turn) => part[`${turn}_${id}`]).find(Boolean) ?? null;
    const arrow3 = palette[turnOf(game, focus).colour], tipsOf = (id) => part[`${focus}_${id}_tips`];
    for (const { canvas, foot, told } of Object.values(this.nodes)) {
      const { id, kind, scores } = told, n = numbers?.[id];
      if (kind === "noise") {
        paintPoints(canvas, palette, found(id), {
          within: SQUARE2,
          extent: SQUARE2,
          colour: palette[game.maker.colour],
          shape: "circle"
        });
        foot.textContent = n ? `${count2(n[0])} × ${count2(n[1])}` : "";
      } else if (kind in LOOKS) {
        this.paintSamples(canvas, found(id), world, { ...LOOKS[kind], tips: tipsOf(id), arrow: arrow3 });
        foot.textContent = n ? `${count2(n)} ${world.noun}` : "";
      } else if (scores.length) this.drawScores(canvas, told, part, focus, pending);
    }
  }
  paintSamples(canvas, values, world, { colour: name, shape, tips = null, arrow: arrow3 }) {
    const { palette } = this, colour = palette[name];
    if (world.mode === "images") paintTiles(canvas, palette, values);
    else if (world.mode === "strip" || world.mode === "phase") paintBars(canvas, palette, [{ bars: values, colour }]);
    else paintPoints(canvas, palette, values, { ...world, colour, shape, tips, arrow: arrow3 });
  }
  /** How the answers to real samples and to fakes are spread. */
  drawScores(canvas, { id: network, scores }, part, focus, pending) {
    const series = scores.map((id) => {
      const read = (turn) => part[`${turn}_${id}_bars`], { kind } = this.nodes[id].told;
      return {
        bars: read(focus) ?? this.standing(part, network, id, focus, pending, read),
        colour: this.palette[LOOKS[kind].colour],
        dashed: kind === "samples"
      };
    });
    const { axis = [0, 1], relative } = part.steps[focus] ?? {};
    const labels = relative ? axis.map((end) => short(end)) : ["fake", "real"];
    paintBars(canvas, this.palette, series, { axis, labels, font: this.font });
  }
  /** A network: the gradient norms of its layers, and how far its weights went. */
  drawBox({ told, rows, foot }, { steps: steps2 }, focus, pending) {
    const who = this.learnerOf(told, steps2, focus), numbers = steps2[who]?.numbers, { layers: begin = "" } = told;
    const { rows: layers, rest: rest2 } = loudest((numbers?.norms ?? []).filter(([name]) => name.startsWith(begin)));
    const most = Math.max(...layers.map(([, norm]) => norm ?? 0), 1e-12);
    const names = shorter(layers.map(([name]) => name));
    const none = pending && who === focus ? "gradient: …" : "gradient: –";
    rows.replaceChildren(
      ...layers.map(([name, norm], i) => el(
        "div.norm",
        { title: `${name}: gradient norm ${short(norm ?? NaN)}` },
        el("i", { style: `--ganlab-share:${(norm ?? 0) / most}` }),
        el("span", {}, names[i] || "all"),
        el("b", { "data-norm": `${who}.${name}` }, inDigits(norm ?? NaN, 2))
      )),
      ...rest2 ? [el("div.norm-rest", {}, `and ${rest2} more`)] : [],
      ...layers.length ? [] : [el("div.norm-rest", {}, none)]
    );
    if (!numbers) return foot.replaceChildren("no step yet");
    const moved = el("div", {}, "moved by ", el("b", { "data-number": `${who}.moved` }, short(numbers.moved ?? NaN)));
    foot.replaceChildren(`step ${count2(numbers.step)}`, ...numbers.moved === null ? [] : [moved]);
  }
  /** What each turn has minimised last. */
  drawLosses(steps2) {
    const sums = this.game.turns.map(({ name, title, colour }) => {
      const { loss, penalty } = steps2[name]?.numbers ?? {};
      return el(
        "div.sum",
        { style: toneOf(colour) },
        el("span", {}, title),
        el("b", { "data-number": `${name}.loss` }, loss === null || loss === void 0 ? "–" : fixed(loss)),
        penalty ? el(
          "small",
          { title: `what ${title}'s steepness costs` },
          "+ ",
          el("span", { "data-number": `${name}.penalty` }, short(penalty))
        ) : null
      );
    });
    for (const box of Object.values(this.nodes)) box.sums?.replaceChildren(...sums);
  }
  /** Puts the strands between the boxes, wherever these stand. */
  layout() {
    const width = this.node.clientWidth;
    if (!width || !this.words) return;
    this.graph.classList.toggle("ganlab-stacked", width < NARROW2);
    this.paint();
    const frame = this.graph.getBoundingClientRect();
    const boxes = Object.fromEntries(Object.entries(this.nodes).map(([name, { node }]) => {
      const { x, y, width: w, height: h } = node.getBoundingClientRect();
      return [name, { x: x - frame.x, y: y - frame.y, width: w, height: h }];
    }));
    this.strands.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    const parts = [], said = /* @__PURE__ */ new Set();
    for (const strand of this.strandsNow) {
      const line2 = route(boxes, strand), { line: d, head } = arrow2(line2);
      const on = this.lights.on.has(strand.id), gone = this.lights.done?.has(strand.id) ?? true;
      const still = gone ? "done" : "off", state = on ? "on" : still;
      const drawn = `ganlab-strand ganlab-dash-${strand.lane} ganlab-${state}`, style = toneOf(strand.colour);
      parts.push(
        svg("path", { d, class: drawn, style }),
        svg("path", { d: head, class: `${drawn} ganlab-head-of`, style })
      );
      const edge = `${strand.from}-${strand.to}`;
      if (said.has(edge) || !this.words[edge]) continue;
      said.add(edge);
      const outermost = { ...strand, lane: strand.back ? strand.lanes - 1 : 0 };
      const { x, y, anchor } = labelAt(route(boxes, outermost), strand.back);
      const label = svg("text", {
        x,
        y,
        "text-anchor": anchor,
        "data-edge": edge,
        class: `ganlab-edge-word${on ? " ganlab-on" : ""}`
      });
      label.textContent = this.words[edge];
      parts.push(label);
    }
    this.strands.replaceChildren(...parts);
  }
};
var round = {
  name: "round",
  title: "Round",
  icon: "graph",
  hint: "the round as a graph, with its numbers; slow motion",
  make: (desk) => new Round(desk)
};

// src/panels/screen.js
var IDLE_MS2 = 2500;
var Screen = class {
  /** `changed()` is called when the widget has got the screen, or given it back. */
  constructor(host, root, changed) {
    Object.assign(this, { host, root });
    this.press = el("button.mini", { type: "button", ...OWN_KEYS, onclick: () => this.toggle() });
    this.press.hidden = !document.fullscreenEnabled;
    this.onChange = () => {
      this.show();
      changed();
    };
    document.addEventListener("fullscreenchange", this.onChange);
    for (const name of ["pointermove", "pointerdown", "focusin"]) root.addEventListener(name, () => this.wake());
    root.addEventListener("keydown", (event) => this.onKey(event));
    this.show();
  }
  get full() {
    return document.fullscreenElement === this.host;
  }
  show() {
    const name = this.full ? "Leave full screen" : "Full screen";
    for (const [key, value] of Object.entries({
      "aria-label": name,
      title: `${name} (${this.full ? "esc" : "F"})`,
      "aria-keyshortcuts": "F"
    })) this.press.setAttribute(key, value);
    this.press.replaceChildren(icon(this.full ? "small" : "large"));
    this.root.classList.toggle("ganlab-full", this.full);
    this.wake();
  }
  /** A hand has moved: on the whole screen the tools are there for a while. What has the focus stays. */
  wake() {
    clearTimeout(this.sleep);
    this.root.classList.remove("ganlab-idle");
    if (!this.full) return;
    this.sleep = setTimeout(() => {
      const kept = this.root.querySelector("button:focus-visible, input:focus, select:focus, [aria-expanded=true]");
      this.root.classList.toggle("ganlab-idle", this.full && !kept);
    }, IDLE_MS2);
  }
  onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat || isTyping(event)) return;
    if (event.key.toLowerCase() !== "f" && !(event.key === "Escape" && this.full)) return;
    event.preventDefault();
    event.stopPropagation();
    this.toggle();
  }
  async toggle() {
    if (!document.fullscreenEnabled) return;
    const focused = this.root.contains(document.activeElement) ? document.activeElement : this.root;
    try {
      await (this.full ? document.exitFullscreen() : this.host.requestFullscreen());
    } catch {
      return;
    }
    focused.focus({ preventScroll: true });
  }
  stop() {
    clearTimeout(this.sleep);
    document.removeEventListener("fullscreenchange", this.onChange);
    if (this.full) document.exitFullscreen();
  }
};

// src/panels/pen.js
var Stroke = class {
  /** `colour` has a byte for each channel; `hard`: cells are covered or not, as classes need it. */
  constructor(before, [wide, tall], colour, { width, hard = false }) {
    Object.assign(this, { before, wide, tall, colour, width, hard, cover: new Float32Array(wide * tall) });
  }
  /** On from one place to another, in cells from the upper left corner. */
  line(from, to) {
    const { wide, tall, width } = this, reach = width / 2 + 1;
    const span = (k, most) => [
      Math.max(0, Math.floor(Math.min(from[k], to[k]) - reach)),
      Math.min(most, Math.ceil(Math.max(from[k], to[k]) + reach))
    ];
    const [[left, right], [top, bottom]] = [span(0, wide), span(1, tall)];
    for (let i = top; i < bottom; i++) for (let j = left; j < right; j++) {
      const covered = Math.min(1, Math.max(0, width / 2 + 0.5 - apart2(j + 0.5, i + 0.5, from, to)));
      const at = i * wide + j;
      this.cover[at] = Math.max(this.cover[at], this.hard ? Number(covered >= 0.5) : covered);
    }
    return this;
  }
  get sheet() {
    const { before, colour, cover } = this, channels = colour.length, sheet2 = before.slice();
    cover.forEach((c, i) => {
      if (c) for (let k = 0; k < channels; k++) {
        const at = i * channels + k;
        sheet2[at] = Math.round(before[at] + (colour[k] - before[at]) * c);
      }
    });
    return sheet2;
  }
};
function blank([wide, tall], colour) {
  const sheet2 = new Uint8Array(wide * tall * colour.length);
  for (let i = 0; i < sheet2.length; i++) sheet2[i] = colour[i % colour.length];
  return sheet2;
}
function touched(sheet2, colour) {
  let n = 0;
  for (let i = 0; i < sheet2.length; i += colour.length) if (colour.some((byte, k) => sheet2[i + k] !== byte)) n++;
  return n;
}
var rgbOf = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
function pixelsOf(sheet2, { channels, kind, colours }, out) {
  const table = kind === "map" ? colours.map(rgbOf) : null;
  for (let i = 0, at = 0; at < sheet2.length; i += 4, at += channels) {
    const rgb = table ? table[sheet2[at]] ?? [0, 0, 0] : null;
    for (let k = 0; k < 3; k++) out[i + k] = rgb ? rgb[k] : sheet2[at + (channels === 3 ? k : 0)];
    out[i + 3] = 255;
  }
  return out;
}

// src/panels/easel.js
var WAYS4 = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var Easel = class {
  /** `changed(final)` is called when the sheet is another one; `final`: the hand has let go. */
  constructor(changed) {
    Object.assign(this, {
      changed,
      alive: true,
      size: 0,
      width: 1.5,
      colour: [0],
      at: null,
      held: null,
      key: null,
      paper: { sides: [1, 1], channels: 1, kind: "ink", colours: [] },
      ground: [255]
    });
    this.past = new Past(blank([1, 1], [255]));
    this.canvas = el("canvas.own-sheet", {
      tabindex: 0,
      role: "application",
      ...OWN_KEYS,
      onpointerdown: (event) => this.grab(event),
      onpointermove: (event) => this.hover(event),
      onpointerleave: () => this.leave(),
      onkeydown: (event) => this.onKey(event),
      onkeyup: (event) => event.key === " " && this.lift(),
      onfocus: () => this.draw(),
      onblur: () => {
        this.lift();
        this.draw();
      },
      oncontextmenu: (event) => event.preventDefault()
    });
    this.image = document.createElement("canvas");
  }
  get sheet() {
    return this.past.sheet;
  }
  /** Cells that are not as on an empty sheet. */
  get touched() {
    return touched(this.sheet, this.ground);
  }
  /** Another kind of sheet: {sides: [wide, tall], channels, kind, paper, ink, colours}. */
  setPaper(paper) {
    this.paper = paper;
    this.ground = new Array(paper.channels).fill(paper.paper);
    this.colour = new Array(paper.channels).fill(paper.ink);
    this.past = new Past(blank(paper.sides, this.ground));
    [this.image.width, this.image.height] = paper.sides;
    this.resize(this.size);
    this.show();
  }
  /** Another sheet lies there, whoever put it; nobody is told. */
  put(sheet2) {
    this.past.put(sheet2);
    this.show();
  }
  /** The whole sheet in one colour. */
  fill(colour) {
    this.put(blank(this.paper.sides, colour));
    this.changed(true);
  }
  turn(way2) {
    if (this.held || !this.past[way2]()) return;
    this.show();
    this.changed(true);
  }
  get hard() {
    return this.paper.kind === "map";
  }
  begin(at) {
    this.stroke = new Stroke(this.sheet, this.paper.sides, this.colour, { width: this.width, hard: this.hard });
    this.past.begin();
    this.line(at, at);
  }
  line(from, to) {
    this.past.sheet = this.stroke.line(from, to).sheet;
    this.at = to;
    this.show();
    this.changed(false);
  }
  where(event) {
    const box = this.canvas.getBoundingClientRect(), [wide, tall] = this.paper.sides;
    return [(event.clientX - box.left) / box.width * wide, (event.clientY - box.top) / box.height * tall];
  }
  grab(event) {
    if (!this.alive || this.held || event.button !== 0) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.held = { id: event.pointerId, from: this.where(event) };
    this.begin(this.held.from);
    const move = (moved) => {
      if (moved.pointerId !== this.held.id) return;
      for (const one of moved.getCoalescedEvents?.() ?? [moved]) {
        const to = this.where(one);
        this.line(this.held.from, to);
        this.held.from = to;
      }
    };
    const up = (lifted) => {
      if (lifted.pointerId !== this.held.id) return;
      for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
        this.canvas.removeEventListener(name, listen2);
      this.held = null;
      this.changed(true);
    };
    for (const [name, listen2] of [["pointermove", move], ["pointerup", up], ["pointercancel", up]])
      this.canvas.addEventListener(name, listen2);
  }
  hover(event) {
    if (this.held) return;
    this.at = this.where(event);
    this.draw();
  }
  leave() {
    if (this.held || document.activeElement === this.canvas) return;
    this.at = null;
    this.draw();
  }
  onKey(event) {
    const control = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
    if (event.altKey || !this.alive) return;
    if (control && key === "z") this.turn(event.shiftKey ? "redo" : "undo");
    else if (control && key === "y") this.turn("redo");
    else if (!control && WAYS4[event.key]) this.step(WAYS4[event.key], event.shiftKey ? 5 : 1);
    else if (!control && key === " ") this.press(event.repeat);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** Where the keys' pen is: in the middle of a cell. */
  middle() {
    const { sides } = this.paper, at = this.at ?? sides.map((side) => side / 2);
    return at.map((v, k) => clamp(Math.floor(v) + 0.5, 0.5, sides[k] - 0.5));
  }
  /** The pen goes on by some cells; with the space bar down it draws on its way. */
  step([dx, dy], far) {
    const from = this.middle(), { sides } = this.paper;
    const to = [from[0] + dx * far, from[1] + dy * far].map((v, k) => clamp(v, 0.5, sides[k] - 0.5));
    if (this.key) this.line(from, to);
    this.at = to;
    this.show();
  }
  press(again) {
    if (again || this.key || this.held) return;
    this.key = true;
    this.begin(this.middle());
  }
  /** The space bar is up again. */
  lift() {
    if (!this.key) return;
    this.key = false;
    this.changed(true);
  }
  /** The sheet on a canvas of one pixel a cell, and that on the page. */
  show() {
    const ctx = this.image.getContext("2d"), data = ctx.createImageData(this.image.width, this.image.height);
    pixelsOf(this.sheet, this.paper, data.data);
    ctx.putImageData(data, 0, 0);
    const [x, y] = this.middle().map(Math.ceil), [wide, tall] = this.paper.sides;
    this.canvas.setAttribute(
      "aria-label",
      `Sheet of ${wide} × ${tall} cells, ${this.touched} of them drawn; pen at column ${x}, row ${y}`
    );
    this.canvas.dataset.touched = this.touched;
    this.draw();
  }
  setPalette(palette) {
    this.palette = palette;
    this.draw();
  }
  /** As large as fits a box of that side. */
  resize(size) {
    const [wide, tall] = this.paper.sides, scale = size / Math.max(wide, tall), dpr = globalThis.devicePixelRatio || 1;
    Object.assign(this, { size, dpr });
    [wide, tall].forEach((side, k) => {
      const name = k ? "height" : "width";
      this.canvas.style[name] = `${Math.round(side * scale)}px`;
      this.canvas[name] = Math.max(1, Math.round(side * scale * dpr));
    });
    this.draw();
  }
  draw() {
    if (!this.palette || this.size < 20) return;
    const { canvas, palette, dpr } = this, ctx = canvas.getContext("2d"), [wide] = this.paper.sides;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.image, 0, 0, canvas.width, canvas.height);
    const keys = document.activeElement === canvas;
    if (!this.at && !keys) return;
    const cell = canvas.width / wide, [x, y] = (this.at ?? this.middle()).map((v) => v * cell);
    for (const [style, thick] of [[palette.halo, 3.5], [palette.ink, 1.5]]) {
      Object.assign(ctx, { strokeStyle: style, lineWidth: thick * dpr });
      ctx.beginPath();
      ctx.arc(x, y, Math.max(2.5 * dpr, this.width / 2 * cell), 0, 7);
      ctx.stroke();
    }
  }
};

// src/panels/own.js
var MOST2 = 300;
var GAP6 = 12;
var PATIENCE_MS2 = 3e3;
var MOST_MB = 7;
var WIDTHS2 = { ink: [1, 12, 1.5], colour: [1, 20, 3], map: [1, 20, 6] };
var PAINTS = [
  ["black", "#000000"],
  ["white", "#ffffff"],
  ["grey", "#808080"],
  ["red", "#d62728"],
  ["orange", "#e69f00"],
  ["yellow", "#f0e442"],
  ["green", "#009e73"],
  ["blue", "#0072b2"],
  ["sky blue", "#56b4e9"],
  ["brown", "#8c564b"]
];
var HINT2 = "Draw with the mouse, a pen or a finger. Keys: arrows move the pen, space draws, Ctrl+Z takes back.";
var Own = class {
  /**
   * `act(what, value)` asks the kernel: paint {sheet}, photo {name, content}, example {row}, clear. `stacked`: what
   * is made stands below the sheet, not beside it.
   */
  constructor({ root, act, stacked = false }) {
    Object.assign(this, {
      root,
      act,
      stacked,
      alive: true,
      alone: false,
      row: 0,
      version: -1,
      flying: false,
      stale: false,
      shown: []
    });
    this.me = Math.random().toString(36).slice(2, 10);
    this.easel = new Easel(() => this.changed());
    this.photo = picture("Your photograph");
    this.results = [picture("What G makes of it"), picture("Translated back")];
    this.words = ["", "", ""].map(() => el("figcaption.own-word"));
    this.first = el("figure.own-picture", {}, this.words[0], this.easel.canvas, this.photo);
    this.figures = [this.first, ...this.results.map((canvas, i) => el(
      "figure.own-picture",
      {},
      this.words[i + 1],
      canvas
    ))];
    this.build();
    this.node = el(
      stacked ? "div.own.own-stacked" : "div.own",
      {
        ondragover: (event) => this.onDrag(event),
        ondragleave: () => this.setDrop(false),
        ondrop: (event) => this.onDrop(event)
      },
      el("div.own-pictures", {}, ...this.figures),
      this.said,
      this.why,
      el("div.own-tools", {}, ...this.rows)
    );
    this.paintWords();
  }
  build() {
    const make = (spec) => button(this.root, { tone: "draw.button-small", ...spec });
    this.said = el("p.own-said", { "aria-live": "polite" });
    this.why = el("p.own-why", { role: "alert", hidden: true });
    this.inks = el("div.own-inks", { role: "radiogroup", "aria-label": "Draw with" });
    this.undo = make({
      name: "Undo stroke",
      icon: "undo",
      hint: "take back the last stroke",
      onclick: () => this.easel.turn("undo")
    });
    this.redo = make({
      name: "Redo stroke",
      icon: "redo",
      hint: "make it again",
      onclick: () => this.easel.turn("redo")
    });
    this.clear = make({ name: "Clear", icon: "close", hint: "an empty sheet", onclick: () => this.empty() });
    this.fill = make({
      name: "Fill all",
      icon: "brush",
      hint: "the whole map in the class that is chosen",
      onclick: () => this.easel.fill(this.easel.colour)
    });
    this.example = make({
      name: "Example",
      icon: "next",
      hint: "begin with a source that the picture shows; again: the next",
      onclick: () => this.begin()
    });
    this.file = el("input", {
      type: "file",
      accept: "image/*",
      hidden: true,
      "aria-label": "A photograph",
      onchange: () => this.onFile()
    });
    this.choose = make({
      name: "A photo",
      icon: "camera",
      hint: "from a file; it can be dropped here, too",
      onclick: () => this.file.click()
    });
    this.value = el("output.own-value");
    this.slider = el("input.slider", {
      type: "range",
      min: 1,
      max: 20,
      step: 0.5,
      value: 1,
      "aria-label": "Width of the pen",
      ...OWN_KEYS,
      oninput: () => this.setWidth(Number(this.slider.value))
    });
    const row = (name, ...nodes) => el(
      "div.own-row",
      { role: "group", "aria-label": name },
      el("span.own-label", { "aria-hidden": "true" }, name),
      ...nodes
    );
    this.hint = el("p.own-hint", {}, HINT2);
    this.drawing = [
      row("Draw with", this.inks),
      row("Width", this.slider, this.value),
      row("Steps", this.undo, this.redo, this.clear, this.fill)
    ];
    this.rows = [...this.drawing, row("Begin with", this.example, this.choose, this.file), this.hint];
  }
  /** Whether what is made of it is shown elsewhere. */
  setAlone(alone) {
    this.alone = alone;
    this.paintWords();
  }
  /** What is drawn now: {sides, channels, kind, paper, ink, classes, colours, anySize, source, title} or {why}. */
  setPaper(paper) {
    const same = JSON.stringify(paper) === JSON.stringify(this.paper);
    if (same) return;
    this.paper = paper;
    this.refuse(paper.why ?? null);
    for (const one of [...this.drawing, this.hint, this.first]) one.hidden = Boolean(paper.why);
    if (paper.why) return this.enable();
    this.easel.setPaper(paper);
    this.choose.hidden = paper.kind === "map";
    this.fill.hidden = paper.kind !== "map";
    const [least, most, first] = WIDTHS2[paper.kind], [wide] = paper.sides;
    Object.assign(this.slider, { min: least, max: Math.min(most, wide) });
    this.setWidth(paper.kind === "ink" ? Math.max(first, Math.round(wide / 21) / 1) : Math.min(first, wide / 3));
    this.offerInks();
    this.version = -1;
    this.showPhoto(null);
    this.results.forEach((canvas) => delete canvas.dataset.version);
    this.paintWords();
    this.layout();
    this.enable();
  }
  /** Pen and rubber, the classes of a map, or colours. */
  offerInks() {
    const { kind, channels, ink, paper, classes, colours } = this.paper, all = (byte) => new Array(channels).fill(byte);
    const inks = {
      ink: [["Pen", all(ink), null], ["Rubber", all(paper), null]],
      map: (classes ?? []).map((name, k) => [name, [k], colours[k]]),
      colour: PAINTS.map(([name, colour]) => [name, rgbOf(colour), colour])
    }[kind];
    this.inks.replaceChildren(...inks.map(([name, bytes, colour], i) => {
      const style = colour && `--ganlab-swatch: ${colour}`;
      const press = el(
        "button.own-ink",
        {
          type: "button",
          role: "radio",
          "aria-checked": "false",
          style,
          title: name,
          "aria-label": name,
          ...OWN_KEYS,
          onclick: () => this.setInk(i)
        },
        colour ? el("i.own-swatch", { "aria-hidden": "true" }) : null,
        kind === "colour" ? null : name
      );
      press.bytes = bytes;
      return press;
    }));
    const usual = kind === "map" ? inks.findIndex(([, [byte]]) => byte !== paper) : 0;
    this.setInk(Math.max(0, usual));
  }
  setInk(i) {
    [...this.inks.children].forEach((press, k) => press.setAttribute("aria-checked", String(k === i)));
    this.easel.colour = this.inks.children[i].bytes;
  }
  setWidth(width) {
    this.easel.width = width;
    this.slider.value = width;
    this.value.textContent = `${width} cells`;
    this.slider.setAttribute("aria-valuetext", `${width} cells`);
    this.easel.draw();
  }
  // From the hand
  /** The sheet is another one: the kernel is told, but of the newest alone while an answer is awaited. */
  changed() {
    this.refuse(null);
    this.showPhoto(null);
    this.enable();
    if (this.flying) this.stale = true;
    else this.send();
  }
  send() {
    Object.assign(this, { flying: true, stale: false });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.landed(), PATIENCE_MS2);
    this.act("paint", { sheet: spelled2(this.easel.sheet), by: this.me });
  }
  landed() {
    clearTimeout(this.timer);
    this.flying = false;
    if (this.stale) this.send();
  }
  begin() {
    this.refuse(null);
    this.act("example", { row: this.row });
    this.row += 1;
  }
  empty() {
    this.refuse(null);
    this.stale = false;
    this.easel.put(this.blankSheet());
    this.act("clear", {});
  }
  blankSheet() {
    const { paper, sides: [wide, tall], channels } = this.paper;
    return new Uint8Array(wide * tall * channels).fill(paper);
  }
  onDrag(event) {
    if (!event.dataTransfer?.types.includes("Files") || !this.canTakePhotos) return;
    event.preventDefault();
    this.setDrop(true);
  }
  get canTakePhotos() {
    return this.alive && this.paper && !this.paper.why;
  }
  setDrop(on) {
    this.node.classList.toggle("ganlab-dropping", on);
  }
  onDrop(event) {
    this.setDrop(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file || !this.canTakePhotos) return;
    event.preventDefault();
    this.take(file);
  }
  onFile() {
    const [file] = this.file.files;
    this.file.value = "";
    if (file) this.take(file);
  }
  async take(file) {
    this.refuse(null);
    if (file.size > MOST_MB * 1e6) return this.refuse(`${file.name} has ${(file.size / 1e6).toFixed(1)} MB; at most ${MOST_MB} MB can be sent: make it smaller first.`);
    this.act("photo", { name: file.name, content: spelled2(new Uint8Array(await file.arrayBuffer())) });
  }
  // From the kernel
  /** What lies on the kernel's sheet: {version, by, text, sheet?, ownSource?, ownMade?, ownBack?}. */
  lies(message) {
    const { version, by, text, sheet: sheet2 } = message;
    if (version < this.version) return;
    const mine = by === this.me;
    if (mine) this.landed();
    const busy = this.easel.held || this.easel.key || this.stale || this.flying && !mine;
    if (sheet2 && !mine && !busy && String(sheet2) !== String(this.easel.sheet)) this.easel.put(Uint8Array.from(sheet2));
    if (!sheet2 && !message.ownMade && !mine && !busy && this.version >= 0) this.easel.put(this.blankSheet());
    this.version = version;
    this.said.textContent = text ?? "";
    this.showPhoto(message.ownMade && !sheet2 ? message.ownSource : null);
    this.made(message, version);
    this.enable();
  }
  /** What G makes of it at this moment of the training; older news is of no interest. */
  made(message, version = message.own?.version) {
    if (!this.paper || this.paper.why || (version ?? -1) < this.version) return;
    const found = [message.ownMade, message.ownBack];
    this.results.forEach((canvas, i) => {
      if (found[i]) paint2(canvas, found[i]);
      canvas.hidden = !found[i];
      canvas.dataset.version = found[i] ? version : "";
    });
    const backs = Boolean(found[1]);
    if (backs === this.backs) return;
    this.backs = backs;
    this.layout();
  }
  /** Why a wish was not granted; null: nothing is wrong. */
  refuse(why) {
    this.why.textContent = why ?? "";
    this.why.hidden = !why;
  }
  refused(text) {
    this.refuse(text);
    this.flying = this.stale = false;
  }
  // On the page
  showPhoto(pixels) {
    this.easel.canvas.hidden = Boolean(pixels);
    this.photo.hidden = !pixels;
    if (pixels) paint2(this.photo, pixels);
    this.fit();
  }
  paintWords() {
    const { source: source2 = "source", title = "" } = this.paper ?? {};
    ["yours", title, `→ ${source2}`].forEach((word, i) => {
      this.words[i].textContent = i ? word : `yours: ${source2}`;
    });
    this.figures[1].hidden = this.alone;
    this.figures[2].hidden = this.alone || !this.backs;
  }
  layout() {
    const width = this.node.clientWidth;
    if (!width) return;
    this.paintWords();
    const beside = this.backs ? 3 : 2, n = this.stacked ? 1 : beside;
    this.size = Math.floor(Math.min(MOST2, (width - GAP6 * (n - 1)) / n));
    this.easel.resize(this.size - 2);
    this.fit();
  }
  /** Every picture as large as its box lets it, whatever its proportions. */
  fit() {
    if (!this.size) return;
    for (const canvas of [this.photo, ...this.results]) {
      const scale = (this.size - 2) / Math.max(canvas.width, canvas.height);
      canvas.style.width = `${Math.round(canvas.width * scale)}px`;
      canvas.style.height = `${Math.round(canvas.height * scale)}px`;
      canvas.style.imageRendering = scale > 2 ? "pixelated" : "auto";
    }
  }
  setPalette(palette) {
    this.easel.setPalette(palette);
  }
  setAlive(alive) {
    this.alive = this.easel.alive = alive;
    this.enable();
  }
  enable() {
    const able = this.alive && Boolean(this.paper) && !this.paper.why, { past } = this.easel;
    for (const press of [
      this.example,
      this.choose,
      this.fill,
      this.clear,
      this.slider,
      ...this.inks.children
    ]) press.disabled = !able;
    this.undo.disabled = !able || !past.before.length;
    this.redo.disabled = !able || !past.after.length;
  }
  stop() {
    clearTimeout(this.timer);
  }
};
var picture = (name) => el("canvas.own-made", { role: "img", "aria-label": name, hidden: true });
function paint2(canvas, pixels) {
  const [, height, width, channels] = pixels.shape, ctx = canvas.getContext("2d");
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const data = ctx.createImageData(width, height);
  for (let i = 0, at = 0; i < 4 * height * width; i += 4, at += channels) {
    for (let k = 0; k < 3; k++) data.data[i + k] = pixels[at + (channels === 3 ? k : 0)];
    data.data[i + 3] = 255;
  }
  ctx.putImageData(data, 0, 0);
}

// src/panels/source.js
var alike = (a, b) => a && b && a.kind === b.kind && String(a.sides) === String(b.sides) && a.channels === b.channels;
var Source = class {
  constructor(desk) {
    Object.assign(this, { desk, pane: 0, worlds: [], to: null });
    this.who = el("div.segments.who", { role: "group", "aria-label": "What which GAN makes of it", hidden: true });
    this.ways = el("div.segments.who", { role: "group", "aria-label": "Which way", hidden: true });
    this.own = new Own({ root: desk.root, act: (what, value) => this.act(what, value) });
    this.node = el("div.source", {}, el("div.row", {}, this.ways, this.who), this.own.node);
  }
  get way() {
    const ways = this.worlds[this.pane]?.ways ?? [];
    return ways.find(({ to }) => to === this.to) ?? ways[0];
  }
  /** Every GAN that can is asked for its answer. */
  act(what, value) {
    const { way: way2 } = this;
    this.worlds.forEach((world, pane) => {
      const same = world?.ways.find(({ to }) => to === way2?.to);
      if (pane === this.pane || alike(same, way2)) this.desk.command(what, { pane, to: way2.to, ...value });
    });
  }
  world(pane, message) {
    this.worlds[pane] = message;
    if (pane !== this.pane) return;
    if (message.way) this.to = message.way;
    this.offer();
    if (message.version > 0) this.own.lies(message);
    else if (this.way && this.own.version > 0 && this.own.easel.touched) this.own.send();
  }
  offer() {
    const { ways = [] } = this.worlds[this.pane] ?? {};
    this.ways.hidden = ways.length < 2;
    this.ways.replaceChildren(...ways.map(({ to, title }) => el("button.segment", {
      type: "button",
      ...OWN_KEYS,
      "aria-pressed": String(to === this.way.to),
      onclick: () => this.turn(to)
    }, title)));
    if (this.way) this.own.setPaper(this.way);
  }
  /** The other way: an empty sheet of the other domain. */
  turn(to) {
    this.to = to;
    this.own.version = -1;
    this.desk.command("clear", { pane: this.pane });
    this.offer();
  }
  frame(pane, part, frame) {
    if (pane === this.pane) this.own.made(frame);
  }
  hear(message) {
    if (message.pane !== this.pane) return;
    if (message.what === "lies") this.own.lies(message);
    else if (message.what === "refused") this.own.refused(message.text);
  }
  titles(titles) {
    this.worlds.length = Math.min(this.worlds.length, titles.length);
    if (this.pane >= titles.length) this.pane = 0;
    this.who.hidden = titles.length < 2;
    this.who.replaceChildren(...titles.map((title, i) => el("button.segment", {
      type: "button",
      title,
      "aria-pressed": String(i === this.pane),
      "aria-label": `What ${LETTERS[i]} makes of it`,
      ...OWN_KEYS,
      onclick: () => this.choose(i)
    }, LETTERS[i])));
  }
  choose(pane) {
    this.pane = pane;
    [...this.who.children].forEach((press, i) => press.setAttribute("aria-pressed", String(i === pane)));
    this.own.version = -1;
    this.offer();
    const frame = this.desk.board.panes[pane]?.lastFrame;
    if (frame?.own) this.own.made(frame);
  }
  setPalette(palette) {
    this.own.setPalette(palette);
  }
  setAlive(alive) {
    this.own.setAlive(alive);
    for (const press of [...this.ways.children, ...this.who.children]) press.disabled = !alive;
  }
  layout() {
    this.own.layout();
  }
  shown(now) {
    if (now) this.own.layout();
  }
  stop() {
    this.own.stop();
  }
};
var source = {
  name: "source",
  title: "Your own",
  icon: "brush",
  fits: turnsPictures,
  hint: "draw lines, paint a map or drop a photo, and see what G makes of it while it learns",
  make: (desk) => new Source(desk)
};

// src/timeline/branches.js
var ROW2 = 9;
var MOST_ROWS = 3;
var BEND = 10;
var GAP7 = 12;
var REACH = 5;
function placed(branches, toX) {
  const free = Array(MOST_ROWS).fill(-Infinity).map(() => []);
  return [...branches].reverse().map((branch) => {
    const from = toX(branch.parted ?? 0), to = Math.max(toX(branch.horizon), from + BEND + 2);
    const clear = (row2) => row2.every(([a, b]) => to + GAP7 <= a || b + GAP7 <= from);
    const row = Math.max(0, free.findIndex(clear) < 0 ? MOST_ROWS - 1 : free.findIndex(clear));
    free[row].push([from, to]);
    return { branch, from, to, row };
  });
}
var rowsOf3 = (places) => places.reduce((most, { row }) => Math.max(most, row + 1), 0);
var lineAt = (places, x, y) => places.find(({ from, to, row }) => x >= from && x <= to + REACH && Math.abs(y - (row + 1) * ROW2) <= REACH);
function momentOf({ branch, from, to }, x) {
  const first = branch.parted ?? 0;
  if (to - from <= BEND + 2) return branch.horizon;
  return Math.round(first + Math.min(1, Math.max(0, (x - from) / (to - from))) * (branch.horizon - first));
}
function drawBranches(ctx, places, y, { palette, pointed }) {
  for (const place of [...places].reverse()) {
    const { from, to, row, branch } = place, low = y + (row + 1) * ROW2, here = pointed === branch.number;
    ctx.strokeStyle = ctx.fillStyle = here ? palette.ink : palette.branch;
    ctx.lineWidth = here ? 2.5 : 1.5;
    ctx.beginPath();
    ctx.moveTo(from, y + 2);
    ctx.bezierCurveTo(from, low, from, low, from + BEND, low);
    ctx.lineTo(to, low);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(to, low, here ? 3.5 : 2.5, 0, 2 * Math.PI);
    ctx.fill();
  }
}
var branchText = ({ number: number2, text }) => `Branch ${number2}: ${text}`;
var countText = (n) => `${count2(n)} ${n === 1 ? "branch" : "branches"}`;
var BranchList = class {
  /**
   * `visit(pane, branch)` goes to the end of a branch, `beside(pane, branch)` shows it beside, `root` has the focus.
   */
  constructor({ root, visit, beside }) {
    Object.assign(this, { root, visit, beside, lanes: [], alive: true, open: false });
    this.press = button(root, { name: "Branches", icon: "branches", hint: "what was left when something else was done from the past", tone: "time.button-small.branches-press", onclick: () => this.toggle() });
    this.press.setAttribute("aria-expanded", "false");
    this.press.hidden = true;
    this.items = el("ul.branch-items", {});
    this.gone = el("p.branch-gone", { role: "status" });
    this.node = el("div.branches", { role: "group", "aria-label": "Branches", hidden: true }, this.items, this.gone);
  }
  toggle() {
    this.open = !this.open;
    this.show();
  }
  /** What the kernel says of one GAN. */
  update(lane, { branches = [], more = 0, gone = "" }) {
    const was = this.lanes[lane];
    if (was && was.branches === branches && was.gone === gone) return;
    this.lanes[lane] = { branches, more, gone };
    this.show();
  }
  setLanes(n) {
    this.lanes.length = Math.min(this.lanes.length, n);
    this.show();
  }
  show() {
    const lanes = this.lanes.map((lane) => lane ?? { branches: [], more: 0, gone: "" });
    const many = lanes.reduce((sum, { branches, more }) => sum + branches.length + more, 0);
    const gone = lanes.map(({ gone: text }) => text).filter(Boolean).join(" ");
    this.press.hidden = !many && !gone;
    this.press.querySelector(".ganlab-name").textContent = count2(many);
    this.press.setAttribute("aria-label", `Branches: ${countText(many)} beside the present one`);
    this.press.setAttribute("aria-expanded", String(this.open));
    this.node.hidden = !this.open || this.press.hidden;
    write(this.gone, gone);
    this.gone.hidden = !gone;
    if (this.node.hidden) return;
    const letter = (lane) => lanes.length > 1 ? `${"ABCD"[lane]}, ` : "";
    const rows = lanes.flatMap(({ branches }, lane) => [...branches].reverse().map((one) => this.row(
      one,
      lane,
      letter(lane)
    )));
    const hidden = lanes.reduce((sum, { more }) => sum + more, 0);
    if (hidden) rows.push(el("li.branch-more", {}, `and ${count2(hidden)} older ones: gan.timeline.branches`));
    this.items.replaceChildren(...rows);
    this.setAlive(this.alive);
  }
  row(branch, lane, letter) {
    const words = branchText(branch);
    const act = (name, hint, onclick) => el("button.button.button-small", {
      type: "button",
      ...OWN_KEYS,
      title: hint,
      "aria-label": `${name}: ${letter}${words}`,
      onclick
    }, name);
    return el(
      "li.branch-item",
      { "data-branch": branch.number },
      el("span.branch-text", {}, `${letter}${words}`),
      act("Go there", "The end of this branch; what is left now stays as a branch", () => this.visit(lane, branch)),
      act("Show beside", "A twin at the end of this branch, beside this GAN", () => this.beside(lane, branch))
    );
  }
  setAlive(alive) {
    this.alive = alive;
    for (const press of this.node.querySelectorAll("button")) press.disabled = !alive;
  }
};

// src/timeline/timeline.js
var EDGE5 = 12;
var LANE2 = 20;
var LABELS = 17;
var TICKS = 15;
var REACH2 = 7;
var GRIP = 9;
var EVERY_MS2 = 200;
var NOTHING = { moment: 0, horizon: 0, keyframes: [], events: [], marks: [], branches: [] };
var Timeline = class {
  /**
   * `go(moment, exact, name)` asks for a moment, perhaps one that has a name; `visit(lane, branch, moment)` for one of
   * another branch; `grab()` is called when a hand takes the handle, `resized()` when branches need more room or less.
   */
  constructor({ go, grab = () => {
  }, visit = null, resized = () => {
  }, label = "Timeline" }) {
    Object.assign(this, {
      go,
      grab,
      visit,
      resized,
      lanes: [NOTHING],
      rows: [0],
      wanted: null,
      held: false,
      parted: null,
      span: null,
      scale: 1
    });
    this.canvas = el("canvas.rail", { "aria-hidden": "true" });
    this.tip = el("div.tip.tip-time", { "aria-hidden": "true" });
    this.node = el(
      "div.track",
      {
        role: "slider",
        tabindex: 0,
        "aria-label": label,
        "aria-valuemin": 0,
        "aria-valuemax": 0,
        "aria-valuenow": 0,
        title: "",
        ...OWN_KEYS,
        onpointerdown: (event) => this.onDown(event),
        onpointermove: (event) => this.onMove(event),
        onpointerup: (event) => this.onUp(event),
        onpointercancel: (event) => this.onUp(event),
        onpointerleave: () => this.leave(),
        onkeydown: (event) => this.onKey(event)
      },
      this.canvas,
      this.tip
    );
    this.alive = true;
  }
  get horizon() {
    return Math.max(...this.lanes.map(({ horizon }) => horizon));
  }
  /** The last moment that there is anything to see of. */
  get reach() {
    return Math.max(this.horizon, ...this.lanes.flatMap(({ branches }) => branches.map(({ horizon }) => horizon)));
  }
  /** Where the handle stands: where the hand wants it, else where the furthest GAN is. */
  get moment() {
    return this.wanted ?? Math.max(...this.lanes.map(({ moment }) => moment));
  }
  /** Everything that one can stop at: events and named moments of all lanes. */
  get stops() {
    return this.lanes.flatMap(({ events, marks }) => [...events, ...marks].map(({ moment }) => moment));
  }
  get area() {
    return { left: EDGE5, right: this.width - EDGE5 };
  }
  toX(moment) {
    return placeOf(moment, this.reach, this.area);
  }
  /** What the kernel says of one GAN: {moment, horizon} at least, and keyframes, events and marks when they changed. */
  update(lane, news, playing = false) {
    const branches = this.lanes[lane]?.branches;
    this.lanes[lane] = { ...NOTHING, ...this.lanes[lane], ...news };
    if (this.lanes[lane].branches !== branches) this.makeRoom();
    if (!this.held && this.wanted === this.lanes[lane].moment) this.wanted = null;
    if (!playing || performance.now() - (this.drawnAt ?? -Infinity) > EVERY_MS2) this.schedule();
  }
  /** The kernel has carried out everything that was asked for. */
  settled() {
    if (this.held || this.wanted === null) return;
    this.wanted = null;
    this.schedule();
  }
  setLanes(n) {
    this.lanes.length = Math.min(this.lanes.length, n);
    while (this.lanes.length < n) this.lanes.push(NOTHING);
    this.makeRoom();
    this.layout();
  }
  /** The lines of a GAN's branches, in pixels. */
  places(lane) {
    return placed(lane.branches, (moment) => this.toX(moment));
  }
  /** As high as all rails are with what hangs below them. */
  get tall() {
    return LABELS + this.lanes.length * LANE2 + this.rows.reduce((sum, rows) => sum + rows, 0) * ROW2;
  }
  /** The rail of a lane, in pixels from the top. */
  railOf(i) {
    return LABELS + (i + 0.5) * LANE2 + this.rows.slice(0, i).reduce((sum, rows) => sum + rows, 0) * ROW2;
  }
  /** Give each lane as many rows as its branches take. */
  makeRoom() {
    const height = this.node.style.height;
    this.rows = this.lanes.map((lane) => this.width > 2 * EDGE5 ? rowsOf3(this.places(lane)) : Number(lane.branches.length > 0));
    this.node.style.height = `${this.scale * (this.tall + TICKS)}px`;
    if (height && height !== this.node.style.height) this.resized();
  }
  /** A stretch between two moments (`last` null: to the end) whose ends can be dragged:
   * `moved("first" or "last", moment)`. */
  setSpan(span, moved) {
    Object.assign(this, { span, moved });
    this.schedule();
  }
  get ends() {
    const last = Math.min(this.span.last ?? this.horizon, this.horizon);
    return { first: Math.min(this.span.first, last), last };
  }
  /** The end of the span under the pointer. */
  grip(event) {
    const { x, y } = this.placeOf(event);
    if (!this.span || y < this.tall - 4) return null;
    const { first, last } = this.ends, off = {
      first: Math.abs(this.toX(first) - x),
      last: Math.abs(this.toX(last) - x)
    };
    const nearer = off.first < off.last || off.first === off.last && first === this.horizon ? "first" : "last";
    return off[nearer] <= GRIP ? nearer : null;
  }
  /** The hand has an end of the span: it stays on its side of the other. */
  stretch(event) {
    const { first, last } = this.ends, to = this.under(event);
    this.moved(this.end, this.end === "first" ? Math.min(to, last - 1) : Math.max(to, first + 1));
  }
  setPalette(palette, font) {
    Object.assign(this, { palette, font });
    this.schedule();
  }
  /** As wide as there is room; letters and marks are `scale` times as large as on the page. */
  layout(scale = 1) {
    this.scale = scale;
    this.width = this.node.clientWidth / scale;
    this.makeRoom();
    this.schedule();
  }
  want(moment, exact, name) {
    this.wanted = moment;
    this.schedule();
    this.go(moment, exact, name);
  }
  onDown(event) {
    if (event.button !== 0 || !this.alive || !this.reach) return;
    event.preventDefault();
    this.node.focus({ preventScroll: true });
    this.node.setPointerCapture(event.pointerId);
    this.end = this.grip(event);
    if (this.end) return;
    this.grab();
    const line2 = this.line(event);
    if (line2) return this.visit(line2.lane, line2.branch, momentOf(line2, this.placeOf(event).x));
    const hit = this.hit(event);
    this.left = this.moment;
    Object.assign(this, { held: true, startX: event.clientX, hitAt: hit });
    this.want(hit ? hit.moment : this.under(event), Boolean(hit), hit?.name);
  }
  onMove(event) {
    if (this.end) return this.stretch(event);
    if (!this.held) return this.explain(event);
    if (this.hitAt && Math.abs(event.clientX - this.startX) < 4) return;
    this.hitAt = null;
    const moment = this.under(event);
    if (moment !== this.wanted) this.want(moment, false);
    this.explain(event);
  }
  onUp(event) {
    this.end = null;
    if (!this.held) return;
    this.held = false;
    const { hitAt } = this;
    if (event.type === "pointercancel") return this.want(this.left, true);
    this.want(hitAt?.moment ?? this.under(event), true, hitAt?.name);
  }
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.alive) return;
    const to = momentByKey(event.key, event.shiftKey, this.moment, this.horizon, this.stops);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.grab();
    if (to !== this.moment) this.want(to, true);
  }
  under(event) {
    return Math.min(this.horizon, momentAt(this.placeOf(event).x, this.reach, this.area));
  }
  /** Where a pointer is, in the pixels in which everything here is placed. */
  placeOf({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    return { x: (clientX - box.left) / this.scale, y: (clientY - box.top) / this.scale };
  }
  /** The branch under the pointer: its place, and the lane that it belongs to. */
  line(event) {
    if (!this.visit) return null;
    const { x, y } = this.placeOf(event);
    for (const [lane, one] of this.lanes.entries()) {
      const place = one.branches.length ? lineAt(this.places(one), x, y - this.railOf(lane)) : null;
      if (place) return { ...place, lane };
    }
    return null;
  }
  /** The event or named moment under the pointer. */
  hit(event) {
    const { x, y } = this.placeOf(event);
    const lane = this.lanes.findIndex((_, i) => Math.abs(y - this.railOf(i)) <= LANE2 / 2);
    const shown = y < LABELS ? this.lanes.flatMap(({ marks }) => marks) : this.lanes[lane]?.events ?? [];
    const near = shown.filter(({ moment }) => Math.abs(this.toX(moment) - x) <= REACH2);
    return near.sort((a, b) => Math.abs(this.toX(a.moment) - x) - Math.abs(this.toX(b.moment) - x))[0] ?? null;
  }
  explain(event) {
    if (!this.reach) return;
    const line2 = this.held ? null : this.line(event);
    this.point(line2?.branch.number ?? null);
    if (line2) return this.tell(this.placeOf(event).x, [branchText(line2.branch), "press to go there"], "pointer");
    const hit = this.held ? null : this.hit(event), grip = this.held ? null : this.grip(event);
    const moment = grip ? this.ends[grip] : hit?.moment ?? this.under(event);
    const same = this.lanes.flatMap(({ events, marks }) => [...marks, ...events]).filter((thing) => hit && thing.moment === moment);
    const words = [
      `${grip ? `the film ${grip === "first" ? "begins" : "ends"} at ` : ""}moment ${count2(moment)}`,
      ...new Set(same.map(({ text }) => text)),
      ...moment === this.moment ? this.lanes.map(({ steps: steps2 }) => steps2) : [],
      ...hit || grip ? [] : ["a moment is one round, or one single step"]
    ].filter(Boolean);
    const above2 = hit ? "pointer" : "";
    return this.tell(this.toX(moment), words, grip ? "ew-resize" : above2);
  }
  leave() {
    this.tip.classList.remove("ganlab-shown");
    this.point(null);
  }
  /** Words beside the pointer. */
  tell(x, words, cursor) {
    this.tip.textContent = words.join("\n");
    this.tip.style.transform = `translate(${tipLeft(this.scale * x, 8, this.scale * this.width)}, calc(-100% - 2px))`;
    this.tip.classList.add("ganlab-shown");
    this.node.style.cursor = cursor;
  }
  /** The branch that stands out; null: none. */
  point(number2) {
    if (number2 === this.pointed) return;
    this.pointed = number2;
    this.schedule();
  }
  schedule() {
    this.request ||= requestAnimationFrame(() => this.draw());
  }
  /** What a screen reader says of the handle. */
  describe() {
    const { moment, horizon } = this;
    const here = this.lanes.flatMap(({ events, marks: marks2 }) => [...marks2, ...events]).filter((thing) => thing.moment === moment);
    const future = this.lanes.some((lane) => lane.horizon > lane.moment) ? ", a recorded future lies ahead" : "";
    const marks = here.length ? `: ${here.map(({ text }) => text).join("; ")}` : "";
    const many = this.lanes.reduce((sum, { branches }) => sum + branches.length, 0);
    const others = many ? `, ${many} other ${many === 1 ? "branch" : "branches"}` : "";
    return `moment ${moment} of ${horizon}${future}${others}${marks}`;
  }
  draw() {
    this.request = 0;
    this.drawnAt = performance.now();
    const { moment, horizon, node } = this;
    for (const [name, value] of [
      ["aria-valuemax", horizon],
      ["aria-valuenow", moment],
      ["aria-valuetext", this.describe()]
    ]) {
      if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
    }
    if (!this.palette || !(this.width > 2 * EDGE5)) return;
    const dpr = this.scale * (globalThis.devicePixelRatio || 1), height = this.tall + TICKS;
    const w = Math.round(this.width * dpr), h = Math.round(height * dpr);
    if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, this.width, height);
    ctx.font = `10.5px ${this.font}`;
    this.lanes.forEach((lane, i) => {
      drawBranches(ctx, this.places(lane), this.railOf(i), { palette: this.palette, pointed: this.pointed });
      this.drawLane(ctx, lane, this.railOf(i));
    });
    this.drawMarks(ctx, height);
    this.drawNumbers(ctx, height);
    if (horizon && this.span) this.drawSpan(ctx);
    if (this.reach) this.drawHandle(ctx, height);
  }
  drawLane(ctx, { moment, horizon, keyframes, events }, y) {
    const { palette } = this;
    const { left, right } = this.area;
    const now = this.toX(Math.min(moment, this.moment)), end = this.toX(horizon);
    const bar = (from, to, thick) => ctx.fillRect(from, y - thick / 2, Math.max(0, to - from), thick);
    ctx.fillStyle = palette.grid;
    bar(left, right, 4);
    ctx.fillStyle = palette.timePale;
    bar(now, end, 4);
    ctx.fillStyle = palette.time;
    bar(left, now, 4);
    for (const { x } of grouped(keyframes.map((at) => ({ moment: at })), (at) => this.toX(at), 3)) {
      ctx.fillStyle = x <= now ? palette.time : palette.timePale;
      ctx.fillRect(Math.round(x), y + 3, 1, 4);
    }
    for (const { x, members } of grouped(events, (at) => this.toX(at), 5)) {
      diamond(ctx, x, y, 5.5, members[0].moment <= moment ? palette.event : palette.eventPale, palette.paper);
    }
  }
  /** Named moments: a flag each, with its name where there is room; and the moment at which the GANs parted. */
  drawMarks(ctx, height) {
    const { palette } = this;
    const flags = named(this.lanes.flatMap(({ marks }) => marks)).map(({ moment, text }) => ({ x: this.toX(moment), text, moment }));
    if (this.parted !== null)
      flags.push({ x: this.toX(this.parted), text: "parted here", moment: this.parted, quiet: true });
    flags.sort((a, b) => a.x - b.x);
    ctx.textBaseline = "alphabetic";
    const shown = new Set(fitting(flags, (text) => ctx.measureText(text).width + 8));
    for (const flag of flags) {
      ctx.fillStyle = flag.quiet ? palette.faint : palette.event;
      ctx.fillRect(Math.round(flag.x), 3, 1, (flag.quiet ? height - TICKS : LABELS + 6) - 3);
      if (!flag.quiet) pennant(ctx, flag.x, 3);
      const wide = ctx.measureText(flag.text).width + 10, turned = flag.x + wide > this.width;
      ctx.fillStyle = palette.ink;
      ctx.textAlign = turned ? "right" : "left";
      const right = flag.quiet ? 5 : 10;
      if (shown.has(flag)) ctx.fillText(flag.text, flag.x + (turned ? -4 : right), 12);
    }
  }
  drawNumbers(ctx, height) {
    const { left, right } = this.area;
    ctx.fillStyle = this.palette.faint;
    ctx.textBaseline = "bottom";
    ctx.textAlign = "left";
    ctx.fillText("0", left - 3, height);
    if (!this.reach) return;
    ctx.textAlign = "right";
    const last = count2(this.reach), x = this.toX(this.moment), here = `moment ${count2(this.moment)}`;
    const half = ctx.measureText(here).width / 2 + 6;
    if (x + half < right - ctx.measureText(last).width) ctx.fillText(last, right + 3, height);
    if (x - half < left + 6) return;
    ctx.fillStyle = this.palette.ink;
    ctx.textAlign = "center";
    ctx.fillText(here, Math.min(x, right + 6 - half), height);
  }
  /** A bracket under the rail from the first to the last moment of a span. */
  drawSpan(ctx) {
    const { first, last } = this.ends, y = this.tall - 1;
    const a = this.toX(first), b = this.toX(last);
    ctx.fillStyle = this.palette.event;
    ctx.fillRect(a, y, Math.max(1, b - a), 2);
    for (const [x, way2] of [[a, 1], [b, -1]]) {
      ctx.beginPath();
      for (const [dx, dy] of [[0, -4], [7, 1], [0, 6]]) ctx.lineTo(x + way2 * dx, y + dy);
      ctx.fill();
    }
  }
  drawHandle(ctx, height) {
    const { palette } = this;
    const x = this.toX(this.moment), top = LABELS - 2, bottom = height - TICKS;
    ctx.fillStyle = palette.ink;
    ctx.fillRect(x - 1, top, 2, bottom - top);
    this.lanes.forEach((_, i) => {
      ctx.beginPath();
      ctx.arc(x, this.railOf(i), this.held ? 8 : 6.5, 0, 2 * Math.PI);
      ctx.fillStyle = palette.ink;
      ctx.fill();
      ctx.lineWidth = 2;
      ctx.strokeStyle = palette.paper;
      ctx.stroke();
    });
  }
  setAlive(alive) {
    this.alive = alive;
    this.node.setAttribute("aria-disabled", String(!alive));
  }
  stop() {
    cancelAnimationFrame(this.request);
  }
};
function diamond(ctx, x, y, r, colour, halo) {
  ctx.beginPath();
  for (const [dx, dy] of [[0, -r], [r, 0], [0, r], [-r, 0]]) ctx.lineTo(x + dx, y + dy);
  ctx.closePath();
  ctx.lineWidth = 2;
  ctx.strokeStyle = halo;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill();
}
function pennant(ctx, x, y) {
  ctx.beginPath();
  for (const [dx, dy] of [[0, 0], [8, 4], [0, 8]]) ctx.lineTo(x + dx, y + dy);
  ctx.fill();
}

// src/timeline/timebar.js
var ACTS = [
  { what: "undo", name: "Undo", key: "Z", icon: "undo", hint: "take back what was done last" },
  { what: "redo", name: "Redo", key: "Y", icon: "redo", hint: "do again what was taken back" },
  { what: "fork", name: "Fork", key: "⇧F", icon: "fork", hint: "an independent twin of this GAN at this moment" }
];
function actOf({ key, shiftKey, ctrlKey, metaKey }) {
  const pressed = key.toLowerCase();
  if (pressed === "z") return shiftKey ? "redo" : "undo";
  if (pressed === "y") return "redo";
  return pressed === "f" && shiftKey && !ctrlKey && !metaKey ? "fork" : null;
}
function stepsText(game, steps2) {
  const taken = stepsOf2(game, steps2);
  return `steps taken: ${game.turns.map(({ name, title }) => `${title} ${count2(taken[name])}`).join(", ")}`;
}
var TimeBar = class {
  /** `many()` is how many GANs there are: with several, each is forked at its own title. */
  constructor(channel, controls, { root, many = () => 1 }) {
    Object.assign(this, { channel, controls, many, alive: true, can: {} });
    const make = (act) => button(root, { ...act, tone: "time.button-small", onclick: () => this.command(act.what) });
    this.acts = Object.fromEntries(ACTS.map((act) => [act.what, make(act)]));
    this.field = el("input.field", {
      type: "text",
      maxlength: 60,
      placeholder: "name this moment",
      "aria-label": "Name of this moment",
      ...OWN_KEYS,
      onkeydown: (event) => this.onFieldKey(event)
    });
    this.mark = button(root, {
      name: "Mark",
      icon: "flag",
      hint: "give this moment the name in the field",
      tone: "time.button-small",
      onclick: () => this.name()
    });
    this.scrub = new Latest((where) => controls.command("scrub", where), () => channel.undone);
    this.timeline = new Timeline({
      go: (to, exact, name) => this.scrub.wish({ to, exact, name }),
      grab: () => controls.halt()
    });
    this.marking = el("div.marking", {}, this.field, this.mark);
    const { undo, redo, fork } = this.acts;
    this.node = el("div.time", { role: "group", "aria-label": "Time" }, undo, redo, this.timeline.node, fork);
    root.addEventListener("keydown", (event) => this.onKey(event));
    const visit = (pane, { number: number2 }, to = null) => this.visit({ pane, branch: number2, to });
    this.timeline.visit = visit;
    this.besidePress = button(root, {
      name: "Show beside",
      icon: "beside",
      hint: "the twin that was forked last, beside this GAN: both are stepped and played together",
      tone: "time.button-small.beside-press",
      onclick: () => controls.command("beside")
    });
    this.branches = new BranchList({
      root,
      visit,
      beside: (pane, { number: number2 }) => controls.command("beside", { pane, branch: number2 })
    });
    this.acts.fork.before(this.besidePress);
    this.acts.fork.after(this.branches.press);
    this.node.append(this.branches.node);
    this.enable();
  }
  /** Go to another branch. */
  visit(where) {
    this.controls.halt();
    if (this.channel.undone < 2) this.controls.command("visit", where);
  }
  /** How many twins are kept that are not shown. */
  setBeside(n) {
    this.waiting = n;
    this.enable();
  }
  command(what, value = null) {
    if (!this.acts[what].disabled && this.channel.undone < 2) this.controls.command(what, value);
  }
  name() {
    this.controls.command("mark", this.field.value);
    this.field.value = "";
  }
  onFieldKey(event) {
    if (event.key === "Enter") this.name();
    else if (event.key === "Escape") this.field.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  onKey(event) {
    if (event.altKey || isTyping(event)) return;
    const what = actOf(event);
    if (!what || what === "fork" && event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    this.command(what);
  }
  /** The kernel has done something; `undone` commands are still on their way. */
  onDone(undone) {
    this.scrub.flush();
    if (undone === 0 && !this.scrub.waiting) this.timeline.settled();
  }
  update(lane, { time, strip: strip2, playing, steps: steps2 }) {
    const counts = steps2 ? { steps: stepsText(this.controls.game, steps2) } : {};
    if (time) this.timeline.update(lane, { ...time, ...strip2, ...counts }, playing);
    if (strip2) this.branches.update(lane, strip2);
    if (!time || lane > 0) return;
    this.can = time;
    this.enable();
  }
  setAlive(alive) {
    this.alive = alive;
    this.timeline.setAlive(alive);
    this.branches.setAlive(alive);
    this.enable();
  }
  enable() {
    const { undo, redo, fork } = this.acts;
    undo.disabled = !this.alive || !this.can.undo;
    redo.disabled = !this.alive || !this.can.redo;
    fork.disabled = !this.alive;
    fork.hidden = this.many() > 1;
    this.besidePress.hidden = !this.waiting || this.many() > 3;
    this.besidePress.disabled = !this.alive;
    this.mark.disabled = this.field.disabled = !this.alive;
  }
};

// src/stepper.js
var DRAWERS = [round, charts, settings, source, draw, exports];
var GLANCE_MS = 350;
var LEAST4 = 240;
var GAPS = 28;
var UNDER = 190;
var View = class {
  constructor(model, host) {
    this.model = model;
    const game = gameOf(model.get("game"));
    this.board = new Board(host, {
      game,
      height: (how) => this.height(how),
      name: model.get("name") ?? "GAN stepper",
      onDrawn: (pane, frame, final) => this.onDrawn(pane, frame, final),
      actionsFor: (index) => this.actionsFor(index),
      onLayers: (names) => this.wish("layers", names),
      onColumns: (view) => this.wish("columns", view),
      onAsk: (pane, question) => this.controls.command("closeup", { pane, ...question })
    });
    this.board.setLayers(model.get("layers") ?? []);
    this.root = this.board.root;
    this.channels = [];
    this.glanced = {};
    this.lead = new Channel(
      model,
      { note: (note) => this.onNote(note), tool: (message) => this.onTool(message) },
      (waiting) => this.onWaiting(waiting),
      { quiet: true, onDone: () => this.onDone(), onCommand: () => this.noGlance() }
    );
    this.controls = new Controls(this.lead, { root: this.root, game });
    this.time = new TimeBar(this.lead, this.controls, { root: this.root, many: () => this.board.panes.length });
    this.board.panel.prepend(this.controls.node);
    this.help = new Help(this.root, () => this.board.panes[0]?.world?.layers ?? [], game);
    this.screen = new Screen(host, this.root, () => this.board.layout());
    this.camera = mini("Save picture", "camera", "What is shown now, as a PNG file", () => this.savePicture());
    this.drawers = new Drawers(DRAWERS, {
      root: this.root,
      more: [this.camera, this.help.press],
      board: this.board,
      controls: this.controls,
      channel: this.lead,
      timeline: this.time.timeline,
      open: () => model.get("open_drawers") ?? [],
      remember: (names) => this.wish("open_drawers", names)
    });
    this.more = new More({
      root: this.root,
      controls: this.controls,
      time: this.time,
      open: () => this.opened,
      remember: (open2) => this.open(open2),
      wide: [this.drawers.node],
      gauges: (shown) => this.wish("layers", shown ? [...this.board.layers, "truth"] : this.board.layers.filter((name) => name !== "truth"))
    });
    this.board.rooms = this.more;
    this.begin = new Begin({
      start: (wishes) => this.controls.command("begin.start", { pane: 0, wishes }),
      ask: () => this.controls.command("begin.pictures"),
      fail: (text) => this.board.say(text, true),
      more: [this.screen.press, this.more.press]
    });
    this.root.append(this.time.node, this.begin.node, this.more.side, this.more.wide);
    this.board.followers.push(this.time.timeline, this.begin, this.drawers);
    this.watch();
    this.onTitles();
    this.time.setBeside(model.get("beside") ?? 0);
    this.time.timeline.resized = () => this.board.layout();
    this.onMore();
    this.endWait = sayWhileWaiting(() => this.board.panes[0]?.lastFrame || this.gone, (text) => this.board.say(text));
  }
  /** Whether what is behind "More" is shown: as is wished, and while a drawer is open. */
  get opened() {
    return Boolean(this.model.get("more")) || (this.model.get("open_drawers") ?? []).length > 0;
  }
  /** Show what is behind "More"; or close it, with its drawers, which come back with it. */
  open(more) {
    const drawers = this.model.get("open_drawers") ?? [];
    this.model.set("more", more);
    this.wish("open_drawers", more ? this.kept ?? drawers : []);
    this.kept = more ? null : drawers;
    if (more && this.screen.full) this.more.side.scrollIntoView({ block: "nearest" });
  }
  /** Of the scene, in pixels: what is wished, or less where that is more than can be seen at once. */
  height({ narrow, full, n, abreast } = {}) {
    const wished2 = this.model.get("height") ?? 420, room = full ? this.board.host.clientHeight - 32 : roomAround(this.board.host);
    if (n > 1 && !abreast) return full ? Math.max(260, 0.5 * room) : wished2;
    if (full && !narrow) return Math.max(LEAST4, room);
    const { node, stage, truth } = this.board.panes[0] ?? {};
    const legend = node && !full ? node.offsetHeight - stage.offsetHeight - (n > 1 ? truth.node.offsetHeight : 0) : 0;
    const under = narrow ? UNDER : this.time.timeline.node.offsetHeight + this.begin.node.offsetHeight + GAPS + legend;
    return Math.max(LEAST4, full ? room - under : Math.min(wished2, room - under));
  }
  async savePicture() {
    keep(this.board, await png(this.board));
  }
  /** Set a trait, here and in the kernel. */
  wish(trait, value) {
    this.model.set(trait, value);
    this.model.save_changes();
  }
  /** Other layers are shown than before, whoever said so. */
  onLayers() {
    this.board.setLayers(this.model.get("layers"));
    this.more.setShown(this.board.layers);
    this.glanced = {};
  }
  /** What is behind "More" is shown, or no longer. */
  onMore() {
    this.root.classList.toggle("ganlab-opened", this.opened);
    this.more.follow();
    this.drawers.follow();
    this.board.layout();
    this.onDone();
  }
  /** A tool in the kernel speaks: of what a training begins with, or to a drawer. */
  onTool(message) {
    if (message.tool === "begin") this.begin.hear(message);
    else this.drawers.hear(message);
  }
  /** A picture has come to rest: ask for one look at the layers that it does not show. */
  wantGlance(pane, frame) {
    clearTimeout(pane.glanceTimer);
    if (frame.playing || this.gone || !this.opened || this.glanced[pane.index] === frame.seq) return;
    pane.glanceTimer = setTimeout(() => {
      this.glanced[pane.index] = frame.seq;
      this.channels[pane.index]?.post({ kind: "glance" });
    }, GLANCE_MS);
  }
  /** Something has been asked for: nobody looks around meanwhile. */
  noGlance() {
    for (const pane of this.board.panes) clearTimeout(pane.glanceTimer);
  }
  actionsFor(index) {
    const small = (name, picture2, hint, what) => mini(
      name,
      picture2,
      hint,
      () => this.controls.command(what, index)
    );
    const letter = "ABCD"[index];
    return [
      small(`Fork ${letter}`, "fork", `Fork: a twin of ${letter} at this moment, beside it`, "fork"),
      small(`Close ${letter}`, "close", `Take ${letter} off the bench; the GAN itself stays`, "drop")
    ];
  }
  /** Another game is played than before. */
  onGame() {
    const game = gameOf(this.model.get("game"));
    this.board.setGame(game);
    this.controls.setGame(game);
    this.help.game = game;
    this.drawers.onGame();
  }
  /** There are other GANs on the bench than before. */
  onTitles() {
    const titles = this.model.get("titles") ?? [""];
    const moved = titles.length < this.channels.length;
    this.board.setTitles(titles);
    this.time.timeline.setLanes(titles.length);
    this.time.branches.setLanes(titles.length);
    this.time.enable();
    this.begin.setAlone(titles.length === 1);
    while (this.channels.length > titles.length) this.channels.pop().stop();
    while (this.channels.length < titles.length) this.join(this.channels.length);
    if (moved) this.channels.forEach((channel) => channel.hello());
    this.drawers.onTitles(titles);
    this.onParted();
  }
  /** One line to the kernel for each picture: each may fall behind on its own. */
  join(pane) {
    const channel = new Channel(this.model, {
      scene: (world) => this.onWorld(pane, world),
      frame: (frame) => this.onFrame(pane, frame),
      closeup: (message) => this.board.panes[pane]?.setCloseup(message),
      glance: (message) => this.board.panes[pane]?.setGlance(message),
      late: (message) => this.board.panes[pane]?.setLate(message)
    }, () => {
    }, { pane });
    this.channels.push(channel);
    if (this.presence.seen !== false) channel.hello();
  }
  onWorld(pane, world) {
    this.board.onWorld(pane, world);
    if (pane === 0) this.more.offerGauges((world.layers ?? []).some(({ name }) => name === "truth"));
    this.tellBegin(pane, world);
    this.drawers.onWorld(pane, world);
  }
  tellBegin(pane, message) {
    const part = partFor("begin", message);
    if (part?.sets && pane === 0) this.begin.world(part);
  }
  onParted() {
    const { text = "", moment = null } = this.model.get("parted") ?? {};
    Object.assign(this.time.timeline, { parted: moment });
    this.time.timeline.schedule();
    if (this.board.many && !this.gone) this.board.say(text);
  }
  watch() {
    const heard = {
      "change:height": () => this.board.layout(),
      "change:titles": () => this.onTitles(),
      "change:beside": () => this.time.setBeside(this.model.get("beside") ?? 0),
      "change:parted": () => this.onParted(),
      "change:layers": () => this.onLayers(),
      "change:open_drawers": () => this.onMore(),
      "change:more": () => this.onMore(),
      "change:game": () => this.onGame()
    };
    this.presence = new Presence(this.model, this.root, {
      channels: () => this.channels,
      gone: () => this.kernelGone(),
      layout: () => this.board.layout(),
      heard
    });
  }
  onFrame(pane, frame) {
    if (pane === 0 && !this.laid) {
      this.laid = true;
      this.board.layout();
      this.onParted();
    }
    this.board.onFrame(pane, frame);
    this.time.update(pane, frame);
    this.tellBegin(pane, frame);
    this.drawers.onFrame(pane, frame);
    this.lead.note(frame);
    if (pane > 0) return;
    this.controls.update(frame);
    if (!this.board.many) this.board.say(frame.text, frame.error, frame.playing && !frame.error);
  }
  onNote(note) {
    for (const pane of note.again ?? []) this.channels[pane]?.hello();
    if (note.steps && !note.pane) this.controls.update(note);
    if (note.time) this.time.update(note.pane ?? 0, note);
    if (note.text !== void 0) this.board.say(note.text, note.error, note.playing && !note.error);
    else if (this.board.many && this.board.saying?.error) this.onParted();
  }
  onDrawn(pane, frame, final) {
    if (!frame) return;
    const places = [pane.node, ...pane.index === 0 ? [this.root] : []];
    const rests = final && !frame.late;
    this.channels[pane.index].drawn = frame.seq;
    if (rests) this.wantGlance(pane, frame);
    for (const { dataset } of places) {
      dataset.seen = frame.seq;
      if (rests) dataset.seq = frame.seq;
    }
  }
  onDone() {
    for (const pane of this.board.panes) if (pane.lastFrame && !pane.lastFrame.late)
      this.wantGlance(pane, pane.lastFrame);
    this.time.onDone(this.lead.undone);
  }
  onWaiting(waiting) {
    if (!this.gone) this.board.hold(waiting ? QUEUED : null);
  }
  kernelGone() {
    if (this.gone) return;
    this.gone = true;
    for (const channel of [this.lead, ...this.channels]) channel.live = false;
    this.controls.setAlive(false);
    this.controls.showPlaying(false);
    for (const part of [this.time, this.begin, this.more, this.drawers, ...this.board.panes]) part.setAlive(false);
    this.root.classList.add("ganlab-gone");
    this.board.hold(null);
    this.board.say(KERNEL_GONE, true);
  }
  stop() {
    this.endWait();
    this.presence.stop();
    for (const channel of [this.lead, ...this.channels]) channel.stop();
    this.board.stop();
    this.time.timeline.stop();
    this.drawers.stop();
    this.screen.stop();
  }
};
var stepper_default = widgetOf(View);
export {
  stepper_default as default
};
