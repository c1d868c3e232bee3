/** The drawing: density and axis at the bottom, cards in lanes over them, long events as bars at the top.
 *
 * While one pans, everything that stands at a day is moved as one layer; lanes are laid anew when the magnification
 * changes, when events come, and when the layer has been moved by a screen.
 */

import { TimeAxis } from "./axis";
import { Cards } from "./cards";
import { type Bar, countWithin, gathered } from "./density";
import { h, svg } from "./dom";
import { Geometry } from "./geometry";
import { messages } from "./messages";
import { type Entry, NO_PLAN, type Plan, plan, type Room } from "./placement";
import type { Span, Unit } from "./types";
import type { Words } from "./words";

export interface Density {
  readonly bars: readonly Bar[];
  readonly unit: Unit;
}

export interface Chosen {
  open(entry: Entry): void;
  openHeap(entries: readonly Entry[], at: HTMLElement): void;
  enlarge(span: Span): void;
}

const AXIS = 50; // pixels: two rows of words
const CHIPS = 30;
const LANE = 78;
const BAR_LANE = 28;
const NARROW = 560;

export class Drawing {
  readonly element: HTMLElement;
  private readonly chart: SVGSVGElement;
  private readonly bars: SVGGElement;
  private readonly axis: TimeAxis;
  private readonly cards: Cards;
  private readonly tip = h("div", { class: "tip", hidden: true });

  private geometry = new Geometry({ start: 0, end: 1 }, 1, false);
  private laid = this.geometry;
  private height = 1;
  private entries: readonly Entry[] = [];
  private density: Density = { bars: [], unit: "year" };
  private drawnBars: readonly Bar[] = [];
  private plan: Plan = NO_PLAN;

  constructor(
    private readonly words: Words,
    chosen: Chosen,
  ) {
    this.chart = svg("svg", { class: "chart", "aria-hidden": "true", focusable: "false" });
    this.bars = svg("g", { class: "density" }, svg("path"));
    this.chart.append(this.bars);
    this.axis = new TimeAxis(this.chart);
    this.cards = new Cards(words, chosen);
    this.element = h(
      "div",
      {
        class: "drawing",
        tabindex: 0,
        role: "application",
        "aria-roledescription": messages.drawingRole,
        "aria-label": messages.drawing,
      },
      this.chart,
      this.cards.element,
      this.tip,
    );
    this.element.addEventListener("pointermove", (event) => this.pointAt(event));
    this.element.addEventListener("pointerleave", () => this.tip.toggleAttribute("hidden", true));
    this.element.addEventListener("click", (event) => {
      const bar = event.target instanceof Element && !event.target.closest("button") && this.barAt(event);
      if (bar) chosen.enlarge(bar);
    });
  }

  /** Events that may be drawn, the most important first. */
  setEntries(entries: readonly Entry[]): void {
    this.entries = entries;
    this.lay();
  }

  setDensity(density: Density): void {
    this.density = density;
    this.lay();
  }

  /** Mark the event that the keyboard is at, and the one that is open. */
  mark(current: string | null, open: string | null): void {
    this.cards.mark(current, open);
  }

  /** Show a view; lanes are laid anew only where they have to be. */
  show(view: Span, width: number, height: number, rightToLeft: boolean): void {
    const before = this.laid;
    this.geometry = new Geometry(view, width, rightToLeft);
    const sameScale =
      Math.abs(before.pixelsADay / this.geometry.pixelsADay - 1) < 1e-9 &&
      before.rightToLeft === rightToLeft &&
      before.width === width &&
      this.height === height;
    this.height = height;
    const shift = sameScale ? this.geometry.x(before.view.start) - before.x(before.view.start) : 0;
    if (!sameScale || Math.abs(shift) > width) this.lay();
    else this.slide(shift);
    this.axis.draw(this.geometry, this.words, this.floor);
  }

