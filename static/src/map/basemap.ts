// The bundled basemap: countries, provinces and disputed lines. No tile is asked of anybody.
import L from "leaflet";
import type { Feature, FeatureCollection } from "geojson";
import { whereFree } from "./labelling";

export interface BasemapFiles { countries: string; provinces: string; lines: string }
export const LABELS_FROM_ZOOM = 6;
const RETRY_MS = 3000;
const [LETTER_PX, LINE_PX] = [6.5, 16];
const COUNTRY_LABELS: readonly [string, number, number][] = [
  ["Afghanistan", 33.6, 66.2], ["Pakistan", 28.6, 68.6], ["Iran", 31.5, 58.2], ["India", 26.2, 75.2],
  ["Turkmenistan", 38.4, 59.8], ["Uzbekistan", 39.4, 64.6], ["Tajikistan", 38.7, 71.0], ["China", 38.3, 78.6],
];

/** Draws the basemap; the answer finds a province's outline by its code. */
export async function drawBasemap(map: L.Map, files: BasemapFiles): Promise<Map<string, L.Polygon>> {
  const [countries, provinces, lines] = await Promise.all([files.countries, files.provinces, files.lines].map(fetchGeometry));
  for (const name of ["ground", "tints", "rims", "labels"]) map.createPane(name);
  L.geoJSON(countries!, { pane: "ground", interactive: false, style: { className: "land" } }).addTo(map);
  const outlines = new Map<string, L.Polygon>();
  L.geoJSON(provinces!, {
    pane: "tints",
    interactive: false,
    style: { className: "province" },
    onEachFeature: (feature: Feature, layer) => outlines.set(String(feature.properties?.["code"]), layer as L.Polygon),
  }).addTo(map);
  L.geoJSON(lines!, { pane: "rims", interactive: false, style: { className: "disputed" } }).addTo(map);
  label(map, provinces!, outlines);
  return outlines;
}

/** Asks until the file is there: a map without ground says too little to go on with. */
async function fetchGeometry(address: string): Promise<FeatureCollection> {
  const found = await fetch(address).then((answer) => (answer.ok ? (answer.json() as Promise<FeatureCollection>) : null)).catch(() => null);
  if (found) return found;
  await new Promise((ready) => setTimeout(ready, RETRY_MS));
  return fetchGeometry(address);
}

/** Names of countries from afar, of provinces from nearer where they have room; as text, out of the keyboard's way. */
function label(map: L.Map, provinces: FeatureCollection, outlines: Map<string, L.Polygon>): void {
  const far = L.layerGroup(COUNTRY_LABELS.map(([name, lat, lon]) => text(name, L.latLng(lat, lon), "country-label").marker));
  const names = provinces.features
    .map((feature) => ({ name: String(feature.properties?.["name"]), outline: outlines.get(String(feature.properties?.["code"]))! }))
    .sort((one, other) => areaOf(other.outline) - areaOf(one.outline))
    .map(({ name, outline }) => text(name, outline.getCenter(), "province-label"));
  const near = L.layerGroup(names.map(({ marker }) => marker));
  const swap = (): void => {
    const isNear = map.getZoom() >= LABELS_FROM_ZOOM;
    (isNear ? near : far).addTo(map);
    (isNear ? far : near).remove();
    if (isNear) spread(map, names);
  };
  map.on("zoomend", swap);
  swap();
}

interface Label { marker: L.Marker; words: HTMLElement; name: string }

function areaOf(outline: L.Polygon): number {
  const bounds = outline.getBounds();
  return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
}

/** Hides names that would lie on larger ones'. */
function spread(map: L.Map, labels: readonly Label[]): void {
  const boxes = labels.map(({ marker, name }) => {
    const { x, y } = map.latLngToLayerPoint(marker.getLatLng());
    const width = name.length * LETTER_PX;
    return { left: x - width / 2, top: y - LINE_PX / 2, width, height: LINE_PX };
  });
  whereFree(boxes, []).forEach((isFree, place) => (labels[place]!.words.hidden = !isFree));
}

function text(name: string, at: L.LatLng, className: string): Label {
  const words = document.createElement("span");
  words.textContent = name;
  const icon = L.divIcon({ html: words, className: `map-label ${className}`, iconSize: [0, 0] });
  return { words, name, marker: L.marker(at, { icon, interactive: false, keyboard: false, pane: "labels" }) };
}
