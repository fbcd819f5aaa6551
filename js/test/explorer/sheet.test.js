import assert from "node:assert/strict";
import { test } from "node:test";
import { draggedTo, keysOf } from "../../src/explorer/pad.js";
import { fitted, layout, mosaic, tileAt } from "../../src/explorer/sheet.js";

test("a sheet fits its square, and every tile is found again under its own middle", () => {
  for (const [rows, columns, shape] of [[8, 8, [28, 28]], [10, 8, [28, 28]], [1, 1, [64, 64]], [3, 5, [20, 30]]]) {
    const places = layout(460, rows, columns, shape);
    for (let i = 0; i < rows * columns; i++) {
      const { x, y } = places.at(i);
      const room = rows * columns > 1 ? 5 : 0; // for the frame around it
      assert.ok(x >= room && y >= room && x + places.w <= 460 - room && y + places.h <= 460 - room,
        `${rows} x ${columns}`);
      assert.equal(tileAt(places, x + places.w / 2, y + places.h / 2), i);
    }
    assert.equal(tileAt(places, -20, 5), -1);
  }
});

test("the mosaic puts each pixel where its tile lies", () => {
  const grey = mosaic(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), [2, 2, 2, 1], 2, new Uint8ClampedArray(4 * 8));
  assert.deepEqual([...grey].filter((_, i) => i % 4 === 0), [1, 2, 5, 6, 3, 4, 7, 8]);
  const colour = mosaic(Uint8Array.of(9, 8, 7), [1, 1, 1, 3], 1, new Uint8ClampedArray(4));
  assert.deepEqual([...colour], [9, 8, 7, 255]);
});

test("seeds are pulled along under the hand; between directions the spot follows the pointer and stays inside", () => {
  // one seed to the right
  assert.deepEqual(draggedTo({ seeds: true, from: [2, 3], start: [10, 10], now: [40, 10] }), [1, 3]);
  assert.deepEqual(draggedTo({ seeds: true, from: [2, 3], start: [10, 10], now: [10, 40] }), [2, 4]);
  const spans = [[-3, 3], [-3, 3]];
  assert.deepEqual(draggedTo({ seeds: false, now: [75, 0], side: 150, spans }), [0, 3]);
  assert.deepEqual(draggedTo({ seeds: false, now: [900, 900], side: 150, spans }), [3, -3]);
});

test("a map's pictures are kept by the seeds they show, the first row being the highest, and keep their proportions",
  () => {
  assert.deepEqual(keysOf(2, [4, -1]), ["4 0", "5 0", "4 -1", "5 -1"]);
  assert.deepEqual(keysOf(2, null), ["0 1", "1 1", "0 0", "1 0"]);
  assert.deepEqual(fitted(27, 28, 28), { w: 27, h: 27 });
  assert.deepEqual(fitted(27, 10, 30), { w: 9, h: 27 });
});
