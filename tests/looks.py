"""Measure how a widget looks in a real browser: whether it fits, whether all text can be read, whom it shuts out.

All functions take a `Notebook` of lab.py, or anything else with a Playwright `page`, and a CSS selector of the widget:

    from looks import resize, tab_stops, unreadable, violations, watch_canvases

    nb = notebook("from ganlab import GAN, Stepper", "Stepper(GAN('ring'))")
    watch_canvases(nb)                        # before the widget is drawn: what is written on canvases is remembered
    resize(nb, "laptop")                      # a name of SIZES
    nb.run()
    assert not unreadable(nb, ".ganlab-stepper")        # clipped, overlapping, or too faint on a canvas
    assert not violations(nb, ".ganlab-stepper")        # axe-core's rules for WCAG 2.2, A and AA
    assert len(tab_stops(nb, ".ganlab-stepper")) <= 16
    assert not outside_view(nb, ".ganlab-stepper")      # it fits without scrolling

Each gives a list of sentences, one for each thing that is wrong; an empty list is good news.
"""

from pathlib import Path

from lab import Notebook

AXE = Path(__file__).parent.parent / "js" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {  # pixels of the window, and how many of the screen each of them is
    "laptop": (1366, 768, 1.0),
    "zoomed": (1093, 614, 1.25),  # the laptop at 125 %
    "stage": (1920, 1080, 1.0),
    "narrow": (640, 900, 1.0),
    "phone": (390, 844, 2.0),
}
LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, for text that is not large

CANVASES = """() => {
  if (window.ganlabWritten) return;
  const written = window.ganlabWritten = new Map();
  const paint = CanvasRenderingContext2D.prototype, {fillText, clearRect, fillRect} = paint;
  const forget = (ctx, x, y, w, h) => {
    const {width, height} = ctx.canvas, at = ctx.getTransform();
    if (x * at.a <= 0 && y * at.d <= 0 && w * at.a >= width - 1 && h * at.d >= height - 1) written.set(ctx.canvas, []);
  };
  paint.clearRect = function (...box) { forget(this, ...box); return clearRect.apply(this, box); };
  paint.fillRect = function (...box) { forget(this, ...box); return fillRect.apply(this, box); };
  paint.fillText = function (text, x, y, most) {
    const size = this.measureText(text), at = this.getTransform();
    const squeeze = most === undefined ? 1 : Math.min(1, most / size.width);
    const box = [x - size.actualBoundingBoxLeft * squeeze, y - size.actualBoundingBoxAscent,
      x + size.actualBoundingBoxRight * squeeze, y + size.actualBoundingBoxDescent];
    const [left, top, right, bottom] = [box[0] * at.a + at.e, box[1] * at.d + at.f, box[2] * at.a + at.e,
      box[3] * at.d + at.f];
    const under = [...this.getImageData(Math.round(left), Math.round((top + bottom) / 2), 1, 1).data];
    if (!written.has(this.canvas)) written.set(this.canvas, []);
    written.get(this.canvas).push({text: String(text), left, top, right, bottom, under, colour: this.fillStyle,
      alpha: this.globalAlpha});
    return most === undefined ? fillText.call(this, text, x, y) : fillText.call(this, text, x, y, most);
  };
}"""

