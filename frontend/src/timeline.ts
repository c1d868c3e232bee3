/** One timeline: what is asked, what is looked at, what is open, and how these move together. */

import { placed, readPlace } from "./address";
import { Api, isAbort, Trouble } from "./api";
import { Controls } from "./controls";
import { firstView, type Bar } from "./density";
import { Details } from "./details";
import { h } from "./dom";
import { FacetPanel } from "./facets";
import { Gestures } from "./gestures";
import { grown } from "./geometry";
import { keyboard, type Keys } from "./keyboard";
import { EventList } from "./list";
import { messages } from "./messages";
import type { Entry } from "./placement";
import { EVERYTHING, isFiltered, readQuestion, type Question } from "./question";
import { SharePanel } from "./share";
import { EventSource } from "./source";
import { Stage } from "./stage";
import type { Span, TimelineEvent } from "./types";
import { Words } from "./words";
import { dayOf, daysOf } from "./calendar";

export interface Setting {
  readonly src: string;
  /** Where the component's script comes from, for the embed snippet. */
  readonly script: string;
  readonly locale: string;
  /** Whether the page's address says what is shown. */
  readonly ownsAddress: boolean;
}

const REST = 140; // milliseconds without a move before more is asked for
const LIST_REST = 450;
const LAST_WORDS = 120; // pixels
const MARGIN = 0.04; // of the view, beyond the first and the last event

export class Timeline implements Keys {
  readonly element: HTMLElement;
  readonly words: Words;
  private readonly api: Api;
  private readonly source: EventSource;
  private readonly stage: Stage;
  private readonly gestures: Gestures;
  private readonly details: Details;
  private readonly list: EventList;
  private readonly controls: Controls;
  private readonly live = h("p", { class: "live", "aria-live": "polite" });
  private readonly resized = new ResizeObserver(() => this.fitSize());

  private question: Question = EVERYTHING;
  private view: Span = { start: dayOf(1900), end: dayOf(2030) };
  private whole: Span = this.view;
  private bars: readonly Bar[] = [];
  private current: Entry | null = null;
  private opened: string | null = null;
  private width = 0;
  private height = 0;
  private frame = 0;
  private rest = 0;
  private listRest = 0;
  private listed = "";
  private inView: number | null = null;

  constructor(private readonly setting: Setting) {
    this.words = new Words(setting.locale);
    this.api = new Api(setting.src);
    this.source = new EventSource(this.api, (trouble) => this.arrived(trouble));
    this.stage = new Stage(this.words, {
      open: (entry) => this.open(entry.event, null),
      zoom: (factor) => this.gestures.magnify(factor, this.animated),
      fit: () => this.fit(),
      go: (where) => (where === "list" ? this.list.focus() : this.goAside(where)),
      enlarge: (span) => this.gestures.go(grown(span, 0.6), this.animated),
      again: () => void this.ask(this.question, this.bars.length ? this.view : null),
    });
    this.gestures = new Gestures(this.stage.drawing.element, {
      moved: (view, settled) => this.moved(view, settled),
      scrolledBy: () => this.stage.hintAtZoom(),
    });
    this.details = new Details(this.api, this.words, null, () => this.closed());
    this.list = new EventList(this.api, this.words, {
      open: (event, from) => this.open(event, from),
      sort: (sort) => this.reorder({ ...this.question, sort }),
    });
    const ask = (question: Question) => void this.ask(question, null);
    const share = new SharePanel(this.api, setting.script, () => ({ question: this.question, link: this.link }));
    this.controls = new Controls(EVERYTHING, new FacetPanel(this.api, this.words, ask), [{ name: messages.share, icon: "share", panel: share }], ask);
    keyboard(this.stage.drawing.element, this);
    const main = h("div", { class: "main" }, this.stage.element, this.details.element);
    this.element = h("div", { class: "timeline" }, this.controls.element, main, this.list.element, this.live);
    this.element.addEventListener("keydown", (event) => this.slash(event));
  }

  /** Begin: what the address says, else what `src` says. */
  start(): void {
    this.resized.observe(this.stage.drawing.element);
    const fixed = { ...EVERYTHING, sort: readQuestion(new URL(this.setting.src, document.baseURI).searchParams).sort };
    const place = this.setting.ownsAddress ? readPlace(location.search) : { question: fixed, view: null, event: null };
    addEventListener("popstate", this.backed);
    void this.ask(place.question, place.view).then(() => {
      if (place.event) this.openById(place.event, null);
    });
  }

