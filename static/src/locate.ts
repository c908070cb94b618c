// Which places and groups a typed name may mean, the likeliest first, and how close to look at a place. Knows no DOM.
import type { Count, Place } from "./types";
import type { MapView } from "./url";

/** A place on the map; `km` is how far off the point may be. */
export interface Spot { name: string; text: string; kind: string; lat: number; lon: number; km: number }

const MOST_SPOTS = 6;
const MOST_GROUPS = 3;
const LEAST_LETTERS = 2;
const COARSE_TO_FINE = ["region", "country", "province", "district", "settlement", "neighbourhood", "site"];
const USUAL_KM: Record<string, number> = { region: 300, country: 500, province: 80, district: 20 };
const SETTLEMENT_KM = 3;
const [FARTHEST, NEAREST] = [4, 12];
const LEAST_SEEN_KM = 10;
const REACH_PX = 130; // so far from the middle of the map the doubt may reach
const EQUATOR_KM = 40_075;
const TILE_PX = 256;

export function isName(typed: string): boolean {
  return typed.trim().length >= LEAST_LETTERS;
}

/** Places whose name begins as typed come first, then the coarser and the larger ones; the same one comes once. */
export function spotsOf(places: readonly Place[], typed: string): Spot[] {
  const wanted = plain(typed.trim());
  const rank = (place: Place): number[] => [
    Math.min(...[place.name, ...place.names.map(({ name }) => name)].map((name) => nearness(plain(name), wanted))),
    COARSE_TO_FINE.indexOf(place.kind), -(place.population ?? 0),
  ];
  const ranked = places.filter(({ lat, lon }) => lat !== null && lon !== null).map((place) => ({ place, rank: rank(place) }));
  const spots = ranked.sort((one, other) => compare(one.rank, other.rank)).map(({ place }) => spotOf(place));
  return [...new Map(spots.toReversed().map((spot) => [`${spot.kind} ${spot.text}`, spot])).values()].toReversed().slice(0, MOST_SPOTS);
}

/** Groups of a facet that are called so. */
export function groupsOf(counts: readonly Count[], typed: string): Count[] {
  const wanted = plain(typed.trim());
  return counts.filter(({ label, name }) => plain(`${label} ${name ?? ""}`).includes(wanted)).slice(0, MOST_GROUPS);
}

/** Where the map must look so that a spot and its doubt are seen, with something of what lies around. */
export function viewOf({ lat, lon, km }: Spot): MapView {
  const wide = (TILE_PX * Math.max(km, LEAST_SEEN_KM)) / (EQUATOR_KM * Math.cos((lat * Math.PI) / 180));
  const zoom = Math.floor(Math.log2(REACH_PX / wide));
  return { lat, lon, zoom: Math.min(NEAREST, Math.max(FARTHEST, zoom)) };
}

/** Without the marks that a reader may not type, in small letters. */
export function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{Mark}/gu, "").toLowerCase();
}

function spotOf({ name, text, kind, lat, lon, uncertainty_km: km }: Place): Spot {
  return { name, text, kind, lat: lat!, lon: lon!, km: km ?? USUAL_KM[kind] ?? SETTLEMENT_KM };
}

/** 0 for the very name, 1 for its beginning, 2 for a part of it, 3 for one that only sounds like it. */
function nearness(name: string, wanted: string): number {
  if (name === wanted) return 0;
  return name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 3;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((value, at) => value !== other[at]);
  return place < 0 ? 0 : one[place]! - other[place]!;
}
