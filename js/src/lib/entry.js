// What the entries of all widgets share: how one becomes a view on a page, and what it watches while it is there.

import { el } from "./dom.js";

export const WAITING = "Waiting for the kernel: the picture comes as soon as it answers.";
export const UNANSWERED = "No kernel answers: this is the picture that was there last. "
  + "As soon as one does, it can be stepped and played again.";
export const QUEUED = "Queued behind a running cell, which this kernel finishes first. "
  + "Wait for it, or stop it with ■ in the toolbar; with ipykernel 7 nothing waits.";
export const KERNEL_GONE = "The kernel is gone. Run the notebook from the top to go on (Run ▸ Run All Cells).";

const PATIENCE_MS = 2500; // without a word from the kernel, before the still picture takes the widget's place
const LEAST_ROOM = 200; // pixels: what is lower scrolls a part of the page, not the page

/** What anywidget asks an entry for; `View` is made of a model and an element, and can `stop()`. */
export const widgetOf = (View) => ({
  render({ model, el: host }) {
    const view = new View(model, host);
    return () => view.stop();
  },
});

/** Calls functions when events of an emitter (`on`, `off`) come; returns what ends that. */
function listen(emitter, heard) {
  for (const [name, hear] of Object.entries(heard)) emitter.on(name, hear);
  return () => {
    for (const [name, hear] of Object.entries(heard)) emitter.off(name, hear);
  };
}

/**
 * Hides the picture that stands for a widget where a notebook is read without a kernel, whatever the host puts around it;
 * returns what shows it again. `mark` is the widget's trait `still`.
 */
export function hideStill(mark) {
  if (!/^[0-9a-f]+$/.test(mark ?? "")) return () => {};
  const style = document.createElement("style"), name = `.ganlab-still-${mark}`;
  style.textContent = `${name}, :has(> ${name}) { display: none !important; }`;
  document.head.append(style);
  return () => style.remove();
}

/**
 * Until the kernel has said its first word, the still picture takes the widget's place after a while, where there is one: on a
 * page that was made from a notebook nobody will ever answer. Returns what ends the waiting.
 */
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

/** Calls back when an element has another size; returns what ends that. */
export function watchSize(node, changed) {
  const resize = new ResizeObserver(() => changed());
  resize.observe(node);
  return () => resize.disconnect();
}

/**
 * The height in pixels of what can be seen at once around an element: of the outermost that scrolls it (an inner one, such
 * as JupyterLab's box around an output, may be as tall as what is in it), else of the window.
 */
export function roomAround(node) {
  let room = globalThis.innerHeight;
  for (let at = node.parentElement; at && at !== document.body; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.clientHeight > LEAST_ROOM) room = at.clientHeight;
  }
  return Math.min(room, globalThis.innerHeight);
}

/**
 * Whether a view is in sight, and whether its kernel is there. Out of sight, a view costs nothing: its channels say
 * goodbye; back in sight they say hello and so ask for what they missed.
 */
export class Presence {
  /**
   * `channels()` are the view's lines for pictures; `layout()` is called when it comes in sight, `gone()` when the
   * kernel is; `heard` maps more events of the model to functions.
   */
  constructor(model, root, { channels, layout, gone, heard = {} }) {
    Object.assign(this, { channels, layout, seen: undefined });
    const seen = new IntersectionObserver((entries) => { // the latest of several
      this.setSeen(entries.at(-1).isIntersecting && !document.hidden);
    });
    seen.observe(root);
    const onVisibility = () => this.setSeen(!document.hidden);
    const onLeave = () => this.goodbye();
    document.addEventListener("visibilitychange", onVisibility);
    globalThis.addEventListener("pagehide", onLeave);
    const leave = awaitAnswer(model, root);
    const deaf = listen(model, { comm_live_update: () => gone(), "comm:close": () => gone(), ...heard });
    this.stop = () => {
      seen.disconnect();
      document.removeEventListener("visibilitychange", onVisibility);
      globalThis.removeEventListener("pagehide", onLeave);
      deaf();
      leave();
    };
  }

  goodbye() {
    for (const channel of this.channels()) channel.goodbye();
  }

  setSeen(seen) {
    if (seen === this.seen) return;
    const first = this.seen === undefined;
    this.seen = seen;
    if (!seen) this.goodbye();
    else if (!first) for (const channel of this.channels()) channel.hello();
    if (seen) this.layout();
  }
}
