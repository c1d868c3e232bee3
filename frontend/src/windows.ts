/** Answers kept by window: as one pans, only windows that were never seen are asked for, and asking for what is no
 * longer looked at is given up.
 *
 * A window is a stretch of days whose length is a power of two and that begins at a multiple of its length, so that
 * the same windows come again when one pans back and forth.
 */

import { dayOf } from "./calendar";
import type { Span } from "./types";

const MOST_KEPT = 300;
const REST_AFTER_FAILURE = 10_000; // milliseconds
// What `from` and `to` can say.
export const CALENDAR: Span = { start: dayOf(-9_999_999_999), end: dayOf(10_000_000_000) };

export interface Window extends Span {
  readonly key: string;
}

/** The windows that cover a view, two to four, and so much of it again to both sides. */
export function windowsOf(view: Span, margin = 0): Window[] {
  const length = 2 ** Math.max(0, Math.ceil(Math.log2(view.end - view.start)) - 1);
  const more = (view.end - view.start) * margin;
  const found: Window[] = [];
  for (let n = Math.floor((view.start - more) / length); n * length < view.end + more; n += 1) {
    const window = { start: n * length, end: (n + 1) * length, key: `${length}:${n}` };
    if (window.end > CALENDAR.start && window.start < CALENDAR.end) found.push(window);
  }
  return found;
}

export class WindowCache<T> {
  private readonly kept = new Map<string, T>();
  private readonly failed = new Map<string, number>(); // when
  private readonly asked = new Map<string, AbortController>();

  constructor(
    private readonly ask: (window: Window, signal: AbortSignal) => Promise<T>,
    private readonly done: (trouble?: unknown) => void,
  ) {}

  /** What is known of a window now. */
  known(window: Window): T | undefined {
    return this.kept.get(window.key);
  }

  get isAsking(): boolean {
    return this.asked.size > 0;
  }

  /** Ask for those of these windows that are not known, and give up asking for all others. */
  want(windows: readonly Window[]): void {
    const wanted = new Set(windows.map((window) => window.key));
    for (const [key, controller] of this.asked) if (!wanted.has(key)) this.giveUp(key, controller);
    for (const window of windows) {
      if (!this.kept.has(window.key) && !this.asked.has(window.key) && !this.isResting(window)) void this.fetch(window);
    }
  }

  /** Forget everything, as when the question changes or events were changed. */
  clear(): void {
    for (const [key, controller] of this.asked) this.giveUp(key, controller);
    this.kept.clear();
    this.failed.clear();
  }

  /** What could not be answered is not asked again at once. */
  private isResting(window: Window): boolean {
    return performance.now() - (this.failed.get(window.key) ?? -Infinity) < REST_AFTER_FAILURE;
  }

  private giveUp(key: string, controller: AbortController): void {
    this.asked.delete(key);
    controller.abort();
  }

  private async fetch(window: Window): Promise<void> {
    const controller = new AbortController();
    this.asked.set(window.key, controller);
    try {
      const answer = await this.ask(window, controller.signal);
      if (controller.signal.aborted) return;
      this.keep(window.key, answer);
      this.asked.delete(window.key);
      this.done();
    } catch (error) {
      if (controller.signal.aborted) return;
      this.asked.delete(window.key);
      this.failed.set(window.key, performance.now());
      this.done(error);
    }
  }

  private keep(key: string, answer: T): void {
    this.kept.set(key, answer);
    const oldest = this.kept.keys().next();
    if (this.kept.size > MOST_KEPT && !oldest.done) this.kept.delete(oldest.value);
  }
}
