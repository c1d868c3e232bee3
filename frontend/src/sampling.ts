/** Which events stand for a window that holds more than come at once. */

import { daysOf } from "./calendar";
import type { EventPage, Span, TimelineEvent } from "./types";

/** The events of a window that are drawn, the most important first, and whether it holds more. */
export interface Sample {
  readonly events: readonly TimelineEvent[];
  readonly isPart: boolean;
}

const A_WINDOW = 300; // events, the most important ones
const FEW = 12; // events: fewer than these would leave the drawing bare
const SLICES = 8; // of a window, an event each

/** The page of a span with these parameters beside the filters. */
export type Ask = (span: Span, pairs: Readonly<Record<string, string>>) => Promise<EventPage>;

/** What to draw of a window.
 *
 * Where more events are there than came, those are drawn that are more important than any that did not come: of
 * equals, those that came are of the window's first days. In an archive nearly all are equals, and few or none stand
 * out; then the most important of each slice of the window is drawn beside them, so that they are spread over it.
 */
export async function sample(window: Span, ask: Ask): Promise<Sample> {
  const page = await ask(window, { sort: "importance", limit: String(A_WINDOW), count: "exact" });
  const isPart = (page.count ?? 0) > page.items.length;
  const events = isPart ? standingOut(page.items) : page.items;
  if (!isPart || events.length >= FEW) return { events, isPart };
  return { events: [...events, ...(await ofSlices(window, ask, "importance"))], isPart };
}

/** What to draw of a window with so many events that to find the most important ones takes long: the first of each
 * slice of it.
 */
export async function sampleCrowd(window: Span, ask: Ask): Promise<Sample> {
  return { events: await ofSlices(window, ask, "date"), isPart: true };
}

async function ofSlices(window: Span, ask: Ask, sort: "importance" | "date"): Promise<TimelineEvent[]> {
  const pairs = { sort, limit: "1", match: "starts" };
  const pages = await Promise.all(sliced(window).map((slice) => ask(slice, pairs)));
  return inTurn(pages.map(({ items }) => items));
}

/** The first of each list, then the second of each, and so on. */
export function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const most = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: most }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
}

/** Slices of whole days; a window of few days has fewer. */
function sliced({ start, end }: Span): Span[] {
  const length = Math.ceil((end - start) / SLICES);
  const count = Math.ceil((end - start) / length);
  return Array.from({ length: count }, (_, n) => ({
    start: start + n * length,
    end: Math.min(end, start + (n + 1) * length),
  }));
}

function standingOut(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  const last = events.at(-1);
  if (!last) return events;
  const least = importance(last);
  return events.filter((event) => importance(event) > least);
}

/** As the service weighs events (docs/decisions/09-importance.md). */
function importance({ confidence, source_count, date }: TimelineEvent): number {
  const days = (daysOf(date.end ?? "")?.[1] ?? 1) - (daysOf(date.start ?? "")?.[0] ?? 0);
  return Math.round(
    (1000 * confidence * (1 + Math.log2(Math.max(source_count, 1)))) / (1 + Math.log10(Math.max(days, 1))),
  );
}
