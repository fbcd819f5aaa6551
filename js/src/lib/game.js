/*
 * The game that is played: who takes turns, what a turn is made of, what is drawn of it. The kernel tells it, and
 * everything on the page loops over what it is told. It comes
 *   - as the synced trait `game` of a widget (Stepper, Lab, LatentExplorer, DiversityMonitor),
 *   - in the message of kind "scene", as `game`, where one picture of several shows another game than the trait says,
 *   - in the JSON of a saved document, as `game` beside `panes`.
 * Where it is missing, the page takes PLAIN, which is below: old documents show the plain GAN. So does a part that is
 * missing, but of `curves`, `parts` and `graph` those of PLAIN are taken only if the turns are those of PLAIN, too.
 *
 * {
 *   turns:  [{name, title, noun, side, key?, colour?}]    in the order of a round. `name` is what a step's phase is
 *           called and the key of all maps below; `title` is short ("D"), `noun` a word ("discriminator"), which
 *           stands after "a step of the"; `side` is the button that plays it; `key` is one letter, pressed with shift
 *           it previews the turn (not f, r, y or z, which are taken); `colour` is one of d, g, e, real, fake
 *           (if missing: its side's). Several turns may share a side.
 *   sides:  [{name, title, key?, colour?, icon?, noun?}]   the buttons "Step {title}"; a press sends "step_{name}".
 *           What is missing is that of its first turn; `noun` joins those of all its turns; `icon` is a key of PATHS in
 *           lib/dom.js, by default "judge" for a side called d, "forge" for g, "next" for others. With two sides there
 *           is "Step both", with more "Step all", which send "step".
 *   curves: [{name, title, side, turn?}]   the lanes of the first look. `turn` is whose loss it is, by default `name`
 *           without "_loss"; its rows come as the arrays `{turn}_curve` and `{turn}_future`, its last value as
 *           `losses[turn]`.
 *   parts:  {turn: [part]}   the pauses of a turn in slow motion, in order. Four names mean something to the page:
 *           "loss" and "gradient" light all samples of the turn in the picture, "gradient" and "weights" light the
 *           networks that learn in it, "pull" is the gradient at the samples and brings arrows (`{turn}_{id}_tips`).
 *   graph:  {nodes: [{id, label, kind, column, row, rows?, side?, turns?, part?, hint?, scores?, layers?}],
 *            edges: [{from, to, turns?, part?, back?}]}
 *           kind is noise, data, network, samples, scores or loss. A node stands in `column` and `row` (from 0), over
 *           `rows` rows (1). `side` colours it. A network learns in its `turns` (by default those of its side);
 *           in a node of kind scores, what real samples got stands until one of its `turns` comes again.
 *           `part`, one name or a list, is when the node is lit. `scores` are the ids of nodes whose scores are drawn
 *           in it as histograms; it belongs to a node of kind scores, or to the network that gives them. `layers` is
 *           how the names of a network's layers begin, where one turn trains several networks.
 *           An edge is drawn for the `turns` that use it (all, if missing), in the colour of their side, and is lit at
 *           `part` (if missing: the part of `to`; the first of several). `back`: a gradient runs along it, from the
 *           node that has it to the one that gets it. An edge whose part the turn does not have is drawn only while
 *           the kernel sends the histogram `{turn}_{from}_bars`.
 *           In the message of the round's drawer, `steps[turn].numbers` has for each noise, data or samples node its
 *           id: [n, dims] or n; `said_{id}` is the mean answer to the samples of a node and `pull_{id}` the mean pull
 *           at them; loss, penalty, norms, moved and step are numbers of the turn. Arrays: `{turn}_{id}` (points, tiles
 *           or bars), `{turn}_{id}_bars`, and `{turn}_{id}_tips` where the arrows at the samples end.
 *   inputs: [{name, kind, shape}]    what goes into the generator; of no use to the page so far.
 *   views:  [{name, title, side?}]   `side`: whose steps change it. Two names mean something: "fakes" are the samples
 *           in the picture, "field" is what is drawn behind them; where either has no side, PLAIN's is taken if
 *           there is such a side, else the last side makes the samples and the first one judges them.
 * }
 *
 * Steps travel as a map {turn: count}; a list of counts, in the order of PLAIN's turns (D's, then G's), is understood,
 * too. `phase` of a step, `preview` of a frame and `who` of a pause are names of turns. Commands that name a turn:
 * "preview" (or null), "round.next" and "round.play" (or "round": a whole round). A curve in a lane of the drawer of
 * curves and a figure of the monitor may bring a `colour` of their own; otherwise it follows from their names, which
 * begin with the turn's: `{turn}_loss`, `{turn}_slope`, `{turn}_norm`.
 */

