// Shows one moment of a playback on the canvas of cells; everything that does not move with time steps aside.
import type L from "leaflet";
import { cellsLayer } from "./cellsLayer";
import type { Scale } from "./cells";
import { frameOf, scaleOfFrames } from "./frames";
import type { Playback } from "./layer";

export interface Frames {
  /** Draws frame `k`; `zoom` is the one the playback was asked for. Every frame has the same scale. */
  show(playback: Playback, k: number, zoom?: number): void;
  clear(): void;
}

export function drawFrames(map: L.Map): Frames {
  const cells = cellsLayer(map);
  let known: { playback: Playback; scale: Scale; zoom: number } | null = null;
  return {
    show(playback, k, zoom = playback.zoom) {
      if (known?.playback !== playback) known = { playback, scale: scaleOfFrames(playback), zoom: zoom ?? map.getZoom() };
      map.getContainer().classList.add("is-playing");
      cells.play(frameOf(playback, k), zoom ?? known.zoom, known.scale);
    },
    clear() {
      known = null;
      map.getContainer().classList.remove("is-playing");
      cells.stop();
    },
  };
}
