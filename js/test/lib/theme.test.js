import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldColours, luminance, paletteFor } from "../../src/lib/theme.js";

const rgb = (packed) => [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255];

test("the field's colours run from fake over undecided to real", () => {
  for (const dark of [false, true]) {
    const { table, field } = paletteFor(dark);
    assert.equal(table.length, 256);
    assert.deepEqual(rgb(table[0]), field[0]);
    assert.deepEqual(rgb(table[255]), field[2]);
    rgb(table[127]).forEach((c, i) => assert.ok(Math.abs(c - field[1][i]) <= 1));
  }
  assert.deepEqual(rgb(fieldColours([[0, 0, 0], [100, 100, 100], [200, 200, 200]])[255]), [200, 200, 200]);
});

test("backgrounds are told apart, transparent ones are passed over", () => {
  assert.ok(luminance("rgb(17, 17, 17)") < 0.1);
  assert.ok(luminance("rgb(255, 255, 255)") > 0.99);
  assert.equal(luminance("rgba(0, 0, 0, 0)"), null);
  assert.equal(luminance("transparent"), null);
});