  /** The cards and bars that can be seen, in order of time. */
  get visible(): readonly Entry[] {
    const { start, end } = this.geometry.view;
    return [...this.plan.bars, ...this.plan.cards]
      .map((place) => place.entry)
      .filter(({ extent }) => extent.start < end && extent.end > start)
      .sort((a, b) => a.extent.start - b.extent.start || a.extent.end - b.extent.end);
  }

  private get floor(): number {
    return this.height - AXIS;
  }

  /** The more events there are to count, the more room their bars get. */
  private get densityHeight(): number {
    const many = Math.log10(Math.max(10, countWithin(this.density.bars, this.laid.view)));
    return Math.round((this.height * (0.07 + 0.05 * many)) / 8) * 8;
  }

  private get room(): Room {
    const narrow = this.geometry.width < NARROW;
    const above = this.floor - this.densityHeight - CHIPS;
    const barLanes = above > 330 ? 4 : above > 200 ? 2 : 1;
    const cardLanes = (bars: number) => Math.max(1, Math.floor((above - bars * BAR_LANE - 8) / LANE));
    return { cardWidth: narrow ? 150 : 204, barLanes, cardLanes };
  }

  private lay(): void {
    this.laid = this.geometry;
    const { room } = this;
    this.plan = plan(this.entries, this.laid, room, this.plan);
    this.drawnBars = gathered(this.density.bars, this.laid.pixelsADay, this.density.unit);
    this.drawBars();
    const ground = this.floor - this.densityHeight;
    this.cards.place(this.plan, {
      cardWidth: room.cardWidth,
      ground,
      chips: ground - CHIPS,
      lane: LANE,
      barLane: BAR_LANE,
      floor: this.floor,
      width: this.laid.width,
      rightToLeft: this.laid.rightToLeft,
    });
    this.slide(0);
  }

  private slide(shift: number): void {
    this.bars.setAttribute("transform", `translate(${shift},0)`);
    this.cards.slide(shift);
  }

  private drawBars(): void {
    const { width } = this.laid;
    let tallest = 0;
    const boxes = this.drawnBars.flatMap((bar) => {
      const [left, wide] = this.laid.box(bar.start, bar.end);
      if (left > width * 2 || left + wide < -width) return [];
      const height = bar.count / (bar.end - bar.start);
      tallest = Math.max(tallest, height);
      return [{ left, wide, height }];
    });
    const full = this.densityHeight - 6;
    const path = boxes.map(({ left, wide, height }) => {
      const tall = Math.max(1, (height / tallest) * full);
      const gap = wide > 5 ? 1 : 0;
      return `M${left.toFixed(1)},${this.floor}v${-tall.toFixed(1)}h${(wide - gap).toFixed(1)}v${tall.toFixed(1)}z`;
    });
    this.bars.firstElementChild?.setAttribute("d", path.join(""));
  }

  private barAt(event: MouseEvent): Bar | undefined {
    const box = this.element.getBoundingClientRect();
    const y = event.clientY - box.top;
    if (y < this.floor - this.densityHeight || y > this.floor) return undefined;
    const day = this.geometry.scale.invert(event.clientX - box.left);
    return this.drawnBars.find((bar) => bar.start <= day && day < bar.end);
  }

  private pointAt(event: PointerEvent): void {
    const bar = event.pointerType === "touch" ? undefined : this.barAt(event);
    this.tip.toggleAttribute("hidden", !bar);
    if (!bar) return;
    const count = Math.max(1, Math.round(bar.count));
    this.tip.textContent = `${this.words.stretch(bar.start, bar.end)} · ${messages.events(this.words.number(count), count === 1)}`;
    const [left, wide] = this.geometry.box(bar.start, bar.end);
    const middle = Math.min(Math.max(left + wide / 2, 90), this.geometry.width - 90);
    this.tip.style.transform = `translate(${middle}px, ${this.floor - this.densityHeight - 8}px) translate(-50%, -100%)`;
  }
}
