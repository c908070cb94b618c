// The marks that are buttons: dots, and the badges of districts and provinces. What stays the same is not drawn anew.
import L from "leaflet";
import { LABELS_FROM_ZOOM } from "./basemap";
import { placeBadges, whereFree, type Box } from "./labelling";
import type { MapLayer, Place, Ring, Whereabouts } from "./layer";
import { reachOf } from "./rings";
import { badge, BADGE_HEIGHT, badgeSize, dot, dotSize, markOf, moveTo, titleOfPlace, titleOfRing, titleOfTint } from "./spots";

export interface Hooks {
  /** A symbol of several incidents was pressed: `mark` lists exactly these, `title` names the list. */
  onMark(mark: string, title: string, count: number): void;
  onOpen(publicId: string): void;
}
export interface Pins {
  show(layer: Pick<MapLayer, "places" | "districts" | "provinces">): void;
  highlight(openId: string, place: Whereabouts | null): void;
  select(mark: string): void;
  /** Where they are, in pixels of the map's frame. */
  boxes(): Box[];
  remove(): void;
}

interface Pin {
  kind: "dot" | "ring" | "tint";
  key: string; // the same for what looks and does the same
  mark: string;
  ids: readonly string[];
  names: readonly string[];
  count: number;
  size: { width: number; height: number };
  ring?: Ring;
  make(hasKeyboard: boolean): L.Marker;
}
interface Kept { pin: Pin; marker: L.Marker }

const MOST_REACHABLE = 200; // more than these by the tab key would be a trap, not a help
const UNDER_LABEL_PX = 8;
const SMALL_PX = 8;
const NOBODY: Whereabouts = {};

export function pinsLayer(map: L.Map, centres: Map<string, L.LatLng>, hooks: Hooks): Pins {
  const layer = L.layerGroup().addTo(map);
  let kept = new Map<string, Kept>();
  let opened = { id: "", place: NOBODY };
  let selected = "";
  let taken: Box[] = [];
  const arrange = (): void => void (taken = arrangeBadges(map, [...kept.values()]));
  const emphasise = (): void => {
    for (const { pin, marker } of kept.values()) {
      marker.getElement()?.classList.toggle("is-open", isOpened(pin, opened.id, opened.place));
      marker.getElement()?.classList.toggle("is-chosen", pin.mark === selected);
    }
  };
  map.on("zoomend", arrange);
  return {
    show({ places, districts, provinces }) {
      const pins = [
        ...provinces.flatMap((one) => {
          const centre = centres.get(one.code);
          const mark = markOf("province", one);
          return centre ? [badgePin("tint", "badge", mark, titleOfTint(one), one, centre, hooks)] : [];
        }),
        ...districts.filter(hasPoint).map((one) => ({
          ...badgePin("ring", "ring-count", markOf("district", one), titleOfRing(one), one, L.latLng(one.lat!, one.lon!), hooks), ring: one,
        })),
        ...dotPins(places.filter(hasPoint), hooks),
      ];
      kept = renew(layer, kept, pins, pins.length <= MOST_REACHABLE);
      arrange();
      emphasise();
    },
    highlight(id, place) {
      opened = { id, place: place ?? NOBODY };
      emphasise();
    },
    select(mark) {
      selected = mark;
      emphasise();
    },
    boxes() {
      const { x, y } = map.layerPointToContainerPoint([0, 0]);
      return taken.map(({ left, top, width, height }) => ({ left: left + x, top: top + y, width, height }));
    },
    remove() {
      map.off("zoomend", arrange);
      layer.remove();
    },
  };
}

function hasPoint(one: { lat?: number | null; lon?: number | null }): boolean {
  return one.lat != null && one.lon != null;
}

type Counted = { code: string; name: string; count: number };

function badgePin(kind: "ring" | "tint", className: string, mark: string, title: string, one: Counted, at: L.LatLng, hooks: Hooks): Pin {
  const pressed = (): void => hooks.onMark(mark, title, one.count);
  return {
    key: JSON.stringify([title, mark, at]), mark, ids: [], names: [one.code, one.name], count: one.count, kind, size: badgeSize(one.count),
    make: (hasKeyboard) => badge(at, one.count, className, { title, hasKeyboard, pressed }),
  };
}

