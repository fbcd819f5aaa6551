import assert from "node:assert/strict";
import { test } from "node:test";
import { inked, Past, spelled, stroke } from "../../src/panels/brush.js";

const rows = (sheet, side) => Array.from({ length: side }, (_, i) => [...sheet.slice(i * side, (i + 1) * side)]);

test("a brush one cell wide in the middle of a cell inks that cell and no other", () => {
  const sheet = new Uint8Array(9);
  assert.equal(stroke(sheet, 3, [1.5, 0.5], [1.5, 0.5], { width: 1 }), true);
  assert.deepEqual(rows(sheet, 3), [[0, 255, 0], [0, 0, 0], [0, 0, 0]]);
  assert.equal(stroke(sheet, 3, [1.5, 0.5], [1.5, 0.5], { width: 1 }), false, "what is there is no change");
});

test("a straight stroke is as wide as the brush, with round ends and soft edges", () => {
  const sheet = new Uint8Array(100);
  stroke(sheet, 10, [2.5, 5], [7.5, 5], { width: 2, weight: 0.5 });
  const lines = rows(sheet, 10);
  assert.deepEqual(lines[4], lines[5]);
  assert.deepEqual(lines[4].slice(2, 8), Array(6).fill(128));
  assert.deepEqual(lines[3].slice(2, 8), Array(6).fill(0),
    "a cell's middle lies 1.5 away: half a cell beyond the edge");
  assert.ok(lines[4][1] > 0 && lines[4][1] < 128 && lines[4][0] === 0);
  assert.deepEqual(lines.map((line) => line.at(-1)), Array(10).fill(0));
});

test("ink covers what is lighter and leaves what is darker; weight is never lost to rounding", () => {
  const sheet = new Uint8Array(4).fill(200);
  stroke(sheet, 2, [1, 1], [1, 1], { width: 4, weight: 0.5 });
  assert.deepEqual([...sheet], [200, 200, 200, 200]);
  const faint = new Uint8Array(1);
  stroke(faint, 1, [0.5, 0.5], [0.5, 0.5], { width: 2, weight: 0.0001 });
  assert.equal(faint[0], 1);
});

test("an eraser empties what it covers and leaves what it only touches", () => {
  const sheet = new Uint8Array(25).fill(255);
  stroke(sheet, 5, [2.5, 2.5], [2.5, 2.5], { width: 2, erase: true });
  assert.equal(sheet[12], 0);
  assert.equal(sheet[7], 128); // a cell's middle one away from a brush of radius one: half covered
  assert.equal(sheet[0], 255);
});

test("a stroke beyond the sheet does no harm", () => {
  const sheet = new Uint8Array(16);
  assert.equal(stroke(sheet, 4, [-20, -20], [-9, 30], { width: 3 }), false);
  stroke(sheet, 4, [-5, 2], [9, 2], { width: 2 });
  assert.deepEqual(rows(sheet, 4), [[0, 0, 0, 0], Array(4).fill(255), Array(4).fill(255), [0, 0, 0, 0]]);
});

test("every change can be taken back and made again, until another one is made", () => {
  const past = new Past(new Uint8Array(4));
  past.begin();
  past.sheet[0] = 9;
  past.put(new Uint8Array(4).fill(1));
  assert.equal(past.undo(), true);
  assert.deepEqual([...past.sheet], [9, 0, 0, 0]);
  assert.equal(past.undo(), true);
  assert.equal(past.undo(), false);
  assert.deepEqual([...past.sheet], [0, 0, 0, 0]);
  past.redo();
  assert.deepEqual([...past.sheet], [9, 0, 0, 0]);
  past.begin();
  assert.equal(past.redo(), false, "there is another future now");
  for (let i = 0; i < 500; i++) past.begin();
  assert.ok(past.before.length <= 200);
});

test("a sheet is spelled as the kernel reads it", () => {
  const sheet = new Uint8Array([0, 255, 7, 128]);
  assert.equal(spelled(sheet), Buffer.from(sheet).toString("base64"));
  assert.equal(inked(sheet), 3);
});
