// The whole screen for a widget, and back.
import { el, icon, isTyping, OWN_KEYS } from "../lib/dom.js";

const IDLE_MS = 2500; // without a move of the hand, before the tools step back

export class Screen {
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
    for (const [key, value] of Object.entries({ "aria-label": name, title: `${name} (${this.full ? "esc" : "F"})`,
      "aria-keyshortcuts": "F" })) this.press.setAttribute(key, value);
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
    }, IDLE_MS);
  }

  onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat
      || isTyping(event)) return;
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
      return; // the browser does not let us, and says so itself
    }
    focused.focus({ preventScroll: true });
  }

  stop() {
    clearTimeout(this.sleep);
    document.removeEventListener("fullscreenchange", this.onChange);
    if (this.full) document.exitFullscreen();
  }
}
