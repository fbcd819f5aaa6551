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

// src/lib/place.js
var ALONE = "This page shows no widgets inside others. Show the parts one by one, Stepper(gan), DiversityMonitor(gan), LatentExplorer(gan), or update anywidget to 0.11 and whatever shows this page.";
var Place = class {
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
    const el2 = document.createElement("div");
    this.node.append(el2);
    try {
      const widget = await this.host.getWidget(reference);
      if (!signal.aborted) await widget.render({ el: el2, signal });
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
};

// src/lab.js
function render({ model, el: box, host }) {
  const places = model.get("parts").map((reference) => {
    const place = new Place(el("div.part"), host);
    place.show(reference);
    return place;
  });
  box.classList.add("ganlab-host");
  box.append(el("div.lab", {}, ...places.map(({ node }) => node)));
  return () => {
    for (const place of places) place.stop();
  };
}
var lab_default = { render };
export {
  lab_default as default
};