/** Places on the very same spot stand beside each other. */
function dotPins(places: readonly Place[], hooks: Hooks): Pin[] {
  const spots = Map.groupBy(places, (one) => `${one.lat!.toFixed(4)},${one.lon!.toFixed(4)}`);
  return [...spots.values()].flatMap((together) => {
    const wide = Math.max(...together.map(dotSize));
    return together.map((one, place) => dotPin(one, Math.round((place - (together.length - 1) / 2) * wide), hooks));
  });
}

function dotPin(one: Place, shift: number, hooks: Hooks): Pin {
  const [mark, title, only] = [markOf("place", one), titleOfPlace(one), one.ids[0]];
  const pressed = (): void => (one.count === 1 && only ? hooks.onOpen(only) : hooks.onMark(mark, title, one.count));
  const size = dotSize(one);
  return {
    key: JSON.stringify([one, shift]), mark, ids: one.ids, names: [one.code], count: one.count, kind: "dot", size: { width: size, height: size },
    make: (hasKeyboard) => dot(one, shift, { title, hasKeyboard, pressed }),
  };
}

/** Keeps what is wanted still, takes away the rest; the keyboard's place stays with its symbol. */
function renew(layer: L.LayerGroup, had: Map<string, Kept>, pins: readonly Pin[], hasKeyboard: boolean): Map<string, Kept> {
  const wanted = new Map(pins.map((pin) => [`${hasKeyboard} ${pin.key}`, pin]));
  let focused = "";
  for (const [key, { pin, marker }] of had) {
    if (wanted.has(key)) continue;
    if (marker.getElement() === document.activeElement) focused = pin.mark;
    layer.removeLayer(marker);
  }
  return new Map(
    [...wanted].map(([key, pin]) => {
      const marker = had.get(key)?.marker ?? pin.make(hasKeyboard).addTo(layer);
      if (focused === pin.mark) marker.getElement()?.focus({ preventScroll: true });
      return [key, { pin, marker }];
    }),
  );
}

/**
 * Badges of provinces under their names, or small where there is no room; those of districts
 * beside their rings, or small on them. Answers what is taken.
 */
function arrangeBadges(map: L.Map, kept: readonly Kept[]): Box[] {
  const of = (kind: Pin["kind"]): Kept[] => kept.filter(({ pin }) => pin.kind === kind).sort((one, other) => other.pin.count - one.pin.count);
  const taken = of("dot").map((one) => boxAt(map, one, -one.pin.size.height / 2));
  const tints = of("tint");
  const under = map.getZoom() >= LABELS_FROM_ZOOM ? UNDER_LABEL_PX : -BADGE_HEIGHT / 2;
  const isFree = whereFree(tints.map((one) => boxAt(map, one, under)), taken);
  tints.forEach(({ pin, marker }, place) => {
    marker.getElement()?.classList.toggle("is-small", !isFree[place]);
    if (isFree[place]) moveTo(marker, -pin.size.width / 2, under);
    else moveTo(marker, -SMALL_PX / 2, under > 0 ? under : -SMALL_PX / 2);
  });
  const ringed = of("ring");
  const rings = ringed.map((one) => ({ ...map.latLngToLayerPoint(one.marker.getLatLng()), reach: reachOf(one.pin.ring!, map.getZoom()), ...one.pin.size }));
  placeBadges(rings, taken).forEach((box, place) => {
    const [{ marker }, { x, y, reach }] = [ringed[place]!, rings[place]!];
    marker.getElement()?.classList.toggle("is-small", box === null);
    if (box) moveTo(marker, box.left - x, box.top - y);
    else moveTo(marker, -SMALL_PX / 2, -reach - SMALL_PX / 2);
  });
  return taken;
}

function boxAt(map: L.Map, { pin, marker }: Kept, under: number): Box {
  const { x, y } = map.latLngToLayerPoint(marker.getLatLng());
  return { left: x - pin.size.width / 2, top: y + under, ...pin.size };
}

/** By its id where the symbol has ids, else by the place, district or province it is known to. */
function isOpened(pin: Pin, id: string, place: Whereabouts): boolean {
  if (!id) return false;
  if (pin.ids.includes(id)) return true;
  if (pin.kind === "dot") return place.code === pin.names[0];
  const unit = pin.kind === "ring" ? place.district : place.province;
  return place.code !== undefined && pin.names.some((name) => name === place.code || (name === unit && place.precision === precisionOf(pin)));
}

function precisionOf(pin: Pin): string {
  return pin.kind === "ring" ? "district" : "province";
}
