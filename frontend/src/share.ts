/** What one can take away: a link to the view, the curl line, the embed snippet, and the events in every form. */

import type { Api } from "./api";
import type { Panel } from "./controls";
import { h } from "./dom";
import { messages } from "./messages";
import { filterPairs, questionPairs, type Question } from "./question";

export interface Shared {
  readonly question: Question;
  /** The address of what is shown now. */
  readonly link: string;
}

export class SharePanel implements Panel {
  readonly element = h("div", { class: "panel share", role: "group", "aria-label": messages.share });
  private readonly said = h("p", { class: "note", role: "alert" });

  constructor(
    private readonly api: Api,
    private readonly script: string,
    private readonly shared: () => Shared,
  ) {}

  opened(): void {
    const { question, link } = this.shared();
    const address = this.api.url("events", questionPairs(question));
    const tag = `<script src="${this.script}" defer></script>`;
    const element = `<event-timeline src="${escaped(address)}"></event-timeline>`;
    this.said.textContent = "";
    if (this.api.isLocked) {
      const curl = `curl -H "Authorization: Bearer $KEY" '${address.replaceAll("'", "%27")}'`;
      this.element.replaceChildren(this.line(messages.copyLink, link), this.line(messages.copyCurl, curl), this.said);
      return; // a link gives no key, and neither should a page of somebody else's
    }
    this.element.replaceChildren(
      this.line(messages.copyLink, link),
      this.line(messages.copyCurl, `curl '${address.replaceAll("'", "%27")}'`),
      this.line(messages.copyEmbed, `${tag}\n${element}`),
      this.said,
      h("p", { class: "note" }, messages.downloadHint),
      h("ul", { class: "downloads" }, ...this.forms(question)),
    );
  }

  private line(name: string, text: string): HTMLElement {
    const code = h("code", { tabindex: 0, dir: "ltr" }, text);
    const button = h("button", { type: "button" }, name);
    button.addEventListener("click", () => void this.copy(text, button, name, code));
    return h("div", { class: "line" }, code, button);
  }

  private async copy(text: string, button: HTMLElement, name: string, code: HTMLElement): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = messages.copied;
      setTimeout(() => (button.textContent = name), 1600);
    } catch {
      this.said.textContent = messages.copyFailed; // no permission, or no https
      getSelection()?.selectAllChildren(code);
    }
  }

  private forms(question: Question): HTMLElement[] {
    return Object.entries(messages.forms).map(([form, name]) => {
      const pairs = filterPairs(question);
      pairs.set("format", form);
      if (form !== "csv" && form !== "ndjson") pairs.set("limit", "1000"); // those two hold everything without one
      return h(
        "li",
        {},
        h("a", { href: this.api.url("events", pairs), download: `timeline.${EXTENSIONS[form] ?? form}` }, name),
      );
    });
  }
}

const EXTENSIONS: Readonly<Record<string, string>> = { atom: "xml", timelinejs: "json", vis: "json" };

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
