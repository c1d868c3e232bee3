/** `<event-timeline src="https://host/events?...">`: a timeline in a page, with a style of its own. */

import { h } from "./dom";
import { messages } from "./messages";
import css from "./style.css";
import { Timeline } from "./timeline";

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

class EventTimelineElement extends HTMLElement {
  static readonly observedAttributes = ["src", "lang"];
  private timeline: Timeline | null = null;

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const sheet = new CSSStyleSheet(); // a constructed sheet needs no permission for inline style
      sheet.replaceSync(css);
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    }
    this.begin();
  }

  disconnectedCallback(): void {
    this.timeline?.stop();
    this.timeline = null;
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.shadowRoot) this.begin();
  }

  private begin(): void {
    this.timeline?.stop();
    const src = this.getAttribute("src");
    if (!src) {
      this.shadowRoot?.replaceChildren(h("p", { class: "trouble", role: "alert" }, messages.noSource));
      return;
    }
    const locale = this.getAttribute("lang") ?? navigator.language;
    this.timeline = new Timeline({
      src,
      script,
      locale,
      ownsAddress: this.hasAttribute("address"),
      isEditable: this.hasAttribute("editable"),
    });
    this.shadowRoot?.replaceChildren(this.timeline.element);
    this.timeline.start();
  }
}

customElements.define("event-timeline", EventTimelineElement);
