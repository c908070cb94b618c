// Boxes and polygons as the filter writes them, and whether an outline crosses itself. Knows no DOM.
import type { Bounds } from "./cells";

export type Vertex = readonly [lon: number, lat: number];
export const MOST_VERTICES = 500;
const DECIMALS = 4;
const LEAST = 3;

export function rounded(lon: number, lat: number): Vertex {
  const within = (value: number, most: number): number => Number(Math.min(most, Math.max(-most, value)).toFixed(DECIMALS));
  return [within(lon, 180), within(lat, 90)];
}

/** "west,south,east,north", rounded outwards so that nothing drawn around is lost. */
export function boxText({ west, south, east, north }: Bounds): string {
  const step = 10 ** DECIMALS;
  const out = [Math.floor(west * step), Math.floor(south * step), Math.ceil(east * step), Math.ceil(north * step)];
  const most = [180, 90, 180, 90];
  return out.map((value, side) => Math.min(most[side]!, Math.max(-most[side]!, value / step)).toFixed(DECIMALS)).map(Number).join(",");
}

export function readBox(text: string): Bounds | null {
  const [west, south, east, north, ...rest] = numbers(text);
  if (west === undefined || south === undefined || east === undefined || north === undefined || rest.length) return null;
  return west < east && south < north ? { west, south, east, north } : null;
}

/** "lon,lat,lon,lat,…" without the end that repeats the beginning. */
export function polygonText(ring: readonly Vertex[]): string {
  return ring.flatMap(([lon, lat]) => rounded(lon, lat)).join(",");
}

export function readPolygon(text: string): Vertex[] {
  const found = numbers(text);
  if (found.length < 2 * LEAST || found.length % 2) return [];
  return Array.from({ length: found.length / 2 }, (_, place) => [found[2 * place]!, found[2 * place + 1]!] as const);
}

/** Why a further corner cannot be set, as a sentence, or nothing. */
export function troubleWith(ring: readonly Vertex[], next: Vertex): string {
  if (ring.length >= MOST_VERTICES) return `A polygon has at most ${MOST_VERTICES} corners: close it, or draw it more simply.`;
  return reachCrosses(ring, next) ? "That line would cross the outline: set the corner elsewhere." : "";
}

/** Why a ring cannot be closed, as a sentence, or nothing. */
export function troubleClosing(ring: readonly Vertex[]): string {
  if (ring.length < LEAST) return "A polygon needs at least three corners.";
  if (crosses(ring)) return "Closed here, the outline would cross itself: take back a corner with Backspace.";
  return area(ring) === 0 ? "These corners lie on one line and enclose nothing." : "";
}

/** Whether a ring meets itself anywhere but where one side goes on to the next. */
export function crosses(ring: readonly Vertex[]): boolean {
  const last = ring.at(-1);
  if (!last || ring.length < LEAST) return false;
  const isOpenCrossing = ring.some((corner, place) => reachCrosses(ring.slice(0, place), corner));
  return isOpenCrossing || folds(last, ring[0]!, ring[1]!) || reachCrosses(ring.slice(1), ring[0]!);
}

/** Whether a side from the last corner to a next one meets the sides before it. */
function reachCrosses(ring: readonly Vertex[], next: Vertex): boolean {
  const last = ring.at(-1);
  if (!last || ring.length < 2) return false;
  const before = ring.at(-2)!;
  return folds(before, last, next) || ring.slice(0, -2).some((from, place) => meet(from, ring[place + 1]!, last, next));
}

/** Whether a side goes straight back over the one before it. */
function folds(from: Vertex, corner: Vertex, to: Vertex): boolean {
  if (turn(from, corner, to) !== 0) return false;
  return (corner[0] - from[0]) * (to[0] - corner[0]) + (corner[1] - from[1]) * (to[1] - corner[1]) <= 0;
}

function meet(a: Vertex, b: Vertex, c: Vertex, d: Vertex): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc !== abd && cda !== cdb) return true;
  return (abc === 0 && isBetween(a, b, c)) || (abd === 0 && isBetween(a, b, d)) || (cda === 0 && isBetween(c, d, a)) || (cdb === 0 && isBetween(c, d, b));
}

/** 1 to the left, −1 to the right, 0 straight on; in whole steps of the last decimal, so without rounding. */
function turn(a: Vertex, b: Vertex, c: Vertex): number {
  const whole = (value: number): number => Math.round(value * 10 ** DECIMALS);
  const [ax, ay] = [whole(a[0]), whole(a[1])];
  return Math.sign((whole(b[0]) - ax) * (whole(c[1]) - ay) - (whole(b[1]) - ay) * (whole(c[0]) - ax));
}

function isBetween(a: Vertex, b: Vertex, c: Vertex): boolean {
  return [0, 1].every((axis) => Math.min(a[axis]!, b[axis]!) <= c[axis]! && c[axis]! <= Math.max(a[axis]!, b[axis]!));
}

function area(ring: readonly Vertex[]): number {
  return ring.reduce((sum, [x, y], place) => {
    const [nextX, nextY] = ring[(place + 1) % ring.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
}

function numbers(text: string): number[] {
  const found = text.split(",").map((word) => (word.trim() ? Number(word) : Number.NaN));
  return found.every(Number.isFinite) ? found : [];
}
