// Counted cells as smooth heat: counts on a coarse grid, blurred, coloured by a single-hue ramp. As fast for many as for few.
import type { Sheet } from "./canvas";
import type { Cell } from "./layer";

/** Pixels of the screen that one step of the grid is wide. */
export const GRAIN_PX = 4;
const TIMES = 6; // so often the mean of three neighbours is close to a normal curve
const HOTTEST = 5; // as much as five full cells on one spot
const [LEAST_CONTRAST, MOST_CONTRAST] = [2, 40];
const VEILED_UNTIL = 0.35;
const MOST_OPAQUE = 0.9;
const FULL = 255;

/** `px` is a cell's width on the sheet, `full` the count that is much for one cell. */
export function paintHeat(sheet: Sheet, cells: readonly Cell[], px: number, full: number, ramp: readonly string[]): void {
  const { context, origin } = sheet;
  const { width, height } = context.canvas;
  if (!cells.length) return;
  const grid = new Float32Array(width * height);
  for (const cell of cells) {
    const x = Math.floor(((cell[0]! + 0.5) * px - origin.x) / GRAIN_PX);
    const y = Math.floor(((cell[1]! + 0.5) * px - origin.y) / GRAIN_PX);
    if (x >= 0 && y >= 0 && x < width && y < height) grid[y * width + x]! += cell[2]!;
  }
  const soft = blurred(grid, width, height);
  const colours = palette(ramp);
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const unit = 1 / (full * peak());
  for (let place = 0; place < pixels.length; place++) {
    if (soft[place]! > 0) pixels[place] = colours[Math.round(warmth(soft[place]! * unit, full) * FULL)]!;
  }
  context.putImageData(image, 0, 0);
}

/** 0 to 1 for a heat in full cells: by orders of magnitude where counts differ much, so that single incidents still show. */
export function warmth(heat: number, full: number): number {
  const contrast = Math.min(MOST_CONTRAST, Math.max(LEAST_CONTRAST, full));
  return Math.min(1, Math.log1p(contrast * heat) / Math.log1p(contrast * HOTTEST));
}

/** The mean of each step's neighbourhood, taken a few times along rows and along columns. Sums stay the same inside. */
export function blurred(grid: Float32Array, width: number, height: number): Float32Array {
  const [from, to] = [grid, new Float32Array(grid.length)];
  for (let time = 0; time < TIMES; time++) {
    for (let y = 0; y < height; y++) slide(from, to, y * width, 1, width);
    for (let x = 0; x < width; x++) slide(to, from, x, width, height);
  }
  return from;
}

/** The mean of three along one line; beyond its ends is nothing. */
function slide(from: Float32Array, to: Float32Array, start: number, step: number, length: number): void {
  const end = start + (length - 1) * step;
  let before = 0;
  let here = from[start]!;
  for (let place = start; place < end; place += step) {
    const after = from[place + step]!;
    to[place] = (before + here + after) / 3;
    before = here;
    here = after;
  }
  to[end] = (before + here) / 3;
}

let peaked = 0;

/** What blurring leaves of a single count at its own spot. */
function peak(): number {
  const size = 2 * TIMES + 1;
  const one = new Float32Array(size * size);
  one[(one.length - 1) / 2] = 1;
  return (peaked ||= blurred(one, size, size)[(one.length - 1) / 2]!);
}

const palettes = new Map<string, Uint32Array>();

/** A colour for each warmth from 0 to 255; faint heat is see-through, so that the ground shows. */
function palette(ramp: readonly string[]): Uint32Array {
  const key = ramp.join();
  const made = palettes.get(key) ?? makePalette(ramp);
  palettes.set(key, made);
  return made;
}

function makePalette(ramp: readonly string[]): Uint32Array {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [FULL + 1, 1];
  const context = canvas.getContext("2d")!;
  const fade = context.createLinearGradient(0, 0, FULL + 1, 0);
  ramp.forEach((one, step) => fade.addColorStop(step / (ramp.length - 1), one));
  context.fillStyle = fade;
  context.fillRect(0, 0, FULL + 1, 1);
  const { data } = context.getImageData(0, 0, FULL + 1, 1);
  for (let warm = 0; warm <= FULL; warm++) data[4 * warm + 3] = Math.min(1, warm / FULL / VEILED_UNTIL) * MOST_OPAQUE * FULL;
  return new Uint32Array(data.buffer);
}
