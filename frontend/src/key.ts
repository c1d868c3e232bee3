/** The reader's key for writing: in this page's memory, and in the tab's session only when asked to keep it. */

const NAME = "timeline-key";

let held = "";

/** The key, empty when there is none. */
export function key(): string {
  if (!held) held = stored(() => sessionStorage.getItem(NAME)) ?? "";
  return held;
}

/** Whether the tab keeps it. */
export function isKept(): boolean {
  return Boolean(stored(() => sessionStorage.getItem(NAME)));
}

export function keep(given: string, forTheTab: boolean): void {
  held = given.trim();
  stored(() => (forTheTab ? sessionStorage.setItem(NAME, held) : sessionStorage.removeItem(NAME)));
}

/** A browser may forbid storage; then memory has to do. */
function stored<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