UNREADABLE = """([selector, least]) => {
  const wrong = [], roots = [...document.querySelectorAll(selector)];
  const seen = node => node.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const short = text => text.trim().replace(/\\s+/g, ' ').slice(0, 40);
  const cut = (box, room, slack = 1) => box.left < room.left - slack || box.right > room.right + slack
    || box.top < room.top - slack || box.bottom > room.bottom + slack;
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  for (const root of roots) {
    const texts = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
      const parent = node.parentElement;
      if (!node.data.trim() || !seen(parent) || parent.closest('.ganlab-unseen, option, dialog:not([open])')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(box => box.width > 0.5);
      texts.push(...boxes.map(box => ({node, text: short(node.data), box, parent})));
    }
    for (const {text, box, parent} of texts) {
      for (let at = parent; at && root.contains(at); at = at.parentElement) {
        const {overflowX, overflowY} = getComputedStyle(at), place = at.getBoundingClientRect();
        if (at.matches('dialog')) break;
        const hides = [overflowX, overflowY].some(way => way === 'hidden' || way === 'clip');
        const scrolls = [overflowX, overflowY].some(way => way === 'auto' || way === 'scroll');
        if (scrolls) break;
        if ((hides || at === root || at.matches('button, label, figure')) && cut(box, place)) {
          wrong.push(`"${text}" is cut off by ${at.className || at.tagName}`);
          break;
        }
      }
    }
    for (const field of root.querySelectorAll('input, select')) {
      if (seen(field) && field.scrollWidth > field.clientWidth + 1)
        wrong.push(`"${short(field.value)}" is cut off by its field ${field.ariaLabel ?? ''}`);
    }
    for (let i = 0; i < texts.length; i++) for (let k = 0; k < i; k++)
      if (texts[i].node !== texts[k].node && meet(texts[i].box, texts[k].box))
        wrong.push(`"${texts[i].text}" lies on "${texts[k].text}"`);
    const presses = [...root.querySelectorAll('button, input, select, [role=slider], canvas')].filter(seen)
      .map(node => ({node, box: node.getBoundingClientRect()}));
    for (const a of presses) for (const b of presses) if (a !== b && !a.node.contains(b.node)
      && !b.node.contains(a.node) && a.node.compareDocumentPosition(b.node) & 4 && meet(a.box, b.box))
      wrong.push(`${a.node.ariaLabel ?? a.node.className} lies on ${b.node.ariaLabel ?? b.node.className}`);
    for (const canvas of root.querySelectorAll('canvas')) {
      if (!seen(canvas)) continue;
      const written = window.ganlabWritten?.get(canvas) ?? [], {width, height} = canvas;
      const dpr = width / Math.max(1, canvas.clientWidth), room = {left: 0, top: 0, right: width, bottom: height};
      const page = groundOf(canvas);
      written.forEach((one, i) => {
        if (cut(one, room, dpr)) wrong.push(`"${one.text}" is cut off by ${canvas.className}`);
        for (const other of written.slice(0, i)) if (meet(one, other) && one.text !== other.text)
          wrong.push(`"${one.text}" lies on "${other.text}" in ${canvas.className}`);
        const [r, g, b, a] = one.under, ground = over([r, g, b, a / 255], page);
        const ratio = contrast(over(colourOf(one.colour, one.alpha), ground), ground);
        if (ratio < least - 0.005) wrong.push(`"${one.text}" in ${canvas.className} has contrast ${ratio.toFixed(2)}`);
      });
    }
  }
  return [...new Set(wrong)];

  function colourOf(css, alpha = 1) {
    const probe = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    probe.fillStyle = css;
    probe.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
    return [r, g, b, (a / 255) * alpha];
  }
  function over([r, g, b, a], ground) {
    return [r, g, b].map((value, i) => value * a + ground[i] * (1 - a));
  }
  function groundOf(node) {
    for (let at = node; at; at = at.parentElement) {
      const [r, g, b, a] = colourOf(getComputedStyle(at).backgroundColor);
      if (a > 0.99) return [r, g, b];
    }
    return [255, 255, 255];
  }
  function light(rgb) {
    const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(a, b) {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  }
}"""

TAB_STOPS = """selector => [...document.querySelectorAll(selector)].flatMap(root =>
  [...root.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(node => node.tabIndex >= 0 && !node.disabled && !node.closest('[inert], dialog:not([open])')
      && node.checkVisibility({visibilityProperty: true}))
    .map(node => node.getAttribute('aria-label') ?? node.textContent.trim()))"""

OUTSIDE = """selector => [...document.querySelectorAll(selector)].flatMap(root => {
  const box = root.getBoundingClientRect(), wrong = [];
  let room = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
  for (let at = root.parentElement; at && !at.matches(':fullscreen'); at = at.parentElement) {
    const {overflowX, overflowY} = getComputedStyle(at);
    if (overflowX === 'visible' && overflowY === 'visible') continue;
    const place = at.getBoundingClientRect();
    if (!place.height) continue; // what is in it is placed elsewhere
    room = {left: Math.max(room.left, place.left), top: Math.max(room.top, place.top),
      right: Math.min(room.right, place.right), bottom: Math.min(room.bottom, place.bottom)};
  }
  for (const [side, sign] of [['left', 1], ['top', 1], ['right', -1], ['bottom', -1]]) {
    const beyond = sign * (room[side] - box[side]);
    if (beyond > 1) wrong.push(`${Math.round(beyond)} pixels are out of sight at the ${side}`);
  }
  return wrong; })"""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """async ([selector, rules]) => {
  const found = await axe.run(selector, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
  return found.violations.flatMap(({id, help, nodes}) =>
    nodes.map(({target, failureSummary}) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`)); }"""


def resize(
    nb: Notebook,
    size: str,  # a name of SIZES
) -> None:
    "Give the window a size, and the page time to lay itself out and draw."
    width, height, _ = SIZES[size]
    nb.page.set_viewport_size({"width": width, "height": height})
    nb.page.wait_for_timeout(300)


def watch_canvases(nb: Notebook) -> None:
    "Have the page remember what is written on each canvas from now on."
    nb.page.evaluate(CANVASES)


def unreadable(nb: Notebook, widget: str) -> list[str]:
    "Texts that are cut off, that lie on one another, or that are too faint on a canvas; controls that overlap."
    return nb.page.evaluate(UNREADABLE, [widget, LEAST_CONTRAST])


def tab_stops(nb: Notebook, widget: str) -> list[str]:  # names, in the order of the page
    "Where the tab key stops."
    return nb.page.evaluate(TAB_STOPS, widget)


def outside_view(nb: Notebook, widget: str) -> list[str]:
    "How far a widget reaches beyond what can be seen of it without scrolling."
    return nb.page.evaluate(OUTSIDE, widget)


def violations(nb: Notebook, widget: str) -> list[str]:
    "What axe-core finds against WCAG 2.2, levels A and AA."
    if not nb.page.evaluate("() => Boolean(window.axe)"):
        nb.page.evaluate(AXE.read_text())
    return nb.page.evaluate(RUN_AXE, [widget, RULES])
