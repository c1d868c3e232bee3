/** The events of the view as a list in the document: for screen readers, for paper, and for whoever likes to read. */

import { type Api, isAbort, merged, Trouble } from "./api";
import { h } from "./dom";
import { messages } from "./messages";
import { EVERYTHING, filterPairs, type Question, SORTS, type Sort, within } from "./question";
import type { EventPage, Span, TimelineEvent } from "./types";
import type { Words } from "./words";

const A_PAGE = 30;

export interface ListChosen {
  open(event: TimelineEvent, from: HTMLElement): void;
  sort(sort: Sort): void;
}

export class EventList {
  readonly element: HTMLElement;
  private readonly heading = h("h2", { id: "list", tabindex: -1 }, messages.list);
  private readonly items = h("ol", { class: "events", "aria-labelledby": "list" });
  private readonly note = h("p", { class: "note" });
  private readonly listed = h("p", { class: "note listed" }); // for paper, where nothing can show more
  private readonly more = h("button", { type: "button", class: "more quiet" }, messages.listMore);
  private readonly order = h("select", { id: "sort" });
  private asking = new AbortController();
  private next: string | undefined;

  constructor(
    private readonly api: Api,
    private readonly words: Words,
    private readonly chosen: ListChosen,
  ) {
    const order = h("p", { class: "order" }, h("label", { for: "sort" }, messages.sort), this.order);
    this.element = h(
      "section",
      { class: "list", "aria-labelledby": "list" },
      h("div", { class: "head" }, this.heading, order),
      this.items,
      this.note,
      this.listed,
      this.more,
    );
    this.more.hidden = true;
    this.offerOrders(EVERYTHING);
    this.more.addEventListener("click", () => void this.continue());
    this.order.addEventListener("change", () => chosen.sort(this.order.value as Sort));
  }

  /** List the events of a view from the start; says how many there are, null when that cannot be told. */
  async show(question: Question, view: Span, when: string): Promise<number | null> {
    let count: number | null = null;
    this.offerOrders(question);
    this.asking.abort();
    this.asking = new AbortController();
    const pairs = within(filterPairs(question), view);
    pairs.set("sort", question.sort);
    pairs.set("limit", String(A_PAGE));
    pairs.set("count", "exact");
    await this.read(this.api.url("events", pairs), (page) => {
      this.heading.textContent = messages.list;
      count = page.count ?? page.items.length;
      this.heading.append(h("small", {}, ` ${messages.events(this.words.number(count), count === 1)}, ${when}`));
      this.items.replaceChildren();
    });
    return count;
  }

  focus(): void {
    this.heading.scrollIntoView({ block: "start", behavior: "smooth" });
    this.heading.focus({ preventScroll: true });
  }

  private async continue(): Promise<void> {
    if (!this.next) return;
    const first = this.items.childElementCount;
    await this.read(new URL(this.next, this.api.base).href);
    this.items.children[first]?.querySelector("button")?.focus();
  }

  private async read(url: string, fresh?: (page: EventPage) => void): Promise<void> {
    this.more.disabled = true;
    try {
      const { body } = await this.api.ask<EventPage>(url, { signal: this.asking.signal });
      fresh?.(body);
      this.items.append(...body.items.map((event) => this.item(event)));
      this.next = body.next;
      const shown = this.words.number(this.items.childElementCount);
      this.listed.textContent = body.next ? messages.listed(shown, this.words.number(body.count ?? 0)) : "";
      this.more.hidden = !body.next;
      this.note.textContent = this.items.childElementCount ? "" : messages.none;
    } catch (error) {
      if (isAbort(error)) return;
      this.note.textContent = error instanceof Trouble ? error.message : messages.gone;
      if (fresh) this.items.replaceChildren();
      this.more.hidden = true;
    }
    this.more.disabled = false;
  }

  private item(event: TimelineEvent): HTMLElement {
    const title = h("button", { type: "button", class: "title", dir: "auto" }, event.title);
    title.addEventListener("click", () => this.chosen.open(event, title));
    const told = [...new Set(event.sources.map((source) => source.source ?? source.title ?? messages.unnamed))].join(
      ", ",
    );
    return h(
      "li",
      {},
      h("p", { class: "when" }, this.words.date(event.date)),
      h(
        "div",
        {},
        h("h3", {}, title),
        saysMore(event) && h("p", { class: "told", dir: "auto" }, event.text),
        h("p", { class: "by" }, h("bdi", {}, told)),
      ),
    );
  }

  private offerOrders(question: Question): void {
    const sorts = SORTS.filter(
      (sort) => sort !== "relevance" || question.q || merged(this.api.fixed, new URLSearchParams()).has("q"),
    );
    this.order.replaceChildren(
      ...sorts.map((sort) => h("option", { value: sort, selected: sort === question.sort }, messages.sorts[sort])),
    );
  }
}

/** Whether the sentence says anything that the title does not. */
function saysMore({ title, text }: TimelineEvent): boolean {
  return text.replace(/[\p{P}\s]+$/u, "").toLowerCase() !== title.replace(/[\p{P}\s]+$/u, "").toLowerCase();
}
