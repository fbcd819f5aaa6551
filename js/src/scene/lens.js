// One image under the lens: three pictures and a caption each, below the scene while somebody looks closer.
import { el, icon, OWN_KEYS } from "../lib/dom.js";

export class Lens {
  constructor({ close }) {
    this.parts =
      [0, 1, 2].map(() => ({ canvas: el("canvas.lens-picture", { "aria-hidden": "true" }),
        caption: el("figcaption", {}) }));
    this.figures = this.parts.map(({ canvas, caption }) => el("figure", {}, canvas, caption));
    this.node = el("div.lens", { role: "group", "aria-label": "A closer look", hidden: true }, ...this.figures,
      el("button.mini.lens-close", { type: "button", "aria-label": "Close the closer look",
        title: "Close (Escape)", ...OWN_KEYS, onclick: close }, icon("close")));
  }

  /** `tiles` are two pictures, `heat` how much each of the same pixels matters. */
  show({ tiles, heat, captions }, palette) {
    const [, height, width, channels] = tiles.shape, size = height * width;
    this.parts.forEach(({ canvas, caption }, k) => {
      Object.assign(canvas, { width, height });
      const ctx = canvas.getContext("2d"), image = ctx.createImageData(width, height);
      for (let i = 0; i < size; i++) {
        const at = (k * size + i) * channels;
        const pixel = () => (channels === 3 ? tiles.subarray(at, at + 3) : [tiles[at], tiles[at], tiles[at]]);
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
}

/** From the ground over orange to bright: more is stronger, in both themes. */
function warmth(t, { dark }) {
  const stops = dark ? [[21, 23, 27], [196, 92, 24], [255, 236, 190]] : [[250, 249, 247], [236, 130, 50], [90, 22, 0]];
  const k = t < 0.5 ? 0 : 1, u = 2 * t - k;
  return stops[k].map((c, i) => Math.round(c + (stops[k + 1][i] - c) * u));
}
