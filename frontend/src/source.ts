/** What is known of the timeline so far: its events by window, and how many begin when. */

import { type Api, merged } from "./api";
import { civil, dayOf, daysOf } from "./calendar";
import { type Bar, barsOf, countWithin, isEmpty, spread, unitFor } from "./density";
import type { Density } from "./drawing";
import { type Entry, entriesOf } from "./placement";
import { EVERYTHING, filterPairs, type Question, within } from "./question";
import { inTurn, sample, sampleCrowd, type Sample } from "./sampling";
import type { EventPage, Histogram, Span, Unit } from "./types";
import { CALENDAR, type Window, WindowCache, windowsOf } from "./windows";

const CROWD = 50_000; // events in a window: of so many, the most important are not looked for
const MARGIN = 0.5; // of the view, to both sides, that is drawn where it is known
// Events dated no finer than this begin, for the calendar, on the first of it: counted by day they would all stand there.
const WITHIN_MONTH = ["week", "month"];
const WITHIN_YEAR = ["season", "quarter", "half", "year", "decade", "century", "millennium", "range"];
const SPREAD: Readonly<Record<Unit, readonly (readonly [Unit, readonly string[]])[]>> = {
  year: [],
  month: [["year", WITHIN_YEAR]],
  day: [
    ["year", WITHIN_YEAR],
    ["month", WITHIN_MONTH],
  ],
};

type Finer = Exclude<Unit, "year">;

export class EventSource {
  private question: Question = EVERYTHING;
  private years: readonly Bar[] = [];
  private readonly events: WindowCache<Sample>;
  private readonly fine: Readonly<Record<Finer, WindowCache<readonly Bar[]>>>;
  private readonly honest: Readonly<Record<Finer, WindowCache<readonly Bar[]>>>;
  private opening = new AbortController();
  /** Whether the question has been answered at all. */
  isOpen = false;

  /** `changed` is called when there is more to show, with what went wrong if anything did. */
  constructor(
    private readonly api: Api,
    changed: (trouble?: unknown) => void,
  ) {
    this.events = new WindowCache((window, signal) => this.askEvents(window, signal), changed);
    const quiet = () => changed();
    const [fine, honest] = [
      (unit: Unit) => new WindowCache((window, signal) => this.askBars(unit, window, signal), quiet),
      (unit: Finer) => new WindowCache((window, signal) => this.askHonestBars(unit, window, signal), quiet),
    ];
    this.fine = { month: fine("month"), day: fine("day") };
    this.honest = { month: honest("month"), day: honest("day") };
  }

  /** Ask anew: how many events begin in which year. Rejects with `Trouble`. */
  async open(question: Question): Promise<readonly Bar[]> {
    this.question = question;
    this.forget();
    this.opening = new AbortController();
    const found = await this.api.get<Histogram>("events/histogram", filterPairs(question), this.opening.signal);
    this.years = barsOf(found);
    this.isOpen = true;
    return this.years;
  }

  /** Give up what is under way and forget what was answered. */
  forget(): void {
    this.isOpen = false;
    this.years = [];
    this.opening.abort();
    for (const cache of [this.events, ...Object.values(this.fine), ...Object.values(this.honest)]) cache.clear();
  }

  get isAsking(): boolean {
    return this.events.isAsking;
  }

  /** The range that the filters leave, as far as it is bounded. */
  get range(): Span {
    const pairs = merged(this.api.fixed, filterPairs(this.question));
    const [from, to] = [daysOf(pairs.get("from") ?? ""), daysOf(pairs.get("to") ?? "")];
    return { start: from?.[0] ?? CALENDAR.start, end: to?.[1] ?? CALENDAR.end };
  }

  /** Ask for what a view needs and is not known. */
  want(view: Span, pixelsADay: number): void {
    this.events.want(this.windows(view));
    const unit = unitFor(pixelsADay);
    for (const one of ["month", "day"] as const) {
      const windows = one === unit ? this.windows(view, MARGIN) : [];
      this.fine[one].want(windows);
      this.honest[one].want(windows.filter((window) => this.fine[one].known(window)));
    }
  }

