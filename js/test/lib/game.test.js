import assert from "node:assert/strict";
import { test } from "node:test";
import { about, colourOfCurve, colourOfFigure, gameOf, hasMoved, isAfter, movedBetween, passed, PLAIN, sameSteps,
  samplesAt, stepsOf, stepsOfSide, strandsOf, strandsShown, tinted } from "../../src/lib/game.js";

const plain = gameOf();

/** Two maps between two domains, and a critic in each (Zhu et al. 2017): three turns on two sides. */
const CYCLE = gameOf({
  turns: [
    { name: "g", title: "G", noun: "generators", side: "g", key: "g" },
    { name: "d_a", title: "D a", noun: "critic of a", side: "d", key: "d" },
    { name: "d_b", title: "D b", noun: "critic of b", side: "d", key: "d" },
  ],
  sides: [{ name: "d", title: "D", colour: "d" }, { name: "g", title: "G", colour: "g" }],
  curves: [{ name: "g_loss", title: "G loss", side: "g" }, { name: "d_a_loss", title: "D a loss", side: "d" }],
  parts: { g: ["fakes", "cycle", "scores", "loss", "gradient", "weights"], d_a: ["fakes", "scores", "loss", "gradient",
    "weights"], d_b: ["fakes", "scores", "loss", "gradient", "weights"] },
  graph: {
    nodes: [
      { id: "real_a", label: "a", kind: "data", column: 0, row: 0, part: "fakes" },
      { id: "g", label: "G", kind: "network", column: 1, row: 0, side: "g", part: "fakes" },
      { id: "fake_b", label: "fake b", kind: "samples", column: 2, row: 0, part: ["fakes", "cycle"] },
      { id: "d_b", label: "D b", kind: "network", column: 3, row: 0, side: "d", turns: ["d_b"], part: "scores",
        scores: ["fake_b"] },
      { id: "loss", label: "loss", kind: "loss", column: 4, row: 0, part: "loss" },
    ],
    edges: [{ from: "real_a", to: "g" }, { from: "g", to: "fake_b" },
      { from: "fake_b", to: "d_b", turns: ["g", "d_b"] },
      { from: "d_b", to: "loss", turns: ["g", "d_b"] }],
  },
});

test("the plain game is what is played where nothing is told, and a part that is missing is its own", () => {
  assert.deepEqual(plain.turns.map(({ name, colour }) => [name, colour]), [["d", "d"], ["g", "g"]]);
  assert.deepEqual(plain.sides.map(({ key, icon, noun, colour }) => [key, icon, noun, colour]),
    [["d", "judge", "discriminator", "d"], ["g", "forge", "generator", "g"]]);
  assert.deepEqual(plain.curves.map(({ turn, colour }) => [turn, colour]), [["d", "d"], ["g", "g"]]);
  assert.deepEqual(gameOf(null), plain);
  assert.deepEqual(gameOf({ turns: PLAIN.turns }), plain);
  assert.deepEqual([plain.maker.name, plain.judge.name], ["g", "d"]);
});

test("turns of one side share its button, and it speaks of all of them", () => {
  const [d] = CYCLE.sides;
  assert.deepEqual([d.noun, d.key, d.icon], ["critic of a and the critic of b", "d", "judge"]);
  assert.deepEqual(CYCLE.turns.map(({ colour }) => colour), ["g", "d", "d"]);
  assert.deepEqual(CYCLE.curves.map(({ turn }) => turn), ["g", "d_a"]);
  const encoder = { name: "e", title: "E", noun: "encoder", side: "e", key: "e", colour: "e" };
  const [side] = gameOf({ turns: [encoder] }).sides;
  assert.deepEqual([side.name, side.title, side.colour, side.icon], ["e", "E", "e", "next"]);
});

test("a node without a side belongs to no turn, one with a side to those of it, or to those that it names", () => {
  const turnsOf = (game) => Object.fromEntries(game.graph.nodes.map(({ id, turns }) => [id, turns]));
  assert.deepEqual(turnsOf(plain), { z: [], g: ["g"], fake: [], real: [], d: ["d"], loss: [] });
  assert.deepEqual(turnsOf(CYCLE).d_b, ["d_b"]);
});

test("of another game nothing is made up", () => {
  const { curves, parts, graph } = gameOf({ turns: CYCLE.turns, sides: CYCLE.sides });
  assert.deepEqual([curves, parts, graph], [[], {}, { nodes: [], edges: [] }]);
});

test("steps are a map, and pairs of older pages are read as D's and G's", () => {
  assert.deepEqual(stepsOf(plain, [3, 2]), { d: 3, g: 2 });
  assert.deepEqual(stepsOf(plain, { g: 2, d: 3 }), { d: 3, g: 2 });
  assert.deepEqual(stepsOf(plain, undefined), { d: 0, g: 0 });
  assert.deepEqual(stepsOf(CYCLE, { g: 4, d_a: 3 }), { g: 4, d_a: 3, d_b: 0 });
  assert.equal(stepsOfSide(CYCLE, { g: 4, d_a: 3, d_b: 2 }, CYCLE.sides[0]), 5);
  assert.ok(sameSteps(plain, [3, 2], { d: 3, g: 2 }) && !sameSteps(plain, [3, 2], [2, 3]));
});