/** One generator and one discriminator, turn by turn: what documents show that were saved before games had names. */
export const PLAIN = {
  turns: [
    { name: "d", title: "D", noun: "discriminator", side: "d", key: "d", colour: "d" },
    { name: "g", title: "G", noun: "generator", side: "g", key: "g", colour: "g" },
  ],
  sides: [{ name: "d", title: "D" }, { name: "g", title: "G" }],
  curves: [{ name: "d_loss", title: "D loss", side: "d" }, { name: "g_loss", title: "G loss", side: "g" }],
  parts: {
    d: ["real", "z", "fakes", "score_real", "score_fake", "loss", "gradient", "weights"],
    g: ["z", "fakes", "score_fake", "loss", "pull", "gradient", "weights"],
  },
  graph: {
    nodes: [
      { id: "z", label: "z", kind: "noise", column: 0, row: 0, part: "z", hint: "noise" },
      { id: "g", label: "G", kind: "network", column: 1, row: 0, side: "g", part: "fakes", hint: "the forger" },
      { id: "fake", label: "fakes", kind: "samples", column: 2, row: 0, part: ["fakes", "score_fake", "pull"] },
      { id: "real", label: "real", kind: "data", column: 2, row: 1, part: ["real", "score_real"] },
      { id: "d", label: "D", kind: "network", column: 3, row: 0, rows: 2, side: "d", part: ["score_real", "score_fake"],
        hint: "the detective", scores: ["real", "fake"] },
      { id: "loss", label: "loss", kind: "loss", column: 4, row: 0, rows: 2, part: "loss" },
    ],
    edges: [
      { from: "z", to: "g", part: "fakes" },
      { from: "g", to: "fake", part: "fakes" },
      { from: "fake", to: "g", part: "gradient", turns: ["g"], back: true },
      { from: "fake", to: "d", part: "score_fake" },
      { from: "d", to: "fake", part: "pull", turns: ["g"], back: true },
      { from: "real", to: "d", part: "score_real" },
      { from: "d", to: "loss", part: "loss" },
      { from: "loss", to: "d", part: "gradient", turns: ["d"], back: true },
      { from: "loss", to: "d", part: "pull", turns: ["g"], back: true },
    ],
  },
  inputs: [{ name: "z", kind: "noise", shape: [2] }],
  views: [{ name: "fakes", title: "fakes", side: "g" }, { name: "field", title: "discriminator output", side: "d" }],
};

/** Whether a game turns pictures into others: a source can be drawn for it. */
export const turnsPictures = ({ inputs }) => inputs[0]?.kind === "sample" && inputs[0].shape.length === 3;

const COLOURS = ["d", "g", "e", "real", "fake"];
const ICONS = { d: "judge", g: "forge" };
const LEARNING = ["gradient", "weights"]; // parts in which a turn's own networks are lit
const ALL_SAMPLES = ["loss", "gradient"]; // parts that are about everything the turn has looked at
const ABOUT_JUDGE = ["AUC", "overfit"]; // figures of a monitor that say how well real and fake are told apart

const listOf = (value) => (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null);
const unique = (values) => [...new Set(values)];
const known = (colour) => (COLOURS.includes(colour) ? colour : "ink");
const byName = (list, name) => list.find((one) => one.name === name);

/** A game with everything filled in that may be left out, and with `maker` and `judge`: the sides whose
 * steps change the samples and what is drawn behind them. Null and undefined give the plain game. */
