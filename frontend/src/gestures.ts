/** Dragging, wheel, pinching and touch, as moves of the view. One finger pans sideways and leaves the page its scrolling. */

import { select } from "d3-selection";
import { type D3ZoomEvent, type ZoomBehavior, zoom, zoomIdentity } from "d3-zoom";
import { HOUR } from "./calendar";
import { between, Geometry } from "./geometry";
import type { Span } from "./types";

const CLOSEST = HOUR; // days that the closest view shows
const TRIP = 420; // milliseconds of an animated move

export interface Moves {
  /** The view has moved; `settled` once nothing more is under way. */
  moved(view: Span, settled: boolean): void;
  /** Someone scrolls over the drawing without the key that makes it zoom. */
  scrolledBy(): void;
}

export class Gestures {
  private readonly zoom: ZoomBehavior<HTMLElement, unknown>;
  private base: Geometry | null = null;
  private view: Span = { start: 0, end: 1 };
  private trip = 0;
  private readonly touches = new Map<number, number>();

  constructor(
    private readonly element: HTMLElement,
    private readonly moves: Moves,
  ) {
    this.zoom = zoom<HTMLElement, unknown>()
      .filter((event: MouseEvent) => this.takes(event))
      .touchable(false)
      .clickDistance(4)
      .on("zoom", (event: D3ZoomEvent<HTMLElement, unknown>) => this.zoomed(event))
      .on("end", (event: D3ZoomEvent<HTMLElement, unknown>) => this.ended(event));
    select(element).call(this.zoom).on("dblclick.zoom", null);
    element.addEventListener("wheel", (event) => this.wheeled(event), { passive: false });
    element.addEventListener("pointerdown", (event) => this.touched(event));
    element.addEventListener("pointermove", (event) => this.dragged(event));
    for (const name of ["pointerup", "pointercancel"] as const) {
      element.addEventListener(name, (event) => this.lifted(event));
    }
  }

  /** Take new limits or a new size, and show a view at once. */
  reset(limits: Span, width: number, rightToLeft: boolean, view: Span): void {
    this.base = new Geometry(limits, width, rightToLeft);
    this.zoom
      .scaleExtent([1, (limits.end - limits.start) / CLOSEST])
      .extent([
        [0, 0],
        [width, 1],
      ])
      .translateExtent([
        [0, 0],
        [width, 1],
      ]);
    this.show(view);
  }

  /** Go to a view, on the way there or at once. */
  go(view: Span, animated: boolean): void {
    cancelAnimationFrame(this.trip);
    const [from, to] = [this.view, this.clamped(view)];
    if (!animated) {
      this.show(to);
      return;
    }
    const began = performance.now();
    const step = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - began) / TRIP));
      this.show(between(from, to, 1 - (1 - share) ** 3), share >= 1);
      if (share < 1) this.trip = requestAnimationFrame(step);
    };
    this.trip = requestAnimationFrame(step);
  }

  /** A view that lies within the limits and is not closer than the closest. */
  clamped(view: Span): Span {
    const limits = this.base?.view ?? view;
    const length = Math.min(Math.max(view.end - view.start, CLOSEST), limits.end - limits.start);
    const middle = (view.start + view.end) / 2;
    const start = Math.min(Math.max(middle - length / 2, limits.start), limits.end - length);
    return { start, end: start + length };
  }

  private show(view: Span, settled = true): void {
    const { base } = this;
    if (!base) return;
    this.view = this.clamped(view);
    const k = (base.view.end - base.view.start) / (this.view.end - this.view.start);
    const left = base.x(base.rightToLeft ? this.view.end : this.view.start);
    select(this.element).call(this.zoom.transform, zoomIdentity.scale(k).translate(-left, 0));
    this.moves.moved(this.view, settled);
  }

  private takes(event: MouseEvent): boolean {
    if (event.type === "wheel") return event.ctrlKey || event.metaKey;
    return !event.button && !event.ctrlKey;
  }

  private zoomed(event: D3ZoomEvent<HTMLElement, unknown>): void {
    if (!this.base || !event.sourceEvent) return; // our own doing
    cancelAnimationFrame(this.trip);
    const [start = 0, end = 1] = event.transform.rescaleX(this.base.scale).domain();
    this.view = { start, end };
    this.moves.moved(this.view, false);
  }

  private ended(event: D3ZoomEvent<HTMLElement, unknown>): void {
    if (event.sourceEvent) this.moves.moved(this.view, true);
  }

  /** Sideways scrolling pans; scrolling down stays the page's own. */
  private wheeled(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const sideways = event.shiftKey && !event.deltaX ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      this.moves.scrolledBy();
      return;
    }
    event.preventDefault();
    this.pan(sideways * (event.deltaMode === 1 ? 20 : 1));
  }

  /** Move the view by so many pixels to the right. */
  pan(pixels: number, animated = false): void {
    const { base } = this;
    if (!base) return;
    const days = (pixels * (this.view.end - this.view.start)) / base.width / (base.rightToLeft ? -1 : 1);
    this.go({ start: this.view.start + days, end: this.view.end + days }, animated);
  }

  /** Magnify around a place, the middle unless said. */
  magnify(factor: number, animated: boolean, pixel = (this.base?.width ?? 0) / 2): void {
    this.go(this.magnified(factor, pixel), animated);
  }

  private magnified(factor: number, pixel: number): Span {
    const { base, view } = this;
    const share = base ? (base.rightToLeft ? 1 - pixel / base.width : pixel / base.width) : 0.5;
    const at = view.start + (view.end - view.start) * share;
    return { start: at - (at - view.start) / factor, end: at + (view.end - at) / factor };
  }

  private touched(event: PointerEvent): void {
    if (event.pointerType !== "touch") return;
    cancelAnimationFrame(this.trip);
    this.touches.set(event.pointerId, this.place(event));
  }

  private dragged(event: PointerEvent): void {
    const before = this.touches.get(event.pointerId);
    if (before === undefined) return;
    const others = [...this.touches].filter(([id]) => id !== event.pointerId).map(([, x]) => x);
    const here = this.place(event);
    this.touches.set(event.pointerId, here);
    const other = others[0];
    if (other === undefined) this.show(this.moved(before - here), false);
    else
      this.show(
        this.magnified(Math.abs(here - other) / Math.max(24, Math.abs(before - other)), (here + other) / 2),
        false,
      );
  }

  private moved(pixels: number): Span {
    const width = this.base?.width ?? 1;
    const days = ((pixels * (this.view.end - this.view.start)) / width) * (this.base?.rightToLeft ? -1 : 1);
    return { start: this.view.start + days, end: this.view.end + days };
  }

  private lifted(event: PointerEvent): void {
    if (!this.touches.delete(event.pointerId) || this.touches.size) return;
    this.moves.moved(this.view, true);
  }

  private place(event: PointerEvent): number {
    return event.clientX - this.element.getBoundingClientRect().left;
  }
}
