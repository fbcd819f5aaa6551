// The head of a section below the Lab's bench: a button that opens and closes it, in the looks of the drawers.
import { el, icon, OWN_KEYS } from "./lib/dom.js";
import { watchKernel } from "./lib/entry.js";
import { isDark, watchTheme } from "./lib/theme.js";

function render({ model, el: host }) {
  const [name, ...question] = model.get("title").split(": ");
  const press = el("button.button.button-small.section-press", { type: "button", ...OWN_KEYS, onclick: () => {
    model.set("opened", !model.get("opened"));
    model.save_changes();
  } }, icon(model.get("picture")), el("b", {}, name), el("span.section-question", {}, question.join(": ")),
  icon("down"));
  const root = el("div.widget.section", {}, press);
  const tell = () => press.setAttribute("aria-expanded", String(model.get("opened")));
  const retheme = () => { root.dataset.theme = isDark(host) ? "dark" : "light"; };
  host.classList.add("ganlab-host");
  host.append(root);
  tell();
  retheme();
  model.on("change:opened", tell);
  const undo = [watchTheme(retheme), watchKernel(model, () => { press.disabled = true; })];
  return () => {
    model.off("change:opened", tell);
    for (const end of undo) end();
  };
}

export default { render };
