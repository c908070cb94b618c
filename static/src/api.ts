// Asks the API. Knows no DOM and keeps no state.
import type { Detail, Explore, Playback, Rows } from "./types";
import { filterWords, lookWords, type Bounds, type Filter, type Look } from "./url";

const ROOT = "/api/v1";

/** An answer that was not given: a sentence to show, and whether asking again may help. */
export class Refusal extends Error {
  constructor(sentence: string, readonly mayRetry: boolean) {
    super(sentence);
  }
}

export interface Question { filter: Filter; look: Look; seen: Bounds | null; zoom: number }

export function explore({ filter, look, seen, zoom }: Question, signal: AbortSignal): Promise<Explore> {
  return ask<Explore>(`${ROOT}/explore/?${lookWords(filter, look, seen, zoom)}`, signal);
}

export function playback({ filter, seen, zoom }: Question, signal: AbortSignal): Promise<Playback> {
  const words = lookWords(filter, { mode: "cells", ordering: "-when", listed: "" }, seen, zoom);
  return ask<Playback>(`${ROOT}/explore/playback/?${words}`, signal);
}

export function incident(publicId: string, signal: AbortSignal): Promise<Detail> {
  return ask<Detail>(`${ROOT}/incidents/${encodeURIComponent(publicId)}/`, signal);
}

export function more(address: string, signal: AbortSignal): Promise<Rows> {
  const { pathname, search } = new URL(address, location.origin);
  return ask(pathname + search, signal);
}

/** Where a file with exactly a filter's incidents is. */
export function fileAddress(filter: Filter, format: string): string {
  const words = String(filterWords(filter));
  return `${ROOT}/explore/export.${format}${words ? `?${words}` : ""}`;
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
