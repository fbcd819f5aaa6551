import assert from "node:assert/strict";
import { test } from "node:test";
import { layout } from "../../src/scene/images.js";

test("tiles fit, keep their proportions and do not overlap", () => {
  for (const [fakes, reals, shape] of [[40, 16, [28, 28]], [40, 16, [64, 32]], [3, 1, [8, 20]]]) {
    const places = layout(420, fakes, reals, shape);
    assert.ok(Math.abs(places.w / places.h - shape[1] / shape[0]) < 0.1 * (shape[1] / shape[0]));
    const all = [...places.fakes, ...places.reals];
    assert.equal(all.length, fakes + reals);
    for (const { x, y } of all) assert.ok(x >= 0 && x + places.w <= 420 && y >= 0 && y + places.h <= 420);
    for (let i = 0; i < all.length; i++) {
      for (let j = 0; j < i; j++) {
        const apart = Math.abs(all[i].x - all[j].x) >= places.w || Math.abs(all[i].y - all[j].y) >= places.h;
        assert.ok(apart, `${i} over ${j}`);
      }
    }
  }
});