export function gameOf(told) {
  const said = told ?? {};
  const turns = said.turns?.length ? said.turns : PLAIN.turns;
  const plain = turns.map(({ name }) => name).join() === PLAIN.turns.map(({ name }) => name).join();
  const missing = plain ? PLAIN : { curves: [], parts: {}, graph: { nodes: [], edges: [] } };
  const sides = (said.sides ?? sidesOf(turns)).map((side) => completeSide(side, turns));
  const game = {
    turns: turns.map((turn) => ({ ...turn, colour: known(turn.colour ?? byName(sides, turn.side)?.colour) })),
    sides,
    curves: (said.curves ?? missing.curves).map((curve) => ({ ...curve,
      turn: curve.turn ?? curve.name.replace(/_loss$/, ""), colour: byName(sides, curve.side)?.colour ?? "ink" })),
    parts: said.parts ?? missing.parts,
    inputs: said.inputs ?? PLAIN.inputs,
    views: said.views ?? PLAIN.views,
  };
  game.graph = completeGraph(said.graph ?? missing.graph, game);
  game.maker = sideBehind(game, "fakes") ?? sides.at(-1);
  game.judge = sideBehind(game, "field") ?? sides[0];
  return game;
}

/** The sides of turns that nobody has listed. */
const sidesOf = (turns) => unique(turns.map(({ side }) => side)).map((name) => {
  const own = turns.find(({ side }) => side === name);
  return { name, title: own.title };
});

function completeSide(side, turns) {
  const own = turns.filter((turn) => turn.side === side.name);
  const nouns = unique(own.map(({ noun }) => noun));
  return { ...side, key: side.key ?? own[0]?.key ?? null, colour: known(side.colour ?? own[0]?.colour),
    icon: side.icon ?? ICONS[side.name] ?? "next", noun: side.noun ?? nouns.join(" and the "),
    verb: nouns.length > 1 ? "learn" : "learns" };
}

function completeGraph({ nodes, edges }, { turns, sides }) {
  const all = turns.map(({ name }) => name);
  const own = (side) => turns.filter((turn) => turn.side === side).map(({ name }) => name);
  const complete = nodes.map((node) => ({ ...node, rows: node.rows ?? 1, parts: listOf(node.part),
    scores: node.scores ?? [], colour: byName(sides, node.side)?.colour ?? null,
    turns: node.turns ?? own(node.side) }));
  const partOf = (id) => complete.find((node) => node.id === id)?.parts[0];
  return { nodes: complete,
    edges: edges.map((edge) => ({ ...edge, turns: edge.turns ?? all, part: edge.part ?? partOf(edge.to),
      back: Boolean(edge.back) })) };
}

/** The side whose steps change a view. */
function sideBehind({ views, sides }, view) {
  const side = byName(views, view)?.side ?? byName(PLAIN.views, view).side;
  return byName(sides, side);
}

/** The turn of that name. */
export const turnOf = ({ turns }, name) => byName(turns, name);

/** Steps as a map from turns to counts, whether a map or a list has come. */
export function stepsOf({ turns }, told) {
  if (!Array.isArray(told)) return Object.fromEntries(turns.map(({ name }) => [name, told?.[name] ?? 0]));
  const listed = PLAIN.turns.map(({ name }) => name);
  return Object.fromEntries(turns.map(({ name }) => [name, told[listed.indexOf(name)] ?? 0]));
}

/** How many steps a side has taken: of all its turns together. */
export const stepsOfSide = (game, told, side) => {
  const steps = stepsOf(game, told);
  return game.turns.filter((turn) => turn.side === side.name).reduce((sum, { name }) => sum + steps[name], 0);
};

/** Whether two messages are about the same moment. */
export function sameSteps(game, a, b) {
  const [left, right] = [stepsOf(game, a), stepsOf(game, b)];
  return game.turns.every(({ name }) => left[name] === right[name]);
}

const counted = (game, { steps, preview }) => {
  const counts = stepsOf(game, steps);
  if (preview) counts[preview] += 1;
  return counts;
};

