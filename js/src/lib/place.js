// A place in a widget where another widget is shown: a model of its own, with its own front end and its own line to the kernel.

/** What is said where the page cannot show widgets inside widgets. */
export const ALONE = "This page shows no widgets inside others. Show the parts one by one, "
  + "Stepper(gan), DiversityMonitor(gan), LatentExplorer(gan), or update anywidget to 0.11 and whatever shows this page.";

export class Place {
  /** `node` is an element with nothing else in it, `host` what anywidget hands to `render`. */
  constructor(node, host) {
    Object.assign(this, { node, host, reference: "", leave: new AbortController() });
  }

  /** Show the widget of a reference, "anywidget:…", in the place of what is there; "" shows nothing. */
  async show(reference) {
    if (reference === this.reference) return;
    this.stop();
    this.reference = reference;
    if (!reference) return;
    if (!this.host?.getWidget) {
      this.node.textContent = ALONE;
      return;
    }
    const { signal } = this.leave;
    const el = document.createElement("div");
    this.node.append(el);
    try {
      const widget = await this.host.getWidget(reference);
      if (!signal.aborted) await widget.render({ el, signal });
    } catch (problem) {
      if (!signal.aborted) this.node.textContent = String(problem.message ?? problem);
    }
  }

  /** Show nothing any more. */
  stop() {
    this.leave.abort();
    this.leave = new AbortController();
    this.reference = "";
    this.node.replaceChildren();
  }
}
