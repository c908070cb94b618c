// What the page shows and the one way to change it. Map and panels meet only here. Knows no DOM.
import { batch, computed, signal } from "@preact/signals";
import * as api from "./api";
import { sentence } from "./format";
import type { Detail, Explore, Playback, Row } from "./types";
import { holds, NOTHING, padded, PLAIN, type Bounds, type Filter, type Look, type MapView, type View } from "./url";

const FIRST_ZOOM = 5;

export const filter = signal<Filter>(NOTHING);
export const look = signal<Look>(PLAIN);
export const mapView = signal<MapView | null>(null);
export const openId = signal("");
export const answer = signal<Explore | null>(null);
const answered = signal<Filter>(NOTHING); // the filter that `answer` answers: the sentence never runs ahead of it
export const rows = signal<readonly Row[]>([]);
export const nextRows = signal<string | null>(null);
export const detail = signal<Detail | null>(null);
export const isBusy = signal(false);
export const trouble = signal<{ sentence: string; mayRetry: boolean } | null>(null);
export const played = signal<{ answer: Playback; zoom: number; at: number } | null>(null);

export const view = computed<View>(() => ({ filter: filter.value, map: mapView.value, look: look.value, open: openId.value }));
export const words = computed(() => (answer.value ? sentence(answer.value, answered.value) : ""));

let asking: AbortController | null = null;
let reading: AbortController | null = null;
let playing: AbortController | null = null;
let seen: Bounds | null = null; // what the map shows
let asked: Bounds | null = null; // what the last answer was asked for
let zoom = FIRST_ZOOM;

/** Change the filter; one request follows, and its answer replaces every panel at once. */
export function setFilter(next: Filter): Promise<void> {
  batch(() => {
    filter.value = next;
    if (look.value.listed) look.value = { ...look.value, listed: "" };
    stopPlaying();
  });
  return load();
}

/** Change how the map draws, the order of the list, or which symbol's incidents are listed. */
export function setLook(change: Partial<Look>): Promise<void> {
  look.value = { ...look.value, ...change };
  return load();
}

/** List exactly the incidents of one symbol on the map; with an empty mark all of the filter's again. */
export function listMark(mark: string): Promise<void> {
  batch(() => {
    openId.value = "";
    detail.value = null;
  });
  return setLook({ listed: mark });
}

/** Show an address: a pasted link, or back and forward. */
export function show(next: View): Promise<void> {
  batch(() => {
    filter.value = next.filter;
    mapView.value = next.map;
    look.value = next.look;
    stopPlaying();
  });
  void open(next.open);
  return load();
}

/** Hear where the map looks; whether the answer at hand does not reach that far, or not that close. */
export function looksAt(bounds: Bounds, closeness: number): boolean {
  const isOther = closeness !== zoom || !asked || !holds(asked, bounds);
  [seen, zoom] = [bounds, closeness];
  if (isOther && played.peek()) stopPlaying();
  return isOther;
}

function question(): api.Question {
  return { filter: filter.peek(), look: look.peek(), seen: seen && padded(seen), zoom };
}

/** Ask for the current view. An older question still under way is dropped with its answer. */
export async function load({ isQuiet = false } = {}): Promise<void> {
  asking?.abort();
  const mine = (asking = new AbortController());
  const wanted = question();
  asked = wanted.seen;
  if (!isQuiet) isBusy.value = true;
  try {
    const found = await api.explore(wanted, mine.signal);
    if (!mine.signal.aborted) accept(found, wanted.filter);
  } catch (refusal) {
    if (refusal instanceof api.Refusal && !mine.signal.aborted) trouble.value = { sentence: refusal.message, mayRetry: refusal.mayRetry };
  } finally {
    if (asking === mine) isBusy.value = false;
  }
}

function accept(found: Explore, wanted: Filter): void {
  const isSame = JSON.stringify(found) === JSON.stringify(answer.peek());
  batch(() => {
    trouble.value = null;
    answered.value = wanted;
    if (isSame) return;
    answer.value = found;
    rows.value = found.list.results;
    nextRows.value = found.list.next;
  });
}

/** Open an incident's card, or close it with an empty id. */
export async function open(publicId: string): Promise<void> {
  reading?.abort();
  const mine = (reading = new AbortController());
  openId.value = publicId;
  if (!publicId) {
    detail.value = null;
    return;
  }
  try {
    const found = await api.incident(publicId, mine.signal);
    if (!mine.signal.aborted) detail.value = found;
  } catch (refusal) {
    if (refusal instanceof api.Refusal && !mine.signal.aborted) {
      batch(() => {
        trouble.value = { sentence: refusal.message, mayRetry: false };
        openId.value = "";
        detail.value = null;
      });
    }
  }
}

/** The next page of the list, if there is one. */
export async function loadMore(): Promise<void> {
  const address = nextRows.value;
  if (!address) return;
  nextRows.value = null;
  const before = answer.peek();
  const page = await api.more(address, new AbortController().signal).catch((refusal: Error) => refusal);
  if (answer.peek() !== before) return;
  batch(() => {
    if (page instanceof Error) {
      trouble.value = { sentence: page.message, mayRetry: true };
      nextRows.value = address;
      return;
    }
    rows.value = [...rows.value, ...page.results];
    nextRows.value = page.next;
  });
}

/** Fetch the map through time, all of it in one answer, and show its first moment. */
export async function play(): Promise<void> {
  playing?.abort();
  const mine = (playing = new AbortController());
  const wanted = question();
  const found = await api.playback(wanted, mine.signal).catch((refusal: Error) => refusal);
  if (mine.signal.aborted) return;
  if (found instanceof Error) trouble.value = { sentence: found.message, mayRetry: false };
  else if (found.bins.length) played.value = { answer: found, zoom: wanted.zoom, at: 0 };
}

/** Go to a moment of what is played. */
export function playAt(at: number): void {
  const now = played.peek();
  if (now) played.value = { ...now, at: Math.max(0, Math.min(at, now.answer.bins.length - 1)) };
}

export function stopPlaying(): void {
  playing?.abort();
  played.value = null;
}
