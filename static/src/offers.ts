// What the search box offers for a typed name: places to look at and groups to read about. Knows no DOM.
import { signal } from "@preact/signals";
import * as api from "./api";
import { openGroup } from "./cards";
import { groupsOf, isName, spotsOf, viewOf, type Spot } from "./locate";
import { facets, lookAt } from "./state";
import type { Count } from "./types";

export type Offer = { key: string; label: string; kind: string } & ({ spot: Spot } | { group: string });

export const offers = signal<readonly Offer[]>([]);
export const marked = signal<Spot | null>(null); // the place that was chosen, until it is let go

const known = new Map<string, Count>(); // groups that any answer named: a search narrows the facet at hand
let asking: AbortController | null = null;

/** Offer what a name may mean. Nothing is said of a failure: the view's own answer tells of it. */
export async function offer(typed: string): Promise<void> {
  withdraw();
  if (!isName(typed)) return;
  for (const one of facets.peek()?.group ?? []) known.set(one.value, one);
  const mine = (asking = new AbortController());
  const places = await api.places(typed.trim(), mine.signal).catch(() => []);
  if (mine.signal.aborted) return;
  offers.value = [
    ...spotsOf(places, typed).map((spot) => ({ key: `${spot.kind}:${spot.text}`, label: spot.text, kind: spot.kind, spot })),
    ...groupsOf([...known.values()], typed).map(({ value, label, name }) => ({ key: `group:${value}`, label: name ?? label, kind: "group", group: value })),
  ];
}

export function withdraw(): void {
  asking?.abort();
  offers.value = [];
}

/** Take an offer; `q` is the search from before its name was typed. */
export function take(chosen: Offer, q: string): Promise<unknown> {
  withdraw();
  if ("group" in chosen) return openGroup(chosen.group);
  marked.value = chosen.spot;
  return lookAt(viewOf(chosen.spot), q);
}
