/** One timeline: what is asked, what is open, and how these, the view, the list and the address move together. */

import { placed, readPlace } from "./address";
import { Api, isAbort } from "./api";
import { ArticlePanel } from "./article";
import { Controls, type Tool } from "./controls";
import { daysOf, YEAR } from "./calendar";
import { Corrections } from "./corrections";
import { type Bar, firstView } from "./density";
import { Details } from "./details";
import { h } from "./dom";
import { extentOf } from "./edtf";
import { FacetPanel } from "./facets";
import { grown } from "./geometry";
import { EventList } from "./list";
import { messages } from "./messages";
import { EVERYTHING, isFiltered, type Question, readQuestion } from "./question";
import { SharePanel } from "./share";
import { EventSource } from "./source";
import type { FullEvent, Span } from "./types";
import { MARGIN, Viewer } from "./viewer";
import { Words } from "./words";

export interface Setting {
  readonly src: string;
  /** Where the component's script comes from, for the embed snippet. */
  readonly script: string;
  readonly locale: string;
  /** Whether the page's address says what is shown. */
  readonly ownsAddress: boolean;
  /** Whether people with a key may add articles and correct events. */
  readonly isEditable: boolean;
}

const LIST_REST = 450; // milliseconds that a view rests before it is listed

export class Timeline {
  readonly element: HTMLElement;
  private readonly words: Words;
  private readonly api: Api;
  private readonly source: EventSource;
  private readonly viewer: Viewer;
  private readonly details: Details;
  private readonly list: EventList;
  private readonly controls: Controls;
  private readonly live = h("p", { class: "live", "aria-live": "polite" });
  private question: Question = EVERYTHING;
  private wanted: Span | null = null; // the view of what is asked
  private sought: string | null = null; // the event of a link that names no view
  private opened: string | null = null;
  private listRest = 0;
  private listed = "";

  constructor(private readonly setting: Setting) {
    this.words = new Words(setting.locale);
    this.api = new Api(setting.src);
    this.source = new EventSource(this.api, (trouble) => this.viewer.arrived(trouble));
    this.viewer = new Viewer(this.source, this.words, {
      open: (event) => this.open(event.id, null),
      close: () => this.details.close(),
      reached: (event) => (this.live.textContent = event.title),
      rested: () => this.rested(),
      toList: () => this.list.focus(),
      again: () => void this.ask(this.question, this.source.isOpen ? this.viewer.view : this.wanted),
    });
    const isEditable = setting.isEditable && this.api.isOwn;
    const corrections = isEditable
      ? new Corrections(this.api, { changed: (id) => this.corrected(id), hidden: () => this.corrected(null) })
      : null;
    this.details = new Details(this.api, this.words, corrections, {
      shown: (event) => this.shown(event),
      closed: () => this.closed(),
    });
    this.list = new EventList(this.api, this.words, {
      open: (event, from) => this.open(event.id, from),
      sort: (sort) => this.reorder({ ...this.question, sort }),
    });
    const ask = (question: Question) => void this.ask(question, null);
    this.controls = new Controls(EVERYTHING, new FacetPanel(this.api, this.words, ask), this.tools(isEditable), ask);
    const main = h("div", { class: "main" }, this.viewer.stage.element, this.details.element);
    this.element = h("div", { class: "timeline" }, this.controls.element, main, this.list.element, this.live);
    this.element.addEventListener("keydown", (event) => this.slash(event));
  }

  private tools(isEditable: boolean): Tool[] {
    const shared = () => ({ question: this.question, link: this.link });
    const share: Tool = {
      name: messages.share,
      icon: "share",
      panel: new SharePanel(this.api, this.setting.script, shared),
    };
    if (!isEditable) return [share];
    const panel = new ArticlePanel(this.api, this.words, () => this.readAgain());
    return [share, { name: messages.add, icon: "add", panel }];
  }

  /** Begin: what the address says, else what `src` says. */
  start(): void {
    this.viewer.start();
    addEventListener("popstate", this.backed);
    const { sort } = readQuestion(new URL(this.setting.src, document.baseURI).searchParams);
    const own = { question: { ...EVERYTHING, sort }, view: null, event: null };
    const place = this.setting.ownsAddress ? readPlace(location.search) : own;
    void this.ask(place.question, place.view);
    this.sought = place.view ? null : place.event;
    if (place.event) this.open(place.event, null);
  }

