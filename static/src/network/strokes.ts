// The strokes that figures are drawn with: lines between groups, outlines of groups. Points are pixels of the sheet.
import type { TieLook } from "./looks";

export interface Point { x: number; y: number }
export interface Spot extends Point { radius: number }

const NAMESPACE = "http://www.w3.org/2000/svg";
const THIN = 0.75; // of the breadth on the screen

/** A bent line from rim to rim, with its head where it has one; a loop where a group is tied to itself. */
export function bent(from: Spot, to: Spot, turn: number, look: TieLook): SVGElement[] {
  if (from === to) return [stroke(look, `M${from.x} ${from.y - from.radius}c24 -26 34 2 ${from.radius * 0.8} ${from.radius * 0.5}`)];
  const bend = { x: (from.x + to.x) / 2 - (to.y - from.y) * turn * 2, y: (from.y + to.y) / 2 + (to.x - from.x) * turn * 2 };
  const hasHead = look.head !== "none";
  const [start, tip] = [rim(from, bend, 1), rim(to, bend, 2)];
  const end = hasHead ? rim(to, bend, 2 + 3.2 * look.size) : tip;
  const path = stroke(look, `M${at(start)}Q${at(bend)} ${at(end)}`);
  return hasHead ? [path, element("path", { d: head(tip, end, 1.5 * look.size), fill: look.color })] : [path];
}

function head(tip: Point, back: Point, half: number): string {
  const length = Math.hypot(tip.x - back.x, tip.y - back.y) || 1;
  const [across, along] = [(-(tip.y - back.y) / length) * half, ((tip.x - back.x) / length) * half];
  return `M${at(tip)}L${at({ x: back.x + across, y: back.y + along })}L${at({ x: back.x - across, y: back.y - along })}Z`;
}

/** The point this far outside a group, towards another point. */
function rim(spot: Spot, towards: Point, beyond: number): Point {
  const length = Math.hypot(towards.x - spot.x, towards.y - spot.y) || 1;
  const share = (spot.radius + beyond) / length;
  return { x: spot.x + (towards.x - spot.x) * share, y: spot.y + (towards.y - spot.y) * share };
}

export function stroke(look: TieLook, d: string): SVGElement {
  const dashes: Record<string, string> = look.dashSize ? { "stroke-dasharray": `${look.dashSize} ${look.gapSize}` } : {};
  return element("path", { d, fill: "none", stroke: look.color, "stroke-width": look.size * THIN, ...dashes });
}

export function outline(shape: string, x: number, y: number, radius: number): string {
  if (shape === "square") return `M${x - radius} ${y - radius}h${2 * radius}v${2 * radius}h${-2 * radius}z`;
  if (shape === "triangle") return `M${x} ${y - radius}L${x + radius} ${y + radius * 0.8}H${x - radius}Z`;
  if (shape === "diamond") return `M${x} ${y - radius}L${x + radius} ${y}L${x} ${y + radius}L${x - radius} ${y}Z`;
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
}

export function at({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

export function element(name: string, attributes: Record<string, string | number>, text = ""): SVGElement & SVGSVGElement {
  const made = document.createElementNS(NAMESPACE, name) as SVGElement & SVGSVGElement;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.textContent = text;
  return made;
}
