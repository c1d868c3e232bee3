/** Asking the service. Everything that can go wrong becomes one `Trouble`, in words for the reader. */

import { key as held } from "./key";
import { messages } from "./messages";

const PATIENCE = 20_000; // milliseconds

/** Why there is no answer: `gone` (none came), `slow` (none in time), `locked` (a key is missing that the reader may
 * give), else the status that came. */
export class Trouble extends Error {
  constructor(
    readonly reason: "gone" | "slow" | "locked" | number,
    message: string,
    readonly retryAfter = 0,
  ) {
    super(message);
  }
}

export interface Answer<T> {
  readonly body: T;
  readonly tag: string | null;
}

export interface Ask {
  readonly signal?: AbortSignal | undefined;
  readonly key?: string | undefined;
  readonly method?: "GET" | "POST" | "PATCH";
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The service behind a `src` such as `https://host/events?source=Paper`. */
export class Api {
  readonly base: URL;
  /** The parameters that `src` fixes. */
  readonly fixed: URLSearchParams;
  /** Whether reading takes a key, as far as is known: then the reader's goes with every request. */
  isLocked = false;

  constructor(src: string) {
    const url = new URL(src, document.baseURI);
    this.fixed = fixedPairs(new URLSearchParams(url.search));
    url.search = url.hash = "";
    this.base = new URL(url.pathname.endsWith("/events") ? "." : "./", url);
  }

  get isOwn(): boolean {
    return this.base.origin === location.origin;
  }

  /** The address of a resource, with the fixed parameters where the filters apply. */
  url(path: string, pairs?: URLSearchParams): string {
    const url = new URL(path, this.base);
    if (pairs) url.search = merged(this.fixed, pairs).toString();
    return url.href;
  }

  /** The JSON that a resource answers; rejects with `Trouble`, or with an `AbortError` when the signal says so. */
  async get<T>(path: string, pairs?: URLSearchParams, signal?: AbortSignal): Promise<T> {
    return (await this.ask<T>(this.url(path, pairs), { signal })).body;
  }

  async ask<T>(url: string, ask: Ask): Promise<Answer<T>> {
    const { signal, key, method = "GET", json, headers = {} } = ask;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    const overtaken = () => patience.abort();
    signal?.addEventListener("abort", overtaken);
    try {
      signal?.throwIfAborted();
      const secret = key ?? (this.isLocked ? held() : "");
      if (/[^\x21-\x7e]/.test(secret)) throw new Trouble(401, messages.noKey); // no header could hold it
      const response = await fetch(url, {
        method,
        headers: {
          Accept: "application/json",
          ...(json === undefined ? {} : { "Content-Type": "application/json" }),
          ...(secret ? { Authorization: `Bearer ${secret}` } : {}),
          ...headers,
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        ...(secret ? { cache: "no-store" as const } : {}),
        credentials: "omit",
        signal: patience.signal,
      });
      if (method === "GET" && key === undefined && this.isOwn && [401, 403].includes(response.status)) {
        this.isLocked = true;
        if (!secret && held()) return await this.ask(url, ask); // the tab has kept it
        throw new Trouble("locked", secret ? messages.wrongKey : messages.locked);
      }
      if (!response.ok) throw await refusal(response);
      return { body: (await response.json()) as T, tag: response.headers.get("ETag") };
    } catch (error) {
      if (error instanceof Trouble) throw error;
      signal?.throwIfAborted();
      if (patience.signal.aborted) throw new Trouble("slow", messages.slow);
      throw new Trouble("gone", error instanceof SyntaxError ? messages.garbled : messages.gone);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", overtaken);
    }
  }
}

const FILTERS = new Set([
  "q",
  "from",
  "to",
  "match",
  "source",
  "article",
  "entity",
  "tag",
  "lang",
  "precision",
  "basis",
  "min_confidence",
  "min_sources",
]);

/** The filters of a query string; a range in one parameter becomes one in two. */
function fixedPairs(given: URLSearchParams): URLSearchParams {
  const [first = "", last = first] = (given.get("datetime") ?? "").split("/");
  const pairs = new URLSearchParams([...given].filter(([name]) => FILTERS.has(name)));
  if (first && first !== "..") pairs.set("from", first);
  if (last && last !== "..") pairs.set("to", last);
  return pairs;
}

/** Parameters of both; a reader's single value replaces the author's, except that words are added to words. */
export function merged(fixed: URLSearchParams, chosen: URLSearchParams): URLSearchParams {
  const all = new URLSearchParams(fixed);
  for (const name of new Set(chosen.keys())) {
    const words = name === "q" ? [...fixed.getAll(name), ...chosen.getAll(name)] : chosen.getAll(name);
    all.delete(name);
    for (const value of name === "q" ? [words.join(" ")] : words) all.append(name, value);
  }
  return all;
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly name?: string; readonly pointer?: string; readonly detail?: string }[];
}

async function refusal(response: Response): Promise<Trouble> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const flaws = (problem.errors ?? []).map(({ name, pointer, detail }) => {
    const member = name ?? pointer ?? "";
    return [messages.members[member] ?? member, detail].filter(Boolean).join(": "); // as the reader sees it called
  });
  const told = flaws.join("; ") || (problem.detail ?? problem.title ?? "");
  const wait = Number(response.headers.get("Retry-After")) || 0;
  if (response.status === 503 || response.status === 429) return new Trouble(response.status, messages.busy, wait);
  if (response.status >= 500) return new Trouble(response.status, messages.failed(response.status));
  return new Trouble(response.status, told || messages.failed(response.status));
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