/** How many steps each turn is ahead of the picture before; a previewed step counts as if it were taken. */
export function movedBetween(game, before, now) {
  if (!before) return {};
  const was = counted(game, before), is = counted(game, now);
  return Object.fromEntries(game.turns.map(({ name }) => [name, is[name] - was[name]]));
}

/** Whether the second frame is where the preview of the first would lead. */
export const isAfter = (game, before, now) => sameSteps(game, counted(game, before), now.steps);

/** Whether a side has moved, by what each turn has. */
export const hasMoved = ({ turns }, moved, side) =>
  turns.some((turn) => turn.side === side.name && Boolean(moved[turn.name]));

/** The colour of a curve in the history: of the samples it is about, else of the turn that its name begins with. */
export function colourOfCurve({ turns }, name) {
  const about = /^(?:p|score)_(real|fake)(?:_|$)/.exec(name);
  if (about) return about[1];
  const own = turns.filter((turn) => name.startsWith(`${turn.name}_`)).sort((a, b) => b.name.length - a.name.length);
  return (own[0] ?? turns[0]).colour;
}

/** The colour of a monitor's figure: as it says itself, else of what it is about. */
export function colourOfFigure({ turns, judge }, { name, colour }) {
  if (colour) return colour;
  if (ABOUT_JUDGE.includes(name)) return judge.colour;
  return turns.find((turn) => name.startsWith(`${turn.name}_`))?.colour ?? "fake";
}

/** Colours with two more: of the side that makes the samples and of the one that judges them. */
export const tinted = (palette, { maker, judge }) => ({ ...palette, maker: palette[maker.colour] ?? palette.ink,
  judge: palette[judge.colour] ?? palette.ink });

/** A style that gives an element the colour of a side or a turn, as `--ganlab-tone`. */
export const toneOf = (colour) => `--ganlab-tone: var(--ganlab-${colour})`;

const idOf = (side, { from, to }) => `${side}:${from}-${to}`;

/** The ways along the edges of the graph: one for each side that uses an edge, in the order of the edges. */
export function strandsOf({ graph, turns, sides }) {
  return graph.edges.flatMap((edge) => sides.flatMap((side, lane) => {
    const own = turns.filter((turn) => turn.side === side.name && edge.turns.includes(turn.name));
    if (!own.length) return [];
    return [{ id: idOf(side.name, edge), from: edge.from, to: edge.to, back: edge.back, part: edge.part, lane,
      lanes: sides.length, side: side.name, colour: side.colour, turns: own.map(({ name }) => name) }];
  }));
}

/** Those that are drawn: of an edge whose part a turn does not have only while `sent(turn, from)`. */
export const strandsShown = (game, sent) => strandsOf(game).filter(({ turns, part, from, back }) => back
  || turns.some((name) => !game.parts[name] || game.parts[name].includes(part) || sent(name, from)));

/** What a pause in a turn is about: nodes, and strands of the side whose turn it is. */
export function about(game, who, part) {
  const side = turnOf(game, who)?.side;
  const nodes = game.graph.nodes.filter(({ kind, turns, parts }) => parts.includes(part)
    || (kind === "network" && turns.includes(who) && LEARNING.includes(part)));
  const edges = game.graph.edges.filter((edge) => edge.part === part && edge.turns.includes(who));
  return { nodes: nodes.map(({ id }) => id), strands: edges.map((edge) => idOf(side, edge)) };
}

/** The strands that a turn has already gone along when it is at a part, that part's own not among them. */
export function passed(game, who, part) {
  const parts = game.parts[who] ?? [];
  return parts.slice(0, Math.max(0, parts.indexOf(part))).flatMap((name) => about(game, who, name).strands);
}

/** The nodes whose samples are lit in the picture at a part of a turn, in the order in which they are drawn. */
export function samplesAt(game, who, part) {
  const parts = game.parts[who] ?? [];
  const lit = (node) => ALL_SAMPLES.includes(part) || node.parts.includes(part);
  const looked = ({ kind, parts: own }) => kind === "samples" || own.some((name) => parts.includes(name));
  return ["data", "samples"].flatMap((kind) => game.graph.nodes.filter((node) => node.kind === kind))
    .filter((node) => looked(node) && lit(node));
}
