/** Where an event lies on the calendar, and how sure its ends are: what the drawing has to be honest about. */

import { type Day, dayOf, daysOf, HOUR, MINUTE } from "./calendar";
import type { EventDate, Span } from "./types";

/** How a band ends: at a known time, somewhere around it, or nobody knows where. */
export type Edge = "sharp" | "faded" | "open";

/** What a band says: it happened then; at some time within; or it lasted so long. */
export type Kind = "moment" | "within" | "lasting";

export interface Extent extends Span {
  readonly startEdge: Edge;
  readonly endEdge: Edge;
  readonly kind: Kind;
  readonly uncertain: boolean;
}

/** What is about a year may lie a little outside of it: by so much of its length, to both sides. */
export const SOFT = 0.35;

const MOMENTS = new Set(["second", "minute", "hour", "daypart", "day"]);
const PART = /^(-?\d{4}|Y-?\d{5,})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?)?)?/;
const TIME = /^\d\d:\d\d/;

// Hours of the parts of a day, as fractions of it; night reaches into the next day.
const DAYPARTS: Readonly<Record<string, readonly [number, number]>> = {
  MO: [6 / 24, 12 / 24],
  MI: [11 / 24, 14 / 24],
  AF: [12 / 24, 18 / 24],
  EV: [18 / 24, 23 / 24],
  NI: [20 / 24, 29 / 24],
  DT: [7 / 24, 19 / 24],
};
const DAYPART = /T(MO|MI|AF|EV|NI|DT)$/;

/** The extent of an event's date; null when it has no place on the calendar. */
export function extentOf(date: EventDate): Extent | null {
  if (date.start === null || date.end === null) return null;
  const [first, last] = bounds(date);
  const part = DAYPARTS[DAYPART.exec(date.timex)?.[1] ?? ""];
  const about = /[~%]/.test(date.edtf);
  const [from = "", to = ""] = date.edtf.includes("/") ? date.edtf.split("/") : [];
  const opens = date.edtf.startsWith("/") || from === "..";
  const stays = date.edtf.endsWith("/") || to === "..";
  const base = {
    kind: kindOf(date.precision),
    uncertain: /[?%]/.test(date.edtf),
  };
  if (part && last - first <= 1) {
    return { ...base, start: first + part[0], end: first + part[1], startEdge: "faded", endEdge: "faded" };
  }
  const soft = about ? (last - first) * SOFT : 0;
  return {
    ...base,
    start: opens ? first : first - soft,
    end: stays ? last : last + soft,
    startEdge: opens ? "open" : about ? "faded" : "sharp",
    endEdge: stays ? "open" : about ? "faded" : "sharp",
  };
}

function kindOf(precision: string): Kind {
  if (precision === "range") return "lasting";
  return MOMENTS.has(precision) ? "moment" : "within";
}

/** The days as the service gives them, and finer where the EDTF text says more: times, and days before year 1. */
function bounds(date: EventDate): readonly [Day, Day] {
  const [from = "", to = from] = date.edtf.split("/");
  const given: readonly [Day, Day] = [daysOf(date.start ?? "")?.[0] ?? 0, daysOf(date.end ?? "")?.[1] ?? 0];
  const first = fine(from, date.precision);
  const last = fine(to, date.precision);
  return [first && inside(first[0], given) ? first[0] : given[0], last && inside(last[1], given) ? last[1] : given[1]];
}

function inside(day: Day, [first, last]: readonly [Day, Day]): boolean {
  return day >= first && day <= last;
}

function fine(text: string, precision: string): readonly [Day, Day] | null {
  const found = PART.exec(text);
  if (!found?.[2]) return null;
  const [year, month] = [Number((found[1] ?? "").replace("Y", "")), Number(found[2])];
  if (month > 12) return partOfYear(year, month);
  if (!found[3]) return [dayOf(year, month), dayOf(year, month + 1)];
  const day = dayOf(year, month, Number(found[3]));
  const clock = text.slice(11);
  if (!TIME.test(clock)) return [day, day + 1];
  const start = day + Number(found[4]) * HOUR + Number(found[5]) * MINUTE + Number(found[6] ?? 0) * (MINUTE / 60);
  return [start, start + (precision === "hour" ? HOUR : precision === "second" ? MINUTE / 60 : MINUTE)];
}

/** Seasons, quarters and halves of ISO 8601-2, which before year 1 the service does not resolve to days. */
function partOfYear(year: number, part: number): readonly [Day, Day] | null {
  if (part >= 21 && part <= 24) return [dayOf(year, (part - 21) * 3 + 3), dayOf(year, (part - 21) * 3 + 6)];
  if (part >= 33 && part <= 36) return [dayOf(year, (part - 33) * 3 + 1), dayOf(year, (part - 33) * 3 + 4)];
  if (part >= 40 && part <= 41) return [dayOf(year, (part - 40) * 6 + 1), dayOf(year, (part - 40) * 6 + 7)];
  return null;
}
