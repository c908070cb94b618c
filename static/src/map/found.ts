// Marks the place that was looked for by its name: how far it may reach, and its name with a way to let it go.
import L from "leaflet";
import type { Spot } from "../locate";
import { pane } from "./canvas";

const METRES = 1000;

/** `letGo` hears that the mark is not wanted any more. */
export function foundMark(map: L.Map, letGo: () => void): { show(spot: Spot | null): void } {
  const layer = L.layerGroup().addTo(map);
  const lines = pane(map, "found", 395);
  return {
    show(spot) {
      layer.clearLayers();
      if (!spot) return;
      L.circle([spot.lat, spot.lon], { radius: spot.km * METRES, pane: lines, className: "found-reach", interactive: false }).addTo(layer);
      const icon = L.divIcon({ html: label(spot, letGo), className: "found", iconSize: [0, 0] });
      L.marker([spot.lat, spot.lon], { icon, interactive: false, keyboard: false, zIndexOffset: 1000 }).addTo(layer);
    },
  };
}

function label({ name }: Spot, letGo: () => void): HTMLElement {
  const words = document.createElement("bdi");
  words.textContent = name;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", `Take the mark of ${name} away`);
  button.addEventListener("click", letGo);
  const frame = document.createElement("span");
  frame.append(words, button);
  L.DomEvent.disableClickPropagation(frame);
  return frame;
}
