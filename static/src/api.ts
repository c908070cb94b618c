// Asks the API. Knows no DOM and keeps no state.
import type { Detail, Explore, Rows } from "./types";
import { filterWords, type Filter } from "./url";

const ROOT = "/api/v1";

/** An answer that was not given: a sentence to show, and whether asking again may help. */
export class Refusal extends Error {
  constructor(sentence: string, readonly mayRetry: boolean) {
    super(sentence);
  }
}

export function explore(filter: Filter, signal: AbortSignal): Promise<Explore> {
  return ask<Explore>(`${ROOT}/explore/?${filterWords(filter)}`, signal);
}

export function incident(publicId: string, signal: AbortSignal): Promise<Detail> {
  return ask<Detail>(`${ROOT}/incidents/${encodeURIComponent(publicId)}/`, signal);
}

export function more(address: string, signal: AbortSignal): Promise<Rows> {
  const { pathname, search } = new URL(address, location.origin);
  return ask(pathname + search, signal);
}

async function ask<T>(path: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(path, { signal, headers: { Accept: "application/json" }, cache: "no-cache" }).catch(unreachable);
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return body as T;
  throw new Refusal(sentenceOf(body) || `The server answered ${answer.status}.`, answer.status >= 500);
}

function unreachable(trouble: unknown): never {
  if (trouble instanceof DOMException && trouble.name === "AbortError") throw trouble;
  throw new Refusal("The server cannot be reached. What you see is the last answer; it is asked again shortly.", true);
}

/** The sentences of a refusal such as {"from": ["…"]} or {"detail": "…"}. */
export function sentenceOf(body: unknown): string {
  if (typeof body === "string") return body;
  if (Array.isArray(body)) return body.map(sentenceOf).join(" ");
  return body && typeof body === "object" ? Object.values(body).map(sentenceOf).join(" ") : "";
}
