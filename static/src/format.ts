// Numbers, dates and the sentence of a view, in words. Knows no DOM.
import { killedIn, viewOf } from "./robustness";
import type { Bin, Explore, Range, Row } from "./types";
import { JOINED, MANY, ONE, type Filter, type Many, type One } from "./url";

const NUMBERS = new Intl.NumberFormat("en-GB");
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const YEAR = new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
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

/** A count of people in the view that is shown: by the low or the high figure alone, else as a range. */
export function people(count: Range, counts: string): string {
  if (count.low === null || (counts !== "low" && counts !== "high")) return range(count);
  if (counts === "low") return number(count.low);
  return count.high === null ? `${number(count.low)}+` : number(count.high);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** A bar of the timeline in words, by the unit of its timeline. */
export function binName(bin: Pick<Bin, "start" | "end">, unit: string): string {
  const start = new Date(`${bin.start}T00:00:00Z`);
  if (unit === "month") return MONTH.format(start);
  if (unit === "year") return [...new Set([bin.start, bin.end].map((iso) => YEAR.format(new Date(`${iso}T00:00:00Z`))))].join("–");
  return unit === "week" ? `week of ${DAY.format(start)}` : DAY.format(start);
}

export function day(iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : DAY.format(date);
}

/** A date as precise as it is known ("2018-01~" is about Jan 2018); other notations stay as they are written. */
export function dated(edtf: string): string {
  const [, year, month, date, doubt] = /^(\d{4})(-\d\d)?(-\d\d)?([~?%]?)$/.exec(edtf) ?? [];
  if (!year) return edtf;
  const words = date ? day(year + month + date) : month ? MONTH.format(new Date(`${year}${month}-01T00:00:00Z`)) : year;
  return doubt ? `about ${words}` : words;
}

/** The view in one sentence: how many, when, what is chosen, how many killed. */
export function sentence(answer: Explore, filter: Filter): string {
  const { killed } = answer.totals;
  const own = filter.counts === "high" ? viewOf(answer.robustness.views, filter) : undefined; // totals give no sum that is open
  const parts = [
    plural(answer.totals.incidents, "incident"),
    period(answer, filter),
    ...MANY.map((name) => chosen(name, filter[name].map((value) => labelOf(answer, name, value)))),
    ...ONE.map((name) => said(name, filter, answer)),
    killed.low !== null && (killed.low > 0 || (own?.killed ?? 0) > 0) && `${own ? killedIn(own) : people(killed, filter.counts)} killed`,
  ];
  return parts.filter(Boolean).join(" · ");
}

const LEVELS: Record<string, string> = { placed: "placed", by_district: "known by district", by_province: "known by province", not_located: "not located" };
const FIELDS: Partial<Record<Many, string>> = { status: "attribution", target: "target", community: "struck", credibility: "credibility" };

/** What a value of a facet is called. */
export function labelOf(answer: Explore | null, name: Many, value: string): string {
  if (name === "level") return LEVELS[value] ?? value;
  if (name === "one") return asOneName(answer, value);
  return answer?.facets[name].find((one) => one.value === value)?.label ?? value;
}

/** Groups that count as one: as the facet of groups has them, by the first. */
function asOneName(answer: Explore | null, value: string): string {
  const slugs = value.split(JOINED);
  return answer?.facets.group.find((one) => one.value === slugs[0] && one.label.includes(" = "))?.label ?? slugs.join(" = ");
}

/** Values of a field in words; where they do not speak for themselves, with the field's name. */
export function chosen(name: Many, labels: readonly string[]): string {
  if (name === "one") return labels.map((label) => `treating ${inWords(label.split(" = "))} as one`).join(" · ");
  const more = labels.length - MOST_NAMED;
  const all = more > 0 ? `${labels.slice(0, MOST_NAMED).join(", ")} and ${more} more` : labels.join(", ");
  return all && FIELDS[name] ? `${FIELDS[name]}: ${all}` : all;
}

function inWords(labels: readonly string[]): string {
  return `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`;
}

/** A single parameter of the filter in words; empty where it is not set, or is part of another. */
export function said(name: One, filter: Filter, answer: Explore | null): string {
  const value = filter[name];
  if (!value) return "";
  if (name === "mark") return markName(answer, value);
  const words: Partial<Record<One, string>> = {
    parts: value === "yes" ? "with its parts at the time" : "", dated: value === "no" ? "undated" : "dated", q: `“${value}”`,
    killed_min: `at least ${value} killed each`, killed_max: `at most ${value} killed each`,
    wounded_min: `at least ${value} wounded each`, wounded_max: `at most ${value} wounded each`,
    counts: value === "best" ? "" : `by the ${value} figures`, sources_min: `at least ${plural(Number(value), "independent source")}`,
    unaligned: value === "yes" ? "not on parties’ word alone" : "on parties’ word alone",
    conflict: value === "yes" ? "sources disagree" : "sources agree",
    precision: `known at least to the ${value}`, bbox: "in the drawn box", polygon: "in the drawn polygon",
  };
  return words[name] ?? "";
}

/** What a symbol on the map is called, by its mark. */
export function markName(answer: Explore | null, mark: string): string {
  const [kind, code] = [mark.slice(0, mark.indexOf(":")), mark.slice(mark.indexOf(":") + 1)];
  if (kind === "cell") return "one cell of the map";
  const symbols = answer ? [...answer.map.places, ...answer.map.districts, ...answer.map.provinces, ...answer.list.results.map(placeOf)] : [];
  const facets = answer ? [...answer.facets.district, ...answer.facets.province] : [];
  const name = symbols.find((one) => one.code === code)?.name ?? facets.find((one) => one.value === code)?.label ?? code;
  return kind === "district" ? `known to ${name} district` : kind === "province" ? `known to ${name} only` : name;
}

function placeOf({ place }: Row): { code: string; name: string } {
  return { code: place?.code ?? "", name: place?.name ?? "" };
}

/** Dates of a filter in words; empty where there are none. */
export function dates({ from, to }: Pick<Filter, "from" | "to">): string {
  if (from && to) return from === to ? day(from) : `${day(from)} – ${day(to)}`;
  return from ? `from ${day(from)}` : to ? `until ${day(to)}` : "";
}

function period(answer: Explore, filter: Filter): string {
  const chosenDates = dates(filter);
  if (chosenDates || filter.dated === "no") return chosenDates;
  const busy = answer.timeline.bins.filter((bin) => bin.count > 0);
  const [first, last] = [busy[0], busy.at(-1)];
  if (!first || !last) return "";
  const { unit } = answer.timeline;
  if (unit === "week" && first !== last) return `${day(first.start)} – ${day(last.end)}`;
  const [start, end] = [binName(first, unit), binName(last, unit)];
  return start === end ? start : `${start} – ${end}`;
}

/** How to cite a view, with the version of its data and the day it was read. */
export function citation(sentence: string, version: string, address: string, today: Date): string {
  return `Khorasan Watch. ${sentence}. Data version ${version}. ${address} (accessed ${DAY.format(today)}).`;
}

/** A time of day on the reader's clock. */
export function clock(ms: number): string {
  return CLOCK.format(ms);
}
