// The drawer of what one takes along: the code that does what was done, and the picture.
import { button, el, OWN_KEYS } from "./dom.js";

/** Into the clipboard; false where the browser does not let us. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Hands the reader a file. */
export function download(blob, name) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A button that asks for the code of a GAN, and the place where it is shown. */
export class Code {
  constructor(desk, pane = () => 0) {
    this.press = button(desk.root, { name: "Copy as code", icon: "code", hint: "a cell that does what was done here", tone: "code.button-small",
      onclick: () => desk.command("code", pane()) });
    this.text = el("pre.code", { hidden: true, tabindex: 0, "aria-label": "The code", ...OWN_KEYS });
    this.said = el("p.hint", { role: "status" });
    this.node = el("div.code-room", {}, this.said, this.text);
  }

  async show(code) {
    this.text.textContent = code;
    this.text.hidden = false;
    this.said.textContent = (await copy(code)) ? "Copied. This cell does again what was done here:"
      : "The browser does not let the clipboard be used: select the code below and copy it.";
  }
}

class Export {
  constructor(desk) {
    this.code = new Code(desk);
    this.node = el("div.export", {}, el("div.row", {}, this.code.press), this.code.node);
  }

  hear({ what, code }) {
    if (what === "code") this.code.show(code);
  }

  setAlive(alive) {
    this.code.press.disabled = !alive;
  }
}

export const exports = { name: "export", title: "Export", icon: "out", hint: "take it along: as code", make: (desk) => new Export(desk) };
