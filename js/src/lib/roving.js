// One stop for the tab key among the controls of a group; arrow keys, home and end go from one to the next.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Where a key leads from the i-th of n controls, around the ends; null for any other key. */
export function nextOf(key, i, n) {
  if (!n) return null;
  if (key in STEPS) return (i + STEPS[key] + n) % n;
  if (key === "Home") return 0;
  return key === "End" ? n - 1 : null;
}

export class Roving {
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
    const chosen = controls.find((one) => one.getAttribute("aria-checked") === "true");
    this.stopAt(controls.find((one) => one === this.stop) ?? chosen ?? controls[0]);
  }

  stopAt(stop) {
    this.stop = stop;
    for (const one of this.node.querySelectorAll(this.selector)) one.tabIndex = one === stop ? 0 : -1;
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { controls } = this, at = controls.indexOf(event.target), to = at < 0 ? null
      : nextOf(event.key, at, controls.length);
    if (to === null) return;
    controls[to].focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
