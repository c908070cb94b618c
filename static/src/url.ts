// The whole view as an address: filters as the API takes them, where the map is, and what is open. Knows no DOM.
export const MANY = ["group", "one", "province", "district", "kind", "family", "status", "target", "community", "credibility", "level"] as const;
export const ONE = [
  "parts", "from", "to", "dated", "killed_min", "killed_max", "wounded_min", "wounded_max", "counts", "sources_min", "unaligned", "conflict", "precision",
  "q", "bbox", "polygon", "mark",
] as const;
export const MODES = ["cells", "provinces", "districts", "heat"] as const;
export const JOINED = "~"; // between groups that count as one
export type Many = (typeof MANY)[number];
export type One = (typeof ONE)[number];
export type Mode = (typeof MODES)[number];
export type Filter = Record<Many, readonly string[]> & Record<One, string>;
export interface MapView { lat: number; lon: number; zoom: number }
export interface Bounds { west: number; south: number; east: number; north: number }

/** What is shown beside the filter: how the map and the bars are drawn, in which order the list is, and of which mark (symbol) alone. */
export interface Look { mode: Mode; ordering: string; listed: string; bars: "stacked" | "split" }

/** `open` is the incident and `about` the group whose cards are open, the group's on top. */
export interface View { filter: Filter; map: MapView | null; look: Look; open: string; about: string }

export const NOTHING: Filter = Object.freeze({
  ...(Object.fromEntries(MANY.map((name) => [name, []])) as unknown as Record<Many, readonly string[]>),
  ...(Object.fromEntries(ONE.map((name) => [name, ""])) as Record<One, string>),
});
export const PLAIN: Look = Object.freeze({ mode: "cells", ordering: "-when", listed: "", bars: "stacked" });

/** Reads an address; what it does not understand it leaves to the server to refuse. */
export function read(search: string): View {
  const words = new URLSearchParams(search);
  const filter = { ...NOTHING };
  for (const name of MANY) filter[name] = [...new Set(words.getAll(name))].sort();
  filter.one = asOne(filter.one);
  filter.group = firsts(filter.group, filter.one);
  for (const name of ONE) filter[name] = words.get(name) ?? "";
  const mode = MODES.find((one) => one === words.get("mode")) ?? PLAIN.mode;
  const bars = words.get("bars") === "split" ? "split" : PLAIN.bars;
  const look = { mode, ordering: words.get("ordering") ?? PLAIN.ordering, listed: words.get("listed") ?? "", bars };
  return { filter, map: readMap(words.get("at")), look, open: words.get("open") ?? "", about: words.get("about") ?? "" };
}

/** The address of a view, always written alike, without what is empty or plain. */
export function write(view: View): string {
  const words = filterWords(view.filter);
  for (const name of ["mode", "ordering", "listed", "bars"] as const) if (view.look[name] !== PLAIN[name]) words.set(name, view.look[name]);
  if (view.map) words.set("at", [view.map.lat.toFixed(5), view.map.lon.toFixed(5), String(view.map.zoom)].join(","));
  for (const name of ["open", "about"] as const) if (view[name]) words.set(name, view[name]);
  const text = words.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%7E", "~");
  return text ? `?${text}` : "";
}

/** Whether a view is a step to go back from. A moved map is none, nor is a searched word that is still being typed. */
export function isStep(before: View, now: View): boolean {
  const rest = ({ filter, ...view }: View): string => write({ ...view, map: null, filter: { ...filter, q: "" } });
  return rest(before) !== rest(now) || (before.filter.q !== now.filter.q && !isSameWord(before, now));
}

/** Also when it is taken back for the map to go to the place of that name. */
function isSameWord(before: View, now: View): boolean {
  const [had, has] = [before.filter.q, now.filter.q];
  if (before.map !== now.map) return had.startsWith(has);
  const added = has.startsWith(had) ? has.slice(had.length) : had.startsWith(has) ? had.slice(has.length) : " ";
  return had !== "" && has !== "" && !/\s/.test(added);
}