  stop(): void {
    this.resized.disconnect();
    removeEventListener("popstate", this.backed);
    this.source.forget();
    for (const timer of [this.rest, this.listRest]) clearTimeout(timer);
    cancelAnimationFrame(this.frame);
  }

  private readonly backed = (): void => {
    if (!this.setting.ownsAddress) return;
    const place = readPlace(location.search);
    void this.ask(place.question, place.view);
  };

  private async ask(question: Question, view: Span | null): Promise<void> {
    const isNew = JSON.stringify(question) !== JSON.stringify(this.question);
    this.question = question;
    this.current = null;
    this.listed = "";
    this.controls.show(question);
    this.stage.tellTrouble(null);
    this.stage.busy(true);
    try {
      this.bars = await this.source.open(question);
    } catch (error) {
      if (isAbort(error)) return;
      this.bars = [];
      this.arrived(error);
      return;
    }
    this.whole = this.wholeOf(this.bars);
    this.tellWhenEmpty();
    this.reset(view ?? this.firstView());
    if (isNew) this.writeAddress(true);
  }

  private tellWhenEmpty(): void {
    const none = isFiltered(this.question) ? messages.noneFiltered : messages.noneAtAll;
    this.stage.tellEmpty(this.bars.length ? "" : none);
  }

  private wholeOf(bars: readonly Bar[]): Span {
    const [first, last] = [bars[0], bars.at(-1)];
    return first && last ? grown({ start: first.start, end: last.end }, MARGIN) : { start: dayOf(1900), end: dayOf(2030) };
  }

  /** The range asked for, else where most events are. */
  private firstView(): Span {
    const { range } = this.source;
    const asked = this.question.from || this.question.to || this.api.fixed.has("from") || this.api.fixed.has("to");
    const most = firstView(this.bars);
    if (!asked) return most ? this.withRoom(most) : this.whole;
    const start = daysOf(this.question.from || this.api.fixed.get("from") || "") ? range.start : this.whole.start;
    const end = daysOf(this.question.to || this.api.fixed.get("to") || "") ? range.end : this.whole.end;
    return end > start ? grown({ start, end }, MARGIN / 2) : this.whole;
  }

  /** A stretch with room for the words of its last event. */
  private withRoom(span: Span): Span {
    const { start, end } = grown(span, MARGIN);
    return { start, end: end + (end - start) * Math.min(0.4, LAST_WORDS / Math.max(this.width, 1)) };
  }

  private get rightToLeft(): boolean {
    return getComputedStyle(this.element).direction === "rtl";
  }

  private get animated(): boolean {
    return !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  private fitSize(): void {
    const { clientWidth, clientHeight } = this.stage.drawing.element;
    if (!clientWidth || (clientWidth === this.width && clientHeight === this.height)) return;
    this.width = clientWidth;
    this.height = clientHeight;
    this.reset(this.view);
  }

  private reset(view: Span): void {
    if (!this.width) this.fitSize();
    if (!this.width) return;
    const limits = grown({ start: Math.min(this.whole.start, view.start), end: Math.max(this.whole.end, view.end) }, 0.5);
    this.gestures.reset(limits, this.width, this.rightToLeft, view);
  }

  private moved(view: Span, settled: boolean): void {
    this.view = view;
    this.frame ||= requestAnimationFrame(() => this.draw());
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => this.rested(), settled ? 0 : REST);
  }

  private draw(): void {
    this.frame = 0;
    this.stage.drawing.show(this.view, this.width, this.height, this.rightToLeft);
    const [before, after] = this.source.around(this.view);
    this.stage.tell(before, after, this.summary());
  }

  /** How many events the view holds; the list below counts them. */
  private summary(): string {
    if (this.inView === null) return "";
    const all = messages.events(this.words.number(this.inView), this.inView === 1);
    return this.source.isMore(this.view) ? messages.mostShown(all) : all;
  }

  /** The view has come to rest: ask for what it lacks. */
  private rested(): void {
    if (this.bars.length) this.source.want(this.view, this.width / (this.view.end - this.view.start));
    this.refresh();
    this.writeAddress(false);
    clearTimeout(this.listRest);
    this.listRest = window.setTimeout(() => this.showList(), LIST_REST);
  }

  private refresh(): void {
    this.stage.busy(this.source.isAsking);
    this.stage.drawing.setDensity(this.source.density(this.view, this.width / (this.view.end - this.view.start)));
    this.stage.drawing.setEntries(this.source.entries(this.view));
    this.draw();
  }

