// Numbers, dates and the sentence of a view, in words. Knows no DOM.
import type { Bin, Explore, Range } from "./types";
import { MANY, ONE, type Filter, type Many, type One } from "./url";

const NUMBERS = new Intl.NumberFormat("en-GB");
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const YEAR = new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone: "UTC" });
const MOST_NAMED = 2;

export function number(value: number): string {
  return NUMBERS.format(value);
}

/** A count as a range: "9+", "18–20", "7", or a dash where nothing is reported. */
export function range(count: Range): string {
  if (count.low === null) return "–";
  if (count.is_open) return `${number(count.low)}+`;
  if (count.high !== null && count.high !== count.low) return `${number(count.low)}–${number(count.high)}`;
  return number(count.low);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** A bar of the timeline in words, by the unit of its timeline. */
export function binName(bin: Bin, unit: string): string {
  const start = new Date(`${bin.start}T00:00:00Z`);
  if (unit === "month") return MONTH.format(start);
  if (unit === "year") return YEAR.format(start);
  return unit === "week" ? `week of ${DAY.format(start)}` : DAY.format(start);
}

export function day(iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : DAY.format(date);
}

/** The view in one sentence: how many, when, what is chosen, how many killed. */
export function sentence(answer: Explore, filter: Filter): string {
  const killed = answer.totals.killed;
  const parts = [
    plural(answer.totals.incidents, "incident"),
    period(answer, filter),
    ...MANY.map((name) => chosen(filter[name].map((value) => labelOf(answer, name, value)))),
    ...ONE.map((name) => said(name, filter)),
    killed.low !== null && killed.low > 0 && `${range(killed)} killed`,
  ];
  return parts.filter(Boolean).join(" · ");
}

const LEVELS: Record<string, string> = { placed: "placed", by_district: "known by district", by_province: "known by province", not_located: "not located" };

/** What a value of a facet is called. */
export function labelOf(answer: Explore | null, name: Many, value: string): string {
  if (name === "level") return LEVELS[value] ?? value;
  const label = answer?.facets[name].find((one) => one.value === value)?.label ?? value;
  return name === "credibility" ? `credibility ${label}` : label;
}

/** A single parameter of the filter in words; empty where it is not set, or is part of another. */
export function said(name: One, filter: Filter): string {
  const value = filter[name];
  if (!value) return "";
  const view = filter.counts === "low" || filter.counts === "high" ? ` (${filter.counts} count)` : "";
  const words: Partial<Record<One, string>> = {
    parts: "with chapters and factions", dated: value === "no" ? "undated" : "dated", q: `“${value}”`,
    killed_min: `at least ${value} killed each${view}`, killed_max: `at most ${value} killed each${view}`,
    wounded_min: `at least ${value} wounded each${view}`, wounded_max: `at most ${value} wounded each${view}`,
    sources_min: `at least ${plural(Number(value), "independent source")}`,
    conflict: value === "yes" ? "sources disagree" : "sources agree",
    precision: `known at least to the ${value}`, bbox: "in the drawn box", polygon: "in the drawn polygon",
  };
  return words[name] ?? "";
}

function period(answer: Explore, filter: Filter): string {
  if (filter.from && filter.to) return `${day(filter.from)} – ${day(filter.to)}`;
  if (filter.from) return `from ${day(filter.from)}`;
  if (filter.to) return `until ${day(filter.to)}`;
  const busy = answer.timeline.bins.filter((bin) => bin.count > 0);
  const [first, last] = [busy[0], busy.at(-1)];
  if (!first || !last) return "";
  const [start, end] = [binName(first, answer.timeline.unit), binName(last, answer.timeline.unit)];
  return start === end ? start : `${start} – ${end}`;
}

function chosen(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more` : names.join(", ");
}

/** How to cite a view, with the version of its data and the day it was read. */
export function citation(sentence: string, version: string, address: string, today: Date): string {
  return `Khorasan Watch. ${sentence}. Data version ${version}. ${address} (accessed ${DAY.format(today)}).`;
}
