// What a program in TypeScript writes with the generated types; compiled, never run.
import type { components, operations } from "./timeline.js";

type Page = operations["listEvents"]["responses"][200]["content"]["application/json"];
type Asked = NonNullable<operations["listEvents"]["parameters"]["query"]>;
type Correction = operations["correctEvent"]["requestBody"]["content"]["application/merge-patch+json"];
type Problem = components["schemas"]["Problem"];

export async function listEvents(service: string, asked: Asked): Promise<Page | Problem> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const answer = await fetch(`${service}/events?${query}`);
  return answer.ok ? ((await answer.json()) as Page) : ((await answer.json()) as Problem);
}

export const asked: Asked = { from: "1989", to: "1990", source: ["Harrowick Courier"], sort: "-date", limit: 10 };

export function firstDays(page: Page): string[] {
  return page.items.map((event) => event.date.start ?? event.date.edtf);
}

export function isLast(page: Page): boolean {
  return page.next === undefined;
}

export const undo: Correction = { title: null, date: null, hidden: false };
export const correct: Correction = { title: "The bridge reopens", date: { edtf: "2024-12-09" } };

// @ts-expect-error: there is no such form
export const wrongForm: Asked = { format: "xml" };
// @ts-expect-error: there is no such parameter
export const wrongName: Asked = { form: "json" };
// @ts-expect-error: a first day may be null
export const wrongDay = (page: Page): string[] => page.items.map((event) => event.date.start);
