import assert from "node:assert/strict";
import { test } from "node:test";
import { about, arrow, labelAt, loudest, passed, route, shorter, STRANDS, strandsFor } from "../../src/panels/graph.js";
import { spotFor } from "../../src/scene/spotlight.js";

const WIDE = { z: { x: 0, y: 20, width: 90, height: 100 }, g: { x: 150, y: 0, width: 120, height: 140 },
  fake: { x: 330, y: 20, width: 90, height: 100 },
  real: { x: 330, y: 150, width: 90, height: 100 }, d: { x: 480, y: 0, width: 130, height: 250 },
    loss: { x: 670, y: 80, width: 90, height: 90 } };
const TALL = { z: { x: 0, y: 0, width: 100, height: 90 }, g: { x: 200, y: 0, width: 160, height: 100 },
  real: { x: 30, y: 150, width: 100, height: 90 },
  fake: { x: 230, y: 150, width: 100, height: 90 }, d: { x: 0, y: 290, width: 360, height: 120 },
    loss: { x: 0, y: 460, width: 360, height: 60 } };

test("every strand of a phase is one of the graph's", () => {
  const ids = new Set(STRANDS.map(({ id }) => id));
  assert.equal(ids.size, STRANDS.length);
  for (const who of ["d", "g"]) {
    for (const name of ["real", "z", "fakes", "score_real", "score_fake", "loss", "gradient", "weights"]) {
      for (const id of about(who, name).strands) assert.ok(ids.has(id), id);
    }
  }
  assert.deepEqual(about("g", "pull"), { nodes: ["fake"], strands: ["g:loss-d", "g:d-fake"] });
  assert.deepEqual(about("d", "gradient"), { nodes: ["d"], strands: ["d:loss-d"] });
  assert.deepEqual(about("g", "weights"), { nodes: ["g"], strands: [] });
});

test("G's path begins at the real samples only where its loss looks at them", () => {
  assert.equal(strandsFor(true).length, strandsFor(false).length + 1);
  assert.ok(!strandsFor(false).some(({ id }) => id === "g:real-d"));
});

test("what a step has passed lies before its phase", () => {
  assert.deepEqual(passed("d", ["z", "fakes", "score_fake"], 2), ["d:z-g", "d:g-fake"]);
});

test("strands run across the gap between two boxes, side by side or one above the other, and back again", () => {
  for (const boxes of [WIDE, TALL]) {
    for (const strand of STRANDS) {
      const { x1, y1, x2, y2 } = route(boxes, strand), from = boxes[strand.from], to = boxes[strand.to];
      const inside = (x, y, box) => x >= box.x - 1e-9 && x <= box.x + box.width + 1e-9 && y >= box.y - 1e-9
        && y <= box.y + box.height + 1e-9;
      assert.ok(inside(x1, y1, from) && inside(x2, y2, to), strand.id);
    }
  }
  const ahead = route(WIDE, { from: "z", to: "g", who: "d" }),
    back = route(WIDE, { from: "fake", to: "g", who: "g", back: true });
  assert.ok(ahead.across && ahead.x1 < ahead.x2 && back.x1 > back.x2);
  assert.ok(labelAt(ahead, false).y < ahead.y1 && labelAt(back, true).y > back.y1);
  assert.ok(!route(TALL, { from: "g", to: "fake", who: "d" }).across);
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

test("the picture is lit with what a phase is about, and with nothing when the step is over", () => {
  const points = { real: [1], fake: [2], tips: [3] };
  assert.deepEqual(spotFor({ who: "d", name: "score_real" }, points), { who: "d", real: [1] });
  assert.deepEqual(spotFor({ who: "g", name: "pull" }, points), { who: "g", fake: [2], tips: [3] });
  assert.deepEqual(spotFor({ who: "g", name: "loss" }, points), { who: "g", fake: [2] });
  assert.equal(spotFor({ who: "g", name: "weights", last: true }, points), null);
  assert.equal(spotFor({ who: "d", name: "z" }, points), null);
  assert.equal(spotFor(null, points), null);
});
