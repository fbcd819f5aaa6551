// Light or dark, and the colours of both. Real and fake keep the Okabe-Ito blue and vermilion; shape says it again.
// What is written in the colour of the fakes has `fakeText`, which is dark enough to be read on paper.
// d, g and e are for those who play: see `colour` in game.js.

const LIGHT = {
  dark: false,
  real: "#0072B2", fake: "#D55E00", fakeText: "#B34E00", halo: "rgba(255,255,255,0.9)",
  d: "#A44A86", g: "#00795A", e: "#7A6200",
  ink: "#1b1f24", faint: "rgba(27,31,36,0.70)", grid: "rgba(27,31,36,0.10)", line: "#1b1f24",
  field: [[240, 164, 112], [250, 249, 247], [126, 182, 222]],
  paper: "#faf9f7",
  time: "#5b6370", timePale: "rgba(91,99,112,0.30)", branch: "rgba(91,99,112,0.55)", event: "#7a4a00",
    eventPale: "rgba(122,74,0,0.45)",
};
const DARK = {
  dark: true,
  real: "#7CC4F2", fake: "#FF9D5C", fakeText: "#FF9D5C", halo: "rgba(10,12,15,0.85)",
  d: "#E39BC8", g: "#3CCBA0", e: "#D9C35A",
  ink: "#eceff3", faint: "rgba(236,239,243,0.68)", grid: "rgba(236,239,243,0.13)", line: "#eceff3",
  field: [[132, 62, 18], [21, 23, 27], [16, 78, 122]],
  paper: "#15171b",
  time: "#a9b1bb", timePale: "rgba(169,177,187,0.32)", branch: "rgba(169,177,187,0.55)", event: "#f2c14e",
    eventPale: "rgba(242,193,78,0.45)",
};

/** 256 colours from "D says fake" over undecided to "D says real", as packed RGBA for an ImageData. */
export function fieldColours([low, middle, high]) {
  const table = new Uint32Array(256);
  const bytes = new Uint8ClampedArray(table.buffer);
  for (let i = 0; i < 256; i++) {
    const t = (i / 255) * 2 - 1;
    const end = t < 0 ? low : high;
    for (let c = 0; c < 3; c++) bytes[4 * i + c] = middle[c] + (end[c] - middle[c]) * Math.abs(t);
    bytes[4 * i + 3] = 255;
  }
  return table;
}

export function paletteFor(dark) {
  const palette = { ...(dark ? DARK : LIGHT) };
  palette.table = fieldColours(palette.field);
  return palette;
}

/** Luminance of a CSS colour such as "rgb(17, 17, 17)", or null where it is transparent or not understood. */
export function luminance(colour) {
  const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (numbers.length < 3 || numbers[3] === 0) return null;
  const [r, g, b] = numbers;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

/** Whether the page is dark: what JupyterLab says, else the first background on the way up, else the reader's wish. */
export function isDark(element) {
  const said = document.body.dataset.jpThemeLight;
  if (said) return said === "false";
  for (let node = element; node; node = node.parentElement) {
    const light = luminance(getComputedStyle(node).backgroundColor);
    if (light !== null) return light < 0.5;
  }
  return globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
}

/**
 * Calls back when the page's theme may have changed (JupyterLab marks its body; others the reader's wish), and again
 * at the next frame: JupyterLab hides the page while it changes its colours, and what has no width cannot be drawn.
 */
export function watchTheme(change) {
  let later = 0;
  const changed = () => {
    cancelAnimationFrame(later);
    change();
    later = requestAnimationFrame(change);
  };
  const observer = new MutationObserver(changed);
  for (const node of [document.documentElement, document.body]) {
    observer.observe(node, { attributes: true, attributeFilter: ["class", "data-jp-theme-light", "data-jp-theme-name",
      "data-theme"] });
  }
  const media = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
  media?.addEventListener("change", changed);
  return () => {
    cancelAnimationFrame(later);
    observer.disconnect();
    media?.removeEventListener("change", changed);
  };
}
