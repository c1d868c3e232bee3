/** Sentences with the words of their date marked. Offsets of the service count characters, not UTF-16 units. */

import { h } from "./dom";
import type { Explanation } from "./types";

/** `[from, to)` in characters. */
export type Mark = readonly [from: number, to: number];

/** Where the words that dated an event stand in a sentence that begins at `start` of its article; none if elsewhere. */
export function marksIn(sentence: string, start: number, why: Explanation | null | undefined): Mark[] {
  if (!why?.text) return [];
  const characters = Array.from(sentence);
  const from = why.start - start;
  const whole = characters.slice(from, from + Array.from(why.text).length).join("");
  if (from >= 0 && whole === why.text) return [[from, from + Array.from(why.text).length]];
  // Words in two pieces ("1914 ... 1918"): the first stands where it was said to, the other after it.
  const pieces = why.text.split(" ... ");
  if (pieces.length < 2 || from < 0) return [];
  const found: Mark[] = [];
  let at = from;
  for (const piece of pieces) {
    const letters = Array.from(piece);
    const place = indexOf(characters, letters, at);
    if (place < 0) return found;
    found.push([place, place + letters.length]);
    at = place + letters.length;
  }
  return found;
}

function indexOf(characters: readonly string[], piece: readonly string[], from: number): number {
  for (let at = from; at + piece.length <= characters.length; at += 1) {
    if (piece.every((letter, n) => characters[at + n] === letter)) return at;
  }
  return -1;
}

/** A text with marks in it, as nodes. Marks are in order and apart; `make` makes the element of each. */
export function marked(
  text: string,
  marks: readonly Mark[],
  make: (words: string, n: number) => Node = (words) => h("mark", {}, words),
): Node[] {
  const characters = Array.from(text);
  const nodes: Node[] = [];
  let at = 0;
  marks.forEach(([from, to], n) => {
    if (from < at) return;
    nodes.push(
      document.createTextNode(characters.slice(at, from).join("")),
      make(characters.slice(from, to).join(""), n),
    );
    at = to;
  });
  nodes.push(document.createTextNode(characters.slice(at).join("")));
  return nodes;
}
