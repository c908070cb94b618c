// The filter under other views: other figures, other demands on the evidence; which way each goes, in words. Knows no DOM.
import { number } from "./format";
import type { Explore } from "./types";
import type { Filter } from "./url";

export type Compared = Explore["robustness"]["views"][number];
export type Counted = "incidents" | "killed";
export type Direction = Compared["trends"]["killed"];

/** A demand on the evidence, as the address has it. */
export interface Demand { sources_min: string; unaligned: string; name: string; title: string; when: string }

export const FIGURES = ["low", "best", "high"] as const;
export const DEMANDS: readonly Demand[] = [
  { sources_min: "", unaligned: "", name: "All", title: "all incidents", when: "over all incidents" },
  { sources_min: "2", unaligned: "", name: "2+ sources", title: "at least two independent sources", when: "over those with two independent sources" },
  { sources_min: "", unaligned: "yes", name: "Non-party", title: "without what parties to the conflict alone report", when: "without what parties alone report" },
];
const MOST_NAMED = 2;
const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const [THOUSANDS, MILLIONS] = [0, 1].map((digits) => new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: digits }));
const MILLION = 1_000_000;
const LONGEST = 9_999; // written out; what is more has no room in a cell

/** The view that a demand and a figure lead to. */
export function viewOf(views: readonly Compared[], { sources_min, unaligned, counts }: Pick<Filter, "sources_min" | "unaligned" | "counts">): Compared | undefined {
  const [sources, isUnaligned] = [sources_min ? Number(sources_min) : null, unaligned ? unaligned === "yes" : null];
  return views.find((one) => one.sources_min === sources && one.unaligned === isUnaligned && one.counts === (counts || "best"));
}

/** The killed of a view: "41", "60+", or a dash where nothing is reported. */
export function killedIn({ killed, is_open: isOpen }: Compared, write = number): string {
  return killed === null ? "–" : `${write(killed)}${isOpen ? "+" : ""}`;
}

/** As short as a cell needs it. */
export function short(value: number): string {
  return value > LONGEST ? (value < MILLION ? THOUSANDS! : MILLIONS!).format(value) : number(value);
}

/** Whether one rises where the other falls. */
export function isContrary(one: Direction, other: Direction): boolean {
  return (one === "rising" && other === "falling") || (one === "falling" && other === "rising");
}

/** What the bars do in the view that is shown, and in which views they do something else; empty where there are too few. */
export function trendOf(what: Counted, views: readonly Compared[], own: Compared): string {
  const shown = distinct(what, views, own);
  const now = own.trends[what];
  const [rising, falling, neither] = (["rising", "falling", "neither"] as const).map((way) => shown.filter((one) => one !== own && one.trends[what] === way));
  if (now === "too_few") return "";
  if (shown.every((one) => one.trends[what] === now)) return now === "neither" ? "no clear trend under any view" : `${now} under ${count(shown)}`;
  if (now === "neither") return `no clear trend in this view, but ${[named("rising", rising!, own), named("falling", falling!, own)].filter(Boolean).join(", and ")}`;
  const contrary = now === "rising" ? falling! : rising!;
  if (contrary.length > 0) return `${now} in this view, but ${named(now === "rising" ? "falling" : "rising", contrary, own)}`;
  return `${now} in this view; ${named("no clear trend", neither!, own)}`;
}

/** Of those that find any. Where people are no part of the filter, another figure finds the same incidents. */
function distinct(what: Counted, all: readonly Compared[], own: Compared): Compared[] {
  const views = all.filter((one) => one === own || one.incidents > 0);
  const isSame = views.every((one) => views.every((other) => !isAlike(one, other) || one.incidents === other.incidents && one.trends.incidents === other.trends.incidents));
  return what === "incidents" && isSame ? views.filter((one) => one.counts === own.counts) : views;
}

function isAlike(one: Compared, other: Compared): boolean {
  return one.sources_min === other.sources_min && one.unaligned === other.unaligned;
}

function named(way: string, views: readonly Compared[], own: Compared): string {
  if (views.length === 0) return "";
  const near = views.filter((one) => isAlike(one, own) || one.counts === own.counts); // what one step leads to
  const told = (near.length ? near : views).slice(0, MOST_NAMED);
  const more = views.length - told.length;
  return `${way} ${told.map((one) => when(one, own)).join(" or ")}${more ? `, and ${NUMBERS[more]} more` : ""}`;
}

function when(view: Compared, own: Compared): string {
  const figures = view.counts === own.counts ? "" : `by the ${view.counts} figures`;
  const demand = DEMANDS.find((one) => viewOf([view], { ...one, counts: view.counts }));
  return [figures, isAlike(view, own) ? "" : (demand?.when ?? "under the demand that is set")].filter(Boolean).join(" ");
}

function count({ length }: readonly Compared[]): string {
  if (length <= 2) return length === 1 ? "this view, the only one that has any" : "both views that have any";
  return `all ${NUMBERS[length] ?? length} views${length % 3 ? " that have any" : ""}`;
}
