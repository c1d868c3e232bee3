/** Dates and numbers in the reader's language, through `Intl`; what a language needs no words for is put in signs. */

import { type Day, civil, dayOf } from "./calendar";
import { type Extent, extentOf, SOFT } from "./edtf";
import type { Step } from "./steps";
import type { EventDate } from "./types";

type Options = Intl.DateTimeFormatOptions;

const FORMATTABLE = 270_000; // years that JavaScript's Date reaches, either way
// A day, month or year, or from one to another; and what the service's words add to it in English.
const PLAIN_PART = "-?\\d{4}(?:-(?:0\\d|1[0-2])(?:-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d)?)?)?)?[~?%]?";
const PLAIN = new RegExp(`^${PLAIN_PART}(?:/${PLAIN_PART})?$`);
const BEFORE = /^(?:perhaps about|perhaps|about) /;
const AFTER = /, (?:morning|midday|afternoon|evening|night|daytime)$/;
const ERA: Options = { era: "short" };
const YEAR: Options = { year: "numeric" };
const MONTH: Options = { year: "numeric", month: "long" };
const DAY: Options = { year: "numeric", month: "long", day: "numeric" };

export class Words {
  private readonly formats = new Map<string, Intl.DateTimeFormat>();
  private readonly numbers: Intl.NumberFormat;
  private readonly roughly: Intl.NumberFormat;
  private readonly shares: Intl.NumberFormat;

  constructor(readonly locale: string) {
    this.numbers = new Intl.NumberFormat(locale);
    this.roughly = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 4 });
    this.shares = new Intl.NumberFormat(locale, { style: "percent" });
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  share(value: number): string {
    return this.shares.format(value);
  }

  /** An event's date, through `Intl`; in English, what it has no words for is put in the service's own. */
  date(date: EventDate): string {
    const extent = extentOf(date);
    if (!extent) return date.display || date.edtf;
    if (!this.locale.startsWith("en") || !date.display) return this.extent(extent, date);
    if (!PLAIN.test(date.edtf)) return date.display;
    const [before = "", after = ""] = [BEFORE.exec(date.display)?.[0], AFTER.exec(date.display)?.[0]];
    const [first, last] = inner(extent);
    return `${before}${this.range(first, last, shapeOf(date))}${after}`;
  }

  private extent(extent: Extent, date: EventDate): string {
    const [first, last] = inner(extent);
    const shape = shapeOf(date);
    const words =
      extent.endEdge === "open"
        ? `${this.format(first, shape)} –`
        : extent.startEdge === "open"
          ? `– ${this.format(last, shape)}`
          : this.range(first, last, shape);
    return `${/[~%]/.test(date.edtf) ? "≈ " : ""}${words}${/[?%]/.test(date.edtf) ? " (?)" : ""}`;
  }

  private range(first: Day, last: Day, options: Options): string {
    const [from, to] = [this.format(first, options), this.format(last, options)];
    if (from === to) return from;
    const isInReach = Math.max(Math.abs(civil(first).year), Math.abs(civil(last).year)) <= FORMATTABLE;
    const era = "year" in options && civil(first).year < 1000 ? ERA : {};
    const format = isInReach ? this.formatter({ ...options, ...era }) : null;
    return format ? format.formatRange(milliseconds(first), milliseconds(last)) : `${from} – ${to}`;
  }

  /** A mark of the axis: as little as tells it from its neighbours. */
  mark(step: Step, day: Day): string {
    switch (step.unit) {
      case "year":
        return this.year(civil(day).year);
      case "month":
        return this.format(day, { month: "short" });
      case "day":
        return this.format(day, { day: "numeric" });
      default:
        return this.format(day, { hour: "numeric", minute: "2-digit" });
    }
  }

  /** What the marks from here on are a part of: a century, a year, a month, a day. */
  context(step: Step, day: Day): string {
    switch (step.unit) {
      case "year":
        return step.size >= 100 ? this.century(civil(day).year) : this.year(civil(day).year);
      case "month":
        return this.format(day, MONTH);
      default:
        return this.format(day, { weekday: "short", ...DAY });
    }
  }

  private century(year: number): string {
    const first = year === 1 ? 1 : year;
    const last = year === 1 ? 99 : year + 99;
    if (!this.locale.startsWith("en")) return `${this.year(first)} – ${this.year(last)}`;
    const number = year > 0 ? Math.floor(year / 100) + 1 : Math.floor(-year / 100) + 1;
    return `${number}${ordinalEnding(number)} century${year > 0 ? "" : " BC"}`;
  }

  /** A year as people count it. */
  year(year: number): string {
    return this.format(dayOf(year, 1, 1), YEAR);
  }

  /** A day in full. */
  day(day: Day): string {
    return this.format(day, DAY);
  }

  /** A stretch of time, as exactly as its length needs. */
  stretch(start: Day, end: Day): string {
    const length = end - start;
    if (length > 3000) return this.range(start, end - 1, YEAR);
    if (length > 120) return this.range(start, end - 1, { year: "numeric", month: "short" });
    if (length > 2) return this.range(start, end - 1, { year: "numeric", month: "short", day: "numeric" });
    return this.range(start, end, {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "numeric",
      minute: "2-digit",
    });
  }

  private format(day: Day, options: Options): string {
    const { year } = civil(day);
    if (Math.abs(year) > FORMATTABLE) {
      return year < 1 ? `−${this.roughly.format(1 - year)}` : this.roughly.format(year);
    }
    const era = "year" in options && year < 1000 ? ERA : {};
    return this.formatter({ ...options, ...era }).format(milliseconds(day));
  }

  private formatter(options: Options): Intl.DateTimeFormat {
    const key = JSON.stringify(options);
    let made = this.formats.get(key);
    if (!made) {
      made = new Intl.DateTimeFormat(this.locale, { ...options, calendar: "gregory", timeZone: "UTC" });
      this.formats.set(key, made);
    }
    return made;
  }
}

/** The first and the last day that the text states: without what a band that fades has around them. */
function inner(extent: Extent): readonly [first: Day, last: Day] {
  const isSoft = extent.startEdge === "faded" && extent.kind !== "moment";
  const inset = isSoft ? (extent.end - extent.start) * (SOFT / (1 + 2 * SOFT)) : 0;
  const first = extent.start + inset;
  return [first, Math.max(first, extent.end - inset - 1)];
}

function milliseconds(day: Day): number {
  return Math.round(day * 86_400) * 1000;
}

/** As fine as the date is stated. */
function shapeOf({ edtf, precision }: EventDate): Options {
  if (/T\d\d:/.test(edtf)) return { ...DAY, hour: "numeric", minute: "2-digit" };
  if (/-\d\d-\d\d/.test(edtf) || precision === "week") return DAY;
  return /\d{4}-\d\d/.test(edtf) ? MONTH : YEAR;
}

function ordinalEnding(number: number): string {
  const endings: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd", other: "th" };
  return endings[new Intl.PluralRules("en", { type: "ordinal" }).select(number)] ?? "th";
}
