/** What is shown, in the page's address: filters, order, view and the open event, so that a view can be shared. */

import { civil, isoDay, isoYear, daysOf } from "./calendar";
import { questionPairs, readQuestion, type Question } from "./question";
import type { Span } from "./types";

export interface Place {
  readonly question: Question;
  readonly view: Span | null;
  readonly event: string | null;
}

const OURS = ["q", "from", "to", "source", "entity", "precision", "sort", "view", "event"];

export function readPlace(search: string): Place {
  const pairs = new URLSearchParams(search);
  return { question: readQuestion(pairs), view: readView(pairs.get("view") ?? ""), event: pairs.get("event") };
}

/** The address with this place in it; parameters that are not ours stay. */
export function placed(address: string, { question, view, event }: Place): string {
  const url = new URL(address);
  const pairs = questionPairs(question);
  for (const [name, value] of url.searchParams)
    if (!OURS.includes(name) && name !== "cursor") pairs.append(name, value);
  if (view) pairs.set("view", writeView(view));
  if (event) pairs.set("event", event);
  url.search = pairs.toString();
  return url.href;
}

/** As short as the length of the view allows: years, days, or a day and thousandths of it. */
function writeView({ start, end }: Span): string {
  const length = end - start;
  if (length > 3650) return `${isoYear(civil(start).year)}..${isoYear(civil(end).year)}`;
  if (length > 10) return `${isoDay(start)}..${isoDay(end)}`;
  return `${start.toFixed(3)}..${end.toFixed(3)}`;
}

function readView(text: string): Span | null {
  const [from = "", to = ""] = text.split("..");
  const [start, end] = [readEnd(from), readEnd(to)];
  return start !== null && end !== null && end > start ? { start, end } : null;
}

function readEnd(text: string): number | null {
  if (/^-?\d+\.\d{3}$/.test(text)) return Number(text);
  return daysOf(text)?.[0] ?? null;
}