  stop(): void {
    removeEventListener("popstate", this.backed);
    this.viewer.stop();
    this.source.forget();
    clearTimeout(this.listRest);
  }

  private readonly backed = (): void => {
    if (!this.setting.ownsAddress) return;
    const place = readPlace(location.search);
    void this.ask(place.question, place.view);
    if (place.event) this.open(place.event, null);
    else this.details.close();
  };

  private async ask(question: Question, view: Span | null): Promise<void> {
    const isNew = JSON.stringify(question) !== JSON.stringify(this.question);
    this.question = question;
    this.wanted = view;
    this.listed = "";
    this.controls.show(question);
    this.viewer.stage.tellTrouble(null);
    this.viewer.stage.busy(true);
    try {
      const bars = await this.source.open(question);
      this.viewer.take(bars, isFiltered(question) ? messages.noneFiltered : messages.noneAtAll);
      this.viewer.look(this.wanted ?? this.firstView(bars));
    } catch (error) {
      if (isAbort(error)) return;
      this.viewer.take([], "");
      this.viewer.arrived(error);
      return;
    }
    if (isNew) this.writeAddress(true);
  }

  /** The same question of what the timeline holds now. */
  private readAgain(): void {
    void this.ask(this.question, this.source.isOpen ? this.viewer.view : null);
  }

  private corrected(id: string | null): void {
    this.readAgain();
    if (id) this.open(id, null);
    else this.details.close();
  }

  /** The range asked for, else where most events are. */
  private firstView(bars: readonly Bar[]): Span {
    const { whole } = this.viewer;
    const [from, to] = (["from", "to"] as const).map((name) =>
      daysOf(this.question[name] || (this.api.fixed.get(name) ?? "")),
    );
    if (from || to) {
      const asked = { start: from?.[0] ?? whole.start, end: to?.[1] ?? whole.end };
      return asked.end > asked.start ? grown(asked, MARGIN / 2) : whole;
    }
    const most = firstView(bars);
    return most ? this.viewer.withRoom(grown(most, MARGIN)) : whole;
  }

  private rested(): void {
    this.writeAddress(false);
    clearTimeout(this.listRest);
    this.listRest = window.setTimeout(() => void this.showList(), LIST_REST);
  }

  private async showList(): Promise<void> {
    const { view } = this.viewer;
    const key = JSON.stringify([this.question, Math.floor(view.start), Math.ceil(view.end)]);
    if (key === this.listed) return;
    this.listed = key;
    const when = this.words.stretch(view.start, view.end);
    const count = await this.list.show(this.question, this.source.clipped(view), when);
    if (key === this.listed) this.viewer.tellCount(count);
  }

  private reorder(question: Question): void {
    this.question = question;
    this.controls.show(question);
    void this.showList();
    this.writeAddress(true);
  }

  private get link(): string {
    const place = { question: this.question, view: this.viewer.view, event: this.opened };
    return placed(this.setting.ownsAddress ? location.href : this.api.url(""), place);
  }

  private writeAddress(asNew: boolean): void {
    if (!this.setting.ownsAddress || this.link === location.href) return;
    if (asNew) history.pushState(null, "", this.link);
    else history.replaceState(null, "", this.link);
  }

  private open(id: string, from: HTMLElement | null): void {
    this.viewer.stage.closeHeap();
    this.opened = id;
    this.viewer.mark(id);
    this.writeAddress(false);
    void this.details.open(id, from ?? this.viewer.surface);
    if (!from) this.viewer.reveal(id, this.details.element.offsetWidth);
  }

  /** An event is open: one that a link names without a view is gone to. */
  private shown({ id, date }: FullEvent): void {
    const extent = id === this.sought ? extentOf(date) : null;
    this.sought = null;
    if (!extent) return;
    const length = Math.max(YEAR, 4 * (extent.end - extent.start));
    this.wanted = { start: extent.start - length / 4, end: extent.start + length * 0.75 };
    if (this.source.isOpen) this.viewer.look(this.wanted);
  }

  private closed(): void {
    this.sought = null;
    this.opened = null;
    this.viewer.mark(null);
    this.writeAddress(false);
  }

  private slash(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const isTyping = target instanceof Element && target.matches("input, textarea, select");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.controls.focusSearch();
  }
}
