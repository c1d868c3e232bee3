/** What is looked at: the drawing, how one moves about in it, and asking for what the view lacks. */

import { isAbort, Trouble } from "./api";
import { dayOf } from "./calendar";
import type { Bar } from "./density";
import { Gestures } from "./gestures";
import { grown } from "./geometry";
import { keyboard, type Keys } from "./keyboard";
import { messages } from "./messages";
import type { Entry } from "./placement";
import type { EventSource } from "./source";
import { Stage } from "./stage";
import type { Span, TimelineEvent } from "./types";
import type { Words } from "./words";

export interface Watching {
  open(event: TimelineEvent): void;
  /** Close what is open; says whether anything was. */
  close(): boolean;
  /** The keyboard has come to an event. */
  reached(event: TimelineEvent): void;
  /** The view has come to rest. */
  rested(view: Span): void;
  toList(): void;
  again(): void;
}

const REST = 140; // milliseconds without a move before more is asked for
const LAST_WORDS = 120; // pixels for the words of the last event
export const MARGIN = 0.04; // of the view, beyond the first and the last event
const NOWHERE: Span = { start: dayOf(1900), end: dayOf(2030) };

export class Viewer implements Keys {
  readonly stage: Stage;
  view: Span = NOWHERE;
  whole: Span = NOWHERE;
  width = 0;
  private readonly gestures: Gestures;
  private readonly resized = new ResizeObserver(() => this.fitSize());
  private bars: readonly Bar[] = [];
  private current: Entry | null = null;
  private opened: string | null = null;
  private inView: number | null = null;
  private height = 0;
  private frame = 0;
  private marked = false;
  private rest = 0;

  constructor(
    private readonly source: EventSource,
    private readonly words: Words,
    private readonly watching: Watching,
  ) {
    this.stage = new Stage(words, {
      open: (entry) => watching.open(entry.event),
      zoom: (factor) => this.magnify(factor),
      fit: () => this.fit(),
      go: (where) => (where === "list" ? watching.toList() : this.goAside(where)),
      enlarge: (span) => this.gestures.go(grown(span, 0.6), this.animated),
      again: () => watching.again(),
    });
    this.gestures = new Gestures(this.surface, {
      moved: (view, settled) => this.moved(view, settled),
      scrolledBy: () => this.stage.hintAtZoom(),
    });
    keyboard(this.surface, this);
  }

  /** Where it is drawn, and where the keys work. */
  get surface(): HTMLElement {
    return this.stage.drawing.element;
  }

  start(): void {
    this.fitSize();
    this.resized.observe(this.surface);
  }

  stop(): void {
    this.resized.disconnect();
    clearTimeout(this.rest);
    cancelAnimationFrame(this.frame);
  }

  /** Show other events; the view stays until `look` changes it. */
  take(bars: readonly Bar[], whenEmpty: string): void {
    this.bars = bars;
    this.current = null;
    this.inView = null;
    const [first, last] = [bars[0], bars.at(-1)];
    this.whole = first && last ? grown({ start: first.start, end: last.end }, MARGIN) : NOWHERE;
    this.stage.tellEmpty(bars.length ? "" : whenEmpty);
  }

  look(view: Span): void {
    this.view = view;
    if (!this.width) this.fitSize();
    if (!this.width) return;
    const limits = { start: Math.min(this.whole.start, view.start), end: Math.max(this.whole.end, view.end) };
    this.gestures.reset(grown(limits, 0.5), this.width, this.rightToLeft, view);
  }

  /** How many events the view holds, as the list has counted them. */
  tellCount(count: number | null): void {
    this.inView = count;
    this.draw();
  }

  mark(opened: string | null): void {
    this.opened = opened;
    this.stage.drawing.mark(this.current?.event.id ?? null, opened);
  }

  /** More has come, or could not come. */
  arrived(trouble?: unknown): void {
    if (trouble !== undefined && !isAbort(trouble)) {
      this.stage.busy(false);
      if (trouble instanceof Trouble && trouble.reason === "locked") this.stage.askForKey(trouble.message);
      else this.stage.tellTrouble(trouble instanceof Trouble ? trouble.message : messages.gone);
    } else {
      this.source.want(this.view, this.pixelsADay);
    }
    this.refresh();
  }

  private get pixelsADay(): number {
    return this.width / (this.view.end - this.view.start);
  }

  private get rightToLeft(): boolean {
    return getComputedStyle(this.surface).direction === "rtl";
  }

