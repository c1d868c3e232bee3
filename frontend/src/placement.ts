/** Which events become cards, which bars, and what is only counted: from extents to boxes in pixels. */

import { type Extent, extentOf } from "./edtf";
import type { Geometry } from "./geometry";
import { heaps, type Placed, stack } from "./stack";
import type { TimelineEvent } from "./types";

export interface Entry {
  readonly event: TimelineEvent;
  readonly extent: Extent;
}

/** An event in its lane. The band is where it happened; the box of a card also holds its words. */
export interface Place extends Placed {
  readonly entry: Entry;
  readonly band: readonly [left: number, width: number];
  readonly lane: number;
}

export interface Heap {
  readonly left: number;
  readonly entries: readonly Entry[];
}

export interface Plan {
  readonly cards: readonly Place[];
  readonly bars: readonly Place[];
  /** Events that no lane had room for, heaped by place. */
  readonly heaps: readonly Heap[];
  /** Long events that no lane of bars had room for. */
  readonly long: readonly Entry[];
}

export interface Room {
  readonly cardWidth: number;
  readonly barLanes: number;
  /** How many lanes of cards there is room for under so many lanes of bars. */
  readonly cardLanes: (bars: number) => number;
}

export const NO_PLAN: Plan = { cards: [], bars: [], heaps: [], long: [] };
const GAP = 8;
const TOUCH = 0.5;
const LEAST_BAND = 3;
const OPEN_TAIL = 56; // pixels over which an open end fades out
const LONG = 1.15; // in cards: a longer band is a bar

/** Events with a place on the calendar, each once. */
export function entriesOf(events: Iterable<TimelineEvent>): Entry[] {
  const found = new Map<string, Entry>();
  for (const event of events) {
    const extent = extentOf(event.date);
    if (extent && !found.has(event.id)) found.set(event.id, { event, extent });
  }
  return [...found.values()];
}

/** Place the entries, the most important first; lanes are kept from the plan before where they can be. */
export function plan(entries: readonly Entry[], geometry: Geometry, room: Room, before: Plan): Plan {
  const boxes = entries.map((entry) => boxOf(entry, geometry, room.cardWidth));
  const isLong = (box: Box) => box.band[1] > room.cardWidth * LONG;
  const bars = stack(boxes.filter(isLong), room.barLanes, lanesOf(before.bars));
  const cardLanes = room.cardLanes(Math.max(-1, ...bars.lanes.values()) + 1);
  const cards = stack(
    boxes.filter((box) => !isLong(box)),
    cardLanes,
    lanesOf(before.cards),
  );
  return {
    bars: placed(boxes, bars.lanes),
    cards: placed(boxes, cards.lanes),
    heaps: heaps(cards.left, room.cardWidth / 2).map((heap) => ({
      left: heap[0]?.anchor ?? 0,
      entries: heap.map((box) => box.entry),
    })),
    long: bars.left.map((box) => box.entry),
  };
}

interface Box extends Placed {
  readonly entry: Entry;
  readonly band: readonly [number, number];
  readonly anchor: number;
}

function boxOf(entry: Entry, geometry: Geometry, cardWidth: number): Box {
  const { extent, event } = entry;
  let [left, width] = geometry.box(extent.start, extent.end);
  const tail = Math.max(OPEN_TAIL, width * 0.3);
  const early = extent.startEdge === "open" ? tail : 0;
  const late = extent.endEdge === "open" ? tail : 0;
  left -= geometry.rightToLeft ? late : early;
  width = Math.max(width + early + late, LEAST_BAND);
  const words = wordsWidth(event, cardWidth);
  const box = Math.max(width - TOUCH, words + GAP); // bands of two days may touch, words may not
  const anchor = geometry.rightToLeft ? left + width : left;
  const from = geometry.rightToLeft ? anchor - box : left;
  return { id: event.id, entry, band: [left, width], left: from, right: from + box, anchor };
}

/** Pixels that the date and a title of two lines need, about. */
export function wordsWidth({ title, date }: TimelineEvent, most: number): number {
  return Math.min(
    most,
    Math.max(104, 28 + Math.max((date.display.length + 1) * 7.6, Math.ceil(title.length / 2) * 8.2)),
  );
}

function lanesOf(places: readonly Place[]): ReadonlyMap<string, number> {
  return new Map(places.map((place) => [place.id, place.lane]));
}

function placed(boxes: readonly Box[], lanes: ReadonlyMap<string, number>): Place[] {
  return boxes.flatMap((box) => {
    const lane = lanes.get(box.id);
    return lane === undefined ? [] : [{ ...box, lane }];
  });
}
