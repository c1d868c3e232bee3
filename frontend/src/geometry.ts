/** From days to pixels and back, in the reader's direction of writing. */

import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { Day } from "./calendar";
import type { Span } from "./types";

export class Geometry {
  readonly scale: ScaleLinear<number, number>;
  readonly pixelsADay: number;

  constructor(
    readonly view: Span,
    readonly width: number,
    readonly rightToLeft: boolean,
  ) {
    this.scale = scaleLinear()
      .domain([view.start, view.end])
      .range(rightToLeft ? [width, 0] : [0, width]);
    this.pixelsADay = width / (view.end - view.start);
  }

  /** Pixels from the left for a day. */
  x(day: Day): number {
    return this.scale(day);
  }

  /** The left edge and the width of a stretch. */
  box(start: Day, end: Day): readonly [left: number, width: number] {
    const [a, b] = [this.x(start), this.x(end)];
    return [Math.min(a, b), Math.abs(b - a)];
  }
}

/** How far a view was moved and magnified towards another: 0 is the first, 1 the other. */
export function between(from: Span, to: Span, share: number): Span {
  if (share >= 1) return to;
  const [a, b] = [from.end - from.start, to.end - to.start];
  const length = Math.exp(Math.log(a) + (Math.log(b) - Math.log(a)) * share);
  // The middle moves with the length, so that what both show does not swing about.
  const moved = Math.abs(b - a) < 1e-9 * a ? share : (length - a) / (b - a);
  const middle = (from.start + from.end) / 2 + ((to.start + to.end) / 2 - (from.start + from.end) / 2) * moved;
  return { start: middle - length / 2, end: middle + length / 2 };
}

/** A stretch grown on both sides by a share of its length. */
export function grown(span: Span, share: number): Span {
  const more = (span.end - span.start) * share;
  return { start: span.start - more, end: span.end + more };
}
