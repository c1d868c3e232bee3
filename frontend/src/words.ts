/** Dates and numbers in the reader's language, through `Intl`; what a language needs no words for is put in signs. */

import { type Day, civil, dayOf } from "./calendar";
import { type Extent, extentOf } from "./edtf";
import type { Step } from "./steps";
import type { EventDate } from "./types";

type Options = Intl.DateTimeFormatOptions;

const FORMATTABLE = 270_000; // years that JavaScript's Date reaches, either way
const YEAR: Options = { year: "numeric" };
const MONTH: Options = { year: "numeric", month: "long" };
const DAY: Options = { year: "numeric", month: "long", day: "numeric" };

export class Words {
  private readonly formats = new Map<string, Intl.DateTimeFormat>();
  private readonly numbers: Intl.NumberFormat;
  private readonly shares: Intl.NumberFormat;

  constructor(readonly locale: string) {
    this.numbers = new Intl.NumberFormat(locale);
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
    if (this.locale.startsWith("en") && date.display && !isPlain(date)) return date.display;
    const extent = extentOf(date);
    return extent ? this.extent(extent, date) : date.display || date.edtf;
  }

  private extent(extent: Extent, date: EventDate): string {
    const soft = extent.startEdge === "faded" && extent.kind !== "moment";
    const inset = soft ? (extent.end - extent.start) * (0.35 / 1.7) : 0;
    const first = extent.start + inset;
    const last = Math.max(first, extent.end - inset - 1);
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
    return from === to ? from : `${from} – ${to}`;
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
    return this.range(start, end, { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  }

  private format(day: Day, options: Options): string {
    const { year } = civil(day);
    if (Math.abs(year) > FORMATTABLE) return year < 1 ? `−${this.number(1 - year)}` : this.number(year);
    const era: Options = "year" in options && year < 1000 ? { era: "short" } : {};
    return this.formatter({ ...options, ...era }).format(Math.round(day * 86_400) * 1000);
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

/** Whether it is a day, month or year, and nothing more is known. */
function isPlain({ edtf, timex }: EventDate): boolean {
  return /^-?\d{4}(-(0\d|1[0-2])(-\d\d)?)?$/.test(edtf) && !/T/.test(timex);
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
