/** The drawing with what lies over it: zoom buttons, how many events there are to either side, messages, opened heaps. */

import { Drawing } from "./drawing";
import { h, icon } from "./dom";
import { keep } from "./key";
import { type KeyFields, keyFields } from "./key-fields";
import { messages } from "./messages";
import type { Entry } from "./placement";
import type { Span } from "./types";
import type { Words } from "./words";

export interface StageChosen {
  open(entry: Entry): void;
  zoom(factor: number): void;
  fit(): void;
  go(where: "earlier" | "later" | "list"): void;
  enlarge(span: Span): void;
  again(): void;
}

const HINT = 2200; // milliseconds

export class Stage {
  readonly element: HTMLElement;
  readonly drawing: Drawing;
  private readonly before = edge("before");
  private readonly after = edge("after");
  private readonly count = h("button", { type: "button", class: "count quiet" });
  private readonly trouble = h("div", { class: "trouble banner", role: "alert", hidden: true });
  private readonly empty = h("p", { class: "empty", hidden: true });
  private readonly hint = h("p", { class: "hint", "aria-hidden": "true" }, messages.toZoom);
  private readonly heap = h("div", { class: "heap-list", role: "dialog", hidden: true, tabindex: -1 });
  private hinted = 0;

  constructor(
    private readonly words: Words,
    private readonly chosen: StageChosen,
  ) {
    this.drawing = new Drawing(words, {
      open: (entry) => chosen.open(entry),
      openHeap: (entries, at) => this.openHeap(entries, at),
      enlarge: (span) => chosen.enlarge(span),
    });
    this.before.addEventListener("click", () => chosen.go("earlier"));
    this.after.addEventListener("click", () => chosen.go("later"));
    this.count.addEventListener("click", () => chosen.go("list"));
    this.heap.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closeHeap();
      event.stopPropagation();
    });
    const zooms = h(
      "div",
      { class: "zooms" },
      sign("plus", messages.zoomIn, () => chosen.zoom(2)),
      sign("minus", messages.zoomOut, () => chosen.zoom(0.5)),
      sign("fit", messages.fit, () => chosen.fit()),
    );
    const keys = h("p", { class: "keys", "aria-hidden": "true" }, messages.keys);
    const foot = h("div", { class: "foot" }, this.before, this.count, keys, zooms, this.after);
    this.element = h(
      "div",
      { class: "stage" },
      this.drawing.element,
      foot,
      this.hint,
      this.empty,
      this.trouble,
      this.heap,
    );
  }

  /** Say how many events begin before and after the view, and how many there are in it. */
  tell(before: number, after: number, count: string): void {
    const [earlier, later] = [this.words.number(before), this.words.number(after)];
    this.before.hidden = before === 0;
    this.after.hidden = after === 0;
    this.before.lastElementChild?.replaceChildren(messages.earlier(earlier));
    this.after.lastElementChild?.replaceChildren(messages.later(later));
    this.count.textContent = count;
    this.count.hidden = !count;
  }

  /** Something went wrong; null when all is well again. */
  tellTrouble(message: string | null): void {
    this.trouble.hidden = message === null;
    if (message !== null) this.ask(message, null);
  }

  /** Reading takes a key. */
  askForKey(message: string): void {
    this.trouble.hidden = false;
    this.ask(message, keyFields());
  }

  private ask(message: string, key: KeyFields | null): void {
    const again = h("button", {}, key ? messages.show : messages.again);
    const form = h("form", { novalidate: true }, h("p", {}, message), key?.element, again);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (key) keep(key.value(), key.kept());
      this.chosen.again();
    });
    this.trouble.replaceChildren(form);
  }

  tellEmpty(message: string): void {
    this.empty.textContent = message;
    this.empty.hidden = !message;
  }

  busy(isBusy: boolean): void {
    this.element.classList.toggle("busy", isBusy);
  }

  hintAtZoom(): void {
    this.hint.classList.add("seen");
    clearTimeout(this.hinted);
    this.hinted = window.setTimeout(() => this.hint.classList.remove("seen"), HINT);
  }

  private openHeap(entries: readonly Entry[], at: HTMLElement): void {
    const close = h("button", { type: "button", class: "close quiet", "aria-label": messages.close }, icon("close"));
    close.addEventListener("click", () => this.closeHeap());
    const items = entries.map((entry) => {
      const button = h(
        "button",
        { type: "button" },
        h("span", { class: "when" }, this.words.date(entry.event.date)),
        h("span", { class: "what", dir: "auto" }, entry.event.title),
      );
      button.addEventListener("click", () => this.chosen.open(entry));
      return h("li", {}, button);
    });
    const count = messages.events(this.words.number(entries.length), entries.length === 1);
    this.heap.replaceChildren(h("p", { class: "head" }, count), close, h("ul", {}, ...items));
    this.heap.setAttribute("aria-label", count);
    this.heap.hidden = false;
    const [stage, chip] = [this.element.getBoundingClientRect(), at.getBoundingClientRect()];
    const width = this.heap.offsetWidth;
    const left = Math.min(Math.max(8, chip.left - stage.left - 24), stage.width - width - 8);
    this.heap.style.left = `${left}px`;
    items[0]?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Close the opened heap; says whether there was one. */
  closeHeap(): boolean {
    if (this.heap.hidden) return false;
    this.heap.hidden = true;
    this.drawing.element.focus({ preventScroll: true });
    return true;
  }
}

function edge(side: "before" | "after"): HTMLButtonElement {
  const arrow = h("span", { "aria-hidden": "true", class: side === "before" ? "arrow" : "arrow onwards" });
  return h("button", { type: "button", class: `edge quiet ${side}`, hidden: true }, arrow, h("span", {}));
}

function sign(name: Parameters<typeof icon>[0], label: string, act: () => void): HTMLElement {
  const button = h("button", { type: "button", "aria-label": label, title: label }, icon(name));
  button.addEventListener("click", act);
  return button;
}
