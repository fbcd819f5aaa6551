// Elements in one call each, and the icons.

/** el("button.big", {title: "x"}, child, "text") */
export function el(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.map((name) => `ganlab-${name}`).join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Puts words into an element that holds nothing else. Its text node stays: a page with `:has()`
 * looks again at every node that comes. */
export function write(node, text) {
  const { firstChild } = node;
  if (!firstChild || firstChild.nodeType !== 3 || firstChild.nextSibling) node.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}

const PATHS = {
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
  brush: "M16.5 3.5 9 11 M9 11a2.6 2.6 0 0 0-3.6.4C4.3 12.6 5 15 3 16.5c2.6 .9 6 .3 7-2A2.6 2.6 0 0 0 9 11Z "
    + "M16.5 3.5 11.5 12.3",
  code: "M7 5 2.5 10 7 15 M13 5l4.5 5-4.5 5",
  camera: "M3 6.5h3.2L7.5 4.5h5l1.3 2H17V16H3Z M10 8.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4Z",
  large: "M3 7.5V3h4.5 M12.5 3H17v4.5 M17 12.5V17h-4.5 M7.5 17H3v-4.5",
  small: "M7.5 3v4.5H3 M17 7.5h-4.5V3 M12.5 17v-4.5H17 M3 12.5h4.5V17",
  help: "M7 7.4a3 3 0 1 1 4.4 2.7c-1 .5-1.4 1-1.4 2 M10 15.2v.1",
  film: "M3 4.5h14v11H3Z M6.5 4.5v11 M13.5 4.5v11 M3 8h3.5 M3 12h3.5 M13.5 8H17 M13.5 12H17",
  out: "M10 13V3 M6.5 6.5 10 3l3.5 3.5 M4 11v5.5h12V11",
};

/** An element of a drawing: svg("path", {d: "M0 0H9"}) */
export function svg(tag, attributes = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

export function icon(name) {
  const drawing = svg("svg", { viewBox: "0 0 20 20", class: `ganlab-icon ganlab-icon-${name}`, "aria-hidden": "true" });
  drawing.append(svg("path", { d: PATHS[name] }));
  return drawing;
}

/** For elements that take focus: JupyterLab would take letters and arrows for its own shortcuts. */
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

/**
 * A button with a picture, a name, and the key that does the same. A press with the pointer leaves the focus on the
 * widget (`root`), so that the next space plays instead of pressing again.
 */
export function button(root, { name, key, icon: picture, hint, tone, style = null, onclick }) {
  return el(`button.button.tone-${tone}`, { type: "button", "aria-label": name,
    style, "aria-keyshortcuts": key ? spelled(key) : null, title: `${name}: ${hint}${key ? ` (${key})` : ""}`,
      ...OWN_KEYS, onclick,
    onpointerdown: (event) => { event.preventDefault(); root.focus({ preventScroll: true }); } },
  picture ? icon(picture) : null, el("span.name", { "aria-hidden": "true" }, name),
    key ? el("kbd.key", { "aria-hidden": "true" }, key) : null);
}

const SPELLED = { space: "Space", enter: "Enter", esc: "Escape" };
const spelled = (key) => SPELLED[key] ?? key.replace("⇧", "Shift+");

/** Another name, and perhaps another picture, for a button. */
export function rename(press, name, picture = null) {
  press.setAttribute("aria-label", name);
  press.querySelector(".ganlab-name").textContent = name;
  if (picture) press.querySelector("svg").replaceWith(icon(picture));
}

/**
 * How far to the right a tip is moved, for a style: it stands `away` from the place `x`, to the left of it behind the
 * share `turn` of the `room`, and never beyond the room's edges, where it would make the page wider. All in pixels.
 */
export function tipLeft(x, away, room, turn = 0.5) {
  const wanted = x > turn * room ? `${x - away}px - 100%` : `${x + away}px`;
  return `clamp(0px, ${wanted}, ${room}px - 100%)`;
}

/** A small button with a picture alone. */
export const mini = (name, picture, hint, onclick) => el("button.mini",
  { type: "button", "aria-label": name, title: hint, ...OWN_KEYS, onclick }, icon(picture));

/** Whether keys belong to the field that has the focus. */
export const isTyping = (event) =>
  event.target.matches?.("input:not([type=range]), textarea, select, [contenteditable]") ?? false;
