// The two pens: a box that is dragged, a polygon whose corners are set one by one. Mouse, finger or pen alike.
import L from "leaflet";
import { rounded, troubleClosing, troubleWith, type Vertex } from "./shape";

export interface Pen { close(): void; undo(): void; remove(): void }
interface BoxEnds { done(box: L.LatLngBounds): void; cancel(): void }
interface PolygonEnds { done(ring: readonly Vertex[]): void; cancel(): void; trouble(sentence: string): void; calm(): void }

const LEAST_PX = 5;
const CLOSE_PX = 12;

export function drawBox(map: L.Map, ends: BoxEnds): Pen {
  const stopped = new AbortController();
  const layer = L.layerGroup().addTo(map);
  const hold = hands([map.dragging, map.touchZoom, map.doubleClickZoom, map.boxZoom]);
  drag(map, stopped.signal, {
    over(one, other) {
      layer.clearLayers();
      if (one && other) for (const line of traced(boundsOf(map, one, other))) line.addTo(layer);
    },
    done(one, other) {
      const box = boundsOf(map, one, other);
      if (Math.abs(one.x - other.x) >= LEAST_PX && Math.abs(one.y - other.y) >= LEAST_PX) setTimeout(() => ends.done(box)); // after the click that follows
    },
  });
  onKeys(stopped.signal, { Escape: ends.cancel });
  return {
    close: () => undefined,
    undo: () => layer.clearLayers(),
    remove() {
      stopped.abort();
      layer.remove();
      hold.release();
    },
  };
}

interface Dragged { over(from: L.Point | null, to: L.Point | null): void; done(from: L.Point, to: L.Point): void }

/** One pointer pressed, moved and let go on the map; a second one ends it without an answer. */
function drag(map: L.Map, signal: AbortSignal, { over, done }: Dragged): void {
  const container = map.getContainer();
  let from: { point: L.Point; pointer: number } | null = null;
  const forget = (): void => {
    from = null;
    over(null, null);
  };
  const listen = (name: "pointerdown" | "pointermove" | "pointerup" | "pointercancel", heard: (event: PointerEvent) => void): void =>
    container.addEventListener(name, heard, { signal });
  listen("pointerdown", (event) => {
    if (isControl(event) || event.button !== 0) return;
    if (from) return forget();
    container.setPointerCapture(event.pointerId);
    from = { point: map.mouseEventToContainerPoint(event), pointer: event.pointerId };
  });
  listen("pointermove", (event) => {
    if (from?.pointer === event.pointerId) over(from.point, map.mouseEventToContainerPoint(event));
  });
  listen("pointerup", (event) => {
    if (from?.pointer !== event.pointerId) return;
    const start = from.point;
    forget();
    done(start, map.mouseEventToContainerPoint(event));
  });
  listen("pointercancel", forget);
}

export function drawPolygon(map: L.Map, ends: PolygonEnds): Pen {
  const stopped = new AbortController();
  const layer = L.layerGroup().addTo(map);
  const hold = hands([map.doubleClickZoom, map.boxZoom]);
  let ring: Vertex[] = [];
  const line = L.polyline([], { pane: "pen", interactive: false, className: "pen-reach" }).addTo(map);
  const drawn = (pointer: L.LatLng | null): void => {
    sketch(layer, ring);
    stretch(line, ring, pointer);
  };
  const close = (): void => {
    const trouble = troubleClosing(ring);
    if (trouble) ends.trouble(trouble);
    else ends.done(ring);
  };
  const undo = (): void => {
    ring = ring.slice(0, -1);
    ends.calm();
    drawn(null);
  };
  const set = ({ latlng }: L.LeafletMouseEvent): void => {
    if (isNear(map, latlng, ring[0]) && ring.length > 2) return close();
    if (isNear(map, latlng, ring.at(-1), LEAST_PX)) return;
    const next = rounded(latlng.lng, latlng.lat);
    const trouble = troubleWith(ring, next);
    if (trouble) return ends.trouble(trouble);
    ends.calm();
    ring = [...ring, next];
    drawn(latlng);
  };
  const move = ({ latlng }: L.LeafletMouseEvent): void => stretch(line, ring, isNear(map, latlng, ring[0]) ? null : latlng);
  map.on("click", set).on("dblclick", close).on("mousemove", move);
  onKeys(stopped.signal, { Escape: ends.cancel, Enter: close, Backspace: undo });
  return {
    close,
    undo,
    remove() {
      stopped.abort();
      map.off("click", set).off("dblclick", close).off("mousemove", move);
      layer.remove();
      line.remove();
      hold.release();
    },
  };
}

/** What is drawn so far, and its corners: the first one larger, for it closes. */
function sketch(layer: L.LayerGroup, ring: readonly Vertex[]): void {
  layer.clearLayers();
  const corners = ring.map(([lon, lat]) => L.latLng(lat, lon));
  const common = { pane: "pen", interactive: false };
  if (corners.length > 2) L.polygon(corners, { ...common, className: "pen-fill" }).addTo(layer);
  for (const className of ["area-halo", "area-line"]) L.polyline(corners, { ...common, className }).addTo(layer);
  corners.forEach((corner, place) => L.circleMarker(corner, { ...common, radius: place === 0 ? 6 : 3.5, className: "pen-corner" }).addTo(layer));
}

/** The line from the last corner to the pointer; it warns where it must not go. */
function stretch(line: L.Polyline, ring: readonly Vertex[], pointer: L.LatLng | null): void {
  const last = ring.at(-1);
  line.setLatLngs(last && pointer ? [L.latLng(last[1], last[0]), pointer] : []);
  const isRefused = last !== undefined && pointer !== null && troubleWith(ring, rounded(pointer.lng, pointer.lat)) !== "";
  line.getElement()?.classList.toggle("is-refused", isRefused);
}

function isNear(map: L.Map, at: L.LatLng, vertex: Vertex | undefined, px = CLOSE_PX): boolean {
  if (!vertex) return false;
  return map.latLngToContainerPoint(at).distanceTo(map.latLngToContainerPoint([vertex[1], vertex[0]])) <= px;
}

function boundsOf(map: L.Map, one: L.Point, other: L.Point): L.LatLngBounds {
  return L.latLngBounds(map.containerPointToLatLng(one), map.containerPointToLatLng(other));
}

function traced(box: L.LatLngBounds): L.Rectangle[] {
  return ["area-halo", "area-line", "pen-fill"].map((className) => L.rectangle(box, { pane: "pen", className, interactive: false }));
}

function isControl(event: Event): boolean {
  return event.target instanceof Element && event.target.closest(".leaflet-control, .map-hint") !== null;
}

/** Takes the map's own gestures away while a pen is held. */
function hands(gestures: readonly (L.Handler | undefined)[]): { release(): void } {
  const held = gestures.filter((one): one is L.Handler => one?.enabled() ?? false);
  held.forEach((one) => one.disable());
  return { release: () => held.forEach((one) => one.enable()) };
}

/** Keys wherever the focus is, before the page hears them; typing and buttons keep theirs. */
function onKeys(signal: AbortSignal, keys: Record<string, () => void>): void {
  const heard = (event: KeyboardEvent): void => {
    const press = keys[event.key];
    const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]") !== null;
    const isButton = event.target instanceof Element && event.target.closest("button, a, summary") !== null && event.key === "Enter";
    if (!press || isTyping || isButton) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    press();
  };
  addEventListener("keydown", heard, { capture: true, signal });
}