  private arrived(trouble?: unknown): void {
    if (trouble !== undefined && !isAbort(trouble)) {
      this.stage.busy(false);
      this.stage.tellTrouble(trouble instanceof Trouble ? trouble.message : messages.gone);
      return;
    }
    this.source.want(this.view, this.width / (this.view.end - this.view.start));
    this.refresh();
  }

  private showList(): void {
    const key = JSON.stringify([this.question, Math.floor(this.view.start), Math.ceil(this.view.end)]);
    if (key === this.listed) return;
    this.listed = key;
    const { question, view } = this;
    void this.list.show(question, this.source.clipped(view), this.words.stretch(view.start, view.end)).then((count) => {
      this.inView = count ?? this.inView;
      this.draw();
    });
  }

  private reorder(question: Question): void {
    this.question = question;
    this.showList();
    this.writeAddress(true);
  }

  private get link(): string {
    const place = { question: this.question, view: this.view, event: this.opened };
    return this.setting.ownsAddress ? placed(location.href, place) : placed(this.api.url("", new URLSearchParams()), place);
  }

  private writeAddress(asNew: boolean): void {
    if (!this.setting.ownsAddress || this.link === location.href) return;
    if (asNew) history.pushState(null, "", this.link);
    else history.replaceState(null, "", this.link);
  }

  private open(event: TimelineEvent, from: HTMLElement | null): void {
    this.openById(event.id, from);
  }

  private openById(id: string, from: HTMLElement | null): void {
    this.stage.closeHeap();
    this.opened = id;
    this.stage.drawing.mark(this.current?.event.id ?? null, id);
    this.writeAddress(false);
    void this.details.open(id, from ?? this.stage.drawing.element);
  }

  private closed(): void {
    this.opened = null;
    this.stage.drawing.mark(this.current?.event.id ?? null, null);
    this.writeAddress(false);
  }

  // What the keys do.

  step(by: 1 | -1): void {
    const shown = this.stage.drawing.visible;
    const at = shown.findIndex((entry) => entry.event.id === this.current?.event.id);
    const next = at < 0 ? (by > 0 ? shown[0] : shown.at(-1)) : shown[at + by];
    if (next) this.goTo(next);
    else this.gestures.pan((this.width / 2) * by * (this.rightToLeft ? -1 : 1), this.animated);
  }

  private goTo(entry: Entry): void {
    this.current = entry;
    this.stage.drawing.mark(entry.event.id, this.opened);
    this.live.textContent = entry.event.title;
    const length = this.view.end - this.view.start;
    const { start } = entry.extent;
    const hidden = start < this.view.start + length * 0.05 || start > this.view.end - length * 0.2;
    if (hidden && entry.extent.end - start < length) {
      this.gestures.go({ start: start - length / 2, end: start + length / 2 }, this.animated);
    }
  }

  end(which: "first" | "last"): void {
    const length = this.view.end - this.view.start;
    const [first, last] = [this.bars[0], this.bars.at(-1)];
    if (!first || !last) return;
    this.current = null;
    const view = which === "first" ? { start: first.start - length * 0.1, end: first.start + length * 0.9 } : { start: last.end - length * 0.9, end: last.end + length * 0.1 };
    this.gestures.go(view, this.animated);
  }

  magnify(factor: number): void {
    this.gestures.magnify(factor, this.animated);
  }

  pan(share: number): void {
    this.gestures.pan(this.width * share, this.animated);
  }

  fit(): void {
    this.gestures.go(this.whole, this.animated);
  }

  enter(): void {
    if (this.current) this.open(this.current.event, null);
  }

  escape(): void {
    if (this.stage.closeHeap()) return;
    if (this.details.isOpen) this.details.close();
    else {
      this.current = null;
      this.stage.drawing.mark(null, null);
    }
  }

  private goAside(where: "earlier" | "later"): void {
    const length = this.view.end - this.view.start;
    const bar = where === "earlier" ? this.bars.findLast((one) => one.start < this.view.start) : this.bars.find((one) => one.start >= this.view.end);
    if (!bar) return;
    const start = where === "earlier" ? bar.end - length * 0.8 : bar.start - length * 0.2;
    this.gestures.go({ start, end: start + length }, this.animated);
  }

  private slash(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const typing = target instanceof Element && target.matches("input, textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.controls.focusSearch();
  }
}
