// Several widgets stand on one page, and their sheets apply to all of it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = new URL("../src/", import.meta.url);
const sheets = Object.fromEntries(readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".css"))
  .map((name) => [name, readFileSync(new URL(name, folder), "utf8").replace(/\/\*[^]*?\*\//g, "")]));
const classesOf = (css) => new Set([...css.matchAll(/\.(ganlab-[\w-]+)/g)].map(([, name]) => name));
const STATES = ["ganlab-gone", "ganlab-narrow"]; // said of a root, and only used together with it

const WHOLE = { "panels/round.css": "stepper.css" }; // a part of another's sheet

test("no widget's sheet styles what belongs to another", () => {
  const shared = classesOf(sheets["lib/common.css"]);
  const owners = new Map();
  for (const [sheet, css] of Object.entries(sheets)) {
    if (sheet === "lib/common.css" || sheet === "document.css") continue; // the document is a page of its own
    for (const name of classesOf(css)) if (!shared.has(name) && !STATES.includes(name))
      owners.set(name, new Set([...(owners.get(name) ?? []), WHOLE[sheet] ?? sheet]));
  }
  assert.deepEqual([...owners].filter(([, where]) => where.size > 1), []);
});

test("every class that is styled is ours", () => {
  for (const [sheet, css] of Object.entries(sheets)) {
    const selectors = css.replace(/\{[^{}]*\}/g, "{}");
    const foreign = [...selectors.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name)
      .filter((name) => !name.startsWith("ganlab-") && name !== "css");
    assert.deepEqual(foreign, [], sheet);
  }
});

test("no rule of a widget wins over a common one only because its sheet comes later", () => {
  // each widget's sheet begins with the common one: the last widget on a page brings it once more, after all others
  const alone = (css) => new Set([...css.matchAll(/([^{}]+)\{/g)].flatMap(([, selectors]) => selectors.split(","))
    .map((selector) => selector.trim().match(/^\.ganlab-([\w-]+)$/)?.[1]).filter(Boolean));
  const shared = alone(sheets["lib/common.css"]);
  const sources = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const elements = [...sources.matchAll(/\bel\(["`]\w+((?:\.[\w-]+)+)["`]/g)].map(([, classes]) => classes.slice(1).split("."));
  assert.ok(elements.length > 200 && shared.has("field"));
  for (const [sheet, css] of Object.entries(sheets)) {
    if (sheet === "lib/common.css") continue;
    const own = alone(css);
    const weak = elements.filter((classes) => classes.some((name) => shared.has(name)))
      .flatMap((classes) => classes.filter((name) => own.has(name) && !shared.has(name)));
    assert.deepEqual(weak, [], sheet);
  }
});
