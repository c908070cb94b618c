// Which groups and ties a view shows, and how surely each of them stood. Knows no DOM.
import { mayExist, months, weight } from "./time";
import type { Group, Leader, Network, Tie } from "./types";
import { asOne, firsts, JOINED } from "../url";
import type { View } from "./url";

/** A tie as shown, 0 < weight ≤ 1. */
export interface ShownTie { tie: Tie; weight: number }
export interface Shown { groups: readonly Group[]; ties: readonly ShownTie[]; day: string }

const FACETS = ["family", "status", "confidence"] as const;
type Facet = (typeof FACETS)[number];
const CHOSEN = { family: "families", status: "statuses", confidence: "confidences" } as const satisfies Record<Facet, keyof View>;

/** All ties that may have stood on a day, whatever the filters: weighed once for everything that is told of the day. */
export function weighed(links: readonly Tie[], day: string): readonly ShownTie[] {
  return links.map((tie) => ({ tie, weight: weight(tie, day) })).filter((one) => one.weight > 0);
}

/** `standing` are the ties of the view's day, weighed. */
export function shown(network: Network, standing: readonly ShownTie[], view: View, today: string): Shown {
  const day = view.asOf || today;
  const held = standing.filter((one) => holds(one.weight, view) && passes(one.tie, view));
  if (!view.ego) {
    const tied = new Set(held.flatMap(({ tie }) => [tie.source, tie.target]));
    return { groups: network.nodes.filter((group) => mayExist(group, day) || tied.has(group.id)), ties: held, day };
  }
  const near = around(held.map(({ tie }) => tie), view.ego, view.steps);
  const ties = held.filter(({ tie }) => near.has(tie.source) && near.has(tie.target));
  return { groups: network.nodes.filter(({ id }) => near.has(id)), ties, day };
}

/** A view by the groups that are there: records that were merged by the one they lead to; unknown ones are left out. */
export function resolved(view: View, nodes: readonly Group[]): View {
  const known = new Map(nodes.flatMap(({ id, merged }) => [id, ...merged].map((slug) => [slug, id] as const)));
  const each = (slugs: readonly string[]): string[] => [...new Set(slugs.map((slug) => known.get(slug)).filter((slug) => slug !== undefined))];
  const one = asOne(view.one.map((set) => each(set.split(JOINED)).join(JOINED)).filter((set) => set.includes(JOINED)));
  const [source, target] = view.way.map((slug) => known.get(slug) ?? "") as [string, string];
  return { ...view, one, chosen: firsts(each(view.chosen), one), ego: firsts(each([view.ego]), one)[0] ?? "", way: [source, target] };
}

/** The network with some groups counted as one, by the first of them: the rule of groups/networks/whole.py. */
export function united(network: Network, sets: readonly string[]): Network {
  const parted = sets.map((set) => set.split(JOINED)).filter((set) => set.every((slug) => network.nodes.some(({ id }) => id === slug)));
  if (parted.length === 0) return network;
  const first = new Map(parted.flatMap((set) => set.map((slug) => [slug, set[0]!] as const)));
  const ofSet = (set: readonly string[]): Group => joint(set.map((slug) => network.nodes.find(({ id }) => id === slug)!));
  const links = network.links.map((tie) => ({ ...tie, source: first.get(tie.source) ?? tie.source, target: first.get(tie.target) ?? tie.target }));
  return {
    ...network, nodes: [...network.nodes.filter(({ id }) => !first.has(id)), ...parted.map(ofSet)],
    links: links.filter(({ source, target }, at) => source !== target || network.links[at]!.source === network.links[at]!.target),
  };
}

function joint(groups: readonly Group[]): Group {
  const [begins, ends] = [groups.map((one) => one.formed_earliest), groups.map((one) => one.ended_latest)];
  return {
    ...groups[0]!, label: groups.map(({ label }) => label).join(" = "), name: groups.map(({ name }) => name).join(" = "), leaders: groups.flatMap(({ leaders }) => leaders),
    formed: "", ended: "", formed_latest: null, ended_earliest: null,
    formed_earliest: begins.includes(null) ? null : begins.toSorted()[0]!, ended_latest: ends.includes(null) ? null : ends.toSorted().at(-1)!,
  };
}

export function passes(tie: Tie, view: View): boolean {
  return failing(tie, view).length === 0 && tie.sources >= view.sourcesMin;
}

function failing(tie: Tie, view: View): Facet[] {
  return FACETS.filter((facet) => !(view[CHOSEN[facet]] as readonly string[]).includes(tie[facet]));
}

/** How many ties each value of a facet shows, or would show if it were chosen too. */
export function tallied(standing: readonly ShownTie[], view: View, { groups }: Shown): ReadonlyMap<string, number> {
  const [found, there] = [new Map<string, number>(), new Set(groups.map(({ id }) => id))];
  for (const { tie, weight: sure } of standing) {
    if (!holds(sure, view) || tie.sources < view.sourcesMin || !there.has(tie.source) || !there.has(tie.target)) continue;
    const missed = failing(tie, view);
    if (missed.length > 1) continue;
    for (const facet of missed.length ? missed : FACETS) found.set(tie[facet], (found.get(tie[facet]) ?? 0) + 1);
  }
  return found;
}

function holds(sure: number, { isCertain }: View): boolean {
  return isCertain ? sure === 1 : sure > 0;
}

/** A group and all within some steps of it, whichever way the ties point. */
export function around(ties: readonly Pick<Tie, "source" | "target">[], slug: string, steps: number): Set<string> {
  const found = new Set([slug]);
  for (let step = 0; step < steps; step++) {
    const known = new Set(found);
    for (const { source, target } of ties) {
      if (known.has(source)) found.add(target);
      if (known.has(target)) found.add(source);
    }
  }
  return found;
}

/** Who may have headed a group on a day, the surest first; a vacancy counts. */
export function heads(group: Group, day: string): { leader: Leader; weight: number }[] {
  return group.leaders.filter(({ role }) => role === "head").map((leader) => ({ leader, weight: weight(leader, day) }))
    .filter((one) => one.weight > 0).toSorted((one, other) => other.weight - one.weight);
}

/** Incidents that name a group, up to the end of a day's year; what has no date counts always. */
export function activity(years: Readonly<Record<string, number>>, day: string): number {
  return Object.entries(years).reduce((sum, [year, count]) => sum + (year <= day.slice(0, 4) ? count : 0), 0);
}

/** The dates a slider goes through: months from the year before the first thing known to a year after the last, then today. */
export function sliderDays(network: Network, today: string): readonly string[] {
  const lasting = [...network.links, ...network.nodes.flatMap(({ leaders }) => leaders)];
  const days = [
    ...lasting.flatMap((one) => [one.begun_earliest, one.begun_latest, one.over_earliest, one.over_latest]),
    ...network.nodes.flatMap((group) => [group.formed_earliest, group.formed_latest, group.ended_latest]),
  ].filter((day): day is string => Boolean(day) && day! <= today).toSorted();
  const [first, last] = [days[0] ?? today, days.at(-1) ?? today];
  const end = `${Number(last.slice(0, 4)) + 1}${last.slice(4)}`;
  return [...months(`${Number(first.slice(0, 4)) - 1}-01-01`, end < today ? end : today), today];
}
