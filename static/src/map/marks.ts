// Draws an answer's map layer, each incident as precisely as it is known, and hears what is pressed.
import L from "leaflet";
import { roundUp, strengthOf } from "./cells";
import { cellsLayer } from "./cellsLayer";
import type { MapLayer, Mode, ShadeClass, Tint, Whereabouts } from "./layer";
import { pinsLayer, type Hooks as PinHooks } from "./pins";
import { startPointing } from "./pointing";
import { ringsLayer } from "./rings";
import { drawShades, type Level } from "./shades";

export interface Hooks extends PinHooks {
  /** A shaded province or district was pressed. */
  onChoose?(level: Level, code: string): void;
}

export interface Marks {
  /** Draws a layer and answers the classes of its legend: of shades, or of cells. */
  show(layer: MapLayer, mode?: Mode): readonly ShadeClass[];
  /** Marks the symbol of the opened incident, found by its id or by where it is. */
  highlight(openId: string, place?: Whereabouts | null): void;
  /** Outlines the symbol whose incidents are listed; "" for none. */
  select(mark: string): void;
  remove(): void;
}

const MOST_BUTTONS = 120; // badges of districts; of more, those are painted that have room
const TINTS = 4;
const LEAST_TOP = 50; // so that three incidents alone do not look like many

export function drawMarks(map: L.Map, outlines: Map<string, L.Polygon>, hooks: Hooks): Marks {
  const centres = new Map([...outlines].map(([code, outline]) => [code, outline.getCenter()]));
  const cells = cellsLayer(map);
  const pins = pinsLayer(map, centres, hooks);
  const rings = ringsLayer(map, () => pins.boxes());
  const shades = drawShades(map, outlines, (level, code) => hooks.onChoose?.(level, code));
  const stop = startPointing(map, [rings.badgeAt, cells.at, rings.ringAt], ({ mark, title, count }) => hooks.onMark(mark, title, count));
  return {
    show(layer, mode = layer.mode) {
      map.getContainer().dataset["mode"] = mode;
      const isHeat = mode === "heat";
      const { places, districts, provinces } = mode === "cells" ? layer : { places: [], districts: [], provinces: [] };
      const hasButtons = districts.length <= MOST_BUTTONS;
      cells.show(isHeat || mode === "cells" ? layer.cells : [], isHeat ? layer.zoom + 1 : layer.zoom, { isHeat });
      tint(outlines, provinces);
      pins.show({ places, provinces, districts: hasButtons ? districts : [] });
      rings.show(districts, { hasBadges: !hasButtons });
      if (mode === "provinces" || mode === "districts") return shades.show(mode === "provinces" ? "province" : "district", layer.shades);
      shades.clear();
      return mode === "cells" && layer.cells.length ? cells.classes() : [];
    },
    highlight: (openId, place = null) => pins.highlight(openId, place),
    select(mark) {
      for (const one of [cells, rings, pins]) one.select(mark);
    },
    remove() {
      stop();
      for (const one of [cells, rings, pins, shades]) one.remove();
      tint(outlines, []);
    },
  };
}

function tint(outlines: Map<string, L.Polygon>, provinces: readonly Tint[]): void {
  const counts = new Map(provinces.map((one) => [one.code, one.count]));
  const top = roundUp(Math.max(LEAST_TOP, ...counts.values()));
  for (const [code, outline] of outlines) {
    const count = counts.get(code) ?? 0;
    outline.getElement()?.setAttribute("data-tint", String(count && 1 + strengthOf(count, top, TINTS)));
  }
}
