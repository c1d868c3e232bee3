/** How many events begin when, as bars. A period is never drawn finer than the events in it are dated: those known to
 * the year or worse are spread over their year, so that no 1 January stands out.
 */

import { daysOf, YEAR } from "./calendar";
import { floorTo, next, stepFor } from "./steps";
import type { Histogram, Span, Unit } from "./types";

export interface Bar extends Span {
  readonly count: number;
}

const LEAST_WIDTH = 3; // pixels of a bar

/** The periods of a histogram as bars. */
export function barsOf(histogram: Histogram): Bar[] {
  return histogram.periods.flatMap(({ period, count }) => {
    const days = daysOf(period);
    return days ? [{ start: days[0], end: days[1], count }] : [];
  });
}

/** The unit that is as fine as can still be seen at so many pixels a day. */
export function unitFor(pixelsADay: number): Unit {
  if (pixelsADay >= LEAST_WIDTH) return "day";
  return pixelsADay * 30 >= LEAST_WIDTH ? "month" : "year";
}

/** Bars of the same length, wide enough to be seen: years to decades or centuries where they crowd. */
export function gathered(bars: readonly Bar[], pixelsADay: number, unit: Unit): Bar[] {
  if (unit !== "year" || YEAR * pixelsADay >= LEAST_WIDTH) return added(bars);
  const { size } = stepFor((pixelsADay * 68) / LEAST_WIDTH);
  const step = { unit: "year", size } as const;
  const found: Bar[] = [];
  for (const bar of bars) {
    const last = found.at(-1);
    if (last && bar.start < last.end) found[found.length - 1] = { ...last, count: last.count + bar.count };
    else {
      const start = floorTo(step, bar.start);
      found.push({ start, end: next(step, start), count: bar.count });
    }
  }
  return found;
}

/** Bars of the same period added up, as where two windows meet in it. */
function added(bars: readonly Bar[]): Bar[] {
  const found = new Map<number, Bar>();
  for (const bar of bars) found.set(bar.start, { ...bar, count: bar.count + (found.get(bar.start)?.count ?? 0) });
  return [...found.values()];
}

function clipped({ start, end }: Span, window: Span): Span {
  return { start: Math.max(start, window.start), end: Math.min(end, window.end) };
}

/** Fine bars with those events taken out that are dated coarsely, which are spread evenly over the bars in `wide`. */
export function spread(
  fine: readonly Bar[],
  coarse: readonly Bar[],
  wide: readonly Bar[],
  unit: Unit,
  window: Span,
): Bar[] {
  const counts = new Map(fine.map((bar) => [bar.start, bar.count]));
  for (const bar of coarse) counts.set(bar.start, (counts.get(bar.start) ?? 0) - bar.count);
  const found: Bar[] = [];
  const step = { unit, size: 1 } as const;
  for (let start = floorTo(step, window.start); start < window.end; start = next(step, start)) {
    const cell = { start, end: next(step, start) };
    const count = Math.max(0, counts.get(start) ?? 0) + sharesWithin(wide, clipped(cell, window));
    if (count > 0) found.push({ ...cell, count });
  }
  return found;
}

/** How many of the events begin within a span, by bars that may lie only partly in it. */
export function countWithin(bars: readonly Bar[], span: Span): number {
  return Math.round(sharesWithin(bars, span));
}

/** Whether none of the events can begin within a span. */
export function isEmpty(bars: readonly Bar[], span: Span): boolean {
  return !bars.some((bar) => bar.start < span.end && bar.end > span.start);
}

function sharesWithin(bars: readonly Bar[], span: Span): number {
  let count = 0;
  for (const bar of bars) {
    const overlap = Math.min(bar.end, span.end) - Math.max(bar.start, span.start);
    if (overlap > 0) count += (bar.count * overlap) / (bar.end - bar.start);
  }
  return count;
}

const MOST = 0.75; // of the events

/** The first view: everything, unless most events lie in a small part of it; then that part. */
export function firstView(bars: readonly Bar[]): Span | null {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const most = shortest(bars, MOST * bars.reduce((sum, bar) => sum + bar.count, 0));
  const whole = { start: first.start, end: last.end };
  return (most.end - most.start) * 3 < whole.end - whole.start ? most : whole;
}

/** The shortest stretch in which so many events begin. */
function shortest(bars: readonly Bar[], count: number): Span {
  let best: Span = { start: -Infinity, end: Infinity };
  let inside = 0;
  let last = 0;
  for (const bar of bars) {
    while (last < bars.length && inside < count) inside += bars[last++]?.count ?? 0;
    const end = bars[last - 1]?.end ?? bar.end;
    if (inside >= count && end - bar.start < best.end - best.start) best = { start: bar.start, end };
    inside -= bar.count;
  }
  return best;
}