  private get animated(): boolean {
    return !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  private fitSize(): void {
    const { clientWidth, clientHeight } = this.surface;
    if (!clientWidth || (clientWidth === this.width && clientHeight === this.height)) return;
    this.width = clientWidth;
    this.height = clientHeight;
    this.look(this.view);
  }

  private moved(view: Span, settled: boolean): void {
    this.view = view;
    this.frame ||= requestAnimationFrame(() => this.draw());
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => this.rested(), settled ? 0 : REST);
  }

  private draw(): void {
    this.frame = 0;
    if (this.bars.length && !this.marked) performance.mark("event-timeline drawn"); // for bench/browser.py
    this.marked ||= this.bars.length > 0;
    this.stage.drawing.show(this.view, this.width, this.height, this.rightToLeft);
    const [before, after] = this.source.around(this.view);
    this.stage.tell(before, after, this.summary());
  }

  private summary(): string {
    if (this.inView === null || !this.bars.length) return "";
    const all = messages.events(this.words.number(this.inView), this.inView === 1);
    return this.source.isMore(this.view) ? messages.mostShown(all) : all;
  }

  private rested(): void {
    if (!this.source.isOpen) return;
    if (this.bars.length) this.source.want(this.view, this.pixelsADay);
    this.refresh();
    this.watching.rested(this.view);
  }

  private refresh(): void {
    this.stage.busy(this.source.isAsking);
    this.stage.drawing.setDensity(this.source.density(this.view, this.pixelsADay));
    this.stage.drawing.setEntries(this.source.entries(this.view));
    this.draw();
  }

  step(by: 1 | -1): void {
    const shown = this.stage.drawing.visible;
    const at = shown.findIndex((entry) => entry.event.id === this.current?.event.id);
    const next = at < 0 ? (by > 0 ? shown[0] : shown.at(-1)) : shown[at + by];
    if (next) this.goTo(next);
    else this.pan((by * (this.rightToLeft ? -1 : 1)) / 2);
  }

  private goTo(entry: Entry): void {
    this.current = entry;
    this.mark(this.opened);
    this.watching.reached(entry.event);
    const length = this.view.end - this.view.start;
    const { start, end } = entry.extent;
    const isAside = start < this.view.start + length * 0.05 || start > this.view.end - length * 0.2;
    if (isAside && end - start < length)
      this.gestures.go({ start: start - length / 2, end: start + length / 2 }, this.animated);
  }

  end(which: "first" | "last"): void {
    const length = this.view.end - this.view.start;
    const [first, last] = [this.bars[0], this.bars.at(-1)];
    if (!first || !last) return;
    this.current = null;
    const start = which === "first" ? first.start - length * 0.1 : last.end - length * 0.8;
    this.gestures.go({ start, end: start + length }, this.animated);
  }

  private goAside(where: "earlier" | "later"): void {
    const length = this.view.end - this.view.start;
    const isEarlier = where === "earlier";
    const bar = isEarlier
      ? this.bars.findLast((one) => one.start < this.view.start)
      : this.bars.find((one) => one.start >= this.view.end);
    if (!bar) return;
    const start = isEarlier ? bar.end - length * 0.8 : bar.start - length * 0.2;
    this.gestures.go({ start, end: start + length }, this.animated);
  }

  magnify(factor: number): void {
    this.gestures.magnify(factor, this.animated);
  }

  pan(share: number): void {
    this.gestures.pan(this.width * share, this.animated);
  }

  fit(): void {
    this.gestures.go(this.withRoom(this.whole), this.animated);
  }

  /** A stretch with room for the words of its last event. */
  withRoom({ start, end }: Span): Span {
    return { start, end: end + (end - start) * Math.min(0.2, LAST_WORDS / Math.max(this.width, 1)) };
  }

  /** Move an event out from under what covers so many pixels of the end of the drawing. */
  reveal(id: string, covered: number): void {
    const entry = this.stage.drawing.visible.find((one) => one.event.id === id);
    const free = 1 - (covered + LAST_WORDS * 2) / this.width;
    if (!entry || free < 0.2) return;
    const share = (entry.extent.start - this.view.start) / (this.view.end - this.view.start);
    if (share > free) this.pan((share - free) * (this.rightToLeft ? -1 : 1));
  }

  enter(): void {
    if (this.current) this.watching.open(this.current.event);
  }

  escape(): void {
    if (this.stage.closeHeap() || this.watching.close()) return;
    this.current = null;
    this.mark(this.opened);
  }
}
