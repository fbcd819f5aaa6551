// The Lab: its parts from top to bottom, the bench and what opens below it.
import { el } from "./lib/dom.js";
import { Place } from "./lib/place.js";

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

export default { render };
