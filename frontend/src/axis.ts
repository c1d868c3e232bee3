/** The two rows of marks under the drawing: the second says what those of the first are a part of. */

import { type Axis, axisBottom } from "d3-axis";
import { select, type Selection } from "d3-selection";
import type { Day } from "./calendar";
import type { Geometry } from "./geometry";
import { marks, type Step, stepFor, wider } from "./steps";
import type { Words } from "./words";

type Group = Selection<SVGGElement, unknown, null, undefined>;

const SECOND_ROW = 22; // pixels under the first
const EDGE = 10;
const CUT = 16; // words so near to an edge would be cut off

export class TimeAxis {
  private readonly fine: Group;
  private readonly lines: Group;
  private readonly contexts: Group;

  constructor(parent: SVGSVGElement) {
    const root = select(parent);
    this.lines = root.append("g").attr("class", "lines");
    this.fine = root.append("g").attr("class", "axis");
    this.contexts = root.append("g").attr("class", "contexts");
  }

  /** Draw the marks of a view; `top` is where the axis lies, from the top of the drawing. */
  draw(geometry: Geometry, words: Words, top: number): void {
    const step = stepFor(geometry.pixelsADay);
    const context = wider(step);
    const starts = context ? marks(context, geometry.view) : [];
    const fits = (day: Day) => geometry.x(day) > CUT && geometry.x(day) < geometry.width - CUT;
    const labelled = row(geometry, marks(step, geometry.view), 5).tickFormat((day) =>
      fits(day) ? words.mark(step, day) : "",
    );
    this.fine.attr("transform", `translate(0,${top})`).call(labelled);
    this.lines.attr("transform", `translate(0,${top})`).call(row(geometry, starts, -top).tickFormat(() => ""));
    this.drawContexts(geometry, words, context, starts, top);
  }

  /** The words of the second row stand where their stretch begins, or at the edge while that lies outside. */
  private drawContexts(geometry: Geometry, words: Words, step: Step | null, starts: readonly Day[], top: number): void {
    const { rightToLeft, width } = geometry;
    const at = starts.map((day) => ({
      day,
      x: rightToLeft ? width - geometry.x(day) : geometry.x(day),
      text: step ? words.context(step, day) : "",
    }));
    const room = (text: string) => text.length * 8.2 + 16;
    const shown = at
      .map((one, n) => ({ ...one, x: Math.max(EDGE, one.x + 1), end: at[n + 1]?.x ?? width + 400 }))
      .filter((one) => one.x + room(one.text) < one.end + 8 && one.end > EDGE);
    this.contexts
      .selectAll<SVGTextElement, (typeof shown)[number]>("text")
      .data(shown, (one) => one.day)
      .join("text")
      .attr("x", ({ x }) => (rightToLeft ? width - x : x))
      .attr("y", top + SECOND_ROW + 16)
      .text(({ text }) => text);
  }
}

function row(geometry: Geometry, days: readonly Day[], size: number): Axis<number> {
  const axis = axisBottom(geometry.scale) as Axis<number>;
  return axis
    .tickValues([...days])
    .tickSizeInner(size)
    .tickSizeOuter(0)
    .tickPadding(6);
}
