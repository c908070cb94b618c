// What the page shows and the one way to change it. Map and panels meet only here. Knows no DOM.
import { batch, computed, signal } from "@preact/signals";
import * as api from "./api";
import { sentence } from "./format";
import type { Detail, Explore, Row } from "./types";
import { NOTHING, type Filter, type MapView, type View } from "./url";

export interface Spot { title: string; ids: readonly string[] }

export const filter = signal<Filter>(NOTHING);
export const mapView = signal<MapView | null>(null);
export const openId = signal("");
export const answer = signal<Explore | null>(null);
const answered = signal<Filter>(NOTHING); // the filter that `answer` answers: the sentence never runs ahead of it
export const rows = signal<readonly Row[]>([]);
export const nextRows = signal<string | null>(null);
export const detail = signal<Detail | null>(null);
export const spot = signal<Spot | null>(null);
export const isBusy = signal(false);
export const trouble = signal<{ sentence: string; mayRetry: boolean } | null>(null);

export const view = computed<View>(() => ({ filter: filter.value, map: mapView.value, open: openId.value }));
export const words = computed(() => (answer.value ? sentence(answer.value, answered.value) : ""));

let asking: AbortController | null = null;
let reading: AbortController | null = null;

/** Change the filter; one request follows, and its answer replaces every panel at once. */
export function setFilter(next: Filter): Promise<void> {
  batch(() => {
    filter.value = next;
    spot.value = null;
  });
  return load();
}

/** Show an address: a pasted link, or back and forward. */
export function show(next: View): Promise<void> {
  batch(() => {
    filter.value = next.filter;
    mapView.value = next.map;
    spot.value = null;
  });
  void open(next.open);
  return load();
}

/** Ask for the current filter. An older question still under way is dropped with its answer. */
export async function load({ isQuiet = false } = {}): Promise<void> {
  asking?.abort();
  const mine = (asking = new AbortController());
  const wanted = filter.peek();
  if (!isQuiet) isBusy.value = true;
  try {
    const found = await api.explore(wanted, mine.signal);
    if (!mine.signal.aborted) accept(found, wanted);
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

/** List exactly the incidents of one mark on the map. */
export function showSpot(next: Spot | null): void {
  if (next?.ids.length === 1) {
    void open(next.ids[0]!);
    return;
  }
  batch(() => {
    spot.value = next;
    openId.value = "";
    detail.value = null;
  });
}
