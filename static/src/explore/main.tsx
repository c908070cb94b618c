// Wires the Explore page: address ↔ state, state → map, panels, and a quiet look for news.
import "./explore.css";
import "./marks.css";
import "./robustness.css";
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { groupCard, incidentCard, open, openGroup } from "../cards";
import { drawBasemap, type BasemapFiles } from "../map/basemap";
import { drawTools } from "../map/drawing";
import { foundMark } from "../map/found";
import type { ShadeClass } from "../map/layer";
import { drawMarks } from "../map/marks";
import { drawFrames } from "../map/playing";
import { boundsOn, createMap, look as lookAt, looksAt as isLookingAt, seenOn } from "../map/view";
import { marked } from "../offers";
import { Chips } from "../panels/Chips";
import { Drawer } from "../panels/Drawer";
import { Facets } from "../panels/Facets";
import { Legend } from "../panels/Legend";
import { Modes } from "../panels/Modes";
import { Placed } from "../panels/Placed";
import { Search } from "../panels/Search";
import { Summary } from "../panels/Summary";
import { Timeline } from "../panels/Timeline";
import { filter, isBusy, layer, listMark, load, look, looksAt, mapView, played, setFilter, show, view, words } from "../state";
import { trouble } from "../trouble";
import { isEmpty, isStep, read, toggled, write, type View } from "../url";

const NEWS_EVERY_MS = 4000;
const WIDE = "(min-width: 60.01rem)";
const place = (id: string): HTMLElement => document.getElementById(id)!;
const classes = signal<readonly ShadeClass[]>([]);

render(<Search />, place("search"));
render(<Summary />, place("summary"));
render(<Chips />, place("chips"));
render(<Facets />, place("facets"));
render(<Modes />, place("modes"));
render(<Placed />, place("placed"));
render(<Legend classes={classes} />, place("legend"));
render(<Timeline />, place("timeline"));
render(<Drawer />, place("drawer"));

const map = startMap(place("map"));
void show(read(location.search));
keepAddress();
keepMap();
keepTitle();
void drawMap();
setInterval(lookForNews, NEWS_EVERY_MS);
addEventListener("online", lookForNews);
effect(() => void document.body.classList.toggle("is-amiss", trouble.value !== null));
openRailWhenWide();

/** Ask again while the page is looked at, unless the question itself was refused. */
function lookForNews(): void {
  const isRefused = trouble.peek()?.remedy === "clear";
  if (document.visibilityState === "visible" && !isRefused && !isBusy.peek() && !played.peek()) void load({ isQuiet: true });
}

/** A filter, a way of looking or an opened card is a step one can go back from; a moved map is not. */
function keepAddress(): void {
  let before: View | null = null;
  effect(() => {
    const now = view.value;
    const address = location.pathname + write(now);
    const isNew = before !== null && isStep(before, now);
    before = now;
    if (address === location.pathname + location.search) return;
    if (isNew) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  });
  addEventListener("popstate", () => void show(read(location.search)));
}

/** The tab and the browser's history name the view. */
function keepTitle(): void {
  const usual = document.title;
  effect(() => {
    const card = groupCard.found.value?.group.name ?? incidentCard.found.value?.title;
    document.title = card ? `${card} · Khorasan Watch` : isEmpty(filter.value) || !words.value ? usual : `${words.value} · Khorasan Watch`;
  });
}

/** The map looks where the address says before anything is asked, so that one question is enough. */
function startMap(root: HTMLElement): ReturnType<typeof createMap> {
  let wasMoved = false;
  for (const gesture of ["pointerdown", "wheel", "keydown"]) root.addEventListener(gesture, () => (wasMoved = true));
  const made = createMap(root, (seen, bounds) => {
    if (mapView.peek() || wasMoved) mapView.value = isLookingAt(made, null) ? null : seen;
    looksAt(bounds, seen.zoom);
  });
  lookAt(made, read(location.search).map);
  looksAt(boundsOn(made), seenOn(made).zoom);
  return made;
}

async function drawMap(): Promise<void> {
  const outlines = await drawBasemap(map, JSON.parse(place("basemap").textContent) as BasemapFiles);
  const marks = drawMarks(map, outlines, {
    onMark: (mark) => void listMark(mark),
    onOpen: (publicId) => void open(publicId),
    onChoose: (level, code) => void setFilter(toggled(filter.peek(), level, code)),
  });
  const frames = drawFrames(map);
  const tools = drawTools(map, {
    onBox: (bbox) => void setFilter({ ...filter.peek(), bbox, polygon: "" }),
    onPolygon: (polygon) => void setFilter({ ...filter.peek(), polygon, bbox: "" }),
    onClear: () => void setFilter({ ...filter.peek(), bbox: "", polygon: "" }),
  });
  effect(() => {
    if (layer.value) classes.value = marks.show(layer.value);
  });
  effect(() => {
    void layer.value;
    marks.select(look.value.listed || filter.value.mark);
    const [id, card] = [incidentCard.id.value, incidentCard.found.value];
    marks.highlight(id, card?.public_id === id ? card.place : null);
  });
  effect(() => tools.show(filter.value.bbox, filter.value.polygon));
  effect(() => {
    if (played.value) frames.show(played.value.answer, played.value.at, played.value.zoom);
    else frames.clear();
  });
  const found = foundMark(map, () => (marked.value = null));
  effect(() => found.show(marked.value));
  addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (event.key === "Escape" && !event.defaultPrevented && !isTyping && !tools.isDrawing()) closeTopmost();
  });
}

/** The map goes where the address does; back to an address without a place it shows the whole region again. */
function keepMap(): void {
  let had = mapView.peek();
  effect(() => {
    const wanted = mapView.value;
    if ((wanted || had) && !isLookingAt(map, wanted)) lookAt(map, wanted);
    had = wanted;
  });
}

function closeTopmost(): void {
  if (groupCard.id.peek()) void openGroup("");
  else if (incidentCard.id.peek()) void open("");
  else marked.value = null;
}

/** Beside the map the filters are always open; on a phone they open when asked. */
function openRailWhenWide(): void {
  const wide = matchMedia(WIDE);
  const fit = (): void => void place("filters").toggleAttribute("open", wide.matches);
  wide.addEventListener("change", fit);
  fit();
}
