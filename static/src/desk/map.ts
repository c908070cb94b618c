// The desk's only file that touches Leaflet: a quiet basemap, a pin that can be dragged, an honest locator.
import L from "leaflet";

const REGION: L.LatLngBoundsLiteral = [[23.5, 60.5], [38.6, 77.9]];
const METRES = 1000;
const STILL: L.MapOptions = {
  zoomControl: false, dragging: false, keyboard: false, doubleClickZoom: false, boxZoom: false, touchZoom: false,
};
const COARSE = new Set(["district", "province", "country"]);

export interface Candidate { label: string; lat: number | null; lon: number | null }

export interface PinMap {
  /** Put the pin; with `look`, bring it into view. */
  pin(lat: number, lon: number, km: number, look: boolean): void;
  /** Show what a name may mean, ranked as they are offered; a click takes one. */
  candidates(places: readonly Candidate[], take: (rank: number) => void): void;
  /** Show a chosen entry: where it is, as far as its uncertainty goes. */
  preview(lat: number, lon: number, km: number): void;
  refresh(): void;
}

/** A map on which a click or a drag moves the pin. */
export function pinMap(root: HTMLElement, basemap: string, moved: (lat: number, lon: number) => void): PinMap {
  const map = quietMap(root, basemap, {});
  let isHome = true;
  const drawn = L.layerGroup().addTo(map);
  map.on("click", (event: L.LeafletMouseEvent) => moved(event.latlng.lat, event.latlng.lng));
  const circle = (lat: number, lon: number, km: number): L.Circle =>
    L.circle([lat, lon], { radius: km * METRES, className: "locator-ring" }).addTo(drawn);
  return {
    pin(lat, lon, km, look) {
      isHome = false;
      drawn.clearLayers();
      circle(lat, lon, km);
      const marker = L.marker([lat, lon], { draggable: true, autoPan: true, icon: dot(), title: "Drag the pin", alt: "Pin" }).addTo(drawn);
      marker.on("dragend", () => moved(marker.getLatLng().lat, marker.getLatLng().lng));
      if (look) map.setView([lat, lon], Math.max(map.getZoom(), 8));
    },
    candidates(places, take) {
      drawn.clearLayers();
      const spots = places.flatMap(({ label, lat, lon }, rank) => (lat === null || lon === null ? [] : [{ label, at: L.latLng(lat, lon), rank }]));
      for (const { label, at, rank } of spots) {
        const marker = L.marker(at, { icon: numbered(rank + 1), title: label, alt: label }).addTo(drawn);
        marker.on("click", () => take(rank));
      }
      if (spots.length) map.fitBounds(L.latLngBounds(spots.map(({ at }) => at)), { maxZoom: 7, padding: [30, 30], animate: false });
    },
    preview(lat, lon, km) {
      isHome = false;
      drawn.clearLayers();
      L.circleMarker([lat, lon], { radius: 5, className: "locator-dot" }).addTo(drawn);
      map.fitBounds(circle(lat, lon, km || 5).getBounds(), { maxZoom: 7.5, padding: [20, 20], animate: false });
    },
    refresh() {
      map.invalidateSize({ pan: false });
      if (isHome) map.fitBounds(REGION, { animate: false });
    },
  };
}

/** A small still map: a dot only where the spot is known, a ring as wide as the uncertainty, a tinted province. */
export function showLocator(root: HTMLElement): void {
  if (!("L" in window)) return;
  root.hidden = false;
  const { lat, lon, km, precision, code, basemap } = root.dataset;
  const map = quietMap(root, basemap ?? "", STILL, code || undefined);
  const centre: L.LatLngLiteral = { lat: Number(lat), lng: Number(lon) };
  if (code || precision === "country") return;
  const ring = L.circle(centre, { radius: (Number(km) || 5) * METRES, className: "locator-ring" }).addTo(map);
  if (!COARSE.has(precision ?? "")) L.circleMarker(centre, { radius: 5, className: "locator-dot" }).addTo(map);
  map.fitBounds(ring.getBounds().pad(1.5), { maxZoom: 6, animate: false });
}

function quietMap(root: HTMLElement, basemap: string, options: L.MapOptions, tinted?: string): L.Map {
  const map = L.map(root, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, minZoom: 3, maxZoom: 14, ...options });
  map.fitBounds(REGION, { animate: false });
  if (basemap) void drawProvinces(map, basemap, tinted);
  return map;
}

async function drawProvinces(map: L.Map, address: string, tinted?: string): Promise<void> {
  const reply = await fetch(address);
  if (!reply.ok) return;
  const drawn = L.geoJSON(await reply.json(), {
    interactive: !tinted && map.dragging.enabled(),
    style: (feature) => ({ className: feature?.properties.code === tinted ? "locator-area is-meant" : "locator-area" }),
  }).addTo(map);
  drawn.bringToBack();
  drawn.bindTooltip((area) => nameOf(area as L.Polygon), { sticky: true });
  if (!tinted) return;
  drawn.eachLayer((layer) => {
    const area = layer as L.Polygon;
    if (area.feature?.properties.code === tinted) map.fitBounds(area.getBounds(), { padding: [20, 20], animate: false });
  });
}

function nameOf(area: L.Polygon): HTMLElement {
  const name = document.createElement("span");
  name.textContent = String(area.feature?.properties.name ?? "");
  return name;
}

function dot(): L.DivIcon {
  return L.divIcon({ className: "pin-handle", iconSize: [18, 18] });
}

function numbered(rank: number): L.DivIcon {
  const number = document.createElement("span");
  number.textContent = String(rank);
  return L.divIcon({ className: "candidate", iconSize: [20, 20], html: number });
}
