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
function tipLeft(x, away, room, turn = 0.5) {
  const wanted = x > turn * room ? `${x - away}px - 100%` : `${x + away}px`;
  return `clamp(0px, ${wanted}, ${room}px - 100%)`;
}
var isTyping = (event) => event.target.matches?.("input:not([type=range]), textarea, select, [contenteditable]") ?? false;

// src/diversity/cures.js
async function copyText(text) {
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
var QUIET = {
  good: "Nothing needs to be done.",
  learning: "Nothing to do yet: let it train.",
  unknown: "Press Play, or train from a cell.",
  off: "No reason to stop.",
  alarm: ""
};
function nothingFor({ name, tone }, stream) {
  if (tone !== "alarm") return QUIET[tone];
  if (name === "unknown") return "";
  return stream ? "The training is yours, and so is the cure: what helps is told in the tutorial on mode collapse." : QUIET[tone];
}
var Cures = class {
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
    if (told === this.told) return;
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
    return [
      el(
        "p.cure-title",
        {},
        el("b", {}, `${offer.title[0].toUpperCase()}${offer.title.slice(1)}.`),
        ` ${offer.why}`
      ),
      el(
        "div.cure-row",
        {},
        way ? this.press(way, verdict.tone === "alarm" ? "play" : "quiet") : null,
        this.copy(code)
      ),
      this.code(code)
    ];
  }
  article(offer, i) {
    return el(
      "article.remedy",
      {},
      el(
        "p.cure-title",
        {},
        el("b", {}, `${i + 1}. ${offer.title[0].toUpperCase()}${offer.title.slice(1)}.`),
        ` ${offer.why}`
      ),
      ...(offer.ways.length ? offer.ways : [{ code: offer.code }]).map((way) => el(
        "div.way",
        {},
        el("div.cure-row", {}, way.key ? this.press(way, "quiet") : null, this.copy(way.code)),
        this.code(way.code)
      ))
    );
  }
  press(way, tone) {
    return button(this.root, {
      name: way.label,
      hint: `runs ${way.code}`,
      tone: `${tone}.cure-button`,
      onclick: () => this.apply(way.key)
    });
  }
  copy(code) {
    const node = button(this.root, {
      name: "Copy code",
      hint: "the code, to the clipboard",
      tone: "copy.button-small",
      onclick: async () => {
        await copyText(code);
        node.querySelector(".ganlab-name").textContent = "Copied";
        setTimeout(() => {
          node.querySelector(".ganlab-name").textContent = "Copy code";
        }, 1500);
      }
    });
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
};

// src/lib/entry.js
var WAITING = "Waiting for the kernel: the picture comes as soon as it answers.";
var UNANSWERED = "No kernel answers: this is the picture that was there last. As soon as one does, it can be stepped and played again.";
var QUEUED = "Queued behind a running cell, which this kernel finishes first. Wait for it, or stop it with ■ in the toolbar; with ipykernel 7 nothing waits.";
var KERNEL_GONE = "The kernel is gone. Run the notebook from the top to go on (Run ▸ Run All Cells).";
var WAIT_MS = 600;
var PATIENCE_MS = 2500;
var widgetOf = (View) => ({
  render({ model, el: host }) {
    const view = new View(model, host);
    return () => view.stop();
  }
});
function listen(emitter, heard) {
  for (const [name, hear] of Object.entries(heard)) emitter.on(name, hear);
  return () => {
    for (const [name, hear] of Object.entries(heard)) emitter.off(name, hear);
  };
}
function hideStill(mark) {
  if (!/^[0-9a-f]+$/.test(mark ?? "")) return () => {
  };
  const style = document.createElement("style"), name = `.ganlab-still-${mark}`;
  style.textContent = `${name}, :has(> ${name}) { display: none !important; }`;
  document.head.append(style);
  return () => style.remove();
}
function awaitAnswer(model, root) {
  const mark = model.get("still"), notice = el("p.unanswered-notice", { role: "status" }, UNANSWERED);
  let showStill = hideStill(mark);
  const waiting = setTimeout(() => {
    if (!document.querySelector(`.ganlab-still-${mark}`)) return;
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
    showStill = hideStill(mark);
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
var Presence = class {
  /**
   * `channels()` are the view's lines for pictures; `layout()` is called when it comes in sight, `gone()` when the
   * kernel is; `heard` maps more events of the model to functions.
   */
  constructor(model, root, { channels, layout, gone, heard = {} }) {
    Object.assign(this, { channels, layout, seen: void 0 });
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
var COLOURS = ["d", "g", "e", "real", "fake"];
var ICONS = { d: "judge", g: "forge" };
var ABOUT_JUDGE = ["AUC", "overfit"];
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
function colourOfFigure({ turns, judge }, { name, colour }) {
  if (colour) return colour;
  if (ABOUT_JUDGE.includes(name)) return judge.colour;
  return turns.find((turn) => name.startsWith(`${turn.name}_`))?.colour ?? "fake";
}

// src/lib/scales.js
var clamp = (x, lo, hi) => Math.min(hi, Math.max(lo, x));
function frameOf([x0, x1, y0, y1], { left, top, side }) {
  const kx = side / (x1 - x0);
  const ky = side / (y1 - y0);
  return {
    x: (v) => left + (v - x0) * kx,
    y: (v) => top + (y1 - v) * ky,
    invert: (px, py) => [x0 + (px - left) / kx, y1 - (py - top) / ky]
  };
}
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
  return size >= 10 ** digits ? count(v) : written(String(Number(v.toPrecision(digits))));
}
function decimals(v, many) {
  return Number.isFinite(v) ? written(v.toFixed(many)) : short(v);
}
var count = (n) => decimals(n, 0);

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
function grouped(things, toX, gap) {
  const groups = [];
  for (const thing of [...things].sort((a, b) => a.moment - b.moment)) {
    const x = toX(thing.moment), last = groups.at(-1);
    if (last && x - last.x < gap) last.members.push(thing);
    else groups.push({ x, members: [thing] });
  }
  return groups;
}
function named(marks) {
  const names = /* @__PURE__ */ new Map();
  for (const { moment, name } of marks) names.set(moment, (names.get(moment) ?? /* @__PURE__ */ new Set()).add(name));
  return [...names].map(([moment, all]) => ({ moment, text: [...all].join(", ") }));
}
function fitting(labels, width, gap = 6) {
  let free = -Infinity;
  return labels.filter(({ x, text }) => {
    if (x < free) return false;
    free = x + width(text) + gap;
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

// src/lib/tones.js
var LIGHT = { good: "#00795A", learning: "#5B6370", off: "#8A5A00", alarm: "#B3261E", unknown: "#5B6370" };
var DARK = { good: "#3CCBA0", learning: "#A9B1BB", off: "#F2C14E", alarm: "#FF8A80", unknown: "#A9B1BB" };
var toneColour = (tone, dark) => (dark ? DARK : LIGHT)[tone] ?? (dark ? DARK : LIGHT).unknown;
var SHAPES = { good: "well", learning: "rising", off: "wave", alarm: "warning", unknown: "circle" };
function stretches(story, end) {
  const out = [];
  for (const [since, tone, name] of story) {
    while (out.length && out.at(-1)[0] >= since) out.pop();
    if (out.length) out.at(-1)[1] = since;
    out.push([since, end, tone, name]);
  }
  return out.filter(([from, to]) => to >= from);
}

// src/diversity/verdict.js
function bandText(lo, hi) {
  return short(lo) === short(hi) ? short(lo) : `${short(lo)} to ${short(hi)}`;
}
var Verdict = class {
  constructor() {
    this.badge = el("span.badge", { "aria-hidden": "true" });
    this.title = el("span.verdict-name");
    this.since = el("span.since");
    this.big = el("b.big", {}, "–");
    this.of = el("span.of");
    this.sentence = el("p.sentence.verdict-sentence", { role: "status", "aria-live": "polite" });
    this.evidence = el("ul.evidence");
    this.node = el(
      "section.verdict",
      { "aria-label": "Verdict" },
      el("div.verdict-top", {}, this.badge, el("div.verdict-words", {}, this.title, this.since)),
      el("div.headline", {}, this.count = el("div.count", {}, this.big, this.of)),
      this.sentence,
      this.evidence
    );
  }
  setWorld(world) {
    this.world = world;
  }
  update({ verdict, live, looks }) {
    const { world } = this, k = world.names.length, known2 = live !== null && live !== void 0;
    if (this.tone !== verdict.tone) {
      this.tone = verdict.tone;
      this.badge.replaceChildren(icon(SHAPES[verdict.tone]));
    }
    this.write(this.title, verdict.title);
    const clock = world.stream ? "step" : "moment";
    const at = looks ? `looked at ${clock} ${verdict.step.toLocaleString("en-US")}` : "no look yet";
    this.write(this.since, ["good", "off", "alarm"].includes(verdict.tone) && looks ? `since ${clock} ${verdict.since.toLocaleString("en-US")} · ${at}` : at);
    this.write(this.big, known2 ? String(live) : "–");
    this.write(this.of, k ? `of ${k} ${world.units} live` : "");
    this.count.hidden = !k;
    this.write(this.sentence, verdict.meaning);
    this.sentence.classList.toggle("ganlab-error", verdict.tone === "alarm");
    const said = [...verdict.evidence, ...verdict.also.length ? [`also: ${verdict.also.join(", ")}`] : []];
    if (said.join() !== this.told) {
      this.told = said.join();
      this.evidence.replaceChildren(...said.map((text) => el("li", {}, text)));
    }
  }
  write(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }
};

// src/diversity/history.js
var EDGE = 12;
var ROW = 35;
var TITLE = 15;
var RIBBON = 28;
function readTrace(trace) {
  const [rows, n] = trace?.shape ?? [0, 0];
  return {
    moments: n ? trace.subarray(0, n) : new Float32Array(0),
    values: Array.from({ length: Math.max(0, rows - 1) }, (_, i) => trace.subarray((i + 1) * n, (i + 2) * n))
  };
}
function spanOf(values, band, log) {
  const all = [...values, ...band ?? []].filter((v) => Number.isFinite(v) && (!log || v > 0)).map((v) => log ? Math.log10(v) : v);
  if (!all.length) return [0, 1];
  let lo = Math.min(...all), hi = Math.max(...all);
  const least = log ? 0.5 : Math.max(1e-3, 0.02 * Math.abs(hi));
  if (hi - lo < least) [lo, hi] = [(lo + hi - least) / 2, (lo + hi + least) / 2];
  const air = 0.06 * (hi - lo);
  return [lo - air, hi + air];
}
function besides(value, band) {
  if (!band || !Number.isFinite(value)) return "";
  if (value > band[1]) return "▲";
  return value < band[0] ? "▼" : "";
}
var crosses = (unseen, from, to) => (unseen ?? []).some(([a, b]) => a < to && b > from);
var History = class {
  constructor() {
    this.canvas = el("canvas.history", { role: "img", "aria-label": "History of the figures" });
    this.node = el("div.history-box", {
      onpointermove: (event) => this.onMove(event),
      onpointerleave: () => this.onMove(null)
    }, this.canvas);
  }
  setWorld(world, game) {
    this.world = world;
    const figures = world.figures.map((figure, i) => ({ ...figure, i, called: colourOfFigure(game, figure) }));
    this.shown = figures.filter(({ main }) => main);
    this.canvas.style.height = `${RIBBON + this.shown.length * ROW}px`;
  }
  onMove(event) {
    this.pointed = event && this.frame ? event.clientX - this.canvas.getBoundingClientRect().left : null;
    this.paint();
  }
  update(frame) {
    this.frame = frame;
    this.trace = readTrace(frame.trace);
    this.paint();
  }
  get horizon() {
    const { time, now = 0 } = this.frame;
    return Math.max(time?.horizon ?? now, this.trace.moments.at(-1) ?? 0, 1);
  }
  paint(palette = this.palette, font = this.font) {
    Object.assign(this, { palette, font });
    const width = this.canvas.clientWidth, height = this.canvas.clientHeight;
    if (!this.frame || !this.world || !palette || !(width > 60) || !height) return;
    const dpr = globalThis.devicePixelRatio || 1, w = Math.round(width * dpr), h = Math.round(height * dpr);
    if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, width, height);
    this.area = { left: EDGE, right: width - EDGE };
    const now = this.frame.time?.moment ?? this.frame.now ?? 0;
    const at = this.pointed === null || this.pointed === void 0 ? now : momentAt(this.pointed, this.horizon, this.area);
    this.ribbon(ctx, now, at);
    this.shown.forEach((figure, i) => this.row(ctx, figure, RIBBON + i * ROW, now, at));
    this.unseen(ctx, height);
    this.lines(ctx, height, now, at);
  }
  x(moment) {
    return placeOf(moment, this.horizon, this.area);
  }
  /** What it was called, when. */
  ribbon(ctx, now, at) {
    const { palette, font } = this;
    ctx.font = `11px ${font}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    for (const [from, to, tone, name] of stretches(this.frame.story, now)) {
      const x2 = this.x(from), wide = Math.max(2, this.x(to) - x2);
      ctx.fillStyle = toneColour(tone, palette.dark);
      ctx.globalAlpha = tone === "learning" ? 0.35 : 0.9;
      ctx.fillRect(x2, 16, wide, 6);
      ctx.globalAlpha = 1;
      if (ctx.measureText(name).width + 6 < wide) ctx.fillText(name, x2, 8);
    }
    if (at === now) return;
    const said = `at ${count(at)}`, half = ctx.measureText(said).width / 2;
    ctx.textAlign = "center";
    const x = clamp(this.x(at), half + 2, this.area.right - half);
    ctx.fillStyle = palette.paper;
    ctx.fillRect(x - half - 3, 0, 2 * half + 6, 15);
    ctx.fillStyle = palette.ink;
    ctx.fillText(said, x, 8);
  }
  /** Grey, where nobody looked: there is no line, and what it was called there is not known. */
  unseen(ctx, height) {
    const { palette, font } = this;
    ctx.font = `11px ${font}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    for (const [from, to] of this.frame.unseen ?? []) {
      const x = this.x(from), wide = this.x(to) - x, said = "nobody looked";
      if (wide < 3) continue;
      ctx.fillStyle = palette.paper;
      ctx.fillRect(x, 15, wide, 8);
      ctx.globalAlpha = 0.55;
      ctx.fillStyle = palette.grid;
      ctx.fillRect(x, 15, wide, height - 15);
      ctx.globalAlpha = 1;
      if (ctx.measureText(said).width + 10 > wide) continue;
      ctx.fillStyle = palette.faint;
      ctx.fillText(said, x + wide / 2, 19);
    }
  }
  row(ctx, { i, label, band, log, called }, top, now, at) {
    const { palette, font } = this, { left, right } = this.area, { moments } = this.trace, values = this.trace.values[i] ?? [];
    const [lo, hi] = spanOf(values, band, log), low = top + ROW - 4, high = top + TITLE;
    const y = (v) => clamp(
      low - ((log ? Math.log10(Math.max(v, 1e-30)) : v) - lo) / (hi - lo) * (low - high),
      high,
      low
    );
    const colour = palette[called] ?? palette.fake, ink = palette[`${called}Text`] ?? colour;
    ctx.fillStyle = palette.grid;
    ctx.fillRect(left, low, right - left, 1);
    if (band) {
      ctx.fillStyle = palette.real;
      ctx.globalAlpha = 0.26;
      const up = y(band[1]), down = y(band[0]);
      ctx.fillRect(left, Math.min(up, down - 2), right - left, Math.max(2, down - up));
      ctx.globalAlpha = 1;
    }
    this.line(ctx, moments, values, y, colour, now);
    const value = at === now ? this.frame.table?.[2 * i] ?? NaN : this.valueAt(i, at);
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    ctx.font = `600 11.5px ${font}`;
    ctx.fillStyle = ink;
    ctx.fillText(label, left + 4, top + 1);
    const wide = ctx.measureText(label).width;
    ctx.textAlign = "right";
    const said = Number.isFinite(value) ? `${short(value)} ${besides(value, band)}`.trim() : "–";
    ctx.fillStyle = palette.ink;
    ctx.fillText(said, right - 4, top + 1);
    if (!band) return;
    const used = ctx.measureText(said).width + 10;
    ctx.font = `11px ${font}`;
    const known2 = `real ${bandText(...band)}`, end = right - Math.max(used + 4, 62);
    ctx.fillStyle = palette.faint;
    if (end - ctx.measureText(known2).width > left + 14 + wide) ctx.fillText(known2, end, top + 1);
  }
  line(ctx, moments, values, y, colour, now) {
    for (const [future, alpha, thick] of [[true, 0.3, 1.2], [false, 1, 1.6]]) {
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.globalAlpha = alpha;
      ctx.lineWidth = thick;
      ctx.beginPath();
      let pen = false, last = null;
      for (let k = 0; k < moments.length; k++) {
        if (moments[k] > now !== future || !Number.isFinite(values[k])) continue;
        const x = this.x(moments[k]), v = y(values[k]);
        const apart = last && crosses(this.frame.unseen, last[2], moments[k]);
        ctx[pen && !apart ? "lineTo" : "moveTo"](x, v);
        pen = true;
        last = [x, v, moments[k]];
      }
      ctx.stroke();
      if (last && !future) {
        ctx.beginPath();
        ctx.arc(last[0], last[1], 2.4, 0, 2 * Math.PI);
        ctx.fill();
      }
    }
    ctx.globalAlpha = 1;
  }
  /** The value that was measured last before a moment. */
  valueAt(i, moment) {
    const { moments, values } = this.trace;
    let k = nearest(moments, moment);
    while (k > 0 && (moments[k] > moment || !Number.isFinite(values[i][k]))) k -= 1;
    return k >= 0 ? values[i]?.[k] ?? NaN : NaN;
  }
  lines(ctx, height, now, at) {
    const { verdict } = this.frame, { palette } = this;
    if (verdict.tone === "alarm" && this.frame.looks) {
      ctx.strokeStyle = toneColour("alarm", palette.dark);
      ctx.lineWidth = 1.2;
      ctx.setLineDash([4, 3]);
      ctx.beginPath();
      ctx.moveTo(this.x(verdict.since), 16);
      ctx.lineTo(this.x(verdict.since), height);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    ctx.fillStyle = palette.ink;
    ctx.globalAlpha = 0.5;
    ctx.fillRect(this.x(now) - 0.5, 16, 1, height);
    if (at !== now) ctx.fillRect(this.x(at) - 0.5, 16, 1, height);
    ctx.globalAlpha = 1;
  }
};

// src/diversity/figures.js
function zText(z) {
  if (!Number.isFinite(z)) return "–";
  const size = Math.abs(z);
  return `${z < 0 ? "−" : "+"}${size >= 1e3 ? "1000 or more" : size.toFixed(size >= 10 ? 0 : 1)}`;
}
var Figures = class {
  constructor() {
    this.body = el("tbody");
    this.regime = el("p.regime");
    this.node = el(
      "details.more",
      {},
      el("summary.summary", { ...OWN_KEYS }, "Every figure against real data"),
      this.regime,
      el("div.table-box", {}, el(
        "table.table",
        {},
        el("thead", {}, el(
          "tr",
          {},
          ...["figure", "value", "real data", "z", "what it is"].map((name) => el("th", { scope: "col" }, name))
        )),
        this.body
      ))
    );
    this.node.addEventListener("toggle", () => this.update(this.last));
  }
  setWorld(world) {
    this.world = world;
    this.node.hidden = !world.figures.length;
    const looks = `A look takes ${world.n} samples, every ${world.every} ${world.stream ? "steps" : "moments"}`;
    const means = "values are means of the last three looks, real data is the middle 98 % of single looks";
    this.regime.textContent = world.regime ? `${world.regime} ${looks}; ${means}.` : "";
    this.cells = world.figures.map(({ label, words, band }) => ({ value: el("td.cipher"), z: el("td.cipher"), label, words, band }));
    this.body.replaceChildren(...this.cells.map(({ value, z, label, words, band }) => el(
      "tr",
      {},
      el("th", { scope: "row" }, label),
      value,
      el("td.cipher", {}, band ? bandText(...band) : "–"),
      z,
      el("td.words", {}, words)
    )));
  }
  update(frame) {
    this.last = frame;
    if (!frame?.table || !this.node.open) return;
    this.cells.forEach(({ value, z, band }, i) => {
      const [v, score] = frame.table.subarray(2 * i, 2 * i + 2);
      value.textContent = Number.isFinite(v) ? `${short(v)} ${besides(v, band)}`.trim() : "–";
      z.textContent = zText(score);
      z.classList.toggle("ganlab-far", Math.abs(score) >= 5);
    });
  }
};

// src/diversity/modes.js
var TOP = 2;
var LOST = 0.2;
var discOf = (light, fair) => fair * Math.sqrt(clamp(Number.isFinite(light) ? light : 0, 0, 4));
function rings(centres, fair, most) {
  let gap = Infinity;
  for (let i = 0; i < centres.length; i++) {
    for (let j = 0; j < i; j++)
      gap = Math.min(gap, Math.hypot(centres[i][0] - centres[j][0], centres[i][1] - centres[j][1]));
  }
  const largest = Math.max(...fair, 1e-12), base = clamp(gap * 0.42, 5, most);
  return fair.map((share) => Math.max(3, base * Math.sqrt(share / largest)));
}
function pitchOf(k, width, least = 9, most = 110) {
  return clamp(width / Math.max(k, 1), least, most);
}
var short2 = (name) => name.replace(/^(mode|cluster|class|k|region|piece) /, "");
var SIGNS = [
  ["fair", "fair share"],
  ["bar", "share of the samples"],
  ["lost", "missing: less than a fifth of its fair share"]
];
var SIGNS_OF_MAP = [
  ["real", "real sample"],
  ["fake", "sample of G"],
  ["ring", "fair share"],
  ["disc", "share of the samples, by area"]
];
var Key = class {
  constructor() {
    this.node = el("p.key-of-modes");
  }
  setWorld({ look, names }) {
    this.node.hidden = !names.length;
    const signs = look === "map" ? [...SIGNS_OF_MAP, ...SIGNS.slice(1)] : SIGNS;
    this.node.replaceChildren(...signs.map(([name, words]) => el(
      "span.sign",
      {},
      el(`i.sign-${name}`, { "aria-hidden": "true" }),
      words
    )));
  }
};
var Drawn = class {
  constructor(kind, label) {
    this.canvas = el(`canvas.${kind}`, { role: "img", "aria-label": label });
    this.tip = el("div.tip", { "aria-hidden": "true" });
    this.node = el(
      `div.${kind}-box`,
      {
        onpointermove: (event) => this.onMove(event),
        onpointerleave: () => this.tip.classList.remove("ganlab-shown")
      },
      this.canvas,
      this.tip
    );
  }
  /** A context in CSS pixels of the node's size. */
  context(width, height) {
    const dpr = globalThis.devicePixelRatio || 1, w = Math.round(width * dpr), h = Math.round(height * dpr);
    if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
    const ctx = this.canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, width, height);
    return ctx;
  }
  onMove(event) {
    const box = this.canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    const i = this.world && this.light ? this.cellAt(x, y) : -1;
    if (i < 0) return this.tip.classList.remove("ganlab-shown");
    const light = this.light[i];
    const fair = `${(100 * this.world.fair[i]).toFixed(1)} % of real data`;
    const said = Number.isFinite(light) ? `${light.toFixed(2)} of its fair share (${fair})` : "not measured";
    this.tip.textContent = `${this.world.names[i]}
${said}`;
    this.tip.style.transform = `translate(${x > box.width / 2 ? `calc(${x - 10}px - 100%)` : `${x + 12}px`}, ${Math.max(0, y - 46)}px)`;
    this.tip.classList.add("ganlab-shown");
  }
};
var MapOfModes = class extends Drawn {
  constructor() {
    super("map", "Map of the modes");
  }
  paint(world, fakes, light, palette) {
    Object.assign(this, { world, light });
    const width = this.canvas.clientWidth, height = this.canvas.clientHeight;
    if (!width || !palette) return;
    const ctx = this.context(width, height), side = Math.min(width, height);
    const to = frameOf(world.extent, { left: (width - side) / 2, top: (height - side) / 2, side });
    ctx.fillStyle = palette.paper;
    ctx.fillRect(0, 0, width, height);
    ctx.fillStyle = palette.real;
    ctx.globalAlpha = 0.28;
    for (let i = 0; i < world.real.length; i += 2) ctx.fillRect(
      to.x(world.real[i]) - 1,
      to.y(world.real[i + 1]) - 1,
      2,
      2
    );
    ctx.globalAlpha = 1;
    this.places = world.fair.map((_, i) => [to.x(world.centres[2 * i]), to.y(world.centres[2 * i + 1])]);
    this.radii = rings(this.places, world.fair, side * 0.085);
    this.places.forEach(([x, y], i) => {
      const lost = !(light[i] >= LOST);
      ctx.globalAlpha = 0.42;
      ctx.fillStyle = palette.fake;
      disc(ctx, x, y, discOf(light[i], this.radii[i]));
      ctx.globalAlpha = 1;
      ctx.strokeStyle = palette.real;
      ctx.lineWidth = 1.8;
      ctx.setLineDash(lost ? [3, 3] : []);
      ctx.beginPath();
      ctx.arc(x, y, this.radii[i], 0, 2 * Math.PI);
      ctx.stroke();
      ctx.setLineDash([]);
      if (lost) cross(ctx, x, y, Math.min(6, this.radii[i] * 0.5), palette.ink);
    });
    ctx.fillStyle = palette.fake;
    for (let i = 0; fakes && i < fakes.length; i += 2) {
      triangle(ctx, clamp(to.x(fakes[i]), 3, width - 3), clamp(to.y(fakes[i + 1]), 3, height - 3), 2.6);
    }
  }
  cellAt(x, y) {
    return (this.places ?? []).findIndex(([cx, cy], i) => Math.hypot(x - cx, y - cy) <= this.radii[i] + 3);
  }
};
var Strip = class extends Drawn {
  constructor() {
    super("strip", "Share of each mode");
  }
  get heightWanted() {
    return this.world?.look === "images" ? 122 : 72;
  }
  paint(world, light, palette, font) {
    Object.assign(this, { world, light });
    const k = world.names.length, width = this.canvas.clientWidth;
    this.canvas.style.height = `${this.heightWanted}px`;
    if (!width || !palette || !k) return;
    const ctx = this.context(width, this.heightWanted), faces = world.look === "images" ? 46 : 0;
    this.pitch = pitchOf(k, width - 24);
    this.left = 12;
    const top = faces + 4, base = this.heightWanted - 20, tall = base - top, fairAt = base - tall / TOP;
    const bar = Math.max(3, Math.min(64, this.pitch * 0.68));
    ctx.font = `11px ${font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    for (let i = 0; i < k; i++) {
      const x = this.left + (i + 0.5) * this.pitch, lost = !(light[i] >= LOST);
      ctx.fillStyle = palette.grid;
      ctx.fillRect(x - bar / 2, top, bar, tall);
      ctx.fillStyle = palette.fake;
      const high = tall * clamp(Number.isFinite(light[i]) ? light[i] : 0, 0, TOP) / TOP;
      ctx.fillRect(x - bar / 2, base - high, bar, high);
      if (light[i] > TOP) arrow(ctx, x, top + 2, palette.paper);
      if (lost) {
        ctx.strokeStyle = palette.faint;
        ctx.setLineDash([3, 3]);
        ctx.lineWidth = 1;
        ctx.strokeRect(x - bar / 2 + 0.5, top + 0.5, bar - 1, tall - 1);
        ctx.setLineDash([]);
        cross(ctx, x, (top + base) / 2, Math.min(6, bar / 3), palette.ink);
      }
      if (faces) this.face(ctx, i, x, bar, lost);
      const name = short2(world.names[i]);
      if (ctx.measureText(name).width < this.pitch - 2) {
        ctx.fillStyle = lost ? palette.ink : palette.faint;
        ctx.fillText(name, x, base + 4);
      }
    }
    ctx.fillStyle = palette.real;
    ctx.fillRect(this.left, Math.round(fairAt) - 1, k * this.pitch, 2);
  }
  face(ctx, i, x, bar, lost) {
    const [, height, width, channels] = this.world.shape, size = Math.min(42, Math.max(bar, this.pitch - 6));
    this.faces ??= /* @__PURE__ */ new Map();
    if (!this.faces.has(i)) this.faces.set(i, faceOf(this.world.tiles, i, width, height, channels));
    ctx.imageSmoothingEnabled = width > size;
    ctx.globalAlpha = lost ? 0.45 : 1;
    ctx.drawImage(this.faces.get(i), x - size / 2, 44 - size, size, size);
    ctx.globalAlpha = 1;
  }
  cellAt(x) {
    const i = Math.floor((x - this.left) / this.pitch);
    return i >= 0 && i < this.world.names.length ? i : -1;
  }
};
function faceOf(tiles, i, width, height, channels) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const ctx = canvas.getContext("2d"), image = ctx.createImageData(width, height);
  for (let p = 0, at = i * width * height * channels; p < width * height; p++, at += channels) {
    image.data.set([tiles[at], tiles[channels === 3 ? at + 1 : at], tiles[channels === 3 ? at + 2 : at], 255], 4 * p);
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}
function disc(ctx, x, y, r) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fill();
}
function triangle(ctx, x, y, r) {
  ctx.beginPath();
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + r, y + 0.7 * r);
  ctx.lineTo(x - r, y + 0.7 * r);
  ctx.fill();
}
function arrow(ctx, x, y, colour) {
  ctx.fillStyle = colour;
  triangle(ctx, x, y + 4, 4);
}
function cross(ctx, x, y, r, colour) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (const s of [-1, 1]) {
    ctx.moveTo(x - r, y - s * r);
    ctx.lineTo(x + r, y + s * r);
  }
  ctx.stroke();
}

// src/lib/theme.js
var LIGHT2 = {
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
var DARK2 = {
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
  const palette = { ...dark ? DARK2 : LIGHT2 };
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

// src/timeline/branches.js
var ROW2 = 9;
var MOST_ROWS = 3;
var BEND = 10;
var GAP = 12;
var REACH = 5;
function placed(branches, toX) {
  const free = Array(MOST_ROWS).fill(-Infinity).map(() => []);
  return [...branches].reverse().map((branch) => {
    const from = toX(branch.parted ?? 0), to = Math.max(toX(branch.horizon), from + BEND + 2);
    const clear = (row2) => row2.every(([a, b]) => to + GAP <= a || b + GAP <= from);
    const row = Math.max(0, free.findIndex(clear) < 0 ? MOST_ROWS - 1 : free.findIndex(clear));
    free[row].push([from, to]);
    return { branch, from, to, row };
  });
}
var rowsOf = (places) => places.reduce((most, { row }) => Math.max(most, row + 1), 0);
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
var branchText = ({ number, text }) => `Branch ${number}: ${text}`;

// src/timeline/timeline.js
var EDGE2 = 12;
var LANE = 20;
var LABELS = 17;
var TICKS = 15;
var REACH2 = 7;
var GRIP = 9;
var EVERY_MS = 200;
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
    return { left: EDGE2, right: this.width - EDGE2 };
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
    if (!playing || performance.now() - (this.drawnAt ?? -Infinity) > EVERY_MS) this.schedule();
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
    return LABELS + this.lanes.length * LANE + this.rows.reduce((sum, rows) => sum + rows, 0) * ROW2;
  }
  /** The rail of a lane, in pixels from the top. */
  railOf(i) {
    return LABELS + (i + 0.5) * LANE + this.rows.slice(0, i).reduce((sum, rows) => sum + rows, 0) * ROW2;
  }
  /** Give each lane as many rows as its branches take. */
  makeRoom() {
    const height = this.node.style.height;
    this.rows = this.lanes.map((lane) => this.width > 2 * EDGE2 ? rowsOf(this.places(lane)) : Number(lane.branches.length > 0));
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
    const line = this.line(event);
    if (line) return this.visit(line.lane, line.branch, momentOf(line, this.placeOf(event).x));
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
    const lane = this.lanes.findIndex((_, i) => Math.abs(y - this.railOf(i)) <= LANE / 2);
    const shown = y < LABELS ? this.lanes.flatMap(({ marks }) => marks) : this.lanes[lane]?.events ?? [];
    const near = shown.filter(({ moment }) => Math.abs(this.toX(moment) - x) <= REACH2);
    return near.sort((a, b) => Math.abs(this.toX(a.moment) - x) - Math.abs(this.toX(b.moment) - x))[0] ?? null;
  }
  explain(event) {
    if (!this.reach) return;
    const line = this.held ? null : this.line(event);
    this.point(line?.branch.number ?? null);
    if (line) return this.tell(this.placeOf(event).x, [branchText(line.branch), "press to go there"], "pointer");
    const hit = this.held ? null : this.hit(event), grip = this.held ? null : this.grip(event);
    const moment = grip ? this.ends[grip] : hit?.moment ?? this.under(event);
    const same = this.lanes.flatMap(({ events, marks }) => [...marks, ...events]).filter((thing) => hit && thing.moment === moment);
    const words = [
      `${grip ? `the film ${grip === "first" ? "begins" : "ends"} at ` : ""}moment ${count(moment)}`,
      ...new Set(same.map(({ text }) => text)),
      ...moment === this.moment ? this.lanes.map(({ steps }) => steps) : [],
      ...hit || grip ? [] : ["a moment is one round, or one single step"]
    ].filter(Boolean);
    const above = hit ? "pointer" : "";
    return this.tell(this.toX(moment), words, grip ? "ew-resize" : above);
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
  point(number) {
    if (number === this.pointed) return;
    this.pointed = number;
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
    if (!this.palette || !(this.width > 2 * EDGE2)) return;
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
    const last = count(this.reach), x = this.toX(this.moment), here = `moment ${count(this.moment)}`;
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
    for (const [x, way] of [[a, 1], [b, -1]]) {
      ctx.beginPath();
      for (const [dx, dy] of [[0, -4], [7, 1], [0, 6]]) ctx.lineTo(x + way * dx, y + dy);
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

// src/monitor.js
var NARROW = 640;
var named2 = (names, most = 12) => names.length > most ? `${names.slice(0, most).join(", ")} and ${names.length - most} more` : names.join(", ");
var MonitorView = class {
  constructor(model, host) {
    Object.assign(this, { model, host, alive: true, playing: false });
    this.root = el("div.widget.monitor", {
      tabindex: -1,
      role: "group",
      "aria-label": model.get("name") ?? "Diversity monitor",
      ...OWN_KEYS
    });
    this.channel = new Channel(
      model,
      {
        scene: (world) => this.onWorld(world),
        frame: (frame) => this.onFrame(frame),
        note: (note) => this.onNote(note)
      },
      (waiting) => this.hold(waiting ? QUEUED : null),
      { onDone: () => this.onDone() }
    );
    this.build();
    host.classList.add("ganlab-host");
    host.append(this.root);
    this.font = getComputedStyle(this.root).fontFamily || "sans-serif";
    this.timeline.setLanes(1);
    this.watch();
    this.retheme();
    this.channel.hello();
    this.endWait = sayWhileWaiting(() => this.frame || !this.alive, (text) => this.say(text));
  }
  build() {
    this.verdict = new Verdict();
    this.map = new MapOfModes();
    this.strip = new Strip();
    this.key = new Key();
    this.history = new History();
    this.figures = new Figures();
    this.cures = new Cures(this.root, { apply: (key) => this.command("remedies.apply", key) });
    this.scrub = new Latest((where) => this.command("scrub", where), () => this.channel.undone);
    this.timeline = new Timeline({
      go: (to, exact, name) => this.scrub.wish({ to, exact, name }),
      grab: () => this.playing && this.command("pause"),
      visit: (pane, { number }, to) => this.command("visit", { pane, branch: number, to })
    });
    const make = (spec) => button(this.root, spec);
    this.play = make({
      name: "Play",
      key: "space",
      icon: "play",
      hint: "train round after round",
      tone: "time.button-small",
      onclick: () => this.toggle()
    });
    this.undoing = make({
      name: "Undo",
      key: "Z",
      icon: "undo",
      hint: "take back what was done last",
      tone: "time.button-small",
      onclick: () => this.command("undo")
    });
    this.pausing = el("input.check", { type: "checkbox", "aria-label": "Pause on alarm", ...OWN_KEYS, onchange: () => {
      this.model.set("pause_on_alarm", this.pausing.checked);
      this.model.save_changes();
    } });
    this.missing = el("p.missing");
    this.said = el("p.said", { role: "status", "aria-live": "polite" });
    this.controls = el(
      "div.vigil",
      { role: "group", "aria-label": "Training" },
      this.play,
      this.undoing,
      el("label.choice", {}, this.pausing, "Pause on alarm"),
      this.said
    );
    this.head = el(
      "div.monitor-head",
      {},
      el("div.monitor-main", {}, this.verdict.node, this.cures.first),
      this.map.node
    );
    this.root.append(
      this.head,
      el("div.cells", {}, this.strip.node, this.key.node, this.missing),
      this.controls,
      el("div.past", {}, this.history.node, this.timeline.node),
      this.cures.all,
      this.figures.node
    );
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }
  watch() {
    const onSwitch = () => {
      this.pausing.checked = this.model.get("pause_on_alarm");
    };
    onSwitch();
    this.presence = new Presence(this.model, this.root, {
      channels: () => [this.channel],
      layout: () => this.layout(),
      gone: () => this.kernelGone(),
      heard: { "change:pause_on_alarm": onSwitch }
    });
    this.unwatch = [watchSize(this.host, () => this.layout()), watchTheme(() => this.retheme())];
  }
  retheme() {
    const dark = isDark(this.host);
    this.root.dataset.theme = dark ? "dark" : "light";
    this.palette = paletteFor(dark);
    this.timeline.setPalette(this.palette, this.font);
    this.paint();
  }
  layout() {
    const width = this.host.clientWidth;
    if (!(width > 0)) return;
    this.root.classList.toggle("ganlab-narrow", width < NARROW);
    this.timeline.layout();
    this.paint();
  }
  onWorld(world) {
    if (world.look === "map") world.real = dequantise(world.real, world.within);
    this.world = world;
    this.frame = null;
    this.strip.faces = null;
    this.verdict.setWorld(world);
    this.history.setWorld(world, gameOf(world.game ?? this.model.get("game")));
    this.figures.setWorld(world);
    this.key.setWorld(world);
    this.map.node.hidden = world.look !== "map";
    this.strip.node.hidden = !world.names.length;
    this.history.node.hidden = !world.figures.length;
    this.timeline.node.hidden = this.play.hidden = this.undoing.hidden = this.pausing.parentNode.hidden = world.stream;
    this.root.classList.toggle("ganlab-stream", world.stream);
  }
  onFrame(frame) {
    if (!this.world) return;
    if (frame.fakes) frame.fakes = dequantise(frame.fakes, this.world.within);
    this.frame = frame;
    this.update(frame);
    this.verdict.update(frame);
    this.cures.update(frame, this.world.stream);
    this.figures.update(frame);
    if (this.world.figures.length) this.history.update(frame);
    this.root.dataset.tone = frame.verdict.tone;
    this.say(frame.text, frame.error);
    this.describe(frame);
    this.paint();
    this.channel.drawn = frame.seq;
    Object.assign(this.root.dataset, { seen: frame.seq, seq: frame.seq, verdict: frame.verdict.name });
  }
  onNote(note) {
    this.update(note);
    if (note.text !== void 0) this.say(note.text, note.error);
  }
  update({ time, strip, playing }) {
    if (time) {
      this.timeline.update(0, { ...time, ...strip });
      this.can = time;
    }
    if (playing !== void 0 && playing !== this.playing) this.showPlaying(playing);
    this.enable();
  }
  /** What a screen reader says of the pictures. */
  describe({ live, missing, looks }) {
    const { names, units } = this.world;
    const all = missing.length ? `Missing: ${named2(missing)}.` : `None of the ${names.length} ${units} is missing.`;
    const said = looks ? all : "";
    if (this.missing.textContent !== said) this.missing.textContent = this.missing.title = said;
    const lost = missing.length ? `; missing: ${missing.join(", ")}` : "";
    const text = `${live ?? "no"} of ${names.length} ${units} live${lost}`;
    for (const { canvas } of [this.map, this.strip]) canvas.setAttribute("aria-label", text);
  }
  paint() {
    const { world, frame, palette } = this;
    if (!world || !frame || !palette) return;
    if (world.look === "map" && frame.light) this.map.paint(world, frame.fakes, frame.light, palette);
    if (world.names.length && frame.light) this.strip.paint(world, frame.light, palette, this.font);
    if (world.figures.length) this.history.paint(palette, this.font);
  }
  say(text = "", error = false) {
    this.saying = { text, error };
    if (!this.held) this.tell(text, error);
  }
  /** Another sentence takes the place for a while; null gives it back. */
  hold(text) {
    if (!this.alive) return;
    this.held = text;
    this.root.classList.toggle("ganlab-waiting", Boolean(text));
    if (text) this.tell(text);
    else this.tell(this.saying?.text, this.saying?.error);
  }
  tell(text = "", error = false) {
    if (this.said.textContent !== text) this.said.textContent = text;
    this.said.classList.toggle("ganlab-error", Boolean(error));
  }
  toggle() {
    this.command(this.playing ? "pause" : "play");
  }
  command(what, value = null) {
    if (this.alive && !this.world?.stream) this.channel.command(what, value);
  }
  onDone() {
    this.scrub.flush();
    if (this.channel.undone === 0 && !this.scrub.waiting) this.timeline.settled();
  }
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || event.repeat || event.target.matches?.("summary, input")) return;
    const pressed = event.key.toLowerCase();
    if (event.target.closest?.("button") && (pressed === " " || pressed === "enter")) return;
    if (pressed === " ") this.toggle();
    else if (pressed === "z" && this.can?.undo) this.command("undo");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  showPlaying(playing) {
    this.playing = playing;
    rename(this.play, playing ? "Pause" : "Play", playing ? "pause" : "play");
  }
  enable() {
    this.play.disabled = this.pausing.disabled = !this.alive;
    this.undoing.disabled = !this.alive || !this.can?.undo;
  }
  kernelGone() {
    if (!this.alive) return;
    this.hold(null);
    this.alive = this.channel.live = false;
    this.cures.setAlive(false);
    this.timeline.setAlive(false);
    this.showPlaying(false);
    this.enable();
    this.root.classList.add("ganlab-gone");
    this.say(KERNEL_GONE, true);
  }
  stop() {
    this.endWait();
    this.presence.stop();
    for (const unwatch of this.unwatch) unwatch();
    this.channel.stop();
    this.timeline.stop();
  }
};
var monitor_default = widgetOf(MonitorView);
export {
  MonitorView,
  monitor_default as default,
  named2 as named
};
