/** Sets of values of one column, as conditions describe them. */

/** All points of one set are of one kind, which compares. */
export type Point = bigint | number | string;

/** A place between two values: before or after a point, or one of the two ends. */
interface Cut {
  readonly point?: Point;
  readonly side: number;
}
interface Interval {
  readonly from: Cut;
  readonly to: Cut;
}
/** A union of intervals. */
export type Values = readonly Interval[];

/** The ends lie beyond every point. */
const rank = ({ point, side }: Cut): number => (point === undefined ? side : 0);

export const least: Cut = { side: -1 };
export const most: Cut = { side: 1 };
export const before = (point: Point): Cut => ({ point, side: 0 });
export const after = (point: Point): Cut => ({ point, side: 1 });

export const between = (from: Cut, to: Cut): Values => (compare(from, to) < 0 ? [{ from, to }] : []);
export const everything: Values = between(least, most);
export const exactly = (point: Point): Values => between(before(point), after(point));

function compare(a: Cut, b: Cut): number {
  if (a.point === undefined || b.point === undefined) return rank(a) - rank(b);
  if (a.point < b.point) return -1;
  return a.point > b.point ? 1 : a.side - b.side;
}
export const union = (sets: readonly Values[]): Values => sets.flat();

export const common = (a: Values, b: Values): Values =>
  a.flatMap((one) =>
    b.flatMap((other) =>
      between(
        compare(one.from, other.from) > 0 ? one.from : other.from,
        compare(one.to, other.to) < 0 ? one.to : other.to,
      ),
    ),
  );

export const allBut = (set: Values): Values =>
  set
    .map(({ from, to }) => union([between(least, from), between(to, most)]))
    .reduce((left, right) => common(left, right), everything);

export const isWithin = (part: Values, whole: Values): boolean => common(part, allBut(whole)).length === 0;
