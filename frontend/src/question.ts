/** Which events are asked for: the filters that a reader can change, and those that the page's author fixed in `src`. */

import { isoDay } from "./calendar";
import type { Span } from "./types";

export const SORTS = ["date", "-date", "importance", "relevance"] as const;
export type Sort = (typeof SORTS)[number];
export const LISTED = ["source", "entity", "precision"] as const;
export type Listed = (typeof LISTED)[number];

export interface Question {
  readonly q: string;
  readonly from: string;
  readonly to: string;
  readonly source: readonly string[];
  readonly entity: readonly string[];
  readonly precision: readonly string[];
  readonly sort: Sort;
}

export const EVERYTHING: Question = { q: "", from: "", to: "", source: [], entity: [], precision: [], sort: "date" };

/** The filters of a query string; what it says of other things is left alone. */
export function readQuestion(pairs: URLSearchParams): Question {
  const sort = SORTS.find((one) => one === pairs.get("sort")) ?? "date";
  const q = pairs.get("q")?.trim() ?? "";
  return {
    q,
    from: pairs.get("from")?.trim() ?? "",
    to: pairs.get("to")?.trim() ?? "",
    source: pairs.getAll("source"),
    entity: pairs.getAll("entity"),
    precision: pairs.getAll("precision"),
    sort: sort === "relevance" && !q ? "date" : sort,
  };
}

/** The filters as parameters, without the order. */
export function filterPairs(question: Question): URLSearchParams {
  const pairs = new URLSearchParams();
  for (const name of ["q", "from", "to"] as const) if (question[name]) pairs.set(name, question[name]);
  for (const name of LISTED) for (const value of question[name]) pairs.append(name, value);
  return pairs;
}

/** The filters and the order as parameters. */
export function questionPairs(question: Question): URLSearchParams {
  const pairs = filterPairs(question);
  if (question.sort !== "date") pairs.set("sort", question.sort);
  return pairs;
}

export function isFiltered(question: Question): boolean {
  return filterPairs(question).size > 0;
}

/** The same parameters for the part of the range that lies in a window of whole days. */
export function within(pairs: URLSearchParams, window: Span): URLSearchParams {
  const narrowed = new URLSearchParams(pairs);
  narrowed.set("from", isoDay(window.start));
  narrowed.set("to", isoDay(Math.max(window.start, window.end - 1)));
  return narrowed;
}
