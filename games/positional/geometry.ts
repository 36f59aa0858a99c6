/** A cell's place: column, row and layer. */
export type Point = readonly [x: number, y: number, z: number];

const subtract = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

const cross = (a: Point, b: Point): Point => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** All ways to choose `size` of `items`, in their order. */
const choices = <T>(items: readonly T[], size: number): T[][] =>
  size === 0
    ? [[]]
    : items.flatMap((item, at) => choices(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));

const isCollinear = ([a, b, c]: readonly Point[]): boolean =>
  cross(subtract(b!, a!), subtract(c!, a!)).every((part) => part === 0);

const isCoplanar = ([a, b, c, d]: readonly Point[]): boolean =>
  dot(cross(subtract(b!, a!), subtract(c!, a!)), subtract(d!, a!)) === 0;

/** The lines of three among the points of a 3x3 grid: any three that are collinear. */
export const linesOfThree = (points: readonly Point[]): Point[][] => choices(points, 3).filter(isCollinear);

/** The planes of four among the vertices of a cube: six faces and six diagonal rectangles. */
export const planesOfFour = (points: readonly Point[]): Point[][] => choices(points, 4).filter(isCoplanar);

/** The squares among the points of one layer that have the side (dx, dy). */
export const squaresOfSide = (points: readonly Point[], dx: number, dy: number): Point[][] => {
  const known = new Set(points.map((point) => point.join()));
  return points.flatMap(([x, y, z]) => {
    // The second side is the first one, turned by a right angle.
    const corners: Point[] = [
      [x, y, z],
      [x + dx, y + dy, z],
      [x + dx - dy, y + dy + dx, z],
      [x - dy, y + dx, z],
    ];
    return corners.every((corner) => known.has(corner.join())) ? [corners] : [];
  });
};
