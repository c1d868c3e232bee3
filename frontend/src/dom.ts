/** Making elements. Text goes in as text nodes only: nothing that an article says is ever read as markup. */

type Child = Node | string | null | undefined | false;

interface Properties {
  readonly class?: string;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
  readonly [attribute: string]: unknown;
}

/** An element with attributes, listeners (`on`) and children; an attribute that is false or null is left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  decorate(element, properties);
  append(element, children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  decorate(element, properties);
  append(element, children);
  return element;
}

function decorate(element: Element, { on = {}, ...attributes }: Properties): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
}

function append(element: Element, children: readonly Child[]): void {
  element.append(
    ...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false),
  );
}

const ICONS = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.7 11.2L20 20",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V5h5M20 9V5h-5M4 15v4h5M20 15v4h-5",
  filters: "M4 7h16M7 12h10M10 17h4",
  share: "M12 15V4m0 0L8 8m4-4 4 4M5 13v6h14v-6",
  add: "M7 3h7l4 4v14H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Zm5 8v6m-3-3h6",
  edit: "M4 20l1-4L16 5l3 3L8 19l-4 1Z",
  outward: "M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9",
} as const;

/** A drawn sign; it says nothing to screen readers, so what it stands on needs a name. */
export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const path = svg("path", { d: ICONS[name] });
  return svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, path);
}
