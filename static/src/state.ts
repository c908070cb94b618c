// What the page shows and the one way to change it. Map and panels meet only here. Knows no DOM.
import { batch, computed, signal } from "@preact/signals";
import * as api from "./api";
import { groupCard, incidentCard, open, openGroup, refreshCards } from "./cards";
import { sentence } from "./format";
import { keep } from "./keep";
import { complain, trouble } from "./trouble";
import type { Explore, Playback, Row, Rows } from "./types";
import { holds, lookWords, NOTHING, padded, PLAIN, type Bounds, type Filter, type Look, type MapView, type View } from "./url";

const FIRST_ZOOM = 5;
const PAUSE_MS = 150;

export const filter = signal<Filter>(NOTHING);
export const look = signal<Look>(PLAIN);
export const mapView = signal<MapView | null>(null);
export const answer = signal<Explore | null>(null);
export const answered = signal<Filter>(NOTHING); // the filter that `answer` answers: the sentence never runs ahead of it
export const heardAt = signal(0); // when the server last answered, in ms since 1970
export const rows = signal<readonly Row[]>([]);
export const nextRows = signal<string | null>(null);
export const isBusy = signal(false);
export const played = signal<{ answer: Playback; zoom: number; at: number } | null>(null);

export const totals = computed(() => answer.value?.totals ?? null);
export const timeline = computed(() => answer.value?.timeline ?? null);
export const facets = computed(() => answer.value?.facets ?? null);
export const layer = computed(() => answer.value?.map ?? null);
export const view = computed<View>(() => ({
  filter: filter.value, map: mapView.value, look: look.value, open: incidentCard.id.value, about: groupCard.id.value,
}));
export const words = computed(() => (answer.value ? sentence(answer.value, answered.value) : ""));

let asking: AbortController | null = null;
let playing: AbortController | null = null;
let seen: Bounds | null = null; // what the map shows
let zoom = FIRST_ZOOM;
let last: api.Question | null = null; // what was asked for last
let pause: ReturnType<typeof setTimeout> | undefined;
let movedAt = 0; // when a move was last asked for

/** Change the filter; one request follows, and its answer replaces every panel at once. */
export function setFilter(next: Filter): Promise<void> {
  batch(() => {
    filter.value = next;
    if (look.value.listed) look.value = { ...look.value, listed: "" };
    letGo();
  });
  return load();
}

/** Change how map and bars are drawn, the order of the list, or which symbol's incidents are listed; asks where the answer would differ. */
export function setLook(change: Partial<Look>): Promise<void> {
  look.value = { ...look.value, ...change };
  return loadUnlessKnown();
}

/** List exactly the incidents of one symbol on the map; with an empty mark all of the filter's again. */
export function listMark(mark: string): Promise<void> {
  batch(() => {
    void open("");
    look.value = { ...look.value, listed: mark };
  });
  return load();
}

/** Everything as it is without an address. */
export function clear(): Promise<void> {
  const { mode, bars } = look.peek();
  look.value = { ...PLAIN, mode, bars };
  return setFilter(NOTHING);
}

/** Show an address: a pasted link, or back and forward. Nothing is asked that is known already. */
export function show(next: View): Promise<void> {
  batch(() => {
    filter.value = next.filter;
    mapView.value = next.map;
    look.value = next.look;
    letGo();
    if (next.open !== incidentCard.id.peek()) void open(next.open); // in one step, or the address is written with half of it
    if (next.about !== groupCard.id.peek()) void openGroup(next.about);
  });
  return loadUnlessKnown();
}

/** Look at a place, with the search as it was before its name was typed. */
export function lookAt(where: MapView, q: string): Promise<void> {
  batch(() => {
    mapView.value = where;
    filter.value = { ...filter.peek(), q };
    letGo();
  });
  return loadUnlessKnown();
}

function loadUnlessKnown(): Promise<void> {
  return answer.peek() && isAnswered() ? Promise.resolve() : load();
}

