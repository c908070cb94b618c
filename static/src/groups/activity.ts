// A group's incidents over time, as Explore counts them under the filter to which the number leads.
import { explore } from "../api";
import { plural } from "../format";
import type { Explore } from "../types";
import { NOTHING, PLAIN } from "../url";
import { addressOf, barsOf, captionOf, ticksOf } from "./bars";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 96;
const MOST_REACHABLE = 40; // more bars than these by the tab key would be a trap, not a help
const ZOOM = 5;

export function drawActivity(root: HTMLElement): void {
  const slug = root.dataset["slug"] ?? "";
  const question = { filter: { ...NOTHING, group: [slug] }, look: PLAIN, seen: null, zoom: ZOOM };
  explore(question, AbortSignal.timeout(20_000))
    .then((answer) => show(root, slug, answer))
    .catch(() => said(root, "The counts cannot be shown just now.")); // the link to the map stands above
}

function show(root: HTMLElement, slug: string, { totals, timeline }: Explore): void {
  const link = root.querySelector<HTMLAnchorElement>("a")!;
  link.href = addressOf(slug);
  link.textContent = totals.incidents ? plural(totals.incidents, "incident") : "No incident";
  link.after(` ${totals.incidents > 1 ? "name" : "names"} it, in whatever part.`);
  if (totals.incidents === 0 || timeline.bins.length === 0) return;
  const figure = document.createElement("figure");
  figure.className = "activity";
  const caption = document.createElement("figcaption");
  caption.className = "hint";
  caption.textContent = captionOf(timeline, totals.incidents);
  figure.append(chart(timeline, slug), axis(timeline), caption);
  root.append(figure);
}

function chart(timeline: Explore["timeline"], slug: string): SVGElement {
  const bars = barsOf(timeline, slug);
  const frame = drawn("svg", { width: "100%", height: String(HEIGHT), class: "activity-bars", role: "group", "aria-label": "Incidents over time" });
  for (const { x, width, height, title, address } of bars) {
    const tall = Math.round(height * (HEIGHT - 4));
    const link = drawn("a", { href: address, "aria-label": title, ...(bars.length > MOST_REACHABLE && { tabindex: "-1" }) });
    const name = drawn("title", {});
    name.textContent = title;
    const at = { x: `${x}%`, width: `${width}%` };
    link.append(name, drawn("rect", { ...at, y: "0", height: String(HEIGHT), class: "activity-room" }), drawn("rect", { ...at, y: String(HEIGHT - tall), height: String(tall), class: "activity-bar" }));
    frame.append(link);
  }
  return frame;
}

function axis(timeline: Explore["timeline"]): SVGElement {
  const frame = drawn("svg", { width: "100%", height: "18", class: "activity-axis", "aria-hidden": "true" });
  for (const { x, label } of ticksOf(timeline)) {
    const words = drawn("text", { x: `${x}%`, y: "13" });
    words.textContent = label;
    frame.append(words);
  }
  return frame;
}

function drawn(tag: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function said(root: HTMLElement, sentence: string): void {
  const line = document.createElement("p");
  line.className = "hint";
  line.textContent = sentence;
  root.append(line);
}