  /** The events around a view that are known, the most important first. */
  entries(view: Span): Entry[] {
    return entriesOf(inTurn(this.samples(this.windows(view, MARGIN)).map(({ events }) => events)));
  }

  /** Whether the view's windows hold more events than those that came. */
  isMore(view: Span): boolean {
    return this.samples(this.windows(view)).some(({ isPart }) => isPart);
  }

  private samples(windows: readonly Window[]): Sample[] {
    return windows.flatMap((window) => this.events.known(window) ?? []);
  }

  private isCrowded(window: Span): boolean {
    return countWithin(this.years, window) > CROWD;
  }

  density(view: Span, pixelsADay: number): Density {
    const unit = unitFor(pixelsADay);
    if (unit === "year") return { bars: this.years, unit };
    const windows = this.windows(view, MARGIN);
    if (!windows.some((window) => this.fine[unit].known(window))) return { bars: this.years, unit: "year" };
    return {
      bars: windows.flatMap((window) => this.honest[unit].known(window) ?? this.fine[unit].known(window) ?? []),
      unit,
    };
  }

  /** How many events begin before and after a view. */
  around(view: Span): readonly [before: number, after: number] {
    const far = 1e9;
    return [
      countWithin(this.years, { start: -far, end: view.start }),
      countWithin(this.years, { start: view.end, end: far }),
    ];
  }

  private windows(view: Span, margin = 0): Window[] {
    const { range } = this;
    return windowsOf(view, margin).filter((window) => window.start < range.end && window.end > range.start);
  }

  private pairs(window: Span): URLSearchParams {
    return within(filterPairs(this.question), this.clipped(window));
  }

  /** The part of a span that lies in the range; an edge of the range where none does. */
  clipped(span: Span): Span {
    const { range } = this;
    const start = Math.min(Math.max(span.start, range.start), range.end - 1);
    return { start, end: Math.max(start + 1, Math.min(span.end, range.end)) };
  }

  private askEvents(window: Window, signal: AbortSignal): Promise<Sample> {
    const draw = this.isCrowded(window) ? sampleCrowd : sample;
    return draw(window, async (span, chosen) => {
      if (chosen["match"] === "starts" && isEmpty(this.years, span)) return { items: [] };
      const pairs = this.pairs(span);
      for (const [name, value] of Object.entries(chosen)) if (!this.api.fixed.has(name)) pairs.set(name, value);
      return this.api.get<EventPage>("events", pairs, signal);
    });
  }

  private async askBars(
    unit: Unit,
    window: Span,
    signal: AbortSignal,
    precisions: readonly string[] = [],
  ): Promise<Bar[]> {
    const pairs = this.pairs(window);
    pairs.set("unit", unit);
    if (precisions.length) pairs.delete("precision");
    for (const one of precisions) pairs.append("precision", one);
    return barsOf(await this.api.get<Histogram>("events/histogram", pairs, signal));
  }

  private async askHonestBars(unit: Finer, window: Window, signal: AbortSignal): Promise<readonly Bar[]> {
    const chosen = merged(this.api.fixed, filterPairs(this.question)).getAll("precision");
    const fine = this.fine[unit].known(window) ?? [];
    const years = { start: dayOf(civil(window.start).year), end: dayOf(civil(window.end).year + 1) };
    const [coarse, wide]: [Bar[], Bar[]] = [[], []];
    for (const [over, names] of SPREAD[unit]) {
      const wanted = names.filter((one) => !chosen.length || chosen.includes(one));
      if (!wanted.length) continue;
      wide.push(...(await this.askBars(over, years, signal, wanted)));
      coarse.push(...(await this.askBars(unit, window, signal, wanted)));
    }
    return wide.length ? spread(fine, coarse, wide, unit, window) : fine;
  }
}
