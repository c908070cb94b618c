// Draws what is known to a district only: rings as wide as the doubt, below everything; their counts when there are many.
import L from "leaflet";
import { number } from "../format";
import { mapCanvas, pane, type Sheet } from "./canvas";
import { saidOf } from "./cells";
import { inks, onThemeChange } from "./ink";
import { overlap, placeBadges, type Box } from "./labelling";
import type { Meant, Ring } from "./layer";
import { badgeSize, markOf, titleOfRing } from "./spots";

export interface Rings {
  /** Draws rings; with `hasBadges` their counts too, where there is room for them. */
  show(rings: readonly Ring[], options: { hasBadges: boolean }): void;
  select(mark: string): void;
  badgeAt(point: L.Point): Meant | null;
  ringAt(point: L.Point, slop: number): Meant | null;
  remove(): void;
}

const METRES_ROUND = 40_075_016.686; // the equator, as Web Mercator has it
const TILE_PX = 256;
const USUAL_KM = 10;
const LEAST_REACH = 4;
const BADGE_FROM_REACH = 36;
const [INSIDE_COUNTS, NEAR_LINE] = [14, 4];
const FEW = 60;

/** A ring's radius on the screen, in pixels. */
export function reachOf(one: Ring, zoom: number): number {
  const metre = (TILE_PX * 2 ** zoom) / (METRES_ROUND * Math.cos(((one.lat ?? 0) * Math.PI) / 180));
  return Math.max(LEAST_REACH, (one.uncertainty_km ?? USUAL_KM) * 1000 * metre);
}

/** `taken` tells which boxes, in pixels of the map's frame, badges must leave free. */
export function ringsLayer(map: L.Map, taken: () => readonly Box[]): Rings {
  let shown: readonly Ring[] = [];
  let isBadged = false;
  let chosen = "";
  let badges: Badge[] = [];
  let colours = readColours(map);
  const linesPainter = (sheet: Sheet): void => paintRings(sheet, map, shown, chosen, colours);
  const countsPainter = ({ context, beyond }: Sheet): void => {
    context.translate(beyond, beyond);
    paintBadges(context, badges, chosen, colours);
  };
  const lines = mapCanvas(map, pane(map, "rings", 350), () => (shown.length ? linesPainter : null));
  const counts = mapCanvas(map, pane(map, "badges", 390), () => {
    badges = isBadged ? badgesOn(map, shown, taken()) : [];
    return badges.length ? countsPainter : null;
  });
  const redraw = (): void => {
    lines.redraw();
    counts.redraw();
  };
  const stop = onThemeChange(() => {
    colours = readColours(map);
    redraw();
  });
  return {
    show(rings, { hasBadges }) {
      shown = rings.filter(({ lat, lon }) => lat != null && lon != null).toSorted((one, other) => other.count - one.count);
      isBadged = hasBadges;
      redraw();
    },
    select(mark) {
      if (mark !== chosen) redraw();
      chosen = mark;
    },
    badgeAt: ({ x, y }) => meant(badges.find(({ box }) => overlap(box, { left: x, top: y, width: 1, height: 1 }))?.ring),
    ringAt: (point, slop) => meant(nearestRing(map, shown, point, slop)),
    remove() {
      stop();
      lines.remove();
      counts.remove();
    },
  };
}

interface Badge { ring: Ring; box: Box }
interface Colours { accent: string; paper: string }

function readColours(map: L.Map): Colours {
  const [accent, paper] = inks(map.getContainer(), ["--accent", "--paper"]) as [string, string];
  return { accent, paper };
}

/** Many rings are lines alone, so that what lies under them stays legible. */
function paintRings({ context, origin, zoom, width, height }: Sheet, map: L.Map, rings: readonly Ring[], chosen: string, { accent }: Colours): void {
  context.fillStyle = context.strokeStyle = accent;
  const isFew = rings.length <= FEW;
  for (const one of rings) {
    const { x, y } = map.project([one.lat!, one.lon!], zoom).subtract(origin);
    const reach = reachOf(one, zoom);
    if (x + reach < 0 || y + reach < 0 || x - reach > width || y - reach > height) continue;
    const isChosen = markOf("district", one) === chosen;
    context.beginPath();
    context.arc(x, y, reach, 0, 2 * Math.PI);
    context.globalAlpha = isChosen ? 0.2 : 0.09;
    if (isFew || isChosen) context.fill();
    context.globalAlpha = isFew || isChosen ? 0.9 : 0.5;
    context.lineWidth = isChosen ? 3 : isFew ? 1.5 : 1;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function badgesOn(map: L.Map, rings: readonly Ring[], taken: readonly Box[]): Badge[] {
  const { x: width, y: height } = map.getSize();
  const wide = rings.flatMap((ring) => {
    const { x, y } = map.latLngToContainerPoint([ring.lat!, ring.lon!]);
    const reach = reachOf(ring, map.getZoom());
    const isSeen = reach >= BADGE_FROM_REACH && x > -reach && y > -reach && x < width + reach && y < height + reach;
    return isSeen ? [{ ring, x, y, reach, ...badgeSize(ring.count) }] : [];
  });
  return placeBadges(wide, taken).flatMap((box, place) => (box ? [{ ring: wide[place]!.ring, box }] : []));
}

function paintBadges(context: CanvasRenderingContext2D, badges: readonly Badge[], chosen: string, { accent, paper }: Colours): void {
  context.font = '600 11px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
  context.textAlign = "center";
  for (const { ring, box } of badges) {
    const isChosen = markOf("district", ring) === chosen;
    context.fillStyle = isChosen ? accent : paper;
    context.strokeStyle = accent;
    context.lineWidth = 1.25;
    context.beginPath();
    context.roundRect(box.left, box.top, box.width, box.height, box.height / 2);
    context.fill();
    context.stroke();
    context.fillStyle = isChosen ? paper : accent;
    context.fillText(number(ring.count), box.left + box.width / 2, box.top + box.height / 2 + 4);
  }
}

/** The ring whose line is near, or inside of which the point is where the ring is small. */
function nearestRing(map: L.Map, rings: readonly Ring[], point: L.Point, slop: number): Ring | undefined {
  let found: Ring | undefined;
  let least = NEAR_LINE + slop;
  for (const one of rings) {
    const from = point.distanceTo(map.latLngToContainerPoint([one.lat!, one.lon!]));
    const reach = reachOf(one, map.getZoom());
    const gap = reach <= INSIDE_COUNTS && from < reach ? 0 : Math.abs(from - reach);
    if (gap < least) [found, least] = [one, gap];
  }
  return found;
}

function meant(one: Ring | undefined): Meant | null {
  if (!one) return null;
  return { mark: markOf("district", one), title: titleOfRing(one), count: one.count, tip: `${one.name} district: ${saidOf(one.count, one.killed)}` };
}
