/** The elements of cards, bars and heaps. Only what is near the view is in the document. */

import { h } from "./dom";
import type { Extent } from "./edtf";
import { messages } from "./messages";
import { type Entry, type Heap, NO_PLAN, type Place, type Plan, wordsWidth } from "./placement";
import type { Words } from "./words";

export interface Heights {
  readonly cardWidth: number;
  readonly lane: number;
  readonly barLane: number;
  /** Where the density begins, where the heaps stand, and where the axis lies, from the top. */
  readonly ground: number;
  readonly chips: number;
  readonly floor: number;
  readonly width: number;
  readonly rightToLeft: boolean;
}

interface Shown {
  readonly root: HTMLElement;
  readonly card: HTMLElement;
  readonly band: HTMLElement;
  readonly drop: HTMLElement;
  readonly bar: boolean;
  place: Place;
}

export interface Opening {
  open(entry: Entry): void;
  openHeap(entries: readonly Entry[], at: HTMLElement): void;
}

const NO_HEIGHTS: Heights = {
  cardWidth: 1,
  lane: 1,
  barLane: 1,
  ground: 0,
  chips: 0,
  floor: 0,
  width: 1,
  rightToLeft: false,
};
const CARD_FOOT = 6;
const WIDE = 14; // pixels from which on a band needs less colour to be seen

export class Cards {
  readonly element: HTMLElement;
  private readonly under = h("div", { class: "layer" }); // the bands' shadows on the axis, behind every card
  private readonly layer = h("div", { class: "layer" });
  private readonly longer = h("button", { type: "button", class: "chip longer", tabindex: -1, hidden: true });
  private readonly shown = new Map<string, Shown>();
  private readonly chips = new Map<string, HTMLElement>();
  private plan: Plan = NO_PLAN;
  private heights = NO_HEIGHTS;
  private shift = 0;
  private current: string | null = null;
  private opened: string | null = null;

  constructor(
    private readonly words: Words,
    private readonly opening: Opening,
  ) {
    this.element = h("div", { class: "cards" }, this.under, this.layer, this.longer);
    this.longer.addEventListener("click", () => this.opening.openHeap(this.plan.long, this.longer));
  }

  place(plan: Plan, heights: Heights): void {
    this.plan = plan;
    this.heights = heights;
    this.longer.hidden = plan.long.length === 0;
    this.longer.textContent = messages.more(this.words.number(plan.long.length));
    this.longer.setAttribute("aria-label", messages.moreHere(this.words.number(plan.long.length), ""));
    this.chips.clear();
    this.layer.querySelectorAll(".heap").forEach((chip) => chip.remove());
  }

  /** Move everything by so many pixels from where it was placed; bring and remove what comes near and goes far. */
  slide(shift: number): void {
    this.shift = shift;
    for (const layer of [this.under, this.layer]) layer.style.transform = `translate3d(${shift}px,0,0)`;
    const near = new Set<string>();
    for (const place of this.plan.bars) if (this.isNear(place.left, place.right)) this.show(place, true, near);
    for (const place of this.plan.cards) if (this.isNear(place.left, place.right)) this.show(place, false, near);
    for (const [id, shown] of this.shown) if (!near.has(id)) this.remove(id, shown);
    for (const heap of this.plan.heaps) this.showHeap(heap);
  }

  mark(current: string | null, open: string | null): void {
    this.current = current;
    this.opened = open;
    for (const [id, shown] of this.shown) this.markOne(id, shown);
  }

  private markOne(id: string, { root, drop }: Shown): void {
    for (const element of [root, drop]) {
      element.classList.toggle("current", id === this.current);
      element.classList.toggle("opened", id === this.opened);
    }
  }

  private remove(id: string, { root, drop }: Shown): void {
    root.remove();
    drop.remove();
    this.shown.delete(id);
  }

  private isNear(left: number, right: number): boolean {
    const margin = this.heights.width * 0.25;
    return right + this.shift > -margin && left + this.shift < this.heights.width + margin;
  }

