/** A new article: its text is read, the events in it are shown where they stand, and only then it is saved. */

import { type Api, Trouble } from "./api";
import type { Panel } from "./controls";
import { h } from "./dom";
import { done } from "./jobs";
import { keep, key } from "./key";
import { keyFields } from "./key-fields";
import { messages } from "./messages";
import { marked, marksIn } from "./quotes";
import type { ExtractedEvent, Extraction, Job, Saved } from "./types";
import type { Words } from "./words";

const LARGEST = 4 * 1024 * 1024; // bytes: what the service takes unless told otherwise

interface Article {
  readonly text: string;
  readonly title?: string;
  readonly source?: string;
  readonly url?: string;
  readonly published?: string;
}

export class ArticlePanel implements Panel {
  readonly element: HTMLElement;
  private readonly text = h("textarea", {
    id: "add-text",
    rows: 8,
    required: true,
    dir: "auto",
    "aria-describedby": "add-text-hint",
  });
  private readonly file = h("input", { id: "add-file", type: "file", accept: ".txt,.md,text/plain,text/markdown" });
  private readonly title = h("input", { id: "add-title", maxlength: 1000, dir: "auto" });
  private readonly source = h("input", { id: "add-source", maxlength: 300, dir: "auto" });
  private readonly url = h("input", {
    id: "add-url",
    type: "url",
    maxlength: 2000,
    dir: "ltr",
    placeholder: "https://",
  });
  private readonly published = h("input", {
    id: "add-published",
    type: "date",
    "aria-describedby": "add-published-hint",
  });
  private readonly credentials = keyFields();
  private readonly trouble = h("p", { class: "trouble", role: "alert" });
  private readonly progress = h("p", { class: "note", role: "status" });
  private readonly found = h("div", { class: "found", tabindex: -1 });
  private readonly save = h("button", { type: "button", class: "save", hidden: true }, messages.save);

