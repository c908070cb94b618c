// The Leaflet map itself: where it looks, its controls, its keyboard. Knows nothing of what is drawn on it.
import L from "leaflet";
import { buttonBar, rename } from "./buttons";
import { wholeCells, type Bounds } from "./cells";

export interface Seen { lat: number; lon: number; zoom: number }

export const REGION: L.LatLngBoundsLiteral = [[23.6, 60.6], [38.4, 77.6]];
const EDGE: L.LatLngBoundsLiteral = [[8, 36], [52, 104]];
const CROP = -0.09; // so much of the region's edge may be cut off for the sake of a closer look
const [NEAREST, FARTHEST] = [18, 3];
const WHOLE = "M2 7.2 8 2l6 5.2M3.7 6v8h8.6V6M6.5 14v-4h3v4";
const GROW = "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4";
const SHRINK = "M6 2v4H2M14 6h-4V2M10 14v-4h4M2 10h4v4";

/** Builds the map; `onMove` hears where it looks after each move, and the whole cells that are seen. */
export function createMap(root: HTMLElement, onMove: (seen: Seen, bounds: Bounds) => void): L.Map {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(root, {
    minZoom: FARTHEST, maxZoom: NEAREST, maxBounds: EDGE, zoomControl: false, attributionControl: false, bounceAtZoomLimits: false,
    zoomAnimation: !isStill, fadeAnimation: !isStill, markerZoomAnimation: !isStill, inertia: !isStill, wheelPxPerZoomLevel: 100,
  });
  L.control.zoom({ position: "topright", zoomInTitle: "Zoom in (+)", zoomOutTitle: "Zoom out (−)" }).addTo(map);
  buttonBar(map, "topright", "View", [{ name: "Whole region", icon: WHOLE, press: () => look(map, null) }]);
  addFullScreen(map, root.parentElement ?? root);
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 120 }).addTo(map);
  map.on("moveend", () => onMove(seenOn(map), boundsOn(map)));
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(root);
  return map;
}

/** Looks where an address says, or at the whole region. */
export function look(map: L.Map, view: Seen | null): void {
  const { lat, lon, zoom } = view ?? whole(map);
  map.setView([lat, lon], zoom, { animate: false });
}

/** The whole region as this map shows it best. */
function whole(map: L.Map): Seen {
  const region = L.latLngBounds(REGION);
  const { lat, lng } = region.getCenter();
  return { lat, lon: lng, zoom: map.getBoundsZoom(region.pad(CROP)) };
}

/** Whether the map already looks there, so that an echo of its own move does not move it. */
export function looksAt(map: L.Map, wanted: Seen | null): boolean {
  const view = wanted ?? whole(map);
  const { lat, lng } = map.getCenter();
  const blur = Math.max(0.0006, 3 / 2 ** map.getZoom()); // the decimals of an address, or two pixels
  return map.getZoom() === view.zoom && Math.abs(lat - view.lat) < blur && Math.abs(lng - view.lon) < blur;
}

export function seenOn(map: L.Map): Seen {
  const { lat, lng } = map.getCenter();
  return { lat, lon: lng, zoom: map.getZoom() };
}

/** The part that is seen, in whole cells of the zoom. */
export function boundsOn(map: L.Map): Bounds {
  const seen = map.getBounds();
  return wholeCells({ west: seen.getWest(), south: seen.getSouth(), east: seen.getEast(), north: seen.getNorth() }, map.getZoom());
}

/** Left out where the browser has no full screen for a part of a page, as on telephones. */
function addFullScreen(map: L.Map, frame: HTMLElement): void {
  if (!document.fullscreenEnabled) return;
  const press = (): void => void (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen()).catch(() => undefined);
  const [button] = buttonBar(map, "topright", "Full screen", [{ name: "Full screen", icon: GROW, press }]) as [HTMLButtonElement];
  document.addEventListener("fullscreenchange", () => {
    const isFull = document.fullscreenElement === frame;
    rename(button, isFull ? "Leave full screen" : "Full screen");
    button.querySelector("path")!.setAttribute("d", isFull ? SHRINK : GROW);
  });
}