test("a previewed step counts as taken, and taking it is no further move", () => {
  const at = (d, g, preview = null) => ({ steps: [d, g], preview });
  assert.deepEqual(movedBetween(plain, null, at(1, 1)), {});
  assert.deepEqual(movedBetween(plain, at(4, 4), at(4, 4, "d")), { d: 1, g: 0 });
  assert.deepEqual(movedBetween(plain, at(4, 4, "d"), at(4, 4, "g")), { d: -1, g: 1 });
  assert.deepEqual(movedBetween(plain, at(4, 4, "g"), at(4, 5)), { d: 0, g: 0 });
  assert.ok(isAfter(plain, at(4, 4, "g"), at(4, 5)));
  assert.ok(!isAfter(plain, at(4, 4, "g"), at(4, 4)));
  assert.ok(hasMoved(CYCLE, { d_b: 1 }, CYCLE.judge) && !hasMoved(CYCLE, { d_b: 1 }, CYCLE.maker));
});

test("a curve has the colour of what it is about", () => {
  const names = ["d_loss", "g_slope", "d_slope.net.0", "p_real", "score_fake", "p_fake_b", "other"];
  assert.deepEqual(names.map((name) => colourOfCurve(plain, name)), ["d", "g", "d", "real", "fake", "fake", "d"]);
  assert.deepEqual(["d_a_loss", "g_loss"].map((name) => colourOfCurve(CYCLE, name)), ["d", "g"]);
  const figures = [{ name: "AUC" }, { name: "overfit" }, { name: "g_norm" }, { name: "vendi" },
    { name: "vendi", colour: "e" }];
  assert.deepEqual(figures.map((figure) => colourOfFigure(plain, figure)), ["d", "d", "g", "fake", "e"]);
  const { maker, judge } = tinted({ d: "#d", g: "#g", ink: "#i" }, plain);
  assert.deepEqual([maker, judge], ["#g", "#d"]);
});

test("every strand that a phase lights is one of the graph's", () => {
  for (const game of [plain, CYCLE]) {
    const ids = new Set(strandsOf(game).map(({ id }) => id));
    for (const [who, parts] of Object.entries(game.parts)) {
      for (const part of parts) for (const id of about(game, who, part).strands) assert.ok(ids.has(id), id);
    }
  }
  const lit = (who, part) => [about(plain, who, part).nodes, about(plain, who, part).strands.sort()];
  assert.deepEqual(lit("g", "pull"), [["fake"], ["g:d-fake", "g:loss-d"]]);
  assert.deepEqual(lit("d", "gradient"), [["d"], ["d:loss-d"]]);
  assert.deepEqual(lit("g", "gradient"), [["g"], ["g:fake-g"]]);
  assert.deepEqual(lit("g", "weights"), [["g"], []]);
  assert.deepEqual(lit("d", "score_real"), [["real", "d"], ["d:real-d"]]);
  assert.deepEqual(lit("d", "fakes"), [["g", "fake"], ["d:g-fake", "d:z-g"]]);
  assert.deepEqual(about(CYCLE, "d_b", "gradient"), { nodes: ["d_b"], strands: [] });
  assert.deepEqual(about(CYCLE, "d_b", "scores").strands, ["d:fake_b-d_b"]);
});

test("a side's strand is drawn once, however many turns go along it", () => {
  const ids = strandsOf(CYCLE).map(({ id }) => id);
  assert.deepEqual(ids.filter((id) => id.endsWith("fake_b-d_b")), ["d:fake_b-d_b", "g:fake_b-d_b"]);
  assert.equal(new Set(strandsOf(plain).map(({ id }) => id)).size, 14);
});

test("G's path begins at the real samples only where its loss looks at them", () => {
  const without = strandsShown(plain, () => false);
  const looks = strandsShown(plain, (turn, from) => turn === "g" && from === "real");
  assert.ok(!without.some(({ id }) => id === "g:real-d") && without.length === 13);
  assert.ok(looks.some(({ id }) => id === "g:real-d") && looks.length === 14);
});

test("what a step has passed lies before its phase", () => {
  assert.deepEqual(passed(plain, "d", "score_fake"), ["d:z-g", "d:g-fake", "d:real-d"]);
  assert.deepEqual(passed(plain, "d", "real"), []);
  assert.deepEqual(passed(plain, "g", "unheard of"), []);
});

test("a turn's samples are those that it looks at", () => {
  const ids = (game, who, part) => samplesAt(game, who, part).map(({ id }) => id);
  assert.deepEqual(ids(plain, "d", "loss"), ["real", "fake"]);
  assert.deepEqual(ids(plain, "g", "loss"), ["fake"]);
  assert.deepEqual(ids(plain, "d", "z"), []);
  assert.deepEqual(ids(CYCLE, "g", "cycle"), ["fake_b"]);
});
