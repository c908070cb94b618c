// The arithmetic of counted cells: which cell a point lies in, how big and how strong a count is drawn. Knows no DOM.
import { number, plural } from "../format";

/** A cell is 16 px wide at its zoom: the world is 2^(zoom + 4) cells across in Web Mercator, from the north-west. */
export const CELL_PX = 16;
const TILE_PX = 256;
const LAST_LATITUDE = 85.051128779806589;
const LEAST_RADIUS = 2.6;
const MOST_RADIUS = 7.75; // a hair of ground stays visible between full neighbours
const STRENGTHS = 5;
const DIGITS_FROM: readonly { digits: number; radius: number; px: number }[] = [
  { digits: 1, radius: 5, px: 9.5 }, { digits: 2, radius: 6.6, px: 9.5 }, { digits: 3, radius: 7.4, px: 8 },
];

export interface Bounds { west: number; south: number; east: number; north: number }
interface Pixel { x: number; y: number }

export function across(zoom: number): number {
  return (TILE_PX / CELL_PX) * 2 ** zoom;
}

/** The cell of a zoom in which a place lies. */
export function cellOf(lat: number, lon: number, zoom: number): Pixel {
  const within = (value: number): number => Math.min(across(zoom) - 1, Math.max(0, Math.floor(value * across(zoom))));
  const { x, y } = unit(lat, lon);
  return { x: within(x), y: within(y) };
}

/** The middle of a cell, in degrees. */
export function middleOf(x: number, y: number, zoom: number): { lat: number; lon: number } {
  return degrees((x + 0.5) / across(zoom), (y + 0.5) / across(zoom));
}

/** One number for a column and a row, as the key of a cell. */
export function keyOf(x: number, y: number, zoom: number): number {
  return x * across(zoom) + y;
}

/** Bounds widened to whole cells and a few more, so that no cell that is seen is counted in part. */
export function wholeCells(seen: Bounds, zoom: number, more = 2): Bounds {
  const first = cellOf(seen.north, seen.west, zoom);
  const last = cellOf(seen.south, seen.east, zoom);
  const edge = (value: number): number => Math.min(1, Math.max(0, value / across(zoom)));
  const [northWest, southEast] = [
    degrees(edge(first.x - more), edge(first.y - more)), degrees(edge(last.x + 1 + more), edge(last.y + 1 + more)),
  ];
  return { west: northWest.lon, north: northWest.lat, east: southEast.lon, south: southEast.lat };
}

/** What counts are measured by: `most` ends the colours; at `full` a circle fills its cell, which a few counts may exceed. */
export interface Scale { most: number; full: number }
const USUAL_SHARE = 0.96;

/** Ends are round numbers, so that a scale does not twitch with each view. */
export function scaleOf(counts: readonly number[]): Scale {
  const sorted = Float64Array.from(counts).sort();
  return { most: roundUp(sorted.at(-1) ?? 1), full: roundUp(sorted[Math.floor((sorted.length - 1) * USUAL_SHARE)] ?? 1) };
}

/** The least of 1, 2 or 5 times a power of ten that is not below a count. */
export function roundUp(count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, count)));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= count)!;
}

/** Radius in pixels: area grows with the count, up to the cell. */
export function radiusOf(count: number, full: number): number {
  return LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * Math.sqrt(Math.min(1, Math.max(0, count) / full));
}

/** Strength of the colour from 0, by the order of magnitude. */
export function strengthOf(count: number, top: number, steps = STRENGTHS): number {
  if (top <= 1 || count <= 1) return 0;
  return Math.min(steps - 1, Math.floor((Math.log(count) / Math.log(top)) * steps));
}

/** The counts of each strength: for a legend. Strengths that no count can have are left out. */
export function strengths(top: number): { from: number; to: number; strength: number }[] {
  const starts = Array.from({ length: STRENGTHS }, (_, step) => (step === 0 ? 1 : leastOf(step, top)));
  return starts
    .map((from, strength) => ({ from, to: strength === STRENGTHS - 1 ? top : Math.max(from, starts[strength + 1]! - 1), strength }))
    .filter(({ from, to, strength }) => strengthOf(from, top) === strength && from <= to);
}

/** The number as it is written inside, and its size in pixels; null where it does not fit. */
export function figureOf(count: number, radius: number): { text: string; px: number } | null {
  if (count < 2) return null;
  const text = count < 1000 ? String(count) : count < 99_500 ? `${Math.round(count / 1000)}k` : "";
  const fit = text && DIGITS_FROM.find(({ digits }) => digits === text.length);
  return fit && radius >= fit.radius ? { text, px: fit.px } : null;
}

/** What is said of a cell: "123 incidents, 45+ killed". */
export function saidOf(count: number, killed: number): string {
  return killed > 0 ? `${plural(count, "incident")}, ${number(killed)}+ killed` : plural(count, "incident");
}

/** The cell under a point in pixels of the cells' zoom, or within `slop` of it the nearest that has any. */
export function nearest(at: Pixel, slop: number, has: (x: number, y: number) => boolean, cell = CELL_PX): Pixel | null {
  const [x, y] = [Math.floor(at.x / cell), Math.floor(at.y / cell)];
  if (has(x, y)) return { x, y };
  const reach = Math.ceil(slop / cell);
  let found: Pixel | null = null;
  let least = slop;
  for (let column = x - reach; column <= x + reach; column++) {
    for (let row = y - reach; row <= y + reach; row++) {
      const gap = Math.hypot(outside(at.x, column * cell, cell), outside(at.y, row * cell, cell));
      if (gap > least || !has(column, row)) continue;
      [found, least] = [{ x: column, y: row }, gap];
    }
  }
  return found;
}

function outside(value: number, start: number, width: number): number {
  return Math.max(start - value, 0, value - start - width);
}

function leastOf(strength: number, top: number): number {
  const near = Math.max(1, Math.floor(top ** (strength / STRENGTHS)) - 1);
  let least = near;
  while (least < top && strengthOf(least, top) < strength) least++;
  return least;
}

/** A place in the unit square of Web Mercator. */
function unit(lat: number, lon: number): Pixel {
  const angle = (Math.min(LAST_LATITUDE, Math.max(-LAST_LATITUDE, lat)) * Math.PI) / 180;
  return { x: (lon + 180) / 360, y: 0.5 - Math.asinh(Math.tan(angle)) / (2 * Math.PI) };
}

function degrees(x: number, y: number): { lat: number; lon: number } {
  return { lon: x * 360 - 180, lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI };
}
