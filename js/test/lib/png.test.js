import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, withTexts } from "../../src/lib/png.js";
import { fileName, flow } from "../../src/panels/print.js";

test("the check sum is that of the standard", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  assert.equal(crc32(new TextEncoder().encode("IEND")), 0xae426082); // as every PNG ends
});

test("texts stand behind the header, and what was there stays", () => {
  const png = Uint8Array.from({ length: 60 }, (_, i) => i);
  const out = withTexts(png, { Description: "é" });
  assert.deepEqual([...out.subarray(0, 33)], [...png.subarray(0, 33)]);
  assert.deepEqual([...out.subarray(-27)], [...png.subarray(33)]);
  const own = out.subarray(33, -27);
  assert.equal(new DataView(own.buffer, own.byteOffset).getUint32(0), own.length - 12);
  assert.equal(new TextDecoder().decode(own.subarray(4, -4)), "iTXtDescription\0\0\0\0\0é");
  assert.equal(new DataView(own.buffer, own.byteOffset + own.length - 4).getUint32(0), crc32(own.subarray(4, -4)));
});

test("a legend flows into rows, signs and words of an item staying together", () => {
  const items = [[{ kind: "real" }, { text: "400 real" }], [{ kind: "fake" }, { text: "400 fake" }],
    [{ kind: "line" }, { text: "D" }]];
  const { placed, rows } = flow(items, 160, (text) => 6 * text.length);
  assert.equal(rows, 2);
  assert.deepEqual(placed.map(({ row }) => row), [0, 0, 0, 0, 1, 1]);
  assert.deepEqual(placed.slice(0, 3).map(({ x }) => x), [0, 15, 79]);
  assert.equal(flow([], 100, () => 0).rows, 0);
});

test("a file is named after the data and the step, whatever the data is called", () => {
  assert.equal(fileName("ring", 1200, "png"), "ring-step-1200.png");
  assert.equal(fileName("../my data: ä/b", 0, "gif"), "my-data-ä-b-step-0.gif");
  assert.equal(fileName(" ", 3, "png"), "gan-step-3.png");
});
