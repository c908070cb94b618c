// Wires the Explore page: address ↔ state, state → map, panels, and a quiet look for news.
import "./explore.css";
import "./marks.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { drawBasemap, type BasemapFiles } from "../map/basemap";
import { drawMarks } from "../map/marks";
import { createMap, look, looksAt } from "../map/view";
import { Drawer } from "../panels/Drawer";
import { Facets } from "../panels/Facets";
import { Legend } from "../panels/Legend";
import { Placed } from "../panels/Placed";
import { Search } from "../panels/Search";
import { Summary } from "../panels/Summary";
import { Timeline } from "../panels/Timeline";
import { answer, filter, isBusy, load, mapView, open, openId, setFilter, show, showSpot, trouble, view } from "../state";
import { read, toggled, write } from "../url";

const NEWS_EVERY_MS = 4000;
const place = (id: string): HTMLElement => document.getElementById(id)!;

render(<Search />, place("search"));
render(<Summary />, place("summary"));
render(<Facets />, place("facets"));
render(<Placed />, place("placed"));
render(<Legend />, place("legend"));
render(<Timeline />, place("timeline"));
render(<Drawer />, place("drawer"));

void show(read(location.search));
keepAddress();
void startMap(place("map"));
setInterval(lookForNews, NEWS_EVERY_MS);
place("filters").toggleAttribute("open", matchMedia("(min-width: 60rem)").matches);

/** Ask again while the page is looked at, unless the question itself was refused. */
function lookForNews(): void {
  const isRefused = trouble.peek() !== null && !trouble.peek()!.mayRetry;
  if (document.visibilityState === "visible" && !isRefused && !isBusy.peek()) void load({ isQuiet: true });
}

/** A filter or an opened incident is a step one can go back from; a moved map is not. */
function keepAddress(): void {
  let steps = "";
  effect(() => {
    const address = location.pathname + write(view.value);
    const step = JSON.stringify([filter.value, openId.value]);
    const isStep = steps !== "" && step !== steps;
    steps = step;
    if (address === location.pathname + location.search) return;
    if (isStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  });
  addEventListener("popstate", () => void show(read(location.search)));
}

async function startMap(root: HTMLElement): Promise<void> {
  const map = createMap(root, (seen) => {
    if (mapView.peek() || wasMoved) mapView.value = seen;
  });
  let wasMoved = false;
  for (const gesture of ["pointerdown", "wheel", "keydown"]) root.addEventListener(gesture, () => (wasMoved = true));
  look(map, mapView.peek());
  const outlines = await drawBasemap(map, JSON.parse(place("basemap").textContent) as BasemapFiles);
  const marks = drawMarks(map, outlines, {
    onSpot: showSpot,
    onProvince: (code) => void setFilter(toggled(filter.peek(), "province", code)),
  });
  effect(() => {
    if (answer.value) marks.show(answer.value.map);
  });
  effect(() => {
    void answer.value;
    marks.highlight(openId.value);
  });
  effect(() => {
    const wanted = mapView.value;
    if (wanted && !looksAt(map, wanted)) look(map, wanted);
  });
}

addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (event.key === "Escape" && !isTyping && openId.peek()) void open("");
});
