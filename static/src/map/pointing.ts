// Pointer and canvas: what lies under the pointer is named beside it, and chosen by a click. Layers find, this asks.
import L from "leaflet";
import type { Meant } from "./layer";

type Finder = (point: L.Point, slop: number) => Meant | null;
const FINGER_PX = 12;
const PEN_PX = 2;

/** Asks the finders in turn, what lies on top first; the answer stops it. */
export function startPointing(map: L.Map, finders: readonly Finder[], choose: (found: Meant) => void): () => void {
  const container = map.getContainer();
  const words = document.createElement("span");
  const tip = L.tooltip({ direction: "auto", offset: [12, 0], className: "map-tip", opacity: 1 }).setContent(words);
  const find = (event: L.LeafletMouseEvent): Meant | null => {
    if (container.classList.contains("is-drawing")) return null;
    return first(finders, event.containerPoint, isTouch(event) ? FINGER_PX : PEN_PX);
  };
  const hide = (): void => {
    container.classList.remove("has-mark");
    tip.remove();
  };
  const hover = (event: L.LeafletMouseEvent): void => {
    const found = find(event);
    if (!found) return hide();
    container.classList.add("has-mark");
    words.textContent = found.tip;
    tip.setLatLng(event.latlng).openOn(map);
  };
  const click = (event: L.LeafletMouseEvent): void => {
    const found = find(event);
    if (isTouch(event)) hide();
    if (found) choose(found);
  };
  map.on("mousemove", hover).on("click", click).on("mouseout zoomstart movestart", hide);
  return () => {
    hide();
    map.off("mousemove", hover).off("click", click).off("mouseout zoomstart movestart", hide);
  };
}

function isTouch(event: L.LeafletMouseEvent): boolean {
  return (event.originalEvent as PointerEvent).pointerType === "touch";
}

function first(finders: readonly Finder[], point: L.Point, slop: number): Meant | null {
  for (const find of finders) {
    const found = find(point, slop);
    if (found) return found;
  }
  return null;
}
