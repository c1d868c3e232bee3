/** The keys of the drawing. */

export interface Keys {
  /** To the next event in time, or the one before. */
  step(by: 1 | -1): void;
  end(which: "first" | "last"): void;
  magnify(factor: number): void;
  /** Move the view by a share of its width, to the right. */
  pan(share: number): void;
  fit(): void;
  enter(): void;
  escape(): void;
}

export function keyboard(element: HTMLElement, keys: Keys): void {
  const onwards = () => (getComputedStyle(element).direction === "rtl" ? -1 : 1);
  const side = (event: KeyboardEvent, right: 1 | -1) => {
    if (event.shiftKey) keys.pan(right / 4);
    else keys.step((right * onwards()) as 1 | -1);
  };
  const acts: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowRight: (event) => side(event, 1),
    ArrowLeft: (event) => side(event, -1),
    ArrowDown: () => keys.step(1),
    ArrowUp: () => keys.step(-1),
    PageDown: () => keys.pan(0.8 * onwards()),
    PageUp: () => keys.pan(-0.8 * onwards()),
    Home: () => keys.end("first"),
    End: () => keys.end("last"),
    "+": () => keys.magnify(2),
    "=": () => keys.magnify(2),
    "-": () => keys.magnify(0.5),
    "0": () => keys.fit(),
    Enter: () => keys.enter(),
    " ": () => keys.enter(),
    Escape: () => keys.escape(),
  };
  element.addEventListener("keydown", (event) => {
    const act =
      event.target === element && !event.ctrlKey && !event.metaKey && !event.altKey ? acts[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act(event);
  });
}
