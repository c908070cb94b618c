// The whole view as an address: filters as the API takes them, where the map is, and what is open. Knows no DOM.
export const MANY = ["group", "province", "district", "kind", "status"] as const;
export const ONE = ["from", "to", "killed_min", "q", "bbox"] as const;
export type Many = (typeof MANY)[number];
export type One = (typeof ONE)[number];
export type Filter = Record<Many, readonly string[]> & Record<One, string>;
export interface MapView { lat: number; lon: number; zoom: number }
export interface View { filter: Filter; map: MapView | null; open: string }

export const NOTHING: Filter = {
  group: [], province: [], district: [], kind: [], status: [], from: "", to: "", killed_min: "", q: "", bbox: "",
};

/** Reads an address; what it does not understand it leaves to the server to refuse. */
export function read(search: string): View {
  const words = new URLSearchParams(search);
  const filter = { ...NOTHING };
  for (const name of MANY) filter[name] = [...new Set(words.getAll(name))].sort();
  for (const name of ONE) filter[name] = words.get(name) ?? "";
  return { filter, map: readMap(words.get("at")), open: words.get("open") ?? "" };
}

/** The address of a view, always written alike, without what is empty. */
export function write(view: View): string {
  const words = filterWords(view.filter);
  if (view.map) words.set("at", [view.map.lat.toFixed(3), view.map.lon.toFixed(3), String(view.map.zoom)].join(","));
  if (view.open) words.set("open", view.open);
  const text = words.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** The part of the address that the API takes. */
export function filterWords(filter: Filter): URLSearchParams {
  const words = new URLSearchParams();
  for (const name of MANY) for (const value of filter[name]) words.append(name, value);
  for (const name of ONE) if (filter[name]) words.set(name, filter[name]);
  return words;
}

/** The filter with a value added, or taken away where it was. */
export function toggled(filter: Filter, name: Many, value: string): Filter {
  const had = filter[name].includes(value);
  const values = had ? filter[name].filter((one) => one !== value) : [...filter[name], value].sort();
  return { ...filter, [name]: values };
}

export function isEmpty(filter: Filter): boolean {
  return filterWords(filter).size === 0;
}

function readMap(text: string | null): MapView | null {
  const [lat, lon, zoom, ...rest] = (text ?? "").split(",").map(Number);
  const numbers = [lat, lon, zoom];
  if (rest.length || numbers.some((one) => one === undefined || !Number.isFinite(one))) return null;
  if (Math.abs(lat!) > 90 || Math.abs(lon!) > 180 || zoom! < 0 || zoom! > 18) return null;
  return { lat: lat!, lon: lon!, zoom: Math.round(zoom!) };
}
