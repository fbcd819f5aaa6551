// Where the discriminator is undecided: the level line of a field, without the frame around it.
import { contours } from "d3-contour";

/**
 * Polylines of the level line of a field given row by row, in units of the whole field (0 to 1, y downwards).
 * d3 closes its rings along the border of the grid; those pieces are no decision and are left out.
 */
export function levelLines(values, columns, rows, level) {
  const rings = contours().size([columns, rows]).contour(values, level).coordinates.flat();
  return rings.flatMap((ring) => open(ring, columns, rows))
    .map((line) => line.map(([x, y]) => [x / columns, y / rows]));
}

function open(ring, columns, rows) {
  // d3 puts values at the centres of cells, so that a ring never leaves [0, n]; what runs outside the outermost
  // centres was added to close it.
  const outside = ([x, y]) => x < 0.5 || x > columns - 0.5 || y < 0.5 || y > rows - 0.5;
  const start = ring.findIndex(outside);
  if (start < 0) return [ring];
  const lines = [];
  let line = [];
  for (let i = 1; i < ring.length; i++) {
    const point = ring[(start + i) % (ring.length - 1)];
    if (!outside(point)) line.push(point);
    else if (line.length) {
      lines.push([toBorder(line[0], columns, rows), ...line, toBorder(line.at(-1), columns, rows)]);
      line = [];
    }
  }
  return lines;
}

/** The last half cell, straight on to the border of the field. */
function toBorder([x, y], columns, rows) {
  if (x === 0.5 || x === columns - 0.5) return [x === 0.5 ? 0 : columns, y];
  return [x, y === 0.5 ? 0 : rows];
}

/** The value of a field between its cells' centres (bilinear), at u, v in 0 to 1, y downwards. */
export function sampleField(values, columns, rows, u, v) {
  const x = Math.min(columns - 1, Math.max(0, u * columns - 0.5));
  const y = Math.min(rows - 1, Math.max(0, v * rows - 0.5));
  const i = Math.min(columns - 2, Math.floor(x)), j = Math.min(rows - 2, Math.floor(y));
  const at = (c, r) => values[Math.max(0, r) * columns + Math.max(0, c)];
  const a = x - i, b = y - j;
  const low = at(i, j) * (1 - a) + at(i + 1, j) * a;
  const high = at(i, j + 1) * (1 - a) + at(i + 1, j + 1) * a;
  return low * (1 - b) + high * b;
}
