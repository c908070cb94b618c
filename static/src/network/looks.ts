// How ties and groups are drawn: colour by family, line by status, breadth by confidence, fading by how surely a tie stood. Knows no DOM.
import type { Group, Pair, Tie } from "./types";
import { FAMILIES } from "./url";

/** Custom properties of the style sheet, in this order. */
export const INKS = ["--ink", "--ink-soft", "--group", "--paper", "--accent", "--line-strong", ...FAMILIES.map((family) => `--tie-${family}`)] as const;
export type Palette = Readonly<Record<string, string>>;

export interface TieLook { color: string; plainColor: string; size: number; dashSize: number; gapSize: number; head: string; label: string }

// Dashes and gaps in pixels; none is a solid line.
const LINES: Record<Tie["status"], readonly [number, number]> = { confirmed: [0, 0], asserted: [0, 0], ended: [14, 4], disputed: [8, 5], implied: [2, 4], denied: [2, 9] };
const BREADTHS: Record<Tie["confidence"], number> = { high: 4, moderate: 2.4, low: 1.3 };
const TWO_WAY: ReadonlySet<Tie["kind"]> = new Set(["rival_of", "hostile_to", "allied_with", "cooperates_with", "has_ties_with", "same_as"]);
const SHAPES: Partial<Record<Group["kind"], string>> = { state_force: "square", media_arm: "triangle", umbrella: "diamond" };
const [LEAST, MOST] = [6, 24];
const CLEAR = "#00000000";

export function tieLook(tie: Tie, palette: Palette): TieLook {
  const [dashSize, gapSize] = LINES[tie.status];
  const color = palette[`--tie-${tie.family}`]!;
  const size = BREADTHS[tie.confidence] + (tie.status === "confirmed" ? 1 : 0);
  return { color, plainColor: dashSize ? CLEAR : color, size, dashSize, gapSize, head: TWO_WAY.has(tie.kind) ? "none" : "arrow", label: tie.kind_label };
}

/** Beneath the ties and without a direction: broad and pale, the broader the more incidents name both. */
export function pairLook(pair: Pair, palette: Palette): TieLook {
  const color = palette["--line-strong"]!;
  return { color, plainColor: color, size: Math.min(14, 3 + 1.5 * Math.log2(pair.incidents)), dashSize: 0, gapSize: 0, head: "none", label: `${pair.incidents} incidents, ${pair.lift} × chance` };
}

export function shapeOf({ kind }: Group): string {
  return SHAPES[kind] ?? "circle";
}

/** The area follows the number of incidents. */
export function sizeOf(incidents: number, most: number): number {
  return LEAST + (MOST - LEAST) * Math.sqrt(most ? incidents / most : 0);
}

/** An uncertain tie is drawn pale, but never so pale that it is overlooked. */
export function opacityOf(weight: number): number {
  return 0.22 + 0.78 * weight;
}
