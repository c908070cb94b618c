// Asks the API. Knows no DOM and keeps no state.
import type { Detail, ExportJob, Explore, Group, GroupFacts, Leader, Place, Playback, Rows, Tie } from "./types";
import { filterWords, lookWords, PLAIN, type Bounds, type Filter, type Look } from "./url";

const ROOT = "/api/v1";
const MOST_ROWS = 200;
const MOST_PLACES = 40;

interface Page<Row> { next?: string | null; results: Row[] }

/** An answer that was not given: a sentence to show, and whether asking again may help. */
export class Refusal extends Error {
  constructor(sentence: string, readonly mayRetry: boolean) {
    super(sentence);
  }
}

export interface Question { filter: Filter; look: Look; seen: Bounds | null; zoom: number }

export function explore({ filter, look, seen, zoom }: Question, signal: AbortSignal): Promise<Explore> {
  return ask<Explore>(`${ROOT}/explore/?${lookWords(filter, look, seen, zoom)}`, { signal });
}

export function playback({ filter, seen, zoom }: Question, signal: AbortSignal): Promise<Playback> {
  return ask<Playback>(`${ROOT}/explore/playback/?${lookWords(filter, PLAIN, seen, zoom)}`, { signal });
}

/** The list as the page shows it, from its beginning, as deep as it is shown. */
export function list({ filter, look }: Question, size: number, signal: AbortSignal): Promise<Rows> {
  const words = filterWords(look.listed ? { ...filter, mark: look.listed } : filter);
  words.set("ordering", look.ordering);
  words.set("page_size", String(Math.min(size, MOST_ROWS)));
  return ask<Rows>(`${ROOT}/explore/incidents/?${words}`, { signal });
}

export function more(address: string, signal: AbortSignal): Promise<Rows> {
  const { pathname, search } = new URL(address, location.origin);
  return ask(pathname + search, { signal });
}

export function incident(publicId: string, signal: AbortSignal): Promise<Detail> {
  return ask<Detail>(`${ROOT}/incidents/${encodeURIComponent(publicId)}/`, { signal });
}

/** A group with its ties and its leaders, which the API keeps at addresses of their own. */
export async function group(slug: string, signal: AbortSignal): Promise<GroupFacts> {
  const about = new URLSearchParams({ group: slug, page_size: String(MOST_ROWS) });
  const [found, ties, leaders] = await Promise.all([
    ask<Group>(`${ROOT}/groups/${encodeURIComponent(slug)}/`, { signal }),
    ask<Page<Tie>>(`${ROOT}/alliances/?${about}`, { signal }),
    ask<Page<Leader>>(`${ROOT}/leadership/?${about}`, { signal }),
  ]);
  return { group: found, ties: ties.results, leaders: leaders.results, isWhole: !ties.next && !leaders.next };
}

/** Places by the beginning of a name in any spelling, no finer than the reader may know. */
export async function places(name: string, signal: AbortSignal): Promise<readonly Place[]> {
  const words = new URLSearchParams({ q: name, page_size: String(MOST_PLACES) });
  return (await ask<Page<Place>>(`${ROOT}/places/?${words}`, { signal })).results;
}

/** Where a file with exactly a filter's incidents is. */
export function fileAddress(filter: Filter, format: string): string {
  const words = String(filterWords(filter));
  return `${ROOT}/explore/export.${format}${words ? `?${words}` : ""}`;
}

/** Has a big file written in the background; `token` is the one against cross-site requests. */
export function startExport(filter: Filter, format: string, token: string): Promise<ExportJob> {
  const body = JSON.stringify({ format, filter: String(filterWords(filter)) });
  return ask(`${ROOT}/explore/exports/`, { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": token } });
}

export function exportState(job: ExportJob): Promise<ExportJob> {
  const { pathname } = new URL(job.url, location.origin);
  return ask(pathname);
}

export async function ask<T>(path: string, { headers, ...options }: RequestInit = {}): Promise<T> {
  const asked = { ...options, headers: { Accept: "application/json", ...headers }, cache: "no-cache" } as const;
  const answer = await fetch(path, asked).catch(unreachable);
  const body: unknown = await answer.json().catch(unreadable);
  if (answer.ok && body !== null) return body as T;
  throw new Refusal(sentenceOf(body) || `The server answered ${answer.status} without a reason.`, answer.status >= 500 || answer.ok);
}

function unreachable(trouble: unknown): never {
  if (isAbort(trouble)) throw trouble;
  const what = globalThis.navigator?.onLine === false ? "This device is offline." : "The server cannot be reached.";
  throw new Refusal(what, true);
}

/** An answer that breaks off, or that is no JSON. */
function unreadable(trouble: unknown): null {
  if (isAbort(trouble)) throw trouble;
  return null;
}

function isAbort(trouble: unknown): boolean {
  return trouble instanceof DOMException && trouble.name === "AbortError";
}

/** The sentences of a refusal such as {"from": ["…"]} or {"detail": "…"}. */
export function sentenceOf(body: unknown): string {
  if (typeof body === "string") return body;
  if (Array.isArray(body)) return body.map(sentenceOf).filter(Boolean).join(" ");
  return body && typeof body === "object" ? Object.values(body).map(sentenceOf).filter(Boolean).join(" ") : "";
}
