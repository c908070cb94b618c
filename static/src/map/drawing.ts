// Drawing a box or a polygon to filter by: the tools in hand, and the outline of the filter that is set.
import L from "leaflet";
import { buttonBar } from "./buttons";
import { pane } from "./canvas";
import { hintBar } from "./hint";
import { drawBox, drawPolygon, type Pen } from "./pens";
import { boxText, polygonText, readBox, readPolygon } from "./shape";

export type Tool = "box" | "polygon";
export interface DrawHooks {
  /** "west,south,east,north" */
  onBox(bbox: string): void;
  /** "lon,lat,lon,lat,…" */
  onPolygon(polygon: string): void;
  /** The outline that is set was taken away. */
  onClear(): void;
  /** Why something cannot be drawn, as a sentence; the hint on the map says it too. */
  onTrouble?(sentence: string): void;
}
export interface DrawTools {
  /** Outlines the filter that is set; empty texts for none. */
  show(bbox: string, polygon: string): void;
  start(tool: Tool): void;
  cancel(): void;
  isDrawing(): boolean;
}

const BOX = "M3 4.5h10v7H3zM2 3.5h2v2H2zM12 3.5h2v2h-2zM2 10.5h2v2H2zM12 10.5h2v2h-2z";
const POLYGON = "M3.5 5.5 9 2.7l4 4.8-2.7 5.6-6-1.2zM2.5 4.5h2v2h-2zM8 1.7h2v2H8zM12 6.5h2v2h-2zM9.3 12.1h2v2h-2zM3.3 10.9h2v2h-2z";
const VIEW = "M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z";
const CLEAR = "M4 4l8 8M12 4l-8 8";
const HINTS = {
  box: { mouse: "Drag a box.", touch: "Drag a box with one finger." },
  polygon: {
    mouse: "Click the corners; double-click or Enter closes, Backspace takes one back.",
    touch: "Tap corners, then Close.",
  },
};

export function drawTools(map: L.Map, hooks: DrawHooks): DrawTools {
  pane(map, "pen", 650);
  const container = map.getContainer();
  let pen: Pen | null = null;
  let held: Tool | null = null;
  const stop = (): void => {
    pen?.remove();
    pen = held = null;
    hint.hide();
    bar.press(null);
    requestAnimationFrame(() => container.classList.toggle("is-drawing", pen !== null)); // the click that ended it is no choice
  };
  const start = (tool: Tool): void => {
    stop();
    held = tool;
    bar.press(tool);
    container.classList.add("is-drawing");
    hint.show(HINTS[tool][matchMedia("(pointer: coarse)").matches ? "touch" : "mouse"], { hasCorners: tool === "polygon" });
    container.focus({ preventScroll: true });
    pen = tool === "box" ? drawBox(map, boxEnds) : drawPolygon(map, polygonEnds);
  };
  const use = (view: L.LatLngBounds): void => {
    stop();
    hooks.onBox(boxText({ west: view.getWest(), south: view.getSouth(), east: view.getEast(), north: view.getNorth() }));
  };
  const boxEnds = { done: use, cancel: stop };
  const polygonEnds = {
    done: (ring: Parameters<typeof polygonText>[0]) => (stop(), hooks.onPolygon(polygonText(ring))),
    cancel: stop,
    trouble: (sentence: string) => (hint.warn(sentence), hooks.onTrouble?.(sentence)),
    calm: () => hint.calm(),
  };
  const hint = hintBar(container, { close: () => pen?.close(), undo: () => pen?.undo(), cancel: stop });
  const bar = toolbar(map, {
    toggle: (tool) => (held === tool ? stop() : start(tool)),
    useView: () => use(map.getBounds()),
    clear: () => (stop(), hooks.onClear()),
  });
  return { show: outliner(map, bar.offerClear), start, cancel: stop, isDrawing: () => pen !== null };
}

interface Presses { toggle(tool: Tool): void; useView(): void; clear(): void }

function toolbar(map: L.Map, { toggle, useView, clear }: Presses): { press(tool: Tool | null): void; offerClear(isOffered: boolean): void } {
  const made = buttonBar(map, "topright", "Filter by area", [
    { name: "Draw a box to filter", icon: BOX, press: () => toggle("box") },
    { name: "Draw a polygon to filter", icon: POLYGON, press: () => toggle("polygon") },
    { name: "Use this view as filter", icon: VIEW, press: useView }, // the keyboard's way to a box
    { name: "Remove the area filter", icon: CLEAR, press: clear },
  ]);
  const [box, polygon, , remove] = made as [HTMLButtonElement, HTMLButtonElement, HTMLButtonElement, HTMLButtonElement];
  const bar = {
    press(tool: Tool | null) {
      box.setAttribute("aria-pressed", String(tool === "box"));
      polygon.setAttribute("aria-pressed", String(tool === "polygon"));
    },
    offerClear: (isOffered: boolean) => void (remove.hidden = !isOffered),
  };
  bar.press(null);
  bar.offerClear(false);
  return bar;
}

/** Shows the outlines of a filter: a line on a pale one, so that it is seen on any ground. */
function outliner(map: L.Map, drawn: (hasOutline: boolean) => void): (bbox: string, polygon: string) => void {
  const layer = L.layerGroup().addTo(map);
  const name = pane(map, "filter", 400);
  return (bbox, polygon) => {
    layer.clearLayers();
    const rings = [cornersOf(bbox), readPolygon(polygon).map(([lon, lat]) => L.latLng(lat, lon))].filter((ring) => ring.length > 0);
    for (const ring of rings) {
      for (const className of ["area-halo", "area-line"]) L.polygon(ring, { pane: name, className, interactive: false }).addTo(layer);
    }
    drawn(rings.length > 0);
  };
}

function cornersOf(bbox: string): L.LatLng[] {
  const box = readBox(bbox);
  if (!box) return [];
  return [L.latLng(box.south, box.west), L.latLng(box.north, box.west), L.latLng(box.north, box.east), L.latLng(box.south, box.east)];
}
