// The timeline's arithmetic: spans of bars, the shapes of stacked bars, and where dates lie along them. Knows no DOM.
import type { Bin } from "../types";

/** Places of two bars, both within; the second moves, and may lie before the first. */
export type Span = readonly [number, number];
type Days = Pick<Bin, "start" | "end">;

const DAY_MS = 86_400_000;
const LEAST_HEIGHT = 0.02; // a bar with anything in it can be seen
const GAPS_UP_TO = 150; // bars; more stand without a gap
const STRIDES = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const YEAR_MONTHS = 12;
const LANE_SHARE = 0.92; // of a line is what its highest bar takes
const STILL_REPORTED_DAYS = 28;

export function sorted([one, other]: Span): Span {
  return one <= other ? [one, other] : [other, one];
}

/** The bars that dates reach into; null when there are no dates, or no bars there. */
export function spanOf(bins: readonly Days[], from: string, to: string): Span | null {
  if (!from && !to) return null;
  const first = bins.findIndex((bin) => !from || bin.end >= from);
  const last = bins.findLastIndex((bin) => !to || bin.start <= to);
  return first < 0 || last < first ? null : [first, last];
}

/** A span after a key, of so many bars: arrows move it whole, with Shift its second end; null for other keys. */
export function moved(span: Span, key: string, { isStretching, size }: { isStretching: boolean; size: number }): Span | null {
  const [low, high] = sorted(span);
  const step = { ArrowLeft: -1, ArrowRight: 1, Home: -size, End: size }[key];
  if (step === undefined) return null;
  if (isStretching) return [span[0], Math.min(size - 1, Math.max(0, span[1] + step))];
  const shift = Math.min(size - 1 - high, Math.max(-low, step));
  return [span[0] + shift, span[1] + shift];
}

/** How far along the bars a day begins, from 0 to 1; beyond them at their end. */
export function shareOf(day: string, bins: readonly Days[]): number {
  const place = bins.findIndex((bin) => bin.end >= day);
  if (place < 0) return 1;
  const [start, end] = [Date.parse(bins[place]!.start), Date.parse(bins[place]!.end) + DAY_MS];
  const within = Math.max(0, (Date.parse(day) - start) / (end - start));
  return (place + within) / bins.length;
}

/** The day after, or so many days after. */
export function after(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** For each family the outline of all its parts, stacked; one unit wide a bar and one high for the highest. Empty where it has none. */
export function stacks(bins: readonly Bin[], families: number): string[] {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const paths = Array.from({ length: families }, () => "");
  bins.forEach((bin, place) => {
    const scale = bin.count > 0 ? Math.max(LEAST_HEIGHT, bin.count / most) / bin.count : 0;
    let top = 1;
    bin.families.forEach((count, family) => {
      top -= count * scale;
      paths[family] += boxAt(place, top, count * scale, bins.length);
    });
  });
  return paths;
}

/** The same with a line of its own for each family that occurs, all by one scale; `lines` are these families from above. */
export function lanes(bins: readonly Bin[], families: number): { lines: number[]; paths: string[] } {
  const lines = occurring(bins, families);
  const most = Math.max(1, ...bins.flatMap((bin) => bin.families));
  const paths = Array.from({ length: families }, () => "");
  lines.forEach((family, line) => {
    const heights = bins.map(({ families: counts }) => (counts[family] ? Math.max(LEAST_HEIGHT, (LANE_SHARE * counts[family]) / most / lines.length) : 0));
    paths[family] = heights.map((height, place) => boxAt(place, (line + 1) / lines.length - height, height, bins.length)).join("");
  });
  return { lines, paths };
}

/** The places of the families that any bar has. */
export function occurring(bins: readonly Bin[], families: number): number[] {
  return Array.from({ length: families }, (_, family) => family).filter((family) => bins.some((bin) => bin.families[family]));
}

/** A part of a bar; with few bars there is a gap between them. */
function boxAt(place: number, top: number, height: number, size: number): string {
  const gap = size > GAPS_UP_TO ? 0 : 0.05;
  return height ? `M${place + gap} ${fixed(top)}h${1 - 2 * gap}v${fixed(height)}h${2 * gap - 1}z` : "";
}

/** The day from which on reports are still coming in. */
export function recently(today: Date): string {
  return after(today.toISOString().slice(0, 10), -STILL_REPORTED_DAYS);
}

function fixed(value: number): string {
  return value.toFixed(4);
}

/** At most so many bars that carry a date under them, at round dates: of the first of months and years where there are any. */
export function ticks(bins: readonly Days[], unit: string, most: number): number[] {
  const isCalendar = unit === "month" || unit === "year";
  const position = ({ start }: Days, place: number): number => (isCalendar ? Number(start.slice(0, 4)) * YEAR_MONTHS + Number(start.slice(5, 7)) - 1 : place);
  for (const stride of STRIDES) {
    const found = bins.flatMap((bin, place) => (position(bin, place) % stride === 0 ? [place] : []));
    if (found.length <= most) return found.length ? found : [0];
  }
  return [0];
}
