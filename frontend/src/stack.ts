/** Where cards and bars stand: greedy lanes, the most important event first, each in the lane it had before if free. */

/** Something to place, `[left, right)` in pixels. */
export interface Placed {
  readonly id: string;
  readonly left: number;
  readonly right: number;
}

export interface Stacked<T extends Placed> {
  /** The lane of each that fits, 0 the nearest to the axis. */
  readonly lanes: ReadonlyMap<string, number>;
  readonly left: readonly T[];
}

/** Put things in at most so many lanes, in the order given; what fits nowhere is left. */
export function stack<T extends Placed>(
  things: readonly T[],
  count: number,
  before: ReadonlyMap<string, number>,
): Stacked<T> {
  const taken: Placed[][] = Array.from({ length: count }, () => []);
  const lanes = new Map<string, number>();
  const left: T[] = [];
  for (const thing of things) {
    const lane = freeLane(taken, thing, before.get(thing.id));
    if (lane === undefined) {
      left.push(thing);
      continue;
    }
    taken[lane]?.push(thing);
    lanes.set(thing.id, lane);
  }
  return { lanes, left };
}

function freeLane(
  taken: readonly (readonly Placed[])[],
  thing: Placed,
  before: number | undefined,
): number | undefined {
  const free = (lane: number) => taken[lane]?.every((other) => other.right <= thing.left || other.left >= thing.right);
  if (before !== undefined && free(before)) return before;
  for (let lane = 0; lane < taken.length; lane += 1) if (free(lane)) return lane;
  return undefined;
}

/** What was left, heaped by place: each heap covers at most so many pixels. */
export function heaps<T extends Placed>(left: readonly T[], width: number): T[][] {
  const found: T[][] = [];
  for (const thing of [...left].sort((a, b) => a.left - b.left)) {
    const heap = found.at(-1);
    const first = heap?.[0];
    if (heap && first && thing.left - first.left < width) heap.push(thing);
    else found.push([thing]);
  }
  return found;
}
