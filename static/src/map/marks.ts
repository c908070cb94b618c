// Draws incidents as precisely as they are known: a dot, a ring as wide as the doubt, or a tinted province.
import L from "leaflet";
import { plural } from "../format";
import type { Explore, Ring, Spot, Tint } from "../types";

export interface Chosen { title: string; ids: readonly string[] }
export interface Marks { show(found: Explore["map"]): void; highlight(id: string): void }
interface Hooks { onSpot(chosen: Chosen): void; onProvince(code: string): void }

const METRES = 1000;
const DOTS = [{ from: 50, size: 20 }, { from: 20, size: 17 }, { from: 5, size: 14 }, { from: 0, size: 11 }];
const TINT_STEPS = [1, 3, 10, 30];

export function drawMarks(map: L.Map, outlines: Map<string, L.Polygon>, hooks: Hooks): Marks {
  const layer = L.layerGroup().addTo(map);
  const elements = new Map<string, L.Marker>();
  const keep = (marker: L.Marker, ids: readonly string[]): void => ids.forEach((id) => elements.set(id, marker));
  return {
    show(found) {
      layer.clearLayers();
      elements.clear();
      tint(outlines, found.provinces);
      for (const one of found.provinces) badge(outlines, one, hooks)?.addTo(layer);
      for (const one of found.districts) {
        ringOutline(one).addTo(layer);
        const marker = ringMark(one, hooks).addTo(layer);
        keep(marker, one.ids);
      }
      for (const together of colocated(found.points)) keep(dot(together, hooks).addTo(layer), together.map((one) => one.id));
    },
    highlight(id) {
      for (const marker of elements.values()) marker.getElement()?.classList.remove("is-open");
      elements.get(id)?.getElement()?.classList.add("is-open");
    },
  };
}

/** Incidents on one spot share one dot, so none hides another. */
export function colocated(points: readonly Spot[]): Spot[][] {
  return [...Map.groupBy(points, (one) => `${one.lat.toFixed(4)},${one.lon.toFixed(4)}`).values()];
}

function dot(together: readonly Spot[], hooks: Hooks): L.Marker {
  const first = together[0]!;
  const killed = together.reduce((sum, one) => sum + (one.killed ?? 0), 0);
  const size = DOTS.find((one) => killed >= one.from)!.size;
  const families = new Set(together.map((one) => one.family));
  const face = document.createElement("span");
  face.textContent = together.length > 1 ? String(together.length) : "";
  const family = families.size === 1 ? first.family : "mixed";
  const title = together.length > 1 ? `${plural(together.length, "incident")} here` : first.title;
  const icon = L.divIcon({ html: face, className: `dot family-${family}`, iconSize: together.length > 1 ? [20, 20] : [size, size] });
  return mark([first.lat, first.lon], icon, title, () => hooks.onSpot({ title, ids: together.map((one) => one.id) }));
}

function ringOutline(one: Ring): L.Circle {
  return L.circle([one.lat, one.lon], { radius: (one.uncertainty_km ?? 10) * METRES, className: "ring", interactive: false });
}

function ringMark(one: Ring, hooks: Hooks): L.Marker {
  const face = document.createElement("span");
  face.textContent = String(one.count);
  const title = `${plural(one.count, "incident")} known to ${one.name} district`;
  const icon = L.divIcon({ html: face, className: "ring-count", iconSize: [24, 24] });
  return mark([one.lat, one.lon], icon, title, () => hooks.onSpot({ title, ids: one.ids }));
}

function badge(outlines: Map<string, L.Polygon>, one: Tint, hooks: Hooks): L.Marker | null {
  const outline = outlines.get(one.code);
  if (!outline) return null;
  const face = document.createElement("span");
  face.textContent = String(one.count);
  const title = `${plural(one.count, "incident")} known only to ${one.name} province`;
  const icon = L.divIcon({ html: face, className: "badge", iconSize: [0, 0] });
  return mark(outline.getCenter(), icon, title, () => hooks.onProvince(one.code));
}

function tint(outlines: Map<string, L.Polygon>, provinces: readonly Tint[]): void {
  const counts = new Map(provinces.map((one) => [one.code, one.count]));
  for (const [code, outline] of outlines) {
    const step = TINT_STEPS.filter((least) => (counts.get(code) ?? 0) >= least).length;
    outline.getElement()?.setAttribute("data-tint", String(step));
  }
}

function mark(at: L.LatLngExpression, icon: L.DivIcon, title: string, chosen: () => void): L.Marker {
  const marker = L.marker(at, { icon, title, alt: title, riseOnHover: true });
  marker.on("click", chosen);
  marker.on("keypress", (event) => {
    if (["Enter", " "].includes((event as L.LeafletKeyboardEvent).originalEvent.key)) chosen();
  });
  marker.on("add", () => marker.getElement()?.setAttribute("aria-label", title));
  return marker;
}
