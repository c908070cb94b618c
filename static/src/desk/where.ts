// Where it happened: one box that offers gazetteer entries, fields for a new place, and a pin on a map.
import { asker } from "./ask";
import { pinMap, type PinMap } from "./map";
import { offers, type Offer } from "./offers";

const USUAL_KM = 2;

interface Found extends Offer { id: number; lat: number | null; lon: number | null; uncertainty_km: number | null }
interface Answer { results: Found[] }

export function sayWhere(root: HTMLElement): void {
  const box = root.querySelector<HTMLInputElement>("input[name=place_text]");
  const pin = pinFields(root);
  const map = mapOf(root, pin);
  const chosen = box && chosenEntry(root, box, pin, map);
  if (box && chosen) searchAs(root, box, chosen, map);
  pin.onTyped(() => pin.show(map, true));
  if (pin.point()) return pin.show(map, true);
  const { lat, lon } = root.dataset;
  if (lat && lon) map?.preview(Number(lat), Number(lon), USUAL_KM);
}

interface Chosen { choose(offer: Found): void; forget(): void }

function searchAs(root: HTMLElement, box: HTMLInputElement, chosen: Chosen, map: PinMap | undefined): void {
  const list = offers<Found>(box, "Places", (offer) => chosen.choose(offer));
  const take = (offer: Found | undefined): void => {
    list.show([]);
    if (offer) chosen.choose(offer);
  };
  const search = asker<Answer>((answer) => {
    const found = answer?.results ?? [];
    list.show(found);
    if (found.length) map?.candidates(found, (rank) => take(found[rank]));
  });
  box.addEventListener("input", () => {
    chosen.forget();
    const text = box.value.trim();
    search(text.length > 1 ? `${root.dataset["search"]}?${new URLSearchParams({ q: text })}` : null);
  });
}

/** The gazetteer entry chosen for the typed text, kept in a hidden field until the text changes. */
function chosenEntry(root: HTMLElement, box: HTMLInputElement, pin: PinFields, map: PinMap | undefined): Chosen | undefined {
  const id = root.querySelector<HTMLInputElement>("input[name=place]");
  const line = root.querySelector<HTMLElement>("[data-part=chosen]");
  const details = root.querySelector<HTMLElement>("[data-part=new-place]");
  if (!id || !line || !details) return undefined;
  const say = (words: string): void => {
    line.textContent = words;
    line.hidden = !words;
    details.hidden = Boolean(words);
  };
  if (id.value) say("A gazetteer entry is chosen. Type to choose another.");
  pin.onSet(() => { if (id.value) { details.hidden = false; line.textContent = "With the pin, this becomes a spot inside the chosen entry."; } });
  return {
    choose(offer) {
      id.value = String(offer.id);
      box.value = offer.label;
      pin.clear();
      box.dispatchEvent(new Event("change", { bubbles: true }));
      say(`Chosen: ${offer.label} (${offer.kind.toLowerCase()}).`);
      if (offer.lat !== null && offer.lon !== null) map?.preview(offer.lat, offer.lon, offer.uncertainty_km ?? USUAL_KM);
    },
    forget() {
      id.value = "";
      say("");
    },
  };
}

interface PinFields {
  point(): { lat: number; lon: number; km: number } | undefined;
  set(lat: number, lon: number): void;
  clear(): void;
  show(map: PinMap | undefined, look: boolean): void;
  onTyped(then: () => void): void;
  onSet(then: () => void): void;
}

function pinFields(root: HTMLElement): PinFields {
  const [lat, lon, km] = ["lat", "lon", "uncertainty_km"].map((name) => root.querySelector<HTMLInputElement>(`input[name=${name}]`));
  const watchers: (() => void)[] = [];
  const point = (): { lat: number; lon: number; km: number } | undefined => {
    if (!lat?.value.trim() || !lon?.value.trim()) return undefined;
    const found = { lat: Number(lat.value), lon: Number(lon.value), km: Number(km?.value) || USUAL_KM };
    return Math.abs(found.lat) <= 90 && Math.abs(found.lon) <= 180 ? found : undefined;
  };
  return {
    point,
    set(latitude, longitude) {
      if (lat) lat.value = latitude.toFixed(5);
      if (lon) lon.value = longitude.toFixed(5);
      if (km && !km.value) km.value = String(USUAL_KM);
      for (const then of watchers) then();
    },
    clear() {
      for (const field of [lat, lon, km]) if (field) field.value = "";
    },
    show(map, look) {
      const found = point();
      if (found) map?.pin(found.lat, found.lon, found.km, look);
    },
    onTyped(then) {
      for (const field of [lat, lon, km]) field?.addEventListener("change", () => { then(); for (const each of watchers) each(); });
    },
    onSet(then) {
      watchers.push(then);
    },
  };
}

/** The map, drawn when it is first seen (it may start inside a closed part of the page). */
function mapOf(root: HTMLElement, pin: PinFields): PinMap | undefined {
  const place = root.querySelector<HTMLElement>("[data-part=map]");
  if (!place || !("L" in window)) return undefined;
  place.hidden = false;
  const map: PinMap = pinMap(place, root.dataset["basemap"] ?? "", (lat, lon) => {
    pin.set(lat, lon);
    pin.show(map, false);
  });
  new ResizeObserver(() => map.refresh()).observe(place);
  return map;
}
