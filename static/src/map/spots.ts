// The single marks as buttons on the map: a dot for a known spot, and the badges of districts and provinces.
import L from "leaflet";
import { number, plural } from "../format";
import type { Place, Ring, Tint } from "./layer";

/** In the order in which the API counts them. */
export const FAMILIES = ["violence", "control", "counter_operation", "strategic", "unrest", "other"] as const;
const SIZES = [{ from: 50, size: 20 }, { from: 20, size: 17 }, { from: 5, size: 14 }, { from: 0, size: 11 }];
const COUNTED = [{ digits: 2, size: 20 }, { digits: 3, size: 25 }, { digits: 5, size: 31 }, { digits: 9, size: 37 }];
export const BADGE_HEIGHT = 18;
const ROOM_PX = 6; // for the ring of shares around a number

interface Options { title: string; hasKeyboard: boolean; pressed(): void }

export function markOf(kind: string, one: { mark?: string; code: string }): string {
  return one.mark ?? `${kind}:${one.code}`;
}

export function titleOfPlace(one: Place): string {
  return one.count === 1 ? one.title : `${plural(one.count, "incident")} at ${one.name}`;
}

export function titleOfRing(one: Ring): string {
  return `${plural(one.count, "incident")} known to ${one.name} district`;
}

export function titleOfTint(one: Tint): string {
  return `${plural(one.count, "incident")} known only to ${one.name} province`;
}

function familyOf(one: Place): string {
  const families = FAMILIES.filter((_, place) => (one.families[place] ?? 0) > 0);
  return families.length === 1 ? families[0]! : "mixed";
}

/** How wide a dot is: by its number's digits, or by how many were killed. */
export function dotSize(one: Place): number {
  if (one.count > 1) return COUNTED.find(({ digits }) => String(one.count).length <= digits)!.size + (familyOf(one) === "mixed" ? ROOM_PX : 0);
  return SIZES.find(({ from }) => one.killed >= from)!.size;
}

/** `shift` moves it sideways, by so many pixels, from others on the very same spot: none hides another. */
export function dot(one: Place, shift: number, options: Options): L.Marker {
  const face = document.createElement("span");
  face.textContent = one.count > 1 ? number(one.count) : "";
  const family = familyOf(one);
  const size = dotSize(one);
  const icon = L.divIcon({ html: face, className: `dot family-${family}`, iconSize: [size, size], iconAnchor: [size / 2 - shift, size / 2] });
  const marker = button([one.lat!, one.lon!], icon, options, -size);
  if (family === "mixed") marker.on("add", () => marker.getElement()!.style.setProperty("--pie", pie(one.families)));
  return marker;
}

/** Shares of the families around a mixed dot. */
export function pie(families: readonly number[]): string {
  const total = families.reduce((sum, count) => sum + count, 0) || 1;
  let done = 0;
  const slices = FAMILIES.flatMap((family, place) => {
    const from = done;
    done += families[place] ?? 0;
    return done > from ? [`var(--${family}) ${turn(from / total)} ${turn(done / total)}`] : [];
  });
  return `conic-gradient(${slices.join(", ")})`;
}

function turn(share: number): string {
  return `${Math.round(share * 360)}deg`;
}

export function badgeSize(count: number): { width: number; height: number } {
  return { width: Math.max(BADGE_HEIGHT, number(count).length * 6.6 + 9), height: BADGE_HEIGHT };
}

/** A count in a frame, centred; `moveTo` sets it beside what it belongs to. */
export function badge(at: L.LatLngExpression, count: number, className: string, options: Options): L.Marker {
  const face = document.createElement("span");
  face.textContent = number(count);
  const { width, height } = badgeSize(count);
  return button(at, L.divIcon({ html: face, className, iconSize: [width, height] }), options, 500);
}

/** Moves a badge's upper left corner to so many pixels from its point. */
export function moveTo(marker: L.Marker, left: number, top: number): void {
  const element = marker.getElement();
  if (!element) return;
  element.style.marginLeft = `${Math.round(left)}px`;
  element.style.marginTop = `${Math.round(top)}px`;
}

function button(at: L.LatLngExpression, icon: L.DivIcon, { title, hasKeyboard, pressed }: Options, zIndexOffset: number): L.Marker {
  const marker = L.marker(at, { icon, title, alt: title, riseOnHover: true, keyboard: hasKeyboard, zIndexOffset });
  marker.on("click", pressed);
  marker.on("keypress", (event) => {
    if (["Enter", " "].includes((event as L.LeafletKeyboardEvent).originalEvent.key)) pressed();
  });
  marker.on("add", () => marker.getElement()?.setAttribute("aria-label", title));
  return marker;
}