/** The part of the address that is the filter. */
export function filterWords(filter: Filter): URLSearchParams {
  const words = new URLSearchParams();
  for (const name of MANY) for (const value of filter[name]) words.append(name, value);
  for (const name of ONE) if (filter[name]) words.set(name, filter[name]);
  return words;
}

/** What the API is asked: the filter, and what is looked at. */
export function lookWords(filter: Filter, look: Look, seen: Bounds | null, zoom: number): URLSearchParams {
  const words = filterWords(filter);
  for (const name of ["mode", "ordering", "listed"] as const) if (look[name] !== PLAIN[name]) words.set(name, look[name]);
  if (seen) words.set("view", [seen.west, seen.south, seen.east, seen.north].map((side) => side.toFixed(4)).join(","));
  words.set("zoom", String(zoom));
  return words;
}

/** The filter with a value added, or taken away where it was; without groups nothing has chapters. */
export function toggled(filter: Filter, name: Many, value: string): Filter {
  const had = filter[name].includes(value);
  const values = had ? filter[name].filter((one) => one !== value) : [...filter[name], value].sort();
  return { ...filter, [name]: values, parts: name === "group" && values.length === 0 ? "" : filter.parts };
}

/** The filter with some groups counted as one. */
export function together(filter: Filter, slugs: readonly string[]): Filter {
  const one = asOne([...filter.one, slugs.join(JOINED)]);
  return { ...filter, one, group: firsts(filter.group, one) };
}

/** The filter with a group, and all that counted as one with it, counted by themselves again. */
export function apart(filter: Filter, slug: string): Filter {
  return { ...filter, one: filter.one.filter((value) => !value.split(JOINED).includes(slug)) };
}

/** All groups that count as one with a group, itself among them, in order. */
export function oneWith(filter: Filter, slug: string): readonly string[] {
  return filter.one.map((value) => value.split(JOINED)).find((set) => set.includes(slug)) ?? [slug];
}

/** Sets of groups, written alike: each in order, and those that share a group as one. */
export function asOne(values: readonly string[]): readonly string[] {
  const whole: string[][] = [];
  for (const value of values) {
    let set = value.split(JOINED);
    for (let at = whole.length - 1; at >= 0; at--) if (whole[at]!.some((slug) => set.includes(slug))) set = [...set, ...whole.splice(at, 1)[0]!];
    whole.push([...new Set(set)].sort());
  }
  return whole.map((set) => set.join(JOINED)).sort();
}

/** Groups, each by the first of those that count as one with it. */
export function firsts(groups: readonly string[], one: readonly string[]): readonly string[] {
  const sets = one.map((value) => value.split(JOINED));
  return [...new Set(groups.map((slug) => sets.find((set) => set.includes(slug))?.[0] ?? slug))].sort();
}

export function isEmpty(filter: Filter): boolean {
  return filterWords(filter).size === 0;
}

/** A view with half of itself around it, so that a small move of the map needs no new answer. */
export function padded({ west, south, east, north }: Bounds): Bounds {
  const [across, up] = [(east - west) / 2, (north - south) / 2];
  return {
    west: Math.max(-180, west - across), east: Math.min(180, east + across),
    south: Math.max(-90, south - up), north: Math.min(90, north + up),
  };
}

export function holds(outer: Bounds, inner: Bounds): boolean {
  return outer.west <= Math.max(inner.west, -180) && outer.south <= Math.max(inner.south, -90)
    && outer.east >= Math.min(inner.east, 180) && outer.north >= Math.min(inner.north, 90);
}

function readMap(text: string | null): MapView | null {
  const [lat, lon, zoom, ...rest] = (text ?? "").split(",").map(Number);
  const numbers = [lat, lon, zoom];
  if (rest.length || numbers.some((one) => one === undefined || !Number.isFinite(one))) return null;
  if (Math.abs(lat!) > 90 || Math.abs(lon!) > 180 || zoom! < 0 || zoom! > 18) return null;
  return { lat: lat!, lon: lon!, zoom: Math.round(zoom!) };
}
