// Shades provinces by how many incidents they have, and districts as discs where they lie; every incident counts.
import L from "leaflet";
import { pane } from "./canvas";
import { saidOf } from "./cells";
import { classesOf, classOf } from "./classes";
import type { Shade, ShadeClass } from "./layer";

export type Level = "province" | "district";
export interface Shades {
  /** Draws the units and answers the classes of the legend. */
  show(level: Level, units: readonly Shade[]): ShadeClass[];
  clear(): void;
  remove(): void;
}

const MOST_REACHABLE = 200; // more than these by the tab key would be a trap, not a help
const STEPS = 5;
const METRES = 1000;
const [LEAST_KM, USUAL_KM, MOST_KM] = [6, 18, 45];
const LEAST_PX = 5;

/** `choose` hears which unit was pressed. */
export function drawShades(map: L.Map, outlines: Map<string, L.Polygon>, choose: (level: Level, code: string) => void): Shades {
  pane(map, "shades", 255, { hasPointer: true });
  const layer = L.layerGroup().addTo(map);
  const edge = L.polygon([], { pane: "shades", className: "shade-edge", interactive: false });
  let discs: { disc: L.CircleMarker; metres: number }[] = [];
  const fit = (): void => discs.forEach(({ disc, metres }) => disc.setRadius(pixels(map, disc, metres)));
  map.on("zoomend", fit);
  return {
    show(level, units) {
      const focused = (document.activeElement as HTMLElement | null)?.dataset?.["unit"];
      layer.clearLayers();
      discs = [];
      const classes = classesOf(units.map(({ count }) => count));
      for (const unit of units.toSorted((one, other) => reach(other) - reach(one))) {
        const shape = shapeOf(unit, outlines);
        if (!shape || unit.count === 0) continue;
        if (shape instanceof L.CircleMarker) discs.push({ disc: shape, metres: reach(unit) * METRES });
        dress(shape, unit, stepOf(classOf(unit.count, classes), classes.length), units.length <= MOST_REACHABLE, () => choose(level, unit.code));
        if (shape instanceof L.Polygon) shape.on("mouseover focus", () => edge.setLatLngs(shape.getLatLngs() as L.LatLng[][]).addTo(layer).bringToFront());
        shape.on("mouseout blur", () => edge.remove());
        shape.addTo(layer);
        if (focused === unit.code) (shape.getElement() as SVGElement | undefined)?.focus();
      }
      fit();
      return classes.map(({ from, to }, place) => ({ from, to, colour: `var(--shade-${stepOf(place, classes.length)})` }));
    },
    clear() {
      layer.clearLayers();
      discs = [];
    },
    remove() {
      map.off("zoomend", fit);
      layer.remove();
    },
  };
}

/** Few classes take steps of the ramp that lie far apart. */
function stepOf(place: number, classes: number): number {
  return classes === 1 ? 3 : 1 + Math.round((place * (STEPS - 1)) / (classes - 1));
}

/** A province's own outline, else a disc. */
function shapeOf(unit: Shade, outlines: Map<string, L.Polygon>): L.Path | null {
  const outline = outlines.get(unit.code);
  if (outline) return L.polygon(outline.getLatLngs() as L.LatLngExpression[][], { pane: "shades" });
  return unit.lat != null && unit.lon != null ? L.circleMarker([unit.lat, unit.lon], { pane: "shades" }) : null;
}

function reach(unit: Shade): number {
  return Math.min(MOST_KM, Math.max(LEAST_KM, unit.uncertainty_km ?? USUAL_KM));
}

function pixels(map: L.Map, disc: L.CircleMarker, metres: number): number {
  const { lat, lng } = disc.getLatLng();
  const north = L.latLng(lat + metres / 111_320, lng);
  return Math.max(LEAST_PX, map.latLngToLayerPoint([lat, lng]).distanceTo(map.latLngToLayerPoint(north)));
}

function dress(shape: L.Path, unit: Shade, step: number, isReachable: boolean, press: () => void): void {
  const words = document.createElement("span");
  words.textContent = `${unit.name}: ${saidOf(unit.count, unit.killed)}`;
  shape.bindTooltip(words, { sticky: true, className: "map-tip", opacity: 1 });
  shape.on("click", press);
  shape.on("add", () => {
    const element = shape.getElement() as SVGElement | undefined;
    element?.classList.add("shade");
    element?.setAttribute("data-step", String(step));
    element?.setAttribute("data-unit", unit.code);
    if (!isReachable || !element) return;
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", words.textContent);
    element.addEventListener("focus", () => shape.fire("focus"));
    element.addEventListener("blur", () => shape.fire("blur"));
    element.addEventListener("keydown", (event) => {
      if (!["Enter", " "].includes((event as KeyboardEvent).key)) return;
      event.preventDefault();
      press();
    });
  });
}