  private show(place: Place, bar: boolean, near: Set<string>): void {
    near.add(place.id);
    let shown = this.shown.get(place.id);
    if (shown && shown.bar !== bar) {
      this.remove(place.id, shown);
      shown = undefined;
    }
    const fresh = !shown;
    shown ??= this.make(place, bar);
    if (fresh || shown.place !== place) this.move(shown, place);
    if (bar) this.keepWordsInView(shown);
  }

  private make(place: Place, bar: boolean): Shown {
    const { event, extent } = place.entry;
    const [band, drop] = [
      h("span", { class: `band ${edges(extent)}` }),
      h("div", { class: `drop ${bar ? "is-bar" : ""} ${edges(extent)}` }),
    ];
    const card = h(
      "button",
      { type: "button", tabindex: -1, class: bar ? "bar" : "card" },
      h("span", { class: "when" }, this.words.date(event.date)),
      h("span", { class: "what", dir: "auto" }, event.title),
    );
    card.addEventListener("click", () => this.opening.open(place.entry));
    const root = h("div", { class: `entry ${bar ? "is-bar" : "is-card"} ${extent.kind}` }, band, card);
    for (const name of ["pointerenter", "pointerleave"]) {
      root.addEventListener(name, () => drop.classList.toggle("hovered", name === "pointerenter"));
    }
    if (extent.uncertain) root.classList.add("uncertain");
    const shown: Shown = { root, card, band, drop, bar, place };
    this.markOne(place.id, shown);
    this.shown.set(place.id, shown);
    this.layer.append(root);
    this.under.append(drop);
    return shown;
  }

  private move(shown: Shown, place: Place): void {
    const { heights } = this;
    shown.place = place;
    const [left, width] = place.band;
    const top = shown.bar
      ? place.lane * heights.barLane + 8
      : heights.chips - (place.lane + 1) * heights.lane + CARD_FOOT;
    shown.root.style.transform = `translate(${left}px,${top}px)`;
    for (const span of [shown.band, shown.drop]) span.style.width = `${width}px`;
    shown.drop.classList.toggle("wide", width > WIDE);
    shown.drop.style.transform = shown.root.style.transform;
    shown.drop.style.height = `${heights.floor - top}px`;
    if (shown.bar) return;
    const words = wordsWidth(place.entry.event, heights.cardWidth);
    shown.card.style.width = `${words}px`;
    shown.card.style.transform = heights.rightToLeft ? `translate(${width - words}px,0)` : "";
  }

  /** The words of a bar stay in view while any of it is. */
  private keepWordsInView({ card, place }: Shown): void {
    const [left, width] = place.band;
    const [from, to] = [Math.max(left + this.shift, 0), Math.min(left + width + this.shift, this.heights.width)];
    card.style.width = `${Math.max(0, to - from)}px`;
    card.style.transform = `translate(${from - left - this.shift}px,0)`;
  }

  private showHeap(heap: Heap): void {
    const key = heap.entries[0]?.event.id ?? "";
    const near = this.isNear(heap.left - 40, heap.left + 40);
    const shown = this.chips.get(key);
    if (near === Boolean(shown)) return;
    if (!near) {
      shown?.remove();
      this.chips.delete(key);
      return;
    }
    const count = this.words.number(heap.entries.length);
    const when = heap.entries[0] ? this.words.date(heap.entries[0].event.date) : "";
    const chip = h(
      "button",
      { type: "button", tabindex: -1, class: "chip heap", "aria-label": messages.moreHere(count, when) },
      messages.more(count),
    );
    chip.addEventListener("click", () => this.opening.openHeap(heap.entries, chip));
    chip.style.transform = `translate(${heap.left}px,${this.heights.chips + 4}px)${this.heights.rightToLeft ? " translate(-100%,0)" : ""}`;
    this.chips.set(key, chip);
    this.layer.append(chip);
  }
}

function edges({ kind, startEdge, endEdge }: Extent): string {
  return `${kind} from-${startEdge} to-${endEdge}`;
}