  constructor(
    private readonly api: Api,
    private readonly words: Words,
    private readonly saved: () => void,
  ) {
    const form = h(
      "form",
      { novalidate: true },
      field("add-text", messages.addText, this.text, h("small", { id: "add-text-hint" }, messages.addTextHint)),
      field("add-file", messages.addFile, this.file),
      h(
        "div",
        { class: "fields" },
        field("add-title", messages.addTitle, this.title),
        field("add-source", messages.addSource, this.source),
        field(
          "add-published",
          messages.addPublished,
          this.published,
          h("small", { id: "add-published-hint" }, messages.addPublishedHint),
        ),
        field("add-url", messages.addUrl, this.url),
      ),
      this.credentials.element,
      h("p", { class: "buttons" }, h("button", {}, messages.preview), this.save),
      this.trouble,
      this.progress,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.preview();
    });
    form.addEventListener("input", ({ target }) => {
      this.trouble.textContent = "";
      if (!this.credentials.element.contains(target as Node)) this.changed(); // a key changes nothing of the article
    });
    this.file.addEventListener("change", () => void this.read());
    this.save.addEventListener("click", () => void this.store());
    this.element = h("div", { class: "panel add", role: "group", "aria-label": messages.add }, form, this.found);
  }

  opened(): void {
    this.credentials.refresh();
    this.text.focus();
  }

  /** What was read is of another text now. */
  private changed(): void {
    this.save.hidden = true;
    this.trouble.textContent = "";
    this.found.replaceChildren();
  }

  private async read(): Promise<void> {
    const file = this.file.files?.[0];
    if (!file) return;
    this.changed();
    const text = file.size > LARGEST ? "" : await file.text();
    const flaw = file.size > LARGEST ? messages.fileTooLarge : /[\0\uFFFD]/.test(text) ? messages.notText : "";
    this.trouble.textContent = flaw;
    if (!flaw) this.text.value = text;
  }

  private get article(): Article {
    const given = { title: this.title, source: this.source, url: this.url, published: this.published };
    const filled = Object.entries(given).flatMap(([name, { value }]) => (value.trim() ? [[name, value.trim()]] : []));
    return { text: this.text.value, ...(Object.fromEntries(filled) as Omit<Article, "text">) };
  }

  private async preview(): Promise<void> {
    if (!this.text.value.trim()) {
      this.trouble.textContent = messages.needText;
      this.text.focus();
      return;
    }
    const extraction = await this.tried(() => this.send<Extraction>("extract"));
    if (!extraction) return;
    this.show(extraction);
    this.save.hidden = false;
  }

  private async store(): Promise<void> {
    if (!this.credentials.value().trim()) {
      this.trouble.textContent = messages.needKey;
      this.credentials.element.querySelector("input")?.focus();
      return;
    }
    this.save.disabled = true; // a second click would only wait for the same article
    const count = await this.stored();
    this.save.disabled = false;
    if (count === null) return;
    for (const input of [this.text, this.file, this.title, this.source, this.url, this.published]) input.value = "";
    this.changed();
    this.found.replaceChildren(
      h("p", { class: "done", role: "alert" }, messages.saved(this.words.number(count), count === 1)),
    );
    this.saved();
  }

  /** Save the article, which the service may do after its answer; how many events it has. */
  private stored(): Promise<number | null> {
    return this.tried(async () => {
      const answer = await this.send<Saved | Job>("articles");
      if ("events" in answer) return answer.events.length;
      const job = await done(this.api, answer, key(), (progress) => {
        this.progress.textContent = messages.reading(this.words.share(progress));
      });
      return job.result?.event_ids.length ?? 0;
    });
  }

  private async send<T>(path: "extract" | "articles"): Promise<T> {
    return (await this.api.ask<T>(this.api.url(path), { method: "POST", json: this.article, key: key() })).body;
  }

  /** What came of asking the service; null, with the trouble said, when nothing did. */
  private async tried<T>(ask: () => Promise<T>): Promise<T | null> {
    keep(this.credentials.value(), this.credentials.kept());
    this.trouble.textContent = "";
    try {
      return await ask();
    } catch (error) {
      this.trouble.textContent = error instanceof Trouble ? error.message : messages.gone;
      return null;
    } finally {
      this.progress.textContent = "";
    }
  }

  private show({ events, warnings }: Extraction): void {
    const inOrder = [...events].sort((a, b) => a.start - b.start || a.end - b.end);
    let reached = 0;
    const apart = inOrder.filter(({ start, end }) => {
      const isApart = start >= reached;
      reached = Math.max(reached, end);
      return isApart;
    });
    const count = events.length;
    const heading = count ? messages.previewOf(this.words.number(count), count === 1) : messages.previewNone;
    const text = marked(
      this.text.value,
      apart.map((event) => [event.start, event.end]),
      (words, n) => this.mark(words, inOrder, apart[n]),
    );
    this.found.replaceChildren(
      h("h3", {}, heading),
      ...warnings.map((warning) => h("p", { class: "note" }, warning)),
      h("div", { class: "article", dir: "auto", tabindex: 0, role: "group", "aria-label": messages.addText }, ...text),
    );
    this.found.focus();
  }

  /** A stretch that tells events: the words of its date stand out, and each date in it follows. */
  private mark(words: string, events: readonly ExtractedEvent[], at: ExtractedEvent | undefined): Node {
    if (!at) return document.createTextNode(words);
    const here = events.filter((event) => event.start >= at.start && event.start < at.end);
    const dated = marked(words, marksIn(words, at.start, at.explanation), (date) => h("strong", {}, date));
    const dates = [...new Set(here.map((event) => this.words.date({ ...event.date, display: "" })))];
    return h("mark", {}, ...dated, ...dates.map((date) => h("small", {}, date)));
  }
}

function field(id: string, name: string, input: HTMLElement, hint?: HTMLElement): HTMLElement {
  return h("p", {}, h("label", { for: id }, name), input, hint);
}
