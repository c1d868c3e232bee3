/** What the service answers, as far as the component reads it. See the service's `/openapi.json`. */

export interface EventDate {
  readonly edtf: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly precision: string;
  readonly qualifier: "" | "?" | "~" | "%";
  readonly basis: string;
  readonly timex: string;
  readonly text: string;
  readonly display: string;
}

export interface Anchor {
  readonly kind: string;
  readonly edtf: string;
  readonly text: string;
}

export interface Explanation {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly anchor: Anchor | null;
  readonly steps: readonly string[];
}

export interface Source {
  readonly article_id: string;
  readonly url: string | null;
  readonly title: string | null;
  readonly source: string | null;
  readonly published: string | null;
  readonly sentence: string;
  readonly char_start: number;
  readonly char_end: number;
  readonly explanation?: Explanation | null;
}

export interface TimelineEvent {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly date: EventDate;
  readonly confidence: number;
  readonly entities: readonly string[];
  readonly source_count: number;
  readonly sources: readonly Source[];
  readonly links: { readonly self: string };
}

export interface FullEvent extends TimelineEvent {
  readonly explanation: Explanation | null;
  readonly hidden: boolean;
  readonly history: readonly { readonly at: string; readonly by: string }[];
}

export interface EventPage {
  readonly items: readonly TimelineEvent[];
  readonly next?: string;
  readonly count?: number;
}

export interface Histogram {
  readonly unit: Unit;
  readonly periods: readonly { readonly period: string; readonly count: number }[];
  readonly before: number;
  readonly count: number;
}

export type Unit = "year" | "month" | "day";

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

export type Facets = Readonly<Record<"source" | "entity" | "precision", readonly FacetValue[]>>;

export interface ExtractedEvent {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly text: string;
  readonly date: Omit<EventDate, "display">;
  readonly confidence: number;
  readonly explanation: Explanation;
}

export interface Extraction {
  readonly events: readonly ExtractedEvent[];
  readonly warnings: readonly string[];
}

/** An article that was saved, with its events. */
export interface Saved {
  readonly events: readonly TimelineEvent[];
}

/** Work that goes on after the answer. */
export interface Job {
  readonly id: string;
  readonly state: "queued" | "running" | "done" | "failed";
  readonly progress: number;
  readonly result: { readonly event_ids: readonly string[] } | null;
  readonly error: string | null;
}

/** A stretch of time in days, `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
