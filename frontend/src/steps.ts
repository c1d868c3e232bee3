/** Where the marks of the axis stand: round years (of people's counting, without a year 0), months, days, hours. */

import { type Day, civil, dayOf, HOUR, MINUTE, MONTH, YEAR } from "./calendar";
import type { Span } from "./types";

export type StepUnit = "year" | "month" | "day" | "hour" | "minute";

/** A distance between marks: so many units. */
export interface Step {
  readonly unit: StepUnit;
  readonly size: number;
}

const LENGTHS: Readonly<Record<StepUnit, number>> = { year: YEAR, month: MONTH, day: 1, hour: HOUR, minute: MINUTE };
const SIZES: Readonly<Record<Exclude<StepUnit, "year">, readonly number[]>> = {
  minute: [1, 5, 15, 30],
  hour: [1, 3, 6, 12],
  day: [1, 2, 7],
  month: [1, 3, 6],
};
const FINE: readonly Step[] = (["minute", "hour", "day", "month"] as const).flatMap((unit) =>
  SIZES[unit].map((size) => ({ unit, size })),
);
const ROUND = [1, 2, 5];

/** Days between two marks of a step, on average. */
export function lengthOf(step: Step): number {
  return LENGTHS[step.unit] * step.size;
}

// Pixels that a mark's words and some air need.
const ROOM: Readonly<Record<StepUnit, number>> = { year: 68, month: 54, day: 36, hour: 76, minute: 76 };

/** The finest step whose words have room at so many pixels a day. */
export function stepFor(pixelsADay: number): Step {
  return FINE.find((step) => lengthOf(step) * pixelsADay >= ROOM[step.unit]) ?? yearStep(ROOM.year / pixelsADay / YEAR);
}

function yearStep(least: number): Step {
  for (let power = 1; ; power *= 10) {
    for (const round of ROUND) {
      if (round * power >= least) return { unit: "year", size: round * power };
    }
  }
}

/** The marks of a step within a span, and the one before it. */
export function marks(step: Step, span: Span): Day[] {
  const found: Day[] = [];
  for (let mark = floorTo(step, span.start); mark <= span.end; mark = next(step, mark)) found.push(mark);
  return found;
}

/** The last mark at or before a day. */
export function floorTo(step: Step, day: Day): Day {
  const { size } = step;
  const at = civil(day);
  switch (step.unit) {
    case "year":
      return dayOf(floorYear(at.year, size));
    case "month":
      return dayOf(at.year, Math.floor((at.month - 1) / size) * size + 1);
    case "day":
      return dayOf(at.year, at.month, floorDay(at.day, size));
    default:
      return (
        Math.floor(day) + Math.floor(((day - Math.floor(day)) * (1 + 1e-12) + 1e-9) / lengthOf(step)) * lengthOf(step)
      );
  }
}

/** The mark after a mark. */
export function next(step: Step, mark: Day): Day {
  const at = civil(mark);
  switch (step.unit) {
    case "year":
      return dayOf(nextYear(at.year, step.size));
    case "month":
      return dayOf(at.year, at.month + step.size);
    case "day":
      return nextDay(step.size, mark);
    default:
      return Math.floor(mark) + (Math.round((mark - Math.floor(mark)) / lengthOf(step)) + 1) * lengthOf(step);
  }
}

/** Years after Christ stand at multiples; before, at those of the years BC: 500 BC is the year -499. Between is AD 1. */
function floorYear(year: number, size: number): number {
  if (size === 1) return year;
  if (year > 0) return Math.max(1, Math.floor(year / size) * size);
  return 1 - Math.ceil((1 - year) / size) * size;
}

function nextYear(year: number, size: number): number {
  if (size === 1) return year + 1;
  if (year === 1 - size) return 1;
  return year === 1 ? size : year + size;
}

/** Days of a month stand at 1, 3, 5 ... or at 1, 8, 15, 22; never so late that the next month follows at once. */
function floorDay(day: number, size: number): number {
  const last = size === 7 ? 22 : 29;
  return Math.min(Math.floor((day - 1) / size) * size + 1, size === 1 ? day : last);
}

function nextDay(size: number, mark: Day): Day {
  const { year, month, day } = civil(mark);
  if (size === 1) return mark + 1;
  const following = day + size;
  const room = dayOf(year, month + 1) - dayOf(year, month, following);
  return room < size * 0.5 || floorDay(following, size) !== following ? dayOf(year, month + 1) : mark + size;
}

/** The step of the second row of the axis: what a mark of the first is a part of. Null where that says nothing more. */
export function wider(step: Step): Step | null {
  switch (step.unit) {
    case "minute":
    case "hour":
      return { unit: "day", size: 1 };
    case "day":
      return { unit: "month", size: 1 };
    case "month":
      return { unit: "year", size: 1 };
    case "year":
      return step.size < 100 ? { unit: "year", size: 100 } : null;
  }
}
