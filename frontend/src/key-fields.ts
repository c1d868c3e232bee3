/** Where the reader gives a key. */

import { h } from "./dom";
import { isKept, key } from "./key";
import { messages } from "./messages";

export interface KeyFields {
  readonly element: HTMLElement;
  value(): string;
  kept(): boolean;
  /** Show the key that is held now: it may have been given elsewhere. */
  refresh(): void;
}

let made = 0; // ids are unique in the component

export function keyFields(): KeyFields {
  made += 1;
  const [id, keepId] = [`key-${made}`, `keep-${made}`];
  const input = h("input", {
    id,
    type: "password",
    value: key(),
    autocomplete: "off",
    spellcheck: "false",
    dir: "ltr",
  });
  const keep = h("input", { id: keepId, type: "checkbox", checked: isKept() });
  const element = h(
    "div",
    { class: "key" },
    h("p", {}, h("label", { for: id }, messages.key), input, h("small", {}, messages.keyHint)),
    h("p", { class: "box" }, keep, h("label", { for: keepId }, messages.keyKeep)),
  );
  return { element, value: () => input.value, kept: () => keep.checked, refresh: () => (input.value = key()) };
}
