import assert from "node:assert/strict";
import { test } from "node:test";
import { gameOf, strandsOf } from "../../src/lib/game.js";
import { arrow, columnsOf, isWide, labelAt, loudest, placeOf, route, saidText, shiftOf, shorter, wordAt }
  from "../../src/panels/graph.js";
import { count, fixed, short } from "../../src/lib/scales.js";

const GAME = gameOf(), { graph } = GAME;
const WIDE = { z: { x: 0, y: 20, width: 90, height: 100 }, g: { x: 150, y: 0, width: 120, height: 140 },
  fake: { x: 330, y: 20, width: 90, height: 100 },
  real: { x: 330, y: 150, width: 90, height: 100 }, d: { x: 480, y: 0, width: 130, height: 250 },
    loss: { x: 670, y: 80, width: 90, height: 90 } };
const TALL = { z: { x: 0, y: 0, width: 100, height: 90 }, g: { x: 200, y: 0, width: 160, height: 100 },
  real: { x: 30, y: 150, width: 100, height: 90 },
  fake: { x: 230, y: 150, width: 100, height: 90 }, d: { x: 0, y: 290, width: 360, height: 120 },
    loss: { x: 0, y: 460, width: 360, height: 60 } };

test("strands run across the gap between two boxes, side by side or one above the other, and back again", () => {
  for (const boxes of [WIDE, TALL]) {
    for (const strand of strandsOf(GAME)) {
      const { x1, y1, x2, y2 } = route(boxes, strand), from = boxes[strand.from], to = boxes[strand.to];
      const inside = (x, y, box) => x >= box.x - 1e-9 && x <= box.x + box.width + 1e-9 && y >= box.y - 1e-9
        && y <= box.y + box.height + 1e-9;
      assert.ok(inside(x1, y1, from) && inside(x2, y2, to), strand.id);
    }
  }
  const side = { lane: 0, lanes: 2, back: false }, other = { lane: 1, lanes: 2, back: true };
  const ahead = route(WIDE, { from: "z", to: "g", ...side }), back = route(WIDE, { from: "fake", to: "g", ...other });
  assert.ok(ahead.across && ahead.x1 < ahead.x2 && back.x1 > back.x2);
  assert.ok(labelAt(ahead, false).y < ahead.y1 && labelAt(back, true).y > back.y1);
  assert.ok(!route(TALL, { from: "g", to: "fake", ...side }).across);
});

test("a strand between boxes that share neither rows nor columns goes from side to side", () => {
  const boxes = { a: { x: 0, y: 0, width: 50, height: 40 }, b: { x: 100, y: 200, width: 50, height: 40 } };
  const { x1, y1, x2, y2, across } = route(boxes, { from: "a", to: "b", lane: 0, lanes: 1, back: false });
  assert.deepEqual([x1, y1, x2, y2, across], [50, 14, 100, 214, true]);
});

test("strands of two sides keep apart, forwards and back", () => {
  const at = (lane, back, lanes = 2) => shiftOf({ lane, lanes, back });
  assert.deepEqual([at(0, false), at(1, false), at(0, true), at(1, true)], [-9, -3, 3, 9]);
  assert.deepEqual([at(0, false, 1), at(0, true, 1), at(1, false, 3)], [-6, 6, -6]);
});

test("the plain game stands in five columns, and in pairs where there is no room", () => {
  assert.equal(columnsOf(graph), "minmax(64px, 90px) minmax(96px, 1.2fr) minmax(64px, 90px) minmax(110px, 1.3fr) "
    + "minmax(76px, 100px)");
  const places = graph.nodes.map((node) => [node.id, placeOf(graph, node).area, placeOf(graph, node).order]);
  assert.deepEqual(places, [["z", "1 / 1 / span 1", 0], ["g", "1 / 2 / span 1", 1], ["fake", "1 / 3 / span 1", 3],
    ["real", "2 / 3 / span 1", 2], ["d", "1 / 4 / span 2", 4], ["loss", "1 / 5 / span 2", 5]]);
  assert.deepEqual(graph.nodes.filter(isWide).map(({ id }) => id), ["d", "loss"]);
});

test("every edge says its number, and one that is to come waits", () => {
  const numbers = { z: [128, 2], fake: 128, said_fake: 0.25, loss: 0.5, pull_fake: 0.125, norms: [["a", 3], ["b", 4]] };
  const words = (who, known) => Object.fromEntries(graph.edges.map((edge) => [`${edge.from}-${edge.to}`,
    wordAt(graph, edge, { who, numbers: known, said: (id) => known?.[`said_${id}`], relative: false, wait: "…" },
      { count, fixed, short })]));
  assert.deepEqual(words("g", numbers), { "z-g": "128 z", "g-fake": "128", "fake-g": "∇ 5", "fake-d": "says 0.25",
    "d-fake": `pull ${short(0.125)}`, "real-d": "…", "d-loss": fixed(0.5), "loss-d": "" });
  assert.equal(words("d", numbers)["loss-d"], "∇ 5");
  assert.deepEqual(words("d", undefined), { "z-g": "…", "g-fake": "…", "fake-g": "", "fake-d": "…", "d-fake": "",
    "real-d": "…", "d-loss": "…", "loss-d": "" });
  assert.equal(saidText(-1.5, true, "–"), "scores \u22121.50");
});

test("an arrow head points where the line goes", () => {
  assert.deepEqual(arrow({ x1: 0, y1: 0, x2: 100, y2: 0 }, 3, 6), { line: "M3 0L91 0", head: "M97 0L91 3L91 -3Z" });
});

test("many layers: the loudest, in their own order", () => {
  assert.deepEqual(loudest([["a", 1], ["b", 5], ["c", 3]], 2), { rows: [["b", 5], ["c", 3]], rest: 1 });
  assert.deepEqual(loudest([["a", 1]], 2), { rows: [["a", 1]], rest: 0 });
  assert.deepEqual(shorter(["mlp.hidden.0", "mlp.out"]), ["hidden.0", "out"]);
  assert.deepEqual(shorter(["net"]), ["net"]);
});
