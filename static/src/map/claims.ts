// Draws claims of presence as precisely as each is known: a dot, a ring as wide as the doubt, a tinted province.
// One place is drawn once, as pale as the latest of its claims is old: claims are never added up.
import L from "leaflet";
import { plural } from "../format";
import { apart } from "./apart";
import { drawBasemap, type BasemapFiles } from "./basemap";

export interface Spot {
  letter: string; name: string; claims: number; step: number; age: string;
  drawn: "dot" | "ring" | "tint"; lat: number | null; lon: number | null; km: number | null; code: string;
}
interface ClaimsMap { choose(letter: string): void }

const REGION: L.LatLngBoundsLiteral = [[23.6, 60.6], [38.4, 77.6]];
const METRES = 1000;
const LETTER_PX = 22;
const ABOVE_DOT_PX = 18;
const NEAR_ZOOM = 7.5;

interface Drawn { spot: Spot; shape: L.Path; letter: L.Marker; bounds: L.LatLngBounds }

/** `chosen` hears the letter that was pressed. */
export function claimsMap(root: HTMLElement, basemap: BasemapFiles, spots: readonly Spot[], chosen: (letter: string) => void): ClaimsMap {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(root, {
    attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, minZoom: 3, maxZoom: 12, zoomAnimation: !isStill, fadeAnimation: !isStill, markerZoomAnimation: !isStill,
  });
  map.fitBounds(REGION, { animate: false });
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 120 }).addTo(map);
  let drawn: Drawn[] = [];
  const choose = (letter: string): void => drawn.forEach((one) => mark(one, one.spot.letter === letter));
  void drawBasemap(map, basemap).then((outlines) => {
    drawn = spots.flatMap((spot) => draw(map, spot, outlines));
    for (const { spot, letter } of drawn) {
      const press = (): void => { choose(spot.letter); chosen(spot.letter); };
      letter.on("click", press);
      letter.on("keypress", (event) => { if (["Enter", " "].includes((event as L.LeafletKeyboardEvent).originalEvent.key)) press(); });
    }
    const leaders = L.layerGroup().addTo(map);
    map.on("zoomend", () => settle(map, drawn, leaders));
    if (drawn.length) map.fitBounds(drawn.reduce((all, { bounds }) => all.extend(bounds), L.latLngBounds([])), { maxZoom: NEAR_ZOOM, paddingTopLeft: [48, 32], paddingBottomRight: [24, 32], animate: false });
    settle(map, drawn, leaders);
    root.dataset["drawn"] = String(drawn.length);
  });
  return {
    choose(letter) {
      choose(letter);
      const one = drawn.find(({ spot }) => spot.letter === letter);
      if (one) map.fitBounds(one.bounds, { maxZoom: Math.max(map.getZoom(), NEAR_ZOOM), padding: [40, 40], animate: !isStill });
    },
  };
}

function draw(map: L.Map, spot: Spot, outlines: Map<string, L.Polygon>): Drawn[] {
  const shape = shapeOf(spot, outlines);
  if (!shape) return [];
  shape.addTo(map);
  const bounds = shape instanceof L.CircleMarker && !(shape instanceof L.Circle) ? L.latLngBounds([shape.getLatLng()]) : (shape as L.Polygon | L.Circle).getBounds();
  const words = document.createElement("span");
  words.textContent = spot.letter;
  const title = `${spot.letter}: ${spot.name}, ${plural(spot.claims, "claim")}, ${spot.age}`;
  const icon = L.divIcon({ html: words, className: `claim-letter fade-${spot.step}`, iconSize: [LETTER_PX - 2, LETTER_PX - 2] });
  const at = shape instanceof L.Polygon ? shape.getCenter() : (shape as L.CircleMarker).getLatLng();
  const letter = L.marker(at, { icon, title, alt: title }).addTo(map);
  letter.getElement()?.setAttribute("aria-label", title);
  return [{ spot, shape, letter, bounds }];
}

/** A province that has no outline here, as those of the past, is a ring. */
function shapeOf({ drawn, lat, lon, km, code, step }: Spot, outlines: Map<string, L.Polygon>): L.Path | null {
  const className = `claim-${drawn === "tint" && !outlines.has(code) ? "ring" : drawn} fade-${step}`;
  const outline = drawn === "tint" && outlines.get(code);
  if (outline) return L.polygon(outline.getLatLngs() as L.LatLngExpression[][], { pane: "tints", interactive: false, className });
  if (lat === null || lon === null) return null;
  if (drawn !== "dot") return L.circle([lat, lon], { radius: (km ?? 0) * METRES, interactive: false, className });
  return L.circleMarker([lat, lon], { radius: 5, interactive: false, className });
}

/** Letters of neighbours stand beside each other, each tied by a line to what it names. */
function settle(map: L.Map, drawn: readonly Drawn[], leaders: L.LayerGroup): void {
  const homes = drawn.map(({ letter }) => map.latLngToLayerPoint(letter.getLatLng()));
  const wanted = homes.map(({ x, y }, place) => ({ x, y: y - (drawn[place]!.spot.drawn === "dot" ? ABOVE_DOT_PX : 0) }));
  leaders.clearLayers();
  apart(wanted, LETTER_PX).forEach((move, place) => {
    const { letter } = drawn[place]!;
    const [home, spot] = [homes[place]!, L.point(wanted[place]!.x + move.x, wanted[place]!.y + move.y)];
    const shift = spot.subtract(home).subtract([LETTER_PX / 2, LETTER_PX / 2]).round();
    const element = letter.getElement();
    if (!element) return;
    element.style.marginLeft = `${shift.x}px`;
    element.style.marginTop = `${shift.y}px`;
    L.polyline([letter.getLatLng(), map.layerPointToLatLng(spot)], { className: "claim-leader", interactive: false }).addTo(leaders);
  });
}

function mark({ shape, letter }: Drawn, isMeant: boolean): void {
  shape.getElement()?.classList.toggle("is-meant", isMeant);
  letter.getElement()?.classList.toggle("is-meant", isMeant);
}