/** Hear where the map looks. What the answer at hand does not reach is asked for: at once, or after a pause while moves follow each other. */
export function looksAt(bounds: Bounds, closeness: number): void {
  [seen, zoom] = [bounds, closeness];
  if (!last || isAnswered()) return;
  clearTimeout(pause);
  pause = setTimeout(() => {
    if (isAnswered()) return;
    movedAt = Date.now();
    void (played.peek() ? play() : load());
  }, Date.now() - movedAt < PAUSE_MS ? PAUSE_MS : 0);
}

/** Whether what was asked for last is what the page wants to know now. */
function isAnswered(): boolean {
  const wanted = question();
  if (!last || asWords(last) !== asWords(wanted)) return false;
  return seen === null || (last.seen !== null && holds(last.seen, seen));
}

function asWords({ filter, look, zoom }: api.Question): string {
  return String(lookWords(filter, look, null, zoom));
}

function question(): api.Question {
  return { filter: filter.peek(), look: look.peek(), seen: seen && padded(seen), zoom };
}

/** Ask for the current view. An older question still under way is dropped with its answer. */
export async function load({ isQuiet = false } = {}): Promise<void> {
  clearTimeout(pause);
  asking?.abort();
  const mine = (asking = new AbortController());
  const wanted = (last = question());
  if (!isQuiet) isBusy.value = true;
  if (!isQuiet && trouble.peek()?.remedy === "none") trouble.value = null;
  try {
    const found = await api.explore(wanted, mine.signal);
    const depth = rows.peek().length;
    const isDeeper = isQuiet && depth > found.list.results.length && found.version !== answer.peek()?.version;
    const deeper = isDeeper ? await api.list(wanted, depth, mine.signal) : null;
    if (!mine.signal.aborted) accept(found, wanted.filter, deeper, isQuiet);
  } catch (refusal) {
    if (!mine.signal.aborted) complain(refusal, refusal instanceof api.Refusal && refusal.mayRetry ? "again" : "clear");
  } finally {
    if (asking === mine) isBusy.value = false;
  }
}

function accept(found: Explore, wanted: Filter, deeper: Rows | null, isQuiet: boolean): void {
  const had = answer.peek();
  batch(() => {
    heardAt.value = Date.now();
    if (trouble.peek()?.remedy !== "none") trouble.value = null; // what was said of a card or a playback stays to be read
    answered.value = wanted;
    const kept = (answer.value = keep(had, found));
    if (kept.list === had?.list) return;
    rows.value = keep(rows.peek(), deeper?.results ?? kept.list.results);
    nextRows.value = deeper ? deeper.next : kept.list.next;
  });
  if (isQuiet && found.version !== had?.version) refreshCards();
}

/** The next page of the list, if there is one. */
export async function loadMore(): Promise<void> {
  const address = nextRows.value;
  if (!address) return;
  nextRows.value = null;
  const before = answer.peek()?.list;
  const page = await api.more(address, new AbortController().signal).catch((refusal: Error) => refusal);
  if (answer.peek()?.list !== before) return;
  batch(() => {
    if (page instanceof Error) {
      nextRows.value = address;
      return complain(page, "again");
    }
    const known = new Set(rows.peek().map((one) => one.public_id));
    rows.value = [...rows.peek(), ...page.results.filter((one) => !known.has(one.public_id))];
    nextRows.value = page.next;
  });
}

/** Fetch the map through time, all of it in one answer, and show its first moment, or the one that was shown. */
export async function play(): Promise<void> {
  playing?.abort();
  const mine = (playing = new AbortController());
  const wanted = (last = question());
  try {
    const found = await api.playback(wanted, mine.signal);
    const at = Math.min(played.peek()?.at ?? 0, found.bins.length - 1);
    if (!mine.signal.aborted && found.bins.length) played.value = { answer: found, zoom: wanted.zoom, at };
  } catch (refusal) {
    if (!mine.signal.aborted) complain(refusal, "none");
  }
}

/** Go to a moment of what is played. */
export function playAt(at: number): void {
  const now = played.peek();
  if (now) played.value = { ...now, at: Math.max(0, Math.min(at, now.answer.bins.length - 1)) };
}

/** Back to the whole time; the map asks for what was moved to meanwhile. */
export function stopPlaying(): Promise<void> {
  letGo();
  return load({ isQuiet: true });
}

function letGo(): void {
  playing?.abort();
  played.value = null;
}
