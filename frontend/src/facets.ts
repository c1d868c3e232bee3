/** The values that one can filter by, with how many events have each. */

import { type Api, isAbort, Trouble } from "./api";
import type { Panel } from "./controls";
import { h } from "./dom";
import { messages } from "./messages";
import { EVERYTHING, filterPairs, LISTED, type Listed, type Question } from "./question";
import type { Facets, FacetValue } from "./types";
import type { Words } from "./words";

export class FacetPanel implements Panel {
  readonly element = h("div", { class: "panel facets", role: "group", "aria-label": messages.filters });
  private question: Question = EVERYTHING;
  private asking = new AbortController();

  constructor(
    private readonly api: Api,
    private readonly words: Words,
    private readonly ask: (question: Question) => void,
  ) {}

  show(question: Question): void {
    this.question = question;
    if (this.element.isConnected) this.opened();
  }

  opened(): void {
    void this.read();
  }

  private async read(): Promise<void> {
    this.asking.abort();
    this.asking = new AbortController();
    if (!this.element.childElementCount) this.element.replaceChildren(h("p", { class: "note" }, messages.loading));
    try {
      this.fill(await this.api.get<Facets>("events/facets", filterPairs(this.question), this.asking.signal));
    } catch (error) {
      if (isAbort(error)) return;
      const again = h("button", { type: "button" }, messages.again);
      again.addEventListener("click", () => this.opened());
      this.element.replaceChildren(
        h("p", { class: "trouble", role: "alert" }, error instanceof Trouble ? error.message : messages.gone),
        again,
      );
    }
  }

  private fill(facets: Facets): void {
    const focused = this.element.querySelector<HTMLInputElement>("input:focus")?.id;
    this.element.replaceChildren(...LISTED.map((name) => this.group(name, facets[name])));
    if (focused) this.element.querySelector<HTMLElement>(`[id="${CSS.escape(focused)}"]`)?.focus();
  }

  private group(name: Listed, values: readonly FacetValue[]): HTMLElement {
    const chosen = this.question[name];
    const absent = chosen
      .filter((value) => !values.some((one) => one.value === value))
      .map((value) => ({ value, count: 0 }));
    const all = [...values, ...absent];
    const boxes = all.map((one, n) => this.box(name, one, n, chosen.includes(one.value)));
    const inside = boxes.length ? boxes : [h("p", { class: "note" }, messages.noFacets)];
    return h("fieldset", {}, h("legend", {}, messages.facets[name]), ...inside);
  }

  private box(name: Listed, { value, count }: FacetValue, n: number, checked: boolean): HTMLElement {
    const id = `${name}-${n}`;
    const input = h("input", { type: "checkbox", id, checked });
    input.addEventListener("change", () => {
      const others = this.question[name].filter((one) => one !== value);
      this.ask({ ...this.question, [name]: input.checked ? [...others, value] : others });
    });
    const said = name === "precision" ? (messages.precisions[value] ?? value) : value;
    return h(
      "p",
      { class: "box" },
      input,
      h("label", { for: id }, h("bdi", {}, said), " ", h("small", {}, count ? this.words.number(count) : "")),
    );
  }
}
