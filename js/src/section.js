// A section below the Lab's bench: a line of text, in the looks of the drawers, that opens on a widget.
import { el, icon, OWN_KEYS, write } from "./lib/dom.js";
import { Place } from "./lib/place.js";
import { isDark, watchTheme } from "./lib/theme.js";

function render({ model, el: box, host }) {
  const [name, ...question] = model.get("title").split(": ");
  const press = el("button.button.button-small.section-press", { type: "button", ...OWN_KEYS, onclick: () => {
    model.set("opened", !model.get("opened"));
    model.save_changes();
  } }, icon(model.get("picture")), el("b", {}, name), el("span.section-question", {}, question.join(": ")),
  icon("down"));
  const said = el("p.section-said", { role: "status" });
  const root = el("div.widget.section", {}, press, said);
  const inside = el("div.section-inside");
  const place = new Place(inside, host);
  const tell = () => {
    const opened = model.get("opened"), shown = opened ? model.get("shown") : "";
    press.setAttribute("aria-expanded", String(opened));
    said.hidden = !opened || Boolean(shown);
    write(said, model.get("said"));
    place.show(shown);
  };
  const retheme = () => { root.dataset.theme = isDark(box) ? "dark" : "light"; };
  const heard = ["change:opened", "change:shown", "change:said"];
  box.classList.add("ganlab-host");
  box.append(root, inside);
  retheme();
  tell();
  for (const event of heard) model.on(event, tell);
  const unwatch = watchTheme(retheme);
  return () => {
    for (const event of heard) model.off(event, tell);
    unwatch();
    place.stop();
  };
}

export default { render };
