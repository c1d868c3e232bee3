/** The row over the drawing: words, range, and buttons that open one panel at a time under it. */

import { isoYear, daysOf } from "./calendar";
import { h, icon } from "./dom";
import { FacetPanel } from "./facets";
import { messages } from "./messages";
import { isFiltered, LISTED, type Question } from "./question";

export interface Panel {
  readonly element: HTMLElement;
  /** Called each time that it is opened. */
  opened(): void;
}

export interface Tool {
  readonly name: string;
  readonly icon: Parameters<typeof icon>[0];
  readonly panel: Panel;
}

export class Controls {
  readonly element: HTMLElement;
  private readonly words = h("input", {
    type: "search",
    name: "q",
    maxlength: 500,
    placeholder: messages.search,
    "aria-label": messages.search,
    autocomplete: "off",
    enterkeyhint: "search",
    dir: "auto",
  });
  private readonly from = dateInput("from", messages.from);
  private readonly to = dateInput("to", messages.to);
  private readonly flaw = h("p", { class: "trouble", role: "alert", id: "flaw" });
  private readonly chips = h("ul", { class: "chosen", "aria-label": messages.filters });
  private readonly panels = h("div", { class: "panels" });
  private readonly buttons = new Map<Panel, HTMLElement>();
  private question: Question;

  constructor(
    question: Question,
    private readonly facets: FacetPanel,
    tools: readonly Tool[],
    private readonly ask: (question: Question) => void,
  ) {
    this.question = question;
    const submit = h("button", { class: "show", "aria-label": messages.show }, icon("search"));
    const range = h(
      "div",
      { class: "range", role: "group", title: messages.dateHint },
      this.from,
      h("span", { "aria-hidden": "true" }, "–"),
      this.to,
    );
    const form = h(
      "form",
      { role: "search", novalidate: true },
      h("div", { class: "words" }, this.words, submit),
      range,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    for (const input of [this.from, this.to]) input.addEventListener("change", () => this.submit());
    this.words.addEventListener("search", () => this.submit()); // also when it is cleared by its cross
    const all: Tool[] = [{ name: messages.filters, icon: "filters", panel: facets }, ...tools];
    const row = h("div", { class: "tools" }, ...all.map((tool) => this.button(tool)));
    this.element = h(
      "div",
      { class: "controls" },
      h("div", { class: "row" }, form, row),
      this.flaw,
      this.chips,
      this.panels,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closePanel();
    });
    this.show(question);
  }

  /** Say what is asked for now. */
  show(question: Question): void {
    this.question = question;
    this.words.value = question.q;
    this.from.value = readable(question.from);
    this.to.value = readable(question.to);
    this.facets.show(question);
    const chips = LISTED.flatMap((name) => question[name].map((value) => this.chip(name, value)));
    const clear = h("button", { type: "button", class: "quiet" }, messages.clear);
    clear.addEventListener("click", () =>
      this.ask({ ...question, q: "", from: "", to: "", source: [], entity: [], precision: [], sort: "date" }),
    );
    this.chips.replaceChildren(...chips, ...(isFiltered(question) ? [h("li", {}, clear)] : []));
    this.chips.hidden = !isFiltered(question);
  }

  focusSearch(): void {
    this.words.focus();
    this.words.select();
  }

  closePanel(): void {
    const open = this.panels.firstElementChild;
    if (!open) return;
    open.remove();
    for (const [panel, button] of this.buttons) {
      button.setAttribute("aria-expanded", "false");
      if (panel.element === open) button.focus();
    }
  }

  private button({ name, icon: sign, panel }: Tool): HTMLElement {
    const button = h(
      "button",
      { type: "button", class: "tool", "aria-expanded": "false" },
      icon(sign),
      h("span", {}, name),
    );
    button.addEventListener("click", () => {
      const wasOpen = panel.element.isConnected;
      this.closePanel();
      if (wasOpen) return;
      button.setAttribute("aria-expanded", "true");
      this.panels.append(panel.element);
      panel.opened();
    });
    this.buttons.set(panel, button);
    return button;
  }

  private chip(name: (typeof LISTED)[number], value: string): HTMLElement {
    const said = name === "precision" ? `${messages.facets.precision} ${messages.precisions[value] ?? value}` : value;
    const button = h(
      "button",
      { type: "button", class: "chosen-one", dir: "auto", "aria-label": messages.clearOne(said) },
      said,
      icon("close"),
    );
    button.addEventListener("click", () =>
      this.ask({ ...this.question, [name]: this.question[name].filter((one) => one !== value) }),
    );
    return h("li", {}, button);
  }

  private submit(): void {
    const [from, to] = [iso(this.from.value), iso(this.to.value)];
    const bad = [[this.from, from] as const, [this.to, to] as const].find(([, read]) => read === null);
    for (const input of [this.from, this.to]) input.toggleAttribute("aria-invalid", input === bad?.[0]);
    this.flaw.textContent = bad ? messages.badDate(bad[0].value.trim()) : "";
    if (bad || from === null || to === null) return;
    const [first, last] = [daysOf(from), daysOf(to)];
    if (first && last && first[0] >= last[1]) {
      this.flaw.textContent = messages.badRange;
      return;
    }
    const q = this.words.value.trim();
    const sort = this.question.sort === "relevance" && !q ? "date" : this.question.sort;
    const asked = { ...this.question, q, from, to, sort };
    if (JSON.stringify(asked) !== JSON.stringify(this.question)) this.ask(asked);
  }
}

function dateInput(name: string, label: string): HTMLInputElement {
  return h("input", {
    name,
    placeholder: label,
    "aria-label": label,
    autocomplete: "off",
    size: 10,
    "aria-describedby": "flaw",
  });
}

const AFTER = /^(?:a\.?\s*d\.?|c\.?\s*e\.?)?\s*(\d{1,4})\s*(?:a\.?\s*d\.?|c\.?\s*e\.?)?$/i;
const BEFORE = /^(\d{1,10})\s*b\.?\s*c\.?\s*(?:e\.?)?$/i;

/** What a person wrote as `from` and `to` take it; empty stays empty, null is no date. */
function iso(text: string): string | null {
  const trimmed = text.trim().replace(/^[−–]/, "-");
  if (!trimmed) return "";
  const before = BEFORE.exec(trimmed);
  const read = before
    ? isoYear(1 - Number(before[1]))
    : /^-\d{1,3}$/.test(trimmed)
      ? isoYear(Number(trimmed))
      : trimmed.replace(AFTER, (_, year) => isoYear(Number(year)));
  const days = daysOf(read);
  return days && (/^-?\d{4}(-|$)/.test(read) || /^(Y-?|-)[1-9]\d{4,9}$/.test(read)) ? read : null;
}

function readable(text: string): string {
  const year = Number(text.replace("Y", ""));
  if (/^(?:Y?-|0000$)/.test(text) && Number.isInteger(year)) return `${1 - year} BC`;
  return /^0\d{3}$/.test(text) ? `${year} AD` : text; // 0020 looks like no year
}
