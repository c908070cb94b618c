// The Leaflet map itself: where it looks, its controls, its keyboard. Knows nothing of what is drawn on it.
import L from "leaflet";
import type { MapView } from "../url";

export const REGION: L.LatLngBoundsLiteral = [[23.6, 60.6], [38.4, 77.6]];
const EDGE: L.LatLngBoundsLiteral = [[14, 44], [48, 96]];

/** Builds the map; `moved` hears where it looks after each move by hand. */
export function createMap(root: HTMLElement, moved: (view: MapView) => void): L.Map {
  const map = L.map(root, { minZoom: 4, maxZoom: 12, maxBounds: EDGE, zoomControl: false, attributionControl: false, zoomSnap: 0.5 });
  L.control.zoom({ position: "topright" }).addTo(map);
  L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    moved({ lat, lon: lng, zoom: Math.round(map.getZoom()) });
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(root);
  return map;
}

/** Looks where an address says, or at the whole region. */
export function look(map: L.Map, view: MapView | null): void {
  if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
  else map.fitBounds(REGION, { animate: false });
}

/** Whether the map already looks there, so that an echo of its own move does not move it. */
export function looksAt(map: L.Map, view: MapView): boolean {
  const { lat, lng } = map.getCenter();
  return Math.round(map.getZoom()) === view.zoom && Math.abs(lat - view.lat) < 0.002 && Math.abs(lng - view.lon) < 0.002;
}
