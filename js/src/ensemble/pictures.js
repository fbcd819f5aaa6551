// Pure geometry and painting of an ensemble's page: small scenes, a curve and its band, a member's name.

export const SCENE = 60; // pixels along the edge of a member's picture

/** What a screen reader and a tip say of a member. */
export function nameOf(member) {
  const setting = member.setting ? `${member.setting}, ` : "";
  const live = member.live === null ? "" : `, ${Math.round(member.live)} of ${member.kinds} kinds`;
  const since = member.verdict === "learning" || !member.since ? ""
    : ` since round ${member.since.toLocaleString("en")}`;
  const more = (member.forked ? `, forked from ${member.forked}` : "") + (member.resting ? ", paused" : "");
  const rounds = member.rounds.toLocaleString("en");
  return `${setting}seed ${member.seed}: ${member.verdict}${since}${live}, ${rounds} rounds${more}`;
}

/** The d of a line through shares over rounds. */
export function linePath(rounds, shares, x, y) {
  return rounds.map((round, i) => `${i ? "L" : "M"}${x(round).toFixed(1)} ${y(shares[i] ?? 0).toFixed(1)}`).join("");
}

/** The d of the band between the ends of the intervals. */
export function bandPath(curve, x, y) {
  const there = linePath(curve.rounds, curve.high, x, y);
  const back = curve.rounds.map((round, i) => `L${x(round).toFixed(1)} ${y(curve.low[i]).toFixed(1)}`).reverse();
  return there ? `${there}${back.join("")}Z` : "";
}

/** Real samples as rings, fakes as dots, from bytes: 0 is the left and the lower edge. */
export function paintPoints(context, palette, real, fakes) {
  const { width, height } = context.canvas;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, width, height);
  const at = (codes, i) => [(codes[2 * i] / 255) * width, (1 - codes[2 * i + 1] / 255) * height];
  context.fillStyle = palette.real;
  context.globalAlpha = 0.35;
  for (let i = 0; i < real.length / 2; i++) dot(context, ...at(real, i), 2.2);
  context.fillStyle = palette.fake;
  context.globalAlpha = 0.8;
  for (let i = 0; i < fakes.length / 2; i++) dot(context, ...at(fakes, i), 1.8);
  context.globalAlpha = 1;
}

function dot(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Grey values, SCENE by SCENE, over the whole canvas. */
export function paintTile(context, grey) {
  const image = new ImageData(SCENE, SCENE);
  grey.forEach((value, i) => image.data.set([value, value, value, 255], 4 * i));
  createImageBitmap(image).then((bitmap) => {
    context.imageSmoothingEnabled = false;
    context.drawImage(bitmap, 0, 0, context.canvas.width, context.canvas.height);
  });
}
