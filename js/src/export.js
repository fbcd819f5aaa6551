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

class Export {
  constructor(desk) {
    this.desk = desk;
    const make = (spec) => button(desk.root, { tone: "export.button-small", ...spec });
    this.copyCode = make({ name: "Copy as code", icon: "code", hint: "a cell that does what was done here", onclick: () => desk.command("code", 0) });
    this.code = el("pre.code", { hidden: true, tabindex: 0, "aria-label": "The code", ...OWN_KEYS });
    this.said = el("p.hint", { role: "status" });
    this.node = el("div.export", {}, el("div.row", {}, this.copyCode), this.said, this.code);
  }

  async hear({ what, code }) {
    if (what !== "code") return;
    this.code.textContent = code;
    this.code.hidden = false;
    this.said.textContent = (await copy(code)) ? "Copied. This cell does again what was done here:"
      : "The browser does not let the clipboard be used: select the code below and copy it.";
  }

  setAlive(alive) {
    this.copyCode.disabled = !alive;
  }
}

export const exports = { name: "export", title: "Export", icon: "out", hint: "take it along: as code", make: (desk) => new Export(desk) };
