// Reads a playback: which cells a frame shows, and one scale for all of them. Knows no DOM.
import { scaleOf, type Scale } from "./cells";
import type { Cell, Playback } from "./layer";

/** The cells of one frame, which is written as cell, count, cell, count, … */
export function frameOf({ cells, frames }: Playback, k: number): Cell[] {
  const frame = frames[k] ?? [];
  return Array.from({ length: frame.length / 2 }, (_, place) => {
    const [x, y] = cells[frame[2 * place]!]!;
    return [x!, y!, frame[2 * place + 1]!, 0];
  });
}

/** One scale for all frames, so that growth shows as growth. */
export function scaleOfFrames({ frames }: Playback): Scale {
  return scaleOf(frames.flatMap((frame) => frame.filter((_, place) => place % 2 === 1)));
}
