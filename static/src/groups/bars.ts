// Bars of a small chart in hundredths of its width, and what each is called. Knows no DOM.
import { binName, plural } from "../format";
import type { Bin, Timeline } from "../types";

interface Bar { x: number; width: number; height: number; title: string; address: string }
interface Tick { x: number; label: string }

const WHOLE = 100;
const GAP = 0.14; // of a bar's room
const LEAST_HEIGHT = 0.03; // one incident among thousands is still seen
const MOST_TICKS = 5;

/** One bar for each bin that holds an incident; `height` is a share of the highest. */
export function barsOf({ bins, unit }: Timeline, slug: string): Bar[] {
  const room = WHOLE / Math.max(1, bins.length);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return bins.flatMap((bin, place) => {
    if (bin.count === 0) return [];
    const title = `${binName(bin, unit)}: ${plural(bin.count, "incident")}`;
    const height = Math.max(LEAST_HEIGHT, bin.count / most);
    return [{ x: room * (place + GAP / 2), width: room * (1 - GAP), height, title, address: addressOf(slug, bin) }];
  });
}

/** Where Explore shows the same incidents. */
export function addressOf(slug: string, bin?: Pick<Bin, "start" | "end">): string {
  const words = new URLSearchParams({ group: slug });
  if (bin) words.set("from", bin.start);
  if (bin) words.set("to", bin.end);
  return `/?${words}`;
}

/** A few bins by name, each where its bar begins. */
export function ticksOf({ bins, unit }: Timeline): Tick[] {
  const step = Math.ceil(bins.length / MOST_TICKS) || 1;
  return bins.flatMap((bin, place) => (place % step ? [] : [{ x: (WHOLE * place) / bins.length, label: binName(bin, unit).replace("week of ", "") }]));
}

/** What the bars show, in words. The bars' sum is larger where a date may lie in several of them. */
export function captionOf({ bins, unit, undated }: Timeline, total: number): string {
  const sum = bins.reduce((all, { count }) => all + count, 0);
  const said = [`By ${unit}.`];
  if (sum + undated > total) said.push("An incident whose date is not known so exactly stands in each bar in which it may lie.");
  if (undated > 0) said.push(`${plural(undated, "incident")} without a date ${undated === 1 ? "is" : "are"} in no bar.`);
  return said.join(" ");
}
