/** Days of the proleptic Gregorian calendar as numbers: 0 is 1 January 1970, fractions are times of day.
 *
 * Years are astronomical (0 is 1 BC). JavaScript's own `Date` reads years under 100 as 19xx and ends at ±271,821;
 * the arithmetic here is exact for any year. Source of the algorithm: Howard Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms".
 */

export type Day = number;

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export const YEAR = 365.2425;
export const MONTH = YEAR / 12;
export const HOUR = 1 / 24;
export const MINUTE = HOUR / 60;

const ERA_DAYS = 146_097; // 400 years
const EPOCH = 719_468; // days from 0000-03-01 to 1970-01-01

/** The number of a calendar day; `month` may lie outside 1 to 12 and carries into the year. */
export function dayOf(year: number, month = 1, day = 1): Day {
  const months = year * 12 + month - 1;
  const y = Math.floor(months / 12);
  const m = months - y * 12 + 1;
  const shifted = m > 2 ? y : y - 1; // years that begin in March have their leap day last
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5) + day - 1;
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * ERA_DAYS + yearOfEra * 365 + leaps + dayOfYear - EPOCH;
}

/** The calendar day that a number lies in. */
export function civil(number: Day): Civil {
  const z = Math.floor(number) + EPOCH;
  const era = Math.floor(z / ERA_DAYS);
  const d = z - era * ERA_DAYS;
  const yearOfEra = Math.floor((d - Math.floor(d / 1460) + Math.floor(d / 36_524) - Math.floor(d / 146_096)) / 365);
  const dayOfYear = d - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month < 3 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** A day as `from` and `to` take it: `2024-12-08`, `-0043-03-15`; of a year that four digits cannot hold the year. */
export function isoDay(number: Day): string {
  const { year, month, day } = civil(number);
  if (Math.abs(year) > 9999) return `Y${year}`;
  return `${isoYear(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** An astronomical year in four digits or more. */
export function isoYear(year: number): string {
  return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}`;
}

const ISO = /^Y?(-?\d{4,10})(?:-(\d\d)(?:-(\d\d))?)?$/;

/** The days `[first, after the last)` of a year, month or day in ISO form; null when it is none. */
export function daysOf(text: string): readonly [Day, Day] | null {
  const found = ISO.exec(text.trim());
  if (!found) return null;
  const year = Number(found[1]);
  if (found[2] === undefined) return [dayOf(year), dayOf(year + 1)];
  const month = Number(found[2]);
  if (month < 1 || month > 12) return null;
  if (found[3] === undefined) return [dayOf(year, month), dayOf(year, month + 1)];
  const start = dayOf(year, month, Number(found[3]));
  return civil(start).month === month && found[3] !== "00" ? [start, start + 1] : null;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
