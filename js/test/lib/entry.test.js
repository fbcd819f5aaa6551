import assert from "node:assert/strict";
import { test } from "node:test";
import { hideStill } from "../../src/lib/entry.js";

test("a still is hidden by its own name while its widget is there, and by nothing that a host has named", () => {
  const before = globalThis.document, styles = new Set();
  globalThis.document = { createElement: () => ({ remove() { styles.delete(this); } }),
    head: { append: (style) => styles.add(style) } };
  try {
    const one = hideStill("ab12"), other = hideStill("ab12"); // two views of the same widget
    one();
    assert.deepEqual([...styles].map(({ textContent }) => textContent),
      [".ganlab-still-ab12, :has(> .ganlab-still-ab12) { display: none !important; }"]);
    other();
    assert.equal(styles.size, 0);
    hideStill(undefined)();
    hideStill("x{} body")();
    assert.equal(styles.size, 0);
  } finally {
    globalThis.document = before;
  }
});
