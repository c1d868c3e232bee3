/** One event opened: its title, its date in words, what every source says, and why it has this date. */

import { type Answer, type Api, isAbort, Trouble } from "./api";
import type { Corrections } from "./corrections";
import { h, icon } from "./dom";
import { extentOf } from "./edtf";
import { messages } from "./messages";
import { marked, marksIn } from "./quotes";
import type { Explanation, FullEvent, Source } from "./types";
import { daysOf } from "./calendar";
import type { Words } from "./words";

const WEB = /^https?:\/\//i;

export interface DetailsTold {
  shown(event: FullEvent): void;
  closed(): void;
}

export class Details {
  readonly element: HTMLElement;
  private readonly body = h("div", { class: "body" });
  private asking = new AbortController();
  private back: HTMLElement | null = null;

  constructor(
    private readonly api: Api,
    private readonly words: Words,
    private readonly corrections: Corrections | null,
    private readonly told: DetailsTold,
  ) {
    const close = h("button", { type: "button", class: "close quiet", "aria-label": messages.close }, icon("close"));
    close.addEventListener("click", () => this.close());
    this.element = h(
      "aside",
      { class: "details", hidden: true, "aria-label": messages.open, tabindex: -1 },
      close,
      this.body,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Show an event by its id; the focus goes to its title, and back to `from` when it is closed. */
  async open(id: string, from: HTMLElement | null): Promise<void> {
    this.back = from ?? this.back;
    this.asking.abort();
    this.asking = new AbortController();
    this.element.hidden = false;
    this.body.replaceChildren(h("p", { class: "note" }, messages.loading));
    try {
      const answer = await this.api.ask<FullEvent>(this.api.url(`events/${encodeURIComponent(id)}`), {
        signal: this.asking.signal,
        key: this.corrections?.key || undefined,
      });
      this.show(answer);
      this.told.shown(answer.body);
    } catch (error) {
      if (isAbort(error)) return;
      this.fail(id, error);
    }
  }

  /** Say why there is no event to show; one that is not there is not asked for again. */
  private fail(id: string, error: unknown): void {
    const isMissing = error instanceof Trouble && error.reason === 404;
    const said = isMissing ? messages.noEvent : error instanceof Trouble ? error.message : messages.gone;
    this.body.replaceChildren(h("p", { class: "trouble", role: "alert" }, said));
    if (isMissing) {
      this.element.focus();
      return;
    }
    const again = h("button", { type: "button", class: "quiet" }, messages.again);
    again.addEventListener("click", () => void this.open(id, null));
    this.body.append(again);
    again.focus();
  }

  /** Close it; says whether it was open. */
  close(): boolean {
    if (!this.isOpen) return false;
    this.asking.abort();
    this.element.hidden = true;
    if (this.back?.isConnected) this.back.focus();
    this.back = null;
    this.told.closed();
    return true;
  }

  private show(answer: Answer<FullEvent>): void {
    const event = answer.body;
    const title = h("h2", { tabindex: -1, dir: "auto" }, event.title);
    this.body.replaceChildren(
      h("p", { class: "when" }, this.words.date(event.date)),
      title,
      ...this.manner(event),
      this.certainty(event),
      h("h3", {}, messages.sources(this.words.number(event.source_count), event.source_count === 1)),
      ...event.sources.map((source) => this.quote(source, event)),
      this.reasons(event),
    );
    if (this.corrections) this.body.append(this.corrections.tools(answer));
    this.element.scrollTop = 0;
    title.focus({ preventScroll: true });
  }

  /** What the shape of its band means. */
  private manner({ date }: FullEvent): HTMLElement[] {
    const extent = extentOf(date);
    const said = [
      extent && extent.kind !== "moment" ? messages.kinds[extent.kind] : "",
      /[~%]/.test(date.edtf) ? messages.circa : "",
      /[?%]/.test(date.edtf) ? messages.uncertain : "",
      extent?.startEdge === "open" ? messages.openStart : "",
      extent?.endEdge === "open" ? messages.openEnd : "",
    ].filter(Boolean);
    return said.length ? [h("p", { class: "manner" }, said.join(" "))] : [];
  }

  private certainty({ confidence, date }: FullEvent): HTMLElement {
    const share = this.words.share(confidence);
    const said = date.basis === "corrected" ? messages.confirmed : messages.confidenceWords;
    const full = h("span", {});
    full.style.width = `${confidence * 100}%`;
    const meter = h(
      "div",
      {
        class: "meter",
        role: "meter",
        "aria-label": messages.confidence,
        "aria-valuemin": 0,
        "aria-valuemax": 1,
        "aria-valuenow": confidence,
      },
      full,
    );
    return h("div", { class: "certainty" }, meter, h("p", {}, h("strong", {}, share), " ", said));
  }

  private quote(source: Source, event: FullEvent): HTMLElement {
    const why = source.explanation ?? (event.sources.length === 1 ? event.explanation : null);
    const marks = marksIn(source.sentence, source.char_start, why);
    const name = source.source ?? source.title ?? messages.unnamed;
    const link = source.url !== null && WEB.test(source.url);
    const days = daysOf((source.published ?? "").slice(0, 10));
    return h(
      "figure",
      { dir: "auto" },
      h("blockquote", {}, ...marked(source.sentence, marks)),
      !marks.length && why?.text ? h("p", { class: "note" }, messages.elsewhere(why.text)) : null,
      h(
        "figcaption",
        {},
        link ? h("a", { href: source.url, rel: "noopener external", target: "_blank" }, name) : name,
        source.title && source.title !== name ? h("cite", {}, source.title) : null,
        days ? h("span", {}, messages.published(this.words.day(days[0]))) : null,
      ),
    );
  }

  private reasons({ date, explanation }: FullEvent): HTMLElement {
    const rows = [
      row(messages.readFrom, date.text ? `“${date.text}”` : ""),
      ...(explanation ? this.steps(explanation) : []),
      row("EDTF", date.edtf),
      row(messages.rule, explanation?.rule ?? ""),
    ].flat();
    return h(
      "section",
      { class: "why" },
      h("h3", {}, messages.why),
      h("p", {}, messages.bases[date.basis] ?? ""),
      h("dl", {}, ...rows),
    );
  }

  private steps({ anchor, steps }: Explanation): HTMLElement[] {
    const from =
      anchor && anchor.kind !== "none"
        ? [messages.anchors[anchor.kind] ?? anchor.kind, anchor.edtf].filter(Boolean).join(", ")
        : "";
    return [...row(messages.anchor, from), ...row("", steps.join("; "))];
  }
}

function row(term: string, said: string): HTMLElement[] {
  return said ? [h("dt", {}, term), h("dd", { dir: "auto" }, said)] : [];
}
