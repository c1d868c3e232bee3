/** What a person with a key can put right: the title, the date, or that the event is shown at all. */

import { type Answer, type Api, Trouble } from "./api";
import { h, icon } from "./dom";
import { keep, key } from "./key";
import { keyFields } from "./key-fields";
import { messages } from "./messages";
import type { FullEvent } from "./types";

interface Patch {
  readonly title?: string | null;
  readonly date?: { readonly edtf: string } | null;
  readonly hidden?: boolean;
}

export interface Outcome {
  /** The event has changed: read it again, and everything with it. */
  changed(id: string): void;
  /** The event is gone from the timeline. */
  hidden(): void;
}

export class Corrections {
  constructor(
    private readonly api: Api,
    private readonly outcome: Outcome,
  ) {}

  get key(): string {
    return key();
  }

  /** A button that opens the form for an event as it was answered. */
  tools({ body: event, tag }: Answer<FullEvent>): HTMLElement {
    const place = h("section", { class: "correct" });
    const open = h("button", { type: "button", class: "tool" }, icon("edit"), h("span", {}, messages.correct));
    open.addEventListener("click", () => {
      const form = this.form(event, tag, place, open);
      place.replaceChildren(form);
      form.querySelector<HTMLElement>("input")?.focus();
    });
    place.append(open);
    return place;
  }

  private form(event: FullEvent, tag: string | null, place: HTMLElement, opener: HTMLElement): HTMLElement {
    const title = h("input", { id: "title", value: event.title, maxlength: 300, dir: "auto" });
    const edtf = h("input", {
      id: "edtf",
      value: event.date.edtf,
      maxlength: 100,
      dir: "ltr",
      "aria-describedby": "edtf-hint",
    });
    const credentials = keyFields();
    const trouble = h("p", { class: "trouble", role: "alert" });
    const send = async (patch: Patch): Promise<void> => {
      trouble.textContent = "";
      keep(credentials.value(), credentials.kept());
      if (!key()) {
        trouble.textContent = messages.needKey;
        return;
      }
      try {
        await this.send(event.id, tag, patch);
        if (patch.hidden) this.outcome.hidden();
        else this.outcome.changed(event.id);
      } catch (error) {
        const changed = error instanceof Trouble && error.reason === 412;
        trouble.textContent = changed ? messages.changed : error instanceof Trouble ? error.message : messages.gone;
      }
    };
    const form = h(
      "form",
      { novalidate: true },
      h("p", {}, h("label", { for: "title" }, messages.correctTitle), title),
      h(
        "p",
        {},
        h("label", { for: "edtf" }, messages.correctDate),
        edtf,
        h("small", { id: "edtf-hint" }, messages.correctDateHint),
      ),
      credentials.element,
      trouble,
      h(
        "p",
        { class: "buttons" },
        h("button", {}, messages.saveCorrection),
        ...this.others(event, send),
        cancel(place, opener),
      ),
    );
    form.addEventListener("submit", (submitted) => {
      submitted.preventDefault();
      const patch: Patch = {
        ...(title.value !== event.title ? { title: title.value || null } : {}),
        ...(edtf.value !== event.date.edtf ? { date: edtf.value ? { edtf: edtf.value.trim() } : null } : {}),
      };
      void send(patch);
    });
    return form;
  }

  private others(event: FullEvent, send: (patch: Patch) => Promise<void>): HTMLElement[] {
    const hide = h("button", { type: "button", class: "quiet" }, messages.hide);
    hide.addEventListener("click", () => {
      if (hide.textContent === messages.hideSure) void send({ hidden: true });
      else hide.textContent = messages.hideSure; // asked once more, in the same place
    });
    const undo = h("button", { type: "button", class: "quiet" }, messages.undo);
    undo.addEventListener("click", () => void send({ title: null, date: null, hidden: false }));
    return event.history.length ? [hide, undo] : [hide];
  }

  private async send(id: string, tag: string | null, patch: Patch): Promise<void> {
    await this.api.ask(this.api.url(`events/${encodeURIComponent(id)}`), {
      method: "PATCH",
      json: patch,
      key: key(),
      headers: { "Content-Type": "application/merge-patch+json", ...(tag ? { "If-Match": tag } : {}) },
    });
  }
}

function cancel(place: HTMLElement, opener: HTMLElement): HTMLElement {
  const button = h("button", { type: "button", class: "quiet" }, messages.cancel);
  button.addEventListener("click", () => {
    place.replaceChildren(opener);
    opener.focus();
  });
  return button;
}
