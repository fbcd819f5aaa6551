import assert from "node:assert/strict";
import { test } from "node:test";
import { blank, pixelsOf, rgbOf, Stroke, touched } from "../../src/panels/pen.js";

const SIDES = [12, 8]; // wide and tall

test("a pen covers a cell by how near its middle is to the line, and its paper shows through at the edges", () => {
  const stroke = new Stroke(blank(SIDES, [255]), SIDES, [0], { width: 2 }).line([2, 4.5], [9, 4.5]), { sheet } = stroke;
  assert.equal(sheet[4 * 12 + 5], 0); // distance 0 ≤ 1
  assert.equal(sheet[3 * 12 + 5], 128); // distance 1: covered by 2/2 + 1/2 − 1 = one half
  assert.equal(sheet[5 * 12 + 5], 128);
  assert.equal(sheet[2 * 12 + 5], 255); // distance 2
  assert.equal(sheet[4 * 12 + 11], 255); // 2.5 behind the end
});

test("a stroke that crosses itself is no thicker there, and the sheet of before stays as it was", () => {
  const before = blank(SIDES, [255]);
  const once = new Stroke(before, SIDES, [0], { width: 1 }).line([2, 4], [9, 4]).sheet;
  const often = new Stroke(before, SIDES, [0], { width: 1 });
  for (let i = 0; i < 5; i++) often.line([2, 4], [9, 4]);
  assert.deepEqual(often.sheet, once);
  assert.equal(touched(before, [255]), 0);
});

test("classes are painted whole, whatever was there", () => {
  const sheet = new Stroke(blank(SIDES, [2]), SIDES, [5], { width: 3, hard: true }).line([6.5, 4.5], [6.5, 4.5]).sheet;
  assert.deepEqual([...new Set(sheet)].sort(), [2, 5]);
  const inside = [];
  for (let i = 0; i < 8; i++) for (let j = 0; j < 12; j++) // |middle − place| ≤ 3/2
    if (Math.hypot(j + 0.5 - 6.5, i + 0.5 - 4.5) <= 1.5) inside.push(i * 12 + j);
  assert.deepEqual([...sheet.keys()].filter((at) => sheet[at] === 5), inside);
  assert.equal(touched(sheet, [2]), inside.length);
});

test("colours are mixed channel by channel, beyond the edges nothing happens", () => {
  const sheet = new Stroke(blank([3, 3], [10, 20, 30]), [3, 3], [110, 220, 30], { width: 1 }).line([-5, 1], [9, 1]).sheet;
  assert.deepEqual([...sheet.slice(0, 3)], [60, 120, 30]); // half a cell away: one half
  assert.deepEqual([...sheet.slice(18, 21)], [10, 20, 30]);
});

test("a map is shown in its classes' colours, grey as grey", () => {
  const map = { channels: 1, kind: "map", colours: ["#ff0000", "#0080ff"] };
  assert.deepEqual([...pixelsOf(Uint8Array.of(1, 0), map, new Uint8ClampedArray(8))], [0, 128, 255, 255, 255, 0, 0, 255]);
  assert.deepEqual([...pixelsOf(Uint8Array.of(7), { channels: 1, kind: "ink" }, new Uint8ClampedArray(4))], [7, 7, 7, 255]);
  assert.deepEqual([...pixelsOf(Uint8Array.of(1, 2, 3), { channels: 3, kind: "colour" }, new Uint8ClampedArray(4))],
    [1, 2, 3, 255]);
  assert.deepEqual(rgbOf("#0a10ff"), [10, 16, 255]);
});
