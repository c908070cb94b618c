// Small buttons on the map, alike in look and by keyboard to Leaflet's own.
import L from "leaflet";

export interface MapButton { name: string; icon: string; press(): void }
const SVG = "http://www.w3.org/2000/svg";

/** Adds a group of buttons to a corner; the answer has each in turn. `icon` is the path of a 16 × 16 drawing. */
export function buttonBar(map: L.Map, position: L.ControlPosition, label: string, buttons: readonly MapButton[]): HTMLButtonElement[] {
  const bar = L.DomUtil.create("div", "leaflet-bar map-buttons");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", label);
  const made = buttons.map((one) => button(one));
  bar.append(...made);
  L.DomEvent.disableClickPropagation(bar);
  const control = new L.Control({ position });
  control.onAdd = () => bar;
  control.addTo(map);
  return made;
}

export function rename(button: HTMLButtonElement, name: string): void {
  button.title = name;
  button.setAttribute("aria-label", name);
}

function button({ name, icon, press }: MapButton): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  rename(made, name);
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", icon);
  drawing.append(path);
  made.append(drawing);
  made.addEventListener("click", press);
  return made;
}
