// A canvas that covers the map, moves and scales with it, and is drawn anew when the map comes to rest.
import L from "leaflet";

export interface Sheet { context: CanvasRenderingContext2D; origin: L.Point; width: number; height: number; beyond: number; zoom: number }
export interface MapCanvas { redraw(): void; remove(): void; element: HTMLCanvasElement }
type Paint = ((sheet: Sheet) => void) | null;

const BEYOND_PX = 48;
const MOST_DENSE = 2;

/**
 * `painter` answers what draws in CSS pixels, or null while there is nothing to draw: a canvas that is not there costs
 * nothing. `origin` is the world pixel (at the map's zoom) of the sheet's corner.
 * With a `grain` one pixel of the canvas is so many of the screen, for what is blurred anyway.
 */
export function mapCanvas(map: L.Map, pane: string, painter: () => Paint, grain?: number): MapCanvas {
  const element = L.DomUtil.create("canvas", "map-canvas leaflet-zoom-animated", map.getPane(pane)) as HTMLCanvasElement;
  const context = element.getContext("2d")!;
  let corner = L.point(0, 0);
  let zoom = map.getZoom();
  let isDue = 0;

  const draw = (): void => {
    cancelAnimationFrame(isDue);
    isDue = 0;
    const paint = painter();
    element.hidden = paint === null;
    if (!paint) return;
    const size = map.getSize().add([2 * BEYOND_PX, 2 * BEYOND_PX]);
    const dense = grain ? 1 / grain : Math.min(devicePixelRatio || 1, MOST_DENSE);
    zoom = map.getZoom();
    const at = map.containerPointToLayerPoint([-BEYOND_PX, -BEYOND_PX]);
    corner = map.getPixelOrigin().add(at);
    resize(element, size, dense);
    L.DomUtil.setTransform(element, at, 1);
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    paint({ context, origin: corner, width: size.x, height: size.y, beyond: BEYOND_PX, zoom });
  };
  const redraw = (): void => {
    isDue ||= requestAnimationFrame(draw);
  };
  const scale = ({ center, zoom: next }: L.ZoomAnimEvent): void => {
    const moved = map.containerPointToLayerPoint([0, 0]).multiplyBy(-1);
    const origin = map.project(center, next).subtract(map.getSize().divideBy(2)).add(moved).round();
    follow(origin, map.getZoomScale(next, zoom));
  };
  const pinch = (): void => follow(map.getPixelOrigin(), map.getZoomScale(map.getZoom(), zoom));
  const follow = (origin: L.Point, factor: number): void =>
    L.DomUtil.setTransform(element, corner.multiplyBy(factor).subtract(origin), factor);

  map.on("moveend resize", draw);
  map.on("zoomanim", scale as L.LeafletEventHandlerFn);
  map.on("zoom", pinch);
  return {
    element,
    redraw,
    remove() {
      cancelAnimationFrame(isDue);
      map.off("moveend resize", draw);
      map.off("zoomanim", scale as L.LeafletEventHandlerFn);
      map.off("zoom", pinch);
      element.remove();
    },
  };
}

function resize(element: HTMLCanvasElement, size: L.Point, dense: number): void {
  const [width, height] = [Math.ceil(size.x * dense), Math.ceil(size.y * dense)];
  if (element.width !== width || element.height !== height) [element.width, element.height] = [width, height];
  element.style.width = `${size.x}px`;
  element.style.height = `${size.y}px`;
}

/** A pane of the map at a height; panes without a pointer let every click through. */
export function pane(map: L.Map, name: string, height: number, { hasPointer = false } = {}): string {
  const made = map.getPane(name) ?? map.createPane(name);
  made.style.zIndex = String(height);
  if (!hasPointer) made.style.pointerEvents = "none";
  return name;
}
