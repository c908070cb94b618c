// What the network page shows and the ways to change it. Picture, table and panels meet only here. Knows no DOM.
import { batch, computed, signal } from "@preact/signals";
import { ask } from "../api";
import { complain, trouble } from "../trouble";
import { passes, resolved, shown, sliderDays, tallied, united, weighed, type Shown } from "./shown";
import { turns, type Turn } from "./turns";
import type { Group, Network, Tie, Together, Way } from "./types";
import { asOne, firsts, JOINED } from "../url";
import { onTheMap, PLAIN, question, STATUSES, type View } from "./url";

const ROOT = "/api/v1";
const ALL = new URLSearchParams(STATUSES.map((status) => ["status", status]));

export const view = signal<View>(PLAIN);
export const known = signal<Network | null>(null); // as the server tells it; `network` has some groups counted as one
export const together = signal<Together | null>(null);
export const ways = signal<readonly Way[] | null>(null);
export const counted = signal<{ slugs: string; incidents: number } | null>(null);
export const isPlaying = signal(false);
export const isArranging = signal(true);
export const today = new Date().toISOString().slice(0, 10);

export const sets = computed(() => JSON.stringify(view.value.one));
export const network = computed<Network | null>(() => known.value && united(known.value, JSON.parse(sets.value) as string[]));
const NOTHING: Shown = { groups: [], ties: [], day: today };
export const day = computed(() => view.value.asOf || today);
const standing = computed(() => weighed(network.value?.links ?? [], day.value));
export const now = computed<Shown>(() => (network.value ? shown(network.value, standing.value, view.value, today) : NOTHING));
export const groups = computed<ReadonlyMap<string, Group>>(() => new Map(network.value?.nodes.map((group) => [group.id, group])));
export const opened = computed<Tie | null>(() => known.value?.links.find(({ key }) => key === view.value.tie) ?? null);
export const steps = computed<readonly string[]>(() => (network.value ? sliderDays(network.value, today) : [today]));
const filters = computed(() => String(new URLSearchParams(question({ ...view.value, asOf: "", ego: "" })))); // a text, so that a moved date sorts nothing anew
export const turned = computed<readonly Turn[]>(() => {
  void filters.value;
  const { links, nodes } = network.value ?? { links: [], nodes: [] };
  return turns(links.filter((tie) => passes(tie, view.peek())), nodes).filter(({ iso }) => iso <= today);
});
/** What ways are sought by: a text, so that nothing is asked anew while it stays the same. */
export const asked = computed(() => JSON.stringify([view.value.way, question({ ...view.value, ego: "" })]));
export const onTheWay = computed<ReadonlySet<number>>(() => new Set(ways.value?.[0]?.ties.map(({ key }) => key)));
const NO_PAIRS: Together["pairs"] = [];
export const pairs = computed(() => (together.value?.pairs.length ? together.value.pairs : NO_PAIRS));
export const years = computed<ReadonlyMap<string, Readonly<Record<string, number>>>>(
  () => new Map(together.value?.groups.map((group) => [group.slug, group.years])),
);
/** How many ties each choice of a filter shows, or would show. */
export const tallies = computed(() => tallied(standing.value, view.value, now.value));
/** What is hidden is said, not forgotten. */
export const hidden = computed(() => {
  const all = network.value ? shown(network.value, standing.value, { ...view.value, statuses: STATUSES, confidences: PLAIN.confidences, families: PLAIN.families, sourcesMin: 0, isCertain: false }, today) : NOTHING;
  return all.ties.length - now.value.ties.length;
});

export function change(part: Partial<View>): void {
  view.value = { ...view.peek(), ...part };
}

/** Choose a group, or let it go; with others when `isMore`. */
export function choose(slug: string, isMore: boolean): void {
  const { chosen } = view.peek();
  const others = chosen.filter((one) => one !== slug);
  const isAlone = chosen.length === 1 && chosen[0] === slug;
  change({ tie: 0, chosen: isMore ? (others.length < chosen.length ? others : [...others, slug]) : isAlone ? [] : [slug] });
}

/** Count some groups as one actor; no record is merged. */
export function treatAsOne(slugs: readonly string[]): void {
  const one = asOne([...view.peek().one, slugs.join(JOINED)]);
  change({ one, tie: 0, chosen: firsts(view.peek().chosen, one), ego: firsts([view.peek().ego], one)[0]! });
}

/** Count the groups of a set by themselves again. */
export function takeApart(set: string): void {
  change({ one: view.peek().one.filter((each) => each !== set) });
}

export function openTie(key: number): void {
  change({ tie: view.peek().tie === key ? 0 : key });
}

/** All groups and ties once: dates and filters then need no more questions. */
export async function load(): Promise<void> {
  try {
    const found = await ask<Network>(`${ROOT}/network/?${ALL}`);
    batch(() => {
      trouble.value = null;
      known.value = found;
      view.value = resolved(view.peek(), found.nodes);
    });
  } catch (refusal) {
    complain(refusal, "again");
  }
}

let summing: AbortController | null = null;

/** Numbers of incidents, with some groups counted as one; without them the ties are still worth seeing. */
export async function countTogether(): Promise<void> {
  summing?.abort();
  const mine = (summing = new AbortController());
  const words = new URLSearchParams(view.peek().one.map((set) => ["one", set]));
  const found = await ask<Together>(`${ROOT}/explore/together/?${words}`, { signal: mine.signal }).catch(() => null);
  if (!mine.signal.aborted) together.value = found;
}

let seeking: AbortController | null = null;

/** The ways between the two groups of the address, through the ties that are shown. */
export async function seek(): Promise<void> {
  seeking?.abort();
  const mine = (seeking = new AbortController());
  const [source, target] = view.peek().way;
  const words = new URLSearchParams([...question({ ...view.peek(), ego: "" }), ["source", source], ["target", target]]);
  try {
    const { paths } = await ask<{ paths: Way[] }>(`${ROOT}/network/paths/?${words}`, { signal: mine.signal });
    if (!mine.signal.aborted) ways.value = paths;
  } catch (refusal) {
    if (!mine.signal.aborted) complain(refusal, "none");
  }
}

let counting: AbortController | null = null;

/** How many incidents Explore would show for the chosen groups and what belonged to them at the time. */
export async function count(): Promise<void> {
  counting?.abort();
  const mine = (counting = new AbortController());
  const { chosen, one } = view.peek();
  if (!chosen.length) {
    counted.value = null;
    return;
  }
  const words = onTheMap(chosen, one);
  words.set("rows", "0");
  try {
    const { totals } = await ask<{ totals: { incidents: number } }>(`${ROOT}/explore/?${words}`, { signal: mine.signal });
    if (!mine.signal.aborted) counted.value = { slugs: chosen.join(), incidents: totals.incidents };
  } catch (refusal) {
    if (!mine.signal.aborted) complain(refusal, "none");
  }
}

/** Where a file with exactly the shown ties is. */
export function fileAddress(format: string): string {
  const words = String(new URLSearchParams(question(view.value)));
  return `${ROOT}/network${format === "json" ? "/" : `.${format}`}${words && `?${words}`}`;
}

export function labelOf(slug: string): string {
  return groups.value.get(slug)?.label ?? ownLabel(slug);
}

/** What a group is called by itself, also where it counts as one with others. */
export function ownLabel(slug: string): string {
  return known.value?.nodes.find(({ id }) => id === slug)?.label ?? slug;
}
